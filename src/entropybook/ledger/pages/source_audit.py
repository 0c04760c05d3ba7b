"""What the page B-source-audit says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("B-source-audit")
