"""The display equations of the page 07a-projection."""

from entropybook.ledger._entries import Equation


def equations() -> tuple[Equation, ...]:
    """List them in the order of the page."""
    return ()
