"""What the page 08c-testing says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("08c-testing")
