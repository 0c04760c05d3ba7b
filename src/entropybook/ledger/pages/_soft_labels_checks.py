"""What is tried for the statements of the page 06b-soft-labels, each function on one case."""

import math
from itertools import product
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import special

from entropybook._draws import draw, near
from entropybook.measures import cross_entropy, entropy, kl_divergence
from entropybook.soft_labels import distil, smoothed, smoothed_gap, soften


def mean_floor(rng: Generator) -> bool:
    """Ten inputs with random R and S: add up by hand what a draw costs, for S = R and for S."""
    r, s = rng.dirichlet(np.ones(4), size=(2, 10))
    paid, least = (-np.sum(r * np.log(model)) / 10 for model in (s, r))
    above = kl_divergence(r, s).mean()
    return near(least, entropy(r).mean()) and near(paid - least, above) and above > 0


def floor_of_a_set(rng: Generator) -> bool:
    """Five inputs with 1 to 4 random labels each, and 20 models: none is below that floor.

    The frequencies themselves are on it, and with one label an input they cost nothing.
    """
    count = int(rng.integers(1, 5))
    labels, models = rng.integers(3, size=(5, count)), rng.dirichlet(np.ones(3), size=(20, 5))
    frequencies = np.eye(3)[labels].mean(axis=1)
    floor = entropy(frequencies).mean()
    losses = [np.mean([-np.log(s[k, labels[k]]) for k in range(5)]) for s in models]
    reached = cross_entropy(np.eye(3)[labels], np.repeat(frequencies[:, None], count, axis=1))
    # A model can be as good as the floor only by rounding: it has to be the frequencies.
    return min(losses) > floor and near(reached.mean(), floor) and (count > 1 or floor == 0)


def few_look_agreed(rng: Generator) -> bool:
    """A random R over three labels: the mean entropy of all samples of 1 to 5, by enumeration.

    It grows with the size of the sample, from 0, and a draw of a million million is all but there.
    """
    (r,) = draw(rng, 1, outcomes=3)

    def mean_entropy(size: int) -> float:
        samples = [np.array(sample) for sample in product(range(3), repeat=size)]
        of_each = [entropy(np.bincount(sample, minlength=3) / size) for sample in samples]
        return float(np.dot([np.prod(r[sample]) for sample in samples], of_each))

    means = [mean_entropy(size) for size in range(1, 6)]
    many = entropy(rng.multinomial(10**12, r) / 10**12)
    # A frequency of a million million draws misses its probability by about 1e-6.
    arrived = abs(many - entropy(r)) < 1e-4
    return bool(means[0] == 0 and np.all(np.diff(means) > 0) and means[-1] < entropy(r) and arrived)


def one_hot_never_satisfied(rng: Generator) -> bool:
    """Random logits: the loss on a label keeps falling as its logit grows, and stays above 0."""
    z, label = 3 * rng.normal(size=int(rng.integers(2, 6))), 0
    losses = []
    for growth in range(25):
        grown = z + growth * np.eye(len(z))[label]
        losses.append(special.logsumexp(grown) - grown[label])
    return bool(np.all(np.diff(losses) < 0) and losses[-1] > 0)


def smoothed_least(rng: Generator) -> bool:
    """A random smoothed label: no random logits have a loss below that of the gap, the entropy."""
    classes, amount = int(rng.integers(2, 8)), float(rng.uniform(0.01, 0.9))
    (target,) = smoothed([0], classes, amount)

    def loss(z: Any) -> float:
        return float(special.logsumexp(z) - target @ z)

    best = smoothed_gap(classes, amount) * np.eye(classes)[0]
    others = [loss(best + rng.normal(size=classes) * rng.choice([0.1, 1, 5])) for _ in range(30)]
    return math.isfinite(best[0]) and near(loss(best), entropy(target)) and min(others) > loss(best)


def hotter_is_softer(rng: Generator) -> bool:
    """Random logits at rising temperatures: one order, a rising entropy, and log n in the end."""
    z = 3 * rng.normal(size=int(rng.integers(2, 7)))
    answers = [soften(z, float(t)) for t in np.geomspace(0.3, 30, 12)]
    in_order = all(np.array_equal(np.argsort(p), np.argsort(z)) for p in answers)
    rising = np.all(np.diff([entropy(p) for p in answers]) > 0)
    return bool(in_order and rising and near(entropy(soften(z, 1e9)), math.log(len(z))))


def constant_ignored(rng: Generator) -> bool:
    """Random logits, and the same with a random number added to each: the softmax is the same."""
    z = rng.normal(size=int(rng.integers(2, 7)))
    return near(soften(z, 1.0), soften(z + 10 * rng.normal(), 1.0))


def _hot_gradient(z: Any, v: Any, temperature: float) -> Any:
    return (soften(z, temperature) - soften(v, temperature)) / temperature


def falls_by_a_hundred(rng: Generator) -> bool:
    """Random logits: from T = 10,000 to 100,000 the gradient falls to a hundredth."""
    z, v = rng.normal(size=(2, int(rng.integers(2, 6))))
    early, late = (np.linalg.norm(_hot_gradient(z, v, t)) for t in (1e4, 1e5))
    # The next term of the expansion is smaller by the logits over T, some 1e-4 of about 3.
    return math.isclose(early / late, 100, rel_tol=5e-2)


def matches_logits(rng: Generator) -> bool:
    """Random logits of mean 0, T = 10,000: compare with the slopes of the squares, by differences.

    They are compared relative to the largest of them.
    """
    z, v = rng.normal(size=(2, int(rng.integers(2, 6))))
    z, v = z - z.mean(), v - v.mean()

    def squares(at: Any) -> float:
        return float(np.sum((at - v) ** 2) / (2 * len(v)))

    steps = 1e-4 * np.eye(len(z))
    slopes = np.array([(squares(z + d) - squares(z - d)) / 2e-4 for d in steps])
    hot = 1e8 * _hot_gradient(z, v, 1e4)
    return np.allclose(hot, slopes, rtol=0, atol=1e-2 * np.abs(slopes).max())


def shortcut(rng: Generator) -> bool:
    """A random teacher and inputs: at the student's weights the slopes of the objective are 0."""
    x, v = rng.normal(size=(8, 3)), 3 * rng.normal(size=(8, 4))
    temperature, penalty = float(rng.uniform(0.5, 8)), float(rng.uniform(0.1, 1))
    student = distil(x, v, temperature=temperature, penalty=penalty)

    def objective(weights: Any) -> float:
        answers = soften(x @ weights + student.bias, temperature)
        losses = cross_entropy(soften(v, temperature), answers)
        return float(temperature**2 * losses.sum() + penalty / 2 * np.sum(weights**2))

    h = 1e-4
    directions = rng.normal(size=(10, 3, 4))
    ahead, behind = (
        [objective(student.weights + side * d) for d in directions] for side in (h, -h)
    )
    slopes = np.subtract(ahead, behind) / (2 * h)
    size = objective(student.weights)
    # Rounding of the objective, 1e-16 of it over h, and the differences' own error, of order h².
    return bool(np.all(np.abs(slopes) < 1e-5 * size))
