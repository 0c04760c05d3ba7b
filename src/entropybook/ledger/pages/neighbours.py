"""What the page 08a-neighbours says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("08a-neighbours")
