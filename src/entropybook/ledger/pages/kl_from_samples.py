"""What the page 08a-kl-from-samples says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("08a-kl-from-samples")
