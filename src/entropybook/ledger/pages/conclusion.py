"""What the page 09-conclusion says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("09-conclusion")
