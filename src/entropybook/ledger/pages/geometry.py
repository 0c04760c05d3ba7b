"""What the page 07b-geometry says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("07b-geometry")
