"""The display equations of the page 07a-projection."""

from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy import optimize

from entropybook import projection, symbolic
from entropybook._draws import draw, near
from entropybook.ledger._entries import Equation, Proved, Tried
from entropybook.ledger._page import chain, page
from entropybook.measures import kl_divergence
from entropybook.symbolic import projection as proofs
from entropybook.symbolic._notation import Quantity, i, n

_FAMILY = Quantity("S_θ(x)", proofs.WEIGHT / proofs.Z, r"S_\theta(x)")


def same_mean(rng: Generator) -> tuple[Any, Any, Any]:
    """Draw a pmf, a model, and a number for each outcome; the pmf has a mean of it."""
    p, s = draw(rng)
    return p, s, rng.normal(size=len(s))


def _tilts(rng: Generator) -> bool:
    """Random models, numbers and tilts; it agrees with the formula, divided by its sum Z."""
    _, s, v = same_mean(rng)
    theta = float(rng.normal(scale=3))
    weights = s * np.exp(theta * v)
    return near(projection.exponential_tilt(s, v, theta), weights / weights.sum())


def _right_angle(rng: Generator) -> bool:
    """A random pmf, and the tilt of a random model that has its mean: both sides agree."""
    p, s, v = same_mean(rng)
    t = projection.information_projection(s, v, float(p @ v)).pmf
    return near(kl_divergence(p, s), kl_divergence(p, t) + kl_divergence(t, s))


def nearest_mixture(corners: Any, s: Any) -> Any:
    """Search the mixtures of three pmfs for the one nearest to a model."""

    def mixed(weights: Any) -> Any:
        parts = np.r_[weights, max(0.0, 1 - sum(weights))]
        return parts / parts.sum() @ corners

    found = optimize.minimize(
        lambda weights: kl_divergence(mixed(weights), s),
        [1 / 3, 1 / 3],
        method="SLSQP",
        bounds=[(0, 1)] * 2,
        constraints={"type": "ineq", "fun": lambda weights: 1 - sum(weights)},
        options={"ftol": 1e-14, "maxiter": 300},
    )
    return mixed(found.x)


def _obtuse(rng: Generator) -> bool:
    """All mixtures of three random pmfs: the inequality holds for them and their nearest one."""
    *corners, s = draw(rng, count=4, outcomes=4)
    t = nearest_mixture(np.array(corners), s)
    p = rng.dirichlet(np.ones(3), size=20) @ np.array(corners)
    # The search finds the nearest mixture to about seven digits.
    gap = kl_divergence(p, s) - kl_divergence(p, t) - kl_divergence(t, s)
    return bool(np.all(gap > -1e-5))


def _fit(rng: Generator) -> bool:
    """Random data and two random tilts of a model, one with their mean: both sides agree."""
    r, s, v = same_mean(rng)
    t = projection.information_projection(s, v, float(r @ v)).pmf
    u = projection.exponential_tilt(s, v, float(rng.normal()))
    return near(kl_divergence(r, u), kl_divergence(r, t) + kl_divergence(t, u))


def equations() -> tuple[Equation, ...]:
    """List them in the order of the page."""
    conclusion = symbolic.pythagoras().conclusion
    fit = symbolic.fit_has_the_mean().conclusion
    return (
        Equation(
            "eq-tilts",
            "The tilts of a model",
            "definition",
            chain(_FAMILY, "=", _FAMILY.definition)
            + r", \qquad "
            + chain(proofs.Z, "=", sp.Sum(proofs.WEIGHT, (i, 1, n))),
            (Tried(_tilts, implements="exponential_tilt"),),
        ),
        Equation(
            "eq-pythagoras",
            "Pythagoras for a given mean",
            "identity",
            page(conclusion),
            (Proved(symbolic.pythagoras), Tried(_right_angle)),
        ),
        Equation(
            "eq-pythagoras-convex",
            "Pythagoras for a convex set",
            "inequality",
            chain(conclusion.lhs, r"\ge", conclusion.rhs),
            (Tried(_obtuse, cases=30),),
        ),
        Equation(
            "eq-fit",
            "The fit of a family of tilts",
            "identity",
            page(fit),
            (Proved(symbolic.fit_has_the_mean), Tried(_fit)),
        ),
    )
