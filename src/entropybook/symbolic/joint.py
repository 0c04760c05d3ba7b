"""Pairs: mutual information as a divergence, the chain rule, and data processing."""

from typing import Any

import sympy as sp

from entropybook.symbolic._checks import equal, follows, swapped
from entropybook.symbolic._derivation import Derivation, Step
from entropybook.symbolic._notation import (
    Quantity,
    R,
    S,
    at_least,
    divergence,
    equation,
    i,
    j,
    n,
    total,
)
from entropybook.symbolic.inequalities import gibbs

# X takes the values i = 1, ..., n and Y the values j = 1, ..., m. A pair has the probability
# A_i K_{i,j}: A is the pmf of X, and K has a pmf of Y for each value of X. C is the pmf of Y.
# B and L are to S what A and K are to R.
m = sp.Symbol("m", integer=True, positive=True)
A, B, C, K, L = (sp.IndexedBase(name, positive=True) for name in "ABCKL")
# A channel: W_{j,i} is the probability that the input j becomes the output i.
W = sp.IndexedBase("W", positive=True)


def over_j(term: Any) -> Any:
    """Sum a term over j = 1, ..., m."""
    return sp.Sum(term, (j, 1, m))


def _mean(term: Any) -> Any:
    """Take the mean over X, by A, and over Y given X, by K."""
    return total(A[i] * over_j(K[i, j] * term))


ROWS = equation(over_j(K[i, j]), 1)
COLUMNS = equation(total(A[i] * K[i, j]), C[j])
ENTROPY_X = Quantity("H(X)", -total(A[i] * sp.log(A[i])))
ENTROPY_Y = Quantity("H(Y)", -over_j(C[j] * sp.log(C[j])))
ENTROPY_XY = Quantity("H(R_XY)", -_mean(sp.log(A[i] * K[i, j])), r"H(R_{XY})")
LEFT = Quantity("H(Y|X)", -_mean(sp.log(K[i, j])))
SHARED = Quantity("I(X;Y)", _mean(sp.log(A[i] * K[i, j] / (A[i] * C[j]))))

KL_XY = divergence("R_{XY}", "S_{XY}", _mean(sp.log(A[i] * K[i, j] / (B[i] * L[i, j]))))
KL_X = divergence("R_X", "S_X", total(A[i] * sp.log(A[i] / B[i])))
KL_Y_GIVEN_X = divergence("R_{Y|X}", "S_{Y|X}", _mean(sp.log(K[i, j] / L[i, j])))

# R and S before a channel, A and B after it; what either says of the input when the output is i.
_R_BACK, _S_BACK = R[j] * W[j, i] / A[i], S[j] * W[j, i] / B[i]
BEFORE = divergence("R_X", "S_X", over_j(R[j] * sp.log(R[j] / S[j])))
AFTER = divergence("R_Y", "S_Y", total(A[i] * sp.log(A[i] / B[i])))
LOST = divergence("R_{X|Y}", "S_{X|Y}", total(A[i] * over_j(_R_BACK * sp.log(_R_BACK / _S_BACK))))
BOTH = divergence("R_{XY}", "S_{XY}", total(A[i] * over_j(_R_BACK * sp.log(R[j] / S[j]))))


def information_is_shared() -> Derivation:
    """Prove I(X;Y) = H(Y) − H(Y|X) = H(X) + H(Y) − H(R_XY).

    Returns
    -------
    Derivation

    References
    ----------
    Cover and Thomas 2006, theorem 2.4.1.

    Examples
    --------
    >>> information_is_shared().conclusion
    Eq(I(X;Y), -H(R_XY) + H(X) + H(Y))
    """
    by_row = -_mean(sp.log(C[j]))
    by_column = -over_j(sp.log(C[j]) * total(A[i] * K[i, j]))
    split = equation(SHARED, by_row - LEFT)
    turned = equation(by_row, by_column)
    summed = equation(by_column, ENTROPY_Y)
    known = equation(SHARED, ENTROPY_Y - LEFT)
    by_value = -total(A[i] * sp.log(A[i]) * over_j(K[i, j]))
    pair = equation(ENTROPY_XY, LEFT + by_value)
    rows = equation(by_value, ENTROPY_X)
    return Derivation(
        "Mutual information is what the two entropies share",
        (
            Step(SHARED.defined, "the factor $A_i$ cancels in the quotient", equal()),
            Step(LEFT.defined, "the mean entropy of a row", equal()),
            Step(split, "the logarithm of a quotient", equal()),
            Step(turned, "the order of two finite sums", swapped()),
            Step(summed, "a column sums to $C_j$", equal(COLUMNS)),
            Step(known, "what is left of $Y$ when $X$ is known", equal(split, turned, summed)),
            Step(ENTROPY_XY.defined, "the entropy of the pair", equal()),
            Step(pair, "the logarithm of a product", equal()),
            Step(rows, "a row sums to 1", equal(ROWS)),
            Step(
                equation(SHARED, ENTROPY_X + ENTROPY_Y - ENTROPY_XY),
                "in which $X$ and $Y$ can change places",
                equal(known, pair, rows),
            ),
        ),
        given=(ROWS, COLUMNS),
    )


def chain_rule() -> Derivation:
    """Prove the chain rule: KL of pairs is KL of the one plus mean KL of the other, given it.

    Returns
    -------
    Derivation

    References
    ----------
    Cover and Thomas 2006, theorem 2.5.3.

    Examples
    --------
    >>> chain_rule().conclusion
    Eq(KL(R_{XY}‖S_{XY}), KL(R_X‖S_X) + KL(R_{Y|X}‖S_{Y|X}))
    """
    by_value = total(A[i] * sp.log(A[i] / B[i]) * over_j(K[i, j]))
    split = equation(KL_XY, by_value + KL_Y_GIVEN_X)
    summed = equation(by_value, KL_X)
    return Derivation(
        "The chain rule for KL divergence",
        (
            Step(
                KL_XY.defined,
                "the margins times the rows of each",
                equal(),
            ),
            Step(KL_X.defined, "the margins of $X$", equal()),
            Step(KL_Y_GIVEN_X.defined, "$Y$ given $X$, on average under $R$", equal()),
            Step(split, "the logarithm of a product", equal()),
            Step(summed, "each row of $K$ sums to 1", equal(ROWS)),
            Step(
                equation(KL_XY, KL_X + KL_Y_GIVEN_X),
                "and likewise with $X$ and $Y$ exchanged",
                equal(split, summed),
            ),
        ),
        given=(ROWS,),
    )


def information_not_negative() -> Derivation:
    """Prove I(X;Y) ≥ 0.

    Returns
    -------
    Derivation

    Examples
    --------
    >>> information_not_negative().conclusion
    I(X;Y) >= 0
    """
    lemma = gibbs()
    sums_to_one = equation(over_j(C[j]), 1)
    return Derivation(
        "Mutual information is not negative",
        (
            Step(SHARED.defined, "the mean divergence of a row from $C$", equal()),
            Step(
                at_least(SHARED, 0),
                "Gibbs' inequality for each row, with equality only if all rows are $C$",
                follows(
                    lemma,
                    ROWS,
                    sums_to_one,
                    at={i: j, n: m, R[i]: K[i, j], S[i]: C[j]},
                    times=A[i],
                ),
            ),
        ),
        given=(ROWS, sums_to_one),
        lemmas=(lemma,),
    )


def data_processing() -> Derivation:
    """Prove that a channel raises no KL divergence, by the chain rule in two orders.

    Returns
    -------
    Derivation

    References
    ----------
    Cover and Thomas 2006, section 4.4.

    Examples
    --------
    >>> data_processing().conclusion
    KL(R_X‖S_X) >= KL(R_Y‖S_Y)
    """
    lemma = gibbs()
    channel = equation(total(W[j, i]), 1)
    out_r, out_s = (
        equation(over_j(before[j] * W[j, i]), after[i]) for before, after in ((R, A), (S, B))
    )
    by_input = over_j(R[j] * sp.log(R[j] / S[j]) * total(W[j, i]))
    by_value = total(sp.log(A[i] / B[i]) * over_j(R[j] * W[j, i]))
    turned, first = equation(BOTH, by_input), equation(by_input, BEFORE)
    whole, summed = equation(BEFORE, BOTH), equation(by_value, AFTER)
    not_negative = at_least(LOST, 0)
    balance = equation(BEFORE, AFTER + LOST)
    return Derivation(
        "A channel raises no divergence",
        (
            Step(BOTH.defined, "input and output; the channel cancels", equal()),
            Step(turned, "the order of two finite sums", swapped()),
            Step(first, "the rows of the channel sum to 1", equal(channel)),
            Step(whole, "so the output adds nothing to the input", equal(turned, first)),
            Step(LOST.defined, "the input, when the output is known", equal()),
            Step(
                equation(BOTH, by_value + LOST),
                "the chain rule, with the output first",
                equal(),
            ),
            Step(summed, "the output under $R$", equal(out_r)),
            Step(balance, "two accounts of one divergence", equal(whole, summed)),
            Step(
                not_negative,
                "Gibbs' inequality for each output",
                follows(
                    lemma,
                    out_r,
                    out_s,
                    at={i: j, n: m, R[i]: _R_BACK, S[i]: _S_BACK},
                    times=A[i],
                ),
            ),
            Step(
                at_least(BEFORE, AFTER),
                "what is lost is the divergence that the output leaves in the input",
                follows(not_negative, balance),
            ),
        ),
        given=(channel, out_r, out_s),
        lemmas=(lemma,),
    )
