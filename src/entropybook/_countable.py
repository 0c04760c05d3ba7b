"""Entropy, cross-entropy and divergences of discrete SciPy distributions, by summation.

Terms are added one by one around the bulk of each law. What lies beyond falls off like a geometric
series and is closed as one, or like a power and is then summed by the Euler–Maclaurin formula.
Outcomes are counted from the location of p, by integers.
"""

from collections.abc import Callable
from math import ceil, floor, inf, isinf, log, sqrt
from typing import Any

import numpy as np

from entropybook import _expectation
from entropybook._expectation import Law, Point, Terms
from entropybook._families import DISCRETE
from entropybook._quadrature import Piece, doubling, integrate
from entropybook._special import Array, Floats
from entropybook._validate import UnresolvedError

_DEVIATIONS = 50  # standard deviations summed term by term on each side of the mean …
_AT_LEAST = 100  # … and this many terms
_FAINT = -230.0  # log probability, 1e-100: an infinite tail is closed before it underflows
_AT_MOST = 2**20  # terms in a row
_HEAVY = 2**14  # terms before the Euler–Maclaurin formula, whose error is then below 1e-17
_BLOCK = 2**16  # terms in memory at once
_TOLERANCE = 1e-13  # share of the whole by which a tail may be in doubt


def entropy(rv: Any) -> float:
    """Return the entropy of a frozen discrete distribution, in nats."""
    p = _law(rv)
    return _expectation.cross_entropy(p, p, _sum)


def cross_entropy(p: Any, q: Any) -> float:
    """Return E_p[−log q] of two frozen discrete distributions, in nats."""
    laws = _law(p), _law(q)
    return _expectation.cross_entropy(*laws, _sum) if _one_lattice(*laws) else inf


def kl_divergence(p: Any, q: Any) -> float:
    """Return E_p[log p − log q] of two frozen discrete distributions, in nats."""
    laws = _law(p), _law(q)
    return _expectation.kl_divergence(*laws, _sum) if _one_lattice(*laws) else inf


def js_divergence(p: Any, q: Any) -> float:
    """Return the Jensen–Shannon divergence of two frozen discrete distributions, in nats."""
    laws = _law(p), _law(q)
    return _expectation.js_divergence(*laws, _sum) if _one_lattice(*laws) else log(2)


def _law(rv: Any) -> Law:
    law = Law(rv, DISCRETE)
    table = np.asarray(getattr(rv.dist, "xk", 0))
    if np.any(table != np.floor(table)):
        raise UnresolvedError(
            f"{law.name} has outcomes between the integers: give it as a mapping from outcome to "
            "probability"
        )
    return law


def _one_lattice(p: Law, q: Law) -> bool:
    """Tell whether outcomes of p and q can be equal: both lie on the integers plus a location."""
    return (p.loc - q.loc).denominator == 1


def _sum(
    p: Law, q: Law, ends: tuple[Point, Point], terms: Terms, unit: float
) -> tuple[float, float, float]:
    """Add up terms of p and q between the ends."""
    lo, hi = (float(end - p.loc) for end in ends)
    shift = float(p.loc - q.loc)

    def term(k: Array, jacobian: Array | float = 0.0) -> Array:
        return np.stack(terms(jacobian, _log_mass(p, k), _log_mass(q, k + shift)))

    runs = _runs([_bulk(p, 0.0), _bulk(q, -shift)], lo, hi)
    total, size, error = np.zeros(2), np.array([1.0, unit]), 0.0
    for first, last in runs:
        for start in range(first, last + 1, _BLOCK):
            block = term(np.arange(start, min(start + _BLOCK, last + 1), dtype=float))
            total += np.sum(block, axis=1)
            size = np.maximum(size, np.sum(np.abs(block), axis=1))
    if not np.all(np.isfinite(total)):
        if total[1] == inf and (q.family is not None or hasattr(q.dist, "xk")):
            return float(total[0]), inf, 0.0  # no underflow there: q is 0 where p is not
        raise UnresolvedError("a log probability underflows inside the support")
    for first, last in runs:
        for edge, way, end in ((first, -1, lo), (last, 1, hi)):
            if edge == end:
                continue
            rest, doubt = _geometric_tail(term, edge, way, last - first)
            if np.any(doubt > _TOLERANCE * size):
                if edge != runs[-1][1] or p.family is None or q.family is None:
                    raise UnresolvedError(f"the sum does not settle within {last - first} terms")
                rest, doubt = _smooth_tail(term, first, last, unit)
            total += rest
            error += float(doubt[1])
    return float(total[0]), float(total[1]), error


def _log_mass(law: Law, k: Array) -> Floats:
    """Return the log probability of loc + k; the family's own formula also between integers."""
    lo, hi = float(law.lo - law.loc), float(law.hi - law.loc)
    formula = law.dist.logpmf if law.family is None else law.family.log_density
    return np.where((lo <= k) & (k <= hi), formula(k, *law.shapes), -inf)


def _bulk(law: Law, at: float) -> tuple[float, float]:
    """Return the range to be summed term by term, for a law whose location is at `at`."""
    lo, hi = (float(end - law.loc) for end in (law.lo, law.hi))
    mean, variance = (float(x) for x in law.dist.stats(*law.shapes, moments="mv"))
    if variance < inf:
        half = _DEVIATIONS * sqrt(variance) + _AT_LEAST
        first, last = max(floor(mean - half), lo), min(ceil(mean + half), hi)
    else:
        first, last = lo, hi
    if last - first < _AT_MOST:
        k = np.arange(first, last + 1)
        if isinf(lo) or isinf(hi):
            k = k[_log_mass(law, k) > _FAINT]
        return at + k[0] - 2, at + k[-1] + 2  # so that an end of the support shows
    if isinf(lo):
        raise UnresolvedError(f"the bulk of {law.name} has more than {_AT_MOST} outcomes")
    return at + lo, at + lo + _HEAVY


def _runs(ranges: list[tuple[float, float]], lo: float, hi: float) -> list[tuple[int, int]]:
    """Return the ranges within [lo, hi], in order; those with a small gap between them as one."""
    runs: list[tuple[int, int]] = []
    for first, last in sorted((max(a, lo), min(b, hi)) for a, b in ranges):
        if runs and first <= min(last, runs[-1][1] + _AT_MOST):
            runs[-1] = runs[-1][0], max(runs[-1][1], int(last))
        elif first <= last:
            runs.append((int(first), int(last)))
    return runs


def _geometric_tail(
    term: Callable[..., Array], edge: int, way: int, width: int
) -> tuple[Array, Array]:
    """Return what lies beyond the edge if terms go on to fall by a factor, and how doubtful it is.

    The factor comes from two steps. Their difference, and the rounding of log mass, tell how true
    that is.
    """
    step = max(width // 4, 1)
    inner, middle, here = (term(np.array([edge - way * j * step], float))[:, 0] for j in (2, 1, 0))
    slopes = np.log(np.abs(inner / middle)) / step, np.log(np.abs(middle / here)) / step
    rest = here / np.expm1(slopes[1])
    noise = 2 * np.finfo(float).eps * np.abs(np.log(here[0])) / step
    doubt = np.abs(rest / slopes[1]) * (10 * np.abs(slopes[0] - slopes[1]) + noise)
    doubt = np.where(slopes[1] > 0, doubt, inf)
    return np.where(here == 0, 0.0, rest), np.where(here == 0, 0.0, doubt)


def _smooth_tail(
    term: Callable[..., Array], first: int, last: int, unit: float
) -> tuple[Array, Array]:
    """Return the sum beyond `last` by the Euler–Maclaurin formula at midpoints, and its error.

    Σ f(k) over k > last is ∫ f from x = last + ½ on, plus f'(x)/24 − 7 f‴(x)/5760 + …
    """

    def integrand(v: Array, _: Array) -> Floats:
        k = first + np.exp(v)
        return np.where(k < inf, term(k, v), np.nan)  # beyond the floats nothing is known

    start = log(last + 0.5 - first)
    edges = np.concatenate([[start], start + doubling(1.0)])
    mass, value, error = integrate(integrand, [Piece(edges, False, True)], unit)
    near = term(np.arange(last - 1, last + 3, dtype=float))
    third = near @ [-1, 3, -3, 1]
    slope = near @ [1, -27, 27, -1] / 24
    rest = np.array([mass, value]) + slope / 24 - 7 * third / 5760
    return rest, np.array([0.0, error]) + np.abs(7 * third / 5760)
