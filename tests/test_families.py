"""The log densities against SciPy where it is right, and against mpmath where it is not."""

import mpmath as mp
import numpy as np
import pytest
from scipy import stats

from entropybook._families import CONTINUOUS, DISCRETE

SHAPES = {
    stats.t: (2.5,),
    stats.gamma: (0.7,),
    stats.weibull_min: (1.7,),
    stats.lognorm: (0.8,),
    stats.pareto: (1.3,),
    stats.beta: (0.4, 2.2),
    stats.bernoulli: (0.3,),
    stats.binom: (9, 0.3),
    stats.poisson: (4.2,),
    stats.nbinom: (2.5, 0.3),
    stats.geom: (0.2,),
    stats.zipf: (2.4,),
    stats.logser: (0.7,),
    stats.planck: (0.4,),
    stats.dlaplace: (0.6,),
}


def family_of(table, kind):
    return next(
        pytest.param(family, dist, id=dist.name)
        for dist in (getattr(stats, name) for name in dir(stats))
        for key, family in table.items()
        if type(dist) is key and key is kind
    )


@pytest.mark.parametrize(("family", "dist"), [family_of(CONTINUOUS, kind) for kind in CONTINUOUS])
def test_continuous_families_are_scipys(family, dist):
    shapes = SHAPES.get(dist, ())
    z = dist.ppf(np.linspace(0.01, 0.99, 23), *shapes)
    z = z[z != 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        ours = family.log_density(np.log(np.abs(z)), np.log1p(-z), *shapes)
    # Rounding of a dozen operations on numbers of order 10.
    assert ours == pytest.approx(dist.logpdf(z, *shapes), rel=1e-12, abs=1e-13)


@pytest.mark.parametrize(("family", "dist"), [family_of(DISCRETE, kind) for kind in DISCRETE])
def test_discrete_families_are_scipys(family, dist):
    shapes = SHAPES[dist]
    k = np.arange(dist.ppf(0.001, *shapes), dist.ppf(0.999, *shapes) + 1)
    assert family.log_density(k, *shapes) == pytest.approx(
        dist.logpmf(k, *shapes), rel=1e-12, abs=1e-13
    )


def far(dist, log_z, *shapes):
    y = np.array([log_z])
    with np.errstate(all="ignore"):
        y_top = np.log1p(-np.exp(y))
    return float(CONTINUOUS[type(dist)].log_density(y, y_top, *shapes)[0])


def test_tails_go_on_where_scipy_underflows():
    assert far(stats.laplace, np.log(800)) == pytest.approx(-800 - np.log(2), rel=1e-15)
    assert far(stats.pareto, 5000.0, 0.5) == pytest.approx(np.log(0.5) - 7500)
    assert far(stats.cauchy, 3000.0) == pytest.approx(-np.log(np.pi) - 6000)
    assert far(stats.gamma, -3600.0, 0.01) == pytest.approx(0.99 * 3600 - mp.loggamma(0.01))


@pytest.mark.parametrize("z", [9000.0, 9990.0, 10000.0, 10001.0, 10500.0])
def test_gamma_keeps_its_digits_at_a_large_shape(z):
    with mp.workdps(40):
        exact = mp.mpf(9999) * mp.log(z) - z - mp.loggamma(10000)
    # The plain formula forms terms of 1e5 and is off by 1e-11 or more.
    assert far(stats.gamma, np.log(z), 1e4) == pytest.approx(float(exact), rel=1e-13, abs=3e-13)


def test_t_and_beta_keep_their_digits_at_large_shapes():
    with mp.workdps(40):
        t = (
            mp.loggamma(500000.5) - mp.loggamma(500000) - mp.log(mp.pi * 1000000) / 2
        ) - 500000.5 * mp.log1p(mp.mpf(4) / 1000000)
        beta = 49999 * mp.log(mp.mpf(0.25)) + 149999 * mp.log(mp.mpf(0.75))
        beta -= mp.log(mp.beta(50000, 150000))
    assert far(stats.t, np.log(2), 1e6) == pytest.approx(float(t), rel=1e-14)
    assert far(stats.beta, np.log(0.25), 5e4, 1.5e5) == pytest.approx(float(beta), rel=1e-13)


@pytest.mark.parametrize("k", [0, 1, 900_000, 1_000_000, 1_000_500, 2_000_000])
def test_discrete_peaks_keep_their_digits(k):
    with mp.workdps(40):
        poisson = k * mp.log(10**6) - 10**6 - mp.loggamma(k + 1)
        n, p = 3 * 10**6, mp.mpf(0.25)
        choose = mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1)
        binomial = choose + k * mp.log(p) + (n - k) * mp.log(1 - p)
    at = np.array([float(k)])
    # The slope of the log mass is up to 14 here, over a k that is exact: only rounding is left.
    assert float(DISCRETE[type(stats.poisson)].log_density(at, 1e6)[0]) == pytest.approx(
        float(poisson), rel=1e-14, abs=1e-13
    )
    assert float(DISCRETE[type(stats.binom)].log_density(at, 3e6, 0.25)[0]) == pytest.approx(
        float(binomial), rel=1e-14, abs=1e-13
    )
