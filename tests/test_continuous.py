"""Measures of continuous distributions against closed forms, laws and limits."""

from math import e, exp, inf, log, pi, sqrt

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.special import betaln, digamma, gamma, gammaln

from entropybook import UnresolvedError, cross_entropy, entropy, js_divergence, kl_divergence

# What the quadrature aims at, with room for the rounding of the closed form itself.
CLOSE = {"rel": 1e-11, "abs": 1e-11}


# Cover & Thomas 2006, table 17.1; Lazo & Rathie 1978.
ENTROPIES = [
    (stats.norm(3, 0.1), log(0.1 * sqrt(2 * pi * e))),
    (stats.expon(5, 4), 1 + log(4)),
    (stats.uniform(-2, 0.5), log(0.5)),
    (stats.laplace(1, 3), log(6 * e)),
    (stats.logistic(1, 3), 2 + log(3)),
    (stats.cauchy(7, 2), log(8 * pi)),
    (stats.t(3), 2 * (digamma(2) - digamma(1.5)) + log(sqrt(3)) + betaln(1.5, 0.5)),
    (stats.gamma(2.5, scale=2), 2.5 + log(2) + gammaln(2.5) - 1.5 * digamma(2.5)),
    (stats.gamma(0.01), 0.01 + gammaln(0.01) + 0.99 * digamma(0.01)),
    (stats.weibull_min(20), np.euler_gamma * 0.95 - log(20) + 1),
    (stats.weibull_min(0.3, scale=1e8), np.euler_gamma * (1 - 1 / 0.3) + log(1e8 / 0.3) + 1),
    (stats.lognorm(2, scale=3), log(3) + log(2 * sqrt(2 * pi * e))),
    (stats.pareto(0.5, scale=3), log(6) + 3),
    (
        stats.beta(0.1, 0.2),
        betaln(0.1, 0.2) + 0.9 * digamma(0.1) + 0.8 * digamma(0.2) - 1.7 * digamma(0.3),
    ),
]


@pytest.mark.parametrize(("rv", "truth"), ENTROPIES)
def test_entropy_is_the_closed_form(rv, truth):
    assert entropy(rv) == pytest.approx(truth, **CLOSE)
    assert cross_entropy(rv, rv) == entropy(rv)
    assert kl_divergence(rv, rv) == 0
    assert js_divergence(rv, rv) == 0


def kl_laplace(m, a, n, b):
    d = abs(m - n)
    return log(b / a) + d / b + a / b * exp(-d / a) - 1


def kl_weibull(c, a, k, b):
    ratio = log(c) - c * log(a) - log(k) + k * log(b) + (c - k) * (log(a) - np.euler_gamma / c)
    return ratio + (a / b) ** k * gamma(k / c + 1) - 1


def kl_beta(a, b, c, d):
    n = a + b
    shifted = (a - c) * digamma(a) + (b - d) * digamma(b) + (c + d - n) * digamma(n)
    return betaln(c, d) - betaln(a, b) + shifted


def kl_gamma(a, s, b, t):
    return (a - b) * digamma(a) - gammaln(a) + gammaln(b) + b * log(t / s) + a * (s / t - 1)


# Gil, Alajaji & Linder 2013, table 2; for Cauchy, Chyzak & Nielsen 2019.
DIVERGENCES = [
    (stats.norm(0, 1), stats.norm(1, 2), log(2) - 0.25),
    (stats.norm(1e6, 1), stats.norm(1e6 + 1, 2), log(2) - 0.25),
    (stats.norm(0, 1), stats.norm(100, 1), 5000),
    (stats.norm(0, 1e-8), stats.norm(0, 1e8), 16 * log(10) - 0.5),
    (stats.norm(0, 1e8), stats.norm(0, 1e-8), 5e31),
    (stats.expon(scale=2), stats.expon(scale=3), log(1.5) - 1 / 3),
    (stats.expon(1e6, 1e-3), stats.expon(1e6 - 1, 2), log(2000) - 1 + 1.001 / 2),
    (stats.laplace(0, 1), stats.laplace(1, 2), kl_laplace(0, 1, 1, 2)),
    (stats.laplace(0, 1), stats.laplace(900, 1), 899),
    (stats.cauchy(0, 1), stats.cauchy(3, 2), log(18 / 8)),
    (stats.cauchy(0, 1e-8), stats.cauchy(0, 1e8), 16 * log(10) - log(4)),
    (stats.gamma(2, scale=3), stats.gamma(5, scale=1), kl_gamma(2, 3, 5, 1)),
    (stats.gamma(0.01), stats.gamma(0.02), kl_gamma(0.01, 1, 0.02, 1)),
    (stats.beta(2, 3), stats.beta(4, 1.5), kl_beta(2, 3, 4, 1.5)),
    (stats.beta(0.5, 0.5), stats.uniform(), log(4 / pi)),
    (stats.beta(0.1, 0.2), stats.uniform(), kl_beta(0.1, 0.2, 1, 1)),
    (stats.uniform(), stats.beta(0.01, 0.02), kl_beta(1, 1, 0.01, 0.02)),
    (stats.weibull_min(2), stats.weibull_min(3, scale=2), kl_weibull(2, 1, 3, 2)),
    (stats.weibull_min(0.3), stats.weibull_min(5, scale=9), kl_weibull(0.3, 1, 5, 9)),
    (stats.lognorm(1), stats.lognorm(2, scale=e), log(2) + 1 / 4 - 0.5),
    (stats.pareto(0.5), stats.pareto(0.7), log(0.5 / 0.7) + 0.4),
    (stats.pareto(0.01, scale=2), stats.pareto(3), log(0.01 / 3) + 299 + 3 * log(2)),
    (stats.uniform(0.5, 0.25), stats.uniform(-1, 4), log(16)),
    # Moments of p, q's logarithm being a polynomial in x or |x|.
    (stats.pareto(2), stats.expon(), log(2) + 0.5),
    (stats.pareto(1.01), stats.expon(), log(1.01) - 2.01 / 1.01 + 101),
    (stats.norm(), stats.laplace(), log(2) + sqrt(2 / pi) - log(sqrt(2 * pi * e))),
    (stats.t(3), stats.norm(), log(sqrt(2 * pi)) + 1.5 - ENTROPIES[6][1]),
    (stats.lognorm(1), stats.expon(), sqrt(e) - log(sqrt(2 * pi * e))),
    (stats.lognorm(1, loc=1e6), stats.expon(1e6), sqrt(e) - log(sqrt(2 * pi * e))),
]


@pytest.mark.parametrize(("p", "q", "truth"), DIVERGENCES)
def test_divergence_is_the_closed_form(p, q, truth):
    assert kl_divergence(p, q) == pytest.approx(float(truth), **CLOSE)
    assert cross_entropy(p, q) == pytest.approx(entropy(p) + float(truth), **CLOSE)
    assert kl_divergence(p, q, base=2) == pytest.approx(float(truth) / log(2), **CLOSE)


@pytest.mark.parametrize(
    ("p", "q"),
    [
        # supports
        (stats.norm(), stats.expon()),
        (stats.uniform(), stats.uniform(1e-9, 1)),
        (stats.expon(), stats.pareto(1)),
        (stats.beta(2, 3), stats.uniform(0, 1 - 2**-53)),
        # tails: E x² of a t with 2 degrees of freedom, E x of a Pareto with b = 1, …
        (stats.cauchy(), stats.norm()),
        (stats.t(2), stats.norm()),
        (stats.t(1), stats.laplace()),
        (stats.cauchy(), stats.logistic(scale=1e8)),
        (stats.pareto(1), stats.expon()),
        (stats.pareto(1), stats.gamma(3)),
        (stats.pareto(0.5, loc=1), stats.weibull_min(0.5)),
        (stats.pareto(19.9), stats.weibull_min(20)),
    ],
)
def test_infinite_is_exactly_inf(p, q):
    assert kl_divergence(p, q) == inf
    assert cross_entropy(p, q) == inf
    assert 0 < js_divergence(p, q) < log(2)


@pytest.mark.parametrize(
    ("p", "q", "upper"),
    [
        (stats.t(2.2), stats.norm(), 8),
        (stats.cauchy(), stats.t(0.1), 3),
        (stats.pareto(0.51), stats.weibull_min(0.5), 60),
        (stats.pareto(0.5), stats.lognorm(1), 5),
        (stats.lognorm(3), stats.norm(), 2e8),
    ],
)
def test_heavy_tails_that_stay_finite(p, q, upper):
    assert 0 < kl_divergence(p, q) < upper
    assert kl_divergence(p, q) == pytest.approx(cross_entropy(p, q) - entropy(p), rel=1e-9)


@pytest.mark.parametrize("digits", range(1, 13))
def test_on_the_brink_of_infinity_a_value_is_right_or_refused(digits):
    # E x = b/(b − 1) of a Pareto: what is left at the largest float is exp(−709 (b − 1)).
    b = 1 + 10.0**-digits
    truth = log(b) - (b + 1) / b + b / (b - 1)
    if digits <= 3:
        assert kl_divergence(stats.pareto(b), stats.expon()) == pytest.approx(truth, rel=1e-10)
    else:
        with pytest.raises(UnresolvedError, match="may be wrong by"):
            kl_divergence(stats.pareto(b), stats.expon())


@pytest.mark.parametrize("d", [1e-2, 1e-4, 1e-6, 1e-8])
def test_near_equal_distributions_keep_their_digits(d):
    # The log ratio is of size d and its rounding 1e-16, so the relative error is 1e-15/d.
    tolerance = {"rel": 1e-12 + 1e-14 / d}
    assert kl_divergence(stats.norm(), stats.norm(d)) == pytest.approx(d * d / 2, **tolerance)
    assert js_divergence(stats.norm(), stats.norm(d)) == pytest.approx(
        d * d / 8, rel=tolerance["rel"] + d * d
    )
    with mp.workdps(40):
        a = mp.mpf(10000)
        b = mp.mpf(10000 * (1 + d))
        gammas = (a - b) * mp.digamma(a) - mp.loggamma(a) + mp.loggamma(b)
    assert kl_divergence(stats.gamma(1e4), stats.gamma(float(b))) == pytest.approx(
        float(gammas), rel=1e-10 + 1e-13 / d
    )


def test_near_equal_supports():
    # q's mass outside p's support is all that there is.
    p, q = stats.uniform(0, 1), stats.uniform(-(2.0**-30), 1 + 2.0**-29)
    assert kl_divergence(p, q) == pytest.approx(np.log1p(2.0**-29), rel=1e-8)
    assert kl_divergence(q, p) == inf


FAMILIES = [
    stats.norm(),
    stats.laplace(),
    stats.logistic(),
    stats.cauchy(),
    stats.t(2.5),
    stats.gamma(0.6),
    stats.expon(),
    stats.beta(0.7, 2),
    stats.weibull_min(1.6),
    stats.lognorm(0.9),
    stats.pareto(3.5),
    stats.uniform(),
]
pairs = st.tuples(st.sampled_from(FAMILIES), st.sampled_from(FAMILIES))


def moved(rv, shift, scale):
    return rv.dist(*rv.args, loc=shift, scale=scale)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(pairs, st.integers(-(10**6), 10**6), st.integers(-26, 26))
def test_only_entropy_knows_the_unit(pair, shift, exponent):
    p, q = pair
    unit = 2.0**exponent  # so that moving and scaling is exact
    p2, q2 = moved(p, unit * shift, unit), moved(q, unit * (shift + 0.5), 3 * unit)
    q = moved(q, 0.5, 3)
    assert entropy(p2) == pytest.approx(entropy(p) + log(unit), **CLOSE)
    assert kl_divergence(p2, q2) == pytest.approx(kl_divergence(p, q), **CLOSE)
    assert js_divergence(p2, q2) == pytest.approx(js_divergence(p, q), **CLOSE)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(pairs, st.floats(-3, 3), st.floats(0.2, 5))
def test_the_measures_hang_together(pair, shift, scale):
    p, q = pair[0], moved(pair[1], shift, scale)
    kl, js = kl_divergence(p, q), js_divergence(p, q)
    assert kl >= 0
    assert 0 <= js <= log(2)
    assert js == pytest.approx(js_divergence(q, p), **CLOSE)
    assert js <= (kl + kl_divergence(q, p)) / 4 + 1e-12  # Lin 1991, theorem 3
    if kl < inf:
        assert cross_entropy(p, q) == pytest.approx(entropy(p) + kl, **CLOSE)


# --- SciPy's other families: right, or refused ------------------------------------------------


@pytest.mark.parametrize(
    ("p", "q", "truth"),
    [
        (stats.chi2(3), stats.gamma(1.5, scale=2), 0),
        (stats.gumbel_r(), stats.gumbel_r(1), e - 2),
        (stats.lomax(3), stats.expon(), log(3) - 4 / 3 + 0.5),
        (stats.triang(0.3), stats.uniform(), log(2) - 0.5),
        (stats.norm(), stats.gumbel_r(), sqrt(e) - log(sqrt(2 * pi * e))),
        (stats.hypsecant(), stats.laplace(), log(2) + 8 * float(mp.catalan) / pi / 2 - log(2 * pi)),
    ],
)
def test_other_families_are_integrated_too(p, q, truth):
    assert kl_divergence(p, q) == pytest.approx(truth, rel=1e-10, abs=1e-12)


def test_a_histogram_is_a_density_with_jumps():
    counts, edges = np.array([1, 0, 5, 2]), np.array([0.0, 0.3, 1.0, 1.1, 4.0])
    rv = stats.rv_histogram((counts, edges), density=False)
    share, width = np.array([1, 5, 2]) / 8, np.array([0.3, 0.1, 2.9])
    # 40 halvings of a panel of width 1 leave 1e-12 of each jump.
    assert entropy(rv) == pytest.approx(-np.sum(share * np.log(share / width)), abs=1e-10)


@pytest.mark.parametrize(
    ("p", "q", "why"),
    [
        (stats.lomax(1), stats.expon(), "does not fall off"),
        (stats.levy(), stats.expon(-1), "does not fall off"),
        (stats.uniform(), stats.invgamma(2), "does not fall off"),
        (stats.norm(), stats.hypsecant(scale=1e-4), "does not fall off"),
        (stats.arcsine(), stats.uniform(), "add up to"),
        (stats.laplace(), stats.gumbel_r(), "does not fall off"),  # E exp(−x) is infinite
    ],
)
def test_what_scipy_cannot_evaluate_is_refused(p, q, why):
    with pytest.raises(UnresolvedError, match=why) as caught:
        kl_divergence(p, q)
    assert p.dist.name in str(caught.value)
    assert "closed form" in str(caught.value)


def test_the_complaint_shows_what_was_given():
    with pytest.raises(UnresolvedError, match=r"the entropy of arcsine\(2, scale=3\) could not"):
        entropy(stats.arcsine(2, scale=3))


def test_mass_out_of_reach_is_noticed():
    with pytest.raises(UnresolvedError, match="add up to 8"):
        entropy(stats.gamma(1e-30))  # nearly all of it below exp(-8192)


def test_a_value_beyond_the_floats_is_refused():
    with pytest.raises(UnresolvedError, match="could not be resolved"):
        kl_divergence(stats.expon(scale=1e8), stats.weibull_min(20, scale=1e-8))
