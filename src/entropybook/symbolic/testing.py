"""Testing R against S: Chernoff's exponent, the distribution in between, and the G statistic."""

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

# T is R and S mixed by powers, with the weight λ for R and 1 − λ for S; Q is any distribution.
Q = sp.IndexedBase("Q", positive=True)
lam, Z = (sp.Symbol(name, positive=True) for name in ("lambda", "Z"))
POWERS = R[i] ** lam * S[i] ** (1 - lam)
T = Quantity("T[i]", POWERS / Z, "T_{i}")
_SUM_R, _SUM_Q = (equation(total(base[i]), 1) for base in (R, Q))
_NORMALISER = equation(total(POWERS), Z)

# Two samples: a_i and b_i draws of outcome i, N and M in all.
a, b = (sp.IndexedBase(name, positive=True) for name in "ab")
N, M = (sp.Symbol(name, positive=True) for name in "NM")


def chernoff_is_below_both() -> Derivation:
    """Prove that −log Σ R^λ S^(1 − λ) is at most 1 − λ times KL(R‖S).

    Returns
    -------
    Derivation

    Notes
    -----
    The same with R and S, and λ and 1 − λ, changed over: at most λ times KL(S‖R).

    References
    ----------
    Cover & Thomas 2006, section 11.9; van Erven and Harremoës 2014, theorem 30.

    Examples
    --------
    >>> chernoff_is_below_both().conclusion
    -log(Z) <= (1 - lambda)*KL(R‖S)
    """
    lemma = gibbs()
    to_r, to_s, to_t = (
        divergence("Q", name, total(Q[i] * sp.log(Q[i] / other)))
        for name, other in (("R", R[i]), ("S", S[i]), ("T", T))
    )
    kl = divergence("R", "S", total(R[i] * sp.log(R[i] / S[i])))
    mixed = lam * to_r + (1 - lam) * to_s
    not_negative, least = at_least(to_t, 0), at_least(mixed, -sp.log(Z))
    return Derivation(
        "How far the one in between is, at least, from both",
        (
            Step(T.defined, "R and S, mixed by powers", equal()),
            Step(equation(total(T), 1), "it sums to 1, by the choice of $Z$", equal(_NORMALISER)),
            Step(
                equation(mixed, to_t - sp.log(Z)),
                "logarithms of products; $Q$ sums to 1",
                equal(_SUM_Q),
            ),
            Step(
                not_negative,
                "by Gibbs' inequality; 0 only for $Q = T$",
                follows(lemma, _SUM_Q, _NORMALISER, at={R[i]: Q[i], S[i]: POWERS / Z}),
            ),
            Step(least, "for every $Q$", follows(not_negative, _SUM_Q)),
            Step(
                at_most(-sp.log(Z), (1 - lam) * kl),
                "put in $Q = R$",
                follows(least, at={Q[i]: R[i]}),
            ),
        ),
        given=(_SUM_R, _SUM_Q, _NORMALISER),
        lemmas=(lemma,),
    )


def halfway_in_divergence() -> Derivation:
    """Prove that at the top of −log Z the distribution in between is equally far from R and S.

    Returns
    -------
    Derivation

    References
    ----------
    Cover & Thomas 2006, section 11.9.

    Examples
    --------
    >>> halfway_in_divergence().conclusion
    Eq(KL(T‖S), -log(Z))
    """
    of_r, of_s = (
        Quantity(f"E[log {name}]", total(T * sp.log(other)), rf"\mathbb{{E}}_T[\log {name}]")
        for name, other in (("R", R[i]), ("S", S[i]))
    )
    to_r, to_s = (
        divergence("T", name, total(T * sp.log(T / other)))
        for name, other in (("R", R[i]), ("S", S[i]))
    )
    same = sp.Symbol("K", real=True)
    top = equation(of_r, same), equation(of_s, same)
    return Derivation(
        "At the top, the one in between is equally far from both",
        (
            Step(T.defined, "R and S, mixed by powers, $Z$ being their sum", equal()),
            Step(of_r.defined, "a mean under it", equal()),
            Step(of_s.defined, "and another", equal()),
            Step(
                equation(total(sp.Derivative(POWERS, lam)) / Z, of_r - of_s),
                r"the slope of $\log Z$, which is 0 at the top",
                equal(),
            ),
            Step(
                equation(to_r, (1 - lam) * (of_s - of_r) - sp.log(Z)),
                "its divergence from R",
                equal(_NORMALISER),
            ),
            Step(
                equation(to_s, lam * (of_r - of_s) - sp.log(Z)),
                "and from S",
                equal(_NORMALISER),
            ),
            Step(equation(to_r, -sp.log(Z)), "at the top", equal(_NORMALISER, *top)),
            Step(equation(to_s, -sp.log(Z)), "which is as high", equal(_NORMALISER, *top)),
        ),
        given=(_NORMALISER, *top),
    )


def g_is_divergence() -> Derivation:
    """Prove that the G statistic of two samples is twice a sum of two KL divergences.

    Returns
    -------
    Derivation

    References
    ----------
    Wilks 1938, for the statistic; Lin 1991, for the divergence with weights.

    Examples
    --------
    >>> g_is_divergence().conclusion
    Eq(G, 2*M*KL(Ŝ‖M̂) + 2*N*KL(R̂‖M̂))
    """
    pooled = (a[i] + b[i]) / (N + M)
    apart = Quantity(
        "L₂", total(a[i] * sp.log(a[i] / N)) + total(b[i] * sp.log(b[i] / M)), r"\ell_{2}"
    )
    together = Quantity("L₁", total((a[i] + b[i]) * sp.log(pooled)), r"\ell_{1}")
    g = Quantity("G", 2 * (apart - together))
    first, second = (
        Quantity(
            f"KL({plain}‖M̂)",
            total(counts[i] / size * sp.log((counts[i] / size) / pooled)),
            rf"D_{{\mathrm{{KL}}}}({tex} \Vert \hat M)",
        )
        for plain, tex, counts, size in (("R̂", r"\hat R", a, N), ("Ŝ", r"\hat S", b, M))
    )
    return Derivation(
        "The G statistic is a divergence, times the number of draws",
        (
            Step(apart.defined, "the log-likelihood of two sources, each fitted", equal()),
            Step(together.defined, "that of one source, fitted to all draws", equal()),
            Step(g.defined, "twice what the second source gains", equal()),
            Step(first.defined, "the first sample from the pool", equal()),
            Step(second.defined, "the second sample from the pool", equal()),
            Step(
                equation(g, 2 * N * first + 2 * M * second),
                "the logarithm of a quotient",
                equal(),
            ),
        ),
    )
