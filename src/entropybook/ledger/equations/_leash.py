"""The display equations of the page 06f-leash."""

import math
from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Generator

from entropybook import leash, symbolic
from entropybook._draws import draw, near
from entropybook.ledger._entries import Equation, Proved, Tried
from entropybook.ledger._page import chain, page
from entropybook.measures import kl_divergence
from entropybook.symbolic import leash as tilt
from entropybook.symbolic._notation import Quantity, S, divergence, i

_T = Quantity("T(x)", tilt.T.definition)
_A = Quantity("a(x)", tilt.ADVANTAGE.definition)
_N = sp.Symbol("n", integer=True, positive=True)


def objective(q: Any, s: Any, reward: Any, beta: float) -> float:
    """Add up the reward that a policy earns and take off what it pays, term by term."""
    pairs = zip(q, s, reward, strict=True)
    return math.fsum(a * r - beta * (a * math.log(a / b) if a > 0 else 0) for a, b, r in pairs)


def bandit(rng: Generator) -> tuple[Any, Any, Any, float]:
    """Draw a policy, a reference, a reward for each answer, and a price of a nat."""
    q, s = draw(rng)
    return q, s, 2 * rng.normal(size=len(s)), float(rng.uniform(0.2, 3))


def _means_this(rng: Generator) -> bool:
    """Random policies and rewards; read term by term, it is the mean reward less the penalty."""
    q, s, reward, beta = bandit(rng)
    return near(objective(q, s, reward, beta), q @ reward - beta * kl_divergence(q, s))


def _tilts(rng: Generator) -> bool:
    """Random references and rewards; it agrees with the formula, divided by its sum Z."""
    _, s, reward, beta = bandit(rng)
    weights = s * np.exp(reward / beta)
    return near(leash.tilted(s, reward, beta=beta), weights / weights.sum())


def _splits(rng: Generator) -> bool:
    """Random policies and rewards; both sides agree."""
    q, s, reward, beta = bandit(rng)
    value = beta * math.log(s @ np.exp(reward / beta))
    behind = beta * kl_divergence(q, leash.tilted(s, reward, beta=beta))
    return near(objective(q, s, reward, beta), value - behind)


def _slope(rng: Generator) -> bool:
    """Random policies; a small step in each logit changes the objective as the formula says."""
    q, s, reward, beta = bandit(rng)
    gain = reward - beta * np.log(q / s)
    formula = q * (gain - objective(q, s, reward, beta))
    h = 1e-5

    def moved(step: Any) -> float:
        weights = q * np.exp(step)
        return objective(weights / weights.sum(), s, reward, beta)

    slopes = [(moved(h * e) - moved(-h * e)) / (2 * h) for e in np.eye(len(q))]
    # Differences with a step of 1e-5 are good for about eight digits.
    return bool(np.allclose(slopes, formula, rtol=1e-6, atol=1e-6))


def best_of_bounded(rng: Generator) -> bool:
    """Random references, small atoms or large: never above the bound, and below it for n ≥ 2."""
    s = rng.dirichlet(np.full(rng.integers(1, 60), rng.choice([0.1, 1, 100])))
    n = int(rng.integers(2, 40))
    bound = math.log(n) - (n - 1) / n
    return bool(kl_divergence(leash.best_of(s, rng.normal(size=len(s)), n), s) < bound)


def equations() -> tuple[Equation, ...]:
    """List them in the order of the page."""
    best = divergence("B_n", "S", sp.Integer(0))
    return (
        Equation(
            "eq-leash",
            "The reward on a leash",
            "definition",
            page(tilt.OBJECTIVE.defined),
            (Tried(_means_this),),
        ),
        Equation(
            "eq-tilted",
            "The tilted policy",
            "definition",
            chain(_T, "=", _T.definition)
            + r", \qquad "
            + chain(tilt.Z, "=", sp.Sum(tilt.TILT, (i, 1, _N))),
            (Tried(_tilts, implements="tilted"),),
        ),
        Equation(
            "eq-leash-splits",
            "The price of not being tilted",
            "identity",
            chain(
                tilt.OBJECTIVE,
                "=",
                tilt.beta * sp.log(tilt.Z) - tilt.beta * tilt.TO_TILTED,
                r"\le",
                symbolic.tilted_is_best().conclusion.rhs,
            ),
            (Proved(symbolic.tilted_is_best), Tried(_splits)),
        ),
        Equation(
            "eq-leash-gradient",
            "The gradient in the logits",
            "identity",
            r"\frac{\partial J(Q)}{\partial z(x)} = Q(x) \left(a(x) - J(Q)\right), \qquad "
            + chain(_A, "=", _A.definition),
            (Proved(symbolic.gradient_on_a_leash), Tried(_slope)),
            by_hand="the first half",
        ),
        Equation(
            "eq-best-of",
            "A bound for the best of n",
            "inequality",
            chain(best, r"\le", sp.log(_N)) + r" - \frac{n - 1}{n}",
            (Tried(best_of_bounded),),
            by_hand="the fraction",
        ),
        Equation(
            "eq-reward-from-policy",
            "The tilt undone",
            "identity",
            chain(tilt.r[i], "=", tilt.beta * sp.log(_T / S[i]) + tilt.beta * sp.log(tilt.Z)),
            (Proved(symbolic.reward_from_policy),),
        ),
    )
