"""What the page 07c-shared-information says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("07c-shared-information")
