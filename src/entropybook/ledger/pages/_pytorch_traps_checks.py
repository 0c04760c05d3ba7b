"""What could refute the claims of the page 06h-pytorch-traps, each function on one random case.

PyTorch itself is not needed here: what its functions add up is written out in NumPy.
"""

import math
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import special

from entropybook._draws import draw, near
from entropybook.measures import entropy


def _taken_for_logs(r: Any, s: Any) -> float:
    """What comes out if probabilities take the place of the model's log-probabilities."""
    return float(np.sum(special.xlogy(r, r) - r * s))


def never_positive(rng: Generator) -> bool:
    """Random pmfs: the sum is minus the entropy of R minus the overlap, neither is positive."""
    r, s = draw(rng)
    parts = -entropy(r), -float(r @ s)
    return max(parts) <= 0 and near(_taken_for_logs(r, s), sum(parts))


def overconfident(rng: Generator) -> bool:
    """A random R: the sum at a random S, and where S has everything on R's likeliest outcome."""
    r, s = draw(rng)
    certain = np.eye(len(r))[r.argmax()]
    return _taken_for_logs(r, certain) < _taken_for_logs(r, s)


def _twice(predicted: Any, label: int) -> float:
    """The loss of a prediction whose probabilities are taken for logits."""
    return float(special.logsumexp(predicted) - predicted[label])


def band(rng: Generator) -> bool:
    """A random prediction of 2 to 5 classes, the perfect one, and the certain and wrong one."""
    (predicted,) = draw(rng, 1)
    k = len(predicted)
    perfect, wrong = (_twice(np.eye(k)[outcome], 0) for outcome in (0, 1))
    return (
        predicted.max() - predicted.min() <= 1
        and perfect < _twice(predicted, 0) < wrong
        and near(perfect, math.log(1 + (k - 1) / math.e))
        and near(wrong, math.log(math.e + k - 1))
        and near(wrong - perfect, 1)
    )


def all_right_and_055() -> bool:
    """Three classes, each predicted with certainty and rightly: the loss with two softmaxes."""
    return {round(_twice(np.eye(3)[label], label), 2) for label in range(3)} == {0.55}


def undone(rng: Generator) -> bool:
    """The softmax of the logarithms of a random pmf, and log_softmax once more."""
    (s,) = draw(rng, 1)
    return near(special.softmax(np.log(s)), s) and near(special.log_softmax(np.log(s)), np.log(s))


def sigmoid_twice(rng: Generator) -> bool:
    """A sigmoid's random output taken for a logit, against the best output for each label."""
    output = special.expit(rng.normal(scale=3))
    positive, negative = np.logaddexp(0, -output), np.logaddexp(0, output)
    best = np.logaddexp(0, -1.0), np.logaddexp(0, 0.0)
    return (
        0 < output < 1
        and bool(positive > best[0] and negative > best[1])
        and near(best, (math.log(1 + 1 / math.e), math.log(2)))
        and near(best[1], entropy([0.5, 0.5]))
    )


def not_a_number(rng: Generator) -> bool:
    """Zero times minus infinity, put at a random place among random numbers and added up."""
    numbers = rng.normal(size=rng.integers(2, 6))
    with np.errstate(invalid="ignore"):
        numbers[rng.integers(len(numbers))] *= 0 * np.array(-np.inf)
    return bool(np.isnan(numbers.sum()))
