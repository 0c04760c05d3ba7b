"""What could refute the claims of the page 06-machine-learning, each function on a random case."""

from itertools import product
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import optimize, stats

from entropybook._draws import draw, near
from entropybook.measures import cross_entropy, entropy, kl_divergence, pmf


def _two_coins(s: Any) -> Any:
    """Return the probabilities of 0, 1 and 2 heads of two independent coins."""
    s = np.asarray(s)
    return np.stack([(1 - s) ** 2, 2 * s * (1 - s), s**2], axis=-1)


def _half_the_mean(p: Any) -> Any:
    return np.asarray(p) @ [0, 1, 2] / 2


def order_of_draws(rng: Generator) -> bool:
    """A random sample of 20 and a random model, twice: shuffled, and by its counts alone."""
    r, s = draw(rng)
    sample = rng.choice(len(r), size=20, p=r)
    counts = np.bincount(sample, minlength=len(r))
    likelihoods = [np.prod(s[x]) for x in (sample, rng.permutation(sample))] + [np.prod(s**counts)]
    return near(np.log(likelihoods), np.log(likelihoods[0]))


def one_minimiser(rng: Generator) -> bool:
    """A random sample and 50 random models: the three measures choose the same one of them."""
    r, *models = draw(rng, 51)
    sample = rng.choice(len(r), size=30, p=r)
    observed = pmf(np.bincount(sample, minlength=len(r)))
    likelihoods = [np.log(s[sample]).sum() for s in models]
    best = {
        int(np.argmax(likelihoods)),
        int(np.argmin([cross_entropy(observed, s) for s in models])),
        int(np.argmin([kl_divergence(observed, s) for s in models])),
    }
    return len(best) == 1


def unseen_adds_nothing(rng: Generator) -> bool:
    """A random sample that lacks an outcome: the loss and its two parts, with and without it."""
    r, s = draw(rng)
    sample = rng.choice(len(r), size=30, p=r)
    observed = np.append(pmf(np.bincount(sample, minlength=len(r))), 0)
    unseen = rng.uniform(0.01, 0.9)
    model = np.append((1 - unseen) * s, unseen)
    seen = observed > 0
    p, q = observed[seen], model[seen]
    by_hand = -np.sum(p * np.log(q)), -np.sum(p * np.log(p)), np.sum(p * np.log(p / q))
    measured = cross_entropy(observed, model), entropy(observed), kl_divergence(observed, model)
    return near(measured, by_hand) and near(-np.log(model[sample]).mean(), measured[0])


def slope_of_two_coins(rng: Generator) -> bool:
    """A random sample of up to 50 pairs: likelihood over s^h (1 − s)^t, and the slope of its log.

    The slope is compared with a difference of values, at a random s and at the share of heads.
    """
    throws = np.append(rng.integers(3, size=int(rng.integers(1, 50))), 1)
    heads, coins = throws.sum(), 2 * len(throws)
    tails = coins - heads

    def logs(s: float) -> tuple[float, float]:
        return np.log(_two_coins(s)[throws]).sum(), heads * np.log(s) + tails * np.log(1 - s)

    s, h = rng.uniform(0.1, 0.9, size=2), 1e-5
    constant = [np.subtract(*logs(at)) for at in s]
    measured = (logs(s[0] + h)[0] - logs(s[0] - h)[0]) / (2 * h)
    best = heads / coins
    level = abs(heads / best - tails / (1 - best)) < 1e-9 * coins
    # Central differences with steps of 1e-5 are off by their square, times at most 1e5 here.
    return bool(
        near(constant[0], constant[1])
        and abs(measured - (heads / s[0] - tails / (1 - s[0]))) < 1e-4
        and level
    )


def half_the_mean_is_best(rng: Generator) -> bool:
    """A random distribution of the number of heads: a search for the least loss agrees."""
    (r,) = draw(rng, 1, outcomes=3)
    found = optimize.minimize_scalar(
        lambda s: cross_entropy(r, _two_coins(s)), bounds=(1e-9, 1 - 1e-9), method="bounded",
        options={"xatol": 1e-10},
    )  # fmt: skip
    # The loss is flat at its minimum: a search by its values finds half of the digits.
    return bool(abs(found.x - _half_the_mean(r)) < 1e-6)


def goes_to_the_world(rng: Generator) -> bool:
    """A random world of heads, ten thousand million throws: frequencies, minimiser, least loss.

    They are within six standard deviations, or what these move a loss, of those of the world.
    """
    r, m = draw(rng, 1, outcomes=3)[0], 10**10
    observed = rng.multinomial(m, r) / m
    close = 6 / np.sqrt(m)
    ours, worlds = _half_the_mean(observed), _half_the_mean(r)
    grid = _two_coins(np.linspace(0.001, 0.999, 999))
    nearest = kl_divergence(r, _two_coins(worlds))
    losses = cross_entropy(observed, _two_coins(ours)), entropy(r) + nearest
    return bool(
        np.abs(observed - r).max() < close
        and abs(ours - worlds) < close
        and nearest <= np.min(kl_divergence(r, grid)) + 1e-15
        and abs(losses[0] - losses[1]) < close * (np.abs(np.log(_two_coins(worlds))).max() + 1)
    )


def cannot_be_learnt(rng: Generator) -> bool:
    """A random world that is no pair of independent coins: even the nearest model costs more."""
    (r,) = draw(rng, 1, outcomes=3)
    independent = near(r[1] ** 2, 4 * r[0] * r[2])
    return bool(independent or kl_divergence(r, _two_coins(_half_the_mean(r))) > 0)


def spread(rng: Generator) -> bool:
    """Two thousand samples of 100 and of 10,000 throws: the spread of the minimisers is a tenth."""
    r = _two_coins(rng.uniform(0.1, 0.9))
    few, many = (
        np.std(_half_the_mean(rng.multinomial(m, r, size=2_000) / m)) for m in (100, 10_000)
    )
    # A spread of 2,000 values is itself known to 1.6 %: six times that, for two of them.
    return bool(abs(few / many / 10 - 1) < 0.14)


def average_over_inputs(rng: Generator) -> bool:
    """A random world of inputs with an R and an S each: the expected loss pair by pair."""
    weights, r, s = rng.dirichlet(np.ones(4)), *rng.dirichlet(np.ones(3), size=(2, 4))
    pairs = product(range(4), range(3))
    expected = sum(weights[x] * r[x, y] * -np.log(s[x, y]) for x, y in pairs)
    floor = weights @ entropy(r, axis=1)
    split = weights @ cross_entropy(r, s, axis=1), floor + weights @ kl_divergence(r, s, axis=1)
    return near([expected, expected], split) and bool(expected >= floor)


def learnt_by_heart(rng: Generator) -> bool:
    """Twenty inputs seen once each with a random label: a model that holds the table costs 0."""
    labels = rng.integers(3, size=20)
    table = np.eye(3)[labels]
    return bool(cross_entropy(np.eye(3)[labels], table, axis=1).mean() == 0)


def errors_as_likelihood(rng: Generator) -> bool:
    """Random targets, and two random predictions of them, with a random spread of the model."""
    targets, *predictions = rng.normal(size=(3, 10))
    scale = rng.uniform(0.2, 5)
    errors = [targets - p for p in predictions]
    normal = [
        -stats.norm.logpdf(e, scale=scale).mean() - np.mean(e**2) / (2 * scale**2) for e in errors
    ]
    laplace = [
        -stats.laplace.logpdf(e, scale=scale).mean() - np.mean(abs(e)) / scale for e in errors
    ]
    return near(normal[0], normal[1]) and near(laplace[0], laplace[1])


def flattering(rng: Generator) -> bool:
    """Every sample of three throws of a random pair of coins, weighted with its probability."""
    r = _two_coins(rng.uniform(0.05, 0.95))
    own = fitted = 0.0
    for sample in product(range(3), repeat=3):
        weight, observed = np.prod(r[list(sample)]), pmf(np.bincount(sample, minlength=3))
        of_world = cross_entropy(observed, r)
        of_best = cross_entropy(observed, _two_coins(_half_the_mean(observed)))
        if of_best > of_world + 1e-12:
            return False
        own, fitted = own + weight * of_world, fitted + weight * of_best
    return near(own, entropy(r)) and bool(fitted < own)
