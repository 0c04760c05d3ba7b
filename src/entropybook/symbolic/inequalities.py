"""Inequalities: why KL divergence is not negative, and what follows from it."""

import sympy as sp

from entropybook.symbolic._checks import convex, equal, follows, has_sign, solves
from entropybook.symbolic._derivation import Derivation, Step
from entropybook.symbolic._notation import (
    Quantity,
    R,
    S,
    above,
    at_least,
    at_most,
    divergence,
    equation,
    i,
    n,
    total,
)

_t = sp.Symbol("t", positive=True)
_KL = divergence("R", "S", total(R[i] * sp.log(R[i] / S[i])))
_SUM_R, _SUM_S = (equation(total(base[i]), 1) for base in (R, S))


def tangent_line() -> Derivation:
    """Prove t − 1 − log t ≥ 0 for t > 0, with equality only at t = 1.

    Returns
    -------
    Derivation

    Examples
    --------
    >>> tangent_line().conclusion
    f(t) >= 0
    """
    f = Quantity("f(t)", _t - 1 - sp.log(_t))
    at_one = Quantity("f(1)", f.definition.subs(_t, 1))
    slope = equation(sp.Derivative(f, _t), 1 - 1 / _t)
    curvature = sp.Derivative(f, (_t, 2))
    return Derivation(
        "The logarithm lies below its tangent",
        (
            Step(f.defined, r"how far $\log t$ lies below $t - 1$", equal()),
            Step(slope, "differentiate", equal()),
            Step(
                equation(_t, 1),
                "the only place where the slope is 0",
                solves(equation(slope.rhs, 0)),
            ),
            Step(at_one.defined, "the value there", equal()),
            Step(equation(curvature, _t**-2), "differentiate again", equal()),
            Step(above(_t**-2, 0), "so $f$ is strictly convex", has_sign()),
            Step(at_least(f, 0), "with equality only at $t = 1$", convex([_t], {_t: 1})),
        ),
    )


def gibbs() -> Derivation:
    """Prove KL(R‖S) ≥ 0 for any number of outcomes, with equality only for S = R.

    Returns
    -------
    Derivation

    References
    ----------
    MacKay, *Information Theory, Inference, and Learning Algorithms*, section 2.6;
    Cover and Thomas, *Elements of Information Theory*, 2nd ed., theorem 2.6.3.

    Examples
    --------
    >>> gibbs().conclusion
    KL(R‖S) >= 0
    """
    lemma = tangent_line()
    padded = total(R[i] * sp.log(R[i] / S[i]) + S[i] - R[i])
    by_ratio = total(R[i] * (S[i] / R[i] - 1 - sp.log(S[i] / R[i])))
    termwise = at_least(by_ratio, 0)
    return Derivation(
        "Gibbs' inequality by the tangent line",
        (
            Step(_KL.defined, "definition", equal()),
            Step(
                equation(_KL.definition, padded),
                "both sum to 1: this adds 0",
                equal(_SUM_R, _SUM_S),
            ),
            Step(equation(padded, by_ratio), "take out the positive factor", equal()),
            Step(
                termwise,
                "the tangent line at $t = S_i / R_i$, times $R_i$",
                follows(lemma, at={_t: S[i] / R[i]}, times=R[i]),
            ),
            Step(
                equation(S[i], R[i]),
                "where every term is 0, that is $t = 1$",
                solves(equation(S[i] / R[i], 1)),
            ),
            Step(
                at_least(_KL, 0),
                "with equality only for $S = R$",
                follows(termwise, _SUM_R, _SUM_S),
            ),
        ),
        given=(_SUM_R, _SUM_S),
        lemmas=(lemma,),
    )


def gibbs_by_lagrange(outcomes: int = 3) -> Derivation:
    """Prove KL(R‖S) ≥ 0 for a few outcomes by a Lagrange multiplier.

    Parameters
    ----------
    outcomes : int, default 3
        How many outcomes there are.

    Returns
    -------
    Derivation

    Raises
    ------
    ValueError
        If `outcomes` is not a whole number, at least 1.

    Examples
    --------
    >>> gibbs_by_lagrange().conclusion
    KL(R‖S) >= 0
    """
    sum_r, sum_s = (equation(total(base[i], outcomes), 1) for base in (R, S))
    kl = divergence("R", "S", total(R[i] * sp.log(R[i] / S[i]), outcomes))
    r, s = ([base[k] for k in range(1, outcomes + 1)] for base in (R, S))
    multiplier = sp.Symbol("lambda", positive=True)
    pairs = list(zip(r, s, strict=True))
    lagrangian = Quantity("L(S,λ)", kl + multiplier * (sum_s.lhs - 1), r"L(S,\lambda)")
    at_one = Quantity("L(S,1)", kl + sum_s.lhs - 1)
    slopes = [equation(sp.Derivative(lagrangian, b), multiplier - a / b) for a, b in pairs]
    zeros = [equation(b, a / multiplier) for a, b in pairs]
    scaled = sum_r.lhs / multiplier
    not_negative = at_least(at_one, 0)
    return Derivation(
        "Gibbs' inequality by a Lagrange multiplier",
        (
            Step(kl.defined, "to be made least over $S$", equal()),
            Step(lagrangian.defined, "with the sum of $S$ held at 1", equal()),
            *(Step(slope, "differentiate", equal()) for slope in slopes),
            *(
                Step(zero, "the only zeros", solves(equation(slope.rhs, 0)))
                for slope, zero in zip(slopes, zeros, strict=True)
            ),
            Step(equation(sum_s.lhs, scaled), "add the zeros", equal(*zeros)),
            Step(equation(scaled, 1 / multiplier), "since $R$ sums to 1", equal(sum_r)),
            Step(
                equation(multiplier, 1),
                "since $S$ does too: $S = R$",
                solves(equation(1 / multiplier, 1)),
            ),
            Step(at_one.defined, "what is to be least, with this multiplier", equal()),
            Step(
                not_negative,
                "strictly convex; flat, and 0, at $S = R$",
                convex(s, {b: a for a, b in pairs}, sum_r),
            ),
            Step(equation(at_one, kl), "where $S$ sums to 1", equal(sum_s)),
            Step(at_least(kl, 0), "with equality only for $S = R$", follows(not_negative, sum_s)),
        ),
        given=(sum_r, sum_s),
    )


def cross_entropy_floor() -> Derivation:
    """Prove H(R,S) ≥ H(R), with equality only for S = R.

    Returns
    -------
    Derivation

    References
    ----------
    Cover and Thomas, *Elements of Information Theory*, 2nd ed., theorem 5.4.3.

    Examples
    --------
    >>> cross_entropy_floor().conclusion
    H(R,S) >= H(R)
    """
    lemma = gibbs()
    cross = Quantity("H(R,S)", -total(R[i] * sp.log(S[i])))
    entropy = Quantity("H(R)", -total(R[i] * sp.log(R[i])))
    return Derivation(
        "No cross-entropy is below the entropy",
        (
            Step(cross.defined, "definition of cross-entropy", equal()),
            Step(entropy.defined, "definition of entropy", equal()),
            Step(equation(cross, entropy + _KL), "entropy plus divergence", equal()),
            Step(at_least(_KL, 0), "by Gibbs' inequality", follows(lemma, _SUM_R, _SUM_S)),
            Step(
                at_least(cross, entropy),
                "with equality only where the divergence is 0, at $S = R$",
                follows(lemma, _SUM_R, _SUM_S),
            ),
        ),
        given=(_SUM_R, _SUM_S),
        lemmas=(lemma,),
    )


def entropy_at_most_log_n() -> Derivation:
    """Prove H(R) ≤ log n, with equality only for the uniform distribution.

    Returns
    -------
    Derivation

    References
    ----------
    Cover and Thomas, *Elements of Information Theory*, 2nd ed., theorem 2.6.4.

    Examples
    --------
    >>> entropy_at_most_log_n().conclusion
    H(R) <= log(n)
    """
    lemma = gibbs()
    entropy = Quantity("H(R)", -total(R[i] * sp.log(R[i])))
    to_uniform = divergence("R", "U", total(R[i] * sp.log(R[i] * n)))
    not_negative = at_least(to_uniform, 0)
    split = total(R[i] * (sp.log(n) + sp.log(R[i])))
    return Derivation(
        "No entropy exceeds log n",
        (
            Step(entropy.defined, "definition of entropy", equal()),
            Step(to_uniform.defined, "divergence from $U$, $1/n$ each", equal()),
            Step(equation(to_uniform.definition, split), "the logarithm of a product", equal()),
            Step(equation(split, sp.log(n) - entropy), "since $R$ sums to 1", equal(_SUM_R)),
            Step(not_negative, "by Gibbs' inequality", follows(lemma, _SUM_R, at={S[i]: 1 / n})),
            Step(
                at_most(entropy, sp.log(n)),
                "with equality only for $R = U$, the uniform distribution",
                follows(not_negative, _SUM_R),
            ),
        ),
        given=(_SUM_R,),
        lemmas=(lemma,),
    )


def x_log_x_vanishes() -> Derivation:
    """Prove that x log x tends to 0 as x does, which is why 0 log 0 counts as 0.

    Returns
    -------
    Derivation

    Examples
    --------
    >>> x_log_x_vanishes().conclusion
    Eq(Limit(x*log(x), x, 0, dir='+'), 0)
    """
    lemma = tangent_line()
    x = sp.Symbol("x", positive=True)
    middle = -x * sp.log(x)
    low, high = x - x**2, 2 * sp.sqrt(x) - 2 * x

    def limit(expression: sp.Expr) -> sp.Expr:
        return sp.Limit(expression, x, 0, "+")

    return Derivation(
        "Why 0 log 0 counts as 0",
        (
            Step(
                at_most(low, middle),
                "the tangent line at $t = x$",
                follows(lemma, at={_t: x}, times=x),
            ),
            Step(
                at_most(middle, high),
                r"the tangent line at $t = 1/\sqrt{x}$",
                follows(lemma, at={_t: 1 / sp.sqrt(x)}, times=2 * x),
            ),
            Step(equation(limit(low), 0), "the lower bound vanishes", equal()),
            Step(equation(limit(high), 0), "and so does the upper one", equal()),
            Step(equation(limit(x * sp.log(x)), 0), "squeezed between two limits 0", equal()),
        ),
        lemmas=(lemma,),
    )
