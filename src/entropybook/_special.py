"""Two functions of one variable that plain arithmetic would rob of their digits."""

from math import log, pi
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import special

Array: TypeAlias = NDArray[Any]
Floats: TypeAlias = Any  # a float64 array or number, out of arithmetic that mypy cannot follow

HALF_LOG_2PI = 0.5 * log(2 * pi)


def stirling_error(a: float | Array) -> Floats:
    """Return log Γ(a) − [(a − ½) log a − a + ½ log 2π], to rounding, for a > 0."""
    a = np.asarray(a, dtype=float)
    small = np.minimum(a, 16.0)
    direct = special.gammaln(small) - (small - 0.5) * np.log(small) + small - HALF_LOG_2PI
    inverse = 1 / np.maximum(a, 16.0)
    square = inverse * inverse
    # The asymptotic series B_2k / (2k (2k − 1) a^(2k − 1)); its first term left out is 2e-17.
    series = inverse * (
        1 / 12
        - square
        * (
            1 / 360
            - square
            * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * 691 / 360360)))
        )
    )
    return np.where(a <= 16, direct, series)


def deviance(log_ratio: float | Array) -> Floats:
    """Return r − 1 − log r ≥ 0 for r = exp(log_ratio), to rounding also where r is near 1."""
    w = np.asarray(log_ratio, dtype=float)
    series = np.zeros_like(w)
    for k in range(13, 1, -1):
        series = (series * w + 1) / k
    return np.where(np.abs(w) < 0.25, series * w * w, np.expm1(w) - w)
