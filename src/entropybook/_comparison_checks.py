"""What could refute a cell of the comparison table: each function tries it on one random case."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import stats

from entropybook._draws import draw, near
from entropybook.coding import code_from_lengths, shannon_lengths
from entropybook.measures import cross_entropy, entropy, kl_divergence, pmf, surprisal

Check = Callable[[Generator], bool]


def pmfs_or_densities(rng: Generator) -> list[Any]:
    """Draw two pmfs or, one time in five, two normal densities, with which it takes longer."""
    if rng.random() < 0.2:
        return [stats.norm(rng.normal(), rng.uniform(0.5, 2)) for _ in range(2)]
    return draw(rng)


def ce_zero(rng: Generator) -> bool:
    """Pair two point masses and two other pmfs: a point mass with itself, and no other, gives 0."""
    r, s = draw(rng)
    point, other = np.eye(len(r))[rng.permutation(len(r))[:2]]
    pairs = [(r, s), (r, r), (point, s), (r, point), (point, other)]
    return bool(cross_entropy(point, point) == 0 and all(cross_entropy(*two) > 0 for two in pairs))


def kl_zero(rng: Generator) -> bool:
    """Draw two pmfs or densities, and two close pmfs: 0 with itself, above 0 with the other."""
    r, s = draw(rng)
    pairs = [pmfs_or_densities(rng), (r, r + rng.choice([1e-3, 1e-6]) * (s - r))]
    return all(kl_divergence(p, q) > 0 and kl_divergence(p, p) == 0 for p, q in pairs)


def ce_least(rng: Generator) -> bool:
    """Draw two pmfs or densities: H(R, S) is above H(R), and H(R, R) is H(R)."""
    r, s = pmfs_or_densities(rng)
    return cross_entropy(r, s) > entropy(r) and near(cross_entropy(r, r), entropy(r))


def ce_range(rng: Generator) -> bool:
    """Draw pmfs: never below 0; they reach 0, ∞ and a random t between, and densities −t too."""
    r, s = draw(rng)
    t = rng.exponential(10)
    reached = [cross_entropy([1, 0], [p, 1 - p]) for p in (np.exp(-t), 1, 0)]
    narrow = stats.uniform(0, np.exp(-t))
    densities = near(cross_entropy(narrow, narrow), -t)
    return bool(near(reached, [t, 0, np.inf]) and cross_entropy(r, s) >= 0 and densities)


def kl_range(rng: Generator) -> bool:
    """Draw pmfs or densities: never below 0; both reach ∞ and a random t, and pmfs 0."""
    t = rng.exponential(10)
    pmfs = [kl_divergence([1, 0], [p, 1 - p]) for p in (np.exp(-t), 1, 0)]
    r, wide, narrow = (stats.uniform(0, 0.1 * times) for times in (1, np.exp(t), 0.5))
    densities = [kl_divergence(r, s) for s in (wide, narrow)]
    reached = near(pmfs, [t, 0, np.inf]) and near(densities, [t, np.inf])
    return reached and bool(kl_divergence(*pmfs_or_densities(rng)) >= 0)


def asymmetric(measure: Callable[..., float]) -> Check:
    """Make the check that a measure depends on the order, but not for every pair."""

    def holds(rng: Generator) -> bool:
        """Draw two pmfs: the order matters.

        Then one of them beside itself with two entries swapped: it does not.
        """
        r, s = draw(rng)
        # Swapping the two entries turns the one pmf into the other, and the other into the one.
        swapped = r[[1, 0, *range(2, len(r))]]
        symmetric = near(measure(r, swapped), measure(swapped, r)) and not near(r, swapped)
        return symmetric and not near(measure(r, s), measure(s, r))

    return holds


def ce_no_metric(rng: Generator) -> bool:
    """Draw a pmf in which nothing is certain: its cross-entropy with itself is above 0."""
    (r,) = draw(rng, 1)
    return bool(cross_entropy(r, r) > 0)


def kl_no_metric(rng: Generator) -> bool:
    """Draw two pmfs: the order matters, and the detour by the pmf halfway is shorter."""
    r, s = draw(rng)
    half = (r + s) / 2
    straight = kl_divergence(r, s)
    detour = kl_divergence(r, half) + kl_divergence(half, s)
    return bool(detour < straight and not near(straight, kl_divergence(s, r)))


def unit(measure: Callable[..., float], shifts: bool) -> Check:
    """Make the check of what a change of the logarithm and one of the unit of x do."""

    def holds(rng: Generator) -> bool:
        """Take two pmfs from nats to bits, and two normal densities to a smaller unit of x too."""
        (a, b), (c, d) = rng.uniform(-1, 1, size=2), rng.uniform(0.5, 2, size=2)
        scale = rng.uniform(2, 100)
        pmfs, metres = draw(rng), [stats.norm(a, c), stats.norm(b, d)]
        scaled = [stats.norm(a * scale, c * scale), stats.norm(b * scale, d * scale)]
        bits = [measure(*two, base=2) for two in (pmfs, scaled)]
        nats = [measure(*pmfs), measure(*metres) + shifts * np.log(scale)]
        return near(np.multiply(bits, np.log(2)), nats)

    return holds


def infinite(measure: Callable[..., float]) -> Check:
    """Make the check of when a measure is infinite."""

    def holds(rng: Generator) -> bool:
        """Draw pmfs with zeros: infinite if and only if S forbids what R allows.

        Then densities that forbid nothing: infinite for a Cauchy R and a normal S, whose tails are
        much lighter, and finite the other way round.
        """
        r, s = draw(rng, outcomes=5) * (rng.random((2, 5)) < 0.7)
        r[0], s[0] = rng.uniform(0.1, 1, size=2)  # one outcome is allowed by both
        forbidden = bool(np.any((r > 0) & (s == 0)))
        at_zeros = np.isinf(measure(r / r.sum(), s / s.sum())) == forbidden
        heavy, light = stats.cauchy(rng.normal()), stats.norm(rng.normal(), rng.uniform(0.1, 10))
        tails = measure(heavy, light) == np.inf and np.isfinite(measure(light, heavy))
        return bool(at_zeros and tails)

    return holds


def gradient(measure: Callable[..., float], formula: Callable[..., Any]) -> Check:
    """Make the check of a measure's gradient: its formula is varied one S(x) at a time."""

    def holds(rng: Generator) -> bool:
        """Draw two pmfs: the slope in each S(x) alone, from two nearby values, is −R(x)/S(x)."""
        r, s = (0.9 * p + 0.1 / len(p) for p in draw(rng))
        step = 1e-5 * s.min()
        slopes = [
            (formula(r, s + step * way) - formula(r, s - step * way)) / (2 * step)
            for way in np.eye(len(s))
        ]
        # A central difference: step² in the truncation, rounding divided by the step.
        right = np.allclose(slopes, -r / s, rtol=1e-4, atol=1e-4)
        return right and near(formula(r, s), measure(r, s))

    return holds


def ce_formula(r: Any, s: Any) -> Any:
    """Compute cross-entropy as the formula has it, for any positive numbers, in nats."""
    return -np.sum(r * np.log(s))


def kl_formula(r: Any, s: Any) -> Any:
    """Compute KL divergence as the formula has it, for any positive numbers, in nats."""
    return np.sum(r * np.log(r / s))


def ce_from_data(rng: Generator) -> bool:
    """Draw data from R: the average of −log S(x) is close to H(R, S).

    And it is, exactly, the cross-entropy of the observed frequencies and S.
    """
    r, s = (0.9 * p + 0.1 / len(p) for p in draw(rng))
    sample = rng.choice(len(r), size=2000, p=r)
    price = surprisal(s)[sample]
    observed = pmf(np.bincount(sample, minlength=len(r)))
    # Six standard errors: a true mean is missed by more once in 500 million cases.
    close = abs(price.mean() - cross_entropy(r, s)) < 6 * price.std() / np.sqrt(len(sample)) + 1e-12
    return bool(close and near(price.mean(), cross_entropy(observed, s)))


def kl_from_data(rng: Generator) -> bool:
    """Draw pmfs: it is H(R, S) − H(R), and −log S(x) over data does not tell it.

    For that S is uniform, so that all data cost the same, and two R have different divergences.
    """
    r, s, other = draw(rng, 3)
    uniform = np.full(len(r), 1 / len(r))
    same_cost = near(cross_entropy(r, uniform), cross_entropy(other, uniform))
    differ = not near(kl_divergence(r, uniform), kl_divergence(other, uniform))
    return same_cost and differ and near(cross_entropy(r, s) - entropy(r), kl_divergence(r, s))


def ce_reads(rng: Generator) -> bool:
    """Draw R: for S of powers of one half, a code with these lengths takes H(R, S) bits.

    For any other S the lengths −log₂ S(x), rounded up, take less than one bit more.
    """
    r, s = draw(rng, outcomes=4)
    lengths = rng.permutation([1, 2, 3, 3])
    code = code_from_lengths(list(lengths))
    fits = near(code.expected_length(r), cross_entropy(r, 2.0**-lengths, base=2))
    more = r @ list(shannon_lengths(s).values()) - cross_entropy(r, s, base=2)
    return fits and 0 <= more < 1


def kl_reads(rng: Generator) -> bool:
    """Draw powers of one half: on data from R, a code that fits S is so much longer than R's."""
    for_r, for_s = (rng.permutation([1, 2, 3, 3]) for _ in range(2))
    r, s = 2.0**-for_r, 2.0**-for_s
    paid, least = (code_from_lengths(list(k)).expected_length(r) for k in (for_s, for_r))
    return near(paid - least, kl_divergence(r, s, base=2))


def ce_use(rng: Generator) -> bool:
    """Draw R and two models: it ranks them as KL does, and falls on the way from a model to R."""
    r, one, other = draw(rng, 3)
    lower = cross_entropy(r, one) < cross_entropy(r, other)
    nearer = [cross_entropy(r, (1 - t) * one + t * r) for t in (0, 0.25, 0.5, 0.75, 1)]
    ranks = lower == (kl_divergence(r, one) < kl_divergence(r, other))
    return bool(ranks and np.all(np.diff(nearer) < 0))


def kl_use(rng: Generator) -> bool:
    """Draw two worlds, each with its perfect model: KL is 0 in both, the cross-entropies differ."""
    one, other = draw(rng)
    perfect = kl_divergence(one, one) == kl_divergence(other, other) == 0
    return bool(perfect and not near(cross_entropy(one, one), cross_entropy(other, other)))
