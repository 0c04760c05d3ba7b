"""The first GAN: what its discriminator can reach at best."""

from typing import Any

import sympy as sp

from entropybook.symbolic._checks import equal, follows, solves
from entropybook.symbolic._derivation import Check, Derivation, Step
from entropybook.symbolic._notation import (
    Quantity,
    R,
    S,
    at_least,
    at_most,
    equation,
    i,
    total,
)
from entropybook.symbolic.inequalities import tangent_line

D, F = (sp.IndexedBase(name, positive=True) for name in "DF")
gan_value = Quantity("V(D)", total(R[i] * sp.log(D[i]) + S[i] * sp.log(F[i])))
M = sp.IndexedBase("M", positive=True)
js = Quantity(
    "JS(R,S)",
    total(R[i] * sp.log(R[i] / M[i])) / 2 + total(S[i] * sp.log(S[i] / M[i])) / 2,
    r"D_{\mathrm{JS}}(R,S)",
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
    best = Quantity("V*", total(R[i] * sp.log(R[i] / both) + S[i] * sp.log(S[i] / both)), "V^{*}")
    of_r, of_s = D[i] * both / R[i], F[i] * both / S[i]
    a = Quantity("A", total(R[i] * (of_r - 1 - sp.log(of_r))))
    b = Quantity("B", total(S[i] * (of_s - 1 - sp.log(of_s))))
    at_least_a, at_least_b = at_least(a, 0), at_least(b, 0)
    missed = at_least(best - gan_value, 0)
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
            Step(best.defined, "the value if $D$ is like that everywhere", equal()),
            Step(a.defined, "a sum of tangent terms $t - 1 - \\log t$", equal()),
            Step(
                at_least_a,
                "the tangent line, times $R_i$",
                follows(lemma, at={t: of_r}, times=R[i]),
            ),
            Step(b.defined, "and another one", equal()),
            Step(
                at_least_b,
                "the tangent line, times $S_i$",
                follows(lemma, at={t: of_s}, times=S[i]),
            ),
            Step(
                missed,
                "it is $A + B$, since $D_i + F_i = 1$",
                _sum_of(at_least_a, at_least_b, never_both),
            ),
            Step(js.defined, "definition", equal()),
            Step(
                equation(best, 2 * js - 2 * sp.log(2)),
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
