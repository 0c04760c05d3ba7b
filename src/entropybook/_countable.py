"""Entropy, cross-entropy and divergences of discrete SciPy distributions, by summation.

Terms are added one by one around the bulk of each law; a tail beyond that matters is summed by the
Euler–Maclaurin formula, an integral with corrections at its end.
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

_DEVIATIONS = 30  # standard deviations summed term by term on each side of the mean …
_AT_LEAST = 100  # … and this many terms
_AT_MOST = 2**21  # terms in a row
_HEAVY = 2**14  # terms before the Euler–Maclaurin formula for a law without a variance
_LOG_FAINT = -230.0  # log probability, 1e-100, where an infinite tail is left: it might underflow
_FAINT = 1e-25  # share of the whole below which a term tells that those beyond do not matter
_BLOCK = 2**16  # terms in memory at once


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
    edges = [(edge, way) for run in runs for edge, way in zip(run, (-1, 1), strict=True)]
    for edge, way in edges:
        if edge in (lo, hi) or np.all(np.abs(term(np.array([float(edge)]))[:, 0]) < _FAINT * size):
            continue
        if (edge, way) not in (edges[0], edges[-1]) or p.family is None or q.family is None:
            raise UnresolvedError(f"the sum does not settle at outcome {edge}")
        across = edges[-1 if way < 0 else 0][0]
        rest, rest_error = _smooth_tail(term, across, edge, way, unit)
        total += rest
        error += rest_error
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
    one_piece = law.family is not None or isinf(lo) or isinf(hi)  # a table may have far outcomes
    if variance < inf and one_piece:
        half = _DEVIATIONS * sqrt(variance) + _AT_LEAST
        first, last = max(floor(mean - half), lo), min(ceil(mean + half), hi)
    else:
        first, last = lo, hi
    if last - first < _AT_MOST:
        k = np.arange(first, last + 1)
        if isinf(lo) or isinf(hi):
            k = k[_log_mass(law, k) > _LOG_FAINT]
        return at + k[0] - 2, at + k[-1] + 2  # so that an end of the support shows
    if isinf(lo) or not isinf(hi):
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


def _smooth_tail(
    term: Callable[..., Array], across: int, edge: int, way: int, unit: float
) -> tuple[Array, float]:
    """Return the sum beyond the edge by the Euler–Maclaurin formula at midpoints, and its error.

    Σ f(k) over k > edge is ∫ f from x = edge + ½ on, plus f'(x)/24 − 7 f‴(x)/5760 + …
    """

    def integrand(v: Array, _: Array) -> Floats:
        k = across + way * np.exp(v)
        return np.where(np.isfinite(k), term(k, v), np.nan)  # beyond the floats nothing is known

    start = log(abs(edge - across) + 0.5)
    panels = Piece(np.concatenate([[start], start + doubling(1.0)]), False, True)
    mass, value, error = integrate(integrand, [panels], unit)
    near = term(edge + way * np.arange(-1.0, 3.0))
    slope = near @ [1, -27, 27, -1] / 24
    third = near @ [-1, 3, -3, 1]
    rest = np.array([mass, value]) + slope / 24 - 7 * third / 5760
    return rest, error + abs(7 * third[1] / 5760)
