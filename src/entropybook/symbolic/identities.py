"""Identities: how cross-entropy, entropy and KL divergence are related."""

from typing import Any

import sympy as sp

from entropybook.symbolic._checks import equal
from entropybook.symbolic._derivation import Derivation, Step
from entropybook.symbolic._notation import (
    Quantity,
    R,
    S,
    above,
    at_most,
    divergence,
    equation,
    i,
    j,
    n,
    total,
)


def cross_entropy_splits(outcomes: int | None = None) -> Derivation:
    """Prove H(R,S) = H(R) + KL(R‖S).

    Parameters
    ----------
    outcomes : int, optional
        Write the sums out for so many outcomes; without it, for any number n.

    Returns
    -------
    Derivation

    Raises
    ------
    ValueError
        If `outcomes` is not a whole number, at least 1.

    References
    ----------
    Cover and Thomas, *Elements of Information Theory*, 2nd ed., section 2.3.

    Examples
    --------
    >>> cross_entropy_splits(3).conclusion
    Eq(H(R,S), H(R) + KL(R‖S))
    """
    cross, entropy, kl = _measures(R[i], S[i], outcomes)
    split = total(R[i] * (sp.log(R[i]) - sp.log(S[i])), outcomes)
    apart = cross.definition - entropy.definition
    return Derivation(
        "Cross-entropy is entropy plus KL divergence",
        (
            Step(cross.defined, "definition of cross-entropy", equal()),
            Step(entropy.defined, "definition of entropy", equal()),
            Step(kl.defined, "definition of KL divergence", equal()),
            Step(equation(kl.definition, split), "the logarithm of a quotient", equal()),
            Step(equation(split, apart), "sum the two parts apart", equal()),
            Step(equation(apart, cross - entropy), "the first two lines", equal()),
            Step(equation(cross, entropy + kl), "exactly, for every $R$ and $S$", equal()),
        ),
    )


def change_of_base() -> Derivation:
    """Prove that in base b every measure is its value in nats divided by log b.

    Returns
    -------
    Derivation

    Notes
    -----
    Shown for cross-entropy; entropy is the case S = R, and KL divergence their difference.

    Examples
    --------
    >>> change_of_base().conclusion
    Eq(H_b(R,S), H(R,S)/log(b))
    """
    b, x = (sp.Symbol(name, positive=True) for name in "bx")
    log_b = Quantity("log_b x", sp.log(x) / sp.log(b), r"\log_b x")
    cross, _, _ = _measures(R[i], S[i])
    cross_b = Quantity("H_b(R,S)", -total(R[i] * sp.log(S[i]) / sp.log(b)))
    return Derivation(
        "Changing the base divides by a constant",
        (
            Step(log_b.defined, "natural logarithms, rescaled", equal()),
            Step(equation(b**log_b, x), "as a logarithm to base $b$ should", equal()),
            Step(cross_b.defined, "cross-entropy in base $b$", equal()),
            Step(
                equation(cross_b.definition, cross.definition / sp.log(b)),
                "a constant factor leaves the sum",
                equal(),
            ),
            Step(
                equation(cross_b, cross / sp.log(b)),
                "and with $S = R$ the same for entropy",
                equal(),
            ),
        ),
        given=(above(b, 1),),
    )


def gradient_in_the_model() -> Derivation:
    """Prove that with R fixed, H(R,S) and KL(R‖S) have the same gradient in S.

    Returns
    -------
    Derivation

    Examples
    --------
    >>> gradient_in_the_model().conclusion
    Eq(Derivative(H(R,S), S[j]), Derivative(KL(R‖S), S[j]))
    """
    cross, _, kl = _measures(R[i], S[i])
    in_range = at_most(j, n)
    slope = -R[j] / S[j]
    of_cross, of_kl = (sp.Derivative(measure, S[j]) for measure in (cross, kl))
    return Derivation(
        "With R fixed, both have the same gradient in S",
        (
            Step(cross.defined, "definition of cross-entropy", equal()),
            Step(kl.defined, "definition of KL divergence", equal()),
            Step(
                equation(of_cross, slope), "only the term $i = j$ contains $S_j$", equal(in_range)
            ),
            Step(equation(of_kl, slope), "likewise, $R$ being fixed", equal(in_range)),
            Step(equation(of_cross, of_kl), "for every outcome $j$", equal(in_range)),
        ),
        given=(in_range,),
    )


def gradient_when_both_move() -> Derivation:
    """Prove by how much the gradients differ when R depends on the parameter too.

    Returns
    -------
    Derivation

    Notes
    -----
    A moving R is what a model that is trained on its own samples has, or one that learns its
    targets.

    Examples
    --------
    >>> gradient_when_both_move().conclusion.rhs
    Derivative(KL(R‖S), theta) -
    Sum(log(R(i, theta))*Derivative(R(i, theta), theta), (i, 1, n))
    """
    theta = sp.Symbol("theta", real=True)
    r, s = (sp.Function(name, positive=True)(i, theta) for name in "RS")
    cross, entropy, kl = _measures(r, s)
    of_cross, of_entropy, of_kl = (sp.Derivative(m, theta) for m in (cross, entropy, kl))
    change = r.diff(theta)
    normalised = equation(total(r), 1)
    conserved = equation(sp.Derivative(total(r), theta), 0)
    product_rule = -total(change * sp.log(r) + change)
    drift = total(change * sp.log(r))
    return Derivation(
        "When R moves too, the gradients differ by that of the entropy",
        (
            Step(equation(total(change), conserved.lhs), "differentiate the sum", equal()),
            Step(conserved, "since the sum stays 1", equal(normalised)),
            Step(
                equation(of_cross - of_kl, of_entropy),
                "as $H(R,S)$ is entropy plus divergence",
                equal(),
            ),
            Step(equation(of_entropy, product_rule), "product rule", equal()),
            Step(
                equation(product_rule, -drift), "the second part is 0, as above", equal(conserved)
            ),
            Step(
                equation(of_cross, of_kl - drift),
                "so they agree only where $H(R)$ stands still",
                equal(conserved),
            ),
        ),
        given=(normalised,),
    )


def _measures(r: Any, s: Any, outcomes: int | None = None) -> tuple[Quantity, Quantity, Quantity]:
    """Return H(R,S), H(R) and KL(R‖S), given the probabilities of outcome i."""
    return (
        Quantity("H(R,S)", -total(r * sp.log(s), outcomes)),
        Quantity("H(R)", -total(r * sp.log(r), outcomes)),
        divergence("R", "S", total(r * sp.log(r / s), outcomes)),
    )
