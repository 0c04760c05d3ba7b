"""Entropy, cross-entropy and divergences of continuous SciPy distributions, by quadrature.

The line is cut at every point where one of the densities may be singular or kinked, and at the
midpoints between; in each piece the variable is v, x = point ± exp(v). In v, a density is smooth
at every scale at once, and a power of the distance is an exponential. Points are kept as
fractions, so that distances between them are exact however far from 0 they lie.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import inf, isfinite, isinf, isnan, log
from typing import Any

import numpy as np

from entropybook._logpdf import FAMILIES, Array, deviance
from entropybook._quadrature import integrate
from entropybook._validate import UnresolvedError

_LEVELS = np.array([1e-20, 1e-9, 1e-3, 0.05, 0.25, 0.5])  # quantiles where the first panels end
_REACH = 2.0**13  # how far v goes beyond them
_MASS = 1e-10  # by which the total mass may miss 1
_ERROR = 1e-10  # relative; accepted of a result
_NEAR = 1e-3  # KL below which the plain integral would cancel too much

Ends = tuple[Fraction | float, Fraction | float]


class _Law:
    """A frozen distribution: its parts, with positions as exact fractions."""

    def __init__(self, rv: Any) -> None:
        self.dist = rv.dist
        self.shapes, loc, scale = rv.dist._parse_args(*rv.args, **rv.kwds)
        self.shapes = tuple(float(shape) for shape in self.shapes)
        self.name = f"{rv.dist.name}({', '.join(f'{x:g}' for x in (*self.shapes, loc, scale))})"
        if isnan(rv.support()[0]) or not (isfinite(loc) and 0 < scale < inf):
            raise ValueError(
                f"{self.name} is not a distribution: give parameters inside the domain of "
                f"scipy.stats.{rv.dist.name}, a finite loc and a finite positive scale"
            )
        self.loc, self.scale = Fraction(float(loc)), float(scale)
        self.lo, self.hi = (
            float(end) if isinf(end) else self.loc + Fraction(float(end)) * Fraction(self.scale)
            for end in rv.dist.support(*self.shapes)
        )
        self.family = FAMILIES.get(type(rv.dist))

    def quantiles(self) -> Array:
        """Return distances from loc to quantiles (approximate: they only guide the panels)."""
        low, high = self.dist.ppf(_LEVELS, *self.shapes), self.dist.isf(_LEVELS, *self.shapes)
        return self.scale * np.concatenate([low, high])

    def covers(self, point: Fraction, side: int) -> bool:
        """Tell whether the support goes on from point to that side."""
        return self.lo <= point < self.hi if side > 0 else self.lo < point <= self.hi

    def log_density(self, pieces: "_Pieces") -> Callable[[Array, Array], Array]:
        """Return the log density at x = point ± exp(v) as a function of v and the piece."""
        inside = np.array([self.covers(point, side) for point, side in pieces.rays])
        from_loc = pieces.offsets(self.loc)
        from_top = pieces.offsets(self.hi if isinstance(self.hi, Fraction) else self.loc)
        side = np.array([side for _, side in pieces.rays])
        log_scale = log(self.scale)

        def own(v: Array, k: Array) -> Array:
            assert self.family is not None
            y = _log_distance(v, from_loc[k]) - log_scale
            y_top = _log_distance(v, from_top[k]) - log_scale
            return self.family.log_density(y, y_top, *self.shapes) - log_scale

        def scipys(v: Array, k: Array) -> Array:
            z = side[k][:, None] * (np.exp(v) + from_loc[k][:, None]) / self.scale
            return self.dist.logpdf(z, *self.shapes) - log_scale

        inner = scipys if self.family is None else own
        return lambda v, k: np.where(inside[k][:, None], inner(v, k), -inf)


def _log_distance(v: Array, offset: Array) -> Array:
    """Return log|exp(v) + offset|, also where exp(v) is beyond the floats."""
    sign, size = np.sign(offset)[:, None], np.log(np.abs(offset))[:, None]
    return np.maximum(v, size) + np.log1p(sign * np.exp(-np.abs(v - size)))


class _Pieces:
    """The line between two ends, cut for some laws; each piece a ray from a point, in v."""

    def __init__(self, ends: Ends, laws: Sequence[_Law]) -> None:
        lo, hi = ends
        points = sorted(
            {
                x
                for law in laws
                for x in (law.loc, law.lo, law.hi)
                if isinstance(x, Fraction) and lo <= x <= hi
            }
        )
        half_gaps = [float((b - a) / 2) for a, b in pairwise(points)]
        self.rays, tops = [], []
        below = [inf] * isinf(lo) + half_gaps
        above = half_gaps + [inf] * isinf(hi)
        first = 0 if isinf(lo) else 1
        for i, point in enumerate(points):
            if i >= first:
                self.rays.append((point, -1))
                tops.append(below[i - first])
            if i < len(above):
                self.rays.append((point, 1))
                tops.append(above[i])
        self.ranges = [
            (self._edges(ray, top, laws), isinf(top))
            for ray, top in zip(self.rays, tops, strict=True)
        ]

    def offsets(self, centre: Fraction) -> Array:
        """Return ±(point − centre) of each piece: x is ±(exp(v) + this) away from the centre."""
        return np.array([float(side * (point - centre)) for point, side in self.rays])

    @staticmethod
    def _edges(ray: tuple[Fraction, int], top: float, laws: Sequence[_Law]) -> Array:
        """Place the first panels: at quantiles, and beyond them in steps that double."""
        point, side = ray
        at = np.concatenate([side * (float(law.loc - point) + law.quantiles()) for law in laws])
        within = np.log(at[(at > 0) & (at < top) & np.isfinite(at)])
        limits = [log(top)] if top < inf else []
        start = np.unique(np.concatenate([within, limits]))
        if not start.size:
            start = np.array([log(laws[0].scale)])
        start = start[np.concatenate([[True], np.diff(start) > 1e-6])]
        return np.concatenate(
            [
                start[0] - _doubling(start[:2])[::-1],
                start,
                start[-1] + _doubling(start[-2:]) if not limits else [],
            ]
        )


def _doubling(pair: Array) -> Array:
    """Return distances that double, from the width of the neighbouring panel to the reach."""
    width = min(float(np.ptp(pair)) or 1.0, 1.0)
    return width * (2.0 ** np.arange(1, int(np.log2(_REACH / width)) + 1) - 1)


def _resolve(
    what: str,
    laws: Sequence[_Law],
    ends: Ends,
    terms: Callable[..., tuple[Array, Array]],
    masses: float,
    unit: float,
) -> tuple[float, float]:
    """Integrate `terms(v, *log densities)`, the mass and the integrand of it."""

    def integrand(v: Array, k: Array) -> Array:
        return np.stack(terms(v, *(density(v, k) for density in densities)))

    try:
        with np.errstate(all="ignore"):
            pieces = _Pieces(ends, laws)
            densities = [law.log_density(pieces) for law in laws]
            mass, _, value, error = integrate(integrand, pieces.ranges, unit)
        if not abs(mass - masses) <= _MASS:
            raise UnresolvedError(f"the density integrates to {mass!r}, not to {masses:g}")
    except UnresolvedError as trouble:
        raise _unresolved(what, laws, str(trouble)) from None
    return value, error


def _unresolved(what: str, laws: Sequence[_Law], why: str) -> UnresolvedError:
    return UnresolvedError(
        f"{what} of {' and '.join(law.name for law in laws)} could not be resolved: {why}. Use a "
        "closed form if there is one, or the mean of the logarithms over a sample"
    )


def _accept(what: str, laws: Sequence[_Law], value: float, error: float, unit: float) -> float:
    if not error <= _ERROR * max(abs(value), unit):
        raise _unresolved(what, laws, f"{value!r} may be wrong by {error:.1g}")
    return value


def _expectation(what: str, p: _Law, q: _Law, with_p: bool) -> tuple[float, float]:
    """Return E_p[log p − log q], or E_p[−log q], and its error."""

    def terms(v: Array, log_p: Array, log_q: Array) -> tuple[Array, Array]:
        weight = np.exp(log_p + v)
        ratio = log_p - log_q if with_p else -log_q
        return weight, np.where(weight > 0, weight * ratio, 0.0)

    return _resolve(what, (p, q), (p.lo, p.hi), terms, 1.0, 1.0)


def _is_infinite(p: _Law, q: _Law) -> bool:
    """Tell whether E_p[−log q] is infinite: q's support too small, or its tail too thin."""
    if p.lo < q.lo or q.hi < p.hi:
        return True
    if p.family is None or q.family is None:
        return False  # not known; an integrand that does not fall off is refused later
    return 0 < p.family.index(*p.shapes) <= q.family.growth(*q.shapes)


def entropy(rv: Any) -> float:
    """Return the differential entropy of a frozen continuous distribution, in nats."""
    p = _Law(rv)
    value, error = _expectation("the entropy", p, p, with_p=False)
    return _accept("the entropy", [p], value, error, 1.0)


def cross_entropy(p: Any, q: Any) -> float:
    """Return E_p[−log q] of two frozen continuous distributions, in nats."""
    laws = _Law(p), _Law(q)
    if _is_infinite(*laws):
        return inf
    value, error = _expectation("the cross-entropy", *laws, with_p=False)
    return _accept("the cross-entropy", laws, value, error, 1.0)


def kl_divergence(p: Any, q: Any) -> float:
    """Return E_p[log p − log q] of two frozen continuous distributions, in nats."""
    what = "the KL divergence"
    laws = _Law(p), _Law(q)
    if _is_infinite(*laws):
        return inf
    value, error = _expectation(what, *laws, with_p=True)
    if value > _NEAR:
        return _accept(what, laws, value, error, 0.0)

    # ∫ (q − p + p L) over q's support is the same number, and no term is negative.
    def terms(v: Array, log_p: Array, log_q: Array) -> tuple[Array, Array]:
        ratio = log_p - log_q
        weight = np.exp(log_p + v)
        near = weight * deviance(-ratio)
        far = np.exp(log_q + v) - weight + np.where(weight > 0, weight * ratio, 0.0)
        return weight, np.maximum(np.where(np.abs(ratio) < 1, near, far), 0.0)

    value, error = _resolve(what, laws, (laws[1].lo, laws[1].hi), terms, 1.0, 1e-6)
    return _accept(what, laws, value, error, 1e-6)


def js_divergence(p: Any, q: Any) -> float:
    """Return the Jensen–Shannon divergence of two frozen continuous distributions, in nats."""
    what = "the JS divergence"
    laws = _Law(p), _Law(q)

    # With m = (p + q)/2 and h = (log p − log q)/2 the integrand is m (h tanh h − log cosh h).
    def terms(v: Array, log_p: Array, log_q: Array) -> tuple[Array, Array]:
        weight = np.exp(np.logaddexp(log_p, log_q) - log(2) + v)
        h = np.minimum(np.abs(log_p - log_q) / 2, 400.0)
        tanh, decay = np.tanh(h), np.exp(-2 * h)
        near = h * tanh + 0.5 * np.log1p(-tanh * tanh)
        far = log(2) - np.log1p(decay) - 2 * h * decay / (1 + decay)
        return weight, np.where(weight > 0, weight * np.where(h < 0.5, near, far), 0.0)

    ends = min(laws[0].lo, laws[1].lo), max(laws[0].hi, laws[1].hi)
    value, error = _resolve(what, laws, ends, terms, 1.0, 1e-6)
    return min(max(_accept(what, laws, value, error, 1e-6), 0.0), log(2))
