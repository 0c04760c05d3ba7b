"""Soft labels: what smoothing and softening make of numbers, and what a student minimises."""

import math

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import optimize, special

from entropybook import cross_entropy, entropy, kl_divergence
from entropybook.classification import fit_softmax
from entropybook.soft_labels import distil, smoothed, smoothed_gap, soften
from entropybook.symbolic import soft_labels as derived
from entropybook.symbolic._notation import equation, n

AMOUNTS = st.floats(0.001, 1)
LOGITS = arrays(float, st.integers(2, 8), elements=st.floats(-30, 30))
TEMPERATURES = st.floats(0.1, 100)

# --- smoothing ----------------------------------------------------------------------------------


def test_the_inception_targets():
    # Szegedy et al. 2016, section 7: k = 1000 and ε = 0.1.
    (target,) = smoothed([7], 1000, 0.1)
    assert target[7] == pytest.approx(0.9001, abs=1e-12)
    assert target[0] == pytest.approx(0.0001, abs=1e-12)


def test_no_smoothing_leaves_the_label_and_full_smoothing_nothing():
    assert smoothed([1, 0], 3, 0).tolist() == [[0, 1, 0], [1, 0, 0]]
    assert smoothed([1], 4, 1).tolist() == [[0.25] * 4]


@given(st.integers(2, 50), AMOUNTS, st.data())
def test_a_smoothed_label_is_a_pmf_with_the_gap_it_asks_for(classes, amount, data):
    label = data.draw(st.integers(0, classes - 1))
    (target,) = smoothed([label], classes, amount)
    assert entropy(target) >= 0  # which also asks that it is a pmf
    other = (label + 1) % classes
    assert math.log(target[label] / target[other]) == pytest.approx(
        smoothed_gap(classes, amount), rel=1e-9, abs=1e-9
    )


def test_the_gap_at_its_limits():
    assert smoothed_gap(10, 0) == math.inf
    assert smoothed_gap(10, 1) == 0
    assert smoothed_gap(2, 2 / 3) == pytest.approx(math.log(2))


@pytest.mark.parametrize("amount", [0.05, 0.3])
def test_the_gap_is_where_the_loss_is_least(amount):
    (target,) = smoothed([0], 5, amount)
    found = optimize.minimize(lambda z: special.logsumexp(z) - target @ z, np.zeros(5), tol=1e-10)
    # The loss is flat at its minimum: eight digits of it leave four of the logits.
    assert found.x[0] - found.x[1:] == pytest.approx([smoothed_gap(5, amount)] * 4, abs=1e-4)
    assert found.fun == pytest.approx(entropy(target), abs=1e-8)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (([0, 3], 3, 0.1), ValueError, r"labels\[1\] is 3: a label is 0 to 2"),
        (([-1], 3, 0.1), ValueError, r"labels\[0\] is -1: a label is 0 to 2"),
        (([], 3, 0.1), ValueError, r"labels has shape \(0,\): give a row of labels"),
        (([[0]], 3, 0.1), ValueError, r"labels has shape \(1, 1\): give a row of labels"),
        (([0.0], 3, 0.1), TypeError, "labels has dtype float64: labels are integers, 0 to 2"),
        ((["a"], 3, 0.1), TypeError, "labels has dtype"),
        (([0], 1, 0.1), ValueError, "classes is 1: give a whole number, at least 2"),
        (([0], 2.5, 0.1), TypeError, "classes is 2.5 of type float: give a whole number"),
        (([0], True, 0.1), TypeError, "classes is True of type bool: give a whole number"),
        (([0], 3, 1.1), ValueError, "amount is 1.1: give a weight from 0 to 1"),
        (([0], 3, -0.1), ValueError, "amount is -0.1: give a weight from 0 to 1"),
        (([0], 3, math.nan), ValueError, "amount is nan: give a weight from 0 to 1"),
    ],
)
def test_what_smoothing_refuses(arguments, error, message):
    with pytest.raises(error, match=message):
        smoothed(*arguments)


def test_the_gap_refuses_the_same():
    with pytest.raises(ValueError, match="amount is 2: give a weight from 0 to 1"):
        smoothed_gap(3, 2)
    with pytest.raises(ValueError, match="classes is 0: give a whole number, at least 2"):
        smoothed_gap(0, 0.1)


# --- temperature --------------------------------------------------------------------------------


@given(LOGITS, TEMPERATURES)
def test_softening_keeps_the_order_and_the_ratios(logits, temperature):
    p = soften(logits, temperature)
    assert p.sum() == pytest.approx(1, abs=1e-12)
    gaps = (logits - logits.max()) / temperature
    assert p / p.max() == pytest.approx(np.exp(gaps), rel=1e-9, abs=1e-300)


def test_softening_to_the_extremes():
    assert soften([1.0, 3.0, 2.0], 1e-3).tolist() == [0, 1, 0]
    assert soften([1.0, 3.0, 2.0], 1e12) == pytest.approx([1 / 3] * 3, abs=1e-11)
    assert soften([1e4, -1e4], 1).tolist() == [1, 0]  # no overflow
    assert soften(np.zeros((2, 3, 4)), 2) == pytest.approx(np.full((2, 3, 4), 0.25))


@given(LOGITS, TEMPERATURES, TEMPERATURES)
def test_hotter_is_softer(logits, one, other):
    cool, hot = sorted((one, other))
    assert entropy(soften(logits, cool)) <= entropy(soften(logits, hot)) + 1e-12


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (([0.0, 1.0], 0), ValueError, "temperature is 0: give a positive, finite number"),
        (([0.0, 1.0], -1), ValueError, "temperature is -1: give a positive, finite number"),
        (([0.0, 1.0], math.inf), ValueError, "temperature is inf: give a positive, finite number"),
        (([0.0, math.nan], 1), ValueError, r"logits\[1\] is nan: give finite numbers"),
        (([[0.0], [math.inf]], 1), ValueError, r"logits\[1, 0\] is inf: give finite numbers"),
        (([], 1), ValueError, r"logits has shape \(0,\): give one score a class"),
        ((np.float64(1), 1), ValueError, r"logits has shape \(\): give one score a class"),
        ((["a"], 1), TypeError, "logits has dtype"),
    ],
)
def test_what_softening_refuses(arguments, error, message):
    with pytest.raises(error, match=message):
        soften(*arguments)


# --- distillation -------------------------------------------------------------------------------

RNG = np.random.default_rng(2015)
X, TEACHER = RNG.normal(size=(12, 3)), 4 * RNG.normal(size=(12, 4))


def objective(model, temperature, penalty):
    answers = soften(TEACHER, temperature)
    student = soften(model.logits(X), temperature)
    loss = temperature**2 * kl_divergence(answers, student).sum()
    return loss + penalty / 2 * np.sum(model.weights**2)


@pytest.mark.parametrize("temperature", [0.5, 1, 4])
def test_the_student_minimises_what_it_says(temperature):
    student = distil(X, TEACHER, temperature=temperature, penalty=0.3)
    best = objective(student, temperature, 0.3)
    for _ in range(20):
        push = 1e-3 * RNG.normal(size=student.weights.shape)
        nudged = type(student)(student.weights + push, student.bias)
        assert objective(nudged, temperature, 0.3) > best


def test_at_temperature_1_it_is_a_fit_to_the_answers():
    student = distil(X, TEACHER, temperature=1, penalty=0.3)
    fitted = fit_softmax(X, soften(TEACHER, 1), penalty=0.3)
    assert np.array_equal(student.weights, fitted.weights)


def test_a_student_that_can_becomes_its_teacher():
    truth = fit_softmax(X, RNG.integers(3, size=12), classes=3, penalty=0.1)
    for temperature in (1, 5):
        student = distil(X, truth.logits(X), temperature=temperature, penalty=1e-6)
        away = kl_divergence(truth.probabilities(X), student.probabilities(X))
        assert np.all(away < 1e-4)  # the penalty keeps it a little away
        assert np.all(cross_entropy(truth.probabilities(X), student.probabilities(X)) > 0)


def test_what_distilling_refuses():
    with pytest.raises(ValueError, match=r"logits has shape \(4,\): give a table"):
        distil(X, TEACHER[0], temperature=2)
    with pytest.raises(ValueError, match="temperature is 0: give a positive, finite number"):
        distil(X, TEACHER, temperature=0)
    with pytest.raises(ValueError, match="targets has shape"):
        distil(X[:5], TEACHER, temperature=2)


# --- the checks of the derivations --------------------------------------------------------------

u, z = derived._u, derived._z
MEAN_ZERO = equation(sp.Sum(z[derived._m], (derived._m, 1, n)), 0)


@pytest.mark.parametrize(
    ("check", "claim", "confirmed"),
    [
        (derived._put_in(), equation(sp.Limit(sp.exp(u), u, 0), 1), True),
        (derived._put_in(), equation(sp.Limit(sp.exp(u), u, 0), 0), False),
        (derived._slope_at_zero(), equation(sp.Limit(sp.sin(u) / u, u, 0), 1), True),
        (derived._slope_at_zero(), equation(sp.Limit(sp.sin(u) / u, u, 0), 0), False),
        (derived._slope_at_zero(), equation(sp.Limit(sp.exp(u) / u, u, 0), 1), False),  # infinite
    ],
)
def test_a_limit_is_confirmed_only_if_it_is_one(check, claim, confirmed):
    assert check.test(claim) is confirmed


def test_a_limit_in_t_must_be_the_one_in_u():
    at_zero = equation(sp.Limit(sp.sin(u) / u, u, 0), 1)
    t = derived._T
    for f, value, confirmed in ((t * sp.sin(1 / t), 1, True), (sp.sin(1 / t), 1, False)):
        claim = equation(sp.Limit(f, t, sp.oo), value)
        assert derived._inverted(at_zero).test(claim) is confirmed
    assert not derived._inverted(at_zero).test(equation(sp.Limit(t * sp.sin(1 / t), t, sp.oo), 2))


def test_a_limit_elsewhere_is_refused():
    claim = equation(sp.Limit(sp.exp(u), u, 1), 1)
    with pytest.raises(ValueError, match="the limit is taken at u = 1: give one at u = 0"):
        derived._put_in().test(claim)


def test_the_limit_needs_logits_of_mean_zero():
    level, student = derived._softened("S", z)
    claim = equation(sp.Limit(sp.Derivative(level, u), u, 0), 0)
    assert derived._put_in(MEAN_ZERO).test(claim)
    assert not derived._put_in().test(claim)
    sum_one = equation(MEAN_ZERO.lhs, 1)
    assert not derived._put_in(sum_one).test(claim)
    assert student.has(sp.Sum)
