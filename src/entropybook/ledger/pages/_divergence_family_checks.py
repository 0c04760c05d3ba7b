"""What could refute what page 07b-geometry says of the families; each tries a random case."""

import math
from typing import Any

import numpy as np
from numpy.random import Generator

from entropybook._draws import draw, near
from entropybook.divergences import (
    GENERATORS,
    f_divergence,
    hellinger,
    renyi_divergence,
    total_variation,
)
from entropybook.ledger.pages._geometry_checks import others_are_metrics
from entropybook.measures import kl_divergence

_KINKED = "total variation"  # the one without a curvature


def roots_of_the_symmetric_three(rng: Generator) -> bool:
    """Random pmfs: three of the six are symmetric, and as they stand or as roots obey the rules."""
    r, s = draw(rng, outcomes=4)
    symmetric = {
        name for name, f in GENERATORS.items() if near(f_divergence(r, s, f), f_divergence(s, r, f))
    }
    return symmetric == {"JS", "Hellinger²", _KINKED} and others_are_metrics(rng)


def order_two_is_chi_square(rng: Generator) -> bool:
    """Random pmfs: the divergence of order 2, and the sum of R²/S less 1, against χ²."""
    r, s = draw(rng)
    chi = f_divergence(r, s, GENERATORS["χ²"])
    return near(renyi_divergence(r, s, 2), math.log1p(chi)) and near(np.sum(r**2 / s) - 1, chi)


def _convex(rng: Generator) -> Any:
    """Draw a convex function with f(1) = 0: a sum of kinks, a slope, and one of the six."""
    knots, weights = rng.uniform(0, 3, size=3), rng.random(4)
    slope, name = rng.normal(), rng.choice(list(GENERATORS))
    smooth = GENERATORS[str(name)]

    def f(t: Any) -> Any:
        kinks = sum(
            w * (np.maximum(t - k, 0) - max(1 - k, 0)) for w, k in zip(weights, knots, strict=False)
        )
        return kinks + slope * (t - 1) + weights[3] * smooth(t)

    return f


def convex_is_enough(rng: Generator) -> bool:
    """Random pmfs, convex functions and channels: not negative, and no larger afterwards."""
    r, s = draw(rng, outcomes=5)
    channel = rng.dirichlet(np.full(int(rng.integers(2, 6)), rng.choice([0.1, 1])), size=5)
    if rng.random() < 0.3:
        channel = np.eye(3)[rng.integers(3, size=5)][:, :3]
        channel = channel[:, channel.any(axis=0)]
    f = _convex(rng)
    before, after = f_divergence(r, s, f), f_divergence(r @ channel, s @ channel, f)
    # Kinks leave values of ordinary size, rounded in the last digits.
    return bool(after >= -1e-12 and after <= before + 1e-12)


def first_is_kl(rng: Generator) -> bool:
    """Random pmfs: the mean under S of t log t − t + 1, in plain Python, against KL."""
    r, s = draw(rng)
    t = r / s
    return near(s @ (t * np.log(t) - t + 1), kl_divergence(r, s))


def looks_like_chi_square(rng: Generator) -> bool:
    """A random pmf and one very near: five f-divergences over χ² are half of f''(1); V is not."""
    s, other = draw(rng)
    step = 1e-3 * s.min()
    r = s + step * (other - s)
    chi = np.sum((r - s) ** 2 / s)
    smooth = all(
        math.isclose(f_divergence(r, s, f) / chi, f.curvature / 2, rel_tol=1e-2)
        for name, f in GENERATORS.items()
        if name != _KINKED
    )
    half = total_variation(s + step / 2 * (other - s), s)
    return smooth and near(total_variation(r, s), 2 * half)


def slopes_do_not_matter(rng: Generator) -> bool:
    """Two random pmfs: χ² stays what it was when a multiple of t − 1 is added to its f."""
    s, r = draw(rng)
    slope = float(rng.normal())
    chi = f_divergence(r, s, GENERATORS["χ²"])
    tilted = f_divergence(r, s, lambda t: (t - 1) ** 2 + slope * (t - 1), slope=math.inf)
    return near(tilted, chi)


def curvatures_are_right(rng: Generator) -> bool:
    """A random small step h from 1: (f(1 + h) + f(1 − h))/h² is near f''(1) for the smooth ones."""
    h = rng.uniform(1e-3, 1e-2)
    return all(
        math.isclose(float(f(1 + h) + f(1 - h)) / h**2, f.curvature, rel_tol=1e-3)
        for name, f in GENERATORS.items()
        if name != _KINKED
    )


def order_1_is_kl(rng: Generator) -> bool:
    """Random pmfs, orders just below and above 1: KL within about as much."""
    r, s = draw(rng)
    kl = kl_divergence(r, s)
    spread = np.max(np.abs(np.log(r / s))) ** 2
    return all(
        abs(renyi_divergence(r, s, 1 + way * 1e-6) - kl) < 1e-6 * (1 + spread) for way in (-1, 1)
    )


def orders_process_data(rng: Generator) -> bool:
    """Random pmfs, channels and orders, 0 and infinity among them: no larger afterwards."""
    r, s = draw(rng, outcomes=5)
    order = float(rng.choice([0, 0.2, 0.5, 1, 2, 10, math.inf]))
    channel = rng.dirichlet(np.ones(3), size=5)
    powers = np.sum(r**order * s ** (1 - order)) if order < math.inf else 1
    sign = 1 if order > 1 else -1
    inside = (
        near(powers, 1 + sign * f_divergence(r, s, lambda t: sign * (t**order - 1)))
        if order < math.inf
        else True
    )
    after = renyi_divergence(r @ channel, s @ channel, order)
    return bool(inside and after <= renyi_divergence(r, s, order) + 1e-12)


def rises_with_the_order(rng: Generator) -> bool:
    """Random pmfs: the orders 0 to 1000 in turn never fall, and end at the largest log-ratio."""
    r, s = draw(rng)
    orders = [0, 0.1, 0.5, 0.9, 1, 1.5, 2, 5, 20, 1000]
    values = [renyi_divergence(r, s, order) for order in orders]
    top = math.log(np.max(r / s))
    return bool(
        np.all(np.diff(values) >= -1e-12)
        and near(renyi_divergence(r, s, math.inf), top)
        and top - values[-1] < 0.01 * (1 + abs(math.log(r[np.argmax(r / s)])))
    )


def order_0_counts_supports(rng: Generator) -> bool:
    """Random pmfs with impossible outcomes: minus the log of what S gives to what R allows."""
    r, s = draw(rng, outcomes=5)
    possible = rng.random(5) < 0.6
    possible[0] = True
    r = np.where(possible, r, 0) / r[possible].sum()
    return near(renyi_divergence(r, s, 0), -math.log(s[possible].sum()))


def half_is_hellinger(rng: Generator) -> bool:
    """Random pmfs: the order ½ both ways, against the logarithm of 1 less the squared distance."""
    r, s = draw(rng)
    value = -2 * math.log(1 - hellinger(r, s) ** 2)
    return near([renyi_divergence(r, s, 0.5), renyi_divergence(s, r, 0.5)], [value, value])


def skew_symmetric(rng: Generator) -> bool:
    """Random pmfs and orders between 0 and 1: the two sides agree."""
    (r, s), order = draw(rng), float(rng.uniform(0.01, 0.99))
    back = renyi_divergence(s, r, 1 - order)
    return near((1 - order) * renyi_divergence(r, s, order), order * back)
