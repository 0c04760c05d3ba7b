"""KL divergence from draws: three terms to average, their variances and their gradients."""

from functools import cache
from typing import Any

import sympy as sp

from entropybook.symbolic._checks import equal
from entropybook.symbolic._derivation import Derivation, Step
from entropybook.symbolic._notation import (
    Quantity,
    R,
    S,
    at_most,
    divergence,
    equation,
    i,
    j,
    n,
    total,
)

# The ratio r = S/R at a draw from R, and the terms whose mean is taken.
ratio = sp.Symbol("r", positive=True)
_K1 = Quantity("k₁(r)", -sp.log(ratio), "k_{1}(r)")
_K2 = Quantity("k₂(r)", sp.log(ratio) ** 2 / 2, "k_{2}(r)")
_K3 = Quantity("k₃(r)", ratio - 1 - sp.log(ratio), "k_{3}(r)")
_SUM_R, _SUM_S = (equation(total(base[i]), 1) for base in (R, S))

# R = N(0, 1), and S = N(μ, 1) or S = N(0, σ²) with w = 2 − σ².
_x = sp.Symbol("x", real=True)
_MU, SIGMA, ROOM = sp.symbols("mu sigma w", positive=True)
_ROOT = Quantity("√(2π)", sp.sqrt(2 * sp.pi), r"\sqrt{2 \pi}")

SQUARE = 1 / (SIGMA * sp.sqrt(ROOM))
SECOND = Quantity(
    "E[r²]",
    sp.Integral(sp.exp(-ROOM * _x**2 / (2 * SIGMA**2)) / (SIGMA**2 * _ROOT), (_x, -sp.oo, sp.oo)),
    r"\mathbb{E}\left[r^{2}\right]",
)

# A policy Q, the softmax of its logits; draws come from Q itself, and the ratio is S/Q.
Q = sp.IndexedBase("Q", positive=True)
_SUM_Q, _IN_RANGE = equation(total(Q[i]), 1), at_most(j, n)
_SCORE = Quantity("s[i]", sp.KroneckerDelta(i, j) - Q[j], "s_{i}")  # of log Q_i in the logit j
LEASH = divergence("Q", "S", total(Q[i] * sp.log(Q[i] / S[i])))
TRUTH = Q[j] * (sp.log(Q[j] / S[j]) - LEASH)
BACK = Q[j] - S[j]


def half_square_against_k3() -> Derivation:
    """Prove that k₂ − k₃ is of third order where the ratio is near 1, and both of second order.

    Returns
    -------
    Derivation

    References
    ----------
    Schulman 2020, where second order is argued for smooth families of distributions.

    Examples
    --------
    >>> half_square_against_k3().conclusion
    Eq(Limit((k₂ − k₃)/(r − 1)³, r, 1, dir='+-'), -1/6)
    """

    def near_one(plain: str, tex: str, term: Any, power: int) -> Any:
        named = Quantity(
            f"{plain}/(r − 1){' ²³'[power - 1]}",
            term / (ratio - 1) ** power,
            rf"\frac{{{tex}}}{{(r - 1)^{{{power}}}}}",
        )
        return sp.Limit(named, ratio, 1, "+-")

    return Derivation(
        "The two that are not negative agree to second order",
        (
            Step(_K1.defined, "the log-ratio", equal()),
            Step(_K2.defined, "half of its square", equal()),
            Step(_K3.defined, "what the tangent is above the logarithm", equal()),
            Step(
                equation(near_one("k₃", "k_{3}", _K3, 2), sp.Rational(1, 2)),
                "near 1 it is half the square of $r - 1$",
                equal(),
            ),
            Step(
                equation(near_one("k₂", "k_{2}", _K2, 2), sp.Rational(1, 2)),
                "and so is $k_2$",
                equal(),
            ),
            Step(
                equation(near_one("k₁²", "k_{1}^{2}", _K1**2, 2), 1),
                "the square of $k_1$ is that square itself",
                equal(),
            ),
            Step(
                equation(near_one("(k₂ − k₃)", "k_{2} - k_{3}", _K2 - _K3, 3), -sp.Rational(1, 6)),
                "the first order in which $k_2$ and $k_3$ differ is the third",
                equal(),
            ),
        ),
    )


def best_control() -> Derivation:
    """Prove which multiple of r − 1, added to the log-ratio, leaves the least variance.

    Returns
    -------
    Derivation

    Notes
    -----
    The variance is V(0) − C²/W and a square times W, which is 0 where c = −C/W.

    References
    ----------
    Owen 2013, section 8.9.

    Examples
    --------
    >>> best_control().conclusion
    Eq(V(c), (c + C/W)**2*W - C**2/W + V(0))
    """
    c, mean = sp.symbols("c K", real=True)
    k, g = (sp.IndexedBase(name, real=True) for name in "kg")
    spread = Quantity("V(0)", total(R[i] * (k[i] - mean) ** 2))
    both = Quantity("C", total(R[i] * (k[i] - mean) * g[i]))
    size = Quantity("W", total(R[i] * g[i] ** 2))
    variance = Quantity("V(c)", total(R[i] * (k[i] + c * g[i] - mean) ** 2))
    return Derivation(
        "The best share of the control",
        (
            Step(
                equation(total(R[i] * (S[i] / R[i] - 1)), 0),
                "$r - 1$ has mean 0, as both sum to 1",
                equal(_SUM_R, _SUM_S),
            ),
            Step(spread.defined, "the variance of $k_1$, with mean $K$", equal()),
            Step(size.defined, "that of $r - 1$, written $g$", equal()),
            Step(both.defined, "their covariance", equal()),
            Step(variance.defined, "that of $k_1 + c g$", equal()),
            Step(
                equation(variance, spread + 2 * c * both + c**2 * size),
                "a parabola in $c$",
                equal(),
            ),
            Step(
                equation(variance, size * (c + both / size) ** 2 + spread - both**2 / size),
                "complete the square: least where $c = -C / W$",
                equal(),
            ),
        ),
        given=(_SUM_R, _SUM_S),
    )


@cache  # SymPy takes a second or more
def k3_between_normals() -> Derivation:
    """Prove that the variance of k₃ grows like exp(μ²) for R = N(0, 1) and S = N(μ, 1).

    Returns
    -------
    Derivation

    Examples
    --------
    >>> k3_between_normals().conclusion
    Eq(Var[k₃], -mu**2 + exp(mu**2) - 1)
    """
    density = Quantity("R(x)", sp.exp(-(_x**2) / 2) / _ROOT)
    log_r = _MU * _x - _MU**2 / 2
    r = Quantity("r(x)", sp.exp(log_r))
    kl = _MU**2 / 2

    def mean(name: str, term: Any, tex: str) -> Quantity:
        whole = sp.Integral(density * term, (_x, -sp.oo, sp.oo))
        return Quantity(name, whole, tex)

    of_k1 = mean("Var[k₁]", (-log_r - kl) ** 2, r"\mathrm{Var}[k_{1}]")
    of_r = mean("Var[r]", (sp.exp(log_r) - 1) ** 2, r"\mathrm{Var}[r]")
    joint = mean("Cov[k₁,r]", (-log_r - kl) * (sp.exp(log_r) - 1), r"\mathrm{Cov}[k_{1}, r]")
    of_k3 = mean("Var[k₃]", (sp.exp(log_r) - 1 - log_r - kl) ** 2, r"\mathrm{Var}[k_{3}]")
    size = sp.exp(_MU**2) - 1
    return Derivation(
        "How the third term varies between two normals",
        (
            Step(density.defined, "the density that is drawn from", equal()),
            Step(r.defined, r"the ratio, for a model with mean $\mu$", equal()),
            Step(equation(of_k1, _MU**2), r"$k_1$ is linear in $x$", equal()),
            Step(equation(of_r, size), "the ratio is log-normal", equal()),
            Step(equation(joint, -(_MU**2)), "the mean moves from 0 to the model's", equal()),
            Step(equation(of_k3, of_k1 + 2 * joint + of_r), "the variance of a sum", equal()),
            Step(equation(of_k3, size - _MU**2), "put in", equal()),
        ),
    )


def square_of_the_ratio() -> Derivation:
    """Prove what the mean of r² is for R = N(0, 1) and S = N(0, σ²) with σ² < 2.

    Returns
    -------
    Derivation

    Notes
    -----
    With w = 2 − σ² > 0. For w = 0 and below the integrand does not fall off: it is infinite.

    Examples
    --------
    >>> square_of_the_ratio().conclusion
    Eq(E[r²], 1/(sigma*sqrt(w)))
    """
    density = Quantity("R(x)", sp.exp(-(_x**2) / 2) / _ROOT)
    model = Quantity("S(x)", sp.exp(-(_x**2) / (2 * SIGMA**2)) / (SIGMA * _ROOT))
    term = sp.exp(-ROOM * _x**2 / (2 * SIGMA**2)) / (SIGMA**2 * _ROOT)
    room = equation(ROOM, 2 - SIGMA**2)
    return Derivation(
        "The mean square of the ratio to a wider normal",
        (
            Step(density.defined, "the density that is drawn from", equal()),
            Step(model.defined, "the model", equal()),
            Step(
                equation(density * (model / density) ** 2, term),
                "the integrand of the mean of $r^2$",
                equal(room),
            ),
            Step(
                equation(SECOND, sp.Integral(term, (_x, -sp.oo, sp.oo))),
                "which falls off only if $w > 0$",
                equal(),
            ),
            Step(equation(SECOND, SQUARE), "by integration", equal()),
        ),
        given=(room,),
    )


def gradients_through_draws() -> Derivation:
    """Prove which gradients the three terms give on average if draws come from the policy itself.

    Returns
    -------
    Derivation

    Notes
    -----
    The policy Q is the softmax of its logits z, the ratio is r = S/Q, and the draws are from Q.
    Who differentiates the mean of the terms at given draws does not see that they depend on z.

    References
    ----------
    Tang and Munos 2025.

    Examples
    --------
    >>> gradients_through_draws().conclusion
    Eq(Sum((1 - S[i]/Q[i])*Q[i]*s[i], (i, 1, n)), Q[j] - S[j])
    """
    k1, k2, k3 = _terms_of_policy()
    drawn = total(Q[i] * k1 * _SCORE)

    def slope(term: Quantity, value: Any) -> Any:
        return equation(Q[i] * sp.Derivative(term, Q[i]), value)

    return Derivation(
        "Three terms, three gradients",
        (
            Step(_SCORE.defined, r"the slope of $\log Q_i$ in the logit $j$", equal()),
            Step(slope(k1, 1), r"the slope of $k_1$ in $\log Q_i$", equal()),
            Step(
                equation(total(Q[i] * _SCORE), 0),
                "so $k_1$ has, on average, no gradient",
                equal(_SUM_Q, _IN_RANGE),
            ),
            Step(slope(k2, k1), r"the slope of $k_2$ in $\log Q_i$", equal()),
            Step(
                equation(drawn, TRUTH),
                "$k_2$ has this gradient on average",
                equal(_SUM_Q, _IN_RANGE),
            ),
            Step(slope(k3, 1 - S[i] / Q[i]), r"the slope of $k_3$ in $\log Q_i$", equal()),
            Step(
                equation(total(Q[i] * (1 - S[i] / Q[i]) * _SCORE), BACK),
                "and $k_3$ this one, of the other direction",
                equal(_SUM_Q, _SUM_S, _IN_RANGE),
            ),
        ),
        given=(_SUM_Q, _SUM_S, _IN_RANGE),
    )


def gradients_of_both_directions() -> Derivation:
    """Prove what the gradients of KL(Q‖S) and of KL(S‖Q) in the logits of Q are.

    Returns
    -------
    Derivation

    Examples
    --------
    >>> gradients_of_both_directions().conclusion.rhs
    (log(Q[j]/S[j]) - KL(Q‖S))*Q[j]
    """
    other = divergence("S", "Q", total(S[i] * sp.log(S[i] / Q[i])))
    back, there = S[i] * sp.log(S[i] / Q[i]), Q[i] * sp.log(Q[i] / S[i])
    slope_back, slope_there = -S[i] / Q[i], sp.log(Q[i] / S[i]) + 1
    return Derivation(
        "The gradients of the two directions",
        (
            Step(other.defined, "from the reference to the policy", equal()),
            Step(LEASH.defined, "and the other way", equal()),
            Step(_SCORE.defined, r"the slope of $\log Q_i$ in the logit $j$", equal()),
            Step(equation(sp.Derivative(back, Q[i]), slope_back), "differentiate", equal()),
            Step(
                equation(total(slope_back * Q[i] * _SCORE), BACK),
                "the chain rule, for the first",
                equal(_SUM_S, _IN_RANGE),
            ),
            Step(equation(sp.Derivative(there, Q[i]), slope_there), "differentiate", equal()),
            Step(
                equation(total(slope_there * Q[i] * _SCORE), TRUTH),
                "the chain rule, for the second",
                equal(_SUM_Q, _IN_RANGE),
            ),
        ),
        given=(_SUM_Q, _SUM_S, _IN_RANGE),
    )


def _terms_of_policy() -> tuple[Quantity, Quantity, Quantity]:
    """Write k₁, k₂ and k₃ at outcome i for draws from the policy."""
    log_ratio = sp.log(Q[i] / S[i])
    return (
        Quantity("k₁", log_ratio, "k_{1}"),
        Quantity("k₂", log_ratio**2 / 2, "k_{2}"),
        Quantity("k₃", S[i] / Q[i] - 1 + log_ratio, "k_{3}"),
    )
