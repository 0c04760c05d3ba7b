"""The display equations of the page 08a-neighbours."""

from entropybook.ledger._entries import Equation


def equations() -> tuple[Equation, ...]:
    """List them in the order of the page."""
    return ()
