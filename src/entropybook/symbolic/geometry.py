"""KL divergence between neighbours: Fisher information, and where the two directions part."""

from functools import cache
from typing import Any

import sympy as sp

from entropybook.symbolic._checks import equal
from entropybook.symbolic._derivation import Derivation, Step
from entropybook.symbolic._notation import Quantity, R, above, equation, i, total

theta, t, x, mu, h = sp.symbols("theta t x mu h", real=True)
p, sigma = sp.symbols("p sigma", positive=True)
_PRIMES = ("", "'", "''", "'''")
_LINE = (x, -sp.oo, sp.oo)
_ROOT = Quantity("√(2π)", sp.sqrt(2 * sp.pi), r"\sqrt{2 \pi}")

# A family of pmfs, at the parameter that stays and at the one that moves.
_HERE, _THERE = (sp.Function("R", positive=True)(i, at) for at in (theta, t))
FISHER = Quantity("I(θ)", total(_HERE * sp.log(_HERE).diff(theta) ** 2), r"I(\theta)")
_FORTH = Quantity("K(t)", total(_HERE * sp.log(_HERE / _THERE)))
_BACK = Quantity("L(t)", total(_THERE * sp.log(_THERE / _HERE)))

# A pmf, and a step h·d away from it; the entries of d sum to 0.
d = sp.IndexedBase("d", real=True)
_MOVED = R[i] + h * d[i]
_AWAY = total(R[i] * sp.log(R[i] / _MOVED))
_HOME = total(_MOVED * sp.log(_MOVED / R[i]))
GAP = Quantity("F(h)", _AWAY - _HOME)


def fisher_is_curvature() -> Derivation:
    """Prove that KL divergence has slope 0 and the Fisher information as curvature where it is 0.

    Returns
    -------
    Derivation

    References
    ----------
    Cover and Thomas 2006, section 11.10.

    Examples
    --------
    >>> fisher_is_curvature().conclusion
    Eq(L''(θ), K''(θ))
    """
    (slope, bend), (back_slope, back_bend) = (
        [
            Quantity(
                f"{letter}{_PRIMES[order]}(θ)",
                kl.definition.diff(t, order).subs(t, theta),
                rf"{letter}{_PRIMES[order]}(\theta)",
            )
            for order in (1, 2)
        ]
        for letter, kl in (("K", _FORTH), ("L", _BACK))
    )
    normalised = equation(total(_HERE), 1)
    first, second = (equation(sp.Derivative(total(_HERE), (theta, k)), 0) for k in (1, 2))
    return Derivation(
        "The Fisher information is the curvature of KL divergence",
        (
            Step(_FORTH.defined, r"from $R(\theta)$, with $t$ in the second place", equal()),
            Step(first, "since the sum stays 1", equal(normalised)),
            Step(second, "likewise", equal(normalised)),
            Step(equation(slope, -first.lhs), r"the slope of $K$ at $t = \theta$", equal()),
            Step(equation(slope, 0), "as above", equal(first)),
            Step(FISHER.defined, "the Fisher information", equal()),
            Step(equation(bend, FISHER - second.lhs), "the second derivative of $K$", equal()),
            Step(equation(bend, FISHER), "as above", equal(second)),
            Step(_BACK.defined, "now with $t$ in the first place", equal()),
            Step(equation(back_slope, 0), r"the slope of $L$ at $t = \theta$", equal(first)),
            Step(equation(back_bend, FISHER), "its second derivative there", equal(second)),
            Step(equation(back_bend, bend), "so both bend alike", equal(second)),
        ),
        given=(normalised,),
    )


def fisher_of_coin() -> Derivation:
    """Prove that the Fisher information of a coin is 1/(p(1 − p)).

    Returns
    -------
    Derivation

    Examples
    --------
    >>> fisher_of_coin().conclusion
    Eq(I(p), 1/(p*(1 - p)))
    """
    heads, tails = sp.log(p), sp.log(1 - p)
    fisher = Quantity("I(p)", p * heads.diff(p) ** 2 + (1 - p) * tails.diff(p) ** 2)
    return Derivation(
        "The Fisher information of a coin",
        (
            Step(equation(sp.Derivative(heads, p), 1 / p), "the score of heads", equal()),
            Step(equation(sp.Derivative(tails, p), -1 / (1 - p)), "the score of tails", equal()),
            Step(equation(fisher, 1 / p + 1 / (1 - p)), "their mean square", equal()),
            Step(equation(fisher, 1 / (p * (1 - p))), "least for the fair coin", equal()),
        ),
        given=(above(1 - p, 0),),
    )


@cache  # SymPy takes a second or more
def fisher_of_normal_mean() -> Derivation:
    """Prove that the Fisher information of the mean of a normal distribution is 1/σ².

    Returns
    -------
    Derivation

    Examples
    --------
    >>> fisher_of_normal_mean().conclusion
    Eq(I(μ), sigma**(-2))
    """
    formula = sp.exp(-((x - mu) ** 2) / (2 * sigma**2)) / (sigma * _ROOT)
    density = Quantity("r(x)", formula)
    score = (x - mu) / sigma**2
    log_r = sp.log(density)
    fisher = Quantity("I(μ)", sp.Integral(density * score**2, _LINE), r"I(\mu)")
    variance = equation(sp.Integral(density * (x - mu) ** 2, _LINE), sigma**2)
    return Derivation(
        "The Fisher information of the mean of a normal distribution",
        (
            Step(density.defined, "the density", equal()),
            Step(equation(sp.Derivative(log_r, mu), score), "its score", equal()),
            Step(fisher.defined, "the mean square of the score", equal()),
            Step(variance, "the variance", equal()),
            Step(equation(fisher, sigma**-2), "wherever the mean lies", equal()),
        ),
    )


def directions_part_at_third_order() -> Derivation:
    """Prove that the two directions of KL agree to second order, and by how much not to third.

    Returns
    -------
    Derivation

    Examples
    --------
    >>> directions_part_at_third_order().conclusion
    Eq(F'''(0), -Sum(d[i]**3/R[i]**2, (i, 1, n)))
    """

    def at_zero(order: int) -> Quantity:
        return Quantity(f"F{_PRIMES[order]}(0)", GAP.definition.diff(h, order).subs(h, 0))

    no_gap = Quantity("F(0)", GAP.definition.subs(h, 0))
    cubes: Any = -total(d[i] ** 3 / R[i] ** 2)
    balanced = equation(total(d[i]), 0)
    return Derivation(
        "The two directions part at the third order",
        (
            Step(equation(GAP, _AWAY - _HOME), "away from $R$, less the way back to it", equal()),
            Step(equation(no_gap, 0), "no step, no difference", equal()),
            Step(equation(at_zero(1), 0), "since both pmfs sum to 1", equal(balanced)),
            Step(equation(at_zero(2), 0), "both directions bend alike", equal(balanced)),
            Step(equation(at_zero(3), cubes), "the first that is not always 0", equal(balanced)),
        ),
        given=(balanced,),
    )
