"""The display equations of the page 07b-geometry."""

from entropybook.ledger._entries import Equation


def equations() -> tuple[Equation, ...]:
    """List them in the order of the page."""
    return ()
