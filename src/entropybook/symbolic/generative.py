"""Generative models: the evidence and its bound, the KL term of a VAE, the first GAN's value."""

from typing import Any

import sympy as sp

from entropybook.symbolic._checks import convex, equal, follows, solves
from entropybook.symbolic._derivation import Check, Derivation, Step
from entropybook.symbolic._notation import (
    Quantity,
    R,
    S,
    at_least,
    at_most,
    divergence,
    equation,
    i,
    j,
    total,
)
from entropybook.symbolic.densities import kl_between_normals
from entropybook.symbolic.inequalities import gibbs, tangent_line

# For one picture x: what the encoder says of the latent i, p(x, i), and the parts of that.
Q, J, W, L = (sp.IndexedBase(name, positive=True) for name in "QJWL")
evidence = sp.Symbol("p(x)", positive=True)
_SUM_Q, _SUM_J = equation(total(Q[i]), 1), equation(total(J[i]), evidence)
posterior = Quantity("P_i", J[i] / evidence, "P_{i}")
elbo = Quantity("ELBO", total(Q[i] * sp.log(J[i] / Q[i])), r"\mathrm{ELBO}")
kl_to_posterior = divergence("Q", "P", total(Q[i] * sp.log(Q[i] / posterior)))


def evidence_splits() -> Derivation:
    """Prove log p(x) = ELBO + KL(Q‖P), where P is the true posterior of the latent.

    Returns
    -------
    Derivation

    References
    ----------
    Bishop 2006, section 9.4, equations (9.70) to (9.72); Kingma and Welling 2014, section 2.2.

    Examples
    --------
    >>> evidence_splits().conclusion
    Eq(log(p(x)), ELBO + KL(Q‖P))
    """
    split = total(Q[i] * (sp.log(evidence) - sp.log(J[i] / Q[i])))
    return Derivation(
        "The evidence is the ELBO plus a divergence",
        (
            Step(posterior.defined, "the posterior, by Bayes' theorem", equal()),
            Step(elbo.defined, "definition of the ELBO", equal()),
            Step(kl_to_posterior.defined, "definition of the divergence", equal()),
            Step(
                equation(kl_to_posterior.definition, split),
                "put in the posterior; a quotient's logarithm",
                equal(),
            ),
            Step(
                equation(split, sp.log(evidence) - elbo),
                "since $Q$ sums to 1",
                equal(_SUM_Q),
            ),
            Step(
                equation(sp.log(evidence), elbo + kl_to_posterior),
                "for every $Q$ that is positive and sums to 1",
                equal(_SUM_Q),
            ),
        ),
        given=(_SUM_Q, _SUM_J),
    )


def evidence_bound() -> Derivation:
    """Prove ELBO ≤ log p(x), with equality only where Q is the posterior.

    Returns
    -------
    Derivation

    Examples
    --------
    >>> evidence_bound().conclusion
    ELBO <= log(p(x))
    """
    lemma = gibbs()
    return Derivation(
        "The ELBO is a lower bound of the evidence",
        (
            Step(equation(total(posterior), 1), "the posterior sums to 1", equal(_SUM_J)),
            Step(
                at_least(kl_to_posterior, 0),
                "Gibbs' inequality, for $Q$ and the posterior",
                follows(lemma, _SUM_Q, _SUM_J, at={R[i]: Q[i], S[i]: posterior.definition}),
            ),
            Step(
                equation(sp.log(evidence) - elbo, kl_to_posterior),
                "what the evidence has beyond the ELBO",
                equal(_SUM_Q),
            ),
            Step(
                at_most(elbo, sp.log(evidence)),
                "with equality only where $Q$ is the posterior",
                follows(lemma, _SUM_Q, _SUM_J, at={R[i]: Q[i], S[i]: posterior.definition}),
            ),
        ),
        given=(_SUM_Q, _SUM_J),
        lemmas=(lemma,),
    )


reconstruction = Quantity("E_Q[-log L]", -total(Q[i] * sp.log(L[i])), r"\mathbb{E}_Q[-\log L]")
kl_to_prior_of_latent = divergence("Q", "W", total(Q[i] * sp.log(Q[i] / W[i])))


def elbo_is_two_terms() -> Derivation:
    """Prove −ELBO = E_Q[−log L] + KL(Q‖W), where W is the prior and L the likelihood.

    Returns
    -------
    Derivation

    References
    ----------
    Kingma and Welling 2014, equation (3).

    Examples
    --------
    >>> elbo_is_two_terms().conclusion
    Eq(-ELBO, E_Q[-log L] + KL(Q‖W))
    """
    joint = equation(J[i], W[i] * L[i])
    by_parts = total(Q[i] * (sp.log(Q[i]) - sp.log(W[i]) - sp.log(L[i])))
    return Derivation(
        "The two terms of the loss",
        (
            Step(reconstruction.defined, "what the picture costs, the latent known", equal()),
            Step(kl_to_prior_of_latent.defined, "and what the latent costs", equal()),
            Step(
                equation(-elbo.definition, by_parts),
                "$J_i$ is prior times likelihood",
                equal(joint),
            ),
            Step(
                equation(by_parts, reconstruction + kl_to_prior_of_latent),
                "sum the two parts apart",
                equal(),
            ),
            Step(
                equation(-elbo, reconstruction + kl_to_prior_of_latent),
                "for every $Q$ that is positive",
                equal(joint),
            ),
        ),
        given=(joint,),
    )


_mu, _sigma = sp.Symbol("mu", real=True), sp.Symbol("sigma", positive=True)


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
        return same and sp.simplify(claim.rhs - special) == 0

    return Derivation(
        "The KL term of a Gaussian VAE, for one dimension",
        (
            Step(
                equation(kl, special),
                r"$\mu_R = \mu, \sigma_R = \sigma; \mu_S = 0, \sigma_S = 1$",
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
    P, T, U = (sp.IndexedBase(name, positive=True) for name in "PTU")
    m = sp.Symbol("m", integer=True, positive=True)

    def over_j(term: Any) -> Any:
        return sp.Sum(term, (j, 1, m))

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
            Step(equation(apart, one + other), "since both sum to 1", equal(_SUM_Q, sum_t)),
            Step(
                equation(both, one + other),
                "and likewise for more parts",
                equal(_SUM_Q, sum_t),
            ),
        ),
        given=(_SUM_Q, sum_t),
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
    likelihood = Quantity("l(a)", x * logit - sp.log(1 + sp.exp(logit)), r"\ell(a)")
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


D, F = (sp.IndexedBase(name, positive=True) for name in "DF")
gan_value = Quantity("V(D)", total(R[i] * sp.log(D[i]) + S[i] * sp.log(F[i])))
M = sp.IndexedBase("M", positive=True)
js = Quantity(
    "JS(R,S)",
    total(R[i] * sp.log(R[i] / M[i])) / 2 + total(S[i] * sp.log(S[i] / M[i])) / 2,
    r"\mathrm{JS}(R,S)",
)


def best_discriminator() -> Derivation:
    """Prove that the most a discriminator of R and S can reach is 2·JS(R,S) − 2 log 2.

    Returns
    -------
    Derivation

    Notes
    -----
    D is the probability with which the discriminator says "from R", F = 1 − D.

    References
    ----------
    Goodfellow et al. 2014, proposition 1 and theorem 1.

    Examples
    --------
    >>> best_discriminator().conclusion
    V(D) <= 2*JS(R,S) - 2*log(2)
    """
    lemma = tangent_line()
    t = lemma.conclusion.lhs.definition.free_symbols.pop()
    d, r, s = sp.symbols("d r s", positive=True)
    sums = tuple(equation(total(base[i]), 1) for base in (R, S))
    never_both = equation(F[i], 1 - D[i])
    both = R[i] + S[i]
    halves = equation(both, 2 * M[i])
    one = Quantity("v(d)", r * sp.log(d) + s * sp.log(1 - d))
    slope = equation(sp.Derivative(one, d), r / d - s / (1 - d))
    top = total(R[i] * sp.log(R[i] / both) + S[i] * sp.log(S[i] / both))
    of_r, of_s = D[i] * both / R[i], F[i] * both / S[i]
    missed_r = at_least(total(R[i] * (of_r - 1 - sp.log(of_r))), 0)
    missed_s = at_least(total(S[i] * (of_s - 1 - sp.log(of_s))), 0)
    missed = at_least(top - gan_value, 0)
    return Derivation(
        "The best discriminator, and what it reaches",
        (
            Step(one.defined, "what one outcome adds to the value", equal()),
            Step(slope, "differentiate", equal()),
            Step(
                equation(d, r / (r + s)),
                "the only place where the slope is 0",
                solves(equation(slope.rhs, 0)),
            ),
            Step(gan_value.defined, "the value, over all outcomes", equal()),
            Step(
                missed_r,
                "the tangent line at $t = D_i (R_i + S_i) / R_i$",
                follows(lemma, at={t: of_r}, times=R[i]),
            ),
            Step(
                missed_s,
                "the tangent line at $t = F_i (R_i + S_i) / S_i$",
                follows(lemma, at={t: of_s}, times=S[i]),
            ),
            Step(
                missed,
                "the sum of the two, since $D_i + F_i = 1$",
                _sum_of(missed_r, missed_s, never_both),
            ),
            Step(js.defined, "definition", equal()),
            Step(
                equation(top, 2 * js - 2 * sp.log(2)),
                "the sum is twice the mean $M$ of $R$ and $S$",
                equal(halves, *sums),
            ),
            Step(
                at_most(gan_value, 2 * js - 2 * sp.log(2)),
                "with equality only for $D_i = R_i / (R_i + S_i)$",
                follows(missed, halves, *sums),
            ),
        ),
        given=(never_both, halves, *sums),
        lemmas=(lemma,),
    )


def _sum_of(first: Any, second: Any, *using: Any) -> Check:
    """Confirm an inequality as the sum of two others, after putting in the relations `using`."""
    gap = first.lhs - first.rhs + second.lhs - second.rhs

    def test(claim: Any) -> bool:
        return equal(*using).test(equation(claim.gts - claim.lts, gap))

    return Check("the sum of two inequalities", test, (first, second, *using))
