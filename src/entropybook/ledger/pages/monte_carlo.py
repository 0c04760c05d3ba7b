"""What the page 08b-monte-carlo says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("08b-monte-carlo")
