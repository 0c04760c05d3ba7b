"""What the page index says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("index")
