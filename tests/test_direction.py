"""One bell and two hills: the divergence, its slopes and its minima."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate
from scipy.stats import Mixture, Normal, norm

from entropybook import UnresolvedError, direction
from entropybook.direction import Fit, reverse_kl, reverse_minima, reverse_slopes

bells = st.tuples(st.floats(-6, 6), st.floats(0.3, 3), st.floats(0, 5))
STARTS = [(mean, sd) for mean in np.linspace(-6, 6, 7) for sd in (0.5, 2.0, 4.0)]


@pytest.mark.parametrize(
    ("mean", "sd", "a"), [(0, 1, 2), (1.5, 0.4, 2), (-3, 1.2, 3), (2, 3, 1), (0, 2.7, 3)]
)
def test_it_is_what_quadrature_gives(mean, sd, a):
    """SciPy's own mixture and its adaptive quadrature, which share nothing with ours."""
    hills = Mixture([Normal(mu=-a, sigma=1), Normal(mu=a, sigma=1)], weights=[0.5, 0.5])

    def term(x):
        return norm.pdf(x, mean, sd) * (norm.logpdf(x, mean, sd) - hills.logpdf(x))

    ends = mean - 10 * sd, mean + 10 * sd
    value, _ = integrate.quad(term, *ends, epsabs=1e-12, epsrel=1e-12, limit=200)
    # What `quad` promises, and some rounding.
    assert reverse_kl(mean, sd, a) == pytest.approx(value, abs=1e-10)


@given(bells)
def test_laws_of_the_divergence(bell):
    mean, sd, a = bell
    value = reverse_kl(mean, sd, a)
    assert value >= -1e-14  # rounding of sums of numbers near 1
    assert reverse_kl(-mean, sd, a) == pytest.approx(value, abs=1e-12)
    # log-sum inequality: the hills are no farther away than on average.
    to_hill = [(sd**2 + (mean - at) ** 2 - 1) / 2 - math.log(sd) for at in (-a, a)]
    assert value <= np.mean(to_hill) + 1e-12
    assert value <= min(to_hill) + math.log(2) + 1e-12


@given(bells)
def test_slopes_are_those_of_the_divergence(bell):
    mean, sd, a = bell
    gradient, hessian = reverse_slopes(mean, sd, a)
    h = 1e-5
    for k, (dm, ds) in enumerate(((h, 0), (0, h))):
        ahead, behind = (mean + dm, sd + ds, a), (mean - dm, sd - ds, a)
        slope = (reverse_kl(*ahead) - reverse_kl(*behind)) / (2 * h)
        bend = (reverse_slopes(*ahead)[0] - reverse_slopes(*behind)[0]) / (2 * h)
        # Central differences are off by h² times a third derivative, here up to some hundreds.
        assert gradient[k] == pytest.approx(slope, abs=1e-6)
        assert hessian[k] == pytest.approx(bend, abs=1e-6)


@pytest.mark.parametrize(("a", "count"), [(0.0, 1), (1.0, 1), (2.4, 1), (2.42, 3), (3.0, 3)])
def test_minima_from_many_starts(a, count):
    minima = reverse_minima(a, STARTS)
    assert len(minima) == count
    for fit in minima:
        gradient, hessian = reverse_slopes(fit.mean, fit.sd, a)
        assert gradient == pytest.approx(0, abs=1e-6)
        assert np.linalg.eigvalsh(hessian)[0] > 0
        assert fit.divergence == pytest.approx(reverse_kl(*fit[:2], a))
    means = np.array([fit.mean for fit in minima])
    # A search ends where the slope is below 1e-10, and the curvature may be small.
    assert means == pytest.approx(-means[::-1], abs=1e-6)


def test_one_hill_far_away_costs_log_two():
    (fit,) = reverse_minima(8.0, [(7.0, 1.0)])
    assert fit == pytest.approx(Fit(8.0, 1.0, math.log(2)), abs=1e-8)


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"mean": math.nan}, ValueError, "mean is nan: give a finite number"),
        ({"mean": "0"}, TypeError, "mean is '0' of type str: give a number"),
        ({"mean": True}, TypeError, "mean is True of type bool"),
        ({"sd": 0.0}, ValueError, "sd is 0.0: give a standard deviation above 0"),
        ({"a": -1.0}, ValueError, "a is -1.0: give half a distance, at least 0"),
        ({"sd": 1e-5}, UnresolvedError, "beyond 10000 digits are lost"),
        ({"sd": 100.0}, UnresolvedError, "a step of 0.005 is too coarse, take more points"),
        ({"points": 1}, ValueError, "points is 1: give a whole number, at least 2"),
        ({"points": 2.5}, ValueError, "points is 2.5"),
        ({"points": True}, ValueError, "points is True"),
        ({"reach": 0.0}, ValueError, "reach is 0.0: give a number above 0"),
    ],
)
@pytest.mark.parametrize("function", [reverse_kl, reverse_slopes])
def test_refusals(function, change, error, words):
    with pytest.raises(error, match=words):
        function(**({"mean": 0.0, "sd": 1.0, "a": 2.0} | change))


def test_refusals_of_the_search(monkeypatch):
    with pytest.raises(ValueError, match="starts is empty"):
        reverse_minima(1.0, [])
    with pytest.raises(ValueError, match="sd is -1"):
        reverse_minima(1.0, [(0.0, -1.0)])
    monkeypatch.setattr(direction, "_curvature", lambda place, a: np.eye(2) * 1e9)
    with pytest.raises(UnresolvedError, match=r"from the start \(2.0, 3.0\) no minimum"):
        reverse_minima(2.0, [(2.0, 3.0)])
