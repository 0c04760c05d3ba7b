"""What the page 06a-classification says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("06a-classification")
