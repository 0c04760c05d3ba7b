"""What the page 01-entropy says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("01-entropy")
