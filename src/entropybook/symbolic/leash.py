"""A KL penalty as a leash: the optimum is the tilted distribution."""

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
    j,
    n,
    total,
)
from entropybook.symbolic.inequalities import gibbs

# Q is the tuned policy, T the tilted one, r the reward, β the price of a nat of divergence.
Q = sp.IndexedBase("Q", positive=True)
r = sp.IndexedBase("r", real=True)
beta, Z = (sp.Symbol(name, positive=True) for name in ("beta", "Z"))

TILT = S[i] * sp.exp(r[i] / beta)
T, _T_J = (Quantity(f"T[{k}]", S[k] * sp.exp(r[k] / beta) / Z, f"T_{{{k}}}") for k in (i, j))
_SUM_Q = equation(total(Q[i]), 1)
_NORMALISER = equation(total(TILT), Z)
LEASH = divergence("Q", "S", total(Q[i] * sp.log(Q[i] / S[i])))
TO_TILTED = divergence("Q", "T", total(Q[i] * sp.log(Q[i] / T)))
_IN_RANGE = at_most(j, n)
OBJECTIVE = Quantity("J(Q)", total(Q[i] * r[i]) - beta * LEASH)

ADVANTAGE, _A_J = (
    Quantity(f"a[{k}]", r[k] - beta * sp.log(Q[k] / S[k]), f"a_{{{k}}}") for k in (i, j)
)
GRADIENT = Q[j] * (_A_J - OBJECTIVE)


def tilted_is_best() -> Derivation:
    """Prove that no policy does better than the tilted one, and that only it does as well.

    Returns
    -------
    Derivation

    References
    ----------
    Korbak, Perez and Buckley 2022, section 3; Rafailov et al. 2023, appendix A.1. The identity is
    the Gibbs variational principle, in Donsker and Varadhan 1975.

    Examples
    --------
    >>> tilted_is_best().conclusion
    J(Q) <= beta*log(Z)
    """
    lemma = gibbs()
    gained = total(Q[i] * r[i])
    apart = sp.log(Z) + LEASH - gained / beta
    not_negative = at_least(TO_TILTED, 0)
    return Derivation(
        "Under a KL penalty the tilted policy is the best",
        (
            Step(OBJECTIVE.defined, "reward less penalty", equal()),
            Step(T.defined, "the tilted policy", equal()),
            Step(equation(total(T), 1), "it sums to 1, by the choice of $Z$", equal(_NORMALISER)),
            Step(TO_TILTED.defined, "how far a policy $Q$ is from it", equal()),
            Step(
                equation(TO_TILTED.definition, apart),
                "the logarithm of the tilt; $Q$ sums to 1",
                equal(_SUM_Q),
            ),
            Step(
                equation(OBJECTIVE, beta * sp.log(Z) - beta * TO_TILTED),
                r"times $\beta$, and solved for $J(Q)$",
                equal(_SUM_Q),
            ),
            Step(
                not_negative,
                "by Gibbs' inequality; 0 only for $Q = T$",
                follows(lemma, _SUM_Q, _NORMALISER, at={R[i]: Q[i], S[i]: TILT / Z}),
            ),
            Step(
                at_most(OBJECTIVE, beta * sp.log(Z)),
                "with equality only for $Q = T$",
                follows(not_negative, _SUM_Q, times=beta),
            ),
        ),
        given=(_SUM_Q, _NORMALISER),
        lemmas=(lemma,),
    )


def reward_from_policy() -> Derivation:
    """Prove that the tilted policy gives the differences of the rewards back.

    Returns
    -------
    Derivation

    References
    ----------
    Rafailov et al. 2023, equations (4) to (6).

    Examples
    --------
    >>> reward_from_policy().conclusion.lhs
    r[i] - r[j]
    """
    return Derivation(
        "The tilt can be undone",
        (
            Step(T.defined, "the tilted policy", equal()),
            Step(_T_J.defined, "and for another answer $j$", equal()),
            Step(
                equation(r[i], beta * sp.log(T / S[i]) + beta * sp.log(Z)),
                "solved for the reward",
                equal(),
            ),
            Step(
                equation(r[i] - r[j], beta * sp.log(T / S[i]) - beta * sp.log(_T_J / S[j])),
                "$Z$ is the same for all answers, and cancels",
                equal(),
            ),
        ),
    )


def gradient_on_a_leash() -> Derivation:
    """Prove what the gradient of the penalised reward is for a policy given by its logits.

    Returns
    -------
    Derivation

    References
    ----------
    Williams 1992, for the gradient of an expected reward.

    Examples
    --------
    >>> gradient_on_a_leash().conclusion.rhs
    (-J(Q) + a[j])*Q[j]
    """
    slope = sp.Derivative(OBJECTIVE, Q[j])
    softmax = Q[i] * (sp.KroneckerDelta(i, j) - Q[j])
    chained = total((ADVANTAGE - beta) * softmax)
    return Derivation(
        "The gradient in the logits",
        (
            Step(ADVANTAGE.defined, "reward, less the price of this answer", equal()),
            Step(equation(OBJECTIVE, total(Q[i] * ADVANTAGE)), "its mean is $J(Q)$", equal()),
            Step(
                equation(slope, _A_J - beta),
                "only the term $i = j$ contains $Q_j$",
                equal(_IN_RANGE),
            ),
            Step(
                equation(chained, GRADIENT),
                "through the softmax, whose derivative is $Q_i (\\delta_{ij} - Q_j)$",
                equal(_SUM_Q, _IN_RANGE),
            ),
        ),
        given=(_SUM_Q, _IN_RANGE),
    )
