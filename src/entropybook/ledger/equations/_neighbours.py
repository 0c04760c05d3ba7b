"""The display equations of the page 08a-neighbours."""

import math

import numpy as np
from numpy.random import Generator

from entropybook import symbolic
from entropybook.estimation import kl_from_samples
from entropybook.ledger._entries import Equation, Proved, Tried
from entropybook.ledger._page import page
from entropybook.ledger.pages import _neighbours_checks as checks


def _by_all_distances(rng: Generator) -> bool:
    """Random points in 1 to 4 dimensions, random k: agree with the formula from all distances."""
    d, k = (int(number) for number in rng.integers(1, 5, size=2))
    x, y = rng.normal(size=(int(rng.integers(6, 20)), d)), rng.normal(1, 2, size=(9, d))
    logs = 0.0
    for point in x:
        rho = sorted(math.dist(point, other) for other in x)[k]  # the first is the point itself
        nu = sorted(math.dist(point, other) for other in y)[k - 1]
        logs += math.log(nu / rho)
    n, m = len(x), len(y)
    formula = d / n * logs + math.log(m / (n - 1))
    return bool(np.isclose(kl_from_samples(x, y, k=k), formula, rtol=1e-9, atol=1e-9))


def equations() -> tuple[Equation, ...]:
    """List them in the order of the page."""
    return (
        Equation(
            "eq-neighbours",
            "The divergence from distances to neighbours",
            "definition",
            r"\hat{D} = \frac{d}{n} \sum_{i=1}^{n} \log \frac{\nu_i}{\rho_i}"
            r" + \log \frac{m}{n - 1}",
            (Tried(_by_all_distances, implements="kl_from_samples"),),
            by_hand="all of it",
        ),
        Equation(
            "eq-ball-mass",
            "The mean logarithm of the mass in a neighbour's ball",
            "identity",
            page(symbolic.log_mass_of_a_ball().conclusion),
            (
                Proved(symbolic.log_mass_of_a_ball),
                Tried(checks.log_of_a_beta),
                Tried(checks.mass_of_any_density, cases=20),
            ),
        ),
        Equation(
            "eq-mixed-in",
            "A model with a little of the truth mixed in",
            "inequality",
            r"D_{\mathrm{KL}}(R \parallel S_\varepsilon) \le \log \frac{1}{\varepsilon}",
            (Tried(checks.mixture_hides), Tried(checks.mixture_hides_densities, cases=30)),
            by_hand="all of it",
        ),
    )
