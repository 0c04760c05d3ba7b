"""Information projection: Pythagoras for a line of given mean and the curve of tilts."""

import sympy as sp

from entropybook.symbolic._checks import equal
from entropybook.symbolic._derivation import Derivation, Step
from entropybook.symbolic._notation import (
    Quantity,
    R,
    S,
    divergence,
    equation,
    i,
    total,
)

# v is the number that an outcome carries, m and M are means of it; θ and t tilt.
P = sp.IndexedBase("P", positive=True)
v = sp.IndexedBase("v", real=True)
theta, t, m, M = sp.symbols("theta t m M", real=True)
Z, Y = sp.symbols("Z Y", positive=True)

WEIGHT = S[i] * sp.exp(theta * v[i])
T = Quantity("T[i]", WEIGHT / Z, "T_{i}")
_OTHER = S[i] * sp.exp(t * v[i])
_U = Quantity("U[i]", _OTHER / Y, "U_{i}")

TO_MODEL = divergence("P", "S", total(P[i] * sp.log(P[i] / S[i])))
TO_NEAREST = divergence("P", "T", total(P[i] * sp.log(P[i] / T)))
LEAST = divergence("T", "S", total(T * sp.log(T / S[i])))

_SUM_P, _SUM_R = equation(total(P[i]), 1), equation(total(R[i]), 1)
_SUM_T, _MEAN_T = equation(total(WEIGHT), Z), equation(total(WEIGHT * v[i]), m * Z)
_SUM_U = equation(total(_OTHER), Y)
_TILTED = equation(LEAST, theta * m - sp.log(Z))


def pythagoras() -> Derivation:
    """Prove that in KL the way to the model by way of the tilt of the same mean is no detour.

    Returns
    -------
    Derivation

    References
    ----------
    Csiszár 1975, theorems 2.2 and 3.1.

    Examples
    --------
    >>> pythagoras().conclusion
    Eq(KL(P‖S), KL(P‖T) + KL(T‖S))
    """
    mean = equation(total(P[i] * v[i]), m)
    by_way = total(P[i] * sp.log(T / S[i]))
    return Derivation(
        "Pythagoras for a given mean",
        (
            Step(T.defined, "the tilt of $S$ that has the mean $m$", equal()),
            Step(equation(TO_MODEL - TO_NEAREST, by_way), r"$P \log P$ cancels", equal()),
            Step(
                equation(by_way, theta * m - sp.log(Z)),
                "$P$ sums to 1 and has the mean $m$",
                equal(_SUM_P, mean),
            ),
            Step(_TILTED, "so does $T$", equal(_SUM_T, _MEAN_T)),
            Step(
                equation(TO_MODEL, TO_NEAREST + LEAST),
                "the two are the same, whatever else $P$ is",
                equal(_SUM_P, mean, _SUM_T, _MEAN_T),
            ),
        ),
        given=(_SUM_P, mean, _SUM_T, _MEAN_T),
    )


def beyond_the_line() -> Derivation:
    """Prove what is left over if the mean is another than that of the tilt.

    Returns
    -------
    Derivation

    Examples
    --------
    >>> beyond_the_line().conclusion.rhs
    theta*(M - m)
    """
    mean = equation(total(P[i] * v[i]), M)
    return Derivation(
        "Beyond the line",
        (
            Step(T.defined, "the tilt of $S$ that has the mean $m$", equal()),
            Step(
                equation(TO_MODEL - TO_NEAREST, theta * M - sp.log(Z)),
                "$P$ sums to 1 and has the mean $M$",
                equal(_SUM_P, mean),
            ),
            Step(_TILTED, "by its own mean", equal(_SUM_T, _MEAN_T)),
            Step(
                equation(TO_MODEL - TO_NEAREST - LEAST, theta * (M - m)),
                r"positive if $\theta$ is and $M$ lies beyond $m$",
                equal(_SUM_P, mean, _SUM_T, _MEAN_T),
            ),
        ),
        given=(_SUM_P, mean, _SUM_T, _MEAN_T),
    )


def fit_has_the_mean() -> Derivation:
    """Prove that of all tilts the one with the mean of the data is the nearest to them.

    Returns
    -------
    Derivation

    References
    ----------
    Csiszár and Shields 2004, section 3.

    Examples
    --------
    >>> fit_has_the_mean().conclusion
    Eq(KL(R‖U), KL(R‖T) + KL(T‖U))
    """
    mean = equation(total(R[i] * v[i]), m)
    to_other = divergence("R", "U", total(R[i] * sp.log(R[i] / _U)))
    to_nearest = divergence("R", "T", total(R[i] * sp.log(R[i] / T)))
    between = divergence("T", "U", total(T * sp.log(T / _U)))
    gained = (theta - t) * m - sp.log(Z / Y)
    retilted = _U * sp.exp((theta - t) * v[i]) * Y / Z
    return Derivation(
        "The fit has the mean of the data",
        (
            Step(T.defined, "the tilt that has the mean of $R$", equal()),
            Step(_U.defined, "any other tilt", equal()),
            Step(equation(T, retilted), "$T$ is a tilt of $U$ as well", equal()),
            Step(
                equation(to_other - to_nearest, gained),
                "$R$ sums to 1 and has the mean $m$",
                equal(_SUM_R, mean),
            ),
            Step(equation(between, gained), "so does $T$", equal(_SUM_T, _MEAN_T)),
            Step(
                equation(to_other, to_nearest + between),
                "so $T$ is the nearest, and no other",
                equal(_SUM_R, mean, _SUM_T, _MEAN_T),
            ),
        ),
        given=(_SUM_R, mean, _SUM_T, _MEAN_T, _SUM_U),
    )
