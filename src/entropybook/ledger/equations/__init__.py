"""Every display equation of the book: its LaTeX, printed from SymPy, and how it is known."""

from collections.abc import Collection
from functools import cache
from inspect import getsource

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

__all__ = ["MEASURES", "equations", "labelled"]

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


def labelled(labels: Collection[str]) -> dict[str, Equation]:
    """Find equations by their labels; the parts that have none of them are not derived."""
    parts = [part for part in _PARTS if any(f'"{label}"' in getsource(part) for label in labels)]
    return {entry.label: entry for part in parts for entry in part.equations()}


@cache
def equations() -> tuple[Equation, ...]:
    """List the book's display equations, in the order of its pages."""
    return tuple(equation for part in _PARTS for equation in part.equations())
