"""What the page 06-machine-learning says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("06-machine-learning")
