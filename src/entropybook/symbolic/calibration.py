"""How a cross-entropy splits into calibration and refinement, and why one temperature is best."""

from typing import Any

import sympy as sp

from entropybook.symbolic._checks import equal, follows
from entropybook.symbolic._derivation import Check, Derivation, Step
from entropybook.symbolic._notation import (
    Quantity,
    R,
    S,
    at_least,
    equation,
    i,
    total,
)

# A forecaster issues the forecasts f = 1, ..., m, each with probability w_f; S_{f,i} is the
# probability that forecast f gives to outcome i, and C_{f,i} how often i comes after it.
f, m = (sp.Symbol(name, integer=True, positive=True) for name in "fm")
C = sp.IndexedBase("C", positive=True)
w = sp.IndexedBase("w", positive=True)


def _mean(name: str, term: Any, tex: str, sign: int = 1) -> Quantity:
    """Name the mean over the forecasts of a sum over the outcomes."""
    mean = sign * sp.Sum(w[f] * total(term), (f, 1, m))
    return Quantity(f"E[{name}]", mean, rf"\mathbb{{E}}\left[{tex}\right]")


PRICE = _mean("H(C,S)", C[f, i] * sp.log(S[f, i]), "H(C,S)", -1)
REFINEMENT = _mean("H(C)", C[f, i] * sp.log(C[f, i]), "H(C)", -1)
CALIBRATION = _mean("KL(C‖S)", C[f, i] * sp.log(C[f, i] / S[f, i]), r"D_{\mathrm{KL}}(C \Vert S)")
RESOLUTION = _mean("KL(C‖R)", C[f, i] * sp.log(C[f, i] / R[i]), r"D_{\mathrm{KL}}(C \Vert R)")


def cross_entropy_is_calibration_and_refinement() -> Derivation:
    """Prove E[H(C,S)] = E[KL(C‖S)] + E[H(C)], the means over the forecasts S that are issued.

    Returns
    -------
    Derivation

    Notes
    -----
    The forecaster issues the forecasts f = 1, ..., m with the probabilities w; S is what forecast
    f says about outcome i, and C how probable outcome i is once forecast f was issued.

    References
    ----------
    Bröcker, "Reliability, sufficiency, and the decomposition of proper scores", 2009.

    Examples
    --------
    >>> cross_entropy_is_calibration_and_refinement().conclusion
    Eq(E[H(C,S)], E[H(C)] + E[KL(C‖S)])
    """
    terms = total(C[f, i] * (sp.log(C[f, i]) - sp.log(S[f, i])))
    return Derivation(
        "Cross-entropy is calibration plus refinement",
        (
            Step(PRICE.defined, "the mean price of the forecasts", equal()),
            Step(REFINEMENT.defined, "refinement", equal()),
            Step(CALIBRATION.defined, "calibration", equal()),
            Step(
                equation(CALIBRATION.definition, sp.Sum(w[f] * terms, (f, 1, m))),
                "the logarithm of a quotient",
                equal(),
            ),
            Step(
                equation(CALIBRATION, PRICE - REFINEMENT),
                "sum the two parts apart",
                equal(),
            ),
            Step(
                equation(PRICE, CALIBRATION + REFINEMENT),
                "the floor identity, forecast by forecast",
                equal(),
            ),
        ),
    )


def refinement_is_uncertainty_less_resolution() -> Derivation:
    """Prove E[H(C)] = H(R) − E[KL(C‖R)], where R says how often each outcome comes overall.

    Returns
    -------
    Derivation

    References
    ----------
    Bröcker, "Reliability, sufficiency, and the decomposition of proper scores", 2009.

    Examples
    --------
    >>> refinement_is_uncertainty_less_resolution().conclusion
    Eq(E[H(C)], -E[KL(C‖R)] + H(R))
    """
    overall = equation(sp.Sum(w[f] * C[f, i], (f, 1, m)), R[i])
    uncertainty = Quantity("H(R)", -total(R[i] * sp.log(R[i])))
    by_forecast = sp.Sum(w[f] * total(C[f, i] * sp.log(R[i])), (f, 1, m))
    by_outcome = total(sp.log(R[i]) * overall.lhs)
    apart = equation(RESOLUTION, -REFINEMENT - by_forecast)
    swapped = equation(by_forecast, by_outcome)
    collected = equation(by_outcome, -uncertainty)
    return Derivation(
        "Refinement is uncertainty less resolution",
        (
            Step(REFINEMENT.defined, "refinement", equal()),
            Step(RESOLUTION.defined, "resolution", equal()),
            Step(uncertainty.defined, "uncertainty", equal()),
            Step(apart, "the logarithm of a quotient", equal()),
            Step(swapped, "the order of two finite sums", _swaps()),
            Step(collected, "first add up the forecasts", equal(overall)),
            Step(
                equation(RESOLUTION, uncertainty - REFINEMENT),
                "put in",
                equal(apart, swapped, collected),
            ),
            Step(
                equation(REFINEMENT, uncertainty - RESOLUTION),
                "so whatever sets the forecasts apart lowers it",
                equal(apart, swapped, collected),
            ),
        ),
        given=(overall,),
    )


def temperature_loss_is_convex() -> Derivation:
    """Prove that the loss at temperature T is a convex function of 1/T.

    Returns
    -------
    Derivation

    Notes
    -----
    The loss of one example with the logits z and the label y. A mean of convex functions is
    convex.

    Examples
    --------
    >>> temperature_loss_is_convex().conclusion
    Derivative(L(theta), (theta, 2)) >= 0
    """
    theta, y = sp.Symbol("theta", positive=True), sp.Symbol("y", integer=True, positive=True)
    z = sp.IndexedBase("z", real=True)
    z_sum = Quantity("Z", total(sp.exp(theta * z[i])))
    loss = Quantity("L(theta)", sp.log(z_sum) - theta * z[y], r"L(\theta)")
    share = Quantity("S_i", sp.exp(theta * z[i]) / z_sum, "S_{i}")
    mean = Quantity("mu", total(share * z[i]), r"\mu")
    slope, curvature = sp.Derivative(loss, theta), sp.Derivative(loss, (theta, 2))
    square = at_least((z[i] - mean) ** 2, 0)
    variance = total(share * square.lhs)
    return Derivation(
        "The loss is convex in the inverse temperature",
        (
            Step(z_sum.defined, r"what the softmax divides by, with $\theta = 1/T$", equal()),
            Step(
                equation(share * z_sum, sp.exp(theta * z[i])),
                "the probabilities at temperature $T$",
                equal(),
            ),
            Step(mean.defined, "the mean logit under the model", equal()),
            Step(loss.defined, "the loss of one example with the label $y$", equal()),
            Step(equation(slope, mean - z[y]), "differentiate", equal()),
            Step(equation(curvature, variance), "again: the variance of the logits", equal()),
            Step(square, "a square", _is_square()),
            Step(
                at_least(curvature, 0),
                "it is 0 only if all logits are equal",
                follows(square, times=sp.exp(theta * z[i]) / z_sum.definition),
            ),
        ),
    )


def _swaps() -> Check:
    """Confirm that two finite double sums have the same terms, added in the other order."""

    def read(double: Any) -> tuple[Any, Any, Any]:
        if len(double.limits) == 2:  # how SymPy writes a sum right inside a sum, inner one first
            return double.function, double.limits[1:], double.limits[:1]
        factor, inner = double.function.as_independent(sp.Sum, as_Add=False)
        return factor * inner.function, double.limits, inner.limits

    def test(claim: Any) -> bool:
        if not all(isinstance(side, sp.Sum) for side in claim.args):
            return False
        term, outer, inner = read(claim.lhs)
        constant = not any(bound.has(f, i) for limit in outer + inner for bound in limit[1:])
        return constant and read(claim.rhs) == (term, inner, outer)

    return Check("the same terms in the other order", test)


def _is_square() -> Check:
    """Confirm a claim a² ≥ 0, where a is real."""

    def test(claim: Any) -> bool:
        base, power = claim.lhs.as_base_exp()
        real = base.replace(Quantity, lambda name, definition, tex: definition).is_real
        return bool(power == 2 and real and claim.rhs == 0)

    return Check("a real number, squared", test)
