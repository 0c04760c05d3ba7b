"""Adaptive quadrature over all panels at once, with the infinite ends closed.

The variable v is the logarithm of a distance, so it runs from −∞ (at a point of the line) to a
bound or to +∞ (far out). There an integrand is a sum of exponentials in v, or falls faster.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from entropybook._special import Array, Floats
from entropybook._validate import UnresolvedError

# Gauss–Lobatto, exact to degree 29. The panel's ends are nodes, so that neither an overflow nor a
# kink between the last inner node and the end goes unseen.
_INNER = special.roots_jacobi(14, 1, 1)[0]
_NODES = np.concatenate([[-1.0], _INNER, [1.0]])
_WEIGHTS = 2 / (16 * 15 * special.eval_legendre(15, _NODES) ** 2)

_REACH = 2.0**13  # how far v goes beyond the last edge given
_DEPTH = 48  # halvings; a panel 2**-48 of the first is at the rounding of v
_PANELS = 20_000  # alive at once: far more than a resolvable integrand needs
_NEGLIGIBLE = 1e-18  # share of the whole below which a panel is not refined
_TOLERANCE = 1e-13  # share of the whole that a panel may be wrong by

# (nodes (n, m), number of the piece of each row (n,)) -> densities (2, n, m): the probability mass,
# and the integrand proper.
Integrand = Callable[[Array, Array], Array]


class Piece(NamedTuple):
    """The rising edges of the first panels, and whether the ends stand for −∞ and +∞."""

    edges: Array
    open_below: bool
    open_above: bool


def doubling(width: float) -> Floats:
    """Return distances that double, from about the given width (at most 1) to the reach."""
    width = min(float(width) or 1.0, 1.0)
    return width * (2.0 ** np.arange(1, int(np.log2(_REACH / width)) + 1) - 1)


def integrate(
    integrand: Integrand, pieces: Sequence[Piece], unit: float
) -> tuple[float, float, float]:
    """Integrate both densities over every piece.

    Parameters
    ----------
    integrand : callable
        See `Integrand`.
    pieces : sequence of Piece
        Where to integrate.
    unit : float
        Errors are held against the integral of the absolute value, or this if it is larger.

    Returns
    -------
    mass, value, error : float
        The two integrals, and how far the second can be wrong.

    Raises
    ------
    UnresolvedError
        If the integrand overflows where it matters, or does not fall off at an end.
    """
    lower = np.concatenate([piece.edges[:-1] for piece in pieces])
    upper = np.concatenate([piece.edges[1:] for piece in pieces])
    number = np.repeat(np.arange(len(pieces)), [piece.edges.size - 1 for piece in pieces])

    first, size = _panels(integrand, lower, upper, number)
    keep = _finite_core(first, number)
    ends = _ends(lower, upper, number, keep, pieces)
    scale = np.maximum(np.nansum(size[:, keep], axis=1), [1.0, unit])

    total, error = _close(integrand, ends, scale)
    tolerance = _TOLERANCE * scale
    total += np.sum(first[:, keep], axis=1)
    # Refine: replace each panel by its halves until the halves change nothing.
    keep &= np.any(size > _NEGLIGIBLE * scale[:, None], axis=0)
    lower, upper, number, whole = lower[keep], upper[keep], number[keep], first[:, keep]
    for _ in range(_DEPTH):
        if not lower.size:
            break
        middle = 0.5 * (lower + upper)
        lower, upper = np.concatenate([lower, middle]), np.concatenate([middle, upper])
        number = np.concatenate([number, number])
        halves, _ = _panels(integrand, lower, upper, number)
        if not np.all(np.isfinite(halves)):
            raise UnresolvedError("the integrand overflows inside the support")
        change = np.sum(halves.reshape(2, 2, -1), axis=1) - whole
        total += np.sum(change, axis=1)
        open_ = np.any(np.abs(change) > tolerance[:, None], axis=0)
        error += np.sum(np.abs(change[:, ~open_]), axis=1)
        again = np.concatenate([open_, open_])
        lower, upper, number, whole = lower[again], upper[again], number[again], halves[:, again]
        if lower.size > _PANELS:
            break
    if lower.size:
        error += np.sum(np.abs(whole), axis=1)
    return float(total[0]), float(total[1]), float(error[1])


def _panels(integrand: Integrand, lower: Array, upper: Array, number: Array) -> tuple[Array, Array]:
    """Return the integrals (2, n) over the panels, and those of the absolute values."""
    half = 0.5 * (upper - lower)
    nodes = 0.5 * (upper + lower)[:, None] + half[:, None] * _NODES
    density = integrand(nodes, number)
    return density @ _WEIGHTS * half, np.abs(density) @ _WEIGHTS * half


def _finite_core(first: Array, number: Array) -> NDArray[np.bool_]:
    """Mark the panels to keep: in each piece, those around the bulk up to the first overflow.

    Far out a log density overflows while the mass is not quite 0. What lies beyond is closed from
    what lies before (`_close`), or cannot be resolved.
    """
    keep: NDArray[np.bool_] = np.logical_and.reduce(np.isfinite(first))
    bad = ~keep
    for k in np.unique(number[bad]):
        (mine,) = np.nonzero(number == k)
        bulk = int(np.argmax(np.where(bad[mine], -1.0, np.nan_to_num(first[0, mine]))))
        keep[mine[bulk:]] = ~np.logical_or.accumulate(bad[mine[bulk:]])
        keep[mine[: bulk + 1]] = ~np.logical_or.accumulate(bad[mine[bulk::-1]])[::-1]
        if bad[mine[bulk]]:
            raise UnresolvedError("the log densities overflow all along a piece of the line")
    return keep


def _ends(
    lower: Array, upper: Array, number: Array, keep: Array, pieces: Sequence[Piece]
) -> list[tuple[float, float, int]]:
    """List (place, width of the last panel, signed outwards, piece) of every end to be closed."""
    ends = []
    for k, piece in enumerate(pieces):
        (mine,) = np.nonzero(number == k)
        (kept,) = np.nonzero((number == k) & keep)
        low, high = kept[0], kept[-1]
        if piece.open_below or low != mine[0]:
            ends.append((lower[low], lower[low] - upper[low], k))
        if piece.open_above or high != mine[-1]:
            ends.append((upper[high], upper[high] - lower[high], k))
    return ends


def _close(
    integrand: Integrand, ends: Sequence[tuple[float, float, int]], scale: Array
) -> tuple[Array, Array]:
    """Return what lies beyond the ends, and how far that can be wrong.

    At an end the integrand is g = C exp(−κ|v|) but for terms that have died out, and what is left
    is g/κ. The slope κ comes from two steps. Their difference tells how true that is; so does the
    rounding of the logarithms, of the size of v and of log mass, out of which g was made.
    """
    place, width, number = np.array(ends).reshape(-1, 3).T
    number = number.astype(int)
    step = np.abs(width) / 4
    nodes = place[:, None] - np.sign(width)[:, None] * step[:, None] * np.array([2.0, 1.0, 0.0])
    density = integrand(nodes, number)
    here = density[:, :, 2]
    inner = np.log(np.abs(density[:, :, 0] / density[:, :, 1])) / step
    outer = np.log(np.abs(density[:, :, 1] / here)) / step
    matters = np.abs(here) > _NEGLIGIBLE * scale[:, None]
    if np.any(matters & ~(outer > 0)):
        raise UnresolvedError("the integrand does not fall off at an end of the support")
    noise = 2 * np.finfo(float).eps * (np.abs(place) + np.abs(np.log(here[0]))) / step
    rest = np.where(matters, here / outer, 0.0)
    doubt = np.where(matters, np.abs(rest / outer) * (10 * np.abs(inner - outer) + noise), 0.0)
    return np.sum(rest, axis=1), np.sum(doubt, axis=1)
