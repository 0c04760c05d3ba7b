"""Log densities that keep their digits, however far out, for twelve continuous families.

SciPy's own are often the logarithm of a density that has underflowed: `laplace.logpdf(800)` is
-inf. Here every family is a function of the logarithm of the distance to its location, so that
neither 1e-3000 above the end of a gamma nor 1e3000 out in the tail of a Pareto is out of reach.

The form of the gamma, beta, binomial and Poisson terms is Loader's saddle-point form: large terms
that nearly cancel are never formed. C. Loader, Fast and accurate computation of binomial
probabilities, 2000.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, log, pi
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

Array: TypeAlias = NDArray[Any]
Floats: TypeAlias = Any  # a float64 array or number, out of arithmetic that mypy cannot follow

_HALF_LOG_2PI = 0.5 * log(2 * pi)


def stirling_error(a: float | Array) -> Floats:
    """Return log Γ(a) − [(a − ½) log a − a + ½ log 2π], to rounding, for a > 0."""
    a = np.asarray(a, dtype=float)
    small = np.minimum(a, 16.0)
    direct = special.gammaln(small) - (small - 0.5) * np.log(small) + small - _HALF_LOG_2PI
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


@dataclass(frozen=True)
class Family:
    """One standard family: its log density and what its infinite tails do.

    `log_density(y, y_top, *shapes)` takes y = log|z| and, where the support is (0, 1),
    y_top = log(1 − z).

    `index(*shapes)` is the tail index α: P(|Z| > z) falls like z^(−α); inf if faster than any
    power. `growth(*shapes)` is the exponent k with which −log density grows in an infinite tail,
    like z^k; 0 if slower than any power. E_p[−log q] is infinite exactly if p's index is at most
    q's growth (> 0), since the integrand is then z^(k − α − 1) times a constant in the tail.
    """

    log_density: Callable[..., Floats]
    index: Callable[..., float] = lambda *shapes: inf
    growth: Callable[..., float] = lambda *shapes: 0.0


def _normal(y: Array, _: Array) -> Floats:
    return -0.5 * np.exp(2 * y) - _HALF_LOG_2PI


def _laplace(y: Array, _: Array) -> Floats:
    return -np.exp(y) - log(2)


def _logistic(y: Array, _: Array) -> Floats:
    z = np.exp(y)
    return -z - 2 * np.log1p(np.exp(-z))


def _cauchy(y: Array, _: Array) -> Floats:
    return -log(pi) - np.logaddexp(0, 2 * y)


def _t(y: Array, _: Array, df: float) -> Floats:
    half = df / 2
    # log [Γ(h + ½) / (Γ(h) √h)] in Stirling's form; for h → ∞ it goes to 0.
    ratio = stirling_error(half + 0.5) - stirling_error(half) + half * np.log1p(0.5 / half) - 0.5
    return ratio - _HALF_LOG_2PI - (half + 0.5) * np.logaddexp(0, 2 * y - log(df))


def _gamma(y: Array, _: Array, a: float) -> Floats:
    peak = 0.5 * log(a) - _HALF_LOG_2PI - stirling_error(a)
    return peak - a * deviance(y - log(a)) - y


def _exponential(y: Array, _: Array) -> Floats:
    return -np.exp(y)


def _weibull(y: Array, _: Array, c: float) -> Floats:
    return log(c) + (c - 1) * y - np.exp(c * y)


def _lognormal(y: Array, _: Array, s: float) -> Floats:
    return -0.5 * (y / s) ** 2 - y - log(s) - _HALF_LOG_2PI


def _pareto(y: Array, _: Array, b: float) -> Floats:
    return log(b) - (b + 1) * y


def _uniform(y: Array, _: Array) -> Floats:
    return np.zeros_like(y)


def _beta(y: Array, y_top: Array, a: float, b: float) -> Floats:
    n = a + b
    peak = 0.5 * (log(a) + log(b) - log(n)) - _HALF_LOG_2PI
    correction = stirling_error(n) - stirling_error(a) - stirling_error(b)
    below = a * deviance(y - log(a / n)) + y
    above = b * deviance(y_top - log(b / n)) + y_top
    return peak + correction - below - above


# Keyed by the exact type: a subclass may have changed the density.
CONTINUOUS: dict[type, Family] = {
    type(stats.norm): Family(_normal, growth=lambda: 2.0),
    type(stats.laplace): Family(_laplace, growth=lambda: 1.0),
    type(stats.logistic): Family(_logistic, growth=lambda: 1.0),
    type(stats.cauchy): Family(_cauchy, index=lambda: 1.0),
    type(stats.t): Family(_t, index=lambda df: df),
    type(stats.gamma): Family(_gamma, growth=lambda a: 1.0),
    type(stats.expon): Family(_exponential, growth=lambda: 1.0),
    type(stats.weibull_min): Family(_weibull, growth=lambda c: c),
    type(stats.lognorm): Family(_lognormal),
    type(stats.pareto): Family(_pareto, index=lambda b: b),
    type(stats.uniform): Family(_uniform),
    type(stats.beta): Family(_beta),
}
