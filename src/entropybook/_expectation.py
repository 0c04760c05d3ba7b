"""The four measures as expectations, whatever adds them up: an integral or a sum.

The terms of a measure come in pairs, the mass and the integrand. The mass has to total 1, and so
tells when a part of the line was missed. Both are functions of log densities; `jacobian` is the
logarithm of what the variable's scale contributes, 0 in a sum.
"""

import warnings
from collections.abc import Callable
from fractions import Fraction
from math import inf, isinf, log
from typing import Any, TypeAlias

import numpy as np

from entropybook._families import Family
from entropybook._special import Array, deviance
from entropybook._validate import UnresolvedError

_MASS = 1e-10  # by which the total mass may miss 1
_ERROR = 1e-10  # relative; accepted of a result
_NEAR = 1e-3  # KL below which the plain integrand would cancel too much
_TINY = 1e-6  # a divergence below this is held to the absolute error that this one may have

Point: TypeAlias = Fraction | float  # a float only where it is infinite
Terms: TypeAlias = Callable[[Any, Array, Array], tuple[Array, Array]]


class Law:
    """A frozen distribution taken apart, its ends kept as exact fractions."""

    def __init__(self, rv: Any, families: dict[type, Family]) -> None:
        self.dist = rv.dist
        shapes, loc, scale = rv.dist._parse_args(*rv.args, **rv.kwds)
        self.shapes = tuple(float(shape) for shape in shapes)
        self.loc, self.scale = Fraction(float(loc)), float(scale)
        given = [*map(str, rv.args), *(f"{key}={value}" for key, value in rv.kwds.items())]
        self.name = f"{rv.dist.name}({', '.join(given)})"
        self.lo, self.hi = (
            float(end) if isinf(end) else self.loc + Fraction(float(end)) * Fraction(self.scale)
            for end in rv.dist.support(*self.shapes)
        )
        self.family = families.get(type(rv.dist))

    def covers(self, other: "Law") -> bool:
        """Tell whether the support of the other lies within this one's."""
        return self.lo <= other.lo and other.hi <= self.hi


# Adds up terms over the laws p and q between two points; returns the mass, the value and how far
# the value can be wrong. The last argument is the size below which errors do not matter.
Resolver: TypeAlias = Callable[
    [Law, Law, tuple[Point, Point], Terms, float], tuple[float, float, float]
]


def cross_entropy(p: Law, q: Law, resolve: Resolver) -> float:
    """Return E_p[−log q]."""
    if _is_infinite(p, q):
        return inf
    what = "the entropy" if p is q else "the cross-entropy"
    value, error = _total(what, p, q, (p.lo, p.hi), _surprise, resolve, 1.0)
    return _accept(what, p, q, value, error, 1.0)


def kl_divergence(p: Law, q: Law, resolve: Resolver) -> float:
    """Return E_p[log p − log q]."""
    if _is_infinite(p, q):
        return inf
    what = "the KL divergence"
    value, error = _total(what, p, q, (p.lo, p.hi), _log_ratio, resolve, 1.0)
    if value > _NEAR:
        return _accept(what, p, q, value, error, 0.0)
    value, error = _total(what, p, q, (q.lo, q.hi), _bregman, resolve, _TINY)
    return max(_accept(what, p, q, value, error, _TINY), 0.0)


def js_divergence(p: Law, q: Law, resolve: Resolver) -> float:
    """Return the mean of KL(p‖m) and KL(q‖m), m = (p + q)/2."""
    what = "the JS divergence"
    ends = min(p.lo, q.lo), max(p.hi, q.hi)
    value, error = _total(what, p, q, ends, _to_midpoint, resolve, _TINY)
    return min(max(_accept(what, p, q, value, error, _TINY), 0.0), log(2))


def _is_infinite(p: Law, q: Law) -> bool:
    """Tell whether E_p[−log q] is infinite: q's support too small, or its tail too thin.

    The second rule is exact for the families that say what their tails do (`Family`). For others
    nothing is known; an integrand that does not fall off is refused later.
    """
    if not q.covers(p):
        return True
    if p.family is None or q.family is None:
        return False
    return 0 < p.family.index(*p.shapes) <= q.family.growth(*q.shapes)


def _surprise(jacobian: Any, log_p: Array, log_q: Array) -> tuple[Array, Array]:
    weight = np.exp(log_p + jacobian)
    return weight, _weighted(weight, log_p, -log_q)


def _log_ratio(jacobian: Any, log_p: Array, log_q: Array) -> tuple[Array, Array]:
    weight = np.exp(log_p + jacobian)
    return weight, _weighted(weight, log_p, log_p - log_q)


def _weighted(weight: Array, log_p: Array, nats: Array) -> Array:
    """Return weight · nats: 0 where p is 0, and inf where nats is, though the weight underflows."""
    return np.where(log_p == -inf, 0.0, np.where(nats == inf, inf, weight * nats))


def _bregman(jacobian: Any, log_p: Array, log_q: Array) -> tuple[Array, Array]:
    """Return q − p + p log(p/q): over q's support it adds up to KL, and no term is negative."""
    weight, plain = _log_ratio(jacobian, log_p, log_q)
    ratio = log_p - log_q
    near = weight * deviance(-ratio)
    far = np.exp(log_q + jacobian) - weight + plain
    return weight, np.where(np.abs(ratio) < 1, near, far)


def _to_midpoint(jacobian: Any, log_p: Array, log_q: Array) -> tuple[Array, Array]:
    """Return m (h tanh h − log cosh h) with m = (p + q)/2 and h = (log p − log q)/2."""
    # Where only one of them is known (see `_continuous`), the other is too small to matter.
    log_p, log_q = (np.where(np.isnan(x), -inf, x) for x in (log_p, log_q))
    weight = np.exp(np.logaddexp(log_p, log_q) - log(2) + jacobian)
    h = np.minimum(np.abs(log_p - log_q) / 2, 400.0)
    tanh, decay = np.tanh(h), np.exp(-2 * h)
    near = h * tanh + 0.5 * np.log1p(-tanh * tanh)  # cosh h = (1 − tanh² h)^(−1/2)
    far = log(2) - np.log1p(decay) - 2 * h * decay / (1 + decay)
    return weight, np.where(weight > 0, weight * np.where(h < 0.5, near, far), 0.0)


def _total(
    what: str,
    p: Law,
    q: Law,
    ends: tuple[Point, Point],
    terms: Terms,
    resolve: Resolver,
    unit: float,
) -> tuple[float, float]:
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
            mass, value, error = resolve(p, q, ends, terms, unit)
    except ArithmeticError as trouble:  # SciPy, too, raises some
        raise _unresolved(what, p, q, str(trouble)) from None
    if not abs(mass - 1) <= _MASS:
        raise _unresolved(what, p, q, f"the probabilities found add up to {mass!r}, not to 1")
    return value, error


def _accept(what: str, p: Law, q: Law, value: float, error: float, unit: float) -> float:
    if not error <= _ERROR * max(abs(value), unit):
        raise _unresolved(what, p, q, f"{value!r} may be wrong by {error:.1g}")
    return value + 0.0  # not -0.0


def _unresolved(what: str, p: Law, q: Law, why: str) -> UnresolvedError:
    laws = p.name if p is q else f"{p.name} and {q.name}"
    return UnresolvedError(
        f"{what} of {laws} could not be resolved: {why}. Use a closed form if there is one, or "
        "the mean of the logarithms over a sample"
    )
