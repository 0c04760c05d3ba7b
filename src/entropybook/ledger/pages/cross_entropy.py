"""What the page 02-cross-entropy says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("02-cross-entropy")
