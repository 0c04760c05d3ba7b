"""The display equations of the page 07b-geometry."""

import math
from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Generator

from entropybook import divergences, symbolic
from entropybook._draws import draw, near
from entropybook.ledger._entries import Equation, Proved, Tried
from entropybook.ledger._page import chain, page
from entropybook.measures import kl_divergence
from entropybook.symbolic._notation import R, S, divergence, i, total

_ALPHA = sp.Symbol("alpha", positive=True)


def softmax_family(rng: Generator) -> tuple[Any, Any]:
    """Draw a family of pmfs with one parameter, and the statistic that the parameter weighs."""
    weights, start = rng.normal(size=(2, int(rng.integers(2, 6))))

    def at(parameter: float) -> Any:
        powers = np.exp(start + parameter * weights)
        return powers / powers.sum()

    return at, weights


def fisher(family: Any, parameter: float) -> float:
    """Compute the mean square of the slope of the log-probabilities, by differences."""
    step = 1e-5
    up, down = (np.log(family(parameter + way * step)) for way in (1, -1))
    return float(family(parameter) @ ((up - down) / (2 * step)) ** 2)


def _is_the_variance(rng: Generator) -> bool:
    """Random softmax families: it is the variance of the statistic that the parameter weighs."""
    family, weights = softmax_family(rng)
    parameter = float(rng.normal())
    p = family(parameter)
    variance = p @ weights**2 - (p @ weights) ** 2
    # Differences with a step of 1e-5 are good for about nine digits.
    return math.isclose(fisher(family, parameter), variance, rel_tol=1e-7, abs_tol=1e-9)


def _locally(rng: Generator) -> bool:
    """Random softmax families: what is left over, both ways, falls like the cube of the step."""
    (family, _), parameter = softmax_family(rng), float(rng.normal())
    price = fisher(family, parameter)
    here = family(parameter)
    left = [
        [
            abs(kl - price * step**2 / 2) / step**3
            for kl in (
                kl_divergence(here, family(parameter + step)),
                kl_divergence(family(parameter + step), here),
            )
        ]
        for step in (1e-1, 1e-2, 1e-3)
    ]
    # Divided by the cube it stays below a bound: for these families the third derivative.
    return bool(np.max(left) < 20)


def _third_order(rng: Generator) -> bool:
    """Random pmfs and directions: the difference over the cube of the step tends to the formula."""
    r, other = draw(rng)
    formula = -np.sum((other - r) ** 3 / r**2) / 6
    off = []
    for step in (1e-2, 1e-3):
        s = r + step * r.min() * (other - r)
        gap = kl_divergence(r, s) - kl_divergence(s, r)
        off.append(abs(gap / (step * r.min()) ** 3 - formula))
    scale = np.sum((other - r) ** 4 / r**3)
    return bool(off[0] < scale * 1e-2 + 1e-9 and off[1] < scale * 1e-3 + 1e-6)


def _huber(rng: Generator) -> bool:
    """Two random pmfs, close or nearly disjoint: the total variation is below the bound."""
    r, s = (rng.dirichlet(np.full(4, rng.choice([0.05, 0.3, 1]))) for _ in range(2))
    s = r + rng.choice([1e-3, 0.1, 1]) * (s - r)
    variation = np.abs(r - s).sum() / 2
    return bool(variation <= math.sqrt(-math.expm1(-kl_divergence(r, s))) + 1e-12)


def _means_this(rng: Generator) -> bool:
    """Random pmfs; for six functions f it agrees with the sum, read term by term."""
    r, s = draw(rng)
    return all(
        near(
            divergences.f_divergence(r, s, f),
            math.fsum(b * float(f(np.array(a / b))) for a, b in zip(r, s, strict=True)),
        )
        for f in divergences.GENERATORS.values()
    )


def _renyi(rng: Generator) -> bool:
    """Random pmfs and orders; it agrees with the formula, read term by term."""
    (r, s), order = draw(rng), float(rng.choice([0.1, 0.5, 0.9, 1.1, 2, 7]))
    powers = math.fsum(a**order * b ** (1 - order) for a, b in zip(r, s, strict=True))
    return near(divergences.renyi_divergence(r, s, order), math.log(powers) / (order - 1))


def equations() -> tuple[Equation, ...]:
    """List them in the order of the page."""
    kl = divergence("R", "S", sp.Integer(0))
    cubes = total((S[i] - R[i]) ** 3 / R[i] ** 2)
    powers = total(R[i] ** _ALPHA * S[i] ** (1 - _ALPHA))
    local = r"\tfrac12 I(\theta) \, \eta^2 + O(\eta^3)"
    here, there = r"R_\theta", r"R_{\theta + \eta}"
    forth, back = (
        rf"D_{{\mathrm{{KL}}}}({one} \parallel {other}) &= {local}"
        for one, other in ((here, there), (there, here))
    )
    return (
        Equation(
            "eq-fisher",
            "Fisher information",
            "definition",
            r"I(\theta) = \sum_x R_\theta(x) \left(\frac{\partial}{\partial \theta} "
            r"\log R_\theta(x)\right)^2",
            (Tried(_is_the_variance),),
            by_hand="the notation for a family",
        ),
        Equation(
            "eq-kl-locally",
            "KL divergence between neighbours",
            "identity",
            rf"\begin{{aligned}} {forth} \\ {back} \end{{aligned}}",
            (Proved(symbolic.fisher_is_curvature), Tried(_locally)),
            by_hand="the expansion, of which the proof has the derivatives",
        ),
        Equation(
            "eq-third-order",
            "Where the two directions part",
            "identity",
            chain(kl)
            + r" - D_{\mathrm{KL}}(S \parallel R) = - \tfrac16 "
            + page(cubes)
            + " + O(h^4)",
            (Proved(symbolic.directions_part_at_third_order), Tried(_third_order)),
            by_hand="the expansion, of which the proof has the derivatives",
        ),
        Equation(
            "eq-bretagnolle-huber",
            "The inequality of Bretagnolle and Huber",
            "inequality",
            r"V(R, S) \le \sqrt{1 - e^{-" + page(kl) + "}}",
            (Tried(_huber),),
            by_hand="the root",
        ),
        Equation(
            "eq-f-divergence",
            "f-divergence",
            "definition",
            r"D_f(R, S) = \sum_x S(x) \, f\!\left(\frac{R(x)}{S(x)}\right), "
            r"\qquad f \text{ convex}, \quad f(1) = 0",
            (Tried(_means_this, implements="f_divergence"),),
            by_hand="the whole, for a function without a name",
        ),
        Equation(
            "eq-renyi",
            "Rényi divergence",
            "definition",
            r"D_\alpha(R \parallel S) = \frac{1}{\alpha - 1} \log " + page(powers),
            (Tried(_renyi, implements="renyi_divergence"),),
            by_hand="the factor before the logarithm",
        ),
    )
