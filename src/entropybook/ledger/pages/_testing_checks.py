"""What could refute the claims of the page 08c-testing, each function on one random case."""

import itertools
import math
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import stats

from entropybook._draws import draw, near
from entropybook.estimation import (
    chernoff_information,
    g_test,
    js_from_counts,
    likelihood_ratio_errors,
)
from entropybook.ledger.equations._testing import two_coins
from entropybook.measures import js_divergence, kl_divergence


def undominated(rng: Generator) -> bool:
    """Random pmfs and prices: of all tests of a draw none errs less one way and no more the other.

    The tests of least cost are those that follow the rule, and no others.
    """
    r, s = draw(rng)
    k = math.exp(rng.normal())
    tests = np.array(list(itertools.product((False, True), repeat=len(r))))
    alpha, beta = (~tests) @ r, tests @ s
    rule = r > k * s
    here = int(np.flatnonzero((tests == rule).all(axis=1))[0])
    rarer = (alpha < alpha[here] - 1e-12) & (beta <= beta[here] + 1e-12)
    rarer |= (beta < beta[here] - 1e-12) & (alpha <= alpha[here] + 1e-12)
    cheapest = np.flatnonzero(alpha + k * beta <= (alpha + k * beta).min() + 1e-12)
    return not rarer.any() and list(cheapest) == [here]


def rare_above_a_threshold(rng: Generator) -> bool:
    """Random pmfs, numbers of draws and thresholds t: a false R is no likelier than exp(−t)."""
    (r, s), n = draw(rng, outcomes=3), int(rng.integers(1, 30))
    t = float(rng.normal(scale=3))
    return likelihood_ratio_errors(r, s, n, threshold=t).second <= math.exp(-t) * (1 + 1e-9)


def little_below_the_mean(rng: Generator) -> bool:
    """Random coins, a threshold 10% below n KL: the error α falls below 1% as n grows."""
    r, s = two_coins(rng)
    kl = kl_divergence(r, s)
    alphas = [
        likelihood_ratio_errors(r, s, n, threshold=0.9 * n * kl).first
        for n in (100, 10_000, 40_000)
    ]
    return alphas[-1] < 0.01 and alphas[-1] <= alphas[0]


def any_level(rng: Generator) -> bool:
    """Random coins and levels from 0.01 to 0.99: 600 nats on, the exponent is near the same KL."""
    (r, s), level = two_coins(rng), float(rng.uniform(0.01, 0.99))
    kl = kl_divergence(r, s)
    n = int(600 / kl)
    beta = likelihood_ratio_errors(r, s, n, level=level).second
    # Off by up to 2.3 standard deviations of the score, over n.
    return bool(abs(-math.log(beta) / n / kl - 1) < 0.2)


def below_weighted_means(rng: Generator) -> bool:
    """Random pmfs and weights λ: the smaller, term by term; and the sum for pairs of draws."""
    (r, s), lam = draw(rng), rng.uniform()
    mean = r**lam * s ** (1 - lam)
    pairs = np.outer(r, r) ** lam * np.outer(s, s) ** (1 - lam)
    return bool((np.minimum(r, s) <= mean + 1e-15).all()) and near(pairs.sum(), mean.sum() ** 2)


def below_both_lines(rng: Generator) -> bool:
    """Random pmfs and weights λ: the curve lies below both lines; it is 0 where each line ends.

    Its top is below both divergences.
    """
    (r, s), lam = draw(rng), rng.uniform(0.05, 0.95)
    forth, back = kl_divergence(r, s), kl_divergence(s, r)

    def height(weight: float) -> float:
        return -math.log(np.sum(r**weight * s ** (1 - weight)))

    touches = [height(1e-6) / (1e-6 * back), height(1 - 1e-6) / (1e-6 * forth)]
    return (
        height(lam) < min((1 - lam) * forth, lam * back)
        and bool(np.allclose(touches, 1, atol=1e-3))
        and chernoff_information(r, s).information < min(forth, back)
    )


def true_exponent(rng: Generator) -> bool:
    """Random coins: the exponent of the least α + β nears Chernoff's from above, to within 5%."""
    r, s = two_coins(rng)
    information, over = chernoff_information(r, s).information, []
    for share in (0.02, 0.2, 1):
        n = int(300 * share / information)
        alpha, beta, _ = likelihood_ratio_errors(r, s, n)
        over.append(-math.log(alpha + beta) / n / information - 1)
    return over[0] > over[1] > over[2] > 0 and over[2] < 0.05


def frequencies_fit_best(rng: Generator) -> bool:
    """Random counts and other sources: no source gives them a larger likelihood than their own."""
    counts = rng.integers(1, 30, size=int(rng.integers(2, 6)))
    other = rng.dirichlet(np.ones(len(counts)))
    return bool(counts @ np.log(counts / counts.sum()) >= counts @ np.log(other))


def twice_the_draws_times_js(rng: Generator) -> bool:
    """Random counts: G against a weighted mean of two divergences, and equal weights if N = M."""
    k, n = int(rng.integers(2, 6)), int(rng.integers(10, 60))
    a, b, c = (rng.multinomial(size, rng.dirichlet(np.ones(k))) for size in (n, n + 7, n))
    pool, w = (a + b) / (2 * n + 7), n / (2 * n + 7)
    js = w * kl_divergence(a / n, pool) + (1 - w) * kl_divergence(b / (n + 7), pool)
    return near(g_test(a, b).statistic, 2 * (2 * n + 7) * js) and near(
        js_from_counts(a, c), js_divergence(a / n, c / n)
    )


def chi_squared(rng: Generator) -> bool:
    """Random sources, two samples of thousands: mean of G, and how often it is in the top 5%."""
    k = int(rng.integers(2, 7))
    source = (rng.dirichlet(np.ones(k)) + 0.1) / (1 + 0.1 * k)
    a, b = (rng.multinomial(size, source, size=4000) for size in (3000, 5000))
    g = 2 * 8000 * np.asarray(js_from_counts(a, b))
    # Five standard errors of each.
    mean_is = abs(g.mean() - (k - 1)) < 5 * math.sqrt(2 * (k - 1) / len(g))
    return bool(mean_is and abs(np.mean(g > stats.chi2.ppf(0.95, k - 1)) - 0.05) < 0.018)


def significant_by_numbers(rng: Generator) -> bool:
    """Random divergences, degrees of freedom and levels: enough draws bring p below the level."""
    divergence, freedom = 10 ** rng.uniform(-6, -1), int(rng.integers(1, 40))
    level = 10 ** rng.uniform(-12, -1)
    p = [stats.chi2.sf(2 * n * divergence, freedom) for n in 10.0 ** np.arange(0, 10)]
    return bool(p[-1] < level and (np.diff(p) <= 0).all())


def _reaches_the_top(heads: list[float], paid: list[float], limit: float, draws: int) -> float:
    """Return the probability to stop at the top, by going through all streams of a coin."""
    steps = [math.log(a / b) for a, b in zip(heads, paid, strict=True)]
    running, top = {0: 1.0}, 0.0  # by the number of heads: the probability that no end is reached
    for n in range(1, draws + 1):
        following: dict[int, float] = {}
        for h, mass in running.items():
            for more, chance in ((h + 1, paid[0]), (h, paid[1])):
                score = more * steps[0] + (n - more) * steps[1]
                if score >= limit:
                    top += mass * chance
                elif score > -limit:
                    following[more] = following.get(more, 0.0) + mass * chance
        running = following
    return top


def sure_by_the_odds(rng: Generator) -> bool:
    """Random coins and odds k: under S, the score passes log k first with probability 1/k or less.

    It is nearly as much as that: within a factor of the largest step, which is at most 9 times.
    """
    r, s = two_coins(rng)
    k = float(rng.uniform(2, 1000))
    false = _reaches_the_top(r, s, math.log(k), 300)
    return 1 / (12 * k) < false <= 1 / k


def never_false(_: Generator) -> bool:
    """Decide for R only if its third outcome has come up, after 1 to 12 draws."""
    r, s = [0.5, 0.25, 0.25], [0.5, 0.5, 0.0]
    found = [likelihood_ratio_errors(r, s, n, threshold=1e9) for n in range(1, 13)]
    alphas = [0.75**n for n in range(1, 13)]
    return near([f.first for f in found], alphas) and all(f.second == 0 for f in found)


def ratios_of_the_score(rng: Generator) -> Any:
    """Random coins: a score of at least log 1000 means a probability 1000 times as large."""
    r, s = two_coins(rng)
    heads, tails = rng.integers(0, 40, size=2)
    score = heads * math.log(r[0] / s[0]) + tails * math.log(r[1] / s[1])
    ratio = (r[0] / s[0]) ** heads * (r[1] / s[1]) ** tails
    return math.isclose(math.exp(score), ratio, rel_tol=1e-9)
