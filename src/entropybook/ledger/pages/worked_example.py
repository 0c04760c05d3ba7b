"""What the page 04-worked-example says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("04-worked-example")
