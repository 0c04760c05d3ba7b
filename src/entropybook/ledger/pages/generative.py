"""What the page 06e-generative says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("06e-generative")
