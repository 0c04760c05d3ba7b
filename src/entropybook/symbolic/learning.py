"""What training does: likelihood, the softmax, and the gradient and curvature of its loss."""

from typing import Any

import sympy as sp

from entropybook.symbolic._checks import equal, follows
from entropybook.symbolic._derivation import Check, Derivation, Step
from entropybook.symbolic._notation import (
    Quantity,
    R,
    S,
    at_least,
    at_most,
    equation,
    i,
    j,
    n,
    total,
)

k, _m = (sp.Symbol(name, integer=True, positive=True) for name in "km")
_C = sp.IndexedBase("C", positive=True)  # how often each outcome was drawn
_z, _v = (sp.IndexedBase(name, real=True) for name in "zv")  # logits, and a direction
_mu, _c = sp.Symbol("mu", real=True), sp.Symbol("c", real=True)

_SUM_R, _SUM_S = (equation(total(base[i]), 1) for base in (R, S))


def likelihood_is_cross_entropy() -> Derivation:
    """Prove that the mean negative log-likelihood is the cross-entropy from the data.

    The data are m independent draws, C_i of them of outcome i; the frequencies C_i / m are the
    empirical distribution, written with a hat.

    Returns
    -------
    Derivation

    References
    ----------
    Bishop 2006, section 1.6.1, equation (1.119).

    Examples
    --------
    >>> likelihood_is_cross_entropy().conclusion
    Eq(-log(L(S))/m, H(R̂) + KL(R̂‖S))
    """
    frequency = _C[i] / _m
    likelihood = Quantity("L(S)", sp.Product(S[i] ** _C[i], (i, 1, n)))
    cross = Quantity("H(R̂,S)", -total(frequency * sp.log(S[i])), r"H(\hat{R},S)")
    entropy = Quantity("H(R̂)", -total(frequency * sp.log(frequency)), r"H(\hat{R})")
    kl = _divergence_from_data(total(frequency * sp.log(frequency / S[i])))
    log_likelihood = total(_C[i] * sp.log(S[i]))
    loss = -sp.log(likelihood) / _m
    return Derivation(
        "Maximum likelihood is least divergence of the data from the model",
        (
            Step(likelihood.defined, "independent draws multiply", equal()),
            Step(equation(sp.log(likelihood), log_likelihood), "the log of a product", equal()),
            Step(equation(loss, -log_likelihood / _m), "the mean loss of a draw", equal()),
            Step(cross.defined, "with frequencies $C_i / m$", equal()),
            Step(equation(loss, cross), "the same sum", equal()),
            Step(entropy.defined, "the entropy of the data", equal()),
            Step(kl.defined, "their divergence from the model", equal()),
            Step(
                equation(loss, entropy + kl),
                "for any number of outcomes; only the divergence contains $S$",
                equal(),
            ),
        ),
    )


def softmax_ignores_a_shift() -> Derivation:
    """Prove that a constant added to all logits changes no probability.

    Returns
    -------
    Derivation

    Examples
    --------
    >>> softmax_ignores_a_shift().conclusion
    Eq(S_j(z+c), S_j)
    """
    share = _share(j)
    over, under = sp.exp(_z[j] + _c), total(sp.exp(_z[i] + _c))
    shifted = Quantity("S_j(z+c)", over / under)
    return Derivation(
        "A softmax does not see a shift of all logits",
        (
            Step(share.defined, "the softmax of the logits", equal()),
            Step(shifted.defined, "the same, all logits shifted by $c$", equal()),
            Step(equation(over, sp.exp(_c) * sp.exp(_z[j])), "a factor above", equal()),
            Step(equation(under, sp.exp(_c) * total(sp.exp(_z[i]))), "and below", equal()),
            Step(equation(shifted, share), "it cancels, for every real $c$", equal()),
        ),
    )


def softmax_gradient() -> Derivation:
    """Prove that the slope of the loss in a logit is the probability less its target.

    Returns
    -------
    Derivation

    References
    ----------
    Bishop 2006, section 4.3.4, equation (4.109).

    Examples
    --------
    >>> softmax_gradient().conclusion
    Eq(Derivative(H(R,S(z)), z[j]), -R[j] + S_j)
    """
    share, in_range = _share(j), at_most(j, n)
    log_sum = Quantity("A(z)", sp.log(total(sp.exp(_z[i]))))
    loss = Quantity("H(R,S(z))", -total(R[i] * (_z[i] - log_sum)), "H(R,S)")
    return Derivation(
        "The slope in a logit is probability less target",
        (
            Step(share.defined, "the softmax of the logits", equal()),
            Step(log_sum.defined, "the log-sum-exp of the logits", equal()),
            Step(equation(sp.log(share), _z[j] - log_sum), "the log-softmax", equal()),
            Step(loss.defined, "cross-entropy", equal()),
            Step(
                equation(loss, log_sum - total(R[i] * _z[i])), "since $R$ sums to 1", equal(_SUM_R)
            ),
            Step(
                equation(sp.Derivative(log_sum, _z[j]), share),
                "only the term $i = j$ contains $z_j$",
                equal(in_range),
            ),
            Step(
                equation(sp.Derivative(loss, _z[j]), share - R[j]),
                "for every class $j$",
                equal(in_range, _SUM_R),
            ),
        ),
        given=(in_range, _SUM_R),
    )


def softmax_hessian() -> Derivation:
    """Prove that the second derivatives of the loss are diag(S) − SSᵀ.

    Returns
    -------
    Derivation

    References
    ----------
    Bishop 2006, section 4.3.4, equation (4.110).

    Examples
    --------
    >>> softmax_hessian().conclusion.rhs
    (KroneckerDelta(j, k) - S_k)*S_j
    """
    share, other = _share(j), _share(k)
    known = at_most(j, n), at_most(k, n), _SUM_R
    both = sp.KroneckerDelta(j, k)
    log_sum = Quantity("A(z)", sp.log(total(sp.exp(_z[i]))))
    loss = Quantity("H(R,S(z))", log_sum - total(R[i] * _z[i]), "H(R,S)")
    under = total(sp.exp(_z[i]))
    return Derivation(
        "The curvature does not depend on the target",
        (
            Step(share.defined, "the softmax of the logits", equal()),
            Step(log_sum.defined, "the log-sum-exp of the logits", equal()),
            Step(loss.defined, "the loss, as $R$ sums to 1", equal()),
            Step(
                equation(sp.Derivative(loss, _z[j]), share - R[j]),
                "the slope; $R_j$ is a constant",
                equal(*known),
            ),
            Step(
                equation(sp.Derivative(sp.exp(_z[j]), _z[k]), both * sp.exp(_z[j])),
                "one if $j = k$, else zero",
                equal(),
            ),
            Step(
                equation(sp.Derivative(under, _z[k]), sp.exp(_z[k])), "only $i = k$", equal(*known)
            ),
            Step(
                equation(sp.Derivative(loss, _z[j], _z[k]), share * (both - other)),
                "quotient rule, for all classes $j$ and $k$",
                equal(*known),
            ),
        ),
        given=known,
    )


def softmax_loss_is_convex() -> Derivation:
    """Prove that diag(S) − SSᵀ is positive semidefinite: it measures a variance under S.

    Returns
    -------
    Derivation

    Notes
    -----
    The variance is 0 only in a direction that moves all logits alike. A function that is convex in
    the logits is convex in weights and bias too, on which the logits depend linearly.

    References
    ----------
    Boyd and Vandenberghe 2004, section 3.1.5.

    Examples
    --------
    >>> softmax_loss_is_convex().conclusion
    vᵀHv >= 0
    """
    in_range = at_most(j, n)
    mean = equation(total(S[i] * _v[i]), _mu)
    row = total(S[j] * (sp.KroneckerDelta(i, j) - S[i]) * _v[i])
    along = Quantity("(Hv)_j", row)
    curvature = Quantity("vᵀHv", total(_v[i] * S[i] * (_v[i] - _mu)), "v^T H v")
    variance = total(S[i] * (_v[i] - _mu) ** 2)
    not_negative = at_least(variance, 0)
    return Derivation(
        "The loss is convex in the logits",
        (
            Step(along.defined, "row $j$ of the Hessian, times $v$", equal()),
            Step(
                equation(along, S[j] * (_v[j] - _mu)),
                "with the mean of $v$ under $S$",
                equal(in_range, mean),
            ),
            Step(curvature.defined, "times $v_j$, added up", equal()),
            Step(equation(curvature, variance), "as $S$ sums to 1", equal(mean, _SUM_S)),
            Step(not_negative, "a variance: no term is below 0", _adds_up_squares()),
            Step(
                at_least(curvature, 0),
                "with equality only if all $v_j$ are equal",
                follows(not_negative, mean, _SUM_S),
            ),
        ),
        given=(in_range, mean, _SUM_S),
    )


def _divergence_from_data(definition: Any) -> Quantity:
    return Quantity("KL(R̂‖S)", definition, r"D_{\mathrm{KL}}(\hat{R} \Vert S)")


def _share(at: Any) -> Quantity:
    """Name the softmax's probability of one class."""
    return Quantity(f"S_{at}", sp.exp(_z[at]) / total(sp.exp(_z[i])))


def _adds_up_squares() -> Check:
    """Confirm that a sum is not negative, as none of its terms is."""

    def test(claim: Any) -> bool:
        return bool(claim.lhs.function.is_nonnegative and claim.rhs == 0)

    return Check("sign of each term", test)
