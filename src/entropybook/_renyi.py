"""Rényi divergence of checked pmfs, with all digits near order 1 and near p = q."""

import math

import numpy as np
import numpy.typing as npt
from scipy import special

from entropybook.measures import kl_divergence

Array = npt.NDArray[np.float64]

_SERIES = tuple(1 / math.factorial(k) for k in range(10, 1, -1))
_SMALL = 0.05  # |x| below which nine terms of the series of e^x − 1 − x have 16 digits


@np.errstate(all="ignore")
def renyi(p: Array, q: Array, alpha: float) -> Array:
    """Return the divergence of order alpha in nats, along the last axis."""
    if alpha == 1:
        return np.asarray(kl_divergence(p, q))
    if alpha == 0:
        value = _order_0(p, q / q.sum(axis=-1, keepdims=True))
    elif alpha < 0.5:  # by skew symmetry: near 0 the terms below would cancel each other
        value = alpha / (1 - alpha) * _order(q, p, 1 - alpha)
    else:
        value = _order(p, q, alpha)
    return np.maximum(value, 0)  # rounding may leave −1e-17 for equal pmfs


def _order_0(p: Array, q: Array) -> Array:
    """Return −log of what q gives to the outcomes that p allows."""
    lost = np.where(p == 0, q, 0).sum(axis=-1)
    kept = np.where(p > 0, q, 0).sum(axis=-1)
    return -np.asarray(np.where(lost < 0.5, np.log1p(-lost), np.log(kept)))


def _order(p: Array, q: Array, alpha: float) -> Array:
    """Return the divergence of an order of ½ or more that is not 1.

    With L = log(p/q) and x = (α − 1) L the sum is 1 + (α − 1) KL + Σ p (e^x − 1 − x). The first
    two terms carry all that matters for p near q and for α near 1, where the sum itself would lose
    its digits. Where it is far from 1 its logarithm is taken as it stands.
    """
    kl = np.asarray(kl_divergence(p, q))
    lonely = ((q == 0) & (p > 0)).any(axis=-1)
    # Between the pmfs over their exact sums: to divide first would round p − q.
    p_sum, q_sum = (x.sum(axis=-1, keepdims=True) for x in (p, q))
    log_ratio = np.where(np.abs(p - q) < q / 2, np.log1p((p - q) / q), np.log(p) - np.log(q))
    log_ratio = log_ratio - np.log1p((p - q).sum(axis=-1, keepdims=True) / q_sum)
    p = p / p_sum
    possible = p > 0
    if math.isinf(alpha):
        return np.asarray(np.where(possible, log_ratio, -np.inf).max(axis=-1))
    x = np.where(possible, (alpha - 1) * log_ratio, 0.0)
    powers = np.where(possible, np.log(p) + x, -np.inf)
    log_sum = special.logsumexp(powers, axis=-1)
    terms = np.where(x > 1, np.exp(powers) - p - p * x, p * _phi(x))
    from_1 = np.where(lonely, (p * np.expm1(x)).sum(axis=-1), (alpha - 1) * kl + terms.sum(axis=-1))
    value = np.where(np.abs(log_sum) > 0.1, log_sum, np.log1p(from_1)) / (alpha - 1)
    return np.asarray(np.where(lonely & (alpha > 1), np.inf, value))


def _phi(x: Array) -> Array:
    """Return e^x − 1 − x."""
    series = np.zeros_like(x)
    for coefficient in _SERIES:
        series = series * x + coefficient
    return np.asarray(np.where(np.abs(x) < _SMALL, series * x * x, np.expm1(x) - x))
