"""What the page 07a-projection says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Shown, Tried
from entropybook.ledger.pages import _projection_checks as checks

PAGE = Chapter("07a-projection")
