"""Where the fits to two hills are born and overtaken, by other rules and by other means."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entropybook import UnresolvedError, bifurcation
from entropybook.bifurcation import Level, centred_fit, fold, off_centre, overtaking
from entropybook.direction import reverse_kl, reverse_minima, reverse_slopes

STARTS = [(mean, sd) for mean in np.linspace(-6, 6, 7) for sd in (0.5, 2.0, 4.0)]


def test_where_the_fits_are_born_and_where_they_overtake():
    """Values found independently, with 4001 points on [−10, 10] and another parametrisation."""
    assert fold() == pytest.approx(Level(2.41222972, 2.14572, 1.29099), abs=5e-6)
    assert fold().a == pytest.approx(2.41222972, abs=5e-9)
    assert overtaking().a == pytest.approx(2.80008222, abs=5e-9)


@pytest.mark.parametrize(("points", "reach"), [(1501, 9.0), (8001, 10.0), (4001, 12.0)])
@pytest.mark.parametrize("find", [fold, overtaking])
def test_another_rule_gives_the_same(find, points, reach):
    assert find(points=points, reach=reach) == pytest.approx(find(), abs=1e-11)


def test_the_fold_is_where_searches_begin_to_end_elsewhere():
    """The equations of the fold against what the searches find on its two sides."""
    a, mean, sd = fold()
    counts = [len(reverse_minima(a + step, [*STARTS, (mean, sd)])) for step in (-1e-3, 1e-3)]
    assert counts[0] == 1
    assert counts[1] >= 2


def test_at_the_overtaking_both_are_as_good():
    a, mean, sd = overtaking()
    assert reverse_kl(mean, sd, a) == pytest.approx(centred_fit(a).divergence, abs=1e-12)
    assert reverse_slopes(mean, sd, a)[0] == pytest.approx(0, abs=1e-9)


@given(st.floats(0, 6))
def test_the_centred_fit(a):
    fit = centred_fit(a)
    gradient, hessian = reverse_slopes(0.0, fit.sd, a)
    assert gradient == pytest.approx(0, abs=1e-9)
    assert hessian[0, 0] == pytest.approx(fit.sd**-2, rel=1e-9)
    assert 1 <= fit.sd <= math.sqrt(1 + a**2) + 1e-12


def test_the_saddle_is_one_and_runs_towards_root_three():
    """Far apart, tanh is a sign and the slopes can be solved by hand: the mean tends to √3."""
    level = off_centre(1.76)
    assert np.linalg.det(reverse_slopes(level.mean, level.sd, level.a)[1]) < 0
    assert off_centre(1.75).a > level.a > off_centre(1.8).a
    with pytest.raises(ValueError, match=r"from 1\.75 to 20"):
        off_centre(math.sqrt(3))


def test_a_root_that_is_none_is_refused(monkeypatch):
    monkeypatch.setattr(
        bifurcation, "reverse_slopes", lambda *bell, **rule: (np.ones(2), np.eye(2))
    )
    with pytest.raises(UnresolvedError, match="the fold was not found"):
        fold()
