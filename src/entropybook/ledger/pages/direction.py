"""What the page 07-direction says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("07-direction")
