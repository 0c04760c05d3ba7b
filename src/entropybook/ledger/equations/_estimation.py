"""The display equations of the page 08-estimation."""

import math

import numpy as np
import sympy as sp
from numpy.random import Generator

from entropybook import symbolic
from entropybook.estimation import entropy_from_counts
from entropybook.ledger._entries import Equation, Proved, Tried
from entropybook.ledger._page import chain, page
from entropybook.ledger.pages import _estimation_checks as checks
from entropybook.measures import entropy
from entropybook.symbolic import estimation as falling
from entropybook.symbolic._notation import Quantity, n

_K, _SEEN = sp.Symbol("K", positive=True), sp.Symbol("Khat", positive=True)
_PLUG_IN = sp.Symbol(r"H(\hat{R})", positive=True)
_MILLER_MADOW = Quantity(
    "H_MM", _PLUG_IN + (_SEEN - 1) / (2 * falling.size), r"\hat{H}_{\mathrm{MM}}"
)


def _counts(rng: Generator) -> list[int]:
    """Draw counts of 2 to 9 outcomes, some of them 0, one of them at least 2."""
    counts = rng.integers(0, 12, size=int(rng.integers(2, 10)))
    counts[0] += 2
    return [int(count) for count in counts]


def _adds_half(rng: Generator) -> bool:
    """Random counts; it agrees with the formula, with the plug-in entropy read term by term."""
    counts = _counts(rng)
    total, seen = sum(counts), [count for count in counts if count]
    plug_in = -math.fsum(c / total * math.log(c / total) for c in seen)
    formula = sp.lambdify((_PLUG_IN, _SEEN, falling.size), _MILLER_MADOW.definition, "math")
    value = entropy_from_counts(counts, method="miller-madow")
    return math.isclose(value, formula(plug_in, len(seen), total), rel_tol=1e-12)


def _divides_by_the_chance(rng: Generator) -> bool:
    """Random counts; it agrees with the formula, read term by term over the outcomes seen."""
    counts = _counts(rng)
    n = sum(counts)
    coverage = 1 - counts.count(1) / n
    shrunk = [coverage * count / n for count in counts if count]
    terms = (p * math.log(p) / (1 - (1 - p) ** n) for p in shrunk)
    value = entropy_from_counts(counts, method="chao-shen")
    return math.isclose(value, -math.fsum(terms), rel_tol=1e-10)


def _to_first_order(rng: Generator) -> bool:
    """A random pmf: what the rule leaves is a quarter when the sample is twice as large."""
    r = (rng.dirichlet(np.ones(int(rng.integers(2, 6)))) + 1) / 2
    r = r / r.sum()
    left = [checks.plug_in_mean(r, n) - entropy(r) + (len(r) - 1) / (2 * n) for n in (500, 1000)]
    return math.isclose(left[0] / left[1], 4, rel_tol=0.05)


def equations() -> tuple[Equation, ...]:
    """List them in the order of the page."""
    identity = symbolic.plug_in_falls_short().conclusion
    leading = symbolic.miller_bias().conclusion.rhs.subs(n, _K)
    return (
        Equation(
            "eq-plug-in-bias",
            "How far the plug-in entropy falls short",
            "identity",
            page(identity),
            (Proved(symbolic.plug_in_falls_short), Tried(checks.short_by_divergence, cases=30)),
        ),
        Equation(
            "eq-miller",
            "Miller's rule for the bias",
            "value",
            chain(identity.lhs, r"\approx", falling.ENTROPY - leading),
            (Proved(symbolic.miller_bias), Tried(_to_first_order, cases=20)),
            by_hand=r"the sign $\approx$",
        ),
        Equation(
            "eq-miller-madow",
            "The estimator of Miller and Madow",
            "definition",
            page(_MILLER_MADOW.defined),
            (Tried(_adds_half, implements="entropy_from_counts"),),
        ),
        Equation(
            "eq-chao-shen",
            "The estimator of Chao and Shen",
            "definition",
            r"\hat{H}_{\mathrm{CS}} = -\sum_{x} \frac{C \hat{R}(x) \log \left(C \hat{R}(x)\right)}"
            r"{1 - \left(1 - C \hat{R}(x)\right)^{N}}",
            (Tried(_divides_by_the_chance, implements="entropy_from_counts"),),
            by_hand="all of it",
        ),
    )
