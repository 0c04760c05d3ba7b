"""Latent-variable models: the evidence, its bound, and the two terms of the bound."""

import sympy as sp

from entropybook.symbolic._checks import equal, follows
from entropybook.symbolic._derivation import Derivation, Step
from entropybook.symbolic._notation import (
    Quantity,
    R,
    S,
    at_least,
    at_most,
    divergence,
    equation,
    i,
    total,
)
from entropybook.symbolic.inequalities import gibbs

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
