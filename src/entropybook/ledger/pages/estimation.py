"""What the page 08-estimation says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("08-estimation")
