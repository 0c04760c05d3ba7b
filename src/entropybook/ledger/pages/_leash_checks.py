"""What could refute the claims of the page 06f-leash, each function on one random case."""

import math
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import optimize, special

from entropybook._draws import draw, near
from entropybook.leash import best_of, tilted
from entropybook.ledger.equations._leash import bandit, best_of_bounded, objective
from entropybook.measures import cross_entropy, kl_divergence


def all_on_the_largest(rng: Generator) -> bool:
    """Random rewards: the point mass on the largest earns more than a random policy does."""
    q, _, reward, _ = bandit(rng)
    return bool(q @ reward < np.eye(len(q))[reward.argmax()] @ reward)


def stays_inside(rng: Generator) -> bool:
    """A reference without the best answer: it costs all, and the tilted policy does without it."""
    q, s, reward, beta = bandit(rng)
    s[reward.argmax()] = 0
    s /= s.sum()
    worth = q @ reward - beta * kl_divergence(q, s)
    return bool(worth == -math.inf and tilted(s, reward, beta=beta)[reward.argmax()] == 0)


def dropping_is_cheap(rng: Generator) -> bool:
    """Drop answers of half the probability: what is left of S costs log 2, and others cost more."""
    kept, lost = draw(rng)
    s = np.r_[kept, lost] / 2
    least = np.r_[kept, np.zeros_like(lost)]
    other = np.r_[draw(rng, 1, len(kept))[0], np.zeros_like(lost)]
    return near(kl_divergence(least, s), math.log(2)) and kl_divergence(other, s) > math.log(2)


def tilt_of_two(rng: Generator) -> bool:
    """A random tilt of answers in the ratio 3 to 1: rewards alike, and one that is higher by β."""
    weight, (reward, third), beta = rng.random(), rng.normal(size=2), rng.uniform(0.2, 3)
    s = np.array([3 * weight, weight, 1]) / (4 * weight + 1)
    alike = tilted(s, [reward, reward, third], beta=beta)
    higher = tilted(s, [reward + beta, reward, third], beta=beta)
    return near(alike[0] / alike[1], 3) and near(higher[0] / higher[1], 3 * math.e)


def lower_by_divergence(rng: Generator) -> bool:
    """Random policies: how much less than the tilted one each is worth, to ten digits."""
    q, s, reward, beta = bandit(rng)
    t = tilted(s, reward, beta=beta)
    gap = objective(t, s, reward, beta) - objective(q, s, reward, beta)
    return near(gap, beta * kl_divergence(q, t)) and gap > 0


def better_goes_up(rng: Generator) -> bool:
    """Random policies: the logit has a positive slope where the answer beats the mean, only."""
    q, s, reward, beta = bandit(rng)
    gain, h = reward - beta * np.log(q / s), 1e-6

    def moved(step: Any) -> float:
        weights = q * np.exp(step)
        return objective(weights / weights.sum(), s, reward, beta)

    slopes = np.array([moved(h * e) - moved(-h * e) for e in np.eye(len(q))])
    worth = objective(q, s, reward, beta)
    return near(q @ gain, worth) and bool(np.all((slopes > 0) == (gain > worth)))


def no_noise(rng: Generator) -> bool:
    """Any answers of the tilted policy: all have one gain, β log Z, and none is above the mean."""
    _, s, reward, beta = bandit(rng)
    t = tilted(s, reward, beta=beta)
    gain = reward - beta * np.log(t / s)
    drawn = rng.multinomial(10, t) / 10
    estimate = drawn * (gain - drawn @ gain) - t * (drawn @ (gain - drawn @ gain))
    # Without a baseline, the answers of the batch are pushed by the gain that all have.
    alone = drawn * gain - t * (drawn @ gain)
    quiet = near(gain, beta * math.log(s @ np.exp(reward / beta))) and near(estimate, 0)
    return quiet and not near(alone, 0)


def _at_divergence(s: Any, reward: Any, spent: float) -> Any:
    """Find the tilted policy at a divergence from S."""
    price = optimize.brentq(
        lambda log_beta: kl_divergence(tilted(s, reward, beta=math.exp(log_beta)), s) - spent,
        math.log(0.001),
        math.log(1e6),
        xtol=1e-10,
    )
    return tilted(s, reward, beta=math.exp(price))


def nothing_above(rng: Generator) -> bool:
    """A random policy and the tilted one that is as far from S: the tilted one earns more."""
    q, s, reward, _ = bandit(rng)
    # Near the collapse no tilted policy is as far as q; there the best answer earns at least as
    # much as q does.
    farthest = -math.log(s[reward.argmax()])
    spent = kl_divergence(q, s)
    if spent >= 0.99 * farthest:
        return bool(q @ reward < reward.max())
    return bool(q @ reward <= _at_divergence(s, reward, spent) @ reward + 1e-9)


def slope_is_beta(rng: Generator) -> bool:
    """Two tilted policies of nearly the same β: reward gained for divergence spent."""
    _, s, reward, beta = bandit(rng)
    near_by = [tilted(s, reward, beta=beta * (1 + step)) for step in (-1e-4, 1e-4)]
    gained, spent = np.diff([(t @ reward, kl_divergence(t, s)) for t in near_by], axis=0)[0]
    # The slope between two points misses the one at the middle by the square of their distance.
    return math.isclose(gained / spent, beta, rel_tol=1e-5)


def bound_in_the_limit(rng: Generator) -> bool:
    """Answers that grow more and rarer, of different scores: the gap to the bound closes."""
    n, gaps = int(rng.integers(2, 12)), []
    for answers in (10, 200, 4000):
        s = rng.dirichlet(np.full(answers, 5))
        kl = kl_divergence(best_of(s, rng.permutation(answers), n), s)
        gaps.append(math.log(n) - (n - 1) / n - kl)
    return bool(gaps[0] > gaps[1] > gaps[2] > 0 and gaps[2] < 1e-3)


def bound_alone_has_no_end(rng: Generator) -> bool:
    """A few answers, n up to a million: the bound grows, the divergence stays below the end."""
    _, s, reward, _ = bandit(rng)
    collapsed = -math.log(s[reward.argmax()])
    spent = [kl_divergence(best_of(s, reward, 10**k), s) for k in range(7)]
    bound = [k * math.log(10) - 1 + 10.0**-k for k in range(7)]
    growing = bool(np.all(np.diff(bound) > 1))
    return growing and max(spent) <= collapsed * (1 + 1e-12) and best_of_bounded(rng)


def order_only(rng: Generator) -> bool:
    """The same answers with other scores in the same order: the best of n is the same."""
    _, s, reward, _ = bandit(rng)
    return near(best_of(s, reward, 5), best_of(s, np.exp(3 * reward), 5))


def times_as_often(rng: Generator) -> bool:
    """Random policies: the geometric mean of Q(x)/S(x), weighted by Q, multiplied out."""
    q, s, _, _ = bandit(rng)
    return near(np.prod((q / s) ** q), math.exp(kl_divergence(q, s)))


def never_negative_estimate(rng: Generator) -> bool:
    """Random policies: each term is 0 or more, and the mean under Q is KL(Q‖S), or else less."""
    q, s = draw(rng)
    terms = s / q - 1 - np.log(s / q)
    # An answer that Q cannot give is in no batch, and its S is missing from the mean.
    out = np.r_[0, q[1:]] / q[1:].sum()
    seen = out[1:] @ (s[1:] / out[1:] - 1 - np.log(s[1:] / out[1:]))
    unbiased = near(q @ terms, kl_divergence(q, s))
    return unbiased and bool(terms.min() >= 0 and seen < kl_divergence(out, s))


def preferences_by_cross_entropy(rng: Generator) -> bool:
    """Random rewards and choices between two answers: minus the mean log of what was expected."""
    expected = special.expit(rng.normal() - rng.normal())
    won = rng.random(20) < rng.random()
    loss = -np.mean(np.log(np.where(won, expected, 1 - expected)))
    return near(loss, cross_entropy([won.mean(), 1 - won.mean()], [expected, 1 - expected]))


def unanimity_has_no_leash(rng: Generator) -> bool:
    """A random reference and price, and policies from S on to one that all but drops y.

    The log-likelihood of DPO rises to the end if x always wins, and turns if it wins 3 times in 4.
    """
    s, beta = rng.uniform(0.05, 0.95), rng.uniform(0.1, 3)
    log_odds = math.log(s / (1 - s)) + np.linspace(0, 20, 200) / beta
    margin = beta * (log_odds - math.log(s / (1 - s)))
    always, mostly = (
        share * special.log_expit(margin) + (1 - share) * special.log_expit(-margin)
        for share in (1, 3 / 4)
    )
    return bool(np.all(np.diff(always) > 0) and 0 < mostly.argmax() < 199)


def half_is_cheap(rng: Generator) -> bool:
    """Random policies, half of each S, and one whose other half is where S has next to nothing."""
    q, s = draw(rng)
    rare = np.r_[1e-12, s * (1 - 1e-12)]
    halved = [(s, (s + q) / 2), (rare, (rare + np.eye(len(rare))[0]) / 2)]
    return all(kl_divergence(p, half) <= math.log(2) for p, half in halved)


def stale_answers(rng: Generator) -> bool:
    """A million answers from S: the mean of log Q/S settles on minus the swapped divergence."""
    q, s = draw(rng)
    log_ratio = np.log(q / s)
    swapped = kl_divergence(s, q)
    mean = rng.multinomial(10**6, s) @ log_ratio / 10**6
    # Six standard deviations: chance alone exceeds them once in 500 million times.
    spread = math.sqrt(s @ (log_ratio + swapped) ** 2 / 10**6)
    return bool(abs(mean + swapped) <= 6 * spread and -swapped <= 0)


def altered_sampler() -> bool:
    """Q = (.4, .35, .25), S = (.3, .4, .3); of Q's answers the first is cut off: mean below 0."""
    q, s = np.array([0.4, 0.35, 0.25]), np.array([0.3, 0.4, 0.3])
    seen = np.array([0, 0.35, 0.25]) / 0.6
    return bool(seen @ np.log(q / s) < 0 < q @ np.log(q / s))


def scale_of_rewards(rng: Generator) -> bool:
    """Random rewards, moved by a constant, and doubled with half the price on the other side."""
    _, s, reward, beta = bandit(rng)
    t = tilted(s, reward, beta=beta)
    moved = tilted(s, reward + 100 * rng.normal(), beta=beta)
    doubled = near(tilted(s, 2 * reward, beta=beta), tilted(s, reward, beta=beta / 2))
    return near(moved, t) and doubled


def leash_turned_round(rng: Generator) -> bool:
    """The policy βS/(c − r) on a swapped leash, against random ones and one without an answer."""
    q, s, reward, beta = bandit(rng)

    def by_constant(c: float) -> Any:
        return beta * s / (c - reward)

    low = reward.max() + 1e-3 * beta * s[reward.argmax()]
    c = optimize.brentq(lambda c: by_constant(c).sum() - 1, low, reward.max() + beta, xtol=1e-14)
    best = by_constant(c)

    def worth(policy: Any) -> float:
        return float(policy @ reward - beta * kl_divergence(s, policy))

    without = np.r_[0, q[1:]] / q[1:].sum()
    best = best / best.sum()
    return bool(worth(best) > worth(q) and worth(without) == -math.inf and best.min() > 0)
