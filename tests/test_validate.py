"""What is refused, in which words, and how far a sum may be from 1."""

import math
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import scipy.sparse
from scipy import stats

from entropybook import (
    cross_entropy,
    entropy,
    js_divergence,
    kl_divergence,
    pmf,
    surprisal,
)

ONE = [entropy, surprisal]
TWO = [cross_entropy, kl_divergence, js_divergence]


def refuse(error, words, *args, **options):
    """Check that every measure refuses p, and q too, in these words."""
    for measure in ONE:
        with pytest.raises(error, match=words):
            measure(*args, **options)
    q = {"a": 0.5, "b": 0.5} if isinstance(args[0], dict) else np.full(np.shape(args[0]), 0.5)
    for measure in TWO:
        with pytest.raises(error, match=words):
            measure(args[0], q, **options)
        if words.startswith("^p"):
            with pytest.raises(error, match=r"^q" + words[2:].replace(r"pmf\(p", r"pmf\(q")):
                measure(q, args[0], **options)


# --- entries and sums ---------------------------------------------------------------------------


def test_a_bad_entry_is_named_with_its_place():
    refuse(ValueError, r"^p\[1\] is -0.1: it must not be negative", [1.1, -0.1])
    refuse(ValueError, r"^p\[0\] is nan: drop or fill missing values", [np.nan, 0.5])
    refuse(ValueError, r"^p\[1\] is inf: it must be finite", [0.5, np.inf])
    refuse(ValueError, r"^p\[1, 0\] is -1.0: ", [[0.5, 0.5], [-1.0, 2.0]])
    refuse(ValueError, r"^p\['b'\] is -0.5: it must not be negative", {"a": 1.5, "b": -0.5})
    refuse(ValueError, r"^p\['a'\] is nan: drop or fill", {"a": math.nan, "b": 0.5})


def test_the_place_is_counted_in_the_array_as_given():
    p = np.full((3, 4, 5), 1 / 4)
    p[2, 1, 3] = -0.25
    for measure in ONE:
        with pytest.raises(ValueError, match=r"^p\[2, 1, 3\] is -0.25"):
            measure(p, axis=1)
    q = np.full(4, 0.25)
    for measure in TWO:
        with pytest.raises(ValueError, match=r"^p\[2, 1, 3\] is -0.25"):
            measure(p, q, axis=1)
        with pytest.raises(ValueError, match=r"^p\[2\] is -0.25"):
            measure([0.5, 0.5, -0.25, 0.25], np.full((4, 7), 0.25), axis=0)


def test_a_wrong_sum_is_named_with_its_line_and_mend():
    refuse(ValueError, r"^p sums to 0.9, not 1 \(within 1.5e-08 for float64\)", [0.5, 0.4])
    refuse(ValueError, r"^p sums to 8, not 1.*if these are counts or weights, use pmf\(p\)", [3, 5])
    refuse(ValueError, r"^p sums to 3, not 1.*use pmf\(p\)", Counter("abb"))
    refuse(ValueError, r"^p\[1, :\] sums to 0.75, not 1", [[0.5, 0.5], [0.5, 0.25]])
    # Sums so large that they overflow are no reason to warn as well.
    refuse(ValueError, r"^p sums to inf, not 1", [1e308, 1e308])


def test_pmfs_down_the_columns_are_recognised():
    columns = np.array([[0.1, 0.2, 0.3], [0.9, 0.8, 0.7]])
    for measure in ONE:
        with pytest.raises(ValueError, match=r"^p\[0, :\] sums to 0.6, .*; its .*axis=-2 may be"):
            measure(columns)
        measure(columns, axis=-2)


@pytest.mark.parametrize("empty", [[], [[], []], np.zeros((2, 0)), np.array([], dtype=object), {}])
def test_empty_is_not_certain(empty):
    for measure in ONE:
        with pytest.raises(
            ValueError, match=r"^p is empty: a distribution has at least one outcome"
        ):
            measure(empty)
    for measure in TWO:
        with pytest.raises(ValueError, match=r"^p is empty"):
            measure(empty, empty)
    with pytest.raises(ValueError, match=r"^counts is empty"):
        pmf(empty)


def test_a_stack_of_no_pmfs_has_no_answers():
    none = np.zeros((0, 3))
    for measure in ONE[:1]:
        assert measure(none).shape == (0,)
    for measure in TWO:
        assert measure(none, none).shape == (0,)


# --- how far a sum may be from 1 ----------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
def test_sums_are_judged_as_numpy_judges_them(dtype):
    """At ±5 % around √ε, `Generator.choice` and the measures give the same verdict."""
    limit = math.sqrt(np.finfo(dtype).eps)
    rng = np.random.default_rng(0)
    for factor, accepted in [(0.95, True), (1.05, False)]:
        p = np.array([0.5, 0.5 + factor * limit], dtype)
        if accepted:
            rng.choice(2, p=p)
            assert entropy(p) > 0
        else:
            with pytest.raises(ValueError, match="do not sum to 1"):
                rng.choice(2, p=p)
            with pytest.raises(ValueError, match=f"for {np.dtype(dtype)}"):
                entropy(p)


@pytest.mark.parametrize(
    ("dtype", "n"),
    [(np.float64, 10**6), (np.float32, 10**3), (np.float32, 10**6), (np.float16, 10**3)],
)
def test_what_rounding_does_to_an_honest_pmf_is_accepted(dtype, n):
    rng = np.random.default_rng(1)
    weights = rng.random(n).astype(dtype)
    running_total = np.add.accumulate(weights, dtype=dtype)[-1]  # the least exact way to add
    logits = (5 * rng.standard_normal(n)).astype(dtype)
    powers = np.exp(logits - logits.max())
    for p in (weights / running_total, weights / weights.sum(), powers / powers.sum()):
        assert p.dtype == dtype
        assert 0 < entropy(p) <= math.log(n) * 1.01


def test_masses_of_special_functions_are_accepted():
    assert entropy(stats.binom(10**5, 0.3).pmf(np.arange(10**5 + 1))) > 0


def test_mistakes_of_the_size_that_people_make_are_refused():
    for p in [
        [0.3333333, 0.3333333, 0.3333333],  # seven decimals
        np.array([0.333, 0.333, 0.333], np.float32),  # three, in float32
        np.full(1000, 1e-3, np.float32)[:-1],  # one outcome of a thousand left out
    ]:
        with pytest.raises(ValueError, match=r"^p sums to 0.99"):
            entropy(p)


def test_a_mapping_of_short_floats_has_their_tolerance():
    third = np.float32(1 / 3)
    p = {"a": third, "b": third, "c": np.float32(1 / 3 + 1e-4)}
    assert kl_divergence(p, {**p, "d": np.float32(0)}) == 0
    with pytest.raises(ValueError, match="for float64"):
        entropy({k: float(v) for k, v in p.items()})


# --- shapes and axes ----------------------------------------------------------------------------


@pytest.mark.parametrize("measure", TWO)
@pytest.mark.parametrize(
    ("p", "q"),
    [
        ((2,), (1,)),
        ((1,), (2,)),
        ((2,), (3,)),
        ((2, 3), (3, 3)),
        ((1, 3), (2, 3)),
        ((4, 1, 3), (4, 5, 3)),
        ((4, 3), (5, 4, 3)),
        ((2,), (4, 3)),
    ],
)
def test_nothing_is_broadcast_in_silence(measure, p, q):
    p, q = (np.full(shape, 1 / shape[-1]) for shape in (p, q))
    words = rf"^the shapes differ, p \({p.shape[0]},.* and q \({q.shape[0]},"
    with pytest.raises(ValueError, match=words):
        measure(p, q)


@pytest.mark.parametrize("measure", TWO)
def test_one_pmf_is_compared_with_each_of_a_stack(measure):
    rng = np.random.default_rng(2)
    one, stack = rng.dirichlet(np.ones(4)), rng.dirichlet(np.ones(4), (2, 3))
    np.testing.assert_array_equal(
        measure(one, stack), [[measure(one, q) for q in rows] for rows in stack]
    )
    np.testing.assert_array_equal(measure(stack, one, axis=-1), measure(stack, one))
    for axis in (0, 1, -2):
        moved = np.moveaxis(stack, -1, axis)
        np.testing.assert_array_equal(measure(one, moved, axis=axis), measure(one, stack))
        np.testing.assert_array_equal(measure(moved, one, axis=axis), measure(stack, one))


def test_axes_that_are_none():
    refuse(ValueError, "^axis is 2, but .* has 2 axes: give -2 to 1", np.eye(2), axis=2)
    refuse(ValueError, "^axis is -2, but .* has 1 axes: give -1 to 0", [0.5, 0.5], axis=-2)
    for axis in (True, 0.0, "0"):
        refuse(TypeError, "^axis is .*: give an integer", np.eye(2), axis=axis)
    for measure in (entropy, pmf):
        with pytest.raises(TypeError, match=r"^axis is None"):
            measure(np.eye(2), axis=None)


def test_a_number_is_not_a_distribution():
    with pytest.raises(ValueError, match=r"^p is a single number, 1.0: give one probability"):
        entropy(1.0)
    with pytest.raises(ValueError, match=r"^q is a single number"):
        kl_divergence([1.0], 1.0)


# --- kinds of values ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("p", "words"),
    [
        ([True, False], r"^p has dtype bool \(p\[0\] is .*True.*\): give real numbers"),
        ([0.5, 0.5j], r"^p has dtype complex128 \(p\[0\] is "),
        (["0.5", "0.5"], r"^p has dtype <U3 \(p\[0\] is .*'0.5'"),
        ([0.5, None], r"^p has dtype object \(p\[1\] is None\): .*np.asarray\(p, dtype=float\)"),
        ([Fraction(1, 2)] * 2, r"^p has dtype object \(p\[0\] is Fraction\(1, 2\)\)"),
        ([[0.5, Decimal("0.5")]], r"^p has dtype object \(p\[0, 1\] is Decimal"),
        ([10**30, 1], r"^p has dtype object \(p\[0\] is 1000"),
        (np.ma.array([0.5, 0.5], mask=[0, 1]), "^p is a masked array: fill it or drop"),
        (scipy.sparse.csr_array([[0.5, 0.5]]), r"^p is sparse \(csr_array\): pass p.toarray\(\)"),
        ({"a": None, "b": 0.5}, r"^p\['a'\] is None of type NoneType: give a real number"),
        ({"a": True, "b": 0}, r"^p\['a'\] is True of type bool"),
        ({"a": 0.5, "b": "0.5"}, r"^p\['b'\] is '0.5' of type str"),
        ({"a": Fraction(1, 2), "b": 0.5}, r"^p\['a'\] is Fraction\(1, 2\) of type Fraction"),
        ({0.5, 0.25}, "^p is {.*} of type set: give an array of numbers, a mapping from"),
        ({"a": 0.5, "b": 0.5}.values(), r"^p is dict_values\(.*: give an array of numbers"),
        (None, "^p is None of type NoneType: give an array"),
    ],
)
def test_values_of_the_wrong_kind(p, words):
    for measure in (entropy, surprisal):
        with pytest.raises(TypeError, match=words):
            measure(p)
    for measure in TWO:
        with pytest.raises(TypeError, match=words):
            measure(p, p)
    with pytest.raises(
        TypeError,
        match=words.replace("^p", "^counts")
        .replace(r"(p\[", r"(counts\[")
        .replace(r"\(p,", r"\(counts,")
        .replace("pass p", "pass counts"),
    ):
        pmf(p)


def test_ragged_rows():
    for measure in ONE:
        with pytest.raises(ValueError, match=r"^p is ragged: its rows must have equal lengths"):
            measure([[0.5, 0.5], [1.0]])


def test_integers_and_long_floats_are_real_numbers():
    assert entropy([0, 1, 0]) == 0
    assert kl_divergence(np.array([0, 1], np.uint8), np.array([0.5, 0.5])) == math.log(2)
    assert entropy(np.array([0.5, 0.5], np.longdouble)) == math.log(2)
    assert surprisal(np.array([0.5, 0.5], np.longdouble))[0] == math.log(2)


# --- base ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("base", [1, 1.0, 0.5, 0, -2, math.inf, -math.inf, math.nan])
def test_bases_that_give_no_unit(base):
    refuse(ValueError, "^base is .*finite and above 1: use 2 for bits", [0.5, 0.5], base=base)


@pytest.mark.parametrize("base", [True, "2", None, 2j, [2], Decimal(2)])
def test_bases_that_are_not_numbers(base):
    refuse(TypeError, "^base is .* of type .*: give a number above 1", [0.5, 0.5], base=base)


@pytest.mark.parametrize("base", [2, 2.0, np.float32(2), np.int64(2), Fraction(2)])
def test_bases_of_every_real_type(base):
    assert entropy([0.5, 0.5], base=base) == 1.0


# --- counts -------------------------------------------------------------------------------------


def test_counts_that_give_no_frequencies():
    with pytest.raises(ValueError, match=r"^counts\[1\] is -1: it must not be negative"):
        pmf([2, -1])
    with pytest.raises(ValueError, match=r"^counts\['b'\] is nan"):
        pmf({"a": 1, "b": math.nan})
    with pytest.raises(
        ValueError, match=r"^the sum of counts\[:, 1\] is 0.0: at least one count must be"
    ):
        pmf([[1, 0], [2, 0]], axis=0)
    with pytest.raises(ValueError, match=r"^the sum of counts is inf: scale them down"):
        pmf([1e308, 1e308])
    with pytest.raises(ValueError, match=r"^counts is a single number"):
        pmf(3)
