"""Two things at once: conditional entropy, mutual information, and KL divergence part by part.

A joint pmf of X and Y is a table: entry [x, y] is the probability that X is x and Y is y.
"""

import math

import numpy as np
import numpy.typing as npt

from entropybook._validate import check_entries, real_array, tolerance
from entropybook.measures import entropy, kl_divergence

__all__ = ["conditional_entropy", "conditional_kl", "mutual_information"]

Array = npt.NDArray[np.float64]


def conditional_entropy(joint: npt.ArrayLike, *, given: int = 0, base: float = math.e) -> float:
    """Return H(Y|X) = Σ p(x) H(Y|x), the mean entropy that is left of Y when X is known.

    Parameters
    ----------
    joint : array_like (n, m)
        The joint pmf of X, along axis 0, and Y, along axis 1.
    given : int, default 0
        The axis of what is known: 0 for H(Y|X), 1 for H(X|Y).
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.

    Returns
    -------
    float
        Conditional entropy in units of log(base).

    Raises
    ------
    ValueError
        If `joint` is not a table of probabilities that sum to 1, `given` is not one of its two
        axes, or `base` is not finite and above 1.
    TypeError
        If an argument is of the wrong kind.

    References
    ----------
    Cover & Thomas 2006, equation (2.10).

    Examples
    --------
    >>> conditional_entropy([[0.25, 0.25], [0.5, 0.0]], base=2)
    0.5
    >>> conditional_entropy([[0.5, 0.0], [0.0, 0.5]], base=2)
    0.0
    """
    known, rows = _parts(_table(joint, "joint"), given)
    possible = known > 0
    return float(known[possible] @ entropy(rows[possible], base=base))


def mutual_information(joint: npt.ArrayLike, *, base: float = math.e) -> float:
    """Return I(X;Y), the KL divergence of a joint pmf from the product of its margins.

    Parameters
    ----------
    joint : array_like (n, m)
        The joint pmf of X, along axis 0, and Y, along axis 1.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.

    Returns
    -------
    float
        Mutual information in units of log(base), never negative.

    Raises
    ------
    ValueError
        If `joint` is not a table of probabilities that sum to 1, or `base` is not finite and
        above 1.
    TypeError
        If an argument is of the wrong kind.

    Notes
    -----
    It is added up as Σ p(x) KL(p(y|x) ‖ p(y)). A difference of entropies would lose the digits of
    a small value, and products of two tiny margins would be 0 in floating point.

    References
    ----------
    Cover & Thomas 2006, equations (2.28) to (2.30).

    Examples
    --------
    >>> mutual_information([[0.5, 0.0], [0.0, 0.5]], base=2)
    1.0
    >>> mutual_information([[0.25, 0.25], [0.25, 0.25]])
    0.0
    """
    table = _table(joint, "joint")
    known, rows = _parts(table, 0)
    possible = known > 0
    return float(known[possible] @ kl_divergence(rows[possible], table.sum(axis=0), base=base))


def conditional_kl(
    p: npt.ArrayLike, q: npt.ArrayLike, *, given: int = 0, base: float = math.e
) -> float:
    """Return Σ p(x) KL(p(y|x) ‖ q(y|x)), what q gets wrong about Y when X is known.

    By the chain rule it is the divergence of the joint pmfs less that of their margins.

    Parameters
    ----------
    p, q : array_like (n, m)
        The true joint pmf and the model, of equal shapes.
    given : int, default 0
        The axis of what is known.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.

    Returns
    -------
    float
        Conditional divergence in units of log(base), never negative. Exactly `inf` where q(y|x) is
        0 and p(x, y) is not.

    Raises
    ------
    ValueError
        If `p` or `q` is not a table of probabilities that sum to 1, their shapes differ, `given`
        is not one of their two axes, q makes a value of X impossible that p does not, so that it
        says nothing about Y there, or `base` is not finite and above 1.
    TypeError
        If an argument is of the wrong kind.

    References
    ----------
    Cover & Thomas 2006, equations (2.65) and (2.67).

    Examples
    --------
    >>> p, q = [[0.25, 0.25], [0.5, 0.0]], [[0.125, 0.125], [0.375, 0.375]]
    >>> conditional_kl(p, q, base=2)
    0.5
    """
    table, model = _table(p, "p"), _table(q, "q")
    if table.shape != model.shape:
        raise ValueError(
            f"the shapes differ, p {table.shape} and q {model.shape}: give joint pmfs of the same "
            "two things"
        )
    (known, rows), (believed, beliefs) = _parts(table, given), _parts(model, given)
    silent = np.flatnonzero((believed == 0) & (known > 0))
    if silent.size:
        where = f"q[{silent[0]}, :]" if given == 0 else f"q[:, {silent[0]}]"
        raise ValueError(
            f"{where} is 0 throughout where p is not, so q has no pmf there: the divergence of the "
            "joint pmfs is infinite, and has no such part"
        )
    possible = known > 0
    return float(known[possible] @ kl_divergence(rows[possible], beliefs[possible], base=base))


def _table(joint: npt.ArrayLike, name: str) -> Array:
    """Return a joint pmf in float64, over its exact sum (as the divergences of pmfs are)."""
    table = real_array(joint, name)
    if table.ndim != 2 or not table.size:
        raise ValueError(
            f"{name} has the shape {table.shape}: give a table, a row for each value of X and a "
            "column for each value of Y"
        )
    check_entries(table, name)
    total = table.sum(dtype=np.float64)
    if not abs(total - 1) <= tolerance(table.dtype):
        raise ValueError(
            f"{name} sums to {total:.10g}, not 1 (within {tolerance(table.dtype):.2g} for "
            f"{table.dtype}): the whole table is one pmf; if these are counts, divide by their sum"
        )
    return np.asarray(table / total, dtype=np.float64)


def _parts(table: Array, given: int) -> tuple[Array, Array]:
    """Return the pmf of what is known, and for each of its values that of the other thing.

    Where a value is impossible, the other thing has no pmf, and the row is left at 0.
    """
    if isinstance(given, bool | np.bool) or given not in (0, 1):
        raise ValueError(f"given is {given!r}: give 0 if the rows are known, 1 if the columns are")
    by_row = table if given == 0 else table.T
    known = by_row.sum(axis=1)
    safe = np.where(known > 0, known, 1.0)
    return known, by_row / safe[:, np.newaxis]
