"""The display equations of the page 07-direction."""

import math

import numpy as np
from numpy.random import Generator
from scipy import integrate
from scipy.stats import norm

from entropybook import symbolic
from entropybook.direction import reverse_kl
from entropybook.ledger._entries import Equation, Proved, Tried
from entropybook.normal import kl_normal

_NAMES = "the names of the distributions"


def hills(x: float, a: float) -> float:
    """Return the log density of two equal hills of width 1 at −a and a."""
    return float(np.logaddexp(norm.logpdf(x, -a), norm.logpdf(x, a))) - math.log(2)


def bell_and_hills(rng: Generator) -> tuple[float, float, float]:
    """Draw a mean and a standard deviation of a bell, and half the distance of two hills."""
    return float(rng.normal(scale=2)), float(rng.uniform(0.4, 3)), float(rng.uniform(0, 4))


def _adds_up(rng: Generator) -> bool:
    """Random distances: area 1, and the value 0.5 of the distribution function in the middle."""
    a = bell_and_hills(rng)[2]
    half, _ = integrate.quad(lambda x: math.exp(hills(x, a)), 0, a + 10, points=[a])
    whole = half + integrate.quad(lambda x: math.exp(hills(x, a)), -a - 10, 0, points=[-a])[0]
    return math.isclose(half, 0.5, rel_tol=1e-9) and math.isclose(whole, 1, rel_tol=1e-9)


def forward_surplus(rng: Generator) -> bool:
    """Two hills and a random bell, by SciPy's quadrature: the surplus, to eight digits."""
    mean, sd, a = bell_and_hills(rng)
    spread = math.sqrt(1 + a**2)

    def surplus(x: float) -> float:
        return math.exp(hills(x, a)) * float(norm.logpdf(x, 0, spread) - norm.logpdf(x, mean, sd))

    value, _ = integrate.quad(surplus, -a - 10, a + 10, points=[-a, a], epsabs=1e-11)
    other = kl_normal(0.0, spread**2, mean, sd**2)
    return math.isclose(value, other, rel_tol=1e-8, abs_tol=1e-8)


def _two_parts(rng: Generator) -> bool:
    """A random bell, by SciPy's quadrature and entropy: both parts together, to eight digits."""
    mean, sd, a = bell_and_hills(rng)
    bell = norm(mean, sd)
    ends = mean - 10 * sd, mean + 10 * sd
    average, _ = integrate.quad(lambda x: bell.pdf(x) * hills(x, a), *ends, epsabs=1e-11)
    parts = -float(bell.entropy()) - average
    return math.isclose(parts, reverse_kl(mean, sd, a), rel_tol=1e-8, abs_tol=1e-8)


def equations() -> tuple[Equation, ...]:
    """List them in the order of the page."""
    return (
        Equation(
            "eq-two-hills",
            "Two hills",
            "definition",
            r"R = \frac12 \mathcal{N}(-a, 1) + \frac12 \mathcal{N}(a, 1)",
            (Tried(_adds_up, cases=10),),
            by_hand="all of it",
        ),
        Equation(
            "eq-forward-surplus",
            "What another bell costs more",
            "identity",
            r"D_{\mathrm{KL}}(R \parallel S) - D_{\mathrm{KL}}(R \parallel T) = "
            r"D_{\mathrm{KL}}(T \parallel S)",
            (Proved(symbolic.forward_fit_has_the_moments), Tried(forward_surplus, cases=10)),
            by_hand=_NAMES,
        ),
        Equation(
            "eq-reverse-two-parts",
            "The reverse direction in two parts",
            "identity",
            r"D_{\mathrm{KL}}(S \parallel R) = -h(S) - \mathbb{E}_S\left[\log r(x)\right]",
            (Tried(_two_parts, cases=10),),
            by_hand=_NAMES,
        ),
    )
