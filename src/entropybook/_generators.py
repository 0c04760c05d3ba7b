"""The convex functions that make the f-divergences of the book."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special


@dataclass(frozen=True)
class Generator:
    """Hold a convex function f with f(1) = 0, which makes an f-divergence.

    Parameters
    ----------
    f : callable
        Takes an array of ratios t ≥ 0 and returns f(t), elementwise.
    slope : float
        The limit of f(t)/t as t grows, which may be `inf`.
    curvature : float
        The second derivative of f at 1; `inf` where f has a kink.

    Examples
    --------
    >>> float(GENERATORS["χ²"](np.array(3.0)))
    4.0
    """

    f: Callable[[Any], Any]
    slope: float
    curvature: float

    def __call__(self, t: Any) -> Any:
        """Return f(t)."""
        with np.errstate(divide="ignore"):
            return self.f(t)


# Among the functions that make one divergence, the one that is flat at 1.
GENERATORS: Mapping[str, Generator] = {
    "KL": Generator(lambda t: special.kl_div(t, 1.0), math.inf, 1.0),
    "reverse KL": Generator(lambda t: special.kl_div(1.0, t), 1.0, 1.0),
    "JS": Generator(
        lambda t: (special.kl_div(t, (1 + t) / 2) + special.kl_div(1.0, (1 + t) / 2)) / 2,
        math.log(2) / 2,
        0.25,
    ),
    "Hellinger²": Generator(lambda t: (np.sqrt(t) - 1) ** 2 / 2, 0.5, 0.25),
    "χ²": Generator(lambda t: (t - 1) ** 2, math.inf, 2.0),
    "total variation": Generator(lambda t: np.abs(t - 1) / 2, 0.5, math.inf),
}
