"""What could refute the statements of 01-entropy about surprise, bounds, units and densities."""

from math import exp, inf, log, log2
from typing import Any

import numpy as np
from numpy.random import Generator

from entropybook._draws import draw, near
from entropybook.measures import cross_entropy, entropy, js_divergence, kl_divergence, surprisal


def only_the_logarithm(rng: Generator) -> bool:
    """A random fraction p, and any surprise f that adds up and grows as probability falls.

    As p^1000 lies between ½^k and ½^(k + 1), which whole numbers decide, 1000·f(p) has to lie
    between k·f(½) and (k + 1)·f(½): so does −log₂ p times f(½), which f(p) then is to 3 digits. And
    the surprisal of random probabilities does add up and grow.
    """
    under = int(rng.integers(1, 99))
    over = int(rng.integers(under + 1, 100))
    k = (over**1000 // under**1000).bit_length() - 1
    low, high = np.sort(rng.uniform(size=2))
    adds_up = near(surprisal(low * high), surprisal(low) + surprisal(high))
    grows = surprisal(low) > surprisal(high)
    return bool(k <= 1000 * log2(over / under) <= k + 1 and adds_up and grows)


def impossible_is_infinite(rng: Generator) -> bool:
    """Any bound, drawn at random: a small enough probability surprises more, and 0 infinitely."""
    bound = rng.uniform(0, 700)
    return bool(surprisal(exp(-bound) / 2) > bound and surprisal(0) == inf)


def halving_adds_a_bit(rng: Generator) -> bool:
    """A random probability, and half of it: the surprisals are one bit apart."""
    p = rng.uniform()
    return near(surprisal(p / 2, base=2), surprisal(p, base=2) + 1)


def impossible_counts_for_nothing(rng: Generator) -> bool:
    """A random pmf, with and without impossible outcomes put in at random: one entropy."""
    (p,) = draw(rng, 1)
    places = rng.integers(0, len(p) + 1, size=rng.integers(1, 4))
    return near(entropy(np.insert(p, places, 0.0)), entropy(p))


def _named(p: Any, names: tuple[object, ...]) -> dict[object, float]:
    return dict(zip(names, p, strict=True))


def _variance(p: Any, outcomes: Any) -> float:
    return float(p @ np.square(outcomes) - (p @ np.asarray(outcomes)) ** 2)


def names_do_not_matter(rng: Generator) -> bool:
    """A random pmf on 1, 2, 3, on 1, 2, 1000 and on colours: the variance changes only."""
    (p,) = draw(rng, 1, outcomes=3)
    named = [_named(p, names) for names in ((1, 2, 3), (1, 2, 1000), ("red", "green", "blue"))]
    shuffled = rng.permutation(p)
    same = all(near(entropy(one), entropy(shuffled)) for one in named)
    return same and not near(_variance(p, [1, 2, 3]), _variance(p, [1, 2, 1000]))


def one_variance_two_entropies() -> bool:
    """(½, ½, 0) and (⅛, ¾, ⅛) on 1, 2, 3: one variance, two entropies.

    The other way round: (0.05, 0.9, 0.05) and (0.9, 0.05, 0.05). Opposite ways: the uniform pmf has
    less variance than (½, 0, ½), and more entropy.
    """
    flat, peak, steady, edge, ends, uniform = (
        np.array(p) / sum(p)
        for p in ([1, 1, 0], [1, 6, 1], [1, 18, 1], [18, 1, 1], [1, 0, 1], [1, 1, 1])
    )
    spread = [_variance(p, [1, 2, 3]) for p in (flat, peak, steady, edge, ends, uniform)]
    return bool(
        near(spread[0], spread[1])
        and not near(entropy(flat), entropy(peak))
        and near(entropy(steady), entropy(edge))
        and not near(spread[2], spread[3])
        and spread[4] > spread[5]
        and entropy(ends) < entropy(uniform)
    )


def lopsided_coins(rng: Generator) -> bool:
    """Two random coins: the more lopsided has less entropy, and both less than the fair one."""
    slight, large = np.sort(rng.uniform(0, 0.5, size=2))
    one, other = (0.5 + side * rng.choice([-1, 1]) for side in (slight, large))
    fair = entropy([0.5, 0.5])
    return bool(entropy([other, 1 - other]) < entropy([one, 1 - one]) < fair)


def from_zero_to_log_n(rng: Generator) -> bool:
    """A random pmf over up to 8 outcomes, some of them all but impossible."""
    n = int(rng.integers(1, 9))
    p = rng.dirichlet(np.full(n, rng.choice([0.01, 0.1, 1, 100])))
    # The sum of p misses 1 by rounding, and so may the bound be missed.
    return bool(0 <= entropy(p) <= log(n) + 1e-15)


def uniform_alone_reaches_log_n(rng: Generator) -> bool:
    """The uniform pmf reaches log n; a random one, however near to it, stays below."""
    (p,) = draw(rng, 1)
    n = len(p)
    close = 1 / n + rng.choice([1e-3, 0.1, 1]) * (p - 1 / n)
    return bool(near(entropy(np.full(n, 1 / n)), log(n)) and entropy(close) < log(n))


def no_surprisal_is_negative(rng: Generator) -> bool:
    """Random probabilities, 0 and 1 among them."""
    return bool(np.all(surprisal(np.r_[0, rng.uniform(size=9), 1], axis=None) >= 0))


def zero_means_certain(rng: Generator) -> bool:
    """A certain outcome has entropy 0; a random pmf more, even if it is all but certain."""
    (p,) = draw(rng, 1)
    certain = np.eye(len(p))[rng.integers(len(p))]
    all_but = certain + rng.choice([1e-9, 0.1, 1]) * (p - certain)
    return bool(entropy(certain) == 0 < entropy(all_but))


def striking_out_lowers_the_bound(rng: Generator) -> bool:
    """A random pmf with impossible outcomes, struck out: the same entropy, a smaller log n."""
    (p,) = draw(rng, 1)
    padded = rng.permutation(np.r_[p, np.zeros(rng.integers(1, 4))])
    left = padded[padded > 0]
    return near(entropy(left), entropy(padded)) and log(len(left)) < log(len(padded))


def perplexity_counts(rng: Generator) -> bool:
    """For n equally likely outcomes it is n.

    For a random pmf it lies between the whole numbers of equally likely outcomes that have at most
    and more than its entropy.
    """
    n = int(rng.integers(1, 50))
    (p,) = draw(rng, 1)
    few = int(2 ** entropy(p, base=2))
    between = (
        entropy(np.full(few, 1 / few)) <= entropy(p) < entropy(np.full(few + 1, 1 / (few + 1)))
    )
    return bool(between) and near(2 ** entropy(np.full(n, 1 / n), base=2), n)


def one_factor_for_all(rng: Generator) -> bool:
    """Every measure of two random pmfs, in nats and to base 2 and a random one."""
    r, s = draw(rng)
    pairs = [
        (measure(*pmfs), measure(*pmfs, base=base) * log(base))
        for base in (2, rng.uniform(1.1, 20))
        for measure in (cross_entropy, kl_divergence, js_divergence, entropy, surprisal)
        for pmfs in [(r,) if measure in (entropy, surprisal) else (r, s)]
    ]
    return all(near(nats, scaled) for nats, scaled in pairs)


def no_order_depends_on_the_unit(rng: Generator) -> bool:
    """Costs of random models, two of them equal, one infinite and one 0, in nats and base b.

    Which are equal, and which is least or most, stays; each number but 0 and infinity changes.
    """
    truth, other = np.eye(2)
    first = rng.uniform(size=5)
    models = [truth, other, *np.c_[first, 1 - first], [first[0], 1 - first[0]]]
    base = rng.uniform(1.1, 2.6)
    nats, scaled = cross_entropy(truth, models), cross_entropy(truth, models, base=base)
    same_order = np.array_equal(np.less.outer(nats, nats), np.less.outer(scaled, scaled))
    changed = nats != scaled
    return bool(same_order and np.all(changed == (np.isfinite(nats) & (nats > 0))))


def believing_the_truth(rng: Generator) -> bool:
    """A random pmf, put in both places of the cross-entropy, gives its entropy."""
    (p,) = draw(rng, 1)
    return near(cross_entropy(p, p), entropy(p))


def independent_draws_add(rng: Generator) -> bool:
    """Two random pmfs, independent: the entropy of the pair is the sum.

    Blocks of up to 4 draws of the one: k times its entropy, the same an outcome as its own.
    """
    p, q = draw(rng)
    k, block = int(rng.integers(2, 5)), p
    for _ in range(k - 1):
        block = np.outer(block, p).ravel()
    sums = near(entropy(np.outer(p, q).ravel()), entropy(p) + entropy(q))
    return sums and near(entropy(block), k * entropy(p)) and near(entropy(block) / k, entropy(p))
