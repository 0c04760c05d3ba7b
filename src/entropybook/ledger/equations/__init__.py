"""Every display equation of the book: its LaTeX, printed from SymPy, and how it is known."""

from functools import cache

from entropybook.ledger._entries import Equation
from entropybook.ledger.equations import (
    _calibration,
    _classification,
    _direction,
    _estimation,
    _foundations,
    _generative,
    _geometry,
    _language,
    _leash,
    _machine_learning,
    _monte_carlo,
    _neighbours,
    _projection,
    _shared_information,
    _soft_labels,
    _testing,
)
from entropybook.ledger.equations._foundations import MEASURES

__all__ = ["MEASURES", "equations"]

_PARTS = (
    _foundations,
    _machine_learning,
    _classification,
    _soft_labels,
    _calibration,
    _language,
    _generative,
    _leash,
    _direction,
    _projection,
    _geometry,
    _shared_information,
    _estimation,
    _neighbours,
    _monte_carlo,
    _testing,
)


@cache
def equations() -> tuple[Equation, ...]:
    """List the book's display equations, in the order of its pages."""
    return tuple(equation for part in _PARTS for equation in part.equations())
