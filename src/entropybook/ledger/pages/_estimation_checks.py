"""What could refute the claims of the page 08-estimation, each function on one random case."""

import math
from itertools import product
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import special, stats

from entropybook._draws import draw, near
from entropybook.estimation import bootstrap_interval, entropy_from_counts, kl_from_counts
from entropybook.measures import entropy, kl_divergence


def all_samples(r: Any, n: int) -> tuple[Any, Any]:
    """List the counts of every sequence of n draws, and how probable each sequence is."""
    sequences = list(product(range(len(r)), repeat=n))
    counts = np.array([np.bincount(s, minlength=len(r)) for s in sequences])
    return counts, np.array([np.prod(r[list(s)]) for s in sequences])


def plug_in_mean(r: Any, n: int) -> Any:
    """Add up the mean of the plug-in estimate, outcome by outcome; of each row, for a stack."""
    k = np.arange(n + 1)
    chances = stats.binom.pmf(k, n, np.asarray(r)[..., np.newaxis])
    return np.sum(chances @ special.entr(k / n), axis=-1)


def too_high_is_possible(rng: Generator) -> bool:
    """A random pmf, of equals or not: one of each outcome, which has the largest entropy."""
    (r,) = draw(rng, 1)
    uniform = bool(rng.random() < 0.3)
    r = np.full(len(r), 1 / len(r)) if uniform else r
    highest = entropy_from_counts(np.ones(len(r), int))
    return bool((highest > entropy(r) + 1e-9) != uniform)


def variance_of_frequency(rng: Generator) -> bool:
    """A random probability and 1 to 50 draws: the mean square, from the binomial distribution."""
    p, n = rng.random(), int(rng.integers(1, 51))
    k = np.arange(n + 1)
    return near(stats.binom.pmf(k, n, p) @ (k / n - p) ** 2, p * (1 - p) / n)


def concave(rng: Generator) -> bool:
    """Random pmfs with random weights: the weighted mean of their entropies, and theirs."""
    p, q = draw(rng)
    (weights,) = draw(rng, 1, outcomes=2)
    apart = weights @ [entropy(p), entropy(q)]
    return bool(apart <= entropy(weights @ np.array([p, q])) + 1e-15)


def short_by_divergence(rng: Generator) -> bool:
    """A random pmf: every sequence of 1 to 5 draws, its entropy, its price, its divergence."""
    (r,) = draw(rng, 1, outcomes=int(rng.integers(2, 4)))
    n = int(rng.integers(1, 6))
    counts, chance = all_samples(r, n)
    price = chance @ -(counts / n @ np.log(r))
    short = chance @ [kl_divergence(c / n, r) for c in counts]
    mean = chance @ entropy_from_counts(counts)
    return near(price, entropy(r)) and near(mean, entropy(r) - short) and bool(mean < entropy(r))


def gap_of_the_uniform(rng: Generator) -> bool:
    """A sample from a uniform pmf of 2 to 12 outcomes: log n less its entropy."""
    n = int(rng.integers(2, 13))
    counts = rng.multinomial(int(rng.integers(1, 50)), np.full(n, 1 / n))
    gap = math.log(n) - entropy_from_counts(counts)
    return near(gap, kl_divergence(counts / counts.sum(), np.full(n, 1 / n)))


def counts_outcomes_only(rng: Generator) -> bool:
    """A random pmf with no rare outcome and 20,000 draws: 2N times the bias is −(K − 1)."""
    (r,) = draw(rng, 1)
    r, n = (r + 1) / (len(r) + 1), 20_000  # of 5 outcomes at most, each has ⅙ or more
    bias = plug_in_mean(r, n) - entropy(r)
    # The next term is (1 − Σ 1/r)/12N² (Harris 1975): in 2N times the bias, below 29/120000.
    return math.isclose(-2 * n * bias, len(r) - 1, abs_tol=5e-4)


def nearly_chi_squared(rng: Generator) -> bool:
    """A random pmf and 4,000 large samples: 2N times the divergence against chi-squared."""
    (r,) = draw(rng, 1)
    r = (r + 1) / (len(r) + 1)
    samples = rng.multinomial(3000, r, size=4000) / 3000
    twice = 2 * 3000 * np.sum(special.rel_entr(samples, r), axis=-1)
    # The distance of 4,000 true values is above 0.035 in one of ten thousand cases.
    return bool(stats.kstest(twice, stats.chi2(len(r) - 1).cdf).statistic < 0.035)


def finite_sum(rng: Generator) -> bool:
    """A random pmf: the sum over binomial counts, against every sequence of 1 to 5 draws."""
    (r,) = draw(rng, 1, outcomes=int(rng.integers(2, 4)))
    n = int(rng.integers(1, 6))
    counts, chance = all_samples(r, n)
    return near(plug_in_mean(r, n), chance @ entropy_from_counts(counts))


def none_is_unbiased(rng: Generator) -> bool:
    """Coins and 1 to 9 throws: the least squares estimator is biased."""
    n = int(rng.integers(1, 10))
    p = np.linspace(0, 1, 101)
    means = stats.binom.pmf(np.arange(n + 1), n, p[:, np.newaxis])  # of one estimate each
    truth = special.entr(p) + special.entr(1 - p)
    best = np.linalg.lstsq(means, truth, rcond=None)[0]
    variance = np.linalg.lstsq(means, p * (1 - p), rcond=None)[0]
    can = n == 1 or np.allclose(means @ variance, p * (1 - p))  # such a thing can be estimated
    return bool(can and np.max(np.abs(means @ best - truth)) > 1e-3)


def nothing_seen_twice() -> bool:
    """Three draws, all different, for Chao and Shen."""
    try:
        entropy_from_counts([1, 1, 1], method="chao-shen")
    except ValueError:
        return True
    return False


def nothing_new(rng: Generator) -> bool:
    """A random sample and 50 resamples: none has an entropy above the log of the number seen."""
    counts = rng.multinomial(int(rng.integers(5, 100)), rng.dirichlet(np.ones(20)))
    made = bootstrap_interval(entropy_from_counts, counts, rng=rng, resamples=50)
    return bool(max(made.replicates) <= math.log(np.count_nonzero(counts)) + 1e-12)


def bias_once_more() -> bool:
    """R = (½, 0.3, 0.2) and 80 draws, all samples: the mean replicate is twice as far below."""
    r, n = np.array([0.5, 0.3, 0.2]), 80
    counts = np.array([(a, b, n - a - b) for a in range(n + 1) for b in range(n + 1 - a)])
    chance = stats.multinomial.pmf(counts, n, r)
    replicates = chance @ plug_in_mean(counts / n, n) - entropy(r)
    return math.isclose(replicates / (plug_in_mean(r, n) - entropy(r)), 2, rel_tol=0.03)


def no_harm(rng: Generator) -> bool:
    """Two random pmfs, 1 to 3 draws each: all pairs of sequences, against the product's mean."""
    r, s = draw(rng, outcomes=int(rng.integers(2, 4)))
    n = int(rng.integers(1, 4))
    (a, chance), (b, other) = all_samples(r, n), all_samples(s, n)
    finite = np.array([[np.isfinite(kl_from_counts(x, y)) for y in b] for x in a])
    expanded = 0.0
    for case in product((0, 1, 2), repeat=len(r)):
        lacks, absent = np.array(case) > 0, np.array(case) == 2
        sign = (-1) ** case.count(1)
        expanded += sign * (1 - s[lacks].sum()) ** n * (1 - r[absent].sum()) ** n
    return near(chance @ finite @ other, expanded)


def no_finite_mean(rng: Generator) -> bool:
    """Two random pmfs that allow the same outcomes: some pair of samples is infinitely apart."""
    r, s = draw(rng)
    n = int(rng.integers(1, 200))
    first, second = (n * np.eye(len(r), dtype=int)[k] for k in rng.permutation(len(r))[:2])
    # All of the one sample is one outcome and all of the other another: possible, hence counted.
    return bool(min(*r, *s) > 0 and np.isinf(kl_from_counts(first, second)))


def _two_samples(rng: Generator) -> Any:
    outcomes, n = int(rng.integers(2, 8)), int(rng.integers(1, 40))
    return rng.multinomial(n, rng.dirichlet(np.ones(outcomes), size=2))


def finite_if_added(rng: Generator) -> bool:
    """Two random samples and a random amount, however small: the estimate is finite."""
    a, b = _two_samples(rng)
    return bool(np.isfinite(kl_from_counts(a, b, added=10.0 ** rng.uniform(-12, 2))))


def too_much_forgets(rng: Generator) -> bool:
    """Two random samples: with ever more added the estimate goes to 0."""
    a, b = _two_samples(rng)
    return bool(kl_from_counts(a, b, added=1e6) < 1e-6)


def amount_sets_the_price(rng: Generator) -> bool:
    """An outcome seen only in the first sample: a thousandth of the amount costs log 1000 more."""
    a, b = (10 * x + 1 for x in _two_samples(rng))
    b[0] = 0
    small = kl_from_counts(a, b, added=1e-6)
    smaller = kl_from_counts(a, b, added=1e-9)
    return math.isclose(smaller - small, a[0] / a.sum() * math.log(1000), abs_tol=1e-3)


def equals_look_apart(rng: Generator) -> bool:
    """One random pmf, two samples of 1 to 3 draws: the exact mean, with a random amount added."""
    (r,) = draw(rng, 1, outcomes=int(rng.integers(2, 4)))
    counts, chance = all_samples(r, int(rng.integers(1, 4)))
    added = 10.0 ** rng.uniform(-2, 2)
    apart = np.array(
        [kl_from_counts(np.tile(c, (len(counts), 1)), counts, added=added) for c in counts]
    )
    return bool(chance @ apart @ chance > 0)
