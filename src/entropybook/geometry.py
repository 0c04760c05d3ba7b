"""Divergences looked at as distances: detours, the simplex, and the least KL at a distance."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.random import Generator
from scipy import optimize, special

from entropybook._validate import check_entries, real_array
from entropybook.measures import kl_divergence

Array = npt.NDArray[np.float64]
Measure = Callable[[Any, Any], Any]

_CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, math.sqrt(0.75)]])


def detour_ratio(measure: Measure, a: npt.ArrayLike, b: npt.ArrayLike, c: npt.ArrayLike) -> Any:
    """Divide the straight way from a to c by the detour through b.

    Parameters
    ----------
    measure : callable
        Takes two pmfs, or two stacks of them, and returns how far the second is from the first.
    a, b, c : array_like (..., n)
        Pmfs, as `measure` takes them.

    Returns
    -------
    float or ndarray
        Above 1 where the detour is shorter, so that the triangle inequality fails; NaN where a,
        b and c are one point.

    Raises
    ------
    ValueError, TypeError
        What `measure` raises.

    Examples
    --------
    >>> from entropybook.divergences import total_variation
    >>> detour_ratio(total_variation, [1, 0], [0.5, 0.5], [0, 1])
    1.0
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.divide(measure(a, c), np.add(measure(a, b), measure(b, c)))
    return ratio if np.ndim(ratio) else float(ratio)


def worst_detour(
    measure: Measure, rng: Generator, *, outcomes: int = 3, starts: int = 10
) -> tuple[float, Array]:
    """Search for the three pmfs whose detour is the shortest against the straight way.

    Parameters
    ----------
    measure : callable
        Takes two pmfs and returns how far the second is from the first.
    rng : numpy.random.Generator
        Draws the starting points.
    outcomes : int, default 3
        How many outcomes the pmfs have.
    starts : int, default 10
        From how many random triples to climb.

    Returns
    -------
    (float, ndarray (3, outcomes))
        The largest `detour_ratio` found, and the pmfs a, b and c where it was. The search follows
        numerical gradients in the logits, held between −12 and 12, and may miss the largest.

    Raises
    ------
    ValueError
        If `outcomes` is below 2 or `starts` below 1.

    Examples
    --------
    >>> from entropybook.divergences import total_variation
    >>> ratio, _ = worst_detour(total_variation, np.random.default_rng(0), starts=2)
    >>> ratio < 1 + 1e-9
    True
    """
    if outcomes < 2 or starts < 1:
        raise ValueError(
            f"outcomes is {outcomes} and starts {starts}: give at least 2 outcomes and 1 start"
        )
    best, place = -math.inf, np.zeros((3, outcomes))

    def pmfs(logits: Array) -> Array:
        return np.asarray(special.softmax(logits.reshape(3, outcomes), axis=-1))

    def loss(logits: Array) -> float:
        return -float(np.nan_to_num(detour_ratio(measure, *pmfs(logits))))

    for _ in range(starts):
        start = rng.normal(scale=2, size=3 * outcomes)
        found = optimize.minimize(loss, start, method="L-BFGS-B", bounds=[(-12, 12)] * len(start))
        if -found.fun > best:
            best, place = -float(found.fun), pmfs(found.x)
    return best, place


def least_kl(variation: npt.ArrayLike) -> Any:
    """Compute the least KL divergence of two pmfs at a given total variation distance.

    Parameters
    ----------
    variation : array_like
        Total variation distances, from 0 to 1.

    Returns
    -------
    float or ndarray
        In nats, in the shape of `variation`: the least of KL((r, 1−r)‖(r−V, 1−r+V)) over r. More
        outcomes do not help: adding up those where p exceeds q, and the others, keeps the
        distance and does not raise the divergence.

    Raises
    ------
    ValueError
        If a distance is not between 0 and 1.
    TypeError
        If `variation` does not consist of real numbers.

    References
    ----------
    Fedotov, Harremoës and Topsøe 2003.

    Examples
    --------
    >>> round(least_kl(0.5), 4)
    0.5323
    >>> least_kl([0, 1]).tolist()
    [0.0, inf]
    """
    given = real_array(variation, "variation")
    check_entries(given, "variation", at_most=1)
    values = np.array([_least(float(v)) for v in given.ravel()]).reshape(given.shape)
    return values if values.ndim else float(values)


def _least(v: float) -> float:
    if v in (0, 1):
        return math.inf if v else 0.0

    def kl(log_share: float) -> float:
        rest = (1 - v) * math.exp(log_share)  # 1 − r, which is tiny for v near 1
        return float(kl_divergence([1 - rest, rest], [(1 - v) - rest, rest + v]))

    found = optimize.minimize_scalar(kl, bounds=(-60, 0), method="bounded", options={"xatol": 1e-7})
    return float(found.fun)


def simplex(side: int) -> tuple[Array, Array]:
    """Lay a triangular grid of pmfs over three outcomes.

    Parameters
    ----------
    side : int
        Into how many steps each edge is divided, at least 3.

    Returns
    -------
    (ndarray (n, 3), ndarray (n, 2))
        The pmfs, all of them inside the triangle, and where they lie in the plane: outcome 1 at
        the lower left corner, 2 at the lower right, 3 at the top.

    Raises
    ------
    ValueError
        If `side` is below 3.

    Examples
    --------
    >>> pmfs, at = simplex(3)
    >>> pmfs.round(3), at.round(3)
    (array([[0.333, 0.333, 0.333]]), array([[0.5  , 0.289]]))
    """
    if side < 3:
        raise ValueError(f"side is {side}: give at least 3")
    steps = [(i, j, side - i - j) for i in range(1, side) for j in range(1, side - i)]
    pmfs = np.array(steps, dtype=float) / side
    return pmfs, in_the_plane(pmfs)


def in_the_plane(pmfs: npt.ArrayLike) -> Array:
    """Place pmfs over three outcomes in an equilateral triangle of side 1.

    Parameters
    ----------
    pmfs : array_like (..., 3)
        The pmfs.

    Returns
    -------
    ndarray (..., 2)
        Their coordinates: outcome 1 at the lower left corner, 2 at the lower right, 3 at the top.

    Raises
    ------
    ValueError
        If the last axis does not have three entries.

    Examples
    --------
    >>> in_the_plane([0.5, 0.5, 0]).tolist()
    [0.5, 0.0]
    """
    weights = np.asarray(pmfs, dtype=float)
    if weights.shape[-1:] != (3,):
        raise ValueError(f"pmfs has the shape {weights.shape}: give three probabilities each")
    return np.asarray(weights @ _CORNERS)
