"""Information projection: the distribution of a given mean that is nearest to a model in KL.

The outcomes of a model `q` carry numbers, their `values`: the points of a die, say, or 1 for the
outcomes of an event and 0 for the others. A constraint fixes the mean of that number.
"""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import optimize, special

from entropybook._validate import (
    UnresolvedError,
    pmf_with_numbers,
    whole_number,
)
from entropybook.direction import finite_number
from entropybook.measures import kl_divergence

Array = npt.NDArray[np.float64]


class Projection(NamedTuple):
    """The distribution of a given mean that is nearest to a model.

    Parameters
    ----------
    pmf : ndarray (n,)
        The distribution: a tilt of the model.
    theta : float
        By how much it is tilted, in 1/units of the values. Infinite where the mean is the largest
        value that the model allows, minus infinite where it is the smallest.
    divergence : float
        Its KL divergence from the model, in nats: the least of all distributions of that mean.
    """

    pmf: Array
    theta: float
    divergence: float


def exponential_tilt(q: npt.ArrayLike, values: npt.ArrayLike, theta: float) -> Array:
    """Multiply each probability by exp(theta · value), and normalise.

    Parameters
    ----------
    q : array_like (n,)
        The model, a pmf.
    values : array_like (n,)
        One finite number an outcome.
    theta : float
        The tilt; 0 changes nothing. At plus or minus infinity the limit is taken: `q` given that
        the value is the largest, or the smallest, that it allows.

    Returns
    -------
    ndarray (n,)
        The pmf in proportion to ``q * exp(theta * values)``, computed from logarithms so that no
        exponent is too large. An outcome of probability 0 keeps it.

    Raises
    ------
    ValueError
        If `q` is not a pmf, the shapes differ, a value is not finite, or `theta` is NaN.
    TypeError
        If an argument does not consist of real numbers.

    References
    ----------
    Csiszár 1975, section 3.

    Examples
    --------
    >>> exponential_tilt([0.5, 0.5], [0, 1], np.log(3)).round(3)
    array([0.25, 0.75])
    >>> exponential_tilt([0.2, 0.2, 0.6], [1, 2, 2], np.inf)
    array([0.  , 0.25, 0.75])
    """
    pmf, value = pmf_with_numbers(q, values, "q", "values")
    if isinstance(theta, bool) or not isinstance(theta, int | float | np.number):
        raise TypeError(f"theta is {theta!r} of type {type(theta).__name__}: give a number")
    if math.isnan(theta):
        raise ValueError("theta is nan: give a number, or plus or minus infinity")
    allowed = value[pmf > 0]
    end = allowed.max() if theta > 0 else allowed.min()
    if math.isinf(theta):
        kept = np.where(value == end, pmf, 0)
        return np.asarray(kept / kept.sum())
    # Measured from the end that gains, the exponents are at most 0, and may well be −inf. Halved
    # first, for the range of the values may be too large a float.
    with np.errstate(divide="ignore", over="ignore"):
        exponent = np.where(pmf > 0, theta * (value / 2 - end / 2), 0) * 2
        return np.asarray(special.softmax(np.log(pmf) + exponent))


def information_projection(q: npt.ArrayLike, values: npt.ArrayLike, mean: float) -> Projection:
    """Find, of all distributions with a given mean value, the one nearest to a model.

    Parameters
    ----------
    q : array_like (n,)
        The model, a pmf.
    values : array_like (n,)
        One finite number an outcome.
    mean : float
        The mean value that is asked for, within the range of values that `q` allows.

    Returns
    -------
    Projection
        The pmf p with the least KL(p‖q) among those with ``p @ values == mean``, its tilt, and
        that divergence.

    Raises
    ------
    ValueError
        If `q` is not a pmf, the shapes differ, a value is not finite, or `mean` is not finite or
        out of reach: then no distribution of that mean has a finite divergence from `q`.
    TypeError
        If an argument does not consist of real numbers.
    UnresolvedError
        If the tilt is too large for a float, as when two values lie too close together.

    Notes
    -----
    Between the ends the nearest distribution is the tilt that has the mean. The ratio
    (mean − smallest) / (largest − mean) rises with the tilt; its logarithm is solved for, which
    is as good near the ends as in the middle.

    References
    ----------
    Csiszár 1975, theorem 3.1; Cover and Thomas 2006, section 11.5.

    Examples
    --------
    >>> coin = information_projection([0.5, 0.5], [0, 1], 0.75)
    >>> coin.pmf.round(3), round(coin.theta, 4), round(coin.divergence, 4)
    (array([0.25, 0.75]), 1.0986, 0.1308)
    """
    pmf, value = pmf_with_numbers(q, values, "q", "values")
    mean = finite_number(mean, "mean")
    low, high = float(value[pmf > 0].min()), float(value[pmf > 0].max())
    if not low <= mean <= high:
        raise ValueError(
            f"mean is {mean}, but the values that q allows go from {low} to {high}: no "
            "distribution of that mean has a finite divergence from q"
        )
    theta = 0.0 if low == high else _theta(pmf, value, mean, low, high)
    nearest = exponential_tilt(pmf, value, theta)
    return Projection(nearest, theta, float(kl_divergence(nearest, pmf)))


def first_given_mean(q: npt.ArrayLike, total: int, n: int) -> Array:
    """Compute the pmf of the first of n throws, given what all of them add up to.

    Parameters
    ----------
    q : array_like (k,)
        The pmf of one throw; its outcomes count 1, 2, ..., k points.
    total : int
        The sum of the points of all throws.
    n : int
        How many independent throws, at least 1.

    Returns
    -------
    ndarray (k,)
        By the definition of conditional probability, over all ways to reach the sum.

    Raises
    ------
    ValueError
        If `q` is not a pmf, `n` or `total` is below 1, or the throws cannot add up to `total`.
    TypeError
        If `q` does not consist of real numbers, or `total` or `n` is not a whole number.

    References
    ----------
    Cover and Thomas 2006, section 11.6.

    Examples
    --------
    >>> first_given_mean(np.full(6, 1 / 6), 11, 2)
    array([0. , 0. , 0. , 0. , 0.5, 0.5])
    """
    pmf, _ = pmf_with_numbers(q, np.zeros(np.shape(q)), "q", "values")
    n, total = whole_number(n, "n", least=1), whole_number(total, "total", least=1)
    points = np.arange(1, len(pmf) + 1)
    joint = np.zeros(len(pmf))
    if n * points[pmf > 0].min() <= total <= n * points[pmf > 0].max():
        # All runs of one sum gain the same factor by a tilt, and the right one makes them likely:
        # otherwise the probability of a long and rare run underflows.
        pmf = information_projection(pmf, points, total / n).pmf
        others = np.ones(1)  # entry s: the probability that the others have s more than one each
        for _ in range(n - 1):
            others = np.convolve(others, pmf)
        left = total - n - np.arange(len(pmf))
        reached = (left >= 0) & (left < len(others))
        joint[reached] = pmf[reached] * others[left[reached]]
    if not joint.sum() > 0:
        raise ValueError(f"total is {total}: {n} throws from q cannot add up to it")
    return np.asarray(joint / joint.sum())


def _theta(pmf: Array, value: Array, mean: float, low: float, high: float) -> float:
    """Solve for the tilt that has the mean; low < high, and mean not outside of them."""
    if mean in (low, high):
        return math.inf if mean == high else -math.inf
    # In units of the range, from 0 to 1; halved first, for its length may be too large a float.
    length = high / 2 - low / 2
    kept = pmf > 0
    up, down = (value[kept] / 2 - low / 2) / length, (high / 2 - value[kept] / 2) / length
    with np.errstate(divide="ignore"):
        log_q, log_up, log_down = np.log(pmf[kept]), np.log(up), np.log(down)
    wanted = math.log((mean / 2 - low / 2) / (high / 2 - mean / 2))

    def excess(tilt: float) -> float:
        logits = log_q + tilt * up
        return _log_sum(logits + log_up) - _log_sum(logits + log_down) - wanted

    side = math.copysign(1.0, -excess(0.0))
    end = side
    while side * excess(end) < 0:
        end *= 2
        if abs(end) > 2.0**60:
            raise UnresolvedError(
                f"no tilt up to 2⁶⁰ over the range of the values has the mean {mean}: do values "
                "lie too close together?"
            )
    # An error of 1e-14 here changes that ratio by a part 1e-14 at most.
    root = float(optimize.brentq(excess, *sorted((0.0, end)), xtol=1e-14, rtol=1e-14))
    theta = root / 2 / length
    if not math.isfinite(theta):
        raise UnresolvedError(f"the tilt is too large for a float: values from {low} to {high}")
    return theta


def _log_sum(logs: Array) -> float:
    top = logs.max()
    return float(top + math.log(np.exp(logs - top).sum()))
