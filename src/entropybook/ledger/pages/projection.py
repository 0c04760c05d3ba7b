"""What the page 07a-projection says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("07a-projection")
