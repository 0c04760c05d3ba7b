"""The mass in a neighbour's ball, and what the page on neighbours is checked by."""

import math
from dataclasses import replace

import numpy as np
import pytest
import sympy as sp
from scipy import integrate, special, stats

from entropybook import symbolic
from entropybook.estimation import kl_from_samples
from entropybook.ledger.pages import _neighbours_checks as checks
from entropybook.symbolic import neighbours
from entropybook.symbolic._notation import equation


@pytest.mark.parametrize(("k", "n"), [(1, 2), (1, 20), (3, 20), (10, 11)])
def test_the_mean_logarithm_in_numbers(k, n):
    claim = symbolic.log_mass_of_a_ball().conclusion
    value = float(claim.rhs.subs({neighbours.k: k, neighbours.n: n}).doit())
    by_sum = -sum(1 / j for j in range(k, n))
    by_quadrature, _ = integrate.quad(lambda u: math.log(stats.beta.ppf(u, k, n - k)), 0, 1)
    assert value == pytest.approx(by_sum, rel=1e-12)
    assert value == pytest.approx(by_quadrature, abs=1e-6)  # the logarithm is steep at 0


def test_two_points_leave_a_uniform_mass():
    # M is uniform, and the mean of its logarithm is −1; the naive log(1/2) is −0.69.
    assert special.digamma(1) - special.digamma(2) == pytest.approx(-1)


def test_the_logarithm_of_the_share_is_refused():
    proof = symbolic.log_mass_of_a_ball()
    naive = equation(neighbours.LOG_MASS, sp.log(neighbours.k / neighbours.n))
    with pytest.raises(ValueError, match=r"step 6 .*SymPy does not confirm it"):
        replace(proof, steps=(*proof.steps[:-1], replace(proof.steps[-1], claim=naive)))


def test_a_large_divergence_is_not_seen():
    """Measured beforehand at a divergence of 50 nats: 5.07 from 100 points, 11.60 from 100,000."""
    rng = np.random.default_rng(0)
    for size, expected in ((100, 5.07), (100_000, 11.60)):
        x, y = rng.normal(0, 1, size), rng.normal(10, 1, size)
        assert kl_from_samples(x, y) == pytest.approx(expected, abs=0.4)


def _wrong_digamma(shift):
    return lambda at: special.psi(np.asarray(at) + shift)


@pytest.mark.parametrize(
    "check",
    [checks.mass_of_any_density, checks.log_of_a_beta, checks.digammas_are_a_sum],
)
def test_a_wrong_mean_logarithm_is_noticed(check, monkeypatch):
    # As if it were ψ(k + ½) − ψ(n + ½).
    monkeypatch.setattr(checks.special, "digamma", _wrong_digamma(0.5))
    assert not all(check(np.random.default_rng(seed)) for seed in range(20))


@pytest.mark.parametrize(
    "check",
    [checks.similar_clouds, checks.one_reading_decides, checks.negative_although_apart],
)
def test_another_estimate_is_noticed(check, monkeypatch):
    # One that depends on the scale.
    monkeypatch.setattr(checks, "kl_from_samples", lambda x, y, **_: float(np.mean(np.abs(x))))
    arguments = () if check is checks.negative_although_apart else (np.random.default_rng(1),)
    assert not check(*arguments)


@pytest.mark.parametrize(
    "check",
    [checks.mixture_hides, checks.same_after_a_map, checks.rounding_takes_it_off],
)
def test_another_divergence_is_noticed(check, monkeypatch):
    true = checks.kl_divergence
    monkeypatch.setattr(checks, "kl_divergence", lambda r, s: 1.5 * true(r, s) + 1)
    assert not all(check(np.random.default_rng(seed)) for seed in range(40))
