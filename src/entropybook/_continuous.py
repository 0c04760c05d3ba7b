"""Entropy, cross-entropy and divergences of continuous SciPy distributions, by quadrature.

The line is cut at every point where one of the densities may be singular or kinked, and at the
midpoints between; in each piece the variable is v, x = point ± exp(v). In v, a density is smooth
at every scale at once, and a power of the distance is an exponential. Points are kept as
fractions, so that distances between them are exact however far from 0 they lie.
"""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from math import inf, isinf, log
from typing import Any, NamedTuple

import numpy as np

from entropybook import _expectation
from entropybook._expectation import Law, Point, Terms
from entropybook._families import CONTINUOUS
from entropybook._quadrature import Piece, doubling, integrate
from entropybook._special import Array, Floats

_LEVELS = np.array([1e-20, 1e-9, 1e-3, 0.05, 0.25, 0.5])  # quantiles where the first panels end
_CLOSE = 1e-6  # edges nearer to each other than this, in v, are one
_HUGE = 1e300  # quantiles beyond are left to the doubling panels


class _Ray(NamedTuple):
    """The piece of the line x = point + side·exp(v), v < log(top)."""

    point: Fraction
    side: int  # −1 or 1
    top: float  # inf where the line goes on


def entropy(rv: Any) -> float:
    """Return the differential entropy of a frozen continuous distribution, in nats."""
    p = Law(rv, CONTINUOUS)
    return _expectation.cross_entropy(p, p, _integral)


def cross_entropy(p: Any, q: Any) -> float:
    """Return E_p[−log q] of two frozen continuous distributions, in nats."""
    return _expectation.cross_entropy(Law(p, CONTINUOUS), Law(q, CONTINUOUS), _integral)


def kl_divergence(p: Any, q: Any) -> float:
    """Return E_p[log p − log q] of two frozen continuous distributions, in nats."""
    return _expectation.kl_divergence(Law(p, CONTINUOUS), Law(q, CONTINUOUS), _integral)


def js_divergence(p: Any, q: Any) -> float:
    """Return the Jensen–Shannon divergence of two frozen continuous distributions, in nats."""
    return _expectation.js_divergence(Law(p, CONTINUOUS), Law(q, CONTINUOUS), _integral)


def _integral(
    p: Law, q: Law, ends: tuple[Point, Point], terms: Terms, unit: float
) -> tuple[float, float, float]:
    """Integrate terms of p and q between the ends."""
    rays = _rays(ends, (p, q))
    density_p, density_q = _log_density(p, rays), _log_density(q, rays)
    quantiles = [(law.loc, _quantiles(law)) for law in (p, q)]
    pieces = [_first_panels(ray, quantiles, p.scale) for ray in rays]

    def integrand(v: Array, k: Array) -> Floats:
        return np.stack(terms(v, density_p(v, k), density_q(v, k)))

    return integrate(integrand, pieces, unit)


def _rays(ends: tuple[Point, Point], laws: tuple[Law, Law]) -> list[_Ray]:
    """Cut the line at the locations and ends of the laws, and halfway between."""
    lo, hi = ends
    places = {x for law in laws for x in (law.loc, law.lo, law.hi) if lo <= x <= hi}
    points = sorted(x for x in places if isinstance(x, Fraction))
    halves = [float((b - a) / 2) for a, b in pairwise(points)]
    below = [_Ray(x, -1, top) for x, top in zip(points, [inf, *halves], strict=True)]
    above = [_Ray(x, 1, top) for x, top in zip(points, [*halves, inf], strict=True)]
    return below[not isinf(lo) :] + above[: len(above) - (not isinf(hi))]


def _first_panels(ray: _Ray, quantiles: list[tuple[Fraction, Array]], scale: float) -> Piece:
    """Place the first panels: between quantiles, and beyond them at distances that double."""
    at = np.concatenate([ray.side * (float(loc - ray.point) + z) for loc, z in quantiles])
    edges = np.unique(np.log(at[(at > 0) & (at < min(ray.top, _HUGE))]))
    if ray.top < inf:
        edges = np.append(edges, log(ray.top))
    elif not edges.size:
        edges = np.array([log(scale)])
    edges = edges[np.diff(edges, append=inf) > _CLOSE]
    below = edges[0] - doubling(np.ptp(edges[:2]))[::-1]
    above = edges[-1] + doubling(np.ptp(edges[-2:])) if ray.top == inf else []
    return Piece(np.concatenate([below, edges, above]), True, ray.top == inf)


def _quantiles(law: Law) -> Floats:
    """Return distances from loc to quantiles (approximate: they only guide the panels)."""
    dist, shapes = law.dist, law.shapes
    return law.scale * np.concatenate([dist.ppf(_LEVELS, *shapes), dist.isf(_LEVELS, *shapes)])


def _log_density(law: Law, rays: list[_Ray]) -> Callable[[Array, Array], Floats]:
    """Return the log density as a function of v (n, m) and the numbers (n,) of the rays."""

    def offsets(centre: Fraction) -> Array:
        """Return o where x is ±(exp(v) + o) away from the centre."""
        return np.array([float(ray.side * (ray.point - centre)) for ray in rays])[:, None]

    side = np.array([ray.side for ray in rays])[:, None]
    inside = np.array([_goes_on(law, ray) for ray in rays])[:, None]
    outer = np.array([ray.top == inf for ray in rays])[:, None]
    from_loc = offsets(law.loc)
    from_top = offsets(law.hi) if isinstance(law.hi, Fraction) else from_loc
    log_scale = log(law.scale)

    def density(v: Array, k: Array) -> Floats:
        if law.family is None:
            z = side[k] * (np.exp(v) + from_loc[k]) / law.scale
            value = law.dist.logpdf(z, *law.shapes)
            # Far out, -inf is no density of 0: z or the density has left the floats.
            value = np.where(outer[k] & (value == -inf), np.nan, value)
        else:
            y = _log_distance(v, from_loc[k]) - log_scale
            y_top = _log_distance(v, from_top[k]) - log_scale
            value = law.family.log_density(y, y_top, *law.shapes)
        return np.where(inside[k], value - log_scale, -inf)

    return density


def _goes_on(law: Law, ray: _Ray) -> bool:
    """Tell whether the ray runs in the support of the law."""
    if ray.side > 0:
        return law.lo <= ray.point < law.hi
    return law.lo < ray.point <= law.hi


def _log_distance(v: Array, offset: Array) -> Floats:
    """Return log|exp(v) + offset|, also where exp(v) is beyond the floats."""
    size = np.log(np.abs(offset))
    return np.maximum(v, size) + np.log1p(np.sign(offset) * np.exp(-np.abs(v - size)))
