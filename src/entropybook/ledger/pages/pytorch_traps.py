"""What the page 06h-pytorch-traps says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("06h-pytorch-traps")
