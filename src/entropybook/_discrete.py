"""Sums over outcomes: the kernels behind the measures on arrays.

Every kernel takes arrays with the outcomes along the last axis and works through them in blocks
that fit in the processor's cache, so that it needs next to no memory, reads its input
once, and judges the input in the same pass. It returns the value in nats and whether the input
looked like pmfs; if it did not, the caller finds out why (`_validate.check_pmf`) and may learn
that an infinite value is an honest one.

KL is computed from the Bregman form, whose terms are all nonnegative:

    B = Σ (p log(p/q) − p + q) = Σ q φ(t),   t = (p − q)/q,   φ(t) = (1 + t) log(1 + t) − t.

In Σ p log(p/q) positive and negative terms cancel, and for p near q their rounding is all that is
left. The same form, applied to the totals P and Q, is what the sums not being exactly 1 add to B:
B = B(P‖Q) + P · KL of the normalised pmfs (the chain rule). Taking it off again makes the answer
the divergence between p/P and q/Q, to all digits.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import rel_entr

from entropybook._validate import tolerance

Floats = Any  # float64: a scalar for one pmf, an array for a stack
Array = npt.NDArray[Any]

BLOCK = 1 << 14  # entries: 128 KiB of float64, so that a handful of blocks stays in L2
SMALL = 256  # below this, the fewer calls of the scalar form are quicker than vectorised ones
NEAR = 1e-4  # below this, KL is summed from the series of φ
_ALMOST_MINUS_ONE = -1 + 2.0**-53

# φ(t) = t²/2 − t³/6 + t⁴/12 − …, enough of it for 16 digits where |t| < 1/16
_SERIES = tuple((-1) ** k / (k * (k - 1)) for k in range(14, 1, -1))


@np.errstate(all="ignore")
def entropy(p: Array) -> tuple[Floats, bool]:
    """Return H(p) and whether p looked like pmfs."""
    return cross_entropy(p, p)


@np.errstate(all="ignore")
def cross_entropy(p: Array, q: Array) -> tuple[Floats, bool]:
    """Return H(p, q) and whether p and q looked like pmfs."""
    total, p_sum, q_sum = _in_blocks(_cross, p, q)
    return np.maximum(0.0 - total, 0.0), _sound(total, (p, p_sum), (q, q_sum))


@np.errstate(all="ignore")
def kl_divergence(p: Array, q: Array) -> tuple[Floats, bool]:
    """Return KL(p‖q) and whether p and q looked like pmfs."""
    total, p_sum, excess = _in_blocks(_relative, p, q)
    q_sum = p_sum - excess
    value = (total - q_sum * _phi(excess / q_sum)) / p_sum
    return np.maximum(value, 0.0), _sound(total, (p, p_sum), (q, q_sum))


@np.errstate(all="ignore")
def js_divergence(p: Array, q: Array) -> tuple[Floats, bool]:
    """Return JS(p, q) and whether p and q looked like pmfs."""
    p_total, q_total, p_sum, excess = _in_blocks(_to_midpoint, p, q)
    q_sum = p_sum - excess
    mid_sum = (p_sum + q_sum) / 2
    t = excess / 2 / mid_sum
    p_part = (p_total - mid_sum * _phi(t)) / p_sum
    q_part = (q_total - mid_sum * _phi(-t)) / q_sum
    value = np.clip((p_part + q_part) / 2, 0.0, np.log(2))
    return value, _sound(p_total + q_total, (p, p_sum), (q, q_sum))


def _in_blocks(kernel: Callable[[Array, Array], tuple[Floats, ...]], p: Array, q: Array) -> Any:
    """Return the sums of `kernel` over the last axis, taken block by block."""
    if p.size <= BLOCK:
        return kernel(p, q)
    if p.ndim == 1:
        starts = range(0, p.size, BLOCK)
        return np.sum([kernel(p[i : i + BLOCK], q[i : i + BLOCK]) for i in starts], axis=0)
    step = BLOCK * len(p) // p.size
    if step == 0:
        return np.stack([_in_blocks(kernel, a, b) for a, b in zip(p, q, strict=True)], axis=1)
    starts = range(0, len(p), step)
    return np.concatenate([kernel(p[i : i + step], q[i : i + step]) for i in starts], axis=1)


def _cross(p: Array, q: Array) -> tuple[Floats, ...]:
    """Return Σ p log q, Σ p and Σ q."""
    p, q = np.ascontiguousarray(p, np.float64), np.ascontiguousarray(q, np.float64)
    terms = np.log(q)
    terms *= p
    total = _sum(terms)
    if not np.isfinite(total).all():  # 0 log 0 is 0
        np.copyto(terms, 0.0, where=p == 0)
        total = _sum(terms)
    if not (p.min() >= 0 and q.min() >= 0):
        total = total * np.nan
    return total, _sum(p), _sum(q)


def _relative(p: Array, q: Array) -> tuple[Floats, ...]:
    """Return B, Σ p and Σ (p − q)."""
    p, q = np.ascontiguousarray(p, np.float64), np.ascontiguousarray(q, np.float64)
    d = p - q
    total = None
    if p.size >= SMALL and p.min() >= 0 and q.min() >= 0:
        t = d / q
        if not t.min() > -1:
            np.fmax(t, _ALMOST_MINUS_ONE, out=t)
        np.log1p(t, out=t)
        t *= p
        t -= d
        total = _sum(t)
    if total is None or not np.isfinite(total).all():
        total = _sum(rel_entr(p, q) - d)
    p_sum = _sum(p)
    near = total < NEAR * p_sum
    if near.any():
        total = np.where(near, _sum(_near(p, q, d)), total)
    return total, p_sum, _sum(d)


def _near(p: Array, q: Array, d: Array) -> Array:
    """Return the terms of B, accurate where p is near q."""
    t = d / q
    return np.where(np.abs(t) < 1 / 16, q * _phi(t), rel_entr(p, q) - d)


def _to_midpoint(p: Array, q: Array) -> tuple[Floats, ...]:
    """Return B of p and of q against m = (p + q)/2, Σ p and Σ (p − q)."""
    p, q = np.ascontiguousarray(p, np.float64), np.ascontiguousarray(q, np.float64)
    d = p - q
    m = (p + q) / 2
    p_terms = _near(p, m, d / 2)
    q_terms = _near(q, m, d / -2)
    return _sum(p_terms), _sum(q_terms), _sum(p), _sum(d)


def _phi(t: Floats) -> Floats:
    """Return (1 + t) log(1 + t) − t for |t| < 1/16."""
    series = 0.0
    for coefficient in _SERIES:
        series = series * t + coefficient
    return series * t * t


def _sum(x: Array) -> Floats:
    return np.add.reduce(x, axis=-1)


def _sound(total: Floats, *sums: tuple[Array, Floats]) -> bool:
    """Say whether the total is finite and each sum is 1 within the tolerance of its array."""
    sound = np.isfinite(total)
    for array, value in sums:
        sound = sound & (np.abs(value - 1) <= tolerance(array.dtype))
    return bool(sound.all())
