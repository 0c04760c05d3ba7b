"""What could refute the claims of the page 07b-geometry, each function on one random case."""

import math
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import optimize

from entropybook._draws import draw, near
from entropybook.divergences import (
    GENERATORS,
    f_divergence,
    hellinger,
    total_variation,
)
from entropybook.geometry import detour_ratio, least_kl
from entropybook.measures import js_divergence, kl_divergence
from entropybook.normal import kl_normal


def _coin(p: float) -> Any:
    return np.array([p, 1 - p])


def _root_js(p: Any, q: Any) -> Any:
    return np.sqrt(js_divergence(p, q))


def starts_like_a_parabola(rng: Generator) -> bool:
    """A random smooth function with value and slope 0: over its square, near half of f''."""
    half, cube, wave = rng.normal(size=3)

    def f(x: float) -> float:
        return float(half * x**2 + cube * x**3 + wave * (1 - math.cos(x)))

    # f'' at 0 is 2·half + wave; a step of 1e-3 is off by about as much.
    return math.isclose(f(1e-3) / 1e-6, half + wave / 2, abs_tol=1e-2)


def normals_have_no_third_order(rng: Generator) -> bool:
    """Two random means, near or far, and one standard deviation: the formula, and both ways."""
    one, other = rng.normal(scale=10, size=2)
    variance = rng.uniform(0.1, 5)
    forth, back = (
        kl_normal(one, variance, other, variance),
        kl_normal(other, variance, one, variance),
    )
    return near([forth, back], [(one - other) ** 2 / (2 * variance)] * 2)


def rarer_still(rng: Generator) -> bool:
    """A random coin, and one whose rarer side is rarer still: the order that is larger."""
    p = rng.uniform(0.01, 0.49)
    less = _coin(p * rng.uniform(0.05, 0.95))
    return bool(kl_divergence(_coin(p), less) > kl_divergence(less, _coin(p)))


def fair_coin_has_no_third_order(rng: Generator) -> bool:
    """A random small step from a fair coin: over its cube the difference vanishes with it."""
    step = rng.uniform(1e-3, 1e-2)
    forth, back = (
        kl_divergence(_coin(0.5), _coin(0.5 + step)),
        kl_divergence(_coin(0.5 + step), _coin(0.5)),
    )
    return bool(abs(forth - back) / step**3 < 10 * step)


def squares_have_short_detours(rng: Generator) -> bool:
    """Random points on a line: the square of the way against those of its two halves."""
    way = rng.uniform(0.1, 10)
    return near((2 * way) ** 2, 4 * way**2) and near(2 * (way / 2) ** 2, way**2 / 2)


def root_of_kl_depends_on_the_order(rng: Generator) -> bool:
    """Two random pmfs: the roots differ whenever the divergences do."""
    r, s = draw(rng, outcomes=4)
    forth, back = kl_divergence(r, s), kl_divergence(s, r)
    return bool(math.sqrt(forth) != math.sqrt(back) and forth != back)


def _three(rng: Generator) -> Any:
    """Draw three pmfs, unrelated, on a line, close together, or with impossible outcomes."""
    a, b, c = rng.dirichlet(np.full(int(rng.integers(2, 6)), rng.choice([0.1, 1])), size=3)
    kind = rng.integers(4)
    if kind == 1:
        b = a + rng.random() * (c - a)
    if kind == 2:
        b, c = a + 1e-3 * (b - a), a + 1e-3 * (c - a)
    if kind == 3 and (kept := a > a.min()).any():
        a = np.where(kept, a, 0) / a[kept].sum()
    return a, b, c


def is_a_metric(measure: Any, rng: Generator) -> bool:
    """Tell whether a measure behaves as a metric on three random pmfs."""
    a, b, c = _three(rng)
    symmetric = near(measure(a, b), measure(b, a))
    apart = measure(a, a) == 0 and measure(a, b) > 0
    # What rounding may add to a quotient of distances that agree to 12 digits.
    return bool(symmetric and apart and not detour_ratio(measure, a, b, c) > 1 + 1e-9)


def root_js_is_a_metric(rng: Generator) -> bool:
    """Three random pmfs, unrelated or close: symmetric, 0 only between equals, no short detour."""
    return is_a_metric(_root_js, rng)


def others_are_metrics(rng: Generator) -> bool:
    """The same three demands for the Hellinger distance and for total variation."""
    return is_a_metric(hellinger, rng) and is_a_metric(total_variation, rng)


def hellinger_by_overlap(rng: Generator) -> bool:
    """Random pmfs: the distance squared is 1 less the sum of the roots of the products."""
    r, s = draw(rng)
    return near(hellinger(r, s) ** 2, 1 - np.sum(np.sqrt(r * s)))


def kl_detours_without_bound() -> bool:
    """From (½, ½) to (ε, 1 − ε) by way of (δ, 1 − δ), δ = 1/log(1/ε): past 5, 20 and 60."""
    ratios = [
        detour_ratio(kl_divergence, _coin(0.5), _coin(1 / (n * math.log(10))), _coin(10.0**-n))
        for n in (20, 100, 300)
    ]
    return bool(ratios[0] > 5 and ratios[1] > 20 and ratios[2] > 60)


def js_halves_cost_half(rng: Generator) -> bool:
    """A short step in a random direction, and two halves of it: close to twice as much at once."""
    a, other = draw(rng)
    step = 1e-4 * a.min() * (other - a)
    ratio = detour_ratio(js_divergence, a, a + step, a + 2 * step)
    return bool(abs(ratio - 2) < 1e-2)


def balls_agree_near_the_centre(rng: Generator) -> bool:
    """A random pmf and one very near: the three lengths differ by little in proportion."""
    r, other = draw(rng)
    s = r + 1e-4 * r.min() * (other - r)
    lengths = [2 * kl_divergence(r, s), 2 * kl_divergence(s, r), 8 * js_divergence(r, s)]
    return bool(np.ptp(np.sqrt(lengths)) < 1e-3 * math.sqrt(lengths[0]))


def coins_are_enough(rng: Generator) -> bool:
    """Random pmfs, merged by where R is larger: V is the same, KL is no larger than it was."""
    r, s = draw(rng)
    up = r > s
    first, second = (_coin(x[up].sum()) for x in (r, s))
    same = near(total_variation(first, second), total_variation(r, s))
    return bool(same and kl_divergence(first, second) <= kl_divergence(r, s) + 1e-15)


def least_is_least(rng: Generator) -> bool:
    """A random pair: never below the least at its distance, and a pair of coins attains that."""
    r, s = draw(rng)
    v = total_variation(r, s)
    heads = np.linspace(v, 1, 4001)[1:-1]
    coins = np.min(
        kl_divergence(np.array([heads, 1 - heads]).T, np.array([heads - v, 1 - heads + v]).T)
    )
    return bool(kl_divergence(r, s) >= least_kl(v) - 1e-9 and abs(coins - least_kl(v)) < 1e-5)


def tight_for_small_v(rng: Generator) -> bool:
    """A random small V: the least divergence is above 2V² by less than a part V² of it."""
    v = 10 ** rng.uniform(-3, -1)
    return bool(0 <= least_kl(v) / (2 * v**2) - 1 < v**2)


def disjoint_is_infinite(rng: Generator) -> bool:
    """Two random pmfs without a common outcome: V is 1, the divergence is infinite."""
    r, s = draw(rng)
    apart = np.r_[r, 0 * s], np.r_[0 * r, s]
    said = kl_divergence(*apart) == math.inf and near(total_variation(*apart), 1)
    return said and least_kl(1) == math.inf


def never_silent(rng: Generator) -> bool:
    """A random finite divergence: the bound for V is below 1, Pinsker's is not from 2 nats on."""
    nats = rng.uniform(0, 30)
    return math.sqrt(-math.expm1(-nats)) < 1 and (math.sqrt(nats / 2) >= 1) == (nats >= 2)


def any_divergence_at_a_distance(rng: Generator) -> bool:
    """A random small V and a random divergence above the least: some pair of coins has both."""
    v = rng.uniform(1e-3, 0.1)
    wanted = least_kl(v) * rng.uniform(1.01, 100)

    def excess(log_share: float) -> float:
        share = math.exp(log_share)
        return float(kl_divergence(_coin(share + v), _coin(share)) - wanted)

    # Beyond e^(−700) no float stands for the share; at 0 the divergence is infinite.
    low, high = -700.0, math.log((1 - v) / 2)
    if excess(low) < 0:
        return bool(kl_divergence(_coin(v), _coin(0.0)) == math.inf)
    share = math.exp(optimize.brentq(excess, low, high, xtol=1e-12))
    pair = _coin(share + v), _coin(share)
    return near(total_variation(*pair), v) and math.isclose(
        kl_divergence(*pair), wanted, rel_tol=1e-8
    )


def bounded_by_the_rarest(rng: Generator) -> bool:
    """Random pmfs: KL, log(1 + χ²), χ² and 2V²/m in this order."""
    r, s = draw(rng)
    chi = f_divergence(r, s, GENERATORS["χ²"])
    steps = [
        kl_divergence(r, s),
        math.log1p(chi),
        chi,
        2 * total_variation(r, s) ** 2 / s.min(),
    ]
    return bool(np.all(np.diff(steps) >= -1e-12))
