"""What the page 06b-soft-labels says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("06b-soft-labels")
