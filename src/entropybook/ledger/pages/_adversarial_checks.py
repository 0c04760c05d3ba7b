"""What could refute the claims of the page 06e-generative on grey pixels and on the first GAN."""

import math
from typing import Any

import numpy as np
from numpy.random import Generator

from entropybook._draws import draw, near
from entropybook.measures import entropy, js_divergence


def grey_has_a_floor(rng: Generator) -> bool:
    """Random grey pixels and predictions: the loss against the pixels' entropies, and at equality.

    The loss is written as it is in programs, x log s + (1 − x) log(1 − s) with a minus.
    """
    x, s = rng.uniform(0.01, 0.99, size=(2, 6))
    floor = entropy(np.stack([x, 1 - x], axis=-1)).sum()

    def loss(of: Any) -> Any:
        return -np.sum(x * np.log(of) + (1 - x) * np.log(1 - of))

    return bool(loss(s) > floor) and near(loss(x), floor)


def grey_is_no_probability(rng: Generator) -> bool:
    """A random prediction: exp(−loss), integrated over all grey values of a pixel, is not 1."""
    s = float(rng.uniform(0.01, 0.99))
    x = np.linspace(0, 1, 2001)
    area = np.trapezoid(s**x * (1 - s) ** (1 - x), x)
    return bool(area < 0.999)


def best_discriminator_reaches(rng: Generator) -> bool:
    """Random R and S: the value at R / (R + S), and at a random discriminator, against JS."""
    r, s = draw(rng)

    def value(d: Any) -> Any:
        return r @ np.log(d) + s @ np.log(1 - d)

    top = 2 * js_divergence(r, s) - 2 * math.log(2)
    return near(value(r / (r + s)), top) and bool(value(rng.uniform(0.01, 0.99, len(r))) < top)


def discriminator_is_a_classifier(rng: Generator) -> bool:
    """Random R, S and D: the classifier's cross-entropy over outcomes and labels, half of each.

    At the best D it is the conditional entropy, and that is log 2 less JS.
    """
    r, s = draw(rng)
    d = rng.uniform(0.01, 0.99, len(r))
    joint = np.stack([r, s]) / 2

    def loss(of: Any) -> Any:
        return -np.sum(joint * np.log(np.stack([of, 1 - of])))

    conditional = entropy(joint.ravel()) - entropy(joint.sum(axis=0))
    return (
        near(loss(d), -(r @ np.log(d) + s @ np.log(1 - d)) / 2)
        and near(loss(r / (r + s)), conditional)
        and near(conditional, math.log(2) - js_divergence(r, s))
    )


def ignorant_discriminator(rng: Generator) -> bool:
    """Random R and S, and a discriminator that says ½: the value of a perfect generator."""
    r, s = draw(rng)
    ignorant = np.full(len(r), 0.5)
    return near(r @ np.log(ignorant) + s @ np.log(1 - ignorant), -2 * math.log(2))
