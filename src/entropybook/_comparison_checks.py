"""What could refute a cell of the comparison table: each function tries it on one random case."""

from collections.abc import Callable

import numpy as np
from numpy.random import Generator
from scipy import stats

from entropybook._draws import draw, near
from entropybook.coding import code_from_lengths
from entropybook.measures import cross_entropy, entropy, kl_divergence, pmf, surprisal

Check = Callable[[Generator], bool]


def ce_zero(rng: Generator) -> bool:
    r, s = draw(rng)
    point = np.eye(len(r))[rng.integers(len(r))]
    only_there = cross_entropy(r, s) > 0 and cross_entropy(r, r) > 0 and cross_entropy(point, s) > 0
    return bool(only_there and cross_entropy(point, point) == 0)


def kl_zero(rng: Generator) -> bool:
    r, s = draw(rng)
    return bool(kl_divergence(r, s) > 0 and kl_divergence(r, r) == 0)


def ce_least(rng: Generator) -> bool:
    r, s = draw(rng)
    return bool(cross_entropy(r, s) > entropy(r) and near(cross_entropy(r, r), entropy(r)))


def ce_range(rng: Generator) -> bool:
    r, s = draw(rng)
    low, high = np.sort(rng.uniform(0.01, 0.1, size=2))
    densities = cross_entropy(stats.uniform(0, low), stats.uniform(0, high))
    # The belief (t, …, t, 1 - …) makes the cost as large as one likes.
    steep = np.r_[np.full(len(r) - 1, 1e-300), 1]
    return bool(0 <= cross_entropy(r, s) < cross_entropy(r, steep) and densities < 0)


def kl_range(rng: Generator) -> bool:
    r, s = draw(rng)
    low, high = np.sort(rng.uniform(0.01, 0.1, size=2))
    densities = kl_divergence(stats.uniform(0, low), stats.uniform(0, high))
    steep = np.r_[np.full(len(r) - 1, 1e-300), 1]
    return bool(0 <= kl_divergence(r, s) < kl_divergence(r, steep) and densities >= 0)


def asymmetric(measure: Callable[..., float]) -> Check:
    def holds(rng: Generator) -> bool:
        r, s = draw(rng)
        n = len(r)
        # Swapping two entries swaps the roles of the two pmfs, so the order cannot matter here.
        swapped = r[[1, 0, *range(2, n)]]
        symmetric = near(measure(r, swapped), measure(swapped, r))
        return bool(symmetric and measure(r, s) != measure(s, r))

    return holds


def ce_no_metric(rng: Generator) -> bool:
    (r,) = draw(rng, 1)
    return bool(cross_entropy(r, r) > 0)


def kl_no_metric(rng: Generator) -> bool:
    # Halfway between two pmfs the detour is shorter: KL is convex, and 0 at its end.
    r, s = draw(rng)
    half = (r + s) / 2
    return bool(kl_divergence(r, half) + kl_divergence(half, s) < kl_divergence(r, s))


def unit(measure: Callable[..., float], shifts: bool) -> Check:
    def holds(rng: Generator) -> bool:
        (r, s), scale = draw(rng), rng.uniform(2, 100)
        (a, b), (c, d) = rng.uniform(-1, 1, size=2), rng.uniform(0.5, 2, size=2)
        metres = measure(stats.norm(a, c), stats.norm(b, d))
        scaled = measure(stats.norm(a * scale, c * scale), stats.norm(b * scale, d * scale))
        bits = near(measure(r, s, base=2) * np.log(2), measure(r, s))
        return bits and near(scaled, metres + shifts * np.log(scale))

    return holds


def infinite(measure: Callable[..., float]) -> Check:
    def holds(rng: Generator) -> bool:
        r, s = draw(rng)
        allowed = np.isfinite(measure(r, s))
        s[0] = 0
        s /= s.sum()
        forbidden = measure(r, s) == np.inf
        r[0] = 0
        both = np.isfinite(measure(r / r.sum(), s))
        heavy, light = stats.cauchy(rng.normal()), stats.norm(rng.normal(), rng.uniform(0.1, 10))
        tails = measure(heavy, light) == np.inf and np.isfinite(measure(light, heavy))
        return bool(allowed and forbidden and both and tails)

    return holds


def gradient(measure: Callable[..., float]) -> Check:
    def holds(rng: Generator) -> bool:
        r, s = (0.9 * p + 0.1 / len(p) for p in draw(rng))
        way = np.r_[1, -1, np.zeros(len(r) - 2)]
        step = 1e-5 * s[:2].min()
        slope = (measure(r, s + step * way) - measure(r, s - step * way)) / (2 * step)
        # A central difference: step² in the truncation, rounding divided by the step.
        return bool(np.isclose(slope, np.dot(-r / s, way), rtol=1e-4, atol=1e-4))

    return holds


def ce_from_data(rng: Generator) -> bool:
    r, s = draw(rng)
    sample = rng.choice(len(r), size=50, p=r)
    observed = pmf(np.bincount(sample, minlength=len(r)))
    return near(surprisal(s)[sample].mean(), cross_entropy(observed, s))


def kl_from_data(rng: Generator) -> bool:
    r, s = draw(rng)
    return near(cross_entropy(r, s) - entropy(r), kl_divergence(r, s))


def ce_reads(rng: Generator) -> bool:
    lengths, (r,) = [1, 2, 3, 3], [rng.dirichlet(np.ones(4))]
    code = code_from_lengths(lengths)
    return near(code.expected_length(r), cross_entropy(r, 2.0 ** -np.array(lengths), base=2))


def kl_reads(rng: Generator) -> bool:
    r = 2.0 ** -rng.permutation([1, 2, 3, 3])
    lengths = rng.permutation([1, 2, 3, 3])
    code, best = code_from_lengths(list(lengths)), code_from_lengths(list(-np.log2(r).astype(int)))
    extra = code.expected_length(r) - best.expected_length(r)
    return near(extra, kl_divergence(r, 2.0**-lengths, base=2))


def ce_use(rng: Generator) -> bool:
    r, one, other = draw(rng, 3)
    ranks = cross_entropy(r, one) < cross_entropy(r, other)
    return bool(ranks == (kl_divergence(r, one) < kl_divergence(r, other)))


def kl_use(rng: Generator) -> bool:
    # Two worlds, each with its perfect model: only KL sees that both models are perfect.
    one, other = draw(rng)
    same = kl_divergence(one, one) == kl_divergence(other, other)
    return bool(same and cross_entropy(one, one) != cross_entropy(other, other))
