"""The display equations of the page 08c-testing."""

import itertools
import math

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy import stats

from entropybook import symbolic
from entropybook._draws import draw, near
from entropybook.estimation import chernoff_information, g_test, likelihood_ratio_errors
from entropybook.ledger._entries import Equation, Proved, Tried
from entropybook.ledger._page import page
from entropybook.measures import kl_divergence
from entropybook.symbolic._notation import divergence, total
from entropybook.symbolic.testing import POWERS

_LEVEL = 0.05


def every_test(rng: Generator) -> bool:
    """Random pmfs and prices: all tests of one draw cost that much, and that by the score least."""
    r, s = draw(rng)
    k = math.exp(rng.normal())
    tests = np.array(list(itertools.product((False, True), repeat=len(r))))
    costs = [r[~says_r].sum() + k * s[says_r].sum() for says_r in tests]
    by_score = r[r < k * s].sum() + k * s[r >= k * s].sum()
    least = np.minimum(r, k * s).sum()
    return bool(min(costs) >= least - 1e-12 and near(min(costs), least) and near(by_score, least))


def two_coins(rng: Generator) -> tuple[list[float], list[float]]:
    """Draw two coins that are neither nearly alike nor nearly certain."""
    while True:
        a, b = rng.uniform(0.1, 0.9, size=2)
        if abs(a - b) > 0.15:
            return [a, 1 - a], [b, 1 - b]


def approach(r: list[float], s: list[float], level: float) -> list[float]:
    """Return how far −log β is from its second order, at a growing number of throws."""
    kl = kl_divergence(r, s)
    variance = sum(a * (math.log(a / b) - kl) ** 2 for a, b in zip(r, s, strict=True))
    z = float(stats.norm.ppf(level))
    off = []
    for share in (0.1, 0.3, 1):
        n = int(600 * share / kl)  # beyond 700 nats β is no number any more
        beta = likelihood_ratio_errors(r, s, n, level=level).second
        second_order = n * kl + z * math.sqrt(n * variance) + math.log(n) / 2
        off.append(-math.log(beta) - second_order)
    return off


def stein(rng: Generator) -> bool:
    """Random coins: the exponent is nearer and nearer, and at last 20% or less from the limit."""
    r, s = two_coins(rng)
    kl, short = kl_divergence(r, s), []
    for share in (0.02, 0.1, 1):
        n = int(600 * share / kl)
        beta = likelihood_ratio_errors(r, s, n, level=_LEVEL).second
        short.append(abs(-math.log(beta) / n / kl - 1))
    return bool(short[2] < short[1] < short[0] and short[2] < 0.2)


def _strassen(rng: Generator) -> bool:
    """Random coins, to 600 nats: what is left over stays between two bounds."""
    # A level that the coin just misses costs one step of the score, at most log 81.
    return bool(max(map(abs, approach(*two_coins(rng), _LEVEL))) < 5)


def _chernoff(rng: Generator) -> bool:
    """Random pmfs, and the exponents λ in steps of 1/1000: it agrees with the highest."""
    r, s = draw(rng)
    lam = np.linspace(0, 1, 1001)[:, np.newaxis]
    highest = float(np.max(-np.log((r**lam * s ** (1 - lam)).sum(axis=1))))
    information = chernoff_information(r, s).information
    # Between two steps the top can be higher by a little: its curvature times 1/8 of 1e-6.
    return bool(-1e-12 <= information - highest <= 1e-5 * (1 + np.log(r / s).max() ** 2))


def bound_holds(rng: Generator) -> bool:
    """Random pmfs and numbers of draws: both errors, added, against the bound."""
    (r, s), n = draw(rng, outcomes=3), int(rng.integers(1, 40))
    first, second, _ = likelihood_ratio_errors(r, s, n)
    return first + second <= math.exp(-n * chernoff_information(r, s).information) * (1 + 1e-9)


def halfway(rng: Generator) -> bool:
    """Random pmfs: mix them by the powers that attain it, and measure both ways."""
    r, s = draw(rng)
    information, lam = chernoff_information(r, s)
    t = r**lam * s ** (1 - lam)
    t /= t.sum()
    return near([kl_divergence(t, r), kl_divergence(t, s)], information)


def likelihood_gained(rng: Generator) -> bool:
    """Random counts: twice the log-likelihood that a second source gains, draw by draw."""
    a, b = rng.integers(1, 30, size=(2, int(rng.integers(2, 6))))
    pooled = a + b

    def fitted(counts: np.ndarray, source: np.ndarray) -> float:
        return float(
            sum(math.log(source[x] / source.sum()) for x in np.repeat(range(len(a)), counts))
        )

    gained = fitted(a, a) + fitted(b, b) - fitted(pooled, pooled)
    return math.isclose(g_test(a, b).statistic, 2 * gained, rel_tol=1e-8, abs_tol=1e-9)


def equations() -> tuple[Equation, ...]:
    """List them in the order of the page."""
    kl = page(divergence("R", "S", sp.Integer(0)))
    powers = page(total(POWERS))
    between = [page(divergence("T", name, sp.Integer(0))) for name in "RS"]
    g = symbolic.g_is_divergence().conclusion
    return (
        Equation(
            "eq-weighted-errors",
            "What both errors cost at least",
            "inequality",
            r"\alpha + k \beta \ge \sum_x \min\left(R(x), k S(x)\right)",
            (Tried(every_test),),
            by_hand="all of it",
        ),
        Equation(
            "eq-stein",
            "Stein's lemma",
            "identity",
            r"\lim_{n \to \infty} -\frac{1}{n} \log \beta_n = " + kl,
            (Tried(stein, cases=30),),
            by_hand="the limit",
        ),
        Equation(
            "eq-strassen",
            "Stein's exponent to second order",
            "identity",
            rf"-\log \beta_n = n {kl} - 1.645 \sqrt{{n V}} + \frac12 \log n + O(1)",
            (Tried(_strassen, cases=30),),
            by_hand="all but the divergence",
        ),
        Equation(
            "eq-chernoff",
            "Chernoff information",
            "definition",
            r"C(R, S) = \max_{0 \le \lambda \le 1} -\log " + powers,
            (Tried(_chernoff, implements="chernoff_information"),),
            by_hand="the maximum",
        ),
        Equation(
            "eq-chernoff-bound",
            "Chernoff's bound on both errors",
            "inequality",
            r"\alpha + \beta \le e^{-n \, C(R, S)}",
            (Tried(bound_holds),),
            by_hand="all of it",
        ),
        Equation(
            "eq-halfway",
            "Halfway in divergence",
            "identity",
            rf"{between[0]} = {between[1]} = C(R, S)",
            (Proved(symbolic.halfway_in_divergence), Tried(halfway)),
            by_hand="the name of the height",
        ),
        Equation(
            "eq-g",
            "The G statistic",
            "identity",
            f"G = {' + '.join(page(term) for term in reversed(g.rhs.args))}",
            (Proved(symbolic.g_is_divergence), Tried(likelihood_gained)),
        ),
    )
