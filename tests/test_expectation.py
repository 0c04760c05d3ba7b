"""What the two ways to integrate and to sum share, where the ways themselves cannot show it."""

import math

import numpy as np
import pytest

from entropybook._expectation import _accept, _to_midpoint


@pytest.mark.parametrize("known", [-1.0, -300.0])
def test_a_log_density_that_is_not_known_counts_as_one_of_0(known):
    with np.errstate(divide="ignore"):
        unknown = _to_midpoint(0.0, np.array([np.nan]), np.array([known]))
        nothing = _to_midpoint(0.0, np.array([-np.inf]), np.array([known]))
    assert np.array_equal(unknown, nothing)
    # With nothing of the other there, half of the mass is at the distance log 2.
    mass, value = (float(part[0]) for part in unknown)
    assert mass == pytest.approx(math.exp(known) / 2, rel=1e-14)
    assert value == pytest.approx(math.log(2) * math.exp(known) / 2, rel=1e-14)


def test_no_result_is_minus_zero():
    assert math.copysign(1, _accept("entropy", None, None, -0.0, 0.0, 1.0)) == 1
