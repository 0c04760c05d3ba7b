"""Entropy and divergence of densities from samples, by distances to nearest neighbours."""

import math
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import special
from scipy.spatial import cKDTree

from entropybook._validate import (
    UnresolvedError,
    nats_per_unit,
    place,
    real_array,
    whole_number,
)

Array: TypeAlias = npt.NDArray[Any]

_LEAF = 32  # points of a leaf: from 5 dimensions on, faster than SciPy's own choice


def entropy_from_samples(x: npt.ArrayLike, *, k: int = 3, base: float = math.e) -> float:
    r"""Estimate the differential entropy of a density from a sample, by nearest neighbours.

    Parameters
    ----------
    x : array_like (n,) or (n, d)
        Independent draws, one a row, no two of them equal.
    k : int, default 3
        The neighbour whose distance is taken: a small one blurs the density least, a larger one
        fluctuates less.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.

    Returns
    -------
    float
        The estimate in units of log(base). It can be negative, as differential entropy can, and
        shifts with the unit of `x`.

    Raises
    ------
    ValueError
        If `x` has not one or two axes, has an entry that is not finite, has coinciding points or
        a constant column, `k` is not between 1 and n − 1, or `base` is not finite and above 1.
    TypeError
        If an argument is of the wrong kind.
    UnresolvedError
        If points in more than one dimension are so close together, beside the largest coordinate,
        that the square of a distance underflows.

    Notes
    -----
    With εᵢ the Euclidean distance from point i to its k-th neighbour and V the volume of the unit
    ball in d dimensions, in nats,

    .. math:: \psi(n) - \psi(k) + \log V + \frac dn \sum_i \log \varepsilon_i.

    It would be unbiased if the density were constant within each of the balls. Where it is not, in
    the tails and near edges of the support, a bias remains, which falls with n the more slowly the
    larger d is. Points with equal coordinates have distance 0 and contradict a density, so
    they are refused; `x` may be a discrete variable, or have been rounded.

    References
    ----------
    Kozachenko and Leonenko 1987, for k = 1 and with log(n − 1) for ψ(n); Kraskov, Stögbauer and
    Grassberger 2004, equation (20).

    Examples
    --------
    >>> x = np.random.default_rng(0).normal(size=(4000, 2))
    >>> truth = np.log(2 * np.pi * np.e)
    >>> bool(abs(entropy_from_samples(x) - truth) < 0.05)
    True
    """
    unit = nats_per_unit(base)
    points = _points(x, "x")
    n, d = points.shape
    k = _neighbour(k, n - 1, "each point of x has")
    _refuse_ties(points, "x", "use entropy_from_counts")
    (points,), doublings = _scaled(points)
    # Each point is its own nearest neighbour.
    nats = np.mean(np.log(_distance(points, points, k + 1))) + doublings * math.log(2)
    volume = d / 2 * math.log(math.pi) - special.gammaln(d / 2 + 1)
    return float(special.digamma(n) - special.digamma(k) + volume + d * nats) / unit


def kl_from_samples(
    x: npt.ArrayLike, y: npt.ArrayLike, *, k: int = 3, base: float = math.e
) -> float:
    r"""Estimate KL(p‖q) between densities from a sample of each, by nearest neighbours.

    Parameters
    ----------
    x : array_like (n,) or (n, d)
        Independent draws from p, one a row.
    y : array_like (m,) or (m, d)
        Independent draws from q. No two points of `x` and `y` together are equal.
    k : int, default 3
        The neighbour whose distance is taken in both samples: a small one blurs the densities
        least, a larger one fluctuates less.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.

    Returns
    -------
    float
        The estimate in units of log(base). It can be negative, although the divergence is not.

    Raises
    ------
    ValueError
        If a sample has not one or two axes, has an entry that is not finite, or a constant column,
        if points coincide, if the dimensions differ, if `k` is not between 1 and the smaller of
        n − 1 and m, or `base` is not finite and above 1.
    TypeError
        If an argument is of the wrong kind.
    UnresolvedError
        If points in more than one dimension are so close together, beside the largest coordinate,
        that the square of a distance underflows.

    Notes
    -----
    With ρᵢ the Euclidean distance from point i of `x` to its k-th neighbour among the other points
    of `x`, and νᵢ to its k-th neighbour in `y`, in nats,

    .. math:: \frac dn \sum_i \log\frac{\nu_i}{\rho_i} + \log\frac{m}{n - 1}.

    It is consistent under conditions on the densities, and in general biased at any size. The bias
    falls with the sizes the more slowly the larger d is; where p has mass that no point of `y`
    comes near, no sample shows how large the divergence is.

    References
    ----------
    Wang, Kulkarni and Verdú 2009, equation (5); Pérez-Cruz 2008.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> x, y = rng.normal(0, 1, 4000), rng.normal(1, 1, 4000)  # KL is 0.5
    >>> bool(abs(kl_from_samples(x, y) - 0.5) < 0.1)
    True
    """
    unit = nats_per_unit(base)
    p, q = _points(x, "x"), _points(y, "y")
    (n, d), m = p.shape, len(q)
    if q.shape[1] != d:
        raise ValueError(f"x has {d} columns and y {q.shape[1]}: give points of one space")
    k = _neighbour(k, min(n - 1, m), "a point of x has, in the smaller of x and y,")
    _refuse_ties(np.concatenate([p, q]), "x and y together", "use kl_from_counts")
    (p, q), _ = _scaled(p, q)
    logs = np.log(_distance(q, p, k)) - np.log(_distance(p, p, k + 1))
    return float(d * np.mean(logs) + math.log(m / (n - 1))) / unit


def _points(x: npt.ArrayLike, name: str) -> Array:
    """Return a sample as floats (n, d) that have passed the checks of their own."""
    points = np.asarray(real_array(x, name), dtype=np.float64)
    if points.ndim not in (1, 2) or not points.size:
        raise ValueError(f"{name} has shape {points.shape}: give one point a row, (n,) or (n, d)")
    if not np.all(np.isfinite(points)):
        index = tuple(int(i) for i in np.argwhere(~np.isfinite(points))[0])
        raise ValueError(f"{place(name, index)} is {points[index]}: give finite numbers")
    table = points.reshape(len(points), -1)
    constant = np.flatnonzero(np.all(table == table[0], axis=0))
    if len(table) > 1 and constant.size:
        column = name if points.ndim == 1 else f"{name}[:, {constant[0]}]"
        raise ValueError(f"{column} is {table[0, constant[0]]} throughout: it has no density")
    return table


def _neighbour(k: int, most: int, why: str) -> int:
    k = whole_number(k, "k", least=1)
    if k > most:
        raise ValueError(f"k is {k}, but {why} {most} neighbours: take a smaller k, or draw more")
    return k


def _refuse_ties(points: Array, name: str, discrete: str) -> None:
    """Raise if points coincide."""
    # Those that do share their first coordinate, and few others will.
    first = np.sort(points[:, 0])
    if np.all(first[1:] > first[:-1]):
        return
    sizes = np.unique(points, axis=0, return_counts=True)[1]
    tied = int(np.sum(sizes[sizes > 1]))
    if tied:
        raise ValueError(
            f"{tied} of the {len(points)} points of {name} coincide with another, which a density "
            f"gives no chance: if the variable is discrete, {discrete}; if it was rounded, add "
            "uniform noise of the width of the rounding; if rows were doubled, drop them"
        )


def _scaled(*samples: Array) -> tuple[list[Array], int]:
    """Return samples divided by a power of two, so that no squared distance overflows, and which.

    A power of two changes no digit.
    """
    power = int(np.frexp(max(np.max(np.abs(sample)) for sample in samples))[1])
    return [np.ldexp(sample, -power) for sample in samples], power


def _distance(among: Array, at: Array, k: int) -> Array:
    """Return the distance from each point of `at` to its k-th nearest in `among`.

    On the line, the points are taken in increasing order.
    """
    if among.shape[1] > 1:
        distance = np.asarray(cKDTree(among, leafsize=_LEAF).query(at, k=[k])[0][:, 0])
        if not np.all(distance):
            raise UnresolvedError(
                "a distance between points underflows beside the largest coordinate: "
                "drop the outliers, or take logarithms of the coordinates"
            )
        return distance
    # On the line, the k nearest are j to the left and k − j to the right, for the best j.
    far = np.full(k, np.inf)
    line = np.concatenate([-far, np.sort(among[:, 0]), far])
    here = np.sort(at[:, 0])  # neighbouring searches touch the same memory
    n = len(here)
    first = None if at is among else np.searchsorted(line, here)

    def neighbour(offset: int) -> Array:
        """Return what lies so many places to the right of the first that is not smaller."""
        found = line[k + offset : k + offset + n] if first is None else line[first + offset]
        return np.asarray(found)

    distance, reach = np.full(n, np.inf), np.empty(n)
    for j in range(k + 1):
        if j < k:
            np.subtract(neighbour(k - j - 1), here, out=reach)
        else:
            reach.fill(0.0)
        if j:
            np.maximum(reach, here - neighbour(-j), out=reach)
        np.minimum(distance, reach, out=distance)
    return distance
