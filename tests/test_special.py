"""The special functions against mpmath, to rounding."""

import mpmath as mp
import pytest

from entropybook._special import deviance, stirling_error


@pytest.mark.parametrize("a", [1e-3, 0.5, 1.0, 7.3, 15.9, 16.1, 40.0, 1e4, 1e12])
def test_stirling_error(a):
    with mp.workdps(50):
        a = mp.mpf(a)
        exact = mp.loggamma(a) - (a - 0.5) * mp.log(a) + a - mp.log(2 * mp.pi) / 2
    # Below 16 it is a difference of numbers up to 30; above, a series to all digits.
    assert float(stirling_error(float(a))) == pytest.approx(
        float(exact), rel=1e-15, abs=2e-14 if a < 16 else 0
    )


@pytest.mark.parametrize("w", [-3000.0, -1.0, -0.26, -0.24, -1e-9, 0.0, 1e-160, 1e-5, 0.3, 5.0])
def test_deviance_is_exact_near_0(w):
    with mp.workdps(400):
        exact = mp.expm1(w) - mp.mpf(w)
    assert float(deviance(w)) == pytest.approx(float(exact), rel=2e-15)
