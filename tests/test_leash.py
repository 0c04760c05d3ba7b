import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entropybook import kl_divergence
from entropybook.leash import best_of, policy_gradient, tilted

finite = st.floats(-50, 50)


@st.composite
def bandits(draw, least=1):
    n = draw(st.integers(least, 6))
    weights = np.array(draw(st.lists(st.integers(0, 50), min_size=n, max_size=n)), dtype=float)
    weights[0] += 1
    scores = np.array(draw(st.lists(finite, min_size=n, max_size=n)))
    return weights / weights.sum(), scores


@given(bandits(), st.floats(0.05, 20))
def test_the_tilted_policy_has_the_value_beta_log_z_and_the_support_of_the_reference(bandit, beta):
    p, scores = bandit
    t = tilted(p, scores, beta=beta)
    assert math.isclose(t.sum(), 1, rel_tol=1e-12)
    assert np.all(t[p == 0] == 0)
    top = scores[p > 0].max()
    value = top + beta * math.log(p @ np.exp(np.minimum(scores - top, 0) / beta))
    # The scores are at most 50, and β at most 20: rounding leaves eleven digits of such sums.
    assert math.isclose(t @ scores - beta * kl_divergence(t, p), value, rel_tol=1e-9, abs_tol=1e-9)


def test_the_tilt_goes_from_the_reference_to_the_best_answer():
    p, scores = [0.7, 0.2, 0.1], [0.0, 1.0, 2.0]
    assert np.allclose(tilted(p, scores, beta=1e9), p, atol=1e-8)
    assert tilted(p, scores, beta=1e-300).tolist() == [0, 0, 1]


def test_no_score_is_too_large_and_an_impossible_best_one_is_ignored():
    assert tilted([0.5, 0.5], [1e308, -1e308], beta=1e-300).tolist() == [1, 0]
    assert tilted([0.5, 0.5, 0], [0, 0, 1e300], beta=1).tolist() == [0.5, 0.5, 0]


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_the_best_of_n_agrees_with_an_enumeration_of_all_draws(n):
    p, scores = np.array([0.5, 0.2, 0.2, 0.1, 0.0]), np.array([0.0, 1.0, 1.0, -3.0, 9.0])
    expected = np.zeros(5)
    for draws in product(range(5), repeat=n):
        best = max(scores[list(draws)])
        tied = [k for k in draws if scores[k] == best]
        for k in tied:
            expected[k] += np.prod(p[list(draws)]) / len(tied)
    assert np.allclose(best_of(p, scores, n), expected, rtol=1e-12, atol=1e-15)


@given(bandits(), st.integers(1, 10**6))
def test_the_best_of_n_is_a_pmf_that_keeps_the_support(bandit, n):
    p, scores = bandit
    best = best_of(p, scores, n)
    assert math.isclose(best.sum(), 1, rel_tol=1e-12)
    assert np.all(best[p == 0] == 0)


def test_the_best_of_n_keeps_the_digits_of_a_rare_answer():
    # Of (1 − 1e-20)ⁿ and 1 the difference is n·1e-20, which a plain subtraction loses.
    assert math.isclose(best_of([1.0, 1e-20], [0, 1], 3)[1], 3e-20, rel_tol=1e-12)


@pytest.mark.parametrize("samples", [None, 16])
def test_the_climb_arrives_at_the_tilted_policy(samples):
    p, scores = [0.5, 0.3, 0.2], [0.0, 1.0, 0.5]
    first, *_, last = policy_gradient(p, scores, beta=1, rate=2, steps=300, samples=samples)
    assert np.allclose(first, p, atol=1e-15)
    # Noise vanishes at the optimum, so both arrive; 300 steps leave less than 1e-6.
    assert np.allclose(last, tilted(p, scores, beta=1), atol=1e-6)


def test_the_sampled_gradient_is_right_on_average():
    p, scores, beta = np.array([0.6, 0.3, 0.1]), np.array([1.0, 0.0, 2.0]), 0.5
    exact = p * (scores - p @ scores)
    steps = []
    for seed in range(4000):
        start, after = policy_gradient(p, scores, beta=beta, rate=1, steps=1, samples=3, seed=seed)
        moved = np.log(after / start)
        steps.append(moved - moved.mean())
    # 4,000 estimates of standard deviation below 0.5: five standard errors are 0.04.
    assert np.allclose(np.mean(steps, axis=0), exact - exact.mean(), atol=0.04)


def test_the_climb_is_the_same_for_the_same_seed():
    run = {"beta": 1, "rate": 1, "steps": 5, "samples": 4}
    one, two, other = (
        list(policy_gradient([0.5, 0.5], [0, 1], **run, seed=seed)) for seed in (1, 1, 2)
    )
    assert np.array_equal(one, two)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        (([0.5, 0.6], [0, 1]), ValueError, r"p sums to 1.1, not 1"),
        (([0.5, 0.5], [0, 1, 2]), ValueError, r"p has shape \(2,\) and scores \(3,\)"),
        (([[0.5, 0.5]], [[0, 1]]), ValueError, r"p has shape \(1, 2\)"),
        (([], []), ValueError, r"p has shape \(0,\)"),
        (([0.5, 0.5], [0, math.nan]), ValueError, r"scores\[1\] is nan: give finite numbers"),
        (([0.5, 0.5], ["a", "b"]), TypeError, r"scores has dtype"),
    ],
)
@pytest.mark.parametrize(
    "call",
    [
        lambda p, r: tilted(p, r, beta=1),
        lambda p, r: best_of(p, r, 2),
        lambda p, r: next(policy_gradient(p, r, beta=1, rate=1, steps=1)),
    ],
)
def test_a_bandit_that_is_none_is_refused(call, arguments, error, says):
    with pytest.raises(error, match=says):
        call(*arguments)


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: tilted([1], [0], beta=0), ValueError, "beta is 0: give a positive, finite number"),
        (lambda: tilted([1], [0], beta=math.inf), ValueError, "beta is inf"),
        (lambda: tilted([1], [0], beta="1"), TypeError, "beta is '1' of type str: give a number"),
        (lambda: tilted([1], [0], beta=True), TypeError, "beta is True of type bool"),
        (lambda: tilted([1], [0], beta=np.ones(2)), TypeError, "give a number"),
        (lambda: best_of([1], [0], 0), ValueError, "n is 0: give a whole number, at least 1"),
        (lambda: best_of([1], [0], 1.5), TypeError, "n is 1.5 of type float"),
        (lambda: best_of([1], [0], True), TypeError, "n is True of type bool"),
    ],
)
def test_a_price_or_a_number_that_makes_no_sense_is_refused(call, error, says):
    with pytest.raises(error, match=says):
        call()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"rate": -1}, "rate is -1: give a positive, finite number"),
        ({"samples": 1}, "samples is 1: give at least 2"),
        ({"p": [1.0, 0.0]}, r"p\[1\] is 0: no logit says so"),
    ],
)
def test_a_climb_that_cannot_start_is_refused(change, says):
    given = {"p": [0.5, 0.5], "scores": [0, 1], "beta": 1, "rate": 1, "steps": 1} | change
    with pytest.raises(ValueError, match=says):
        next(policy_gradient(**given))
