"""Measures of discrete distributions against closed forms, laws and limits."""

from math import inf, log

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from entropybook import (
    UnresolvedError,
    _countable,
    cross_entropy,
    entropy,
    js_divergence,
    kl_divergence,
)

# Sums of n rounded terms; the log masses are good to 1e-13 or better.
CLOSE = {"rel": 1e-11, "abs": 1e-12}


def exact(f):
    """Evaluate a closed form to 40 digits, of parameters that are floats."""

    def evaluated(*parameters):
        with mp.workdps(40):
            return float(f(*map(mp.mpf, parameters)))

    return evaluated


h_geometric = exact(lambda p: -mp.log(p) - (1 - p) / p * mp.log1p(-p) if p < 1 else 0)
h_zipf = exact(lambda a: mp.log(mp.zeta(a)) - a * mp.zeta(a, 1, 1) / mp.zeta(a))
kl_poisson = exact(lambda m, n: m * mp.log(m / n) + n - m)
kl_geometric = exact(lambda p, q: mp.log(p / q) + (1 - p) / p * mp.log((1 - p) / (1 - q)))
kl_binomial = exact(lambda n, p, q: n * (p * mp.log(p / q) + (1 - p) * mp.log((1 - p) / (1 - q))))
kl_zipf = exact(
    lambda a, b: (a - b) * mp.zeta(a, 1, 1) / mp.zeta(a) + mp.log(mp.zeta(b) / mp.zeta(a))
)
ce_zipf_geometric = exact(
    lambda a, p: -mp.log(p) - (mp.zeta(a - 1) / mp.zeta(a) - 1) * mp.log1p(-p)
)


@exact
def h_poisson(mu):
    terms = [mp.exp(k * mp.log(mu) - mu - mp.loggamma(k + 1)) for k in range(400)]
    return -sum(t * mp.log(t) for t in terms)


@pytest.mark.parametrize(
    ("rv", "truth"),
    [
        (stats.poisson(3), h_poisson(3)),
        (stats.poisson(100), h_poisson(100)),
        (stats.geom(0.3), h_geometric(0.3)),
        (stats.geom(1), 0),
        (stats.geom(1e-9), h_geometric(1e-9)),
        (stats.zipf(8), h_zipf(8)),
        (stats.zipf(2), h_zipf(2)),
        (stats.zipf(1.1), h_zipf(1.1)),
        (stats.bernoulli(0.5), log(2)),
        (stats.randint(0, 6), log(6)),
        (stats.randint(-(10**5), 10**5), log(2e5)),
        (stats.planck(1.5), h_geometric(float(-np.expm1(-1.5)))),
        (stats.poisson(0), 0),
        # −log tanh(a/2) + a/sinh(a): both tails matter beyond what is summed term by term.
        (stats.dlaplace(1e-4), 1e-4 / np.sinh(1e-4) - log(np.tanh(5e-5))),
    ],
)
def test_entropy_is_the_closed_form(rv, truth):
    assert entropy(rv) == pytest.approx(truth, **CLOSE)
    assert cross_entropy(rv, rv) == entropy(rv)
    assert kl_divergence(rv, rv) == 0
    assert js_divergence(rv, rv) == 0


@pytest.mark.parametrize(
    ("p", "q", "truth"),
    [
        (stats.poisson(3), stats.poisson(5), kl_poisson(3, 5)),
        (stats.poisson(1e6), stats.poisson(10), kl_poisson(1e6, 10)),
        (stats.poisson(1000), stats.poisson(1), kl_poisson(1000, 1)),
        (stats.poisson(4000), stats.poisson(400_000), kl_poisson(4000, 400_000)),
        (stats.poisson(1e6), stats.poisson(1e6 + 1), kl_poisson(1e6, 1e6 + 1)),
        (stats.poisson(3, loc=7), stats.poisson(5, loc=7), kl_poisson(3, 5)),
        (stats.poisson(1e-300), stats.poisson(1), 1),
        (stats.geom(0.3), stats.geom(0.5), kl_geometric(0.3, 0.5)),
        (stats.geom(1e-5), stats.geom(0.5), kl_geometric(1e-5, 0.5)),
        (stats.geom(1e-9), stats.geom(2e-9), kl_geometric(1e-9, 2e-9)),
        (stats.nbinom(3, 0.2), stats.nbinom(3, 0.4), 3 * kl_geometric(0.2, 0.4)),
        (stats.nbinom(0.1, 1e-6), stats.nbinom(0.1, 0.4), 0.1 * kl_geometric(1e-6, 0.4)),
        (stats.binom(10, 0.3), stats.binom(10, 0.4), kl_binomial(10, 0.3, 0.4)),
        (stats.binom(10**6, 0.3), stats.binom(10**6, 0.4), kl_binomial(10**6, 0.3, 0.4)),
        (stats.bernoulli(0), stats.bernoulli(0.5), log(2)),
        (stats.zipf(1.5), stats.zipf(3), kl_zipf(1.5, 3)),
        (stats.zipf(3), stats.zipf(3.001), kl_zipf(3, 3.001)),
        (stats.zipf(3), stats.geom(0.5), ce_zipf_geometric(3, 0.5) - h_zipf(3)),
        (stats.zipf(2.1), stats.geom(0.5), ce_zipf_geometric(2.1, 0.5) - h_zipf(2.1)),
        (stats.randint(0, 1000), stats.randint(0, 1001), np.log1p(1e-3)),
        (stats.randint(0, 10), stats.randint(-5, 15), log(2)),
        (stats.randint(0, 2), stats.poisson(1e6), 1e6 - log(1e6) / 2 - log(2)),
        # E log k! of a Poisson drops out; what is left is linear in k.
        (stats.geom(0.5), stats.poisson(1, loc=1), None),
    ],
)
def test_divergence_is_the_closed_form(p, q, truth):
    if truth is None:
        k = np.arange(1, 200)
        truth = np.sum(p.pmf(k) * (p.logpmf(k) - q.logpmf(k)))
    assert kl_divergence(p, q) == pytest.approx(truth, rel=1e-11, abs=1e-17)
    assert kl_divergence(p, q, base=2) == pytest.approx(truth / log(2), rel=1e-11, abs=1e-17)
    assert cross_entropy(p, q) == pytest.approx(entropy(p) + truth, **CLOSE)


@pytest.mark.parametrize("digits", range(1, 13))
def test_on_the_brink_of_infinity_a_value_is_right_or_refused(digits):
    a = 2 + 10.0**-digits  # E k = ζ(a − 1)/ζ(a)
    if digits <= 3:
        truth = ce_zipf_geometric(a, 0.5)
        assert cross_entropy(stats.zipf(a), stats.geom(0.5)) == pytest.approx(truth, rel=1e-10)
    else:
        with pytest.raises(UnresolvedError, match="may be wrong by"):
            cross_entropy(stats.zipf(a), stats.geom(0.5))


def table(outcomes, probabilities):
    return stats.rv_discrete(values=(outcomes, probabilities))


@pytest.mark.parametrize(
    ("p", "q"),
    [
        (stats.poisson(1), stats.binom(1000, 0.001)),
        (stats.binom(10, 0.3), stats.binom(9, 0.3)),
        (stats.poisson(3), stats.poisson(3, loc=1)),
        (stats.poisson(3), stats.poisson(3, loc=0.5)),  # no outcome in common
        (stats.bernoulli(0.5), stats.bernoulli(0)),
        (stats.binom(5000, 0.5), stats.binom(5000, 1)),
        (table([1, 2, 3], [0.42, 0.31, 0.27]), table([1, 3], [0.75, 0.25])),
        (stats.zipf(2), stats.geom(0.5)),  # E k is infinite
        (stats.zipf(1.5), stats.poisson(3)),
    ],
)
def test_infinite_is_exactly_inf(p, q):
    assert kl_divergence(p, q) == inf
    assert cross_entropy(p, q) == inf


def test_js_of_what_never_meets():
    assert js_divergence(stats.poisson(3), stats.poisson(3, loc=0.5)) == log(2)
    apart = js_divergence(stats.poisson(3), stats.poisson(3, loc=10**9))
    assert apart == pytest.approx(log(2), rel=1e-14)


def test_js_where_one_law_lies_in_the_tail_of_the_other():
    p, q, k = stats.zipf(3), stats.binom(20, 0.3, loc=10**5), np.arange(10**5, 10**5 + 21.0)
    # log 2 − JS is half of Σ p log(1 + q/p) + q log(1 + p/q), and p is nearly 0 where q is not.
    overlap = np.sum(p.pmf(k) * np.log1p(q.pmf(k) / p.pmf(k)) + p.pmf(k)) / 2
    assert overlap > 1e-13
    assert js_divergence(p, q) == pytest.approx(log(2) - overlap, abs=2e-15)


def test_js_is_the_mean_divergence_to_the_midpoint():
    p, q, k = stats.poisson(3), stats.nbinom(4, 0.3), np.arange(400)
    m = (p.pmf(k) + q.pmf(k)) / 2
    direct = sum(
        np.sum(r.pmf(k) * np.log(r.pmf(k) / m, where=r.pmf(k) > 0, out=0 * m)) for r in (p, q)
    )
    assert js_divergence(p, q) == pytest.approx(direct / 2, rel=1e-11)


def test_a_table_is_summed_over_its_own_outcomes():
    p, q = table([1, 2, 30], [0.42, 0.31, 0.27]), table([1, 2, 30], [0.25, 0.5, 0.25])
    assert kl_divergence(p, q) == pytest.approx(
        kl_divergence([0.42, 0.31, 0.27], [0.25, 0.5, 0.25]), rel=1e-12
    )


def test_a_rare_outcome_far_off_is_not_lost():
    p, q = table([0, 10**6], [1 - 1e-12, 1e-12]), table([0, 10**6], [1 - 1e-6, 1e-6])
    assert entropy(p) == pytest.approx(entropy([1 - 1e-12, 1e-12]), rel=1e-6)
    assert kl_divergence(q, p) == pytest.approx(1e-6 * log(1e6) - 1e-6, rel=1e-5)
    assert kl_divergence(p, table([0, 1], [0.5, 0.5])) == inf
    with pytest.raises(UnresolvedError, match="more than 2097152 outcomes"):
        entropy(table([0, 10**7], [1 - 1e-12, 1e-12]))


def test_a_table_between_the_integers_is_refused():
    with pytest.raises(UnresolvedError, match="mapping from outcome"):
        kl_divergence(table([0.5, 1.5], [0.5, 0.5]), stats.poisson(3, loc=0.5))


def test_scipys_own_log_masses_serve_too():
    k = np.arange(0, 21)
    p, q = stats.hypergeom(100, 30, 20), stats.betabinom(20, 2, 3)
    direct = np.sum(p.pmf(k) * (p.logpmf(k) - q.logpmf(k)))
    assert kl_divergence(p, q) == pytest.approx(direct, rel=1e-10)
    k = np.arange(-60, 90)  # two infinite tails
    p, q = stats.skellam(10, 3), stats.skellam(9, 3)
    direct = np.sum(p.pmf(k) * np.log(p.pmf(k) / q.pmf(k)))
    assert kl_divergence(p, q) == pytest.approx(direct, rel=1e-9)


@pytest.mark.parametrize(
    ("p", "q", "why"),
    [
        (stats.zipf(3), stats.yulesimon(2), "does not settle"),
        (stats.dlaplace(1e-6), stats.dlaplace(1), "more than 2097152 outcomes"),
        (stats.dlaplace(1e-3), stats.skellam(1, 1), "underflows"),
    ],
)
def test_what_does_not_settle_is_refused(p, q, why):
    with pytest.raises(UnresolvedError, match=why) as caught:
        kl_divergence(p, q)
    assert p.dist.name in str(caught.value)


def test_a_peak_within_a_long_tail_is_refused():
    with pytest.raises(UnresolvedError, match=r"JS divergence .* does not settle"):
        js_divergence(stats.geom(1e-8), stats.poisson(50, loc=10**7))
    # Near enough, all between is summed: where the Poisson is, geom is 1e-6/e.
    near = js_divergence(stats.geom(1e-6), stats.poisson(50, loc=10**6))
    assert log(2) - 1e-3 < near < log(2)


def test_a_peak_that_is_missed_is_noticed():
    # SciPy has no median here, so the public function refuses it before.
    with pytest.raises(UnresolvedError, match="add up to 0"):
        _countable.entropy(stats.poisson(1e12))


LAWS = [
    stats.poisson(2.5),
    stats.geom(0.3),
    stats.nbinom(1.5, 0.4),
    stats.zipf(2.5),
    stats.logser(0.8),
    stats.planck(0.7),
    stats.dlaplace(0.9),
    stats.binom(12, 0.4),
    stats.randint(0, 7),
]


@settings(max_examples=40, derandomize=True, deadline=None)
@given(
    st.sampled_from(LAWS), st.sampled_from(LAWS), st.integers(-3, 3), st.integers(-(10**9), 10**9)
)
def test_the_measures_hang_together(p, q, shift, far):
    q = q.dist(*q.args, loc=shift)
    kl, js = kl_divergence(p, q), js_divergence(p, q)
    assert kl >= 0
    assert 0 <= js <= log(2)
    assert js == pytest.approx(js_divergence(q, p), **CLOSE)
    assert js <= (kl + kl_divergence(q, p)) / 4 + 1e-12  # Lin 1991, theorem 3
    if kl < inf:
        assert cross_entropy(p, q) == pytest.approx(entropy(p) + kl, **CLOSE)
    moved = p.dist(*p.args, loc=far), q.dist(*q.args, loc=shift + far)
    assert kl_divergence(*moved) == pytest.approx(kl, **CLOSE)
    assert js_divergence(*moved) == pytest.approx(js, **CLOSE)
