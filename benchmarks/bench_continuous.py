"""A row for densities: the pair of the tests' grid that takes the median time."""

import contextlib
import json
import time
from pathlib import Path
from typing import Any

import numpy as np
from rows import Row
from scipy import integrate, stats

from entropybook import UnresolvedError, kl_divergence

GRID = Path(__file__).parents[1] / "tests" / "data" / "continuous_grid.json"


def seconds(p: Any, q: Any) -> float:
    """Time one divergence."""
    start = time.perf_counter()
    with contextlib.suppress(UnresolvedError):
        kl_divergence(p, q)
    return time.perf_counter() - start


def kl_median() -> Row:
    """KL of two densities, beside one call of quad, which is wrong on many of these pairs."""
    pairs = [
        (getattr(stats, p)(**p_parameters), getattr(stats, q)(**q_parameters))
        for p, p_parameters, q, q_parameters, *_, kl in json.loads(GRID.read_text())
        if kl != "inf"
    ]
    p, q = sorted(pairs, key=lambda pair: seconds(*pair))[len(pairs) // 2]

    def naive() -> float:
        with np.errstate(all="ignore"):
            return integrate.quad(
                lambda x: p.pdf(x) * (p.logpdf(x) - q.logpdf(x)), *p.support(), full_output=1
            )[0]

    return Row(f"KL, median of {len(pairs)} pairs", lambda: kl_divergence(p, q), naive, limit=1.0)


ROWS = [kl_median]
