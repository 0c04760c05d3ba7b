"""Calibration: reliability, temperature, and the two parts of a cross-entropy."""

import math
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, special
from sklearn.calibration import calibration_curve
from sklearn.metrics import log_loss

from entropybook import entropy, kl_divergence, style, symbolic
from entropybook.calibration import (
    fit_temperature,
    recalibrate,
    reliability,
    reliability_diagram,
    split_cross_entropy,
)

laws = settings(max_examples=40, deadline=None, derandomize=True)
seeds = st.integers(0, 2**32 - 1)
# Means of some hundred terms of ordinary size: rounding stays below 1e-13.
ROUNDING = 1e-12


def rainy(forecast, days, wet):
    """Return so many days with one forecast of rain, so many of them wet."""
    return np.tile([1 - forecast, forecast], (days, 1)), np.arange(days) < wet


def record(*rows):
    """Join such days; the labels are 0 (dry) and 1 (rain)."""
    forecasts, labels = zip(*(rainy(*row) for row in rows), strict=True)
    return np.vstack(forecasts), np.concatenate(labels).astype(int)


def some_forecasts(rng, classes=3, distinct=4, cases=60):
    """Draw a few forecasts, issued again and again, and labels."""
    issued = rng.dirichlet(np.ones(classes), size=distinct)
    return issued[rng.integers(distinct, size=cases)], rng.integers(classes, size=cases)


# --- the derivations in numbers -------------------------------------------------------------------


def number(quantity, weights, came, said):
    """Evaluate a mean over forecasts: weights (m,), and frequencies and forecasts (m, n)."""
    from entropybook.symbolic._notation import Quantity, R, S, n
    from entropybook.symbolic.calibration import C, m, w

    plain = quantity.replace(Quantity, lambda name, definition, tex: definition)
    plain = plain.subs({m: len(weights), n: came.shape[1]}).doit()
    values = {w[f]: value for f, value in enumerate(weights, start=1)}
    for base, table in ((C, came), (S, said)):
        values |= {base[f + 1, i + 1]: v for (f, i), v in np.ndenumerate(table)}
    values |= {R[i + 1]: v for i, v in enumerate(weights @ came)}
    return float(plain.subs(values))


def test_the_derivations_in_numbers():
    rng = np.random.default_rng(7)
    weights = rng.dirichlet(np.ones(3))
    came, said = rng.dirichlet(np.ones(4), size=3), rng.dirichlet(np.ones(4), size=3)
    split = symbolic.cross_entropy_is_calibration_and_refinement().conclusion
    price = -np.sum(weights[:, None] * came * np.log(said))
    for side in split.args:
        assert number(side, weights, came, said) == pytest.approx(price, rel=ROUNDING)
    rest = symbolic.refinement_is_uncertainty_less_resolution().conclusion
    for side in rest.args:
        value = number(side, weights, came, said)
        assert value == pytest.approx(weights @ entropy(came), rel=ROUNDING)


def test_the_checks_of_these_derivations_refuse():
    from entropybook.symbolic import calibration as proofs
    from entropybook.symbolic._notation import R, at_least, equation, i, total

    f, m, w, c = proofs.f, proofs.m, proofs.w, proofs.C
    by_forecast = sp.Sum(w[f] * total(c[f, i]), (f, 1, m))
    other = total(sp.Sum(w[f] * c[f, i] ** 2, (f, 1, m)))
    by_outcome = total(R[i] * sp.Sum(w[f] * c[f, i], (f, 1, m)))
    swaps, is_square = proofs._swaps(), proofs._is_square()
    assert swaps.test(equation(by_forecast, total(sp.Sum(w[f] * c[f, i], (f, 1, m)))))
    assert not swaps.test(equation(by_forecast, other))
    assert not swaps.test(equation(by_forecast, w[1]))
    assert not swaps.test(equation(by_forecast, by_outcome))
    # A triangle is no rectangle: its rows and columns cannot be swapped like that.
    corner = sp.Sum(w[f] * sp.Sum(c[f, i] * R[i], (i, 1, f)), (f, 1, m))
    assert not swaps.test(equation(corner, by_outcome))
    z, x = sp.Symbol("z"), sp.Symbol("x", real=True)
    assert is_square.test(at_least((x - 1) ** 2, 0))
    assert not is_square.test(at_least(z**2, 0))
    assert not is_square.test(at_least(x**3, 0))
    assert not is_square.test(at_least(x**2, 1))


# --- reliability --------------------------------------------------------------------------------


def test_reliability_by_hand():
    found = reliability([0.1, 0.2, 0.3, 0.8, 1.0], [0, 1, 0, 1, 1], bins=4)
    assert found.cases.tolist() == [2, 1, 0, 2]
    assert found.confidence == pytest.approx([0.15, 0.3, np.nan, 0.9], nan_ok=True)
    assert found.accuracy == pytest.approx([0.5, 0, np.nan, 1], nan_ok=True)
    assert found.edges.tolist() == [0, 0.25, 0.5, 0.75, 1]


def test_the_interval_is_wilsons():
    # 8 of 10: (0.8 + z²/20 ± z·sqrt(0.16/10 + z²/400)) / (1 + z²/10), with z = 1.959964.
    found = reliability([0.9] * 10, [1] * 8 + [0] * 2, bins=1)
    z = 1.959963984540054
    middle, half = 0.8 + z**2 / 20, z * math.sqrt(0.016 + z**2 / 400)
    assert found.low[0] == pytest.approx((middle - half) / (1 + z**2 / 10), rel=1e-12)
    assert found.high[0] == pytest.approx((middle + half) / (1 + z**2 / 10), rel=1e-12)


def test_a_bin_has_its_upper_end_and_the_first_has_zero_too():
    found = reliability([0, 0.5, 0.5000001, 1], [1, 1, 1, 1], bins=2)
    assert found.cases.tolist() == [2, 2]


@laws
@given(seeds, st.integers(1, 20))
def test_it_agrees_with_scikit_learn(seed, bins):
    rng = np.random.default_rng(seed)
    said = rng.random(200)
    came = rng.random(200) < said**2
    found = reliability(said, came, bins=bins)
    accuracy, confidence = calibration_curve(came, said, n_bins=bins)
    shown = found.cases > 0
    assert found.accuracy[shown] == pytest.approx(accuracy, rel=ROUNDING)
    assert found.confidence[shown] == pytest.approx(confidence, rel=ROUNDING)
    assert found.cases.sum() == 200
    assert np.all(found.low[shown] <= found.accuracy[shown])
    assert np.all(found.high[shown] >= found.accuracy[shown])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0.5, 1.5], [0, 1]), r"confidence\[1\] is 1.5: it must be at most 1"),
        (([-0.1], [0]), r"confidence\[0\] is -0.1: it must not be negative"),
        (([np.nan], [0]), r"confidence\[0\] is nan"),
        (([0.5], [0.5]), r"correct\[0\] is np.float64\(0.5\): give True or False"),
        (([0.5, 0.5], [1]), r"confidence has shape \(2,\) and correct \(1,\): give one number"),
        (([], []), r"confidence has shape \(0,\)"),
        (([[0.5]], [[1]]), r"confidence has shape \(1, 1\)"),
        (([0.5], [1], 0), "bins is 0: give a whole number, at least 1"),
    ],
)
def test_reliability_refuses(arguments, message):
    confidence, correct, *bins = arguments
    with pytest.raises(ValueError, match=message):
        reliability(confidence, correct, **({"bins": bins[0]} if bins else {}))


def test_reliability_refuses_words_and_parts_of_a_bin():
    with pytest.raises(TypeError, match="confidence has dtype"):
        reliability(["high"], [1])
    with pytest.raises(TypeError, match=r"bins is 2\.5 of type float: give a whole number"):
        reliability([0.5], [1], bins=2.5)


def test_the_diagram_shows_what_was_found():
    found = reliability([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 0], bins=5)
    _, ax = style.figure()
    reliability_diagram(ax, found, color=style.R, label="raw")
    (points,) = ax.containers
    assert points[0].get_xdata() == pytest.approx([0.15, 0.8, 0.9])
    assert points[0].get_ydata() == pytest.approx([0, 1, 0])
    (low, high) = points[2][0].get_segments()[0][:, 1]
    assert (low, high) == pytest.approx((found.low[0], found.high[0]))
    assert [text.get_text() for text in ax.texts] == ["2", "1", "1"]
    assert ax.get_legend_handles_labels()[1] == ["raw"]


# --- temperature --------------------------------------------------------------------------------


@pytest.mark.parametrize("logit", [0.5, 4.0, 60.0])
def test_with_one_logit_the_temperature_is_known(logit):
    # The best probability of class 1 is its frequency, 3 in 4: logit / T = log 3.
    found = fit_temperature([[0, logit]] * 4, [1, 1, 1, 0])
    assert found == pytest.approx(logit / math.log(3), rel=1e-12)


def test_probabilities_go_in_as_logarithms():
    said = np.log([[0.9, 0.1]] * 4)
    assert fit_temperature(said, [0, 0, 0, 1]) == pytest.approx(2, rel=1e-12)  # log 9 / log 3


@laws
@given(seeds, st.floats(0.01, 100))
def test_the_temperature_is_the_best_and_scales_with_the_logits(seed, factor):
    rng = np.random.default_rng(seed)
    z = rng.normal(0, 3, size=(80, 4))
    labels = np.array([rng.choice(4, p=p) for p in special.softmax(z / 2, axis=1)])
    found = fit_temperature(z, labels)

    def loss(temperature):
        return log_loss(labels, special.softmax(z / temperature, axis=1), labels=range(4))

    by_search = optimize.minimize_scalar(loss, bracket=(found / 2, found * 2)).x
    assert found == pytest.approx(by_search, rel=1e-5)  # a search sees half of the digits
    assert all(loss(found) <= loss(found * other) for other in (0.9, 0.999, 1.001, 1.1))
    assert fit_temperature(factor * z, labels) == pytest.approx(factor * found, rel=1e-9)
    assert fit_temperature(z + rng.normal(size=(80, 1)), labels) == pytest.approx(found, rel=1e-9)
    assert np.array_equal(np.argmax(z / found, axis=1), np.argmax(z, axis=1))


def test_the_mean_logit_is_the_one_that_the_model_expects():
    rng = np.random.default_rng(1)
    z, labels = rng.normal(size=(50, 3)), rng.integers(3, size=50)
    z[np.arange(50), labels] += 1
    s = special.softmax(z / fit_temperature(z, labels), axis=1)
    assert np.mean(z[np.arange(50), labels]) == pytest.approx(np.sum(s * z) / 50, rel=1e-10)


def test_a_model_that_is_rarely_wrong_is_left_cold():
    # One error in 1,000, by a logit of 1e-3: the best T is small, and found all the same.
    z = np.tile([0.0, 1e-3], (1000, 1))
    labels = np.arange(1000) > 0
    found = fit_temperature(z, labels.astype(int))
    assert found == pytest.approx(1e-3 / math.log(999), rel=1e-12)


@pytest.mark.parametrize(
    ("logits", "labels", "message"),
    [
        ([[0, 1], [2, 0]], [1, 0], "each label has the largest logit, so the lower T, the better"),
        ([[0, 1], [0, 1]], [0, 1], "not above those of the other classes, so the higher T"),
        ([[0, 1], [0, 1]], [0, 0], "not above those of the other classes, so the higher T"),
        ([[1, 1], [2, 2]], [0, 1], "each label has the largest logit"),
        ([[0, np.inf]], [1], r"logits\[0, 1\] is inf: give finite numbers"),
        ([[0, 1]], [0, 1], r"labels has shape \(2,\): give 1, one a row"),
        ([[0, 1]], [2], r"labels\[0\] is 2: a label is 0 to 1"),
        ([[0, 1]], [-1], r"labels\[0\] is -1: a label is 0 to 1"),
        ([0, 1], [1], r"logits has shape \(2,\): give a table"),
        (np.zeros((0, 2)), [], r"logits has shape \(0, 2\): give a table"),
    ],
)
def test_no_temperature(logits, labels, message):
    with pytest.raises(ValueError, match=message):
        fit_temperature(logits, labels)


def test_labels_are_integers():
    with pytest.raises(TypeError, match="labels has dtype float64: labels are integers, 0 to 1"):
        fit_temperature([[0, 1]], [0.5])
    with pytest.raises(TypeError, match="logits has dtype"):
        fit_temperature([["a", "b"]], [0])


# --- the two parts ------------------------------------------------------------------------------


def test_the_parts_by_hand():
    # Rain on 2 of 4 days called 1/4, and on 3 of 4 called 3/4: only the first needs correction.
    parts = split_cross_entropy(*record((0.25, 4, 2), (0.75, 4, 3)), base=2)
    quarter = 2 - 0.75 * math.log2(3)  # the entropy of (1/4, 3/4), in bits
    assert parts.refinement == pytest.approx((1 + quarter) / 2, rel=ROUNDING)
    avoidable = (0.5 * math.log2(2) + 0.5 * math.log2(2 / 3)) / 2
    assert parts.calibration == pytest.approx(avoidable, rel=1e-10)


def test_they_add_up_to_the_loss_of_scikit_learn():
    rng = np.random.default_rng(3)
    forecasts, labels = some_forecasts(rng)
    loss = log_loss(labels, forecasts, labels=range(3))
    assert sum(split_cross_entropy(forecasts, labels)) == pytest.approx(loss, rel=ROUNDING)
    in_bits = sum(split_cross_entropy(forecasts, labels, base=2))
    assert in_bits == pytest.approx(loss / math.log(2), rel=ROUNDING)


def test_a_calibrated_forecaster_pays_for_refinement_alone():
    forecasts, labels = record((0.1, 400, 40), (0.3, 200, 60), (0.6, 200, 120), (0.9, 200, 180))
    parts = split_cross_entropy(forecasts, labels)
    assert parts.calibration == pytest.approx(0, abs=1e-15)
    assert parts.refinement == pytest.approx(np.mean(entropy(forecasts)), rel=ROUNDING)


def test_what_was_called_impossible_and_came():
    parts = split_cross_entropy([[1, 0], [1, 0]], [0, 1])
    assert parts == (math.inf, pytest.approx(math.log(2)))


def test_forecasts_that_differ_belong_to_nobody_else():
    rng = np.random.default_rng(4)
    forecasts, labels = rng.dirichlet(np.ones(3), size=50), rng.integers(3, size=50)
    parts = split_cross_entropy(forecasts, labels)
    assert parts.refinement == 0
    assert parts.calibration == pytest.approx(log_loss(labels, forecasts, labels=range(3)))


def test_minus_zero_is_zero():
    assert split_cross_entropy([[1, 0.0], [1, -0.0]], [0, 0]) == (0, 0)
    assert recalibrate([[1, 0.0], [1, -0.0]], [0, 1]).tolist() == [[0.5, 0.5]] * 2


@laws
@given(seeds, st.integers(2, 5), st.integers(1, 8))
def test_recalibration_removes_the_first_part_and_keeps_the_second(seed, classes, distinct):
    rng = np.random.default_rng(seed)
    forecasts, labels = some_forecasts(rng, classes, distinct)
    before = split_cross_entropy(forecasts, labels)
    better = recalibrate(forecasts, labels)
    after = split_cross_entropy(better, labels)
    # Forecasts with the same frequencies after them are merged, and cost nothing by that.
    assert after.calibration == pytest.approx(0, abs=1e-14)
    assert after.refinement == pytest.approx(before.refinement, rel=ROUNDING)
    assert np.array_equal(recalibrate(better, labels), better)
    order = rng.permutation(len(labels))
    assert split_cross_entropy(forecasts[order], labels[order]) == pytest.approx(before)


@laws
@given(seeds)
def test_merging_forecasts_loses_what_set_them_apart(seed):
    rng = np.random.default_rng(seed)
    forecasts, labels = some_forecasts(rng)
    apart = split_cross_entropy(forecasts, labels).refinement
    first, second = np.unique(forecasts, axis=0)[:2]
    merged = np.where((forecasts == first).all(axis=1, keepdims=True), second, forecasts)
    assert split_cross_entropy(merged, labels).refinement >= apart - ROUNDING
    overall = np.bincount(labels, minlength=3) / len(labels)
    resolution = kl_divergence(recalibrate(forecasts, labels), overall).mean()
    assert apart == pytest.approx(entropy(overall) - resolution, rel=1e-10, abs=ROUNDING)


def test_the_bias_of_the_parts_exactly():
    # Two fair tosses after the forecast 1/2: 00 and 11 look like calibration log 2, 01 and 10 like
    # none. So the mean is ½ log 2, and the asymptotic 1/2n = 1/4 is a little less.
    tosses = [(a, b) for a in (0, 1) for b in (0, 1)]
    found = [split_cross_entropy([[0.5, 0.5]] * 2, list(pair)) for pair in tosses]
    assert np.mean([parts.calibration for parts in found]) == pytest.approx(math.log(2) / 2)
    assert np.mean([parts.refinement for parts in found]) == pytest.approx(math.log(2) / 2)


def test_frequencies_are_exact():
    forecasts, labels = record((0.3, 7, 2))
    assert recalibrate(forecasts, labels)[0].tolist() == [float(Fraction(5, 7)), float(2 / 7)]


@pytest.mark.parametrize("function", [recalibrate, split_cross_entropy])
@pytest.mark.parametrize(
    ("forecasts", "labels", "error", "message"),
    [
        ([[0.5, 0.6]], [0], ValueError, r"forecasts\[0, :\] sums to 1.1, not 1"),
        ([[1.5, -0.5]], [0], ValueError, r"forecasts\[0, 1\] is -0.5: it must not be negative"),
        ([0.5, 0.5], [0], ValueError, r"forecasts has shape \(2,\): give a table, one row a case"),
        ([[0.5, 0.5]], [[0]], ValueError, r"labels has shape \(1, 1\): give 1, one a row"),
        ([[0.5, 0.5]], [2], ValueError, r"labels\[0\] is 2: a label is 0 to 1"),
        ([[0.5, 0.5]], [0.0], TypeError, "labels has dtype float64"),
        ([["a", "b"]], [0], TypeError, "forecasts has dtype"),
    ],
)
def test_the_parts_refuse(function, forecasts, labels, error, message):
    with pytest.raises(error, match=message):
        function(forecasts, labels)


def test_the_base_is_checked():
    with pytest.raises(ValueError, match="base is 1"):
        split_cross_entropy([[0.5, 0.5]], [0], base=1)
