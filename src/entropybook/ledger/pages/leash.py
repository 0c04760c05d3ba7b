"""What the page 06f-leash says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("06f-leash")
