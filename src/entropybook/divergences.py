"""The relatives of KL divergence between pmfs: Rényi's, the f-divergences, and two distances."""

import math
import numbers
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from entropybook._dispatch import DISTRIBUTIONS, kind_of, refuse_axis
from entropybook._generators import GENERATORS, Generator
from entropybook._renyi import renyi
from entropybook._validate import (
    UnresolvedError,
    align,
    check_pmf,
    last_axis,
    nats_per_unit,
    place,
    real_array,
)
from entropybook.measures import Pmf, Value

__all__ = [
    "GENERATORS",
    "Generator",
    "f_divergence",
    "hellinger",
    "renyi_divergence",
    "total_variation",
]

Array = npt.NDArray[np.float64]


def f_divergence(
    p: Pmf, q: Pmf, f: Callable[[Any], Any], *, slope: float | None = None, axis: int = -1
) -> Value:
    """Return the f-divergence Σ q f(p/q) of p from q.

    Parameters
    ----------
    p, q : array_like (..., n) or mapping
        Two pmfs, as `kl_divergence` takes them.
    f : Generator or callable
        A convex function with f(1) = 0 that takes an array of ratios t ≥ 0. That it is convex is
        not checked.
    slope : float, optional
        The limit of f(t)/t as t grows; a `Generator` brings its own. Needed where q = 0 < p, for
        there q f(p/q) stands for p times this limit.
    axis : int, default -1
        The axis along which an array holds a pmf.

    Returns
    -------
    float or ndarray
        The divergence, a float for one pair, an array of shape (...) for a stack. The terms are
        added up as they are: for p very near q use `kl_divergence` or `js_divergence`.

    Raises
    ------
    ValueError
        If `p` or `q` is not a pmf, their shapes differ, f(1) is not 0, f returns NaN or another
        shape, or the slope is needed and not given.
    TypeError
        If an argument is of the wrong kind.
    UnresolvedError
        If a ratio p/q exceeds the range of floating point.

    References
    ----------
    Csiszár 1967; Liese and Vajda 2006, definition 1.

    Examples
    --------
    >>> round(f_divergence([0.42, 0.31, 0.27], [0.25, 0.5, 0.25], GENERATORS["χ²"]), 4)
    0.1894
    >>> f_divergence([0.5, 0.5], [1, 0], lambda t: abs(t - 1) / 2, slope=0.5)
    0.5
    """
    p, q = _pair(p, q, axis)
    at_one = np.asarray(f(np.ones(1)))
    if at_one.shape != (1,) or not abs(at_one[0]) <= 1e-12:
        raise ValueError(f"f(1) is {at_one}: a generator takes an array, and is 0 at 1")
    lonely = (q == 0) & (p > 0)
    if isinstance(f, Generator):
        slope = f.slope
    if slope is None and lonely.any():
        where = place("q", tuple(map(int, np.argwhere(lonely)[0])))
        raise ValueError(f"{where} is 0 where p is not: give slope=, the limit of f(t)/t")
    with np.errstate(over="ignore"):
        t = np.divide(p, q, out=np.ones_like(p), where=q > 0)
    if np.isinf(t).any():
        where = place("q", tuple(map(int, np.argwhere(np.isinf(t))[0])))
        raise UnresolvedError(f"{where} is so small that p/q exceeds the range of float64")
    values = np.asarray(f(t))
    if values.shape != t.shape or np.isnan(values).any():
        raise ValueError("f returns NaN or another shape: it takes an array of ratios t ≥ 0")
    terms = np.multiply(q, values, out=np.zeros_like(p), where=q > 0)
    if slope is not None:
        np.multiply(p, slope, out=terms, where=lonely)
    return _plain(terms.sum(axis=-1))


def renyi_divergence(
    p: Pmf, q: Pmf, order: float, *, base: float = math.e, axis: int = -1
) -> Value:
    """Return the Rényi divergence log(Σ p^α q^(1−α)) / (α − 1) of p from q.

    Parameters
    ----------
    p, q : array_like (..., n) or mapping
        Two pmfs, as `kl_divergence` takes them.
    order : float
        The order α ≥ 0. Orders 0, 1 and `math.inf` are the limits: −log of what q gives to the
        outcomes that p allows, KL divergence, and the log of the largest ratio p/q.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.
    axis : int, default -1
        The axis along which an array holds a pmf.

    Returns
    -------
    float or ndarray
        Divergence in units of log(base), never negative: a float for one pair, an array of shape
        (...) for a stack. Exactly `inf` if p and q share no outcome, and from order 1 on where
        q = 0 < p.

    Raises
    ------
    ValueError
        If `p` or `q` is not a pmf, their shapes differ, `order` is negative or NaN, or `base` is
        not finite and above 1.
    TypeError
        If an argument is of the wrong kind.

    References
    ----------
    Rényi 1961, section 3; van Erven and Harremoës 2014, definitions 1 to 3.

    Examples
    --------
    >>> R, S = [0.42, 0.31, 0.27], [0.25, 0.5, 0.25]
    >>> [round(renyi_divergence(R, S, order), 4) for order in (0, 0.5, 1, 2, math.inf)]
    [0.0, 0.0454, 0.0905, 0.1734, 0.5188]
    """
    unit = nats_per_unit(base)
    if isinstance(order, bool | np.bool) or not isinstance(order, numbers.Real):
        raise TypeError(f"order is {order!r}: give a number, 0 to math.inf")
    alpha = float(order)
    if not alpha >= 0:
        raise ValueError(f"order is {order!r}: give a number, 0 to math.inf")
    p, q = _pair(p, q, axis)
    return _plain(renyi(p, q, alpha) / unit)


def total_variation(p: Pmf, q: Pmf, *, axis: int = -1) -> Value:
    """Return the total variation distance, half the sum of the absolute differences.

    Parameters
    ----------
    p, q : array_like (..., n) or mapping
        Two pmfs, as `kl_divergence` takes them.
    axis : int, default -1
        The axis along which an array holds a pmf.

    Returns
    -------
    float or ndarray
        The largest difference of the probabilities of an event, from 0 to 1: a float for one
        pair, an array of shape (...) for a stack.

    Raises
    ------
    ValueError
        If `p` or `q` is not a pmf, or their shapes differ.
    TypeError
        If an argument is of the wrong kind.

    References
    ----------
    Tsybakov 2009, section 2.4.

    Examples
    --------
    >>> round(total_variation([0.42, 0.31, 0.27], [0.25, 0.5, 0.25]), 12)
    0.19
    """
    p, q = _pair(p, q, axis)
    return _plain(np.abs(p - q).sum(axis=-1) / 2)


def hellinger(p: Pmf, q: Pmf, *, axis: int = -1) -> Value:
    """Return the Hellinger distance, the root of ½ Σ (√p − √q)².

    Parameters
    ----------
    p, q : array_like (..., n) or mapping
        Two pmfs, as `kl_divergence` takes them.
    axis : int, default -1
        The axis along which an array holds a pmf.

    Returns
    -------
    float or ndarray
        A number from 0 to 1: a float for one pair, an array of shape (...) for a stack. (Some
        authors leave out the ½.)

    Raises
    ------
    ValueError
        If `p` or `q` is not a pmf, or their shapes differ.
    TypeError
        If an argument is of the wrong kind.

    References
    ----------
    Tsybakov 2009, section 2.4, without the ½.

    Examples
    --------
    >>> round(hellinger([0.42, 0.31, 0.27], [0.25, 0.5, 0.25]), 4)
    0.1498
    """
    p, q = _pair(p, q, axis)
    return _plain(np.sqrt(((np.sqrt(p) - np.sqrt(q)) ** 2).sum(axis=-1) / 2))


def _pair(p: Any, q: Any, axis: int) -> tuple[Array, Array]:
    """Return two pmfs, checked, in float64 and with the outcomes along the last axis."""
    kinds = [kind_of(x) for x in (p, q)]
    if kinds[0] != kinds[1] or kinds[0] in DISTRIBUTIONS:
        raise TypeError(f"p is {kinds[0]} and q {kinds[1]}: give two arrays or two mappings")
    outcomes = None
    if kinds[0] == "a mapping":
        refuse_axis(axis, kinds[0])
        outcomes, arrays = align([p, q], "pq")
    else:
        arrays = [real_array(x, name) for x, name in zip((p, q), "pq", strict=True)]
    views = last_axis(arrays, axis, "pq")
    for array, name in zip(arrays, "pq", strict=True):
        check_pmf(array, name, axis if array.ndim > 1 else -1, outcomes)
    first, second = (np.asarray(view, dtype=np.float64) for view in views)
    return first, second


def _plain(value: Any) -> Value:
    """Return one value as a float, several as an array."""
    return value if np.ndim(value) else float(value)
