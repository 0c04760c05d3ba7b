"""What could refute what page 07c-shared-information says; each tries a random case."""

import math

import numpy as np
from numpy.random import Generator

from entropybook._draws import draw, near
from entropybook.joint import conditional_entropy, conditional_kl, mutual_information
from entropybook.ledger.equations._shared_information import random_channel, random_tables
from entropybook.measures import entropy, kl_divergence


def zero_iff_independent(rng: Generator) -> bool:
    """A random table and the product of its margins: above 0, and 0.

    The random table is far from a product, as its rows differ by more than rounding.
    """
    (table,) = random_tables(rng, 1)
    product = np.outer(table.sum(axis=1), table.sum(axis=0))
    apart = np.ptp(table / table.sum(axis=1, keepdims=True), axis=0).max()
    return bool(
        mutual_information(product) < 1e-15
        and (mutual_information(table) > 1e-15) == (apart > 1e-7)
    )


def all_of_y_if_read_off(rng: Generator) -> bool:
    """Random pmfs and random functions: I(X; f(X)) is the entropy of f(X).

    And for a random table, in which Y cannot be read off, it is less.
    """
    p = rng.dirichlet(np.ones(5))
    function = np.eye(3)[rng.integers(3, size=5)]
    (table,) = random_tables(rng, 1)
    all_of_it = near(mutual_information(p[:, np.newaxis] * function), entropy(p @ function))
    return bool(all_of_it and mutual_information(table) < entropy(table.sum(axis=0)))


def never_more_on_average(rng: Generator) -> bool:
    """A random table: what is left on average is at most the entropy of Y, by Gibbs."""
    (table,) = random_tables(rng, 1)
    saved = entropy(table.sum(axis=0)) - conditional_entropy(table)
    product = np.outer(table.sum(axis=1), table.sum(axis=0))
    return bool(saved >= -1e-12) and near(saved, kl_divergence(table.ravel(), product.ravel()))


def one_value_can_raise_it() -> bool:
    """The table of umbrella and sky: with an umbrella 1 bit is left, of 0.811 before."""
    table = np.array([[0.20, 0.20], [0.05, 0.55]])
    after = entropy(table[0] / table[0].sum(), base=2)
    return bool(after > entropy(table.sum(axis=0), base=2) + 0.1)


def information_is_symmetric(rng: Generator) -> bool:
    """A random table and the same with rows as columns: one value."""
    (table,) = random_tables(rng, 1)
    return near(mutual_information(table), mutual_information(table.T))


def overlap_of_bars(rng: Generator) -> bool:
    """A random table: two bars at the ends of a third overlap in I, and H(Y|X) sticks out.

    The first bar begins where that of the pair does, the second ends where that of the pair does.
    """
    (table,) = random_tables(rng, 1)
    pair = entropy(table.ravel())
    end_of_first = entropy(table.sum(axis=1))
    start_of_second = pair - entropy(table.sum(axis=0))
    return near(end_of_first - start_of_second, mutual_information(table)) and near(
        pair - end_of_first, conditional_entropy(table)
    )


def independent_under_both(rng: Generator) -> bool:
    """Two random products: the rows of each are alike, and the second part is KL of the margins."""
    a, b = draw(rng, outcomes=3)
    c, d = draw(rng, outcomes=4)
    rest = conditional_kl(np.outer(a, c), np.outer(b, d))
    return near(rest, kl_divergence(c, d))


def product_errs_in_the_connection(rng: Generator) -> bool:
    """A random table and the product of its margins: all of the error is in the second part."""
    (table,) = random_tables(rng, 1)
    product = np.outer(table.sum(axis=1), table.sum(axis=0))
    parts = [conditional_kl(table, product, given=axis) for axis in (0, 1)]
    return near(parts, [mutual_information(table)] * 2)


def other_products_cost_more(rng: Generator) -> bool:
    """A random table and two random pmfs: the divergence from their product, in three parts."""
    (table,) = random_tables(rng, 1)
    a, b = (rng.dirichlet(np.ones(size)) for size in table.shape)
    margins = kl_divergence(table.sum(axis=1), a) + kl_divergence(table.sum(axis=0), b)
    whole = kl_divergence(table.ravel(), np.outer(a, b).ravel())
    return near(whole, mutual_information(table) + margins)


def input_first_nothing_else(rng: Generator) -> bool:
    """Random pmfs and channels: the pair of input and output, by both of its accounts."""
    r, s = draw(rng, outcomes=4)
    w = random_channel(rng, 4)
    w = w[:, w.any(axis=0)]
    one, other = r[:, np.newaxis] * w, s[:, np.newaxis] * w
    whole = kl_divergence(one.ravel(), other.ravel())
    lost = conditional_kl(one, other, given=1)
    return bool(
        near(whole, kl_divergence(r, s))
        and abs(conditional_kl(one, other)) < 1e-12
        and near(whole, kl_divergence(r @ w, s @ w) + lost)
        and lost >= 0
    )


def sufficient_loses_nothing(rng: Generator) -> bool:
    """Random pmfs in which some ratios are equal, and random channels, noisy or merging.

    Nothing is lost if and only if inputs that can become one output have one ratio.
    """
    r, s = draw(rng, outcomes=3)
    split = rng.random()
    r, s = (np.array([split * x[0], (1 - split) * x[0], x[1], x[2]]) for x in (r, s))
    ratio = r / s
    merged = np.eye(4)[rng.integers(4, size=4)] if rng.random() < 0.5 else np.eye(4)[[0, 0, 1, 2]]
    noise = rng.dirichlet(np.ones(2), size=4) if rng.random() < 0.5 else np.ones((4, 1))
    w = (merged[:, :, np.newaxis] * noise[:, np.newaxis, :]).reshape(4, -1)
    if rng.random() < 0.5:  # blur within the two that have one ratio
        w = np.array([[0.7, 0.3, 0, 0], [0.2, 0.8, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]) @ w
    alike = all(np.ptp(ratio[column > 0]) < 1e-9 for column in w.T if column.any())
    lost = kl_divergence(r, s) - kl_divergence(r @ w, s @ w)
    return bool(abs(lost) < 1e-12 if alike else lost > 1e-12)


def forecasts_come_together(rng: Generator) -> bool:
    """A random channel that works ten times over: the divergence of two forecasts never grows.

    Nor does that from the distribution on which they settle.
    """
    change = rng.dirichlet(np.ones(3), size=3)
    r, s = draw(rng, outcomes=3)
    settled = np.linalg.matrix_power(change, 4096)[0]
    forecasts = [
        (r @ np.linalg.matrix_power(change, day), s @ np.linalg.matrix_power(change, day))
        for day in range(10)
    ]
    apart = [kl_divergence(*pair) for pair in forecasts]
    ahead = [kl_divergence(pair[0], settled / settled.sum()) for pair in forecasts]
    return bool(np.all(np.diff(apart) < 1e-12) and np.all(np.diff(ahead) < 1e-12))


def uniform_belief(rng: Generator) -> bool:
    """A random pmf: its divergence from the uniform one is log n less its entropy."""
    r = rng.dirichlet(np.ones(int(rng.integers(2, 9))))
    return near(kl_divergence(r, np.full(r.size, 1 / r.size)), math.log(r.size) - entropy(r))


def chain_of_two_channels(rng: Generator) -> bool:
    """A random chain of three: the pair of the ends, summed out, is that of two channels."""
    p, first, second = rng.dirichlet(np.ones(3)), *rng.dirichlet(np.ones(3), size=(2, 3))
    triple = p[:, None, None] * first[:, :, None] * second[None, :, :]
    return near(triple.sum(axis=1), p[:, None] * (first @ second))


def counted_information_too_high(rng: Generator) -> bool:
    """400 samples of 2000 independent pairs of 2 to 4 outcomes: mean I against (K − 1)²/2N."""
    k, pairs = int(rng.integers(2, 5)), 2000
    p, q = (0.5 / k + 0.5 * rng.dirichlet(np.ones(k)) for _ in range(2))
    counts = rng.multinomial(pairs, np.outer(p, q).ravel(), size=400).reshape(400, k, k)
    found = [mutual_information(table / pairs) for table in counts]
    # (K − 1)² degrees of freedom of χ²: a standard error of the mean of √(2/400)/(K − 1), ×5.
    return math.isclose(
        np.mean(found) * 2 * pairs, (k - 1) ** 2, rel_tol=5 * math.sqrt(2 / 400) / (k - 1)
    )


def together_more_or_less() -> bool:
    """Two fair coins and whether they agree; a fair coin, its copy, and the coin again."""
    agree = np.array([[1, 0], [0, 1], [0, 1], [1, 0]]) / 4
    each = [agree[[0, 1]] + agree[[2, 3]], agree[[0, 2]] + agree[[1, 3]]]
    copy = np.array([[0.5, 0], [0, 0], [0, 0], [0, 0.5]])
    alone = copy[[0, 1]] + copy[[2, 3]]
    more = mutual_information(agree) > sum(map(mutual_information, each)) + 0.5
    return bool(more and near(mutual_information(copy), mutual_information(alone)))
