"""What could refute the claims of the page 06c-calibration, each function on one random case."""

import numpy as np
from numpy.random import Generator
from scipy import special

from entropybook._draws import near
from entropybook.calibration import (
    fit_temperature,
    reliability,
    split_cross_entropy,
)
from entropybook.measures import cross_entropy, entropy


def bins_cancel() -> bool:
    """Half the cases are called 0.8 and come always, half are called 0.9 and come 7 times in 10.

    In the bin that holds them all, 85% was said and 85% came true.
    """
    found = reliability([0.8] * 10 + [0.9] * 10, [1] * 10 + [1] * 7 + [0] * 3, bins=1)
    return near(found.confidence, found.accuracy)


def bins_matter(rng: Generator) -> bool:
    """Draw 200 cases: the mean gap between said and came, with 5 bins and with 20, is not one."""
    said = rng.random(200)
    came = rng.random(200) < said
    gaps = []
    for bins in (5, 20):
        found = reliability(said, came, bins=bins)
        gaps.append(np.nansum(found.cases * abs(found.accuracy - found.confidence)) / 200)
    return not near(*gaps)


def winner_is_not_all() -> bool:
    """Say (0.6, 0.4, 0) when (0.6, 0.2, 0.2) comes: right about the winner alone."""
    said, labels = np.tile([0.6, 0.4, 0.0], (5, 1)), [0, 0, 0, 1, 2]
    found = reliability(said.max(axis=1), np.equal(labels, 0))
    right = near(found.accuracy[found.cases > 0], 0.6)
    return right and split_cross_entropy(said, labels).calibration > 0


def temperature_flattens(rng: Generator) -> bool:
    """Draw logits: with a higher temperature the entropy is higher and the ratios are nearer 1."""
    z = rng.normal(0, 3, size=4)
    low, high = np.sort(rng.uniform(0.2, 5, size=2))
    sharp, flat = (special.softmax(z / t) for t in (low, high))
    return bool(entropy(flat) > entropy(sharp) and flat.max() < sharp.max())


def one_best_temperature(rng: Generator) -> bool:
    """Draw logits and labels: along 1/T the loss curves upwards, and is least at the one found.

    There, the mean logit of the labels is the one that the model expects.
    """
    z = rng.normal(0, 2, size=(60, 3))
    labels = (special.softmax(z, axis=1).cumsum(axis=1) < rng.random((60, 1))).sum(axis=1)
    labels[0] = z[0].argmin()
    best = fit_temperature(z, labels)
    grid = np.linspace(0.05, 3, 60) / best
    rows = np.arange(60)
    loss = [-special.log_softmax(t * z, axis=1)[rows, labels].mean() for t in (1 / best, *grid)]
    expected = np.sum(special.softmax(z / best, axis=1) * z) / 60
    convex = np.all(np.diff(loss[1:], 2) > 0)
    return bool(convex and loss[0] <= min(loss)) and near(z[rows, labels].mean(), expected)


def when_a_lowest_point_exists(rng: Generator) -> bool:
    """Draw logits, labels at random, and all the largest: where the loss falls and then rises.

    It does if a label is not the largest, and the labels' logits are on average above the others.
    """
    # Logits that are far apart, so that the loss at 1/T = 6 tells where it goes in the end.
    z = rng.permuted(np.tile([0.0, 1, 3], (int(rng.integers(1, 7)), 1)), axis=1)
    labels = rng.integers(3, size=len(z)) if rng.random() < 0.8 else z.argmax(axis=1)
    rows = np.arange(len(z))
    loss = [-special.log_softmax(t * z, axis=1)[rows, labels].mean() for t in (0, 1e-3, 6, 7)]
    others = (z.sum(axis=1) - z[rows, labels]).mean() / 2
    exists = bool(np.any(labels != z.argmax(axis=1)) and z[rows, labels].mean() > others)
    if exists:
        fit_temperature(z, labels)
    return exists == bool(loss[1] < loss[0] and loss[3] > loss[2])


def all_right_has_no_best(rng: Generator) -> bool:
    """Draw logits and call the largest one right: the loss falls as long as 1/T rises."""
    z = rng.normal(0, 1, size=(20, 3))
    loss = [-special.log_softmax(t * z, axis=1).max(axis=1).mean() for t in np.arange(1, 30)]
    return bool(np.all(np.diff(loss) < 0))


def largest_stays_largest(rng: Generator) -> bool:
    """Draw logits and a temperature: the largest logit is that of the same class as before."""
    z = rng.normal(0, 5, size=(50, 4))
    warm = special.softmax(z / rng.uniform(0.1, 10), axis=1)
    return bool(np.array_equal(warm.argmax(axis=1), z.argmax(axis=1)))


def accuracy_is_blind() -> bool:
    """Say 0.7 and 0.99 of what comes 7 times in 10: as often right, at another cross-entropy."""
    belief, pmfs = np.array([0.3, 0.7]), np.array([[0.3, 0.7], [0.01, 0.99]])
    right = belief[pmfs.argmax(axis=1)]
    return bool(right[0] == right[1] and np.diff(cross_entropy(belief, pmfs))[0] > 0)


def one_side_of_half(rng: Generator) -> bool:
    """Draw a belief and two forecasts on one side of ½: the same expected share of right calls."""
    belief, side = rng.random(), rng.integers(2)
    said = side / 2 + rng.uniform(0.001, 0.499, size=2)
    came = rng.random(1000) < belief
    shares = [np.mean((s > 0.5) == came) for s in said]
    return bool(shares[0] == shares[1])
