"""What could refute the claims of the page 06a-classification, each function on a random case."""

from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import special

from entropybook._draws import draw, near
from entropybook.classification import SoftmaxRegression, descent, fit_softmax, softmax_loss
from entropybook.measures import cross_entropy, entropy, kl_divergence, pmf


def constant_belief(rng: Generator) -> bool:
    """Random labels and 50 beliefs that ignore the picture: the frequencies cost least, H(Y)."""
    labels = rng.integers(4, size=60)
    frequencies = pmf(np.bincount(labels, minlength=4))
    costs = [-np.log(s[labels]).mean() for s in (frequencies, *rng.dirichlet(np.ones(4), size=50))]
    return near(costs[0], entropy(frequencies)) and np.argmin(costs) == 0


def read_off(rng: Generator) -> bool:
    """A random world of inputs and labels and a random model: H(Y) less its expected loss.

    That is at most the mutual information of input and label, and reaches it for the true model.
    """
    joint = rng.dirichlet(np.ones(12)).reshape(4, 3)
    x, y = joint.sum(axis=1), joint.sum(axis=0)
    known = kl_divergence(joint.ravel(), np.outer(x, y).ravel())
    r = joint / x[:, None]
    saved = [
        entropy(y) - x @ cross_entropy(r, s, axis=1) for s in (r, rng.dirichlet(np.ones(3), size=4))
    ]
    return near(saved[0], known) and bool(saved[1] <= known)


def anything_becomes_a_pmf(rng: Generator) -> bool:
    """Random scores of either sign, up to a hundred or so: powers, divided by their sum."""
    z = rng.normal(size=int(rng.integers(1, 8))) * 10.0 ** rng.integers(-2, 2)
    s = np.exp(z) / np.exp(z).sum()
    ratios = near(np.log(s / s[0]), z - z[0]) if np.ptp(z) < 500 else True
    return near(s.sum(), 1) and bool((s > 0).all()) and near(s, special.softmax(z)) and ratios


def naive_training_breaks(rng: Generator) -> bool:
    """Ten random inputs, one with a score of 1000 and more, and two steps by a naive softmax."""
    x, labels = rng.normal(size=(10, 3)), rng.integers(3, size=10)
    weights = rng.normal(size=(3, 3))
    x[0] *= 1000 / np.max(x[0] @ weights) * np.sign(np.max(x[0] @ weights))
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(2):
            powers = np.exp(x @ weights)
            s = powers / powers.sum(axis=1, keepdims=True)
            weights = weights - 0.1 * x.T @ (s - np.eye(3)[labels]) / len(x)
    return bool(np.isnan(weights).all())


def shifted_powers(rng: Generator) -> bool:
    """Random scores up to a million: shifted by their largest, powers and sum stay in range."""
    z = rng.normal(size=5) * 10.0 ** rng.integers(0, 7)
    powers = np.exp(z - z.max())
    by_shift, by_library = powers / powers.sum(), special.softmax(z)
    return bool(powers.max() == 1 and powers.sum() >= 1) and near(by_shift, by_library)


def pushes(rng: Generator) -> bool:
    """A random label or target pmf and random scores: the slopes by finite differences."""
    (r,) = draw(rng, 1)
    r = np.eye(len(r))[rng.integers(len(r))] if rng.random() < 0.5 else r
    z, h = rng.normal(size=len(r)), 1e-5
    losses = [[cross_entropy(r, special.softmax(z + d)) for d in (h * e, -h * e)]
              for e in np.eye(len(r))]  # fmt: skip
    slopes = np.subtract(*np.transpose(losses)) / (2 * h)
    push = r - special.softmax(z)
    # The differences of losses rounded at 1e-15 leave nine digits of a slope.
    right = np.allclose(-slopes, push, atol=1e-8)
    up = push[np.argmax(r)] > 0 and (np.delete(push, np.argmax(r)) < 0).all()
    return bool(right and abs(push.sum()) < 1e-12 and (up or r.max() < 1))


def sure_and_right(rng: Generator) -> bool:
    """Random scores with ever more weight on the label: the largest push goes to zero."""
    z, label = rng.normal(size=5), int(rng.integers(5))
    ahead = [z + sure * np.eye(5)[label] for sure in (0, 5, 10, 20, 40)]
    largest = [np.abs(softmax_loss([scores], [label])[1]).max() for scores in ahead]
    return bool(np.all(np.diff(largest) < 0) and largest[-1] < 1e-12)


def sums_of_pictures(rng: Generator) -> bool:
    """Eight random pictures with random labels, five steps: add up pictures times pushes."""
    x, labels, rate = rng.random(size=(8, 6)), rng.integers(3, size=8), rng.uniform(0.1, 2)
    *walk, last = descent(x, labels, classes=3, rate=rate, steps=5)
    counted = sum(rate / 8 * (np.eye(3)[labels] - model.probabilities(x)) for model in walk)
    one = np.eye(3)[labels] - walk[0].probabilities(x)
    gains = np.sign(one) == np.where(np.eye(3)[labels] == 1, 1, -1)
    return near(last.weights, x.T @ counted) and bool(gains.all())


def curvature(rng: Generator) -> bool:
    """Random scores and any target: second differences of the loss, and the variance of v."""
    (r,) = draw(rng, 1)
    z, v, h = rng.normal(size=len(r)), rng.normal(size=len(r)), 1e-4
    p = special.softmax(z)
    hessian = np.diag(p) - np.outer(p, p)

    def slope(at: Any) -> Any:
        return softmax_loss([at], [r])[1][0]

    differences = [
        np.subtract(slope(z + h * e), slope(z - h * e)) / (2 * h) for e in np.eye(len(r))
    ]
    # Central differences with steps of 1e-4 are off by their square.
    right = np.allclose(differences, hessian, atol=1e-7)
    return bool(right) and near(v @ hessian @ v, p @ (v - p @ v) ** 2)


def convex_in_the_weights(rng: Generator) -> bool:
    """Random data and two random models: between them the loss is below the straight line."""
    x, labels = rng.normal(size=(6, 3)), rng.integers(3, size=6)
    ends = rng.normal(size=(2, 4, 3)) * rng.uniform(0.1, 10)

    def loss(parameters: Any) -> float:
        model = SoftmaxRegression(parameters[:-1], parameters[-1])
        return softmax_loss(model.logits(x), labels)[0]

    t = rng.random()
    between = loss(t * ends[0] + (1 - t) * ends[1])
    return between <= t * loss(ends[0]) + (1 - t) * loss(ends[1]) + 1e-12


def flat_directions(rng: Generator) -> bool:
    """Random data with a pixel blank in all pictures: which changes leave the loss where it is."""
    x, labels = rng.normal(size=(20, 3)) * [1, 1, 0], rng.integers(3, size=20)
    model = SoftmaxRegression(rng.normal(size=(3, 3)), rng.normal(size=3))
    here, _ = softmax_loss(model.logits(x), labels)
    blank = SoftmaxRegression(model.weights + np.outer([0, 0, 1], rng.normal(size=3)), model.bias)
    shift = SoftmaxRegression(model.weights, model.bias + rng.normal())
    other = SoftmaxRegression(model.weights, model.bias + rng.normal(size=3))
    flat = [softmax_loss(m.logits(x), labels)[0] for m in (blank, shift)]
    steep = softmax_loss(other.logits(x), labels)[0]
    return near(flat, here) and not near(steep, here)


def one_minimum(rng: Generator) -> bool:
    """Random data with each class in it, and a random penalty: two descents end in the fit."""
    x, labels = rng.normal(size=(12, 2)), np.arange(12) % 3
    penalty = rng.uniform(0.5, 3)
    fit = fit_softmax(x, labels, penalty=penalty)
    *_, last = descent(x, labels, rate=1.5, steps=250, penalty=penalty)
    nearby = [fit.weights + 1e-3 * rng.normal(size=(2, 3)) for _ in range(10)]

    def loss(weights: Any) -> float:
        model = SoftmaxRegression(weights, fit.bias)
        return (
            softmax_loss(model.logits(x), labels)[0]
            + penalty * float(np.sum(model.weights**2)) / 24
        )

    return bool(np.allclose(last.weights, fit.weights, atol=1e-6)) and all(
        loss(other) > loss(fit.weights) for other in nearby
    )


def deep_is_not_convex() -> bool:
    """One hidden unit, tanh, and its mirror image: equal losses, and a larger one half-way."""
    x, labels = np.array([[-1.0], [1.0]]), [0, 1]

    def loss(inner: float, outer: float) -> float:
        hidden = np.tanh(inner * x)
        return softmax_loss(hidden @ [[-outer, outer]], labels)[0]

    return bool(loss(1, 1) == loss(-1, -1) < loss(0, 0))


def factor_keeps_the_order(rng: Generator) -> bool:
    """Random scores times a random factor: the same digit is in front, at another loss."""
    z, labels = rng.normal(size=(20, 10)), rng.integers(10, size=20)
    factor = rng.uniform(1.5, 20) ** rng.choice([-1, 1])
    in_front = bool((z.argmax(axis=1) == (factor * z).argmax(axis=1)).all())
    return in_front and not near(softmax_loss(z, labels)[0], softmax_loss(factor * z, labels)[0])


def perplexity_of_choices(rng: Generator) -> bool:
    """A model that spreads its belief evenly over k of ten digits, the label among them."""
    k = int(rng.integers(1, 11))
    s = np.where(np.arange(10) < k, 1 / k, 0)
    return near(2 ** cross_entropy(np.eye(10)[rng.integers(k)], s, base=2), k)


def louder_for_ever(rng: Generator) -> bool:
    """Scores that put every label in front: the loss falls with the factor and stays above 0.

    With one label changed to another digit, it grows by the same amount for each factor more.
    """
    z = rng.normal(size=(10, 4))
    z[np.arange(10), z.argmax(axis=1)] += 0.1  # no ties, nor nearly
    labels, factors = z.argmax(axis=1), np.array([1, 2, 4, 8])
    right = [softmax_loss(f * z, labels)[0] for f in factors]
    behind = labels.copy()
    behind[0] = z[0].argmin()
    late = [softmax_loss(f * z, behind)[0] for f in (1e4, 2e4, 3e4)]
    gap = (z[0].max() - z[0].min()) / 10
    near_zero = softmax_loss(1e6 * z, labels)[0]
    return bool(
        np.all(np.diff(right) < 0)
        and right[-1] > 0
        and near_zero < 1e-9
        and np.allclose(np.diff(late), 1e4 * gap, rtol=1e-6)
    )


def average_of_surprisals(rng: Generator) -> bool:
    """Random scores and labels: the loss is the mean of −log of what each label was given."""
    z, labels = rng.normal(size=(20, 10)), rng.integers(10, size=20)
    each = -special.log_softmax(z, axis=1)[np.arange(20), labels]
    return near(softmax_loss(z, labels)[0], each.mean())
