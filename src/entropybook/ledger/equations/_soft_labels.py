"""The display equations of the page 06b-soft-labels."""

import math
from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy import optimize, special

from entropybook import symbolic
from entropybook._draws import near
from entropybook.ledger._entries import Equation, Proved, Tried
from entropybook.measures import kl_divergence
from entropybook.soft_labels import smoothed, smoothed_gap, soften
from entropybook.symbolic._notation import equation, i, j, latex, n, total

_T, _t, _k = (sp.Symbol(name, positive=True) for name in "Ttk")
_g = sp.Symbol("g", real=True)
_EPS = sp.Symbol(r"\varepsilon", positive=True)
_z = sp.IndexedBase("z", real=True)

_BY_SHARE = sp.log(_k * _t / (1 - _t))
_BY_AMOUNT = sp.log(1 + n * (1 - _EPS) / _EPS)
_POWER = sp.exp(_z[j] / _T)
_POWERS = total(sp.exp(_z[i] / _T))


def _gap(rng: Generator) -> bool:
    """A random smoothed label: the two forms agree, and the loss is least where they say."""
    classes, amount = int(rng.integers(2, 9)), float(rng.uniform(0.01, 0.9))
    (target,) = smoothed([0], classes, amount)
    forms = (
        _BY_SHARE.subs({_k: classes - 1, _t: target[0]}),
        _BY_AMOUNT.subs({n: classes, _EPS: amount}),
    )
    loss = lambda z: float(special.logsumexp(z) - target @ z)  # noqa: E731
    z = optimize.minimize(loss, np.zeros(classes), tol=1e-9).x
    # The loss is flat at its minimum: half of its digits are those of the logits.
    least = np.allclose(z[0] - z[1:], smoothed_gap(classes, amount), atol=1e-3)
    return least and all(near(float(form), smoothed_gap(classes, amount)) for form in forms)


def _softmax(rng: Generator) -> bool:
    """Random logits and temperatures; it agrees with the fraction, read term by term."""
    z, temperature = rng.normal(size=int(rng.integers(2, 6))), float(rng.uniform(0.2, 10))
    powers = [math.exp(value / temperature) for value in z]
    return near(soften(z, temperature), [power / math.fsum(powers) for power in powers])


def _slopes(rng: Generator) -> bool:
    """Random logits and temperatures; it agrees with the slopes, by differences."""
    (z, v), temperature = rng.normal(size=(2, int(rng.integers(2, 6)))), float(rng.uniform(0.5, 10))
    answer, h = soften(v, temperature), 1e-5 * np.eye(len(z))
    ahead, behind = (kl_divergence(answer, soften(z + d, temperature)) for d in (h, -h))
    # Differences of values near 1 are rounded at 1e-16, so the slopes at 1e-11.
    claimed = (soften(z, temperature) - answer) / temperature
    return np.allclose((ahead - behind) / 2e-5, claimed, rtol=0, atol=1e-9)


def _settles(rng: Generator) -> bool:
    """Random logits of mean 0: at T = 10,000 the gradient times T² is within 0.1 % of its limit."""
    z, v = rng.normal(size=(2, int(rng.integers(2, 6))))
    z, v, temperature = z - z.mean(), v - v.mean(), 1e4
    scaled = temperature * (soften(z, temperature) - soften(v, temperature))
    return np.allclose(scaled, (z - v) / len(z), rtol=0, atol=1e-3 * np.abs(z - v).max())


def _printed(relation: Any) -> str:
    return latex(relation).replace(r"\Vert", r"\parallel")


def equations() -> tuple[Equation, ...]:
    """List them in the order of the page."""
    return (
        Equation(
            "eq-smoothed-gap",
            "The gap that a smoothed label asks for",
            "identity",
            f"{_printed(equation(_g, _BY_SHARE))} = {latex(_BY_AMOUNT)}",
            (Proved(symbolic.smoothed_optimum), Tried(_gap, cases=30, implements="smoothed_gap")),
        ),
        Equation(
            "eq-soften",
            "A softmax at a temperature",
            "definition",
            rf"S_T(j) = \frac{{{latex(_POWER)}}}{{{latex(_POWERS)}}}",
            (Tried(_softmax, implements="soften"),),
            by_hand="the name and the bar of the fraction",
        ),
        Equation(
            "eq-distillation-gradient",
            "The gradient of distillation",
            "identity",
            _printed(symbolic.distillation_gradient().conclusion),
            (Proved(symbolic.distillation_gradient), Tried(_slopes)),
        ),
        Equation(
            "eq-high-temperature",
            "The gradient of distillation at a high temperature",
            "identity",
            _printed(symbolic.gradient_at_high_temperature().conclusion),
            (Proved(symbolic.gradient_at_high_temperature), Tried(_settles)),
        ),
    )
