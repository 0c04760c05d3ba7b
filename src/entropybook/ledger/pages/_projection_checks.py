"""What could refute the claims of the page 07a-projection, each function on one random case."""

import math
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import optimize, stats

from entropybook._draws import draw, near
from entropybook.ledger.equations._projection import same_mean
from entropybook.measures import entropy, kl_divergence
from entropybook.projection import exponential_tilt, first_given_mean, information_projection


def along_the_line(rng: Generator, p: Any, v: Any) -> Any:
    """Step from a pmf in random directions that keep its sum and the mean of the numbers."""
    fixed = np.linalg.qr(np.array([np.ones(len(v)), v]).T)[0]
    steps = rng.normal(size=(20, len(v)))
    steps -= steps @ fixed @ fixed.T
    # As far as the nearest face, or a part of the way.
    with np.errstate(divide="ignore", over="ignore"):
        room = np.min(np.where(steps < 0, p / -steps, np.inf), axis=1, keepdims=True)
    return np.clip(p + rng.random((20, 1)) * room * steps, 0, None)


def tilt_is_nearest(rng: Generator) -> bool:
    """The tilt that has a random mean: each pmf of that mean, near or far, is farther away."""
    s, other = draw(rng, outcomes=int(rng.integers(3, 7)))
    v = rng.normal(size=len(s))
    best = information_projection(s, v, float(other @ v))
    others = np.vstack([along_the_line(rng, start, v) for start in (best.pmf, other)])
    same = near(others @ v, best.pmf @ v) and near(best.pmf @ v, other @ v)
    return same and bool(np.all(kl_divergence(others, s) > best.divergence))


def mean_rises(rng: Generator) -> bool:
    """Random models and numbers: the mean rises with the tilt, from the least to the largest."""
    _, s, v = same_mean(rng)
    thetas = np.sort(rng.normal(scale=1.5, size=20))
    means = [exponential_tilt(s, v, theta) @ v for theta in (-np.inf, *thetas, np.inf)]
    smooth = abs(exponential_tilt(s, v, 1 + 1e-9) @ v - exponential_tilt(s, v, 1) @ v) < 1e-7
    return bool(np.all(np.diff(means) > 0) and smooth) and near(means[::21], [v.min(), v.max()])


def log_ratio_has_one_mean(rng: Generator) -> bool:
    """Random pmfs of one mean: the log-ratio of tilt and model is linear, its mean the same."""
    p, s, v = same_mean(rng)
    best = information_projection(s, v, float(p @ v))
    ratio = np.log(best.pmf / s)
    rest = ratio - best.theta * v
    return near(rest, np.full(len(v), rest[0])) and near(p @ ratio, best.pmf @ ratio)


def half_space(rng: Generator) -> bool:
    """A random model and a mean above its own: the tilt is the nearest of at least that mean."""
    p, s, v = same_mean(rng)
    m = s @ v + rng.random() * (v.max() - s @ v)
    best = information_projection(s, v, float(m))
    gap = kl_divergence(p, s) - kl_divergence(p, best.pmf) - best.divergence
    farther = p @ v < m or kl_divergence(p, s) >= best.divergence
    return bool(farther and best.theta > 0) and near(gap, best.theta * (p @ v - m))


def runs_look_like_the_tilt(rng: Generator) -> bool:
    """A random die, and runs of a mean: eight times as long, the first throw is nearer to T."""
    s = rng.dirichlet(np.full(int(rng.integers(3, 6)), 5.0))
    part = int(rng.integers(5, 8 * (len(s) - 1) - 5)) / 8
    goal = information_projection(s, np.arange(1, len(s) + 1), 1 + part)
    short, long = (
        kl_divergence(first_given_mean(s, round(n * (1 + part)), n), goal.pmf) for n in (64, 512)
    )
    # It falls like the square of 1/n; at 512 throws it is below a thousandth of a nat.
    return bool(long < 1e-3 and (long < short / 8 or short < 1e-12))


def sums_hide_tilts(rng: Generator) -> bool:
    """Two to four throws of a random die, written out: given their sum, a tilt changes nothing."""
    s, n = draw(rng, count=1, outcomes=3)[0], int(rng.integers(2, 5))
    t = exponential_tilt(s, [1, 2, 3], float(rng.normal(scale=2)))
    runs = np.array(list(np.ndindex((3,) * n)))
    same = runs.sum(axis=1) == rng.integers(0, 2 * n + 1)
    under_s, under_t = (np.prod(q[runs[same]], axis=1) for q in (s, t))
    return near(under_s / under_s.sum(), under_t / under_t.sum())


def chance_falls_at_the_rate(rng: Generator) -> bool:
    """A random die and a mean above its own: −log of the chance over n approaches the least KL."""
    s = rng.dirichlet(np.full(int(rng.integers(3, 6)), 5.0))
    points = np.arange(1, len(s) + 1)
    m = s @ points + rng.uniform(0.2, 0.8) * (len(s) - s @ points)
    rate, off = information_projection(s, points, float(m)).divergence, []
    for n in (50, 400):
        sums = np.ones(1)
        for _ in range(n):
            sums = np.convolve(sums, s)
        off.append(-math.log(sums[math.ceil(n * m) - n :].sum()) / n - rate)
    # By Chernoff's bound it is above the rate; the excess falls like log n over n.
    return bool(0 < off[1] < math.log(400) / 400 * 1.5 and off[1] < off[0])


def the_end_is_conditioning(rng: Generator) -> bool:
    """A random model and event, and P within it: the projection on 1 is S given the event."""
    s = draw(rng, count=1, outcomes=5)[0]
    inside = rng.permutation([1.0, 1.0, 1.0, 0.0, 0.0])
    given = s * inside / (s @ inside)
    best = information_projection(s, inside, 1)
    p = rng.dirichlet(np.ones(5)) * inside
    far = kl_divergence(p / p.sum(), s) >= best.divergence
    steep = exponential_tilt(s, inside, 60)
    return (
        near(best.pmf, given)
        and near(best.divergence, -math.log(s @ inside))
        and near(steep, given)
        and bool(far and best.theta == math.inf)
    )


def ratios_stay(rng: Generator) -> bool:
    """A random model, event and probability of it: the ratios stay within it and outside."""
    s = draw(rng, count=1, outcomes=5)[0]
    inside = rng.permutation([True, True, True, False, False])
    chance = rng.uniform(0.01, 0.99)
    best = information_projection(s, inside.astype(float), chance).pmf
    wanted = np.where(inside, chance * s / s[inside].sum(), (1 - chance) * s / s[~inside].sum())
    return near(best, wanted)


def out_of_reach(rng: Generator) -> bool:
    """Random pmfs of a mean that S does not reach without an outcome: all infinitely far."""
    s = np.array([*draw(rng, count=1, outcomes=2)[0], 0.0])
    top = rng.uniform(1e-6, 1)
    p = np.array([top * (1 - top) / 2, 1 - top - top * (1 - top) / 2, top])
    above = p @ [1, 2, 3] > 2
    try:
        information_projection(s, [1, 2, 3], 2 + top)
    except ValueError as error:
        return bool(above and kl_divergence(p, s) == math.inf and "finite divergence" in str(error))
    return False


def keeps_the_support(rng: Generator) -> bool:
    """A random model with impossible outcomes, a mean between the ends: T has its support."""
    s = draw(rng, count=1, outcomes=6)[0] * rng.permutation([1, 1, 1, 1, 0, 0])
    s, v = s / s.sum(), rng.normal(size=6)
    allowed = v[s > 0]
    mean = allowed.min() + rng.uniform(0.02, 0.98) * np.ptp(allowed)
    t = information_projection(s, v, float(mean)).pmf
    return bool(np.array_equal(t > 0, s > 0))


def uniform_means_entropy(rng: Generator) -> bool:
    """Random pmfs: the divergence from the uniform one is log n less the entropy."""
    p = draw(rng, count=1)[0]
    uniform = np.full(len(p), 1 / len(p))
    return near(kl_divergence(p, uniform), math.log(len(p)) - entropy(p))


def a_dent_has_two() -> bool:
    """Fair die, mean not between 2.5 and 4.5: two mirror images tie, and the inequality fails."""
    fair, points = np.full(6, 1 / 6), np.arange(1, 7)
    low, high = (information_projection(fair, points, mean) for mean in (2.5, 4.5))
    way = kl_divergence(low.pmf, high.pmf) + high.divergence
    mirrored = near(low.pmf, high.pmf[::-1]) and near(low.divergence, high.divergence)
    return mirrored and bool(low.divergence < way)


def one_nearest(rng: Generator) -> bool:
    """Two random pmfs equally far from a model: some mixture of them is nearer than they are."""
    s, a, b = draw(rng, count=3, outcomes=4)
    far = kl_divergence(a, s)
    # Go from S through b until it is as far as a; where the simplex ends before that, skip.
    with np.errstate(divide="ignore"):
        room = np.min(np.where(b < s, s / (s - b), np.inf))
    if kl_divergence(s + room * (b - s) * 0.999, s) < far:
        return True
    reach = optimize.brentq(lambda w: kl_divergence(s + w * (b - s), s) - far, 0, 0.999 * room)
    b = s + reach * (b - s)
    return bool(kl_divergence((a + b) / 2, s) < far)


def farther_is_rarer(rng: Generator) -> bool:
    """Random frequencies of 900 throws of a die: their probability follows the divergence."""
    s, n = draw(rng, count=1, outcomes=3)[0], 900
    counts = rng.multinomial(n, rng.dirichlet(np.ones(3)), size=2)
    logs = stats.multinomial.logpmf(counts, n, s)
    divergences = n * kl_divergence(counts / n, s)
    # Cover and Thomas, theorem 11.1.4: log P is between −nD − 3 log(n + 1) and −nD.
    return bool(
        np.all(-divergences - 3 * math.log(n + 1) <= logs) and np.all(logs <= -divergences + 1e-9)
    )
