"""What could refute the claims of the page 02-cross-entropy, each function on one random case."""

import math
from itertools import product
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import special, stats

from entropybook import worked
from entropybook._draws import draw, near
from entropybook.coding import code_from_lengths, huffman, kraft_sum, shannon_lengths
from entropybook.measures import cross_entropy, entropy, pmf, surprisal


def _with_gaps(rng: Generator) -> Any:
    """Draw two pmfs over the same outcomes, some of which one or both call impossible."""
    pair = rng.dirichlet(np.ones(rng.integers(2, 6)), size=2)
    pair *= rng.random(pair.shape) < 0.7
    pair[pair.sum(axis=1) == 0, 0] = 1
    return pair / pair.sum(axis=1, keepdims=True)


def wrong_code() -> bool:
    """On data from the pair's R, Huffman's code for S takes more bits than Huffman's code for R."""
    for_r, for_s = huffman(worked.R), huffman(worked.S)
    return for_s.expected_length(worked.R) > for_r.expected_length(worked.R)


def codeword_lengths(rng: Generator) -> bool:
    """The code with Shannon's lengths for a random pmf; lengths no code has would be refused."""
    (s,) = draw(rng, 1)
    lengths = code_from_lengths(shannon_lengths(s)).lengths
    return all(0 <= lengths[k] + math.log2(s[k]) < 1 for k in range(len(s)))


def impossible_ignored(rng: Generator) -> bool:
    """Random pmfs with impossible outcomes: add up by hand what the possible ones cost."""
    r, s = _with_gaps(rng)
    priced = [(a, -math.log(b) if b > 0 else math.inf) for a, b in zip(r, s, strict=True) if a > 0]
    return near(cross_entropy(r, s), sum(a * cost for a, cost in priced))


def file_length(rng: Generator) -> bool:
    """S of a random code's lengths, R the frequencies of a sequence: encode it, count the bits."""
    (weights,) = draw(rng, 1)
    code, counts = huffman(weights), rng.integers(1, 20, size=len(weights))
    s = [2.0**-length for length in code.lengths.values()]
    file = code.encode(np.repeat(range(len(s)), counts).tolist())
    return near(len(file) / counts.sum(), cross_entropy(pmf(counts), s, base=2))


def settles(rng: Generator) -> bool:
    """What a million and ten thousand million draws from R cost, for random R and S."""
    r, s = draw(rng)
    price, cost = surprisal(s), cross_entropy(r, s)
    spread = math.sqrt(r @ (price - cost) ** 2)
    # Six standard deviations of a mean: chance alone exceeds them once in 500 million times.
    settled = all(
        abs(rng.multinomial(n, r) @ price / n - cost) <= 6 * spread / math.sqrt(n)
        for n in (10**6, 10**10)
    )
    return settled and cost > entropy(r)


def not_whole(rng: Generator) -> bool:
    """The surprisals of a random pmf, in bits: none is a whole number."""
    lengths = surprisal(draw(rng, 1)[0], base=2)
    return not any(near(length, round(length)) for length in lengths)


def block_code(rng: Generator) -> bool:
    """Blocks of 1 to 4 outcomes: Shannon's lengths for S, written out block by block, paid by R."""
    (r, s), k = draw(rng, outcomes=int(rng.integers(2, 4))), int(rng.integers(1, 5))
    blocks = [list(block) for block in product(range(len(r)), repeat=k)]
    of_r, of_s = ([float(np.prod(p[block])) for block in blocks] for p in (r, s))
    lengths = shannon_lengths(of_s)
    paid = sum(a * length for a, length in zip(of_r, lengths.values(), strict=True)) / k
    ideal = cross_entropy(r, s, base=2)
    return bool(kraft_sum(lengths) <= 1 and ideal <= paid < ideal + 1 / k)


def mean_loss(rng: Generator) -> bool:
    """A world of 30 equally likely events: the mean of what a random model is charged for each."""
    _, s = _with_gaps(rng)
    events = rng.integers(len(s), size=30)
    loss = sum(-math.log(s[x]) if s[x] > 0 else math.inf for x in events) / len(events)
    return near(loss, cross_entropy(pmf(np.bincount(events, minlength=len(s))), s))


def floor(rng: Generator) -> bool:
    """Random pmfs, some outcomes impossible: never below H(R), and equal to it only for S = R."""
    r, s = _with_gaps(rng)
    right = near(cross_entropy(r, r), entropy(r))
    return right and (cross_entropy(r, s) > entropy(r) or near(r, s))


def terms_not_negative(rng: Generator) -> bool:
    """Random pmfs, some outcomes impossible: no term is negative, nor is the sum."""
    r, s = _with_gaps(rng)
    terms = [-a * math.log(b) for a, b in zip(r, s, strict=True) if a > 0 and b > 0]
    return all(term >= 0 for term in terms) and cross_entropy(r, s) >= 0


def zero_iff_same_point_mass(rng: Generator) -> bool:
    """Random pmfs and a point mass in each pairing: 0 for the same point mass, else above 0."""
    r, s = _with_gaps(rng)
    point = np.eye(len(r))[rng.integers(len(r))]
    pairs = [(r, s), (r, r), (point, s), (r, point), (point, point)]
    return all(
        (cross_entropy(a, b) == 0) == (np.array_equal(a, b) and a.max() == 1) for a, b in pairs
    )


def infinite_iff_forbidden(rng: Generator) -> bool:
    """Random pmfs, some outcomes impossible: look for one that S rules out and R does not."""
    r, s = _with_gaps(rng)
    forbidden = any(b == 0 < a for a, b in zip(r, s, strict=True))
    return bool((cross_entropy(r, s) == math.inf) == forbidden)


def smoothing(rng: Generator) -> bool:
    """Small random counts with and without something added to each, as models of a random R."""
    r, _ = _with_gaps(rng)
    counts = rng.integers(0, 4, size=len(r)) + np.eye(len(r))[0]
    added = rng.uniform(0.01, 1)
    before, after = cross_entropy(r, pmf(counts)), cross_entropy(r, pmf(counts + added))
    share = len(r) * added / (counts.sum() + len(r) * added)
    # Where the two sides are the same, rounding may put the first one above.
    return bool(np.isfinite(after) and after <= before - math.log1p(-share) + 1e-12)


def rounded_softmax() -> bool:
    """Logits 0 and −800 in double precision: a probability of 0, and −800 by a log-softmax."""
    logits = np.array([0.0, -800.0])
    rounded = special.softmax(logits)[1] == special.expit(logits[1]) == 0
    by_logits = special.log_softmax(logits)[1], special.log_expit(logits[1])
    return bool(rounded and surprisal([1, 0])[1] == math.inf and by_logits == (-800, -800))


def replaced_zero(rng: Generator) -> bool:
    """A forbidden outcome's 0 replaced by ever smaller numbers: equal steps up, without end."""
    r, s = draw(rng)
    s[0] = 0
    shown = [-float(r @ np.log(np.r_[tiny, s[1:]])) for tiny in 0.1 ** np.arange(1, 40)]
    return near(np.diff(shown), r[0] * math.log(10))


def order_matters(rng: Generator) -> bool:
    """Two random pmfs over the same outcomes: the two orders differ by more than rounding."""
    r, s = draw(rng)
    return not near(cross_entropy(r, s), cross_entropy(s, r))


def order_may_not_matter(rng: Generator) -> bool:
    """A random pmf, and the same with its first two probabilities swapped."""
    (r,) = draw(rng, 1)
    swapped = np.r_[r[1], r[0], r[2:]]
    return not near(r, swapped) and near(cross_entropy(r, swapped), cross_entropy(swapped, r))


def negative_density_loss() -> bool:
    """Two normals of standard deviation 0.1 and 0.12: their cross-entropy is below 0."""
    return bool(cross_entropy(stats.norm(0, 0.1), stats.norm(0.02, 0.12)) < 0)


def dense_is_cheap(rng: Generator) -> bool:
    """A random normal or logistic model at a random place: dense there, or no loss below 0."""
    family = stats.norm if rng.random() < 0.5 else stats.logistic
    model, x = family(rng.normal(), rng.uniform(0.05, 1)), rng.normal()
    return bool((model.pdf(x) > 1) == (-model.logpdf(x) < 0))


def density_floor(rng: Generator) -> bool:
    """Random normal, logistic and Laplace densities: above h(R), and equal to it where S = R."""
    families = rng.choice([stats.norm, stats.logistic, stats.laplace], size=2)
    r, s = (family(rng.normal(), rng.uniform(0.05, 2)) for family in families)
    # The last digits of an integral are not to be trusted: eight are.
    right = math.isclose(cross_entropy(r, r), entropy(r), rel_tol=1e-8, abs_tol=1e-8)
    return bool(right and cross_entropy(r, s) > entropy(r))


def training_loss_unbounded(rng: Generator) -> bool:
    """Normals centred on each of 20 data, ever narrower: equal steps down, to far below h(R)."""
    world = stats.norm(rng.normal(), rng.uniform(0.1, 10))
    data = world.rvs(20, random_state=rng)
    losses = [-stats.norm.logpdf(data, loc=data, scale=0.1**k).mean() for k in range(30)]
    return near(np.diff(losses), -math.log(10)) and bool(losses[-1] < entropy(world) - 50)


def unit_shifts(rng: Generator) -> bool:
    """Random normals in another unit of length: both numbers move by the log of the scale."""
    (a, b), (c, d) = rng.normal(size=2), rng.uniform(0.1, 2, size=2)
    scale = rng.uniform(0.001, 1000)
    r, s = stats.norm(a, c), stats.norm(b, d)
    r_too, s_too = stats.norm(a * scale, c * scale), stats.norm(b * scale, d * scale)
    loss, least = cross_entropy(r_too, s_too) - cross_entropy(r, s), entropy(r_too) - entropy(r)
    return near([loss, least], math.log(scale))


def from_data(rng: Generator) -> bool:
    """A sample of 50 from a random R: the mean surprisal under S, and its observed frequencies."""
    r, s = draw(rng)
    sample = rng.choice(len(r), size=50, p=r)
    observed = pmf(np.bincount(sample, minlength=len(r)))
    return near(surprisal(s)[sample].mean(), cross_entropy(observed, s))
