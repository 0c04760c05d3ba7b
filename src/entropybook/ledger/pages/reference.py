"""What the page C-reference says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("C-reference")
