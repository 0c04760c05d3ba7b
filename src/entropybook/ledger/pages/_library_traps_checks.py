"""What could refute the claims of the page 06g-library-traps, each function on one random case.

Scikit-learn is imported where it is used: it takes a second, which the other pages need not wait.
"""

import inspect
import math
import warnings
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import special, stats
from scipy.spatial.distance import jensenshannon

from entropybook._draws import draw, near
from entropybook.measures import cross_entropy, entropy, js_divergence, kl_divergence


def _nearly_equal(rng: Generator) -> tuple[Any, Any]:
    """Draw two pmfs over five outcomes that differ by a billionth or so, relatively."""
    p = rng.dirichlet(np.ones(5))
    q = p * (1 + 1e-9 * rng.standard_normal(5))
    return p, q / q.sum()


def two_arguments(rng: Generator) -> bool:
    """Random pmfs: SciPy's entropy of two, and its sums of terms, are the KL divergence."""
    p, q = draw(rng)
    given = stats.entropy(p, q), special.rel_entr(p, q).sum(), special.kl_div(p, q).sum()
    return near(given, kl_divergence(p, q)) and not near(given, cross_entropy(p, q))


def nats_by_default(rng: Generator) -> bool:
    """Random pmfs and labels: all answers agree with the book's nats."""
    from sklearn.metrics import log_loss

    p, q = draw(rng)
    label = int(rng.integers(len(q)))
    loss = log_loss([label], [q], labels=range(len(q)))
    return (
        near(stats.entropy(p), entropy(p))
        and near(stats.entropy(p, q), kl_divergence(p, q))
        and near(jensenshannon(p, q) ** 2, js_divergence(p, q))
        and near(loss, cross_entropy(np.eye(len(q))[label], q))
    )


def cannot_be_told() -> bool:
    """The signature of log_loss: it has no base."""
    from sklearn.metrics import log_loss

    return not any("base" in name for name in inspect.signature(log_loss).parameters)


def terms_of_kl_div(rng: Generator) -> bool:
    """Random positive numbers, then pmfs: the two formulas, the sign, and what is added in all."""
    x, y = rng.uniform(0.01, 3, size=(2, 5))
    terms = special.rel_entr(x, y), special.kl_div(x, y)
    as_written = near(terms[0], x * np.log(x / y)) and near(terms[1], terms[0] - x + y)
    p, q = draw(rng)
    return as_written and bool(np.all(terms[1] >= 0)) and near(np.sum(-p + q), 0)


def root_is_larger(rng: Generator) -> bool:
    """Random pmfs: SciPy's number squared is the divergence, in nats below 1 and below the root.

    And in bits it is at most 1; for pmfs that share no outcome it is 1. For equal ones, both are 0.
    """
    p, q = draw(rng)
    root, divergence = jensenshannon(p, q), js_divergence(p, q)
    apart = js_divergence(np.r_[p, 0 * q], np.r_[0 * p, q], base=2)
    return (
        near(root**2, divergence)
        and bool(0 < divergence < 1 and divergence < root)
        and js_divergence(p, q, base=2) <= 1
        and near(apart, 1)
        and js_divergence(p, p) == jensenshannon(p, p) == 0
    )


def columns_are_sorted(rng: Generator) -> bool:
    """Labels in a random order, named in another: the columns are taken in sorted order."""
    from sklearn.metrics import log_loss

    names = ["ant", "bee", "cat"]
    q = rng.dirichlet(np.ones(3), size=3)
    labels, order = rng.permutation(names), [str(name) for name in rng.permutation(names)]
    expected = -np.mean([math.log(row[names.index(n)]) for row, n in zip(q, labels, strict=True)])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        named = log_loss(labels, q, labels=order)
    warned = bool(caught) == (order != names)
    return near([log_loss(labels, q), named], expected) and warned


def rows_as_they_are(rng: Generator) -> bool:
    """Random rows with sums below 1: the loss is that of the numbers given, with a warning."""
    from sklearn.metrics import log_loss

    q = rng.dirichlet(np.ones(2), size=4) * rng.uniform(0.3, 0.9)
    labels = [0, 1, 1, 0]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        loss = log_loss(labels, q)
    return near(loss, -np.log(q[range(4), labels]).mean()) and len(caught) > 0


def difference_is_lost(rng: Generator) -> bool:
    """Two pmfs that differ by a billionth: CE − H is off by more than half, the book's is not."""
    p, q = _nearly_equal(rng)
    true = float(((p - q) ** 2 / p).sum() / 2)
    lost = cross_entropy(p, q) - entropy(p)
    return abs(lost - true) > true / 2 and math.isclose(kl_divergence(p, q), true, rel_tol=1e-6)


def root_of_rounding() -> bool:
    """A hundred such pairs: where the sums of the two terms come out below 0, there is a nan."""
    rng = np.random.default_rng(0)
    seen = 0
    for p, q in (_nearly_equal(rng) for _ in range(100)):
        scaled = p / p.sum(), q / q.sum()  # as SciPy does first
        middle = sum(scaled) / 2
        rounded = sum(special.rel_entr(one, middle).sum() for one in scaled)
        with np.errstate(invalid="ignore"):
            is_nan = bool(np.isnan(jensenshannon(p, q)))
        if is_nan and not rounded < 0:
            return False
        seen += is_nan
    return seen > 0


def ordinary_pairs(rng: Generator) -> bool:
    """Random pmfs that are not close: every way agrees to ten digits."""
    p, q = draw(rng)
    ways = stats.entropy(p, q), special.rel_entr(p, q).sum(), cross_entropy(p, q) - entropy(p)
    return near(ways, kl_divergence(p, q)) and near(jensenshannon(p, q) ** 2, js_divergence(p, q))


def mean_keeps_the_ends(rng: Generator) -> bool:
    """Random pmfs: the mean of the terms is the sum over n, also where that is 0 or infinite."""
    p, q = draw(rng)
    forbidden = np.r_[0, q[1:]] / q[1:].sum()
    means = [special.rel_entr(p, other).mean() for other in (q, p, forbidden)]
    return near(means[0] * len(p), kl_divergence(p, q)) and means[1:] == [0, math.inf]
