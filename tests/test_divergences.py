import math
import warnings
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from entropybook import UnresolvedError, js_divergence, kl_divergence
from entropybook.divergences import (
    GENERATORS,
    Generator,
    f_divergence,
    hellinger,
    renyi_divergence,
    total_variation,
)
from entropybook.worked import R, S

r, s = (np.array([*x.values()]) for x in (R, S))
ORDERS = [0, 1e-9, 0.2, 0.5, 1 - 1e-9, 1, 1 + 1e-9, 2, 30, math.inf]
# Sums of a few terms of ordinary size; the values compared are not small against them.
CLOSE = {"rel": 1e-12, "abs": 1e-12}


@st.composite
def pairs(draw, positive=False):
    n = draw(st.integers(1, 6))
    low = 1 if positive else 0
    p, q = (
        np.array(draw(st.lists(st.integers(low, 50), min_size=n, max_size=n)), dtype=float)
        for _ in range(2)
    )
    p[draw(st.integers(0, n - 1))] += 1
    q[draw(st.integers(0, n - 1))] += 1
    return p / p.sum(), q / q.sum()


@st.composite
def channels(draw, rows):
    columns = draw(st.integers(1, 5))
    weights = np.array(
        draw(
            st.lists(
                st.lists(st.integers(0, 9), min_size=columns, max_size=columns),
                min_size=rows,
                max_size=rows,
            )
        ),
        dtype=float,
    )
    weights[:, draw(st.integers(0, columns - 1))] += 1
    return weights / weights.sum(axis=1, keepdims=True)


# --- Rényi divergence ---------------------------------------------------------------------------


@pytest.mark.parametrize("order", [0.1, 0.3, 0.5, 0.7, 2, 3, 50])
def test_renyi_of_two_coins_is_the_closed_form(order):
    p, q = 0.3, 0.6
    inside = p**order * q ** (1 - order) + (1 - p) ** order * (1 - q) ** (1 - order)
    value = renyi_divergence([p, 1 - p], [q, 1 - q], order)
    assert value == pytest.approx(math.log(inside) / (order - 1), **CLOSE)


def test_renyi_in_bits():
    assert renyi_divergence([1, 0], [0.5, 0.5], 2, base=2) == 1
    assert renyi_divergence([0.5, 0.5], [0.125, 0.875], math.inf, base=2) == pytest.approx(2)


def test_renyi_at_the_named_orders():
    assert renyi_divergence(r, s, 1) == kl_divergence(r, s)
    assert renyi_divergence(r, s, 0) == 0
    assert renyi_divergence(r, s, 0.5) == pytest.approx(
        -2 * math.log(np.sqrt(r * s).sum()), **CLOSE
    )
    assert renyi_divergence(r, s, 2) == pytest.approx(math.log(np.sum(r**2 / s)), **CLOSE)
    assert renyi_divergence(r, s, math.inf) == pytest.approx(math.log(0.42 / 0.25), **CLOSE)


def test_renyi_near_order_1_is_near_kl():
    # The slope at 1 is half the variance of the log-ratio, here about 0.09.
    slope = 0.5 * (r @ np.log(r / s) ** 2 - (r @ np.log(r / s)) ** 2)
    for step in (-1e-6, 1e-6, 1e-12):
        value = renyi_divergence(r, s, 1 + step) - kl_divergence(r, s)
        assert value == pytest.approx(step * slope, rel=1e-4, abs=2e-17)


@pytest.mark.parametrize("order", [1e-3, 0.5, 0.999, 1.001, 2, 100])
@pytest.mark.parametrize("step", [1e-3, 1e-8, 1e-12])
def test_renyi_of_near_pmfs_keeps_its_digits(order, step):
    p = np.array([0.25, 0.25, 0.5])
    q = p + step * np.array([1.0, 1.0, -2.0])
    d = q - p  # what is left of the step after rounding
    # To leading order α/2 · Σ d²/q; the next term is smaller by about α times the step.
    assert renyi_divergence(p, q, order) == pytest.approx(
        order / 2 * np.sum(d**2 / q), rel=20 * (1 + order) * step + 1e-12
    )


def test_renyi_where_the_supports_differ():
    p, q = [0.5, 0.5, 0], [0, 0.25, 0.75]
    assert renyi_divergence(p, q, 0) == pytest.approx(math.log(4), **CLOSE)
    assert renyi_divergence(p, q, 0.5) == pytest.approx(math.log(8), **CLOSE)
    assert all(renyi_divergence(p, q, order) == math.inf for order in (1, 1.5, math.inf))
    wider = [0.25, 0.25, 0.5]
    assert renyi_divergence(p, wider, 2) == pytest.approx(math.log(2), **CLOSE)
    assert renyi_divergence(p, wider, 0) == pytest.approx(math.log(2), **CLOSE)
    assert all(renyi_divergence([1, 0], [0, 1], order) == math.inf for order in ORDERS)
    assert all(renyi_divergence([1], [1], order) == 0 for order in ORDERS)


def test_renyi_of_a_support_that_is_barely_missed():
    # Σ p^½ q^½ is √(1 − 1e-10): the order ½ is −log(1 − 1e-10).
    p = [1 - 1e-10, 1e-10]
    assert renyi_divergence(p, [1, 0], 0.5) == pytest.approx(1e-10, rel=1e-5)
    assert renyi_divergence([1, 0], p, 0) == pytest.approx(1e-10, rel=1e-5)


def test_renyi_does_not_overflow():
    p, q = [0.5, 0.5], [1e-300, 1 - 1e-300]
    assert renyi_divergence(p, q, 1000) == pytest.approx(
        math.log(0.5) * 1000 / 999 + 300 * math.log(10), rel=1e-12
    )


@given(pairs())
def test_renyi_rises_with_the_order(pair):
    values = [renyi_divergence(*pair, order) for order in ORDERS]
    assert all(low <= high * (1 + 1e-9) + 1e-12 for low, high in pairwise(values))


@given(pairs(), st.floats(0.01, 0.99))
def test_renyi_is_skew_symmetric(pair, order):
    p, q = pair
    there, back = renyi_divergence(p, q, order), renyi_divergence(q, p, 1 - order)
    assert (1 - order) * there == pytest.approx(order * back, rel=1e-9, abs=1e-12)


@given(pairs(positive=True), st.floats(0.05, 5))
def test_renyi_adds_over_independent_pairs(pair, order):
    p, q = pair
    twice = (np.outer(x, x).ravel() for x in (p, q))
    once = renyi_divergence(p, q, order)
    assert renyi_divergence(*twice, order) == pytest.approx(2 * once, rel=1e-9, abs=1e-12)


@given(st.data(), st.sampled_from(ORDERS))
def test_no_channel_raises_a_renyi_divergence(data, order):
    p, q = data.draw(pairs())
    channel = data.draw(channels(len(p)))
    after = renyi_divergence(p @ channel, q @ channel, order)
    assert after <= renyi_divergence(p, q, order) * (1 + 1e-9) + 1e-12


@given(pairs(), st.sampled_from(ORDERS))
def test_renyi_warns_of_nothing_and_is_0_for_equals_only(pair, order):
    p, q = pair
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert renyi_divergence(p, p, order) == 0
        value = renyi_divergence(p, q, order)
    assert value >= 0
    if order > 1e-3 and np.abs(p - q).max() > 1e-6:
        assert value > 0


# --- f-divergences ------------------------------------------------------------------------------


def test_the_named_generators_make_the_known_divergences():
    values = {name: f_divergence(r, s, f) for name, f in GENERATORS.items()}
    assert values == {
        "KL": pytest.approx(kl_divergence(r, s), **CLOSE),
        "reverse KL": pytest.approx(kl_divergence(s, r), **CLOSE),
        "JS": pytest.approx(js_divergence(r, s), **CLOSE),
        "Hellinger²": pytest.approx(hellinger(r, s) ** 2, **CLOSE),
        "χ²": pytest.approx(np.sum((r - s) ** 2 / s), **CLOSE),
        "total variation": pytest.approx(0.19, **CLOSE),
    }


def test_f_divergences_of_disjoint_pmfs():
    values = [f_divergence([1, 0], [0, 1], f) for f in GENERATORS.values()]
    assert values == [math.inf, math.inf, pytest.approx(math.log(2)), 1, math.inf, 1]


def test_f_divergences_where_one_support_is_smaller():
    # χ² is (1 − ½)²/½ + (0 − ½)²/½ = 1.
    wide, narrow = [0.5, 0.5], [1, 0]
    values = [f_divergence(narrow, wide, f) for f in GENERATORS.values()]
    h = 1 - math.sqrt(0.5)
    js = js_divergence(narrow, wide)
    assert values == pytest.approx([math.log(2), math.inf, js, h, 1, 0.5], **CLOSE)
    values = [f_divergence(wide, narrow, f) for f in GENERATORS.values()]
    assert values == pytest.approx([math.inf, math.log(2), js, h, math.inf, 0.5], **CLOSE)


@given(st.data(), st.sampled_from(sorted(GENERATORS)))
def test_f_divergences_are_not_negative_and_process_data(data, name):
    p, q = data.draw(pairs())
    channel = data.draw(channels(len(p)))
    before = f_divergence(p, q, GENERATORS[name])
    after = f_divergence(p @ channel, q @ channel, GENERATORS[name])
    assert -1e-12 <= after <= before * (1 + 1e-9) + 1e-12


@pytest.mark.parametrize("name", GENERATORS)
def test_a_generator_knows_its_slope_and_curvature(name):
    f = GENERATORS[name]
    far, h = 1e12, 1e-3
    if math.isfinite(f.slope):  # √t/t is 1e-6 there
        assert float(f(np.array(far))) / far == pytest.approx(f.slope, abs=2e-6)
    else:
        assert float(f(np.array(far))) / far > 20
    bend = float(f(np.array(1 + h)) + f(np.array(1 - h))) / h**2
    assert bend == pytest.approx(f.curvature, rel=1e-5) or (math.isinf(f.curvature) and bend > 900)


def test_a_function_of_ones_own():
    def hockey_stick(t):
        return np.maximum(t - 2, 0)

    value = f_divergence([0.9, 0.1], [0.3, 0.7], hockey_stick)
    assert value == pytest.approx(0.3, **CLOSE)
    assert f_divergence([0.5, 0.5], [1, 0], hockey_stick, slope=1) == pytest.approx(0.5, **CLOSE)
    assert f_divergence([0.5, 0.5], [1, 0], Generator(hockey_stick, 1, 0)) == 0.5


def test_f_divergence_refuses_what_is_no_generator():
    with pytest.raises(
        ValueError, match=r"f\(1\) is \[1\.\]: a generator takes an array, and is 0"
    ):
        f_divergence(r, s, lambda t: t)
    with pytest.raises(ValueError, match=r"f\(1\) is 0\.0"):
        f_divergence(r, s, lambda t: 0.0)
    with pytest.raises(ValueError, match="f returns NaN or another shape"):
        f_divergence(r, s, lambda t: np.where(t == 1, 0, np.nan))
    with pytest.raises(ValueError, match="f returns NaN or another shape"):
        f_divergence(r, s, lambda t: np.zeros(1))


def test_f_divergence_asks_for_the_slope_where_it_needs_it():
    with pytest.raises(ValueError, match=r"q\[1\] is 0 where p is not: give slope="):
        f_divergence([0.5, 0.5], [1, 0], lambda t: abs(t - 1))
    with pytest.raises(ValueError, match=r"q\[0, 1\] is 0 where p is not"):
        f_divergence([[0.5, 0.5]], [[1, 0]], lambda t: abs(t - 1))


def test_f_divergence_does_not_guess_beyond_the_floats():
    with pytest.raises(UnresolvedError, match=r"q\[0\] is so small that p/q exceeds"):
        f_divergence([0.5, 0.5], [5e-324, 1], GENERATORS["χ²"])


# --- the two distances --------------------------------------------------------------------------


@given(pairs())
def test_distances_keep_to_their_bounds(pair):
    v, h = total_variation(*pair), hellinger(*pair)
    # Tsybakov 2009, lemma 2.3, for the squared distance with the ½.
    assert h**2 <= v + 1e-12
    assert v <= h * math.sqrt(2 - h**2) + 1e-12


def test_distances_of_disjoint_and_of_equal_pmfs():
    assert total_variation([1, 0], [0, 1]) == hellinger([1, 0], [0, 1]) == 1
    assert total_variation(r, r) == hellinger(r, r) == 0


# --- what they are given ------------------------------------------------------------------------

FUNCTIONS = [
    total_variation,
    hellinger,
    lambda p, q, **options: renyi_divergence(p, q, 0.7, **options),
    lambda p, q, **options: f_divergence(p, q, GENERATORS["JS"], **options),
]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_stacks_axes_and_mappings(function):
    value = function(r, s)
    assert isinstance(value, float)
    assert function(R, S) == pytest.approx(value, **CLOSE)
    stack = np.array([s, r, [0.2, 0.2, 0.6]])
    each = [function(r, row) for row in stack]
    assert function(r, stack) == pytest.approx(each, **CLOSE)
    assert function(r, stack.T, axis=0) == pytest.approx(each, **CLOSE)
    assert function(stack[None], stack[None]) == pytest.approx(np.zeros((1, 3)))
    assert function({"a": 1.0}, {"b": 1.0}) > 0.6


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize(
    ("p", "q", "error", "words"),
    [
        ([0.5, 0.4], [0.5, 0.5], ValueError, "p sums to 0.9, not 1"),
        ([0.5, 0.5], [-0.5, 1.5], ValueError, r"q\[0\] is -0.5: it must not be negative"),
        ([0.5, 0.5], [1.0], ValueError, "the shapes differ"),
        ([], [], ValueError, "p is empty"),
        ([0.5, math.nan], [0.5, 0.5], ValueError, r"p\[1\] is nan"),
        ({"a": 1.0}, [1.0], TypeError, "p is a mapping and q an array: give two arrays"),
        (stats.norm(), stats.norm(), TypeError, "p is a continuous distribution and q"),
        (["a"], ["b"], TypeError, "p has dtype"),
    ],
)
def test_bad_input_is_named(function, p, q, error, words):
    with pytest.raises(error, match=words):
        function(p, q)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_an_axis_that_is_none_is_refused(function):
    with pytest.raises(ValueError, match="axis is 1, but the larger of them has 1 axes"):
        function(r, s, axis=1)
    with pytest.raises(TypeError, match="p is a mapping: axis= is for arrays"):
        function(R, S, axis=0)


@pytest.mark.parametrize(
    ("order", "error"),
    [(-0.5, ValueError), (math.nan, ValueError), ("1", TypeError), (True, TypeError)],
)
def test_an_order_that_is_none_is_refused(order, error):
    with pytest.raises(error, match=r"give a number, 0 to math\.inf"):
        renyi_divergence(r, s, order)


def test_a_base_that_is_none_is_refused():
    with pytest.raises(ValueError, match="base is 1"):
        renyi_divergence(r, s, 2, base=1)


def test_sums_that_miss_1_by_rounding_do_not_drown_the_answer():
    p = np.array([0.25, 0.75]) * (1 + 1e-9)
    q = np.array([0.25, 0.75])
    for order in (0.5, 2, math.inf):
        assert renyi_divergence(p, q, order) == pytest.approx(0, abs=1e-15)
