import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.metrics import mutual_info_score

from entropybook import entropy, kl_divergence, symbolic
from entropybook.joint import conditional_entropy, conditional_kl, mutual_information
from entropybook.symbolic import joint as proofs
from entropybook.symbolic._notation import R, S, n

# Cover & Thomas 2006, example 2.2.1: X along the columns there, along the columns here.
COVER = np.array([[4, 2, 1, 1], [2, 4, 1, 1], [2, 2, 2, 2], [8, 0, 0, 0]]) / 32


def tables(rows=3, columns=4):
    counts = hnp.arrays(int, (rows, columns), elements=st.integers(0, 9))
    return counts.filter(np.any).map(lambda table: table / table.sum())


# --- known values -------------------------------------------------------------------------------


def test_the_example_of_cover_and_thomas():
    assert conditional_entropy(COVER, given=0, base=2) == pytest.approx(11 / 8, rel=1e-14)
    assert conditional_entropy(COVER, given=1, base=2) == pytest.approx(13 / 8, rel=1e-14)
    assert mutual_information(COVER, base=2) == pytest.approx(3 / 8, rel=1e-14)


def test_counted_pairs_as_scikit_learn_has_them():
    first, second = np.random.default_rng(0).integers(4, size=(2, 500))
    second = np.where(first == 2, 1, second)
    counts = np.zeros((4, 4))
    np.add.at(counts, (first, second), 1)
    expected = mutual_info_score(first, second)
    assert mutual_information(counts / 500) == pytest.approx(expected, rel=1e-12)


def test_a_table_of_one_cell_says_nothing():
    assert mutual_information([[1.0]]) == conditional_entropy([[1]]) == 0
    assert conditional_kl([[1.0]], [[1.0]]) == 0


def test_near_independence_no_digits_are_lost():
    # Cells of ¼ ± e/4: I = ½[(1 + e) log(1 + e) + (1 − e) log(1 − e)] = e²/2 + e⁴/12 + …
    e = 1e-7
    table = np.array([[1 + e, 1 - e], [1 - e, 1 + e]]) / 4
    # The cells themselves are rounded by 1e-16 of 1e-7.
    assert mutual_information(table) == pytest.approx(e**2 / 2, rel=1e-8)


@pytest.mark.parametrize("tiny", [1e-200, 5e-324])
def test_tiny_margins_do_not_make_it_infinite(tiny):
    # Their product is 0 in floating point.
    value = mutual_information([[tiny, 0], [0, 1]])
    assert value == pytest.approx(-tiny * math.log(tiny), rel=1e-2)


def test_other_types_are_used_over_their_exact_sum():
    single = COVER.astype(np.float32) * np.float32(1.0001)
    assert mutual_information(single, base=2) == pytest.approx(3 / 8, rel=1e-6)


# --- laws ---------------------------------------------------------------------------------------


@given(tables())
def test_information_is_the_divergence_from_the_product(table):
    product = np.outer(table.sum(axis=1), table.sum(axis=0))
    value = mutual_information(table)
    assert value == pytest.approx(kl_divergence(table.ravel(), product.ravel()), abs=1e-12)
    assert value == pytest.approx(mutual_information(table.T), abs=1e-12)
    assert 0 <= value <= entropy(table.sum(axis=0)) + 1e-12


@given(tables())
def test_information_is_what_knowing_saves(table):
    for known in (0, 1):
        left = conditional_entropy(table, given=known)
        known_alone, other = entropy(table.sum(axis=1 - known)), entropy(table.sum(axis=known))
        assert left == pytest.approx(entropy(table.ravel()) - known_alone, abs=1e-12)
        assert mutual_information(table) == pytest.approx(other - left, abs=1e-12)


@given(tables(), tables())
def test_the_chain_rule_in_both_orders(p, q):
    q = (q + 1 / 12) / 2
    whole = kl_divergence(p.ravel(), q.ravel())
    for known in (0, 1):
        margins = kl_divergence(p.sum(axis=1 - known), q.sum(axis=1 - known))
        assert margins + conditional_kl(p, q, given=known) == pytest.approx(whole, abs=1e-12)


@given(tables(), hnp.arrays(float, (4, 3), elements=st.floats(0.01, 1)))
def test_a_channel_adds_no_information(table, weights):
    channel = weights / weights.sum(axis=1, keepdims=True)
    assert mutual_information(table @ channel) <= mutual_information(table) + 1e-12


def test_the_unit():
    q = np.full((4, 4), 1 / 16)
    for value in (
        mutual_information,
        conditional_entropy,
        lambda table, **base: conditional_kl(table, q, **base),
    ):
        assert value(COVER) == pytest.approx(value(COVER, base=2) * math.log(2), rel=1e-14)


def test_impossible_pairs():
    p = np.array([[0.5, 0.0], [0.25, 0.25]])
    assert conditional_kl(p, [[0.5, 0.0], [0.5, 0.0]]) == math.inf
    # A value that is impossible under p needs no row of q, and may have one.
    gone = np.array([[1.0, 0.0], [0.0, 0.0]])
    assert conditional_kl(gone, [[0.25, 0.25], [0.25, 0.25]], base=2) == 1
    assert conditional_kl(gone, [[0.5, 0.5], [0.0, 0.0]], base=2) == 1


# --- errors -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([0.5, 0.5], r"has the shape \(2,\): give a table"),
        (np.full((2, 2, 2), 1 / 8), r"has the shape \(2, 2, 2\)"),
        (np.zeros((0, 2)), r"has the shape \(0, 2\)"),
        ([[0.5, 0.5], [0.5, -0.5]], r"\[1, 1\] is -0.5: it must not be negative"),
        ([[0.5, 0.5], [0.5, math.nan]], r"\[1, 1\] is nan"),
        ([[0.5, 0.5], [0.5, 0.5]], "sums to 2, not 1 .*the whole table is one pmf"),
        ([[0.5, 0.5], [0.5]], "ragged"),
    ],
)
def test_what_is_no_table_of_probabilities(table, message):
    for function in (mutual_information, conditional_entropy):
        with pytest.raises(ValueError, match=f"joint.*{message}"):
            function(table)
    for pair in ((table, COVER), (COVER, table)):
        with pytest.raises(ValueError, match=message):
            conditional_kl(*pair)


@pytest.mark.parametrize("given_", [2, -1, True, "rows"])
def test_which_axis_is_known(given_):
    with pytest.raises(ValueError, match=r"given is .*: give 0 if the rows are known"):
        conditional_entropy(COVER, given=given_)


def test_models_of_something_else_are_refused():
    with pytest.raises(ValueError, match=r"p \(4, 4\) and q \(1, 4\)"):
        conditional_kl(COVER, np.full((1, 4), 0.25))
    q = np.array([[0.5, 0.0], [0.5, 0.0]])
    with pytest.raises(ValueError, match=r"q\[:, 1\] is 0 throughout where p is not"):
        conditional_kl(np.full((2, 2), 0.25), q, given=1)
    with pytest.raises(ValueError, match=r"q\[1, :\] is 0 throughout where p is not"):
        conditional_kl(np.full((2, 2), 0.25), q.T)


@pytest.mark.parametrize("base", [1, math.inf])
def test_nonsense_bases(base):
    for function in (mutual_information, conditional_entropy):
        with pytest.raises(ValueError, match="base is"):
            function(COVER, base=base)


def test_kinds_that_are_no_numbers():
    with pytest.raises(TypeError, match="joint"):
        mutual_information([["a", "b"]])


# --- the proofs, in numbers ---------------------------------------------------------------------


def number(quantity, values):
    """Compute a quantity of the proofs with numbers for its letters."""
    expression = quantity.definition.subs({n: 3, proofs.m: 4}).doit()
    places = {}
    for letter in expression.atoms(proofs.sp.Indexed):
        index = tuple(int(k) - 1 for k in letter.indices)
        places[letter] = float(values[letter.base][index])
    return float(expression.xreplace(places))


def test_the_proofs_are_about_these_measures():
    rng = np.random.default_rng(3)
    p, q = rng.dirichlet(np.ones(12), size=2).reshape(2, 3, 4)
    a, b = p.sum(axis=1), q.sum(axis=1)
    values = {proofs.A: a, proofs.B: b, proofs.C: p.sum(axis=0)}
    values |= {proofs.K: p / a[:, None], proofs.L: q / b[:, None]}
    for quantity, value in (
        (proofs.SHARED, mutual_information(p)),
        (proofs.LEFT, conditional_entropy(p)),
        (proofs.ENTROPY_XY, entropy(p.ravel())),
        (proofs.KL_XY, kl_divergence(p.ravel(), q.ravel())),
        (proofs.KL_Y_GIVEN_X, conditional_kl(p, q)),
    ):
        assert number(quantity, values) == pytest.approx(value, rel=1e-12)


def test_the_channel_of_the_proof():
    rng = np.random.default_rng(4)
    r, s = rng.dirichlet(np.ones(4), size=2)
    w = rng.dirichlet(np.ones(3), size=4)
    values = {R: r, S: s, proofs.A: r @ w, proofs.B: s @ w, proofs.W: w}
    joint = r[:, None] * w, s[:, None] * w
    for quantity, value in (
        (proofs.BEFORE, kl_divergence(r, s)),
        (proofs.BOTH, kl_divergence(*(table.ravel() for table in joint))),
        (proofs.AFTER, kl_divergence(r @ w, s @ w)),
        (proofs.LOST, conditional_kl(*joint, given=1)),
    ):
        assert number(quantity, values) == pytest.approx(value, rel=1e-10)


def test_the_conclusions():
    assert symbolic.information_not_negative().conclusion.lhs == proofs.SHARED
    assert symbolic.chain_rule().conclusion.lhs == proofs.KL_XY
    assert symbolic.data_processing().conclusion.args == (proofs.BEFORE, proofs.AFTER)
