"""What the page 06g-library-traps says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("06g-library-traps")
