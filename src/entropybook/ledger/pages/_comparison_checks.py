"""What is tried, and what is shown, for the statements of the page 05-comparison."""

import numpy as np
from numpy.random import Generator

from entropybook._draws import draw, near
from entropybook.measures import cross_entropy, entropy, js_divergence, kl_divergence


def constant_difference(rng: Generator) -> bool:
    """Draw R and two models: between the models both change alike; in each they differ by H(R)."""
    r, one, other = draw(rng, 3)
    change = cross_entropy(r, one) - cross_entropy(r, other)
    differences = [cross_entropy(r, s) - kl_divergence(r, s) for s in (one, other)]
    alike = near(change, kl_divergence(r, one) - kl_divergence(r, other))
    return alike and near(differences, entropy(r))


def minimiser(rng: Generator) -> bool:
    """Draw R and 50 models: both measures are least at the same one; with R among them, at R."""
    (r,) = draw(rng, 1)
    models = rng.dirichlet(np.ones(len(r)), size=50)
    best = [np.argmin(measure(r, models)) for measure in (cross_entropy, kl_divergence)]
    models = np.vstack([models, r])
    best_of_all = [np.argmin(measure(r, models)) for measure in (cross_entropy, kl_divergence)]
    return best[0] == best[1] and best_of_all == [50, 50]


def descent(rng: Generator) -> bool:
    """Draw R and a start z of S = softmax(z): ten steps of descent on each, by differences."""
    (r,) = draw(rng, 1)
    start, rate, h = rng.normal(size=len(r)), rng.uniform(0.1, 1), 1e-5 * np.eye(len(r))
    paths = []
    for measure in (cross_entropy, kl_divergence):
        z, path = start, []
        for _ in range(10):
            ahead, behind = (np.exp(z + d) for d in (h, -h))
            slopes = measure(r, ahead / ahead.sum(axis=1, keepdims=True))
            slopes = slopes - measure(r, behind / behind.sum(axis=1, keepdims=True))
            z = z - rate * slopes / 2e-5
            path.append(z)
        paths.append(path)
    # The differences are rounded at about 1e-16, hence each slope at about 1e-11.
    by_ce, by_kl = paths
    return np.allclose(by_ce, by_kl, rtol=0, atol=1e-8) and not near(by_ce[-1], start)


def collapse(rng: Generator) -> bool:
    """Draw S and 50 other R: H(R, S) is above its value for R certain of S's likeliest outcome.

    When a second outcome is made as likely, each mixture of the two has the same least value.
    """
    (s,) = draw(rng, 1)
    others = rng.dirichlet(np.ones(len(s)), size=50)
    order = np.argsort(-s)
    certain, second = np.eye(len(s))[order[:2]]
    alone = np.all(cross_entropy(others, s) > cross_entropy(certain, s))
    s[order[1]] = s[order[0]]
    s, t = s / s.sum(), rng.random()
    tied = cross_entropy([certain, t * certain + (1 - t) * second], s)
    # With two outcomes all R are such mixtures, and differ by rounding.
    return bool(alone and near(*tied) and np.all(cross_entropy(others, s) > tied[0] - 1e-12))


def one_hot(rng: Generator) -> bool:
    """Draw a model and a label: cross-entropy and KL divergence are both −log S(label)."""
    (s,) = draw(rng, 1)
    label = rng.integers(len(s))
    r = np.eye(len(s))[label]
    price = -np.log(s[label])
    both = near([cross_entropy(r, s), kl_divergence(r, s)], price)
    return both and entropy(r) == 0


def average_over_labels(rng: Generator) -> bool:
    """Draw 30 labels and a model: the mean loss is H(R, S) for their observed frequencies R."""
    (s,) = draw(rng, 1)
    labels = rng.integers(len(s), size=30)
    frequencies = [np.mean(labels == k) for k in range(len(s))]
    return near(cross_entropy(np.eye(len(s))[labels], s).mean(), cross_entropy(frequencies, s))


def floor_or_model() -> bool:
    """Predict one half each: of a fair coin, perfectly, and of a certain outcome, badly."""
    half = [0.5, 0.5]
    losses = [cross_entropy(r, half) for r in (half, [1, 0])]
    avoidable = [kl_divergence(r, half) for r in (half, [1, 0])]
    return bool(losses[0] == losses[1] > 0 and avoidable[0] == 0 < avoidable[1])


def likelihood(rng: Generator) -> bool:
    """Draw 30 labels and 20 models: the mean loss is −log of the labels' probability, over 30.

    So the model with the least loss gives the labels the greatest probability.
    """
    n = int(rng.integers(2, 6))
    labels, models = rng.integers(n, size=30), rng.dirichlet(np.full(n, 5), size=20)
    losses = [cross_entropy(np.eye(n)[labels], s).mean() for s in models]
    likelihoods = [np.prod(s[labels]) for s in models]
    best = np.argmin(losses) == np.argmax(likelihoods)
    return bool(best and near(np.log(likelihoods), -30 * np.asarray(losses)))


def adversary(rng: Generator) -> bool:
    """Draw data R, a generator S and discriminators D: the best D(x) is R(x)/(R(x) + S(x)).

    Its objective, the mean of log D under R plus that of log(1 − D) under S, is 2 JS − log 4.
    """
    r, s = draw(rng)
    best = r / (r + s)
    others = best + rng.uniform(-0.9, 0.9, size=(50, len(r))) * np.minimum(best, 1 - best)
    objectives = [r @ np.log(d) + s @ np.log(1 - d) for d in (best, *others)]
    return np.argmax(objectives) == 0 and near(objectives[0], 2 * js_divergence(r, s) - np.log(4))
