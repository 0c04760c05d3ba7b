"""The estimators: hand-computed cases, known values, laws, exact expectations, and complaints."""

import itertools
import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import special, stats
from scipy.spatial.distance import cdist

from entropybook import (
    UnresolvedError,
    _decisions,
    cross_entropy,
    entropy,
    kl_divergence,
    pmf,
    worked,
)
from entropybook.estimation import (
    Interval,
    MonteCarlo,
    bootstrap_interval,
    chernoff_information,
    entropy_from_counts,
    entropy_from_samples,
    kl_from_counts,
    kl_from_samples,
    kl_monte_carlo,
    kl_monte_carlo_moments,
    likelihood_ratio_errors,
    simulate_likelihood_ratio,
)

R, S = [0.42, 0.31, 0.27], [0.25, 0.5, 0.25]
METHODS = ("plug-in", "miller-madow", "grassberger", "chao-shen")
LOG2 = math.log(2)
GAMMA = float(np.euler_gamma)

laws = settings(max_examples=60, deadline=None, derandomize=True)
# Sums of up to a hundred terms of ordinary size: rounding stays below 1e-13.
ROUNDING = 1e-12


def close(value, abs=ROUNDING, rel=ROUNDING):
    return pytest.approx(value, abs=abs, rel=rel)


@st.composite
def count_vectors(draw, size=None):
    """Draw counts of up to 12 outcomes, one of them seen twice so that no coverage is 0."""
    n = size or draw(st.integers(2, 12))
    counts = draw(hnp.arrays(np.int64, n, elements=st.integers(0, 40)))
    counts[draw(st.integers(0, n - 1))] += 2
    return counts


@st.composite
def pmf_pairs(draw, zeros=True):
    n = draw(st.integers(2, 8))
    weight = st.floats(0.01, 1)
    entry = st.one_of(st.just(0.0), weight) if zeros else weight
    weights = draw(hnp.arrays(float, (2, n), elements=entry))
    weights[:, draw(st.integers(0, n - 1))] += 0.5
    return [w / w.sum() for w in weights]


def all_count_vectors(n, k):
    """Return each vector of k counts with sum n, by brute force."""
    grid = itertools.product(range(n + 1), repeat=k)
    return np.array([counts for counts in grid if sum(counts) == n])


# --- entropy from counts ------------------------------------------------------------------------


def test_hand_computed_estimates_of_two_one_one():
    counts = [2, 1, 1]
    assert entropy_from_counts(counts) == close(1.5 * LOG2)
    # Three outcomes seen in four draws: 2/8 more.
    assert entropy_from_counts(counts, method="miller-madow") == close(1.5 * LOG2 + 0.25)
    # G_1 = −γ − log 2, G_2 = 2 − γ − log 2, so Σ n G_n = 4 − 4γ − 4 log 2.
    assert entropy_from_counts(counts, method="grassberger") == close(3 * LOG2 - 1 + GAMMA)
    # Half of the draws were seen once: p̃ = 1/4, 1/8, 1/8.
    first = 1 / 4 * math.log(4) / (1 - 0.75**4)
    others = 2 / 8 * math.log(8) / (1 - 0.875**4)
    assert entropy_from_counts(counts, method="chao-shen") == close(first + others)


def test_grassbergers_recursion():
    """Grassberger 2003: G_1 = −γ − log 2, G_2 = 2 + G_1, G_{2n+1} = G_{2n}, + 2/(2n + 1)."""
    g = {1: -GAMMA - LOG2, 2: 2 - GAMMA - LOG2}
    for n in range(1, 200):
        g[2 * n + 1] = g[2 * n]
        g[2 * n + 2] = g[2 * n] + 2 / (2 * n + 1)
    for n in (1, 2, 3, 4, 5, 100, 399):
        # Of one outcome alone the estimate is log n − G_n; below, with the table of many counts.
        expected = math.log(n) - g[n]
        assert entropy_from_counts([n], method="grassberger") == close(expected)
        stack = np.full((500, 1), n)
        np.testing.assert_allclose(
            entropy_from_counts(stack, method="grassberger"), expected, atol=ROUNDING
        )


@pytest.mark.parametrize("method", METHODS)
def test_many_samples_of_one_size_are_those_samples(method):
    """Looked up in a table, as samples of several sizes are not."""
    samples = np.random.default_rng(0).multinomial(30, [0.5, 0.25, 0.15, 0.1], size=500)
    other = [[7, 5, 3, 1]]
    each = entropy_from_counts(np.concatenate([samples, other]), method=method)
    np.testing.assert_allclose(
        entropy_from_counts(samples, method=method), each[:-1], rtol=1e-13, atol=0
    )
    as_floats = samples.astype(float)
    np.testing.assert_array_equal(
        entropy_from_counts(as_floats, method=method), entropy_from_counts(samples, method=method)
    )


def test_grassberger_solves_what_the_digamma_form_does():
    """His equation of G_n: ψ(n) + (−1)^n/2 [ψ((n + 1)/2) − ψ(n/2)]."""
    n = np.arange(1, 50)
    psi = special.digamma
    g = psi(n) + (-1.0) ** n / 2 * (psi((n + 1) / 2) - psi(n / 2))
    assert entropy_from_counts(n, method="grassberger") == close(
        math.log(n.sum()) - n @ g / n.sum()
    )


def test_an_estimate_can_be_negative_or_above_the_logarithm_of_the_outcomes():
    assert entropy_from_counts([2], method="grassberger") < 0
    for method in ("miller-madow", "grassberger", "chao-shen"):
        assert entropy_from_counts([2, 1, 1], method=method) > math.log(3)


@pytest.mark.parametrize(
    ("pmf", "expected", "tolerance"),
    [
        # From 4,000 samples the mean is known to about rms/√4000, 0.0005 and 0.003: three of these.
        (np.full(10, 0.1), (-0.046, -0.001, 0.005, -0.044), 0.0016),
        (1 / np.arange(1, 101), (-0.463, -0.262, -0.101, -0.063), 0.009),
    ],
    ids=["uniform", "zipf"],
)
def test_the_bias_of_a_hundred_draws(pmf, expected, tolerance):
    pmf = pmf / pmf.sum()
    samples = np.random.default_rng(1).multinomial(100, pmf, size=4000)
    for method, bias in zip(METHODS, expected, strict=True):
        mean = np.mean(entropy_from_counts(samples, method=method))
        assert mean - entropy(pmf) == pytest.approx(bias, abs=tolerance), method


def test_the_bias_of_the_plug_in_by_enumeration():
    """Over all samples, −(M − 1)/2N and then (1 − Σ 1/p)/12N² (Harris 1975), and what is left."""
    p = np.array([0.5, 0.3, 0.2])
    left = []
    for n in (20, 40, 80):
        counts = all_count_vectors(n, 3)
        chance = stats.multinomial.pmf(counts, n, p)
        bias = chance @ entropy_from_counts(counts) - entropy(p)
        assert bias < 0
        left.append(bias + 2 / (2 * n) - (1 - np.sum(1 / p)) / (12 * n**2))
        corrected = chance @ entropy_from_counts(counts, method="miller-madow") - entropy(p)
        assert abs(corrected) < abs(bias) / 4
    # Twice as many draws leave an eighth of it, but for the order after that.
    assert left[1] / left[2] == pytest.approx(8, rel=0.3)
    assert abs(left[2]) < 1e-5


@pytest.mark.parametrize("method", METHODS)
def test_many_draws_give_the_entropy(method):
    # A standard deviation of about 0.7/√n and a bias of order 1/n: five of these at n = 1e6.
    counts = np.random.default_rng(0).multinomial(10**6, R)
    assert entropy_from_counts(counts, method=method) == pytest.approx(entropy(R), abs=2e-3)


@laws
@given(count_vectors(), st.randoms(use_true_random=False), st.sampled_from(METHODS))
def test_order_zeros_types_and_base_of_counts(counts, random, method):
    value = entropy_from_counts(counts, method=method)
    assert isinstance(value, float)
    shuffled = list(counts)
    random.shuffle(shuffled)
    assert entropy_from_counts(shuffled, method=method) == close(value)
    assert entropy_from_counts([0, *counts, 0, 0], method=method) == close(value)
    assert entropy_from_counts(counts.astype(float), method=method) == value
    assert entropy_from_counts(counts.astype(np.uint8), method=method) == close(value)
    named = {str(i): int(n) for i, n in enumerate(counts)}
    assert entropy_from_counts(named, method=method) == value
    assert entropy_from_counts(counts, method=method, base=2) == close(value / LOG2)


@laws
@given(st.lists(count_vectors(size=5), min_size=1, max_size=4), st.sampled_from(METHODS))
def test_a_stack_is_its_samples_one_by_one(rows, method):
    stack = np.array(rows)
    each = [entropy_from_counts(row, method=method) for row in rows]
    np.testing.assert_allclose(entropy_from_counts(stack, method=method), each, atol=ROUNDING)
    turned = entropy_from_counts(stack.T, method=method, axis=0)
    np.testing.assert_allclose(turned, each, atol=ROUNDING)
    deep = entropy_from_counts(stack[:, np.newaxis], method=method)
    np.testing.assert_allclose(deep, np.array(each)[:, np.newaxis], atol=ROUNDING)


@laws
@given(count_vectors())
def test_the_plug_in_is_the_entropy_of_the_frequencies(counts):
    value = entropy_from_counts(counts)
    assert value == close(entropy(pmf(counts)))
    assert 0 <= value <= math.log(np.count_nonzero(counts)) + ROUNDING
    repeated = entropy_from_counts(7 * counts)
    assert repeated == close(value)  # it sees frequencies only
    seen = np.count_nonzero(counts)
    corrected = entropy_from_counts(counts, method="miller-madow")
    assert corrected - value == close((seen - 1) / (2 * counts.sum()))


@pytest.mark.parametrize("method", METHODS)
def test_no_samples_have_no_estimates(method):
    assert entropy_from_counts(np.empty((0, 3), int), method=method).shape == (0,)
    assert entropy_from_counts(np.empty((0, 3)), method=method).shape == (0,)
    assert kl_from_counts(np.empty((0, 3), int), np.empty((0, 3), int)).shape == (0,)


def test_chao_shen_with_nothing_seen_once_divides_only():
    counts = np.array([5, 3, 2])
    p = counts / 10
    expected = np.sum(-p * np.log(p) / (1 - (1 - p) ** 10))
    assert entropy_from_counts(counts, method="chao-shen") == close(expected)
    for method in ("plug-in", "chao-shen"):
        for counts in ([4, 0], [[4, 0]] * 20):
            nothing = np.asarray(entropy_from_counts(counts, method=method))
            assert not np.any(nothing)
            assert not np.any(np.signbit(nothing))


def test_counts_of_letters():
    assert entropy_from_counts(Counter("abracadabra"), base=2) == close(
        entropy(pmf(Counter("abracadabra")), base=2)
    )


# --- divergence from counts ---------------------------------------------------------------------


def test_the_plug_in_divergence_is_infinite_where_the_model_saw_nothing():
    assert kl_from_counts([3, 1], [4, 0]) == math.inf
    assert kl_from_counts([4, 0], [3, 1]) == close(math.log(4 / 3))
    assert kl_from_counts([4, 0], [3, 0]) == 0
    values = kl_from_counts([3, 1], [[4, 0], [3, 1], [1, 1]])
    np.testing.assert_allclose(values, [math.inf, 0, kl_divergence([0.75, 0.25], [0.5, 0.5])])
    assert kl_from_counts({"a": 3, "b": 1}, {"a": 4}) == math.inf


def test_laplaces_rule_by_hand():
    value = kl_from_counts([3, 1], [4, 0], added=1)
    assert value == close(4 / 6 * math.log(4 / 5) + 2 / 6 * math.log(2))
    assert kl_from_counts({"a": 3, "b": 1}, {"a": 4}, added=1) == close(value)
    assert kl_from_counts([[3], [1]], [[4], [0]], added=1, axis=0, base=2) == close(value / LOG2)


@laws
@given(count_vectors(size=6), count_vectors(size=6), st.floats(0.01, 10))
def test_what_added_counts_do(n, m, added):
    value = kl_from_counts(n, m, added=added)
    assert 0 <= value < math.inf
    assert value == close(kl_divergence(pmf(n + added), pmf(m + added)))
    assert kl_from_counts(n, n, added=added) == 0
    assert kl_from_counts(n, m) >= 0
    # Both pmfs approach the uniform one: their distance is at most 2·46·6/(6·added) by then.
    assert kl_from_counts(n, m, added=1e9) < 1e-6


def test_how_often_the_plug_in_divergence_is_infinite():
    # Each of two given outcomes is missed with probability 0.95^50; both at once hardly ever.
    rng = np.random.default_rng(0)
    p, q = np.full(5, 0.2), np.array([0.35, 0.3, 0.25, 0.05, 0.05])
    n, m = rng.multinomial(50, p, size=4000), rng.multinomial(50, q, size=4000)
    expected = 2 * 0.95**50 - 0.9**50
    share = np.mean(np.isinf(kl_from_counts(n, m)))
    assert share == pytest.approx(expected, abs=3 * math.sqrt(expected / 4000))


# --- densities ----------------------------------------------------------------------------------


def by_definition(x, k):
    """Compute the Kozachenko–Leonenko estimate from the matrix of all distances."""
    n, d = x.shape
    distance = np.sort(cdist(x, x), axis=1)[:, k]
    volume = math.pi ** (d / 2) / special.gamma(d / 2 + 1)
    logs = np.mean(np.log(volume * distance**d))
    return special.digamma(n) - special.digamma(k) + logs


def kl_by_definition(x, y, k):
    (n, d), m = x.shape, len(y)
    rho = np.sort(cdist(x, x), axis=1)[:, k]
    nu = np.sort(cdist(x, y), axis=1)[:, k - 1]
    return d * np.mean(np.log(nu / rho)) + math.log(m / (n - 1))


def test_three_points_by_hand():
    """Nearest distances 1, 1, 2; ψ(3) − ψ(1) = 3/2; the ball of radius 1 has length 2."""
    assert entropy_from_samples([0.0, 1.0, 3.0], k=1) == close(1.5 + LOG2 + LOG2 / 3)
    # Second distances 3, 2, 3; ψ(3) − ψ(2) = 1/2.
    expected = 0.5 + LOG2 + math.log(3 * 2 * 3) / 3
    assert entropy_from_samples([3.0, 0.0, 1.0], k=2) == close(expected)
    # From 0 and 1 to y: 2 and 1; among themselves: 1 and 1; m/(n − 1) = 1.
    assert kl_from_samples([0.0, 1.0], [2.0], k=1) == close(LOG2 / 2)


@pytest.mark.parametrize("d", [1, 2, 5])
@pytest.mark.parametrize("k", [1, 2, 3, 10])
def test_the_search_finds_what_all_distances_give(d, k):
    rng = np.random.default_rng(d)
    x, y = rng.normal(size=(60, d)), rng.normal(0.5, 1.5, size=(11, d))
    assert entropy_from_samples(x, k=k) == close(by_definition(x, k))
    assert kl_from_samples(x, y, k=k) == close(kl_by_definition(x, y, k))
    assert kl_from_samples(y, x, k=k) == close(kl_by_definition(y, x, k))


@laws
@given(st.integers(0, 10**6), st.integers(1, 4), st.integers(1, 5), st.floats(-3, 3))
def test_laws_of_the_estimates_from_samples(seed, d, k, log_scale):
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(20, d)), rng.normal(1, 1, size=(25, d))
    h, kl = entropy_from_samples(x, k=k), kl_from_samples(x, y, k=k)
    # Rounding of the coordinates, beside the least of the distances between them.
    near = {"abs": 1e-8, "rel": 1e-8}
    scale, shift = math.exp(log_scale), rng.normal(size=d)
    turn = stats.ortho_group.rvs(d, random_state=rng) if d > 1 else -np.eye(1)
    assert entropy_from_samples(scale * x, k=k) == close(h + d * log_scale, **near)
    assert entropy_from_samples(x + shift, k=k) == close(h, **near)
    assert entropy_from_samples(x @ turn, k=k) == close(h, **near)
    assert entropy_from_samples(rng.permutation(x), k=k) == close(h)
    assert entropy_from_samples(x, k=k, base=2) == close(h / LOG2)
    assert kl_from_samples(scale * x, scale * y, k=k) == close(kl, **near)
    assert kl_from_samples(x + shift, y + shift, k=k) == close(kl, **near)
    assert kl_from_samples(rng.permutation(x), rng.permutation(y), k=k) == close(kl)
    assert kl_from_samples(x, y, k=k, base=2) == close(kl / LOG2)


def test_a_vector_is_a_column():
    x, y = np.random.default_rng(0).normal(size=(2, 30))
    assert entropy_from_samples(x) == entropy_from_samples(x[:, np.newaxis])
    assert kl_from_samples(x, y) == kl_from_samples(x[:, np.newaxis], list(y))


@pytest.mark.parametrize("power", [-900, 900])
def test_no_scale_is_too_small_or_too_large(power):
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(2, 50, 3))
    big_x, big_y = np.ldexp(x, power), np.ldexp(y, power)
    assert entropy_from_samples(big_x) == close(entropy_from_samples(x) + 3 * power * LOG2)
    assert kl_from_samples(big_x, big_y) == close(kl_from_samples(x, y))


def test_uniform_points_have_entropy_zero():
    # 20 samples of 2,000: the standard error is about 0.02/√20, the effect of the ends about 0.001.
    rng = np.random.default_rng(0)
    values = [entropy_from_samples(rng.random(2000)) for _ in range(20)]
    assert np.mean(values) == pytest.approx(0, abs=0.02)


@pytest.mark.parametrize("d", [1, 2])
def test_many_points_give_the_truth(d):
    # At 20,000 points the standard deviation is below 0.015 and the bias below 0.01, in one and two
    # dimensions: four of the one, and the other.
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(20_000, d)), rng.normal(size=(20_000, d))
    y[:, 0] += 1
    assert entropy_from_samples(x) == pytest.approx(
        d / 2 * math.log(2 * math.pi * math.e), abs=0.04
    )
    assert kl_from_samples(x, y) == pytest.approx(0.5, abs=0.07)


def test_the_bias_of_the_neighbours_in_many_dimensions():
    """Measured beforehand with k = 1 and 2,000 points: −.066 and sd .070 at d = 5."""
    rng = np.random.default_rng(0)
    values = []
    for _ in range(12):
        x, y = rng.normal(size=(2, 2000, 5))
        y[:, 0] += 1
        values.append(kl_from_samples(x, y, k=1))
    # The mean of 12 has a standard error of 0.02: three of these.
    assert np.mean(values) - 0.5 == pytest.approx(-0.066, abs=0.06)


@pytest.mark.parametrize(
    ("x", "complaint"),
    [
        ([1.0, 2.0, 2.0, 5.0], r"^2 of the 4 points of x coincide .*use entropy_from_counts"),
        ([[0, 1], [0, 2], [3, 1], [0, 1.0]], r"^2 of the 4 points of x coincide .*rounding"),
        ([1.0, np.nan], r"^x\[1\] is nan: give finite numbers"),
        ([[1.0, 2], [3, np.inf]], r"^x\[1, 1\] is inf: give finite"),
        ([], r"^x has shape \(0,\): give one point a row"),
        (np.zeros((2, 2, 2)), r"^x has shape \(2, 2, 2\)"),
        (3.0, r"^x has shape \(\)"),
        ([1.0, 2, 3], r"^k is 3, but each point of x has 2 neighbours: take a smaller k"),
        ([[1.0, 2], [3, 2]], r"^x\[:, 1\] is 2.0 throughout: it has no density"),
        ([4, 4, 4, 4], r"^x is 4.0 throughout"),
        ([4.0], r"^k is 3, but each point of x has 0 neighbours"),
    ],
)
def test_points_that_no_density_gives(x, complaint):
    with pytest.raises(ValueError, match=complaint):
        entropy_from_samples(x)


def test_points_that_share_a_coordinate_are_no_ties():
    x = np.array([[0, 1], [0, 2], [3, 1], [5, 2.0]])
    assert entropy_from_samples(x, k=1) == close(by_definition(x, 1))


def test_complaints_about_two_samples():
    x = [1.0, 2.0, 4.0, 8.0]
    with pytest.raises(ValueError, match=r"^4 of the 8 points of x and y together coincide"):
        kl_from_samples(x, [1.0, 3.0, 4.0, 9.0], k=1)
    with pytest.raises(ValueError, match=r"^2 of the 8 points .*kl_from_counts"):
        kl_from_samples(x, [1.5, 3.0, 3.0, 9.0], k=1)
    with pytest.raises(ValueError, match=r"^8 of the 8 points"):
        kl_from_samples(x, x)
    with pytest.raises(ValueError, match=r"^x has 1 columns and y 2: give points of one space"):
        kl_from_samples(x, [[1.0, 3], [2, 7]])
    with pytest.raises(
        ValueError, match=r"^k is 3, but a point of x has, in the smaller of x and y"
    ):
        kl_from_samples(x, [0.5, 0.6])
    with pytest.raises(ValueError, match=r"^y\[0\] is nan"):
        kl_from_samples(x, [math.nan, 1.0])
    with pytest.raises(ValueError, match=r"^k is 0: give a whole number, at least 1"):
        kl_from_samples(x, [0.5, 0.6], k=0)
    with pytest.raises(TypeError, match=r"^k is 1.0 of type float: give a whole number"):
        entropy_from_samples(x, k=1.0)
    with pytest.raises(TypeError, match=r"^k is True"):
        entropy_from_samples(x, k=True)
    with pytest.raises(TypeError, match=r"^x has dtype"):
        entropy_from_samples(["a", "b"])
    with pytest.raises(ValueError, match=r"^base is 1,"):
        entropy_from_samples(x, base=1)


def test_a_distance_whose_square_underflows():
    with pytest.raises(UnresolvedError, match=r"underflows beside the largest coordinate"):
        entropy_from_samples([[0.0, 1], [1e-200, 1], [1, 2], [2, 0]], k=1)
    # On the line nothing is squared.
    assert math.isfinite(entropy_from_samples([0.0, 1e-200, 1.0, 3.0], k=1))


# --- Monte Carlo --------------------------------------------------------------------------------


def test_the_moments_on_the_worked_example():
    moments = {m: kl_monte_carlo_moments(R, S, method=m) for m in ("k1", "k2", "k3")}
    np.testing.assert_allclose(
        list(moments.values()), [(0.09048, 0.421), (0.09274, 0.055), (0.09048, 0.054)], atol=5e-4
    )
    assert moments["k1"][0] == close(kl_divergence(R, S))
    assert moments["k3"][0] == close(kl_divergence(R, S))
    assert kl_monte_carlo_moments(worked.R, worked.S, method="k3") == close(moments["k3"])
    # A pmf may miss 1 by rounding; its moments are those of the frequencies it stands for.
    heavy = np.array(R) * (1 + 1e-8)
    k2_of_heavy = np.array(R) @ (np.log(heavy / S) ** 2 / 2)
    assert kl_monte_carlo_moments(heavy, S, method="k2")[0] == close(k2_of_heavy)
    bits = kl_monte_carlo_moments(R, S, method="k2", base=2)
    np.testing.assert_allclose(bits, np.array(moments["k2"]) / LOG2)


@laws
@given(pmf_pairs(), st.sampled_from(["k1", "k2", "k3", "fitted"]))
def test_the_moments_are_sums_over_outcomes(pq, method):
    p, q = pq
    q = (q + 0.01) / np.sum(q + 0.01)
    r, x = q / np.where(p > 0, p, 1), np.where(p > 0, np.log(np.where(p > 0, p, 1) / q), 0)
    v = p @ (r - p @ r) ** 2
    c = -(p @ (x * (r - p @ r))) / v if v > 1e-12 else 0.0
    terms = {"k1": x, "k2": x**2 / 2, "k3": r - 1 + x, "fitted": x + c * (r - 1)}[method]
    mean = p @ terms
    expected = mean, math.sqrt(p @ (terms - mean) ** 2)
    # c is a ratio of two small numbers where p is near q: nine digits remain.
    assert kl_monte_carlo_moments(p, q, method=method) == close(expected, abs=1e-9, rel=1e-9)


@laws
@given(pmf_pairs(zeros=False))
def test_the_unbiased_and_the_best(pq):
    p, q = pq
    kl = kl_divergence(p, q)
    sds = {}
    for method in ("k1", "k3", "fitted"):
        mean, sds[method] = kl_monte_carlo_moments(p, q, method=method)
        assert mean == close(kl, abs=1e-10, rel=1e-10)
    assert sds["fitted"] <= min(sds["k1"], sds["k3"]) + 1e-9


def test_k3_misses_the_mass_where_p_has_none():
    """E[r − 1] is −q(p = 0), so k3 is too low by that much."""
    p, q = [0.5, 0.5, 0], [0.25, 0.5, 0.25]
    kl = kl_divergence(p, q)
    assert kl_monte_carlo_moments(p, q, method="k1")[0] == close(kl)
    assert kl_monte_carlo_moments(p, q, method="k3")[0] == close(kl - 0.25)


@pytest.mark.parametrize("method", ["k1", "k2", "k3", "fitted"])
def test_where_the_model_rules_out_what_happens(method):
    mean, sd = kl_monte_carlo_moments([0.5, 0.5], [1, 0], method=method)
    assert mean == math.inf
    assert math.isnan(sd)
    estimate = kl_monte_carlo([0.1, math.inf, -0.2, 0.3], method=method)
    assert estimate.mean == math.inf
    assert math.isnan(estimate.error)
    assert estimate.terms[1] == math.inf


@pytest.mark.parametrize("method", ["k1", "k2", "k3"])
def test_exactly_unbiased_over_all_samples(method):
    """The mean over all samples of three draws is the mean of a term; so is that of the error²."""
    x, p = np.log(np.array(R) / S), np.array(R)
    draws = np.array(list(itertools.product(range(3), repeat=3)))
    chance = p[draws].prod(axis=1)
    estimates = kl_monte_carlo(x[draws], method=method)
    mean, sd = kl_monte_carlo_moments(R, S, method=method)
    assert chance @ estimates.mean == close(mean)
    assert chance @ estimates.error**2 == close(sd**2 / 3)


def test_hand_computed_terms():
    x = np.array([LOG2, -LOG2])  # r is 1/2 and 2
    np.testing.assert_allclose(kl_monte_carlo(x).terms, x)
    np.testing.assert_allclose(kl_monte_carlo(x, method="k2").terms, LOG2**2 / 2)
    estimate = kl_monte_carlo(x, method="k3")
    np.testing.assert_allclose(estimate.terms, [LOG2 - 0.5, 1 - LOG2])
    assert estimate.mean == close(0.25)
    assert estimate.error == close(abs(2 * LOG2 - 1.5) / 2)
    assert repr(MonteCarlo(0.25, 0.1, 1.0, x)) == "0.25 ± 0.1"
    assert (kl_monte_carlo(x).coefficient, estimate.coefficient) == (0, 1)
    assert math.isnan(kl_monte_carlo(x, method="k2").coefficient)
    assert kl_monte_carlo(x, base=2).terms == close(np.array([1.0, -1.0]))


def test_the_fitted_coefficient_is_a_regression():
    rng = np.random.default_rng(0)
    x = rng.normal(0.3, 0.7, size=200)
    fit = stats.linregress(np.exp(-x) - 1, x)
    estimate = kl_monte_carlo(x, method="fitted")
    assert estimate.coefficient == close(-fit.slope)
    assert estimate.mean == close(fit.intercept)  # where r − 1 is what it is on average: 0
    # n − 2 degrees of freedom, as in a regression.
    residuals = x - fit.intercept - fit.slope * (np.exp(-x) - 1)
    assert estimate.error == close(math.sqrt(residuals @ residuals / 198 / 200))


def test_ratios_that_do_not_vary_control_nothing():
    for value in (0.7, 0.1, 0.0):
        estimate = kl_monte_carlo(np.full(1000, value), method="fitted")
        assert estimate.coefficient == 0
        assert estimate.mean == close(value)


@laws
@given(
    hnp.arrays(
        float,
        hnp.array_shapes(min_dims=1, max_dims=2, min_side=3, max_side=6),
        elements=st.floats(-5, 5),
    ),
    st.sampled_from(["k1", "k2", "k3", "fitted"]),
)
def test_laws_of_monte_carlo(x, method):
    estimate = kl_monte_carlo(x, method=method)
    assert estimate.terms.shape == x.shape
    np.testing.assert_allclose(estimate.mean, estimate.terms.mean(axis=-1), atol=1e-9)
    if method in ("k2", "k3"):
        assert np.all(estimate.terms >= 0)
    if method != "fitted":
        np.testing.assert_allclose(estimate.error, stats.sem(estimate.terms, axis=-1), atol=1e-9)
    turned = kl_monte_carlo(x.T, method=method, axis=0)
    np.testing.assert_allclose(turned.mean, estimate.mean, atol=1e-9)
    np.testing.assert_allclose(turned.terms, estimate.terms.T, atol=1e-9)


def test_k3_keeps_its_digits_near_zero():
    # r − 1 − log r = x²/2 − x³/6 + …; the difference of the two parts would be 0 or noise.
    x = np.array([1e-9, -1e-9])
    np.testing.assert_allclose(kl_monte_carlo(x, method="k3").terms, 5e-19, rtol=1e-8)


@pytest.mark.parametrize(
    ("mean", "scale", "expected"),
    [
        # In percent of KL: bias of k1, k2, k3, and sd as multiples of KL (Schulman 2020).
        (0.1, 1.0, ((0, 20), (0.002, 1.42), (0, 1.42))),
        (1.0, 1.0, ((0, 2.0), (0.25, 1.73), (0, 1.7))),
    ],
)
def test_schulmans_table(mean, scale, expected):
    # Gauss–Hermite quadrature with 60 nodes is exact to rounding for these smooth integrands.
    nodes, weights = np.polynomial.hermite_e.hermegauss(60)
    weights = weights / weights.sum()
    x = stats.norm.logpdf(nodes) - stats.norm.logpdf(nodes, mean, scale)
    truth = mean**2 / 2
    for method, (bias, sd) in zip(("k1", "k2", "k3"), expected, strict=True):
        terms = kl_monte_carlo(x, method=method).terms
        average = weights @ terms
        assert average / truth - 1 == pytest.approx(bias, abs=1e-3)
        spread = math.sqrt(weights @ (terms - average) ** 2) / truth
        assert spread == pytest.approx(sd, rel=0.02)  # printed with two digits


@pytest.mark.parametrize(
    ("log_ratio", "method", "complaint"),
    [
        ([0.1, math.nan], "k1", r"^log_ratio\[1\] is nan: give numbers or inf"),
        ([[0.1, 1], [-math.inf, 2]], "k1", r"^log_ratio\[1, 0\] is -inf: p\(x\) = 0 at a draw"),
        ([0.1], "k1", "^log_ratio has 1 draws a sample: .* k1 needs at least 2"),
        ([0.1, 0.2], "fitted", "needs at least 3"),
        (0.3, "k1", "^log_ratio is a single number, 0.3"),
        ([0.1, 0.2], "k4", "^method is 'k4': give one of k1, k2, k3, fitted"),
    ],
)
def test_complaints_about_log_ratios(log_ratio, method, complaint):
    with pytest.raises(ValueError, match=complaint):
        kl_monte_carlo(log_ratio, method=method)


def test_a_ratio_beyond_the_largest_float():
    with pytest.raises(UnresolvedError, match=r"^a log-ratio is -800.0: the square .* use k1"):
        kl_monte_carlo([-800.0, 1.0], method="k3")
    with pytest.raises(UnresolvedError, match=r"^a log-ratio is -690.08"):
        kl_monte_carlo_moments([1e-300, 1], [0.5, 0.5], method="fitted")
    assert kl_monte_carlo([-800.0, 1.0]).mean == -399.5
    assert math.isfinite(kl_monte_carlo([-339.0, 1.0, 2.0], method="fitted").error)


def test_complaints_about_pairs_of_pmfs():
    with pytest.raises(ValueError, match=r"^p has shape \(1, 2\): give one pmf"):
        kl_monte_carlo_moments([[0.5, 0.5]], [0.5, 0.5])
    with pytest.raises(ValueError, match=r"^the shapes differ, p \(2,\) and q \(3,\)"):
        kl_monte_carlo_moments([0.5, 0.5], [0.5, 0.25, 0.25])
    with pytest.raises(ValueError, match=r"^q sums to 0.9"):
        chernoff_information([0.5, 0.5], [0.5, 0.4])
    with pytest.raises(TypeError, match=r"^p is a mapping and q is an array: give all of one kind"):
        chernoff_information({"a": 1.0}, [1.0])
    with pytest.raises(ValueError, match=r"^method is 'k9'"):
        kl_monte_carlo_moments(R, S, method="k9")


# --- the bootstrap ------------------------------------------------------------------------------


def test_the_interval_of_a_proportion_is_that_of_the_binomial():
    """The replicates of a relative frequency are binomial: their quantiles are known."""

    def share(counts):
        return counts[:, 0] / counts.sum(axis=-1)

    rng = np.random.default_rng(0)
    interval = bootstrap_interval(share, [30, 70], rng=rng, confidence=0.9)
    binomial = stats.binom(100, 0.3)
    # Between neighbouring values the sampled quantile may fall on either side.
    assert interval.low == pytest.approx(binomial.ppf(0.05) / 100, abs=0.0101)
    assert interval.high == pytest.approx(binomial.ppf(0.95) / 100, abs=0.0101)
    assert interval.estimate == 0.3
    assert interval.replicates.shape == (9999,)


@pytest.mark.parametrize("method", ["percentile", "basic"])
def test_the_interval_is_scipys(method):
    """SciPy resamples the draws one by one; the ends agree to the noise of 4,000 resamples."""
    counts = np.array([20, 12, 5, 3])
    draws = np.repeat(np.arange(4), counts)

    def of_draws(x, axis=-1):
        tally = (x[..., np.newaxis] == np.arange(4)).sum(axis=-2)
        return entropy_from_counts(tally)

    theirs = stats.bootstrap(
        (draws,),
        of_draws,
        method=method,
        n_resamples=4000,
        vectorized=True,
        rng=np.random.default_rng(0),
    ).confidence_interval
    ours = bootstrap_interval(
        entropy_from_counts, counts, rng=np.random.default_rng(1), method=method, resamples=4000
    )
    # A replicate has a standard deviation of 0.1; the quantiles of 4,000 have about 0.004.
    assert ours.low == pytest.approx(theirs.low, abs=0.02)
    assert ours.high == pytest.approx(theirs.high, abs=0.02)


def test_percentile_and_basic_mirror_each_other():
    intervals = [
        bootstrap_interval(
            entropy_from_counts, [42, 31, 27], rng=np.random.default_rng(3), method=method
        )
        for method in ("percentile", "basic")
    ]
    one, other = intervals
    assert np.array_equal(one.replicates, other.replicates)
    assert other.low == close(2 * one.estimate - one.high)
    assert other.high == close(2 * one.estimate - one.low)
    assert one.low == np.quantile(one.replicates, 0.025)
    assert one.high == close(np.quantile(one.replicates, 0.975))


def test_the_seed_decides_the_interval():
    make = [
        bootstrap_interval(
            entropy_from_counts, [5, 3], rng=np.random.default_rng(seed), resamples=99
        )
        for seed in (0, 0, 1)
    ]
    assert np.array_equal(make[0].replicates, make[1].replicates)
    assert not np.array_equal(make[0].replicates, make[2].replicates)


def test_an_interval_of_two_samples():
    rng = np.random.default_rng(0)

    def divergence(a, b):
        return kl_from_counts(a, b, added=0.5)

    interval = bootstrap_interval(divergence, [40, 30, 30], [20, 60, 20], rng=rng, resamples=999)
    assert interval.estimate == kl_from_counts([40, 30, 30], [20, 60, 20], added=0.5)
    assert interval.low < interval.estimate < interval.high
    same = bootstrap_interval(
        divergence,
        {"a": 40, "b": 30, "c": 30},
        {"b": 60, "a": 20, "c": 20},
        rng=np.random.default_rng(0),
        resamples=999,
    )
    assert np.array_equal(same.replicates, interval.replicates)
    # The samples are resampled each on its own.
    assert not np.array_equal(*bootstrap_two(np.random.default_rng(0)))


def bootstrap_two(rng):
    seen = []

    def note(a, b):
        seen[:] = [a, b]
        return a[:, 0] / 10.0

    bootstrap_interval(note, [5, 5], [5, 5], rng=rng, resamples=20)
    assert all(np.all(stack.sum(axis=1) == 10) for stack in seen)
    return seen


def test_how_an_interval_shows():
    assert repr(Interval(0.1, 0.3, 0.2, np.zeros(1))) == "0.2 in [0.1, 0.3]"


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"method": "bca"}, "^method is 'bca': give percentile or basic"),
        ({"confidence": 95}, "^confidence is 95: give a number between 0 and 1"),
        ({"resamples": 1}, "^resamples is 1: give a whole number, at least 2"),
        ({"statistic": np.sum}, r"^the statistic returns shape \(\) for counts of shape \(1, 2\)"),
        (
            {"statistic": lambda c: np.where(c[:, 0] == 1, np.inf, 0.0)},
            "^the statistic is not finite for the sample",
        ),
        (
            {"statistic": lambda c: np.where(c[:, 0] == 0, np.nan, 0.0)},
            r"^the statistic is not finite for \d+ of 99 resamples",
        ),
    ],
)
def test_complaints_about_intervals(options, complaint):
    options = {"statistic": entropy_from_counts, "resamples": 99, **options}
    statistic = options.pop("statistic")
    with pytest.raises(ValueError, match=complaint):
        bootstrap_interval(statistic, [1, 3], rng=np.random.default_rng(0), **options)


def test_what_is_drawn_from():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=r"^there are no counts"):
        bootstrap_interval(entropy_from_counts, rng=rng)
    with pytest.raises(ValueError, match=r"^counts has shape \(1, 2\): give one count vector"):
        bootstrap_interval(entropy_from_counts, [[1, 2]], rng=rng)
    with pytest.raises(ValueError, match=r"^counts 1\[0\] is -1"):
        bootstrap_interval(entropy_from_counts, [1, 2], [-1, 2], rng=rng)
    with pytest.raises(TypeError, match=r"^counts 0 is a mapping and counts 1 is an array"):
        bootstrap_interval(entropy_from_counts, {"a": 1}, [1], rng=rng)
    with pytest.raises(TypeError, match=r"^rng is 0: give a generator"):
        bootstrap_interval(entropy_from_counts, [1, 2], rng=0)
    with pytest.raises(TypeError, match=r"^rng is 0: give a generator"):
        simulate_likelihood_ratio(R, S, 3, trials=2, rng=0)


# --- complaints about counts --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "complaint"),
    [
        ([1, -2], r"^counts\[1\] is -2: it must not be negative"),
        ([1, 0.5], r"^counts\[1\] is 0.5: give whole numbers of draws"),
        ([1, math.nan], r"^counts\[1\] is nan: drop or fill missing values"),
        ([1, math.inf], r"^counts\[1\] is inf: it must be finite"),
        ([[1, 2], [3, 2.0**54]], r"^counts\[1, 1\] is 1.80\d*e\+16: give whole .* up to 2\*\*53"),
        ([], "^counts is empty"),
        (7, "^counts is a single number"),
        ([0, 0], "^counts is 0 throughout: an estimate needs at least one draw"),
        ([[1, 2], [0, 0]], r"^counts\[1, :\] is 0 throughout"),
        ({"a": 1, "b": 0.5}, r"^counts\['b'\] is 0.5: give whole"),
        ({}, "^counts is empty"),
    ],
)
def test_what_are_no_counts(counts, complaint):
    with pytest.raises(ValueError, match=complaint):
        entropy_from_counts(counts)


def test_chao_shen_needs_something_seen_twice():
    complaint = r"^counts has no outcome that was seen twice, so the coverage .* draw more"
    with pytest.raises(ValueError, match=complaint):
        entropy_from_counts([1, 1, 0], method="chao-shen")
    with pytest.raises(ValueError, match=r"^counts\[1, :\] has no outcome that was seen twice"):
        entropy_from_counts([[2, 1], [1, 1]], method="chao-shen")


def test_other_complaints_about_counts():
    with pytest.raises(ValueError, match=r"^method is 'jackknife': give one of plug-in, miller-"):
        entropy_from_counts([1, 2], method="jackknife")
    with pytest.raises(ValueError, match=r"^method is \[\]"):
        entropy_from_counts([1, 2], method=[])
    with pytest.raises(TypeError, match=r"^axis is 0, but counts is a mapping"):
        entropy_from_counts({"a": 1}, axis=0)
    with pytest.raises(TypeError, match=r"^counts has dtype bool"):
        entropy_from_counts([True, False])
    with pytest.raises(ValueError, match=r"^axis is 2, but counts has 1 axes"):
        entropy_from_counts([1, 2], axis=2)
    with pytest.raises(ValueError, match=r"^base is 0.5"):
        entropy_from_counts([1, 2], base=0.5)
    with pytest.raises(TypeError, match=r"^p_counts is an array and q_counts is a mapping"):
        kl_from_counts([1], {"a": 1})
    with pytest.raises(
        ValueError, match=r"^the shapes differ, p_counts \(2,\) and q_counts \(3,\)"
    ):
        kl_from_counts([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match=r"^q_counts is 0 throughout"):
        kl_from_counts([1, 2], [0, 0], added=1)
    with pytest.raises(ValueError, match=r"^added is -1: give a finite number, 0 or more"):
        kl_from_counts([1, 2], [1, 2], added=-1)
    with pytest.raises(ValueError, match=r"^added is nan"):
        kl_from_counts([1, 2], [1, 2], added=math.nan)
    with pytest.raises(TypeError, match=r"^added is True of type bool"):
        kl_from_counts([1, 2], [1, 2], added=True)
    with pytest.raises(TypeError, match=r"^added is '1' of type str"):
        kl_from_counts([1, 2], [1, 2], added="1")


def test_arguments_are_left_as_they_were():
    counts, points, logs = np.array([3, 1, 0]), np.arange(9.0) ** 2, np.array([0.5, -0.5, 0.1])
    before = [counts.copy(), points.copy(), logs.copy()]
    for method in METHODS:
        entropy_from_counts(counts, method=method)
    kl_from_counts(counts, counts, added=1)
    entropy_from_samples(points)
    kl_from_samples(points, points + 0.5)
    kl_monte_carlo(logs, method="fitted")
    bootstrap_interval(entropy_from_counts, counts, rng=np.random.default_rng(0), resamples=9)
    for now, then in zip((counts, points, logs), before, strict=True):
        np.testing.assert_array_equal(now, then)


# --- tests of two pmfs --------------------------------------------------------------------------


def test_chernoff_of_mirrored_coins():
    """The best exponent is ½ by symmetry, where the sum is 2√(θ(1 − θ))."""
    information, exponent = chernoff_information([0.8, 0.2], [0.2, 0.8])
    assert exponent == close(0.5)
    assert information == close(-math.log(2 * math.sqrt(0.16)))


def test_chernoff_where_one_rules_out_an_outcome():
    information, exponent = chernoff_information([0.5, 0.5], [1, 0], base=2)
    assert (information, exponent) == (close(1.0), 1.0)
    information, exponent = chernoff_information([1, 0], [0.5, 0.5], base=2)
    assert (information, exponent) == (close(1.0), 0.0)
    assert chernoff_information([1, 0], [0, 1]) == (math.inf, 0.5)
    assert chernoff_information([0.5, 0.5, 0], [0.5, 0, 0.5]) == (close(LOG2), 0.5)
    assert chernoff_information(worked.R, worked.R) == (0, 0.5)


@laws
@given(pmf_pairs())
def test_chernoff_lies_between_its_bounds(pq):
    p, q = pq
    information, exponent = chernoff_information(p, q)
    assert 0 <= exponent <= 1
    swapped = chernoff_information(q, p)
    assert swapped.information == close(information)
    grid = np.linspace(0, 1, 101)[:, np.newaxis]
    both = (p > 0) & (q > 0)
    logs = np.log(np.sum(p[both] ** grid * q[both] ** (1 - grid), axis=1))
    assert information >= -logs.min() - ROUNDING  # no exponent on a grid does better
    assert information <= min(kl_divergence(p, q), kl_divergence(q, p)) + ROUNDING
    assert information >= 0
    assert chernoff_information(p, q, base=2).information == close(information / LOG2)
    # Where a pmf is nearly the other, or the slope is flat, the exponent itself is ill-determined.
    if np.abs(p - q).max() > 1e-3 and both.all():
        assert swapped.exponent == close(1 - exponent, abs=1e-6)
        tilted = p**exponent * q ** (1 - exponent)
        tilted /= tilted.sum()
        assert kl_divergence(tilted, p) == close(information, abs=1e-9)
        assert kl_divergence(tilted, q) == close(information, abs=1e-9)


def test_chernoff_of_near_pmfs_is_an_eighth_of_fisher():
    """−log Σ √(pq) ≈ Σ δ²/(8p) for q = p + δ; −log of a sum near 1 would give nothing."""
    p = np.array([0.5, 0.25, 0.25])
    for size in (2.0**-20, 2.0**-30, 2.0**-40):
        delta = size * np.array([1, -2, 1])  # whose digits p + δ keeps
        information, exponent = chernoff_information(p, p + delta)
        # The next order is smaller by δ/p.
        assert information == pytest.approx(np.sum(delta**2 / p) / 8, rel=20 * size, abs=0)
        assert exponent == pytest.approx(0.5, abs=4 * size + 1e-12)


def test_chernoff_of_what_differs_in_a_rare_outcome_alone():
    """One outcome of chance 1e-12 is e³ as likely: the gap is a few 1e-12."""
    tiny = 1e-12
    p, q = [1 - tiny, tiny], [1 - tiny * math.e**3, tiny * math.e**3]
    information, exponent = chernoff_information(p, q)
    # λ + (1 − λ)e³ − e^(3(1 − λ)) is greatest where 3 e^(3(1 − λ)) = e³ − 1.
    best = 1 - math.log((math.e**3 - 1) / 3) / 3
    gap = best + (1 - best) * math.e**3 - math.exp(3 * (1 - best))
    # The first entries, near 1, are rounded to 1e-16: 1e-4 of the difference.
    assert exponent == pytest.approx(best, abs=1e-4)
    assert information == pytest.approx(tiny * gap, rel=1e-3, abs=0)


def test_chernoff_of_extreme_pmfs():
    """What is all but excluded by each: −log(2√ε) with √ε = 1e-150, and no overflow."""
    information, exponent = chernoff_information([1, 1e-300], [1e-300, 1])
    assert information == close(150 * math.log(10) - LOG2)
    assert exponent == close(0.5)
    least = 2.0**-1074  # by which nothing but itself can be divided without overflow
    information, exponent = chernoff_information([1, least], [least, 1])
    assert (information, exponent) == (close(536 * LOG2), close(0.5))


def brute_errors(p, q, n, threshold):
    """Add up over all sequences of n draws."""
    first = second = 0.0
    for draws in itertools.product(range(len(p)), repeat=n):
        a, b = np.prod([p[i] for i in draws]), np.prod([q[i] for i in draws])
        if a + b == 0:
            continue
        ratio = math.inf if b == 0 else -math.inf if a == 0 else math.log(a / b)
        if ratio >= threshold - 1e-9:
            second += b
        else:
            first += a
    return first, second


@pytest.mark.parametrize(
    ("p", "q"),
    [(R, S), ([0.5, 0.5, 0], [0, 0.5, 0.5]), ([0.6, 0.4, 0], [0.4, 0.6, 0]), ([1, 0, 0], S)],
)
@pytest.mark.parametrize("threshold", [-0.4, 0.0, 0.3])
def test_error_probabilities_are_those_of_all_sequences(p, q, threshold):
    for n in (1, 2, 5):
        first, second, used = likelihood_ratio_errors(p, q, n, threshold=threshold)
        assert (first, second) == close(brute_errors(p, q, n, threshold))
        assert used == threshold


def test_a_fair_coin_against_a_biased_one():
    """Ten tosses: the sum is at least 0 for up to five heads, as 4 log(…) < 0 < … for six."""
    p, q = stats.binom(10, 0.4), stats.binom(10, 0.6)
    first, second, _ = likelihood_ratio_errors([0.4, 0.6], [0.6, 0.4], 10)
    assert first == close(p.sf(5))
    assert second == close(q.cdf(5))


@laws
@given(pmf_pairs(), st.integers(1, 6))
def test_chernoffs_bound_holds_for_every_number_of_draws(pq, n):
    """Σ min(P, Q), the sum of the errors at threshold 0, is at most exp(−n C)."""
    p, q = pq
    first, second, _ = likelihood_ratio_errors(p, q, n)
    information, _ = chernoff_information(p, q)
    assert first + second <= math.exp(-n * information) + 1e-9
    total = 0.5 * (1 - first - second)  # half of the total variation, which is not negative
    assert total >= -1e-9


@laws
@given(pmf_pairs(zeros=False), st.integers(1, 6), st.floats(0.01, 0.9))
def test_a_level_is_kept_and_used_up(pq, n, level):
    p, q = pq
    first, second, threshold = likelihood_ratio_errors(p, q, n, level=level)
    assert first <= level
    at, same, _ = likelihood_ratio_errors(p, q, n, threshold=threshold)
    assert (at, same) == close((first, second))
    # The next threshold would break it, unless there is none.
    more, _, _ = likelihood_ratio_errors(p, q, n, threshold=threshold + 1e-9)
    assert more > level or more == close(1.0)


def test_a_level_that_is_met_exactly():
    first, second, threshold = likelihood_ratio_errors([0.5, 0.5], [0.25, 0.75], 1, level=0.5)
    assert (first, second) == (0.5, close(0.25))
    assert threshold == pytest.approx(LOG2, abs=1e-9)  # as far as it is rounded


def test_the_exponents_of_chernoff_and_stein():
    n = 200
    first, second, _ = likelihood_ratio_errors(R, S, n)
    information, _ = chernoff_information(R, S)
    # The factor before exp(−nC) falls like 1/√n: its logarithm over n is below log(200)/200.
    assert -math.log((first + second) / 2) / n == pytest.approx(information, abs=math.log(n) / n)
    _, second, _ = likelihood_ratio_errors(R, S, n, level=0.1)
    # The threshold lies 1.28 standard deviations, of 0.42/√n each, below the mean: that is 0.038.
    exponent = -math.log(second) / n
    assert exponent == pytest.approx(kl_divergence(R, S), abs=0.04)
    _, second, _ = likelihood_ratio_errors(R, S, n, level=0.5)
    assert -math.log(second) / n == pytest.approx(kl_divergence(R, S), abs=math.log(n) / n)


def test_simulated_errors_are_the_exact_ones():
    rng = np.random.default_rng(0)
    under_p, under_q = simulate_likelihood_ratio(R, S, 50, trials=20_000, rng=rng)
    first, second, _ = likelihood_ratio_errors(R, S, 50)
    noise = 4 * math.sqrt(0.25 / 20_000)
    assert np.mean(under_p < 0) == pytest.approx(first, abs=noise)
    assert np.mean(under_q >= 0) == pytest.approx(second, abs=noise)
    # The mean of the log ratio is n KL(p‖q), or −n KL(q‖p); a draw's has an sd of about 0.42.
    wide = 4 * 0.42 * math.sqrt(50 / 20_000)
    assert np.mean(under_p) == pytest.approx(50 * kl_divergence(R, S), abs=wide)
    assert np.mean(under_q) == pytest.approx(-50 * kl_divergence(S, R), abs=wide)


def test_draws_that_refute():
    rng = np.random.default_rng(0)
    under_p, under_q = simulate_likelihood_ratio([0.5, 0.5, 0], S, 3, trials=500, rng=rng)
    assert np.all(np.isfinite(under_p))
    assert np.mean(under_q == -math.inf) == pytest.approx(1 - 0.75**3, abs=0.1)  # five sd
    assert not np.any(under_q == math.inf)
    sure, _ = simulate_likelihood_ratio([1, 0], [0, 1], 1, trials=3, rng=rng)
    np.testing.assert_array_equal(sure, math.inf)


def test_pmfs_that_miss_one_by_rounding_can_be_drawn_from():
    # numpy's own check allows 1e-12 only.
    p = np.array([0.3, 0.3, 0.4 + 1e-9])
    rng = np.random.default_rng(0)
    under_p, _ = simulate_likelihood_ratio(p[::-1], p, 10, trials=4, rng=rng)
    assert under_p.shape == (4,)
    half = np.array([0.1, 0.2, 0.7], np.float32)
    assert simulate_likelihood_ratio(half, half, 10, trials=4, rng=rng)[0] == close(np.zeros(4))


@pytest.mark.parametrize(
    ("options", "error", "complaint"),
    [
        ({"n": 0}, ValueError, "^n is 0: give a whole number, at least 1"),
        ({"n": 1.5}, TypeError, "^n is 1.5 of type float: give a whole number"),
        ({"level": 2}, ValueError, "^level is 2: give a number between 0 and 1"),
        ({"level": 0.1, "threshold": 1}, ValueError, "^level is 0.1 and threshold 1: give one"),
        ({"threshold": math.nan}, ValueError, "^threshold is nan"),
        (
            {"n": 3000},
            ValueError,
            "^n is 3000: 3000 draws of 3 outcomes give 4504501 count vectors",
        ),
    ],
)
def test_complaints_about_tests(options, error, complaint):
    with pytest.raises(error, match=complaint):
        likelihood_ratio_errors(R, S, **{"n": 5, **options})


def test_complaints_about_trials():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=r"^trials is 0: give a whole number, at least 1"):
        simulate_likelihood_ratio(R, S, 5, trials=0, rng=rng)


def test_count_vectors_are_all_there_once():
    found = _decisions._all_counts(4, 3)
    assert {tuple(c) for c in found.tolist()} == {
        tuple(c) for c in all_count_vectors(4, 3).tolist()
    }
    assert len(found) == math.comb(6, 2)
    np.testing.assert_array_equal(_decisions._all_counts(4, 1), [[4]])


# --- between the estimators ---------------------------------------------------------------------


def test_plug_in_cross_entropy_is_entropy_plus_divergence():
    n, m = np.array([5, 3, 2]), np.array([2, 6, 2])
    total = entropy_from_counts(n) + kl_from_counts(n, m)
    assert cross_entropy(pmf(n), pmf(m)) == close(total)
