"""Two samples: the weighted divergence, the G-test, and the splits of blocks."""

import itertools
import math

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from entropybook import js_divergence, kl_divergence, symbolic
from entropybook.alice import alice, alice_chapters
from entropybook.estimation import (
    bootstrap_interval,
    chernoff_information,
    g_test,
    js_from_counts,
    likelihood_ratio_errors,
    split_test,
)
from entropybook.symbolic import testing

tables = st.lists(st.tuples(st.integers(1, 50), st.integers(1, 50)), min_size=2, max_size=6)


@given(tables)
def test_g_is_that_of_scipy(rows):
    a, b = np.array(rows).T
    expected = stats.chi2_contingency(np.array([a, b]), correction=False, lambda_="log-likelihood")
    statistic, freedom, p_value = g_test(a, b)
    # SciPy adds up terms that nearly cancel: absolute, in units of a count.
    assert statistic == pytest.approx(expected.statistic, rel=1e-9, abs=1e-10)
    assert freedom == expected.dof
    assert p_value == pytest.approx(expected.pvalue, rel=1e-6, abs=1e-6)


@given(tables)
def test_the_divergence_of_two_samples(rows):
    a, b = np.array(rows).T
    found = js_from_counts(a, b)
    share = a.sum() / (a.sum() + b.sum())
    most = -share * math.log(share) - (1 - share) * math.log(1 - share)
    assert 0 <= found <= most + 1e-12
    assert found == pytest.approx(js_from_counts(b, a), abs=1e-14)
    assert js_from_counts(a, b, base=2) == pytest.approx(found / math.log(2), abs=1e-14)
    assert js_from_counts(a, 3 * a) == pytest.approx(0, abs=1e-15)


def test_equal_sizes_give_the_divergence_of_lin():
    a, b = [30, 10, 0], [5, 15, 20]
    assert js_from_counts(a, b) == pytest.approx(js_divergence(np.array(a) / 40, np.array(b) / 40))
    assert js_from_counts([5, 0], [0, 5], base=2) == 1
    assert js_from_counts({"a": 3, "b": 1}, {"b": 3, "a": 1}) == js_from_counts([3, 1], [1, 3])


def test_stacks_go_row_by_row():
    a, b = [[3, 1], [10, 5]], [[1, 3], [6, 9]]
    pairs = [js_from_counts(x, y) for x, y in zip(a, b, strict=True)]
    assert js_from_counts(a, b) == pytest.approx(pairs, abs=1e-15)
    made = bootstrap_interval(js_from_counts, [30, 10], [10, 30], rng=np.random.default_rng(0))
    assert made.low < made.estimate < made.high


def test_what_nobody_has_seen_gives_no_freedom():
    assert g_test([3, 4, 0], [5, 6, 0]) == g_test([3, 4], [5, 6])
    assert g_test([7, 0], [9, 0]) == (0, 0, 1)


def test_g_test_takes_single_samples():
    with pytest.raises(ValueError, match=r"first has shape \(1, 2\): give one sample"):
        g_test([[1, 2]], [[2, 1]])


def by_hand(first, second):
    blocks = np.array([*first, *second])
    everything, reached = [], 0
    here = js_from_counts(np.sum(first, axis=0), np.sum(second, axis=0))
    for chosen in itertools.combinations(range(len(blocks)), len(first)):
        rest = [k for k in range(len(blocks)) if k not in chosen]
        value = js_from_counts(blocks[list(chosen)].sum(axis=0), blocks[rest].sum(axis=0))
        everything.append(value)
        reached += value >= here - 1e-12
    return reached / len(everything)


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(1, 20)), min_size=5, max_size=5))
def test_all_splits_by_hand(rows):
    first, second = rows[:2], rows[2:]
    found = split_test(first, second)
    assert len(found.splits) == 10
    assert found.p_value == pytest.approx(by_hand(first, second))


def test_a_split_at_random_is_as_often_significant_as_it_says():
    # Blocks of one kind: each of the splits of six blocks is as likely, so p ≤ 0.1 is as rare.
    rng = np.random.default_rng(0)
    blocks = rng.multinomial(50, [0.2, 0.3, 0.5], size=(400, 6))
    p = np.array([split_test(x[:3], x[3:]).p_value for x in blocks])
    # 0.1 within four standard errors of 400 tries.
    assert abs(np.mean(p <= 0.1 + 1e-9) - 0.1) < 0.06


def test_drawn_splits_come_near_all_of_them():
    rng = np.random.default_rng(0)
    blocks = rng.multinomial(40, [0.5, 0.5], size=12)
    every = split_test(blocks[:6], blocks[6:])
    some = split_test(blocks[:6], blocks[6:], rng=rng, splits=900)
    assert len(every.splits) == 924
    assert len(some.splits) == 900
    assert some.divergence == every.divergence
    assert some.p_value == pytest.approx(every.p_value, abs=0.08)  # five standard errors
    alone = split_test([[9, 1]] * 6, [[1, 9]] * 6, rng=rng, splits=99)
    assert alone.p_value >= 1 / 100  # the split that was given is counted


@pytest.mark.parametrize(
    ("first", "second", "options", "error", "words"),
    [
        ([1, 2], [[1, 2]], {}, ValueError, r"first has shape \(2,\): give a row of counts"),
        ([[1, 2]], [1, 2], {}, ValueError, r"second has shape \(2,\): give a row of counts"),
        ([[1, 2]], [[1, 2, 3]], {}, ValueError, "first has 2 outcomes and second 3"),
        ([[1, 2]], [[0, 0]], {}, ValueError, "second"),
        ([[1, 2]], [[1.5, 2]], {}, ValueError, "whole numbers"),
        ([[1, 2]], [[1, 2]], {"splits": 0}, ValueError, "splits"),
        (
            [[1, 2]],
            [[1, 2]],
            {"splits": 1},
            ValueError,
            "there are 2 splits, more than 1: give rng",
        ),
        ([[1, 2]], [[1, 2]], {"splits": 1, "rng": 0}, TypeError, "give a generator"),
    ],
)
def test_splits_refuse(first, second, options, error, words):
    with pytest.raises(error, match=words):
        split_test(first, second, **options)


def test_the_chapters_are_the_book():
    chapters = alice_chapters()
    assert len(chapters) == 12
    assert " ".join(chapters) == alice()
    assert [c.split()[1] for c in chapters[:4]] == ["i", "ii", "iii", "iv"]


@pytest.mark.parametrize(("n", "k"), [(1, 1), (7, 1), (1, 3), (4, 2), (3, 4)])
def test_errors_over_all_counts_are_those_over_all_sequences(n, k):
    rng = np.random.default_rng(n + k)
    p, q = rng.dirichlet(np.ones(k), size=2)
    first = second = 0.0
    for drawn in itertools.product(range(k), repeat=n):
        x = list(drawn)
        says_p = round(float(np.log(p[x] / q[x]).sum()), 9) >= 0
        first += 0 if says_p else p[x].prod()
        second += q[x].prod() if says_p else 0
    assert likelihood_ratio_errors(p, q, n)[:2] == pytest.approx((first, second), abs=1e-12)


def test_the_derivations_in_numbers():
    p, q = np.array([0.42, 0.31, 0.27]), np.array([0.25, 0.5, 0.25])
    information, lam = chernoff_information(p, q)
    below = symbolic.chernoff_is_below_both().conclusion
    kl = kl_divergence(p, q)
    z = float(np.sum(p**lam * q ** (1 - lam)))
    values = {base[k + 1]: x[k] for base, x in ((testing.R, p), (testing.S, q)) for k in range(3)}
    right = below.rhs.doit().subs({sp.Symbol("n", integer=True, positive=True): 3}).doit()
    right = right.subs(values).subs(testing.lam, lam)
    assert float(right) == pytest.approx((1 - lam) * kl)
    assert float(below.lhs.subs(testing.Z, z)) == pytest.approx(information)
    assert information < float(right)


def test_g_of_the_derivation_in_numbers():
    a, b = [3, 9, 8], [7, 2, 11]
    g = symbolic.g_is_divergence().conclusion.rhs.doit()
    g = g.subs({sp.Symbol("n", integer=True, positive=True): 3}).doit()
    values = {
        base[k + 1]: x[k] for base, x in ((testing.a, a), (testing.b, b)) for k in range(3)
    } | {testing.N: 20, testing.M: 20}
    assert float(g.subs(values)) == pytest.approx(g_test(a, b).statistic)


def test_the_height_halfway_is_one_of_two_equal_ones():
    assert symbolic.halfway_in_divergence().conclusion.rhs == -sp.log(testing.Z)
