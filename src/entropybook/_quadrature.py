"""Adaptive quadrature over all panels at once, with the two infinite ends closed.

The variable v is the logarithm of a distance, so it runs from −∞ (at a point of the line) to a
bound or to +∞ (far out). There an integrand is a sum of exponentials in v, or falls faster.
"""

from collections.abc import Callable, Sequence

import numpy as np

from entropybook._logpdf import Array
from entropybook._validate import UnresolvedError

# Gauss–Legendre, with the panel's ends at weight 0: an overflow between the last node and the end
# shows too.
_NODES, _WEIGHTS = (
    np.concatenate([ends[:1], rule, ends[1:]])
    for ends, rule in zip(
        ([-1.0, 1.0], [0.0, 0.0]), np.polynomial.legendre.leggauss(15), strict=True
    )
)
_DEPTH = 48  # halvings; a panel 2**-48 of the first is at the rounding of v
_PANELS = 20_000  # alive at once: far more than a resolvable integrand needs
_NEGLIGIBLE = 1e-18  # share of the whole below which a panel is not refined
_TOLERANCE = 1e-13  # share of the whole that a panel may be wrong by

# (nodes (n, m), index of the piece of each row (n,)) -> densities (2, n, m): the probability mass,
# which has to come out as 1 and so catches a peak that was missed, and the integrand.
Integrand = Callable[[Array, Array], Array]


def integrate(
    integrand: Integrand, pieces: Sequence[tuple[Array, bool]], floor: float
) -> tuple[float, float, float, float]:
    """Integrate both densities over every piece.

    Parameters
    ----------
    integrand : callable
        See `Integrand`.
    pieces : sequence of (edges, open)
        Rising edges of a piece's first panels. The lower end always stands for −∞, the upper one
        for +∞ if `open`.
    floor : float
        The errors are held against the integral of the absolute value, or this if it is larger.

    Returns
    -------
    mass, mass_error, value, value_error : float

    Raises
    ------
    UnresolvedError
        The integrand overflows where it matters, or does not fall off at an end.
    """
    lower = np.concatenate([edges[:-1] for edges, _ in pieces])
    upper = np.concatenate([edges[1:] for edges, _ in pieces])
    piece = np.repeat(np.arange(len(pieces)), [edges.size - 1 for edges, _ in pieces])

    first, size = _panels(integrand, lower, upper, piece)
    keep = _finite_core(first, piece)
    ends = _ends(lower, upper, piece, keep, [is_open for _, is_open in pieces])
    scale = np.maximum(np.nansum(size[:, keep], axis=1), [1.0, floor])

    total, error = _close(integrand, ends, scale)
    tolerance = _TOLERANCE * scale
    total += np.sum(first[:, keep], axis=1)
    # Refine: replace each panel by its halves until the halves change nothing.
    keep &= np.any(size > _NEGLIGIBLE * scale[:, None], axis=0)
    lower, upper, piece, whole = lower[keep], upper[keep], piece[keep], first[:, keep]
    for _ in range(_DEPTH):
        if not lower.size:
            break
        middle = 0.5 * (lower + upper)
        lower, upper = np.concatenate([lower, middle]), np.concatenate([middle, upper])
        piece = np.concatenate([piece, piece])
        halves, _ = _panels(integrand, lower, upper, piece)
        if not np.all(np.isfinite(halves)):
            raise UnresolvedError("the integrand overflows inside the support")
        change = np.sum(halves.reshape(2, 2, -1), axis=1) - whole
        total += np.sum(change, axis=1)
        open_ = np.any(np.abs(change) > tolerance[:, None], axis=0)
        error += np.sum(np.abs(change[:, ~open_]), axis=1)
        again = np.concatenate([open_, open_])
        lower, upper, piece, whole = lower[again], upper[again], piece[again], halves[:, again]
        if lower.size > _PANELS:
            break
    if lower.size:
        error += np.sum(np.abs(whole), axis=1)
    return float(total[0]), float(error[0]), float(total[1]), float(error[1])


def _panels(integrand: Integrand, lower: Array, upper: Array, piece: Array) -> tuple[Array, Array]:
    """Return the integrals (2, n) over the panels, and those of the absolute values."""
    half = 0.5 * (upper - lower)
    nodes = 0.5 * (upper + lower)[:, None] + half[:, None] * _NODES
    density = integrand(nodes, piece)
    return density @ _WEIGHTS * half, np.abs(density) @ _WEIGHTS * half


def _finite_core(first: Array, piece: Array) -> Array:
    """Mark the panels to keep: in each piece, those around the bulk up to the first overflow.

    Far out a log density overflows while the mass is not quite 0. What lies beyond is closed from
    what lies before (`_close`), or cannot be resolved.
    """
    bad = ~np.all(np.isfinite(first), axis=0)
    keep = ~bad
    for k in np.unique(piece[bad]):
        (mine,) = np.nonzero(piece == k)
        bulk = int(np.argmax(np.where(bad[mine], -1.0, np.nan_to_num(first[0, mine]))))
        keep[mine[bulk:]] = ~np.logical_or.accumulate(bad[mine[bulk:]])
        keep[mine[: bulk + 1]] = ~np.logical_or.accumulate(bad[mine[bulk::-1]])[::-1]
        if bad[mine[bulk]]:
            raise UnresolvedError("the log densities overflow in the bulk of the distribution")
    return keep


def _ends(
    lower: Array, upper: Array, piece: Array, keep: Array, is_open: Sequence[bool]
) -> list[tuple[float, float, int]]:
    """List (place, width of the last panel, signed outwards, piece) of every end to be closed."""
    ends = []
    for k, open_ in enumerate(is_open):
        (mine,) = np.nonzero(piece == k)
        (kept,) = np.nonzero((piece == k) & keep)
        low, high = kept[0], kept[-1]
        ends.append((lower[low], lower[low] - upper[low], k))
        if open_ or high != mine[-1]:
            ends.append((upper[high], upper[high] - lower[high], k))
    return ends


def _close(
    integrand: Integrand, ends: Sequence[tuple[float, float, int]], scale: Array
) -> tuple[Array, Array]:
    """Return what lies beyond the ends, and how far that can be wrong.

    At an end the integrand is g = C exp(−κ|v|) but for terms that have died out, and what is left
    is g/κ. The slope κ from two steps; their difference tells how true that is.
    """
    place, width, piece = (np.array(column) for column in zip(*ends, strict=True))
    step = np.abs(width) / 4
    nodes = place[:, None] - np.sign(width)[:, None] * step[:, None] * np.array([2.0, 1.0, 0.0])
    density = np.abs(integrand(nodes, piece))
    here = integrand(nodes, piece)[:, :, 2]
    inner = np.log(density[:, :, 0] / density[:, :, 1]) / step
    outer = np.log(density[:, :, 1] / density[:, :, 2]) / step
    matters = np.abs(here) > _NEGLIGIBLE * scale[:, None]
    if np.any(matters & ~(outer > 0)):
        raise UnresolvedError("the integrand does not fall off at an end of the support")
    rest = np.where(matters, here / outer, 0.0)
    doubt = np.where(matters, 10 * np.abs(rest * (inner - outer) / outer), 0.0)
    return np.sum(rest, axis=1), np.sum(doubt, axis=1)
