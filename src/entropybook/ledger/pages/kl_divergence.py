"""What the page 03-kl-divergence says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("03-kl-divergence")
