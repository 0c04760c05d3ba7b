"""What could refute the claims of the page 07-direction, each function on one random case."""

import math
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import optimize

from entropybook._draws import draw, near
from entropybook.bifurcation import centred_fit, fold, overtaking
from entropybook.direction import reverse_kl, reverse_minima, reverse_slopes
from entropybook.ledger.equations._direction import bell_and_hills
from entropybook.measures import kl_divergence

_STARTS = [(mean, sd) for mean in (-5.0, -2.0, 0.3, 2.5, 5.0) for sd in (0.5, 1.5, 4.0)]


def forward_fit_of_hills(rng: Generator) -> bool:
    """Random distances: a search by the sampled density of R ends at mean 0, variance 1 + a²."""
    a = float(rng.uniform(0.1, 5))
    x = np.linspace(-a - 9, a + 9, 1201)
    r = np.exp(-((x - a) ** 2) / 2) + np.exp(-((x + a) ** 2) / 2)
    r /= r.sum()

    def cost(unknown: Any) -> float:
        mean, log_sd = unknown
        return float(log_sd + r @ (x - mean) ** 2 / (2 * math.exp(2 * log_sd)))

    end = optimize.minimize(cost, rng.normal(size=2), tol=1e-9)
    # A search by differences finds the place to half the digits of the value.
    found = end.x[0], math.exp(2 * end.x[1]) / (1 + a**2)
    return bool(np.allclose(found, (0, 1), atol=1e-4))


def one_hill_costs_log_two(rng: Generator) -> bool:
    """A copy of one hill, at random distances: at most log 2, and within 1e-6 of it for a = 6."""
    a = float(rng.uniform(0, 6))
    far = reverse_kl(6.0, 1.0, 6.0)
    return bool(reverse_kl(a, 1.0, a) <= math.log(2) + 1e-12 and abs(far - math.log(2)) < 1e-6)


def broad_bell_stays(rng: Generator) -> bool:
    """Random distances: one level bell of mean 0, and its curvature along the mean is 1/σ²."""
    a = float(rng.uniform(0.05, 7))
    fit = centred_fit(a)
    gradient, hessian = reverse_slopes(0.0, fit.sd, a)
    widths = fit.sd * np.geomspace(0.1, 1.3, 14)
    signs = [reverse_slopes(0.0, float(sd), a)[0][1] > 0 for sd in widths]
    once = signs == [bool(sd > fit.sd) for sd in widths]
    step = reverse_kl(0.05, fit.sd, a) - fit.divergence
    return bool(
        near(gradient, 0)
        and near(hessian[0, 0], fit.sd**-2)
        and near(hessian[0, 1], 0)
        and hessian[1, 1] > 0
        and once
        and step > 0
    )


def by_log_cosh(rng: Generator) -> bool:
    """A random bell, term by term on a grid; its derivatives at mean 0 by small differences."""
    mean, sd, a = bell_and_hills(rng)
    z = np.linspace(-9, 9, 3001)
    weight = np.exp(-(z**2) / 2)
    weight /= weight.sum()
    x = mean + sd * z
    hills = np.logaddexp(-((x - a) ** 2) / 2, -((x + a) ** 2) / 2) - math.log(2)
    whole = float(weight @ (-(z**2) / 2 - math.log(sd) - hills))

    def divergence(mu: float, sigma: float) -> float:
        spread = float(weight @ np.log(np.cosh(a * mu + a * sigma * z)))
        return (mu**2 + sigma**2 + a**2 - 1) / 2 - math.log(sigma) - spread

    pull, h = np.tanh(a * sd * z), 1e-4
    slope = (divergence(0, sd + h) - divergence(0, sd - h)) / (2 * h)
    bend = 2 * (divergence(h, sd) - divergence(0, sd)) / h**2
    # Differences lose half of fifteen digits, second ones more than that.
    return (
        math.isclose(divergence(mean, sd), whole, abs_tol=1e-10)
        and math.isclose(slope, sd - 1 / sd - a * float(weight @ (z * pull)), abs_tol=1e-6)
        and math.isclose(bend, 1 - a**2 * float(weight @ (1 - pull**2)), abs_tol=1e-5)
    )


def three_ranges(rng: Generator) -> bool:
    """A random distance in each range, searched from 15 starts: how many minima, and the best."""
    born, tied = fold().a, overtaking().a
    for low, high, count in ((0.0, born, 1), (born, tied, 3), (tied, 5.0, 3)):
        a = float(rng.uniform(low + 0.01, high - 0.01))
        starts = [*_STARTS, (a, 1.0), (-a, 1.0)]
        minima = reverse_minima(a, starts)
        middle = minima[count // 2]
        sides = min(fit.divergence for fit in minima)
        best_is_middle = middle.divergence <= sides
        if len(minima) != count or abs(middle.mean) > 1e-4 or best_is_middle != (low < tied):
            return False
    return True


def narrower_than_forward(rng: Generator) -> bool:
    """Random distances: the broad bell has a smaller standard deviation than R has."""
    a = float(rng.uniform(0.05, 7))
    return bool(centred_fit(a).sd < math.sqrt(1 + a**2))


def grows_with_zeros(rng: Generator) -> bool:
    """R with a small probability in its gap: ten times smaller costs S(x) log 10 more."""
    s = draw(rng, 1, 3)[0]
    tiny = 10.0 ** -float(rng.uniform(9, 12))
    costs = [kl_divergence(s, [(1 - e) / 2, e, (1 - e) / 2]) for e in (tiny, tiny / 10)]
    return math.isclose(costs[1] - costs[0], s[1] * math.log(10), rel_tol=1e-6, abs_tol=1e-7)


def _bits(c: float) -> Any:
    return np.array([1 + c, 1 - c, 1 - c, 1 + c]) / 4


def _coins(u: float, v: float) -> Any:
    return np.outer([1 - u, 1 + u], [1 - v, 1 + v]).ravel() / 4


def fair_coins_forward(rng: Generator) -> bool:
    """Random correlations and coins: two fair ones have the least divergence of R from them."""
    c, u, v = rng.uniform(-1, 1, size=3)
    return bool(kl_divergence(_bits(c), _coins(0, 0)) < kl_divergence(_bits(c), _coins(u, v)))


def coins_reverse(rng: Generator) -> bool:
    """Random correlations: a search from random coins ends fair below tanh 1, leaning above."""
    threshold = math.tanh(1)
    c = float(rng.uniform(0, 0.97))
    if abs(c - threshold) < 0.02:
        return True  # so near the threshold a search needs very many steps

    def cost(x: Any) -> float:
        return float(kl_divergence(_coins(*np.tanh(x)), _bits(c)))

    end = optimize.minimize(cost, rng.normal(size=2), tol=1e-8)
    first, second = np.tanh(end.x)
    if c < threshold:
        return bool(abs(first) < 1e-3 and abs(second) < 1e-3)
    answers = abs(first - math.tanh(second * math.atanh(c))) < 1e-3
    return bool(answers and abs(first - second) < 1e-3 and abs(first) > 0.1)


def coins_of_alike_bits(rng: Generator) -> bool:
    """Bits that are alike for certain: random coins, one certain coin, and two of them."""
    u, v = rng.uniform(-1, 1, size=2)
    bits = _bits(1.0)
    others = ((u, v), (1, v), (u, -1), (1, -1), (-1, 1))
    finite = [near(kl_divergence(_coins(side, side), bits), math.log(2)) for side in (-1, 1)]
    return all(finite) and all(kl_divergence(_coins(*uv), bits) == math.inf for uv in others)


def weighted_hills(rng: Generator) -> bool:
    """Random weights, hills 16 apart: the cost of each copy, and the moments of R."""
    a, w = 8.0, float(rng.uniform(0.1, 0.9))
    x = np.linspace(-a - 9, a + 9, 2001)
    left, right = (np.exp(-((x - at) ** 2) / 2) / np.sqrt(2 * np.pi) for at in (-a, a))
    r, dx = w * left + (1 - w) * right, x[1] - x[0]
    costs = [dx * float(s @ np.log((s + 1e-300) / r)) for s in (left, right)]
    mean = dx * float(r @ x)
    variance = dx * float(r @ (x - mean) ** 2)
    moments = (1 - 2 * w) * a, 1 + 4 * w * (1 - w) * a**2
    # What lies beyond nine standard deviations is left out of these sums.
    return bool(
        np.allclose(costs, (-math.log(w), -math.log(1 - w)), atol=1e-9)
        and np.allclose((mean, variance), moments, rtol=1e-9)
    )


def opposite_bits(rng: Generator) -> bool:
    """Random correlations and coins: −c and the second coin turned round give the same."""
    c, u, v = rng.uniform(-1, 1, size=3)
    return near(kl_divergence(_coins(u, v), _bits(c)), kl_divergence(_coins(u, -v), _bits(-c)))
