"""The derivations about Monte-Carlo terms, in numbers that do not come from them."""

import math

import numpy as np
import pytest
import sympy as sp
from scipy import integrate, stats

from entropybook import symbolic
from entropybook.symbolic import monte_carlo

Q, S = np.array([0.85, 0.10, 0.05]), np.array([0.25, 0.5, 0.25])


def test_the_limit_is_the_third_taylor_coefficient():
    r = 1 + 1e-3
    gap = math.log(r) ** 2 / 2 - (r - 1 - math.log(r))
    limit = symbolic.half_square_against_k3().conclusion.rhs
    # The next term of the series is of the order of r − 1.
    assert gap / 1e-9 == pytest.approx(float(limit), rel=2e-3)


@pytest.mark.parametrize(("mu", "sd"), [(0.1, 1.42), (1, 1.70), (3, 20.0)])
def test_schulmans_third_column(mu, sd):
    # Schulman 2020 gives the first two; each in multiples of the divergence μ²/2.
    variance = symbolic.k3_between_normals().conclusion.rhs
    value = float(variance.subs(sp.Symbol("mu", positive=True), mu))
    assert math.sqrt(value) / (mu**2 / 2) == pytest.approx(sd, rel=5e-3)


@pytest.mark.parametrize("sigma", [0.7, 1.0, 1.3])
def test_the_mean_square_of_the_ratio(sigma):
    square = monte_carlo.SQUARE.subs({monte_carlo.SIGMA: sigma, monte_carlo.ROOM: 2 - sigma**2})
    model = stats.norm(0, sigma)
    value, _ = integrate.quad(lambda x: model.pdf(x) ** 2 / stats.norm.pdf(x), -30, 30, limit=200)
    assert float(square) == pytest.approx(value, rel=1e-8)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (monte_carlo.BACK, Q - S),
        (monte_carlo.TRUTH, Q * (np.log(Q / S) - np.sum(Q * np.log(Q / S)))),
    ],
)
def test_the_gradients_in_numbers(expression, expected):
    n, j = monte_carlo.n, monte_carlo.j
    values = {
        base[k]: p
        for base, pmf in ((monte_carlo.Q, Q), (monte_carlo.S, S))
        for k, p in enumerate(pmf, start=1)
    }
    for k in range(3):
        at_k = expression.subs({n: 3, j: k + 1}).doit().subs(values)
        assert float(at_k) == pytest.approx(expected[k], abs=1e-12)
