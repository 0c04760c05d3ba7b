"""Sums over outcomes: the kernels behind the measures on arrays.

A kernel takes arrays with the outcomes along the last axis, works through them in blocks that stay
in the processor's cache, and judges them in the same pass: it returns the value in nats and
whether the input looked like pmfs with a finite answer. If not, the caller finds out what is wrong
(`_validate.check_pmf`), or that nothing is and the value is an honest infinity.

KL is computed from the Bregman form, whose terms are all nonnegative:

    B(p‖q) = Σ (p log(p/q) − p + q) = Σ q φ(t),  t = (p − q)/q,  φ(t) = (1 + t) log(1 + t) − t.

The sum of p log(p/q) alone carries the rounding of Σp − Σq, which is all that is left of it when p
is near q. Applied to the totals P and Q, the same form is the part of B that comes from sums which
are not exactly 1, by the chain rule B(p‖q) = B(P‖Q) + P KL(p/P ‖ q/Q). Taking it off leaves the
divergence between the normalised pmfs, to all digits.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import rel_entr

from entropybook._validate import tolerance

Array = npt.NDArray[Any]
Floats = Any  # a float for one pmf, an array for a stack
Kernel = Callable[[Array, Array, Array], tuple[Floats, ...]]

BLOCK = 26 << 10  # entries of a block: 208 KiB of float64, so that four blocks stay in L2
SMALL = 256  # entries below which few calls of scalar loops are faster than vectorised ones
NEAR = 1e-5  # B below which the direct form could lose more than three of its 16 digits

# φ(t) = t²/2 − t³/6 + t⁴/12 − …, enough of it for 16 digits where |t| < 1/256
_SERIES = tuple((-1) ** k / (k * (k - 1)) for k in range(7, 1, -1))
_RADIUS = 1 / 256
_JUST_ABOVE_MINUS_ONE = -1 + 2.0**-53


@np.errstate(all="ignore")
def entropy(p: Array) -> tuple[Floats, bool]:
    """Return H(p) and whether p looked like pmfs."""
    return cross_entropy(p, p)


@np.errstate(all="ignore")
def cross_entropy(p: Array, q: Array) -> tuple[Floats, bool]:
    """Return H(p, q) and whether p and q looked like pmfs with a finite answer."""
    total, p_sum, q_sum = _in_blocks(_cross, p, q, 1)
    return _not_negative(-total), _sound(total, p, p_sum, q, q_sum)


@np.errstate(all="ignore")
def kl_divergence(p: Array, q: Array) -> tuple[Floats, bool]:
    """Return KL(p‖q) and whether p and q looked like pmfs with a finite answer."""
    total, p_sum, excess = _in_blocks(_bregman, p, q, 2)
    value = _not_negative(_normalised(total, p_sum, excess))
    return value, _sound(total, p, p_sum, q, p_sum - excess)


@np.errstate(all="ignore")
def js_divergence(p: Array, q: Array) -> tuple[Floats, bool]:
    """Return JS(p, q) and whether p and q looked like pmfs."""
    p_total, q_total, p_sum, excess = _in_blocks(_to_midpoint, p, q, 2)
    q_sum = p_sum - excess
    # Against (p + q)/2, which differs from the midpoint of the normalised pmfs by the weights that
    # it gives them. The effect is (P − Q)²/4 relative, below the rounding of the input's type.
    value = _normalised(p_total, p_sum, excess / 2) + _normalised(q_total, q_sum, -excess / 2)
    value = np.minimum(_not_negative(value / 2), np.log(2))
    return value, _sound(p_total + q_total, p, p_sum, q, q_sum)


def _normalised(total: Floats, p_sum: Floats, excess: Floats) -> Floats:
    """Return KL(p/P ‖ q/Q), given B(p‖q), P and P − Q."""
    q_sum = p_sum - excess
    if not _all(p_sum * q_sum != 0):
        return total * np.nan
    return (total - q_sum * _phi(excess / q_sum)) / p_sum


def _in_blocks(kernel: Kernel, p: Array, q: Array, buffers: int) -> Any:
    """Return the sums of a kernel over the last axis, taken block by block.

    The kernel gets that many work arrays in the shape of its block.
    """
    if p.size <= BLOCK:
        return kernel(p, q, np.empty((buffers, *p.shape)))
    if p.ndim > 1 and p[0].size > BLOCK:
        each = [_in_blocks(kernel, a, b, buffers) for a, b in zip(p, q, strict=True)]
        return np.stack(each, axis=1)
    step = BLOCK * len(p) // p.size
    work = np.empty((buffers, step, *p.shape[1:]))  # once: fresh memory is slower than arithmetic
    sums = [kernel(p[i : i + step], q[i : i + step], work) for i in range(0, len(p), step)]
    return np.sum(sums, axis=0) if p.ndim == 1 else np.concatenate(sums, axis=1)


def _cross(p: Array, q: Array, work: Array) -> tuple[Floats, ...]:
    """Return Σ p log q (NaN if an entry is negative), Σ p and Σ q."""
    p, q = _float64(p), _float64(q)
    terms = np.log(q, out=work[0, : len(p)])
    terms *= p
    if not (_min(p) > 0 and _min(q) > 0):
        np.copyto(terms, 0.0, where=p == 0)  # 0 log 0 is 0
        np.copyto(terms, np.nan, where=(p < 0) | (q < 0))
    return _sum(terms), _sum(p), _sum(q)


def _bregman(p: Array, q: Array, work: Array) -> tuple[Floats, ...]:
    """Return B(p‖q) (infinite or NaN if an entry is negative), Σ p and Σ (p − q)."""
    p, q = _float64(p), _float64(q)
    t = np.subtract(p, q, out=work[0, : len(p)])
    p_sum, excess = _sum(p), _sum(t)
    total: Floats = np.inf
    if p.size >= SMALL and _min(q) >= 0:
        t /= q
        low = _min(t)
        if low > -_RADIUS and np.maximum.reduce(t, axis=None) < _RADIUS:
            return _near_sum(p, q, t, work[1, : len(p)]), p_sum, excess
        total = _log_sum(p, t, low) - excess
    if not _all(total < np.inf):  # few entries, a bad one, an infinite answer, or p/q too large
        total = _sum(rel_entr(p, q) - (p - q))
    near = total < NEAR * p_sum
    if _any(near):
        np.subtract(p, q, out=t)
        t /= q
        total = np.where(near, _near_sum(p, q, t, work[1, : len(p)]), total)
    return total, p_sum, excess


def _to_midpoint(p: Array, q: Array, work: Array) -> tuple[Floats, ...]:
    """Return B(p‖m) and B(q‖m) for m = (p + q)/2, Σ p and Σ (p − q)."""
    p, q = _float64(p), _float64(q)
    t, u = work[:, : len(p)]
    np.subtract(p, q, out=t)
    p_sum, excess = _sum(p), _sum(t)
    t /= np.add(p, q, out=u)
    if not (_min(p) >= 0 and _min(q) >= 0):
        t.fill(np.nan)
    np.copyto(u, t)
    p_total = _log_sum(p, u, _min(u)) - excess / 2
    np.negative(t, out=u)
    q_total = _log_sum(q, u, _min(u)) + excess / 2
    near = p_total + q_total < NEAR * p_sum
    if _any(near):
        s = p + q  # B(p‖s/2) as half of B(2p‖s): half of the least float would be 0
        p_total = np.where(near, _near_sum(p, s, t, u, 2.0) / 2, p_total)
        np.negative(t, out=t)
        q_total = np.where(near, _near_sum(q, s, t, u, 2.0) / 2, q_total)
    return p_total, q_total, p_sum, excess


def _log_sum(p: Array, t: Array, low: float) -> Floats:
    """Return Σ p log(1 + t), overwriting t, whose least entry is low."""
    if not low > -1:  # p is 0, tiny against q, or negative
        if not _min(p) >= 0:
            return np.nan
        # The term of B is q to 16 digits, whatever finite number stands for log(p/q).
        np.fmax(t, _JUST_ABOVE_MINUS_ONE, out=t)
    np.log1p(t, out=t)
    t *= p
    return _sum(t)


def _near_sum(p: Array, q: Array, t: Array, out: Array, factor: float = 1.0) -> Floats:
    """Return B(factor·p‖q) = Σ q φ(t) for t = (factor·p − q)/q, overwriting out."""
    out.fill(0.0)
    terms = _phi(t, out)
    terms *= q
    far = ~((t > -_RADIUS) & (t < _RADIUS))
    if far.any():
        a, b = factor * p[far], q[far]
        terms[far] = rel_entr(a, b) - (a - b)
    return _sum(terms)


def _phi(t: Floats, series: Floats = 0.0) -> Floats:
    """Return φ(t) for |t| < 1/256, in place if `series` is an array of zeros."""
    for coefficient in _SERIES:
        series *= t
        series += coefficient
    series *= t
    series *= t
    return series


def _sum(x: Array) -> Floats:
    """Return the sums over the last axis; one sum as a float, which is quicker to work with."""
    total = np.add.reduce(x, axis=-1)
    return total if x.ndim > 1 else float(total)


def _min(x: Array) -> Any:
    return np.minimum.reduce(x, axis=None, initial=np.inf)


def _any(condition: Any) -> bool:
    return condition if isinstance(condition, bool) else bool(condition.any())


def _all(condition: Any) -> bool:
    return condition if isinstance(condition, bool) else bool(condition.all())


def _float64(x: Array) -> Array:
    return np.ascontiguousarray(x, dtype=np.float64)


def _not_negative(x: Floats) -> Floats:
    """Return x, or 0 where rounding has made it negative."""
    return (x + abs(x)) / 2  # exact, for floats and arrays alike


def _sound(total: Floats, p: Array, p_sum: Floats, q: Array, q_sum: Floats) -> bool:
    """Say whether the total is finite and the sums are 1 within the tolerance of their arrays."""
    return _all(
        (abs(total) < np.inf)
        & (abs(p_sum - 1) <= tolerance(p.dtype))
        & (abs(q_sum - 1) <= tolerance(q.dtype))
    )
