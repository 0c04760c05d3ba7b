"""Random cases for the checks of the ledger and of the comparison table."""

from typing import Any

import numpy as np
from numpy.random import Generator


def draw(rng: Generator, count: int = 2, outcomes: int | None = None) -> list[Any]:
    """Draw so many pmfs over the same outcomes, 2 to 5 of them unless it is said how many."""
    n = int(rng.integers(2, 6)) if outcomes is None else outcomes
    return list(rng.dirichlet(np.ones(n), size=count))


def near(one: object, other: object) -> bool:
    """Tell whether two results are the same but for rounding."""
    # Sums of a few terms of ordinary size: ten digits leave room for their rounding only.
    return bool(np.allclose(np.asarray(one), np.asarray(other), rtol=1e-10, atol=1e-10))
