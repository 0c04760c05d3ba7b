"""What could refute the claims of the page 06c-calibration on the parts of a cross-entropy."""

from itertools import product
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import special

from entropybook._draws import draw, near
from entropybook.calibration import recalibrate, split_cross_entropy
from entropybook.measures import cross_entropy, entropy


def _record(rng: Generator, cases: int = 60) -> tuple[Any, Any]:
    """Draw a few forecasts, issued again and again, and the labels that came after them."""
    issued = rng.dirichlet(np.ones(rng.integers(2, 5)), size=int(rng.integers(2, 6)))
    forecasts = issued[rng.integers(len(issued), size=cases)]
    return forecasts, rng.integers(forecasts.shape[1], size=cases)


def group_pays(rng: Generator) -> bool:
    """Draw a forecast S and labels after it: the mean of −log S(label) is H(C, S)."""
    (s,) = draw(rng, 1)
    labels = rng.integers(len(s), size=30)
    c = np.bincount(labels, minlength=len(s)) / 30
    return near(np.mean(-np.log(s[labels])), cross_entropy(c, s))


def nothing_for_what_did_not_come(rng: Generator) -> bool:
    """Draw a record in which one outcome does not come: the parts, of the others alone, add up."""
    forecasts = _record(rng)[0]
    labels = rng.integers(1, forecasts.shape[1], size=len(forecasts))
    c = recalibrate(forecasts, labels)[:, 1:]
    seen = np.where(c > 0, c, 1)
    s = np.where(c > 0, forecasts[:, 1:], 1)
    price, calibration, refinement = (
        -np.sum(c * term) / len(labels)
        for term in (np.log(s), np.log(s) - np.log(seen), np.log(seen))
    )
    parts = split_cross_entropy(forecasts, labels)
    return near(parts, (calibration, refinement)) and near(price, sum(parts))


def calibrated_iff_zero(rng: Generator) -> bool:
    """Draw a record: recalibrated, the first part is zero; with one forecast moved, it is not."""
    forecasts, labels = _record(rng)
    honest = recalibrate(forecasts, labels)
    moved = np.where((honest == honest[0]).all(axis=1, keepdims=True), 1 / 7, honest)
    moved[:, 0] += 1 - moved.sum(axis=1)
    zero = abs(split_cross_entropy(honest, labels).calibration) < 1e-14
    return zero and bool(split_cross_entropy(moved, labels).calibration > 1e-6)


def floor_moves() -> bool:
    """Tell wet days from dry ones, or say ½ each day: both calibrated, with different floors."""
    labels = [0, 0, 1, 1]
    knows, shrugs = np.eye(2)[labels], np.full((4, 2), 0.5)
    parts = [split_cross_entropy(s, labels) for s in (knows, shrugs)]
    return parts[0].refinement == 0 < parts[1].refinement and parts[1].calibration == 0


def recalibration_keeps(rng: Generator) -> bool:
    """Draw a record: recalibrate it, or give each of its forecasts another one in its place."""
    forecasts, labels = _record(rng)
    before = split_cross_entropy(forecasts, labels)
    distinct, which = np.unique(forecasts, axis=0, return_inverse=True)
    other = rng.dirichlet(np.ones(forecasts.shape[1]), size=len(distinct))[which.reshape(-1)]
    after = split_cross_entropy(recalibrate(forecasts, labels), labels)
    relabelled = split_cross_entropy(other, labels)
    kept = near([after.refinement, relabelled.refinement], before.refinement)
    return kept and abs(after.calibration) < 1e-14 and not near(*relabelled)


def temperature_keeps_refinement(rng: Generator) -> bool:
    """Draw some logits, seen again and again, and labels: another temperature, another loss.

    There are as many different forecasts as before, and the refinement is the same.
    """
    z = rng.normal(0, 2, size=(5, 3))[rng.integers(5, size=60)]
    labels = rng.integers(3, size=60)
    forecasts = [special.softmax(z / t, axis=1) for t in (1, rng.uniform(1.5, 5))]
    before, after = (split_cross_entropy(s, labels) for s in forecasts)
    kept = near(before.refinement, after.refinement)
    return kept and not near(before.calibration, after.calibration)


def merging_never_lowers(rng: Generator) -> bool:
    """Draw a record and give two or all of its forecasts one in common: the refinement is no lower.

    Where the frequencies after the two differed, it is higher.
    """
    forecasts, labels = _record(rng)
    apart = split_cross_entropy(forecasts, labels).refinement
    first, second = np.unique(forecasts, axis=0)[:2]
    in_first = (forecasts == first).all(axis=1)
    in_second = (forecasts == second).all(axis=1)
    merged = np.where(in_first[:, None], second, forecasts)
    together = split_cross_entropy(merged, labels).refinement
    at_all = split_cross_entropy(np.broadcast_to(first, forecasts.shape), labels).refinement
    better = recalibrate(forecasts, labels)
    differed = not near(better[in_first][0], better[in_second][0])
    return bool(together > apart if differed else near(together, apart)) and at_all >= together


def mutual_information(rng: Generator) -> bool:
    """Draw a record: H(R) less the refinement is what scikit-learn calls mutual information."""
    from sklearn.metrics import mutual_info_score  # takes a second

    forecasts, labels = _record(rng)
    _, which = np.unique(forecasts, axis=0, return_inverse=True)
    resolution = entropy(np.bincount(labels) / len(labels))
    resolution -= split_cross_entropy(forecasts, labels).refinement
    return near(resolution, mutual_info_score(which.reshape(-1), labels))


def constant_has_no_resolution(rng: Generator) -> bool:
    """Draw labels and say their frequencies each time: the loss is H(R), all of it refinement."""
    _, labels = _record(rng)
    r = np.bincount(labels, minlength=5) / len(labels)
    parts = split_cross_entropy(np.tile(r, (len(labels), 1)), labels)
    return near(parts, (0, entropy(r)))


def three_parts(rng: Generator) -> bool:
    """Draw a record: the loss is H(R), less the mean KL(C‖R), plus the mean KL(C‖S)."""
    forecasts, labels = _record(rng)
    loss = np.mean(-np.log(forecasts[np.arange(len(labels)), labels]))
    r = np.bincount(labels, minlength=forecasts.shape[1]) / len(labels)
    c = recalibrate(forecasts, labels)
    seen = np.where(c > 0, c, 1)  # 0 log 0 is 0
    resolution, calibration = (
        np.sum(c * (np.log(seen) - np.log(np.where(c > 0, s, 1)))) / len(labels)
        for s in (np.broadcast_to(r, c.shape), forecasts)
    )
    return near(loss, entropy(r) - resolution + calibration)


def all_different(rng: Generator) -> bool:
    """Draw 30 forecasts that differ, and labels: no refinement, and calibration is the loss."""
    forecasts, labels = rng.dirichlet(np.ones(3), size=30), rng.integers(3, size=30)
    loss = np.mean(-np.log(forecasts[np.arange(30), labels]))
    parts = split_cross_entropy(forecasts, labels)
    return parts.refinement == 0 and near(parts.calibration, loss)


def biased_by_the_same(rng: Generator) -> bool:
    """Draw a rain probability C and a forecast S, and average over all records of 8 days, exactly.

    The parts, less those for C itself: calibration is too large, refinement too small by as much.
    """
    c, s = rng.uniform(0.05, 0.95, size=2)
    calibration = refinement = 0.0
    for record in product((0, 1), repeat=8):
        chance = c ** sum(record) * (1 - c) ** (8 - sum(record))
        parts = split_cross_entropy(np.tile([1 - s, s], (8, 1)), record)
        calibration += chance * parts.calibration
        refinement += chance * parts.refinement
    true = cross_entropy([1 - c, c], [1 - s, s]) - entropy([1 - c, c])
    too_much = calibration - true
    return bool(too_much > 0) and near(entropy([1 - c, c]) - refinement, too_much)


def bias_near_half_n(rng: Generator) -> bool:
    """Draw a rain probability: the exact mean of the measured calibration on 500 honest days."""
    c, n = rng.uniform(0.1, 0.9), 500
    wet = np.arange(n + 1)
    log_chance = special.gammaln(n + 1) - special.gammaln(wet + 1) - special.gammaln(n - wet + 1)
    chance = np.exp(log_chance + wet * np.log(c) + (n - wet) * np.log(1 - c))
    came = np.column_stack([n - wet, wet]) / n
    measured = cross_entropy(came, [1 - c, c]) - entropy(came)
    return bool(abs(chance @ measured / (1 / (2 * n)) - 1) < 0.02)


def few_cases(rng: Generator) -> bool:
    """Draw a probability and a number of cases: with one case more, the mean error is smaller.

    The error is the squared distance of the frequency, averaged over all counts exactly.
    """
    c, n = rng.uniform(0.05, 0.95), int(rng.integers(1, 30))
    errors = []
    for cases in (n, n + 1):
        hits = np.arange(cases + 1)
        chance = special.binom(cases, hits) * c**hits * (1 - c) ** (cases - hits)
        errors.append(chance @ (hits / cases - c) ** 2)
    return bool(errors[1] < errors[0])


def fits_its_own_sample(rng: Generator) -> bool:
    """Draw a pmf and a sample of it: the sample's frequencies have the lower mean loss on it."""
    (p,) = draw(rng, 1)
    sample = rng.choice(len(p), size=40, p=p)
    observed = np.bincount(sample, minlength=len(p)) / 40
    return bool(cross_entropy(observed, observed) < cross_entropy(observed, p))
