import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entropybook import kl_divergence
from entropybook._validate import UnresolvedError
from entropybook.projection import (
    Projection,
    exponential_tilt,
    first_given_mean,
    information_projection,
)

FAIR, POINTS = np.full(6, 1 / 6), np.arange(1, 7)


@st.composite
def models(draw):
    n = draw(st.integers(2, 6))
    weights = np.array(draw(st.lists(st.integers(0, 50), min_size=n, max_size=n)), dtype=float)
    weights[:2] += 1
    values = np.array(draw(st.lists(st.integers(-20, 20), min_size=n, max_size=n)), dtype=float)
    values[1] = values[0] + draw(st.integers(1, 5))
    return weights / weights.sum(), values


def test_the_die_of_jaynes():
    # Jaynes 1963 has .05435, .07877, .11416, .16545, .23977, .34749 for a mean of 4.5.
    best = information_projection(FAIR, POINTS, 4.5)
    expected = [0.05435, 0.07877, 0.11416, 0.16545, 0.23977, 0.34749]
    assert np.allclose(best.pmf, expected, rtol=0, atol=5.1e-6)
    assert np.allclose(best.pmf[1:] / best.pmf[:-1], math.exp(best.theta), rtol=1e-12)
    assert isinstance(best, Projection)


def test_a_coin_is_tilted_by_its_log_odds():
    for heads in (1e-300, 1e-9, 0.3, 0.5, 0.75):
        best = information_projection([0.5, 0.5], [0, 1], heads)
        assert math.isclose(best.theta, math.log(heads) - math.log1p(-heads), abs_tol=1e-12)
        assert math.isclose(best.pmf[1], heads, rel_tol=1e-11)


@given(models(), st.floats(0.001, 0.999))
def test_the_projection_has_the_mean_and_keeps_the_support(model, part):
    q, values = model
    allowed = values[q > 0]
    mean = allowed.min() + part * np.ptp(allowed)
    best = information_projection(q, values, float(mean))
    # Values up to 20: rounding leaves twelve digits of their mean.
    assert math.isclose(best.pmf @ values, mean, rel_tol=0, abs_tol=1e-11)
    assert np.array_equal(best.pmf > 0, q > 0)
    assert math.isclose(best.divergence, kl_divergence(best.pmf, q), rel_tol=1e-12, abs_tol=1e-15)
    assert np.allclose(best.pmf, exponential_tilt(q, values, best.theta), rtol=1e-12)


@given(models(), st.floats(-3, 3), st.floats(1e-6, 1e6))
def test_units_and_origin_do_not_matter(model, theta, unit):
    q, values = model
    goal = exponential_tilt(q, values, theta)
    mean = float(goal @ values)
    if not values[q > 0].min() < mean < values[q > 0].max():
        return  # rounded to an end
    best = information_projection(q, unit * values, unit * mean)
    # The mean, up to 20, is rounded: near an end few digits of its distance are left.
    assert np.allclose(best.pmf, goal, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("mean", "theta", "pmf"), [(2, math.inf, [0, 0.25, 0.75]), (1, -math.inf, [1, 0, 0])]
)
def test_at_the_ends_the_limit_is_taken(mean, theta, pmf):
    best = information_projection([0.2, 0.2, 0.6], [1, 2, 2], mean)
    assert best.theta == theta
    assert np.allclose(best.pmf, pmf, rtol=1e-15)
    given_event = -math.log(0.8 if mean == 2 else 0.2)
    assert math.isclose(best.divergence, given_event, rel_tol=1e-12)


def test_a_model_of_its_own_mean_stays():
    pmf, theta, divergence = information_projection([0.2, 0.8], [3, 3], 3)
    assert (pmf.tolist(), theta, divergence) == ([0.2, 0.8], 0, 0)
    best = information_projection(FAIR, POINTS, 3.5)
    assert math.isclose(best.theta, 0, abs_tol=1e-14)
    assert np.allclose(best.pmf, FAIR, rtol=1e-13)


def test_no_tilt_and_no_range_is_too_large():
    assert exponential_tilt([0.5, 0.5], [-1e308, 1e308], 1e300).tolist() == [0, 1]
    assert exponential_tilt([0.5, 0.5], [-1e308, 1e308], -math.inf).tolist() == [1, 0]
    assert exponential_tilt([0.5, 0.5, 0], [0, 0, 1e300], 7).tolist() == [0.5, 0.5, 0]
    wide = information_projection([0.5, 0.5], [-1.7e308, 1.7e308], 0.85e308)
    assert np.allclose(wide.pmf, [0.25, 0.75], rtol=1e-12)


def test_what_a_float_cannot_hold_is_said():
    with pytest.raises(UnresolvedError, match="the tilt is too large for a float"):
        information_projection([0.1, 0.9], [0, 5e-310], 1e-310)
    with pytest.raises(UnresolvedError, match="do values lie too close together"):
        information_projection([0.5, 0.5 - 1e-12, 1e-12], [0, 1e-200, 1], 1e-210)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_the_first_throw_agrees_with_an_enumeration(n):
    q = np.array([0.5, 0.2, 0.3])
    joint = {}
    for throws in np.ndindex((3,) * n):
        total = n + sum(throws)
        joint.setdefault(total, np.zeros(3))[throws[0]] += math.prod(q[list(throws)])
    for total, expected in joint.items():
        assert np.allclose(
            first_given_mean(q, total, n), expected / expected.sum(), rtol=1e-13, atol=0
        )


def test_long_runs_look_like_the_projection():
    best = information_projection(FAIR, POINTS, 4.5).pmf
    distances = [kl_divergence(first_given_mean(FAIR, 9 * n // 2, n), best) for n in (20, 200)]
    assert distances[1] < distances[0] / 50  # it falls like the square of 1/n


def test_a_rare_run_does_not_underflow():
    # 2,000 throws that average 5.9: a probability of about 10 to the power −1265.
    first = first_given_mean(FAIR, 11800, 2000)
    assert np.allclose(first, information_projection(FAIR, POINTS, 5.9).pmf, rtol=0, atol=1e-4)
    assert first_given_mean(FAIR, 12000, 2000).tolist() == [0, 0, 0, 0, 0, 1]
    with pytest.raises(ValueError, match="total is 5: 2 throws from q cannot add up to it"):
        first_given_mean([0.5, 0, 0.5], 5, 2)


@pytest.mark.parametrize("function", [exponential_tilt, information_projection])
@pytest.mark.parametrize(
    ("q", "values", "message"),
    [
        ([0.5, 0.5], [1, 2, 3], r"q has shape \(2,\) and values \(3,\): give one probability"),
        ([[0.5, 0.5]], [[1, 2]], r"q has shape \(1, 2\)"),
        ([], [], r"q has shape \(0,\)"),
        ([0.5, 0.6], [1, 2], "q sums to 1.1, not 1"),
        ([0.5, 0.5], [1, math.inf], r"values\[1\] is inf: give finite numbers"),
        ([0.5, 0.5], [math.nan, 1], r"values\[0\] is nan"),
    ],
)
def test_what_is_no_model_is_refused(function, q, values, message):
    with pytest.raises(ValueError, match=message):
        function(q, values, 1)


def test_other_arguments_are_refused():
    with pytest.raises(TypeError, match=r"theta is 'steep' of type str: give a number"):
        exponential_tilt([0.5, 0.5], [0, 1], "steep")
    with pytest.raises(TypeError, match="theta is True"):
        exponential_tilt([0.5, 0.5], [0, 1], True)
    with pytest.raises(ValueError, match="theta is nan"):
        exponential_tilt([0.5, 0.5], [0, 1], math.nan)
    with pytest.raises(ValueError, match="mean is inf: give a finite number"):
        information_projection([0.5, 0.5], [0, 1], math.inf)
    with pytest.raises(TypeError, match="mean is None"):
        information_projection([0.5, 0.5], [0, 1], None)
    with pytest.raises(
        ValueError, match=r"mean is 2\.5, but the values that q allows go from 1.0 to"
    ):
        information_projection([0.5, 0.5, 0], [1, 2, 3], 2.5)
    with pytest.raises(ValueError, match=r"mean is 0\.5"):
        information_projection(FAIR, POINTS, 0.5)
    with pytest.raises(ValueError, match="total is 13: 2 throws from q cannot add up to it"):
        first_given_mean(FAIR, 13, 2)
    with pytest.raises(ValueError, match="n is 0"):
        first_given_mean(FAIR, 13, 0)
    with pytest.raises(TypeError, match=r"total is 4\.5 of type float"):
        first_given_mean(FAIR, 4.5, 1)
    with pytest.raises(ValueError, match=r"q has shape \(1, 2\)"):
        first_given_mean([[0.5, 0.5]], 2, 1)
