"""What could refute the claims of the page 08b-monte-carlo, each function on one random case."""

import itertools
import math
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import special

from entropybook._draws import draw, near
from entropybook.estimation import kl_monte_carlo, kl_monte_carlo_moments
from entropybook.leash import tilted
from entropybook.ledger.equations._monte_carlo import mean_square
from entropybook.measures import kl_divergence

METHODS = ("k1", "k2", "k3")


def first_is_the_definition(rng: Generator) -> bool:
    """Random pmfs: the mean of k1 over the draws is the divergence."""
    r, s = draw(rng)
    return near(kl_monte_carlo_moments(r, s)[0], kl_divergence(r, s))


def negative_by_outcome(rng: Generator) -> bool:
    """Random pmfs: k1 is negative at the outcomes that S gives more often, and there are some."""
    r, s = draw(rng)
    negative = kl_monte_carlo(np.log(r / s)).terms < 0
    return bool(np.array_equal(negative, s > r) and negative.any())


def batch_of_nothing_else(rng: Generator) -> bool:
    """A batch of random size that is one outcome, given too often by S: possible and negative."""
    r, s = draw(rng)
    x, size = int((s / r).argmax()), int(rng.integers(2, 40))
    estimate = kl_monte_carlo(np.full(size, math.log(r[x] / s[x])))
    return bool(estimate.mean < 0 < r[x] ** size)


def tangent_side(rng: Generator) -> bool:
    """Random ratios, near 1 and far: k3 is above 0, and at 1 it is 0; so is a mean of them."""
    log_ratio = rng.normal(scale=rng.choice([0.01, 1, 10]), size=8)
    estimate = kl_monte_carlo(log_ratio, method="k3")
    at_one = kl_monte_carlo([0.0, 0.0], method="k3").terms
    return bool(estimate.terms.min() > 0 and estimate.mean > 0 and np.all(at_one == 0))


def settles_at_zero_or_above(rng: Generator) -> bool:
    """A million million draws of the right sampler are above 0 on average; of S, below.

    So they are if what is taken for S sums to less than 1; if to enough more, they are below.
    """
    r, s = draw(rng)
    k1, size = np.log(r / s), 10**12
    right, stale = (rng.multinomial(size, sampler) @ k1 / size for sampler in (r, s))
    kl = kl_divergence(r, s)
    return bool(stale < 0 < right and right - np.log(rng.uniform(0.1, 1)) > 0 > right - 2 * kl)


def normal_terms(rng: Generator) -> bool:
    """Random distances μ: mean μ²/2 and deviation μ of a k1 that is linear in x, by quadrature."""
    mu = rng.uniform(0.05, 3)
    nodes, weights = np.polynomial.hermite_e.hermegauss(20)
    weights = weights / weights.sum()
    k1 = ((nodes - mu) ** 2 - nodes**2) / 2
    mean = weights @ k1
    linear = near(np.diff(k1) / np.diff(nodes), -mu)
    return linear and near([mean, math.sqrt(weights @ (k1 - mean) ** 2)], [mu**2 / 2, mu])


def _towards(rng: Generator) -> tuple[Any, Any]:
    """Draw R and a direction in which to leave it."""
    r, s = draw(rng)
    r = (r + 0.1) / np.sum(r + 0.1)
    return r, (s - r) / abs(s / r - 1).max()


def twice_the_divergence(rng: Generator) -> bool:
    """S ever closer to R: the variance of k1 over the divergence tends to 2."""
    r, direction = _towards(rng)
    off = []
    for eps in (0.1, 0.01, 0.001):
        mean, sd = kl_monte_carlo_moments(r, r + eps * direction)
        off.append(abs(sd**2 / mean - 2))
    # Off by a multiple of ε: at 0.001 by a few thousandths.
    return off[2] < 0.01 and off[2] <= off[0]


def third_order(rng: Generator) -> bool:
    """S ever closer to R: the bias of k2 over ε³ tends to −E[(r − 1)³]/6, and KL goes like ε²."""
    r, direction = _towards(rng)
    third = -float(r @ (direction / r) ** 3) / 6
    off, sizes = [], []
    for eps in (0.1, 0.01, 0.001):
        s = r + eps * direction
        kl = kl_divergence(r, s)
        bias = (
            kl_monte_carlo_moments(r, s, method="k2")[0]
            - kl_monte_carlo_moments(r, s, method="k3")[0]
        )
        off.append(abs(bias / eps**3 - third))
        sizes.append(kl / eps**2)
    # What is left is a multiple of ε; the moments have about twelve digits, ε³ costs nine.
    settled = abs(sizes[2] / sizes[1] - 1) < 0.02
    return off[2] < 0.005 and settled


def half_square_too_large(rng: Generator) -> bool:
    """Random distances μ of two normals: the mean of k2 by quadrature, against μ²/2 (1 + μ²/4)."""
    mu = rng.uniform(0.05, 3)
    nodes, weights = np.polynomial.hermite_e.hermegauss(20)
    k2 = kl_monte_carlo(mu**2 / 2 - mu * nodes, method="k2").terms
    return near(weights @ k2 / weights.sum(), mu**2 / 2 * (1 + mu**2 / 4))


def no_bound_on_half_square(rng: Generator) -> bool:
    """A random share of R that S all but rules out, ever more so: mean k2 over KL has no bound."""
    share = rng.uniform(0.1, 0.9)
    ratios = []
    for power in (2, 8, 32, 128):
        r, s = np.array([share, 1 - share]), np.array([10.0**-power, 1 - 10.0**-power])
        ratios.append(kl_monte_carlo_moments(r, s, method="k2")[0] / kl_divergence(r, s))
    return bool(np.all(np.diff(ratios) > 0) and ratios[-1] > 50)


def too_low_by_the_cut(rng: Generator) -> bool:
    """Random pmfs, one outcome cut from R: the mean of k3 is short by what S gives to it."""
    r, s = draw(rng)
    r[0] = 0
    r /= r.sum()
    return near(kl_monte_carlo_moments(r, s, method="k3")[0], kl_divergence(r, s) - s[0])


def control_changes_no_mean(rng: Generator) -> bool:
    """Random pmfs and multiples c: the mean of k1 + c(r − 1) is the divergence."""
    r, s = draw(rng)
    return near(r @ (np.log(r / s) + rng.normal() * (s / r - 1)), kl_divergence(r, s))


def slope_turned(rng: Generator) -> bool:
    """Random log-ratios: the fitted c is minus the slope of a least-squares line."""
    k1 = rng.normal(0.2, 0.5, size=30)
    slope = np.polyfit(np.exp(-k1) - 1, k1, 1)[0]
    return near(kl_monte_carlo(k1, method="fitted").coefficient, -slope)


def fitting_costs_a_bias() -> bool:
    """The worked pair, all samples of 8, 16 and 32 draws enumerated: the bias times n settles."""
    r, s = np.array([0.42, 0.31, 0.27]), np.array([0.25, 0.5, 0.25])
    kl, scaled = kl_divergence(r, s), []
    for n in (8, 16, 32):
        bias = 0.0
        for a, b in itertools.product(range(n + 1), repeat=2):
            if a + b <= n:
                counts = np.array([a, b, n - a - b])
                log_chance = special.gammaln(n + 1) - special.gammaln(counts + 1).sum()
                chance = math.exp(log_chance + counts @ np.log(r))
                x = np.repeat(np.log(r / s), counts)
                bias += chance * (kl_monte_carlo(x, method="fitted").mean - kl)
        scaled.append(n * bias)
    return min(map(abs, scaled)) > 1e-3 and abs(scaled[2] / scaled[1] - 1) < 0.25


def infinite_from_twice(rng: Generator) -> bool:
    """Random means, widths below and above the limit: the integral of r² settles, or grows on."""
    mean = rng.uniform(-1, 1)
    below, above = math.sqrt(rng.uniform(0.3, 1.8)), math.sqrt(rng.uniform(2, 4))
    far, farther = (mean_square(below, reach, mean) for reach in (40, 80))
    grows = mean_square(above, 24, mean) > 1.5 * mean_square(above, 12, mean)
    return math.isclose(far, farther, rel_tol=1e-6) and grows


def first_has_a_variance(rng: Generator) -> bool:
    """Random widths up to 10: mean and variance of k1 by quadrature, as two finite formulas say."""
    sigma = rng.uniform(1.5, 10)
    nodes, weights = np.polynomial.hermite_e.hermegauss(20)
    weights = weights / weights.sum()
    slope = (1 - sigma**-2) / 2
    k1 = math.log(sigma) - slope * nodes**2
    mean = weights @ k1
    return near([mean, weights @ (k1 - mean) ** 2], [math.log(sigma) - slope, 2 * slope**2])


def _through_terms(q: Any, s: Any, method: str) -> Any:
    """Differentiate the terms in the logits of q, and take the mean over draws from q."""
    z, steps = np.log(q), 1e-5 * np.eye(len(q))

    def terms(logits: Any) -> Any:
        log_ratio = special.log_softmax(logits, axis=-1) - np.log(s)
        return kl_monte_carlo(log_ratio, method=method).terms

    return (terms(z + steps) - terms(z - steps)) @ q / 2e-5


def _policies(rng: Generator) -> tuple[Any, Any, Any]:
    """Draw a policy and a reference, and the gradient of KL(Q‖S)."""
    q, s = ((p + 0.02) / np.sum(p + 0.02) for p in draw(rng))
    return q, s, q * (np.log(q / s) - kl_divergence(q, s))


def three_gradients(rng: Generator) -> bool:
    """Random policies: the terms differentiated at fixed draws, all draws added up."""
    q, s, right = _policies(rng)
    found = [_through_terms(q, s, m) for m in METHODS]
    # Differences with a step of 1e-5, of terms up to 50: seven digits.
    return bool(np.allclose(found, [0 * q, right, q - s], atol=1e-6))


def both_parts(rng: Generator) -> bool:
    """Random policies: add the part of the moving draws; k1 and k3 are then right, k2 is not."""
    q, s, right = _policies(rng)
    score = np.eye(len(q)) - q  # row x, column j: the slope of log Q(x) in logit j
    whole = [
        _through_terms(q, s, m) + (q * kl_monte_carlo(np.log(q / s), method=m).terms) @ score
        for m in METHODS
    ]
    good = [bool(np.allclose(found, right, atol=1e-6)) for found in whole]
    return good == [True, False, True]


def agree_near_the_reference(rng: Generator) -> bool:
    """Policies ever closer to S: the two gradients differ by ever less of their size."""
    s, direction = _towards(rng)
    off = []
    for eps in (0.1, 0.01, 0.001):
        q = s + eps * direction
        right = q * (np.log(q / s) - kl_divergence(q, s))
        off.append(abs(right - (q - s)).max() / abs(q - s).max())
    # Off by a multiple of ε, which can be 0.
    return bool(off[1] < 0.05 and off[2] < 0.005)


def only_the_second_finds_it(rng: Generator) -> bool:
    """Random rewards: at the tilted policy the objective's slope is 0 with k2 as loss, only."""
    _, s, _ = _policies(rng)
    reward, beta = rng.normal(size=len(s)), rng.uniform(0.5, 2)
    q = tilted(s, reward, beta=beta)
    earned = q * (reward - q @ reward)
    flat = [abs(earned - beta * _through_terms(q, s, m)).max() < 1e-6 for m in METHODS]
    return flat == [False, True, False]


def from_the_wrong_sampler(rng: Generator) -> bool:
    """Random pmfs: k3 as for draws from R, averaged over draws from S."""
    r, s = draw(rng)
    averaged = s @ kl_monte_carlo(np.log(r / s), method="k3").terms
    square = sum((b - a) ** 2 / a for a, b in zip(r, s, strict=True))
    variance = r @ (s / r - r @ (s / r)) ** 2
    return bool(
        np.allclose([averaged, variance], [square - kl_divergence(s, r), square], rtol=1e-8)
        and averaged > 0
    )


def fixed_sampler(rng: Generator) -> bool:
    """Random policies: the terms log S/Q differentiated in the logits, averaged over S."""
    q, s, _ = _policies(rng)
    z, steps = np.log(q), 1e-5 * np.eye(len(q))
    rise = special.log_softmax(z - steps, axis=-1) - special.log_softmax(z + steps, axis=-1)
    return bool(np.allclose(rise @ s / 2e-5, q - s, atol=1e-7))
