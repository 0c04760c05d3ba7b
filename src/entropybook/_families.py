"""Log densities and log masses that keep their digits, however far out.

SciPy's own are often the logarithm of a density that has underflowed: `laplace.logpdf(800)` is
-inf. Here every continuous family is a function of the logarithm of the distance to its location,
so that neither 1e-3000 above the end of a gamma nor 1e3000 out in the tail of a Pareto is out of
reach. The discrete families are functions on the reals, as the Euler-Maclaurin formula needs.

The form of the gamma, beta, binomial and Poisson terms is Loader's saddle-point form: large terms
that nearly cancel are never formed. C. Loader, Fast and accurate computation of binomial
probabilities, 2000.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import expm1, inf, log, log1p, pi, tanh

import numpy as np
from scipy import special, stats

from entropybook._special import HALF_LOG_2PI, Array, Floats, deviance, stirling_error


@dataclass(frozen=True)
class Family:
    """One standard family: its log density or log mass, and what its infinite tails do.

    `log_density(y, y_top, *shapes)` takes y = log|z| and, where the support is (0, 1),
    y_top = log(1 − z). For a discrete family it is `log_density(k, *shapes)`.

    `index(*shapes)` is the tail index α: P(|Z| > z) falls like z^(−α); inf if faster than any
    power. `growth(*shapes)` is the exponent k with which −log density grows in an infinite tail,
    like z^k; 0 if slower than any power. E_p[−log q] is infinite exactly if p's index is at most
    q's growth (> 0), since the integrand is then z^(k − α − 1) times a constant in the tail.
    """

    log_density: Callable[..., Floats]
    index: Callable[..., float] = lambda *shapes: inf
    growth: Callable[..., float] = lambda *shapes: 0.0


def _normal(y: Array, _: Array) -> Floats:
    return -0.5 * np.exp(2 * y) - HALF_LOG_2PI


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
    return ratio - HALF_LOG_2PI - (half + 0.5) * np.logaddexp(0, 2 * y - log(df))


def _gamma(y: Array, _: Array, a: float) -> Floats:
    peak = 0.5 * log(a) - HALF_LOG_2PI - stirling_error(a)
    return peak - a * deviance(y - log(a)) - y


def _exponential(y: Array, _: Array) -> Floats:
    return -np.exp(y)


def _weibull(y: Array, _: Array, c: float) -> Floats:
    return log(c) + (c - 1) * y - np.exp(c * y)


def _lognormal(y: Array, _: Array, s: float) -> Floats:
    return -0.5 * (y / s) ** 2 - y - log(s) - HALF_LOG_2PI


def _pareto(y: Array, _: Array, b: float) -> Floats:
    return log(b) - (b + 1) * y


def _uniform(y: Array, _: Array) -> Floats:
    return np.zeros_like(y)


def _beta(y: Array, y_top: Array, a: float, b: float) -> Floats:
    n = a + b
    peak = 0.5 * (log(a) + log(b) - log(n)) - HALF_LOG_2PI
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


def _excess(k: Array, mean: float | Array) -> Floats:
    """Return k log(k/mean) + mean − k, also for k = 0."""
    positive = np.where(k > 0, k, 1.0)
    relative = (mean - positive) / positive
    near = np.abs(relative) < 0.5  # there log1p has the digits that the quotient rounds away
    log_ratio = np.where(near, np.log1p(np.where(near, relative, 0.0)), np.log(mean / positive))
    return np.where(k > 0, positive * deviance(log_ratio), mean)


def _peak(k: Array) -> Floats:
    """Return log [(k/e)^k / Γ(k + 1)], also for k = 0."""
    positive = np.where(k > 0, k, 1.0)
    log_peak = -stirling_error(positive) - 0.5 * np.log(positive) - HALF_LOG_2PI
    return np.where(k > 0, log_peak, 0.0)


def _poisson(k: Array, mu: float) -> Floats:
    return _peak(k) - _excess(k, mu)


def _binomial(k: Array, n: float | Array, p: float) -> Floats:
    peak = _peak(k) + _peak(n - k) - _peak(np.asarray(n))
    return peak - _excess(k, n * p) - _excess(n - k, n * (1 - p))


def _negative_binomial(k: Array, n: float, p: float) -> Floats:
    return np.log(n / (n + k)) + _binomial(np.asarray(n), n + k, p)


def _geometric(k: Array, p: float) -> Floats:
    return log(p) + special.xlog1py(k - 1, -p)


def _zipf(k: Array, a: float) -> Floats:
    return -a * np.log(k) - np.log(special.zeta(a))


def _logarithmic(k: Array, p: float) -> Floats:
    return k * log(p) - np.log(k) - log(-log1p(-p))


def _planck(k: Array, rate: float) -> Floats:
    return log(-expm1(-rate)) - rate * k


def _discrete_laplace(k: Array, a: float) -> Floats:
    return log(tanh(a / 2)) - a * np.abs(k)


DISCRETE: dict[type, Family] = {
    type(stats.bernoulli): Family(lambda k, p: _binomial(k, 1.0, p)),
    type(stats.binom): Family(_binomial),
    type(stats.poisson): Family(_poisson, growth=lambda mu: 1.0),  # k log k: 1 from above
    type(stats.nbinom): Family(_negative_binomial, growth=lambda n, p: 1.0),
    type(stats.geom): Family(_geometric, growth=lambda p: 1.0),
    type(stats.zipf): Family(_zipf, index=lambda a: a - 1),
    type(stats.logser): Family(_logarithmic, growth=lambda p: 1.0),
    type(stats.planck): Family(_planck, growth=lambda rate: 1.0),
    type(stats.dlaplace): Family(_discrete_laplace, growth=lambda a: 1.0),
}
