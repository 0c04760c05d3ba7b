"""The public measures: values from the literature, the laws they obey, the traps of their peers."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats
from scipy.spatial.distance import jensenshannon
from scipy.special import rel_entr

from entropybook import (
    cross_entropy,
    entropy,
    js_divergence,
    kl_divergence,
    pmf,
    surprisal,
)

R, S = [0.42, 0.31, 0.27], [0.25, 0.5, 0.25]

laws = settings(max_examples=80, deadline=None, derandomize=True)

# Laws relate sums of up to 12 products of size up to about 10: rounding stays below 1e-14.
ROUNDING = 1e-13


def close(value, abs=ROUNDING, rel=ROUNDING):
    return pytest.approx(value, abs=abs, rel=rel)


@st.composite
def pmfs(draw, count=1, min_size=1, zeros=True):
    """Draw `count` pmfs over as many outcomes, some of them impossible."""
    size = draw(st.integers(min_size, 12))
    weight = st.floats(1e-6, 1)
    entry = st.one_of(st.just(0.0), weight) if zeros else weight
    weights = draw(hnp.arrays(float, (count, size), elements=entry))
    weights[:, draw(st.integers(0, size - 1))] += 0.5  # one outcome is possible in all of them
    drawn = [w / w.sum() for w in weights]
    return drawn if count > 1 else drawn[0]


# --- known values -------------------------------------------------------------------------------


def test_the_worked_example():
    assert round(entropy(R), 6) == 1.080937
    assert round(cross_entropy(R, S), 6) == 1.171419
    assert cross_entropy(R, S, base=2) == close(1.69)
    assert round(kl_divergence(R, S), 6) == 0.090482
    assert round(kl_divergence(S, R), 6) == 0.090079  # not the same, though nearly


def test_cover_and_thomas_entropies():
    """Elements of Information Theory, 2nd edition, in bits."""
    assert entropy(np.full(32, 1 / 32), base=2) == 5  # example 1.1.1
    race = [1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 64, 1 / 64, 1 / 64, 1 / 64]
    assert entropy(race, base=2) == 2  # example 1.1.2
    assert entropy([1 / 2, 1 / 2], base=2) == 1  # example 2.1.1
    assert entropy([1 / 2, 1 / 4, 1 / 8, 1 / 8], base=2) == 7 / 4  # example 2.1.2


def test_cover_and_thomas_joint_distribution():
    """Example 2.2.1, and its mutual information as a divergence, equation (2.28)."""
    joint = np.array([[4, 2, 1, 1], [2, 4, 1, 1], [2, 2, 2, 2], [8, 0, 0, 0]]) / 32
    x, y = joint.sum(axis=0), joint.sum(axis=1)
    assert entropy(x, base=2) == 7 / 4
    assert entropy(y, base=2) == 2
    assert entropy(joint.ravel(), base=2) == close(27 / 8)
    assert y @ entropy(joint / y[:, None], base=2) == close(11 / 8)
    assert kl_divergence(joint.ravel(), np.outer(y, x).ravel(), base=2) == close(3 / 8)


def test_cover_and_thomas_relative_entropy():
    """Example 2.3.1 with r = 1/2, s = 1/4: 1 − (log 3)/2 and (3/4) log 3 − 1 bits."""
    p, q = [1 / 2, 1 / 2], [3 / 4, 1 / 4]
    assert kl_divergence(p, q, base=2) == close(1 - math.log2(3) / 2)
    assert kl_divergence(q, p, base=2) == close(3 / 4 * math.log2(3) - 1)
    assert round(kl_divergence(p, q, base=2), 4) == 0.2075
    assert round(kl_divergence(q, p, base=2), 4) == 0.1887


def test_shannon_splits_a_choice():
    """Shannon 1948, section 6: H(1/2, 1/3, 1/6) = H(1/2, 1/2) + H(2/3, 1/3) / 2."""
    whole = entropy([1 / 2, 1 / 3, 1 / 6])
    assert whole == close(entropy([1 / 2, 1 / 2]) + entropy([2 / 3, 1 / 3]) / 2)


def test_jensen_shannon_of_pmfs_with_nothing_in_common_is_one_bit():
    assert js_divergence([1, 0], [0, 1], base=2) == 1
    assert js_divergence([0.5, 0.5, 0, 0], [0, 0, 0.25, 0.75]) == close(math.log(2))


def test_surprisal_of_what_is_half_as_likely_is_a_bit_more():
    np.testing.assert_array_equal(surprisal([1 / 2, 1 / 4, 1 / 8, 1 / 8], base=2), [1, 2, 3, 3])
    assert surprisal({"a": 1 / 4, "b": 3 / 4, "c": 0}, base=2) == {
        "a": 2,
        "b": close(math.log2(4 / 3)),
        "c": math.inf,
    }
    np.testing.assert_array_equal(surprisal([1, 0]), [0, math.inf])
    assert not np.signbit(surprisal([1, 0])).any()


def test_surprisal_of_separate_events():
    assert surprisal(1 / 8, base=2) == 3
    assert isinstance(surprisal(1 / 8), float)
    np.testing.assert_array_equal(surprisal([1, 1 / 2, 1 / 2], base=2, axis=None), [0, 1, 1])
    assert surprisal({"rain": 0.5, "wind": 1.0}, base=2, axis=None) == {"rain": 1, "wind": 0}
    with pytest.raises(ValueError, match=r"^p\[1\] is 1.5: it must be at most 1"):
        surprisal([0.5, 1.5], axis=None)
    with pytest.raises(ValueError, match=r"^p is -0.5: it must not be negative"):
        surprisal(-0.5)
    assert surprisal(1 + 1e-15) == 0


def test_pmf_counts():
    np.testing.assert_array_equal(pmf([3, 1, 0]), [0.75, 0.25, 0])
    assert pmf(Counter("abracadabra")) == {
        "a": 5 / 11,
        "b": 2 / 11,
        "r": 2 / 11,
        "c": 1 / 11,
        "d": 1 / 11,
    }
    np.testing.assert_array_equal(pmf([[1, 3], [3, 1]], axis=0), [[0.25, 0.75], [0.75, 0.25]])
    np.testing.assert_array_equal(pmf(np.array([100, 200, 200], np.uint8)), [0.2, 0.4, 0.4])
    assert pmf(np.ones(3, np.float32)).dtype == np.float64
    assert entropy(pmf([1] * 10)) == close(math.log(10))


# --- laws ---------------------------------------------------------------------------------------


@laws
@given(pmfs(count=2))
def test_cross_entropy_is_entropy_plus_divergence(pq):
    p, q = pq
    assert cross_entropy(p, q) == close(entropy(p) + kl_divergence(p, q))


@laws
@given(pmfs(count=2))
def test_bounds(pq):
    p, q = pq
    n = len(p)
    assert 0 <= entropy(p) <= math.log(n) + ROUNDING
    assert kl_divergence(p, q) >= 0
    assert 0 <= js_divergence(p, q) <= math.log(2)
    total_variation = np.abs(p - q).sum() / 2
    assert kl_divergence(p, q) >= 2 * total_variation**2 - ROUNDING  # Pinsker
    # Lin 1991, theorem 3, in nats: JS lies below log 2 times the total variation.
    assert js_divergence(p, q) <= math.log(2) * total_variation + ROUNDING


@laws
@given(pmfs())
def test_a_pmf_does_not_diverge_from_itself(p):
    assert kl_divergence(p, p) == js_divergence(p, p) == 0
    assert cross_entropy(p, p) == entropy(p)
    for value in (kl_divergence(p, p), js_divergence(p, p), entropy(p), cross_entropy(p, p)):
        assert not math.copysign(1, value) < 0


@laws
@given(pmfs(count=2), st.randoms(use_true_random=False))
def test_the_order_of_outcomes_does_not_matter(pq, random):
    p, q = pq
    order = list(range(len(p)))
    random.shuffle(order)
    assert entropy(p[order]) == close(entropy(p))
    for measure in (cross_entropy, kl_divergence, js_divergence):
        assert measure(p[order], q[order]) == close(measure(p, q))


@laws
@given(pmfs(count=2), pmfs(count=2))
def test_independent_pairs_add_up(first, second):
    (p, q), (r, s) = first, second
    joint_p, joint_q = np.outer(p, r).ravel(), np.outer(q, s).ravel()
    assert entropy(joint_p) == close(entropy(p) + entropy(r))
    assert kl_divergence(joint_p, joint_q) == close(kl_divergence(p, q) + kl_divergence(r, s))
    assert cross_entropy(joint_p, joint_q) == close(cross_entropy(p, q) + cross_entropy(r, s))


@laws
@given(pmfs(count=4), st.floats(0, 1))
def test_convexity(four, weight):
    p, q, r, s = four

    def mix(a, b):
        return weight * a + (1 - weight) * b

    def at_most(left, right):
        return left <= right + ROUNDING * (1 + right)

    assert at_most(mix(entropy(p), entropy(r)), entropy(mix(p, r)))
    ends = [weight * kl_divergence(p, q) if weight else 0.0]
    ends += [(1 - weight) * kl_divergence(r, s) if weight < 1 else 0.0]
    assert at_most(kl_divergence(mix(p, r), mix(q, s)), sum(ends))


@laws
@given(pmfs(count=2, min_size=2))
def test_merging_outcomes_loses_evidence(pq):
    merged_p, merged_q = (np.r_[v[0] + v[1], v[2:]] for v in pq)
    for measure in (kl_divergence, js_divergence):
        whole = measure(*pq)
        assert measure(merged_p, merged_q) <= whole + ROUNDING * (1 + whole)
    assert entropy(merged_p) <= entropy(pq[0]) + ROUNDING


@laws
@given(pmfs(count=2))
def test_jensen_shannon_is_symmetric_and_the_entropy_gained_by_mixing(pq):
    p, q = pq
    assert js_divergence(p, q) == close(js_divergence(q, p))
    gained = entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2  # Lin 1991, equation (4.1)
    assert js_divergence(p, q) == close(gained)


@laws
@given(pmfs(count=2), st.floats(1.01, 1e6))
def test_a_change_of_base_is_a_change_of_unit(pq, base):
    for measure in (cross_entropy, kl_divergence, js_divergence):
        assert measure(*pq, base=base) == close(measure(*pq) / math.log(base))
    assert entropy(pq[0], base=base) == close(entropy(pq[0]) / math.log(base))


@laws
@given(pmfs(count=6), st.sampled_from([0, 1, 2, -1, -2, -3]))
def test_every_axis_holds_pmfs_as_well(six, axis):
    p, q = np.reshape(six, (2, 3, 1, -1))
    moved_p, moved_q = np.moveaxis(p, -1, axis), np.moveaxis(q, -1, axis)
    for measure in (cross_entropy, kl_divergence, js_divergence):
        value = measure(moved_p, moved_q, axis=axis)
        assert value.shape == (3, 1)
        np.testing.assert_allclose(
            value[:, 0], [measure(a[0], b[0]) for a, b in zip(p, q, strict=True)], rtol=ROUNDING
        )
    np.testing.assert_array_equal(
        surprisal(moved_p, axis=axis), np.moveaxis(surprisal(p), -1, axis)
    )


@laws
@given(pmfs(count=2), st.data())
def test_a_mapping_is_an_array_with_names(pq, data):
    names = data.draw(st.permutations([("x", 1), None, 2.5, frozenset(), *"abcdefgh"]))
    p, q = (dict(zip(names, v.tolist(), strict=False)) for v in pq)
    shuffled = dict(data.draw(st.permutations(list(q.items()))))
    seen_p = {k: v for k, v in p.items() if v}
    seen_q = {k: v for k, v in shuffled.items() if v}
    for measure in (cross_entropy, kl_divergence, js_divergence):
        assert measure(p, shuffled) == measure(*pq)
        assert measure(seen_p, seen_q) == close(measure(*pq))
    assert entropy(seen_p) == close(entropy(pq[0]))
    assert list(surprisal(p)) == list(p)


@laws
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any))
def test_relative_frequencies_are_a_pmf(counts):
    p = pmf(counts)
    assert entropy(p) >= 0
    assert kl_divergence(p, pmf([7 * c for c in counts])) < 1e-30


# --- what comes back ----------------------------------------------------------------------------


def test_one_pmf_gives_a_float_and_a_stack_an_array():
    for value in (
        entropy(R),
        cross_entropy(R, S),
        kl_divergence(R, S),
        kl_divergence(R, R),
        kl_divergence(R, S, base=2),
        js_divergence(R, S),
        entropy(dict(enumerate(R))),
        entropy(np.array(R, np.float32)),
    ):
        assert type(value) is float
    for value in (entropy([R]), kl_divergence([R, R], S), js_divergence([R], [S])):
        assert isinstance(value, np.ndarray)
        assert value.dtype == np.float64


def test_the_input_is_left_alone():
    p, q = np.array([R, S]), np.array([S, R])
    kept = p.copy(), q.copy()
    for measure in (cross_entropy, kl_divergence, js_divergence):
        measure(p, q)
    entropy(p), surprisal(p), pmf(p)
    np.testing.assert_array_equal((p, q), kept)


# --- traps: the answers of peers to what is refused here, or answered ----------------------------


def test_trap_unnormalised_input():
    # SciPy normalises in silence and gives the entropy of (2/3, 1/3); the bare sum goes on.
    assert stats.entropy([0.5, 0.25]) == pytest.approx(entropy([2 / 3, 1 / 3]))
    assert np.isfinite(rel_entr([0.5, 0.25], [0.5, 0.5]).sum())
    for measure in (cross_entropy, kl_divergence, js_divergence):
        with pytest.raises(ValueError, match=r"^p sums to 0.75, not 1"):
            measure([0.5, 0.25], [0.5, 0.5])


def test_trap_negative_mass():
    # dit's cross-entropy of (−1/4, 5/4) with itself is −0.40; in SciPy the two signs cancel.
    assert stats.entropy([-1, -1]) == pytest.approx(math.log(2))
    with pytest.raises(ValueError, match=r"^p\[0\] is -1: it must not be negative"):
        entropy([-1, -1])
    with pytest.raises(ValueError, match=r"^p\[0\] is -0.25: it must not be negative"):
        entropy([-0.25, 1.25])


def test_trap_nan():
    # dit sums with nansum: the KL of (1/2, nan) from (1/2, 1/2) is 0.
    with pytest.raises(ValueError, match=r"^p\[1\] is nan"):
        kl_divergence([0.5, math.nan], [0.5, 0.5])


def test_trap_lengths_that_differ():
    # SciPy broadcasts and answers 0, dit −1 bit.
    assert stats.entropy([0.5, 0.5], [1.0]) == 0
    with pytest.raises(ValueError, match=r"^the shapes differ, p \(2,\) and q \(1,\)"):
        kl_divergence([0.5, 0.5], [1.0])


def test_trap_empty_input():
    assert stats.entropy([]) == 0  # and nearly everywhere
    with pytest.raises(ValueError, match=r"^p is empty"):
        entropy([])


def test_trap_axis():
    # SciPy goes down the columns unless told otherwise, and normalises them.
    rows = [[0.5, 0.5], [0.25, 0.75]]
    assert stats.entropy(rows)[0] == pytest.approx(entropy([2 / 3, 1 / 3]))
    np.testing.assert_allclose(entropy(rows), [math.log(2), entropy([0.25, 0.75])])


def test_trap_zeros():
    # torch's F.kl_div gives nan where p = q = 0. scikit-learn's log_loss clips q = 0 to machine
    # epsilon and answers 36.04, torch's Categorical clamps too.
    with np.errstate(all="raise"):
        assert kl_divergence([0.5, 0.5, 0], [0.25, 0.75, 0]) == kl_divergence(
            [0.5, 0.5], [0.25, 0.75]
        )
        assert cross_entropy([1, 0], [0, 1]) == kl_divergence([1, 0], [0, 1]) == math.inf
        assert cross_entropy([0.5, 0.5, 0], [0.5, 0.5, 0]) == math.log(2)
        assert cross_entropy([1, 0], [1e-300, 1]) == close(300 * math.log(10))


@pytest.mark.parametrize("base", [0.5, 1, math.inf, math.nan])
def test_trap_base(base):
    # SciPy answers −1 for base 1/2; 1 gives it inf, inf 0.
    if base == 0.5:
        assert stats.entropy([0.5, 0.5], base=base) == -1
    with pytest.raises(ValueError, match=rf"^base is {base}, but a base is finite and above 1"):
        entropy([0.5, 0.5], base=base)


def test_trap_jensen_shannon_distance():
    # SciPy's is the square root, and the root of a rounding error where p is near q: often nan.
    assert jensenshannon([1, 0], [0, 1]) == pytest.approx(math.sqrt(js_divergence([1, 0], [0, 1])))
    rng = np.random.default_rng(0)
    lost = 0
    for _ in range(100):
        q = rng.dirichlet(np.ones(5))
        p = q * (1 + 1e-9 * rng.standard_normal(5))
        p /= p.sum()
        with np.errstate(invalid="ignore"):
            lost += np.isnan(jensenshannon(p, q))
        leading = np.sum((p - q) ** 2 / q) / 8  # Taylor's first term; the next is 1e-9 of it
        assert js_divergence(p, q) == pytest.approx(leading, rel=1e-7)
    assert lost > 20


def test_trap_divergence_as_a_difference():
    # CE − H has the rounding of both: nothing of a KL of 1e-19 is left.
    p, q = np.array([0.1 + 1e-10, 0.2 - 1e-10, 0.7]), np.array([0.1, 0.2, 0.7])
    difference = cross_entropy(p, q) - entropy(p)
    assert abs(difference - kl_divergence(p, q)) > 100 * kl_divergence(p, q) > 0
