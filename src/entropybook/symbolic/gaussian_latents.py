"""Normal latents: the KL term of a VAE in closed form, and what a weak latent is worth."""

from functools import cache
from typing import Any

import sympy as sp

from entropybook.symbolic._checks import convex, equal, solves
from entropybook.symbolic._derivation import Check, Derivation, Step
from entropybook.symbolic._notation import (
    Quantity,
    at_least,
    divergence,
    equation,
    i,
    j,
    total,
)
from entropybook.symbolic.densities import kl_between_normals

_mu, _sigma = sp.Symbol("mu", real=True), sp.Symbol("sigma", positive=True)


@cache  # SymPy takes a second or more
def kl_to_standard_normal() -> Derivation:
    """Prove the KL term of a VAE for one latent dimension, ½(μ² + σ² − 1 − log σ²).

    Returns
    -------
    Derivation

    See Also
    --------
    kl_adds : With independent dimensions the terms are added.

    References
    ----------
    Kingma and Welling 2014, appendix B.

    Examples
    --------
    >>> kl_to_standard_normal().conclusion.rhs
    mu**2/2 + sigma**2/2 - log(sigma**2)/2 - 1/2
    """
    lemma = kl_between_normals()
    of = {"mu_R": _mu, "sigma_R": _sigma, "mu_S": sp.Integer(0), "sigma_S": sp.Integer(1)}
    at = {symbol: of[str(symbol)] for symbol in lemma.conclusion.rhs.free_symbols}
    general = lemma.conclusion.lhs.definition
    kl = divergence("q", "p", general.xreplace(at))
    special = lemma.conclusion.rhs.xreplace(at)
    closed = _mu**2 / 2 + _sigma**2 / 2 - sp.Rational(1, 2) - sp.log(_sigma**2) / 2

    def instance(claim: Any) -> bool:
        same = claim.lhs.definition == general.xreplace(at)
        return bool(same and sp.simplify(claim.rhs - special) == 0)

    return Derivation(
        "The KL term of a Gaussian VAE, for one dimension",
        (
            Step(
                equation(kl, special),
                "the model has mean 0 and variance 1",
                Check("an instance of the closed form for two normals", instance, (lemma,)),
            ),
            Step(equation(special, closed), "written with the variance", equal()),
            Step(equation(kl, closed), "zero only at mean 0 and variance 1", equal()),
        ),
        lemmas=(lemma,),
    )


def kl_adds() -> Derivation:
    """Prove that the divergences of independent parts add up.

    Returns
    -------
    Derivation

    Notes
    -----
    Shown for two parts with finitely many outcomes each; with densities the sums are integrals.

    References
    ----------
    Kullback 1959, theorem 2.1; Cover and Thomas, 2nd ed., theorem 2.5.3.

    Examples
    --------
    >>> kl_adds().conclusion
    Eq(KL(Q⊗T‖P⊗U), KL(Q‖P) + KL(T‖U))
    """
    P, Q, T, U = (sp.IndexedBase(name, positive=True) for name in "PQTU")
    m = sp.Symbol("m", integer=True, positive=True)

    def over_j(term: Any) -> Any:
        return sp.Sum(term, (j, 1, m))

    sum_q = equation(total(Q[i]), 1)
    sum_t = equation(over_j(T[j]), 1)
    both = Quantity(
        "KL(Q⊗T‖P⊗U)",
        total(Q[i] * over_j(T[j] * sp.log(Q[i] * T[j] / (P[i] * U[j])))),
        r"D_{\mathrm{KL}}(QT \Vert PU)",
    )
    one = divergence("Q", "P", total(Q[i] * sp.log(Q[i] / P[i])))
    other = divergence("T", "U", over_j(T[j] * sp.log(T[j] / U[j])))
    apart = total(Q[i] * sp.log(Q[i] / P[i]) * over_j(T[j])) + total(Q[i]) * other
    return Derivation(
        "Independent parts add up",
        (
            Step(one.defined, "the first part alone", equal()),
            Step(other.defined, "the second part alone", equal()),
            Step(both.defined, "both, each pair with a product", equal()),
            Step(equation(both.definition, apart), "the logarithm of a product", equal()),
            Step(equation(apart, one + other), "since both sum to 1", equal(sum_q, sum_t)),
            Step(
                equation(both, one + other),
                "and likewise for more parts",
                equal(sum_q, sum_t),
            ),
        ),
        given=(sum_q, sum_t),
    )


def weak_latent() -> Derivation:
    """Prove what a weak latent saves on one pixel, per nat of its KL term, to second order.

    Returns
    -------
    Derivation

    Notes
    -----
    The latent has mean m·u(x) and variance 1; over the pictures, u has mean 0 and variance 1, and
    covariance c with the pixel, which is dark with probability p. The decoder adds v·z to the
    pixel's logit. Terms beyond m² are left out, v being of the order of m.

    Examples
    --------
    >>> weak_latent().conclusion
    Eq(saved/paid, c**2/w)
    """
    logit, x, c = sp.symbols("a x c", real=True)
    m, w = sp.symbols("m w", positive=True)
    v = sp.Symbol("v", real=True)
    probability = Quantity("p", sp.exp(logit) / (1 + sp.exp(logit)))
    likelihood = Quantity("L(a)", x * logit - sp.log(1 + sp.exp(logit)))
    gain = Quantity("g(v)", v * m * c - v**2 * w / 2)
    best = Quantity("saved", m**2 * c**2 / (2 * w), r"\mathrm{saved}")
    paid = Quantity(
        "paid", kl_to_standard_normal().conclusion.rhs.subs({_mu: m, _sigma: 1}), r"\mathrm{paid}"
    )
    slope = equation(sp.Derivative(gain, v), m * c - v * w)
    return Derivation(
        "The exchange rate of a weak latent",
        (
            Step(probability.defined, "the pixel's probability of ink", equal()),
            Step(likelihood.defined, "the log-likelihood of its value", equal()),
            Step(
                equation(sp.Derivative(likelihood, logit), x - probability),
                "its slope: over the pictures, 0 on average",
                equal(),
            ),
            Step(
                equation(sp.Derivative(likelihood, (logit, 2)), -probability * (1 - probability)),
                "its curvature: minus the variance $w$",
                equal(),
            ),
            Step(gain.defined, "so much is gained by adding $v z$ to it", equal()),
            Step(slope, "differentiate", equal()),
            Step(equation(v, m * c / w), "the best weight", solves(equation(slope.rhs, 0))),
            Step(best.defined, "the gain there", equal()),
            Step(
                at_least(-gain, -best.definition),
                "the most: the gain is concave",
                convex([v], {v: m * c / w}),
            ),
            Step(equation(paid, m**2 / 2), "the KL term for mean $m$, variance 1", equal()),
            Step(
                equation(best / paid, c**2 / w),
                "the squared correlation of latent and pixel",
                equal(),
            ),
        ),
    )
