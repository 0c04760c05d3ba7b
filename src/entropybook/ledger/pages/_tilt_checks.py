"""What could refute what the page 07a-projection says of the curve of tilts, case by case."""

import math

import numpy as np
from numpy.random import Generator
from scipy import stats

from entropybook._draws import draw, near
from entropybook.ledger.equations._projection import same_mean
from entropybook.ledger.pages._projection_checks import along_the_line
from entropybook.measures import kl_divergence
from entropybook.projection import exponential_tilt, information_projection


def tilts_of_tilts(rng: Generator) -> bool:
    """Random tilts one after the other are one tilt by their sum, and can be undone."""
    _, s, v = same_mean(rng)
    one, two = rng.normal(scale=2, size=2)
    twice = exponential_tilt(exponential_tilt(s, v, one), v, two)
    return near(twice, exponential_tilt(s, v, one + two)) and near(
        exponential_tilt(exponential_tilt(s, v, one), v, -one), s
    )


def best_fit_has_the_mean(rng: Generator) -> bool:
    """Random data and a family of tilts: another tilt is farther, other data give the same fit."""
    r, s, v = same_mean(rng)
    t = information_projection(s, v, float(r @ v))
    away = exponential_tilt(s, v, t.theta + rng.choice([-1, 1]) * rng.uniform(0.01, 3))
    others = along_the_line(rng, r, v) if len(v) > 2 else np.array([r])
    refit = information_projection(s, v, float(others[0] @ v)).pmf
    return bool(kl_divergence(r, away) > kl_divergence(r, t.pmf)) and near(refit, t.pmf)


def coins_and_binomials(rng: Generator) -> bool:
    """A random coin thrown one to eight times: the number of heads is a tilt of the fair one."""
    n, p = int(rng.integers(1, 9)), rng.uniform(0.01, 0.99)
    heads = np.arange(n + 1)
    fair = stats.binom.pmf(heads, n, 0.5)
    return near(exponential_tilt(fair, heads, math.log(p / (1 - p))), stats.binom.pmf(heads, n, p))


def convex_in_each(rng: Generator) -> bool:
    """Random pmfs: mixing two in either place gives at most the mixture of the divergences."""
    a, b, fixed = draw(rng, count=3)
    w = rng.random()
    mixed = w * a + (1 - w) * b
    return bool(
        kl_divergence(mixed, fixed)
        <= w * kl_divergence(a, fixed) + (1 - w) * kl_divergence(b, fixed) + 1e-12
        and kl_divergence(fixed, mixed)
        <= w * kl_divergence(fixed, a) + (1 - w) * kl_divergence(fixed, b) + 1e-12
    )


def mixtures_leave_the_curve(rng: Generator) -> bool:
    """Two random tilts of a die of three to six sides: their mixture is no tilt of the die."""
    s = draw(rng, count=1, outcomes=int(rng.integers(3, 7)))[0]
    points = np.arange(len(s))
    one, two = rng.normal(size=2)
    both = (exponential_tilt(s, points, one) + exponential_tilt(s, points, two)) / 2
    tilt = information_projection(s, points, float(both @ points)).pmf
    return abs(one - two) < 0.1 or bool(kl_divergence(both, tilt) > 1e-9)


def a_gap_closes_the_curve(rng: Generator) -> bool:
    """R without its middle outcome: reverse infinite along the curve, forward at its ends."""
    s = draw(rng, count=1, outcomes=3)[0]
    r = np.array([0.5, 0.0, 0.5])
    u = exponential_tilt(s, [1, 2, 3], float(rng.normal(scale=4)))
    ends = [exponential_tilt(s, [1, 2, 3], way) for way in (-math.inf, math.inf)]
    inside = kl_divergence(u, r) == math.inf and kl_divergence(r, u) < math.inf
    return bool(inside and np.all(u > 0)) and all(
        kl_divergence(r, end) == math.inf and near(kl_divergence(end, r), math.log(2))
        for end in ends
    )


def two_dips() -> bool:
    """R = (0.5, 0.01, 0.49), the tilts of three equal sides: the divergence falls, rises, falls."""
    r, s = np.array([0.5, 0.01, 0.49]), np.full(3, 1 / 3)
    tilts = [exponential_tilt(s, [1, 2, 3], theta) for theta in np.linspace(-9, 9, 181)]
    turns = np.diff(np.sign(np.diff([kl_divergence(u, r) for u in tilts])))
    forward = np.diff([kl_divergence(r, u) for u in tilts], 2)
    return bool(turns[turns != 0].tolist() == [2, -2, 2] and np.all(forward > 0))


def line_has_one_dip(rng: Generator) -> bool:
    """A random line across the triangle and a random R: each direction falls, then rises."""
    a, b, r = draw(rng, count=3, outcomes=3)
    along = a + np.linspace(0, 1, 60)[:, None] * (b - a)
    slopes = (np.diff(kl_divergence(along, r)), np.diff(kl_divergence(r, along)))
    return all(bool(np.all(np.diff(np.sign(slope)) >= 0)) for slope in slopes)
