"""The integrator on integrands whose integrals are known."""

import numpy as np
import pytest

from entropybook._quadrature import Piece, doubling, integrate
from entropybook._validate import UnresolvedError


def edges(low=0.0, high=1.0):
    return np.concatenate([low - doubling(1.0)[::-1], [low, high], high + doubling(1.0)])


def both(f):
    """Use f as the mass and as the integrand."""
    return lambda v, _: np.stack([f(v), f(v)])


def run(f, pieces):
    with np.errstate(all="ignore"):
        mass, value, error = integrate(both(f), pieces, 1.0)
    assert mass == value
    return value, error


def test_line_in_the_logarithm_of_distance():
    value, error = run(lambda v: np.exp(v - np.exp(v)), [Piece(edges(), True, True)])
    assert value == pytest.approx(1.0, rel=1e-14)
    assert error < 1e-12


@pytest.mark.parametrize("rate", [1e-3, 0.03, 1.0])
def test_exponential_ends_are_closed_exactly(rate):
    # At rate 1e-3 the panels end at exp(-8): what is left beyond is 3e-4 of the whole.
    value, error = run(lambda v: np.exp(-rate * np.abs(v)), [Piece(edges(), True, True)])
    assert value == pytest.approx(2 / rate, rel=1e-12)
    assert error <= 1e-10 * value


def test_an_overflow_far_out_is_closed_from_before():
    def f(v):
        growing = np.exp(2 * v)  # overflows at 355, where what is left is exp(-35)
        return growing * np.exp(-2.1 * v)

    value, _ = run(f, [Piece(np.concatenate([[0.0], doubling(1.0)]), False, True)])
    assert value == pytest.approx(10.0, rel=1e-12)


def test_an_end_that_is_no_exponential_is_in_doubt():
    value, error = run(lambda v: 1 / (1 + v * v), [Piece(edges(), True, True)])
    assert abs(value - np.pi) < error
    assert error > 1e-4


def test_an_end_that_does_not_fall_off_is_refused():
    with pytest.raises(UnresolvedError, match="does not fall off at an end"):
        run(np.ones_like, [Piece(edges(), True, True)])


def test_an_overflow_everywhere_is_refused():
    with pytest.raises(UnresolvedError, match="overflow all along a piece"):
        run(lambda v: np.full_like(v, np.inf), [Piece(edges(), True, True)])


def test_an_overflow_between_the_first_nodes_is_refused():
    piece = Piece(np.array([0.0, 1.0]), False, False)
    with pytest.raises(UnresolvedError, match="overflows inside"):
        run(lambda v: np.where(np.abs(v - 0.5) < 1e-3, np.inf, v), [piece])


@pytest.mark.parametrize("place", [0.5, 0.3, 1e-3, 0.998])
def test_jumps_and_kinks_are_found_wherever_they_lie(place):
    piece = Piece(np.array([0.0, 1.0]), False, False)
    assert run(lambda v: np.where(v < place, 1.0, 2.0), [piece])[0] == pytest.approx(
        2 - place, abs=1e-11
    )
    assert run(lambda v: 1 + np.abs(v - place), [piece])[0] == pytest.approx(
        1 + (place**2 + (1 - place) ** 2) / 2, abs=1e-11
    )


def test_what_cannot_be_refined_away_is_in_doubt():
    # Faster than the smallest panels that 20 000 of them can make.
    piece = Piece(np.array([0.0, 1.0]), False, False)
    _, error = run(lambda v: np.sin(1e8 * v) ** 2, [piece])
    assert error > 0.1


def test_a_singularity_between_the_ends_is_in_doubt():
    piece = Piece(np.array([0.0, 1.0]), False, False)
    value, error = run(lambda v: np.abs(v - np.sqrt(0.5)) ** -0.9, [piece])
    exact = (0.5**0.05 + (1 - np.sqrt(0.5)) ** 0.1) / 0.1
    assert 1e-10 < abs(value - exact) < error
