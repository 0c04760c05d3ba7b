"""The measures of the book, for arrays, mappings and frozen SciPy distributions."""

import math
from collections.abc import Hashable, Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from entropybook._dispatch import DISTRIBUTIONS, evaluate, kind_of, refuse_axis, surprisal_at
from entropybook._validate import (
    align,
    check_entries,
    check_pmf,
    last_axis,
    line,
    nats_per_unit,
    real_array,
    tolerance,
)

Pmf: TypeAlias = npt.ArrayLike | Mapping[Any, float] | Any  # Any: SciPy's distributions are untyped
Value: TypeAlias = Any  # a float for one distribution, an array for a stack


def surprisal(
    p: Pmf, *, base: float = math.e, axis: int | None = -1, at: npt.ArrayLike | None = None
) -> Value:
    """Return −log of the probability of each outcome.

    Parameters
    ----------
    p : array_like (..., n), mapping, or frozen SciPy distribution
        Probabilities of the outcomes.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.
    axis : int or None, default -1
        The axis along which an array holds a pmf. With None (and for a single number) the
        entries are probabilities of separate events, each in [0, 1].
    at : array_like, optional
        The outcomes to look at; needed for a distribution, refused otherwise. For a
        continuous one, the value is −log of the density there, which can be negative.

    Returns
    -------
    float, ndarray or dict
        Surprisals in the shape of `p` (or of `at`); for a mapping, a dict over its outcomes.
        The surprisal of probability 0 is `inf`.

    Raises
    ------
    ValueError
        If `p` is not a distribution, or `base` is not finite and above 1.
    TypeError
        If an argument is of the wrong kind.
    UnresolvedError
        If a density underflows at an outcome inside the support.

    References
    ----------
    Shannon 1948, section 6; MacKay 2003, section 2.4.

    Examples
    --------
    >>> surprisal([0.5, 0.25, 0.25], base=2)
    array([1., 2., 2.])
    >>> surprisal({"heads": 0.5, "tails": 0.5}, base=2)
    {'heads': 1.0, 'tails': 1.0}
    >>> surprisal(1 / 8, base=2)
    3.0
    """
    unit = nats_per_unit(base)
    if (kind := kind_of(p)) in DISTRIBUTIONS:
        refuse_axis(axis, kind)
        return _like(surprisal_at(p, at) / unit, None)
    if at is not None:
        raise TypeError("at= is for frozen SciPy distributions: index the result instead")
    outcomes, array = _values(p, "p")
    if axis is None or array.ndim == 0:
        check_entries(array, "p", outcomes, at_most=1 + tolerance(array.dtype))
    else:
        last_axis([array], axis, "p")
        check_pmf(array, "p", axis, outcomes)
    with np.errstate(divide="ignore"):
        nats = np.maximum(0.0 - np.log(array, dtype=np.float64), 0.0)
    return _like(nats / unit, outcomes)


def entropy(p: Pmf, *, base: float = math.e, axis: int = -1) -> Value:
    """Return the entropy H(p) = −Σ p log p, the expected surprisal.

    Parameters
    ----------
    p : array_like (..., n), mapping, or frozen SciPy distribution
        The distribution; for a continuous one, the differential entropy −∫ p log p.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.
    axis : int, default -1
        The axis along which an array holds a pmf.

    Returns
    -------
    float or ndarray
        Entropy in units of log(base): a float for one distribution, an array of shape (...)
        for a stack. 0 log 0 counts as 0.

    Raises
    ------
    ValueError
        If `p` is not a distribution, or `base` is not finite and above 1.
    TypeError
        If an argument is of the wrong kind.
    UnresolvedError
        If the integral or infinite sum of a SciPy distribution cannot be resolved.

    Notes
    -----
    The sum of a pmf may miss 1 by √ε of the array's type, for rounding: by 1.5e-8 in float64,
    3.5e-4 in float32. Nothing is normalised: H and cross-entropy take the values as they
    stand. The divergences are those between p and q over their exact sums, for a difference of
    1e-20 would drown in the sums' rounding. Arrays of any type are computed in float64.

    References
    ----------
    Shannon 1948, section 6; Cover & Thomas 2006, equations (2.1) and (8.1).

    Examples
    --------
    >>> entropy([0.5, 0.25, 0.125, 0.125], base=2)
    1.75
    >>> round(entropy([0.42, 0.31, 0.27]), 6)
    1.080937
    """
    return evaluate("entropy", (p,), base, axis)


def cross_entropy(p: Pmf, q: Pmf, *, base: float = math.e, axis: int = -1) -> Value:
    """Return the cross-entropy H(p, q) = −Σ p log q of the model q under the truth p.

    Parameters
    ----------
    p, q : array_like (..., n), mapping, or frozen SciPy distribution
        The true distribution and the model, of the same kind. Arrays have equal shapes, or one
        is 1-d and compared with every pmf of the other's stack. Mappings are aligned by
        outcome; an absent outcome has probability 0.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.
    axis : int, default -1
        The axis along which an array holds a pmf.

    Returns
    -------
    float or ndarray
        Cross-entropy in units of log(base): a float for one pair, an array of shape (...) for a
        stack. Exactly `inf` where q = 0 < p.

    Raises
    ------
    ValueError
        If `p` or `q` is not a distribution, their shapes differ, one is discrete and the other
        continuous, or `base` is not finite and above 1.
    TypeError
        If an argument is of the wrong kind, or `p` and `q` are of different kinds.
    UnresolvedError
        If the integral or infinite sum of SciPy distributions cannot be resolved.

    References
    ----------
    MacKay 2003, section 5.4; Goodfellow, Bengio & Courville 2016, equation (3.51).

    Examples
    --------
    >>> round(cross_entropy([0.42, 0.31, 0.27], [0.25, 0.5, 0.25], base=2), 12)
    1.69
    >>> cross_entropy([0.5, 0.5], [1, 0])
    inf
    """
    return evaluate("cross_entropy", (p, q), base, axis)


def kl_divergence(p: Pmf, q: Pmf, *, base: float = math.e, axis: int = -1) -> Value:
    """Return the Kullback–Leibler divergence KL(p‖q) = Σ p log(p/q) of p from the model q.

    Parameters
    ----------
    p, q : array_like (..., n), mapping, or frozen SciPy distribution
        The true distribution and the model, of the same kind. Arrays have equal shapes, or one
        is 1-d and compared with every pmf of the other's stack. Mappings are aligned by
        outcome; an absent outcome has probability 0.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.
    axis : int, default -1
        The axis along which an array holds a pmf.

    Returns
    -------
    float or ndarray
        Divergence in units of log(base), never negative: a float for one pair, an array of shape
        (...) for a stack. Exactly `inf` where q = 0 < p.

    Raises
    ------
    ValueError
        If `p` or `q` is not a distribution, their shapes differ, one is discrete and the other
        continuous, or `base` is not finite and above 1.
    TypeError
        If an argument is of the wrong kind, or `p` and `q` are of different kinds.
    UnresolvedError
        If the integral or infinite sum of SciPy distributions cannot be resolved.

    References
    ----------
    Kullback & Leibler 1951, equation (2.4); Cover & Thomas 2006, equation (2.26).

    Examples
    --------
    >>> round(kl_divergence([0.42, 0.31, 0.27], [0.25, 0.5, 0.25]), 6)
    0.090482
    >>> round(kl_divergence({"a": 0.5, "b": 0.5}, {"a": 0.75, "b": 0.25}, base=2), 4)
    0.2075
    """
    return evaluate("kl_divergence", (p, q), base, axis)


def js_divergence(p: Pmf, q: Pmf, *, base: float = math.e, axis: int = -1) -> Value:
    """Return the Jensen–Shannon divergence, the mean KL of p and q to their midpoint.

    Parameters
    ----------
    p, q : array_like (..., n), mapping, or frozen SciPy distribution
        Two distributions of the same kind. Arrays have equal shapes, or one is 1-d and compared
        with every pmf of the other's stack. Mappings are aligned by outcome; an absent outcome
        has probability 0.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.
    axis : int, default -1
        The axis along which an array holds a pmf.

    Returns
    -------
    float or ndarray
        Divergence in units of log(base), between 0 and log 2: a float for one pair, an array of
        shape (...) for a stack. (Its square root is a metric; it is not taken here.)

    Raises
    ------
    ValueError
        If `p` or `q` is not a distribution, their shapes differ, one is discrete and the other
        continuous, or `base` is not finite and above 1.
    TypeError
        If an argument is of the wrong kind, or `p` and `q` are of different kinds.
    UnresolvedError
        If the integral or infinite sum of SciPy distributions cannot be resolved.

    References
    ----------
    Lin 1991, section IV, with equal weights.

    Examples
    --------
    >>> js_divergence([1, 0], [0, 1], base=2)
    1.0
    """
    return evaluate("js_divergence", (p, q), base, axis)


def pmf(counts: Pmf, *, axis: int = -1) -> Value:
    """Return the relative frequencies of nonnegative counts.

    Parameters
    ----------
    counts : array_like (..., n) or mapping
        How often each outcome was seen, or any nonnegative weights.
    axis : int, default -1
        The axis along which an array holds the counts of one distribution.

    Returns
    -------
    ndarray or dict
        Probabilities in the shape of `counts`; for a mapping, a dict over its outcomes.

    Raises
    ------
    ValueError
        If a count is negative or not finite, or all counts of a distribution are 0.
    TypeError
        If `counts` is of the wrong kind.

    Examples
    --------
    >>> pmf([2, 1, 1])
    array([0.5 , 0.25, 0.25])
    >>> from collections import Counter
    >>> pmf(Counter("abba"))
    {'a': 0.5, 'b': 0.5}
    """
    outcomes, array = _values(counts, "counts")
    last_axis([array], axis, ["counts"])
    check_entries(array, "counts", outcomes)
    with np.errstate(over="ignore"):
        totals = array.sum(axis=axis, dtype=np.float64, keepdims=True)
    off = np.argwhere(~((totals > 0) & (totals < math.inf)))
    if off.size:
        total = totals[tuple(off[0])]
        mend = "at least one count must be positive" if total == 0 else "scale them down"
        raise ValueError(f"the sum of {line('counts', off[0], axis)} is {total}: {mend}")
    return _like(array / totals, outcomes)


def _values(x: Pmf, name: str) -> tuple[list[Hashable] | None, npt.NDArray[Any]]:
    """Return the outcomes of a mapping (None for an array) and the numbers."""
    if isinstance(x, Mapping):
        outcomes, (array,) = align([x], [name])
        return outcomes, array
    return None, real_array(x, name)


def _like(values: Any, outcomes: list[Hashable] | None) -> Value:
    """Return values as a dict over outcomes if there are any, a single one as a float."""
    if outcomes is not None:
        return dict(zip(outcomes, values.tolist(), strict=True))
    return values if np.ndim(values) else float(values)
