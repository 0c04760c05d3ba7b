"""What the page 06d-language says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("06d-language")
