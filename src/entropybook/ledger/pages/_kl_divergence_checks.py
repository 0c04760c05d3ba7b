"""What could refute a statement of the page 03-kl-divergence: most try it on one random case."""

import math
from itertools import product
from typing import Any

import numpy as np
from numpy.random import Generator

from entropybook._draws import draw, near
from entropybook.coding import code_from_lengths, huffman, kraft_sum
from entropybook.measures import cross_entropy, entropy, kl_divergence
from entropybook.worked import R, S

_ROUNDING = 1e-15  # what a sum of a few terms of ordinary size may miss


def bare_sum(r: Any, s: Any, base: float = math.e) -> float:
    """Add up R log R/S as it is read, over what R allows; S must allow it too."""
    return math.fsum(a * math.log(a / b, base) for a, b in zip(r, s, strict=True) if a > 0)


def thinned(rng: Generator, count: int = 2) -> list[Any]:
    """Draw pmfs over the same outcomes, some of which are impossible."""
    pmfs = []
    for p in draw(rng, count, outcomes=int(rng.integers(2, 6))):
        kept = p * (rng.random(len(p)) < 0.6)
        kept = kept if kept.any() else p
        pmfs.append(kept / kept.sum())
    return pmfs


def lengths_of_a_tree(rng: Generator, words: int) -> Any:
    """Split a node of a binary tree at random until it has so many leaves: how deep they lie."""
    depths = [0]
    while len(depths) < words:
        depth = depths.pop(int(rng.integers(len(depths))))
        depths += [depth + 1, depth + 1]
    return rng.permutation(depths)


def impossible_counts_for_nothing(rng: Generator) -> bool:
    """Two random pmfs, and three more outcomes that only S allows: the sum is that of the rest."""
    r, s = draw(rng)
    share = rng.uniform(0.1, 1)
    s, more = share * s, (1 - share) * rng.dirichlet(np.ones(3))
    return near(kl_divergence(np.r_[r, 0, 0, 0], np.r_[s, more]), bare_sum(r, s))


def infinite_where_forbidden(rng: Generator) -> bool:
    """Random pmfs with impossible outcomes: infinite if and only if S forbids one that R allows.

    Also as a limit: let S(x) shrink to 0, and the divergence outgrows R(x) log 1/S(x) − log 2.
    """
    r, s = thinned(rng)
    forbidden = bool(np.any((r > 0) & (s == 0)))
    rare = 10 ** rng.uniform(-300, -3)
    however_rare = kl_divergence([1 - rare, rare], [1, 0]) == math.inf
    p, tiny = rng.uniform(0.1, 0.9), 10 ** rng.uniform(-300, -3)
    grows = bare_sum([p, 1 - p], [tiny, 1 - tiny]) > p * math.log(1 / tiny) - math.log(2)
    return (kl_divergence(r, s) == math.inf) == forbidden and however_rare and grows


def difference_of_costs(rng: Generator) -> bool:
    """Random pmfs with impossible outcomes: the cross-entropy is the entropy plus the divergence.

    Where S forbids what R allows, both sides are infinite.
    """
    r, s = thinned(rng)
    return near(cross_entropy(r, s), entropy(r) + kl_divergence(r, s))


def extra_bits(rng: Generator) -> bool:
    """Two random pmfs of powers of ½, for which ideal codes exist: what the codewords cost."""
    n = int(rng.integers(2, 9))
    r, s = (2.0 ** -lengths_of_a_tree(rng, n) for _ in range(2))
    extra = huffman(s).expected_length(r) - huffman(r).expected_length(r)
    return near(extra, kl_divergence(r, s, base=2))


def subtraction_loses_all(rng: Generator) -> bool:
    """Two pmfs that differ by about 1e-9: the subtraction misses by half of the value, or more.

    The leading term tells the value; the function has six of its digits.
    """
    (p,) = draw(rng, 1)
    r = (p + 1 / len(p)) / 2
    change = rng.uniform(-1e-9, 1e-9, size=len(r))
    s = r + change - change.mean()
    true = np.sum((r - s) ** 2 / r) / 2
    off = abs(cross_entropy(r, s) - entropy(r) - true)
    return bool(off > true / 2 and math.isclose(kl_divergence(r, s), true, rel_tol=1e-6))


def leading_term(rng: Generator) -> bool:
    """A random change of a random pmf, made smaller: the ratio to the leading term goes to 1.

    It misses 1 by less than the largest relative change of a probability.
    """
    (r,) = draw(rng, 1)
    change = rng.normal(size=len(r))
    change -= change.mean()
    for largest in (0.1, 0.01, 0.001):
        s = r + change * largest / np.max(np.abs(change / r))
        if abs(bare_sum(r, s) / (np.sum((r - s) ** 2 / r) / 2) - 1) > largest:
            return False
    return True


def sign_of_the_log_ratio(rng: Generator) -> bool:
    """Two random pmfs, a random prior, each outcome: Bayes' rule raises R just if it is above 0."""
    r, s = draw(rng)
    prior = rng.uniform(0.01, 0.99)
    posterior = prior * r / (prior * r + (1 - prior) * s)
    return bool(np.all((posterior > prior) == (np.log(r / s) > 0)))


def rate_of_evidence(rng: Generator) -> bool:
    """Two random pmfs: the expected score after 1, 2 and 3 outcomes, over all their sequences."""
    r, s = draw(rng, outcomes=3)
    for n in (1, 2, 3):
        streams = np.array(list(product(range(3), repeat=n)))
        score = np.log(r[streams] / s[streams]).sum(axis=1)
        if_r, if_s = (np.dot(p[streams].prod(axis=1), score) for p in (r, s))
        if not near([if_r, if_s], [n * kl_divergence(r, s), -n * kl_divergence(s, r)]):
            return False
    return True


def odds_by_bayes(rng: Generator) -> bool:
    """Random odds, a random stream of 10 outcomes: Bayes' rule on the probability of the stream."""
    r, s = draw(rng)
    prior, stream = rng.uniform(0.1, 0.9), rng.integers(len(r), size=10)
    posterior = prior * np.prod(r[stream]) / ((1 - prior) * np.prod(s[stream]))
    score = np.log(r[stream] / s[stream]).sum()
    return math.isclose(posterior, prior / (1 - prior) * math.exp(score), rel_tol=1e-10)


def a_hundred_to_one() -> bool:
    """Even odds, and an outcome that is 100 times as probable under R: score and odds after it."""
    seen = {"R": 0.5, "S": 0.005}
    for_r = 0.5 * seen["R"] / (0.5 * seen["R"] + 0.5 * seen["S"])
    ratio = seen["R"] / seen["S"]
    scores = near([math.log(ratio), math.log2(ratio)], [math.log(100), math.log2(100)])
    return near(for_r / (1 - for_r), 100) and scores


def another_base(rng: Generator) -> bool:
    """Two random pmfs, a random base above 1: the sum in that base is that in nats over log b."""
    r, s = draw(rng)
    base = 1.01 + rng.exponential(5)
    in_base = kl_divergence(r, s) / math.log(base)
    return math.log(base) > 0 and near(bare_sum(r, s, base), in_base)


def not_negative(rng: Generator) -> bool:
    """Random pmfs with impossible outcomes, some of them close: the bare sum, and the function."""
    r, s = thinned(rng)
    s = r + rng.choice([1e-3, 0.1, 0.9]) * (s - r)
    return bare_sum(r, s) > -_ROUNDING and bool(kl_divergence(r, s) >= 0)


def tangent_with_zeros(rng: Generator) -> bool:
    """Random pmfs with impossible outcomes: both sides of the inequality, singly and summed."""
    r, s = thinned(rng)
    allowed = r > 0
    t = s[allowed] / r[allowed]
    with np.errstate(divide="ignore"):
        left, right = -np.log(t), 1 - t
    summed = np.dot(r[allowed], right)
    in_order = np.all(left >= right - _ROUNDING) and kl_divergence(r, s) >= summed - _ROUNDING
    return bool(in_order and summed >= -_ROUNDING and near(summed, 1 - s[allowed].sum()))


def zero_only_if_equal(rng: Generator) -> bool:
    """A random pmf against itself, one close to it, and one that has an outcome more."""
    r, s = thinned(rng)
    close = r + rng.choice([1e-6, 1e-2, 0.9]) * (s - r)
    share = rng.uniform(0.1, 0.9)
    differs = near(r, s) or kl_divergence(r, close) > 0
    added = near(kl_divergence(np.r_[r, 0], np.r_[share * r, 1 - share]), -math.log(share))
    return bool(kl_divergence(r, r) == 0 and differs and added)


def expected_length_splits(rng: Generator) -> bool:
    """A random prefix code, often wasteful, and a random pmf: the bits, counted from the words."""
    n = int(rng.integers(2, 9))
    lengths = lengths_of_a_tree(rng, n) + rng.integers(0, 3, size=n)
    (r,) = draw(rng, 1, outcomes=n)
    words = code_from_lengths([int(length) for length in lengths]).codewords
    counted = sum(r[outcome] * len(word) for outcome, word in words.items())
    budget = float(kraft_sum([len(words[outcome]) for outcome in range(n)]))
    q = 2.0**-lengths / budget
    split = entropy(r, base=2) + kl_divergence(r, q, base=2) - math.log2(budget)
    return budget <= 1 and near(counted, split)


def mistakes_go_negative() -> bool:
    """The bare sum of two vectors that sum to ½, of two samples, of the logarithms of two pmfs."""
    halves = bare_sum([0.2, 0.3], [0.5, 0.5])
    samples = bare_sum([1, 2], [3, 2])
    p, q = np.log([0.5, 0.5]), np.log([0.25, 0.75])
    return halves < 0 and samples < 0 and float(np.sum(p * np.log(p / q))) < 0


def rounding_goes_negative() -> bool:
    """The bare sum in double precision, of 100 pairs that differ by 1e-12: some are below 0."""
    rng = np.random.default_rng(0)
    sums = []
    for p in rng.dirichlet(np.ones(3), size=100):
        q = p + 1e-12 * np.array([1, -1, 0])
        sums.append(float(np.sum(p * np.log(p / q))))
    return -1e-15 < min(sums) < 0


def averages_fall_on_either_side() -> bool:
    """1,000 samples of 20 outcomes from the book's R: the mean of the log-ratio to the book's S."""
    rng = np.random.default_rng(0)
    ratio = np.log([R[x] / S[x] for x in R])
    means = ratio[rng.choice(3, size=(1000, 20), p=list(R.values()))].mean(axis=1)
    return bool(means.min() < 0 < means.max())
