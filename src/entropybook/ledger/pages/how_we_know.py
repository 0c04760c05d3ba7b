"""What the page A-how-we-know says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("A-how-we-know")
