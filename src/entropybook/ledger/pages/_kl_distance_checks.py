"""What could refute page 03-kl-divergence from “Is it a distance?” on; most try a random case."""

import math
from itertools import product
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import stats

from entropybook._draws import draw, near
from entropybook.ledger.pages._kl_divergence_checks import bare_sum, thinned
from entropybook.measures import js_divergence, kl_divergence
from entropybook.normal import kl_normal

_ROUNDING = 1e-15  # what a sum of a few terms of ordinary size may miss


def density(rng: Generator) -> Any:
    """Draw a normal, logistic or Laplace density."""
    family = (stats.norm, stats.logistic, stats.laplace)[rng.integers(3)]
    return family(rng.normal(), rng.uniform(0.5, 2))


def order_matters() -> bool:
    """(½, ½) and (¼, ¾): ½ log 4/3 one way, ¾ log 3 − log 2 the other, which is less."""
    even, odd = [0.5, 0.5], [0.25, 0.75]
    forth, back = kl_divergence(even, odd), kl_divergence(odd, even)
    as_said = near([forth, back], [math.log(4 / 3) / 2, 0.75 * math.log(3) - math.log(2)])
    return as_said and back < forth


def some_pairs_agree(rng: Generator) -> bool:
    """A random pmf against the same with two probabilities swapped: it is the same both ways."""
    (r,) = draw(rng, 1)
    swapped = r[[1, 0, *range(2, len(r))]]
    differ = not near(r, swapped)
    return differ and near(kl_divergence(r, swapped), kl_divergence(swapped, r))


def detour_is_shorter(rng: Generator) -> bool:
    """Two random pmfs: by way of the one halfway between them it is shorter than straight."""
    r, s = draw(rng)
    half = (r + s) / 2
    return bool(kl_divergence(r, half) + kl_divergence(half, s) < kl_divergence(r, s))


def js_is_symmetric(rng: Generator) -> bool:
    """Random pmfs with impossible outcomes: the function and the formula, both ways."""
    r, s = thinned(rng)
    half = (r + s) / 2
    formula = (bare_sum(r, half) + bare_sum(s, half)) / 2
    return near([js_divergence(r, s), js_divergence(s, r)], [formula, formula])


def js_stays_within_a_bit(rng: Generator) -> bool:
    """Random pmfs with impossible outcomes: at most 1 bit, and 1 just if none is shared."""
    r, s = thinned(rng)
    value = js_divergence(r, s, base=2)
    nothing_in_common = not np.any((r > 0) & (s > 0))
    return bool(value <= 1 + _ROUNDING and near(value, 1) == nothing_in_common)


def needs_absolute_continuity(rng: Generator) -> bool:
    """Uniform densities on two random intervals: finite if R's lies in S's, infinite if not."""
    (a, b), (c, d) = np.sort(rng.uniform(0, 1, size=(2, 2)))
    value = kl_divergence(stats.uniform(a, b - a), stats.uniform(c, d - c))
    inside = c <= a and b <= d
    return near(value, math.log((d - c) / (b - a))) if inside else value == math.inf


def heavy_tails(rng: Generator) -> bool:
    """A random Cauchy world and a random normal model; also 6/π²k² against 2^-k for k = 1, 2, ….

    Both supports are the same. From −L to L, the integrals of the log-ratio and of x² grow like
    L; the sum to K grows like log K. The other order is finite.
    """
    world = stats.cauchy(rng.normal(), rng.uniform(0.5, 2))
    model = stats.norm(rng.normal(), rng.uniform(0.5, 2))
    everywhere = world.support() == model.support() == (-math.inf, math.inf)

    x = np.arange(-1000, 1000, 0.05)
    ratio = world.logpdf(x) - model.logpdf(x)
    integrals = [np.cumsum(world.pdf(x) * of) * 0.05 for of in (ratio, x**2)]
    # From −500 to 500, and from −1000 to 1000: about half of it.
    doubles = all(0.4 < (to[30000] - to[10000]) / to[-1] < 0.6 for to in integrals)
    # The sum to K of R(k) = 6/π²k² against S(k) = 2^-k: its terms are about 0.42/k.
    k = np.arange(1, 10**5)
    mass = 6 / (math.pi * k) ** 2
    terms = np.cumsum(mass * (np.log(mass) + k * math.log(2)))
    grows = doubles and terms[-1] - terms[9999] > 0.9 and terms[9999] - terms[999] > 0.9
    one_way, other_way = kl_divergence(world, model), kl_divergence(model, world)
    return bool(everywhere and grows and one_way == math.inf and other_way < math.inf)


def free_of_the_unit(rng: Generator) -> bool:
    """Two random densities, in metres and in millimetres."""
    r, s = density(rng), density(rng)

    def in_millimetres(d: Any) -> Any:
        return d.dist(1000 * d.args[0], 1000 * d.args[1])

    # Integrated twice, on different grids: eight digits are safe.
    scaled = kl_divergence(in_millimetres(r), in_millimetres(s))
    return math.isclose(scaled, kl_divergence(r, s), rel_tol=1e-8)


def extra_bits_of_rounded_values(rng: Generator) -> bool:
    """Round the values of two random densities to 1/100: the extra bits of coding the results."""
    r, s = density(rng), stats.logistic(rng.normal(), rng.uniform(0.5, 2))
    edges = np.arange(-6000, 6001) / 100
    low, high = edges[:-1], edges[1:]
    # Right of 0 from the other end, so that no small probability is a difference of large ones.
    p, q = (np.where(low < 0, d.cdf(high) - d.cdf(low), d.sf(low) - d.sf(high)) for d in (r, s))
    # The rounding changes the divergence by about the square of 1/100.
    return math.isclose(bare_sum(p, q, base=2), kl_divergence(r, s, base=2), abs_tol=1e-4)


def densities_not_negative(rng: Generator) -> bool:
    """Two random densities, some of them close: positive, and 0 of each against itself."""
    r, s = density(rng), density(rng)
    close = r.dist(r.args[0] + rng.choice([0, 1e-3]), r.args[1] * 1.001)
    return bool(min(kl_divergence(r, s), kl_divergence(r, close)) > 0 == kl_divergence(r, r))


def too_narrow_costs_more(rng: Generator) -> bool:
    """Two random normal densities with one mean: the loss either way, and where it comes from.

    Too wide a model gives less than R between two points, where R has over half its probability;
    too narrow a model gives more there and less beyond them, in the tails.
    """
    ratio = 1 + rng.exponential(2)
    narrow, wide = stats.norm(0, 1), stats.norm(0, ratio)
    ends = math.sqrt(2 * math.log(ratio) / (1 - ratio**-2))
    inside, beyond = ends * np.linspace(0, 0.999, 9), ends * np.linspace(1.001, 3, 9)
    loses = np.all(narrow.pdf(inside) > wide.pdf(inside)) and narrow.cdf(ends) > 0.75
    surprised = np.all(narrow.pdf(beyond) < wide.pdf(beyond))
    costs = kl_normal(0, ratio**2, 0, 1) > kl_normal(0, 1, 0, ratio**2)
    return bool(loses and surprised and costs)


def difference_over_events(rng: Generator) -> bool:
    """Two random pmfs: half the sum is the largest difference over all events, tried one by one."""
    r, s = draw(rng)
    events = np.array(list(product([0, 1], repeat=len(r))))
    return near(np.max(np.abs(events @ (r - s))), np.abs(r - s).sum() / 2)


def additive(rng: Generator) -> bool:
    """Random pmfs of two independent throws: the sum over all pairs is that of the two sums.

    Where both throws are alike, that is twice one of them.
    """
    (r, s), (other_r, other_s) = draw(rng), draw(rng)
    pairs = bare_sum(np.outer(r, other_r).ravel(), np.outer(s, other_s).ravel())
    alike = bare_sum(np.outer(r, r).ravel(), np.outer(s, s).ravel())
    sums = kl_divergence(r, s) + kl_divergence(other_r, other_s)
    return near([pairs, alike], [sums, 2 * kl_divergence(r, s)])
