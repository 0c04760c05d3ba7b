"""Estimates from samples: how far the entropy of frequencies falls short."""

from typing import Any

import sympy as sp

from entropybook.symbolic._checks import equal, swapped
from entropybook.symbolic._derivation import Derivation, Step
from entropybook.symbolic._notation import Quantity, R, equation, i, n, total

# The possible samples are k = 1, ..., m, each with probability w_k; in sample k, outcome i has the
# frequency Rhat_{k,i}. An expectation is a mean over the samples. Here n counts the outcomes.
k, m = (sp.Symbol(name, integer=True, positive=True) for name in "km")
size = sp.Symbol("N", positive=True)
w = sp.IndexedBase("w", positive=True)
Rhat = sp.IndexedBase("Rhat", positive=True)


def _mean(term: Any) -> Any:
    """Take the mean over the samples of a term of sample k, or of such terms, summed."""
    return sp.Sum(w[k] * term, (k, 1, m))


FREQUENCY = Rhat[k, i]
UNBIASED = equation(_mean(FREQUENCY), R[i])
ENTROPY = Quantity("H(R)", -total(R[i] * sp.log(R[i])))
PLUG_IN = Quantity(
    "E[H(R̂)]",
    -_mean(total(FREQUENCY * sp.log(FREQUENCY))),
    r"\mathbb{E}\left[H(\hat{R})\right]",
)
SHORTFALL = Quantity(
    "E[KL(R̂‖R)]",
    _mean(total(FREQUENCY * sp.log(FREQUENCY / R[i]))),
    r"\mathbb{E}\left[D_{\mathrm{KL}}(\hat{R} \Vert R)\right]",
)
PRICE = Quantity(
    "E[H(R̂,R)]",
    -_mean(total(FREQUENCY * sp.log(R[i]))),
    r"\mathbb{E}\left[H(\hat{R}, R)\right]",
)
_OFF = FREQUENCY - R[i]
LEADING = Quantity(
    "E[Q]", total(_mean(_OFF**2) / (2 * R[i])), r"\mathbb{E}\left[Q(\hat{R}, R)\right]"
)


def plug_in_falls_short() -> Derivation:
    """Prove E[H(R̂)] = H(R) − E[KL(R̂‖R)] for the frequencies R̂ of a sample from R.

    Returns
    -------
    Derivation

    Notes
    -----
    The possible samples are k = 1, ..., m, with the probabilities w. All that is asked of them is
    that the frequency of each outcome is its probability on average. Frequencies are positive
    here; where one is 0 its terms are 0 by their limit.

    References
    ----------
    Paninski 2003, section 3, for the bias as an expected divergence.

    Examples
    --------
    >>> plug_in_falls_short().conclusion
    Eq(E[H(R̂)], -E[KL(R̂‖R)] + H(R))
    """
    by_outcome = -total(sp.log(R[i]) * _mean(FREQUENCY))
    apart = equation(SHORTFALL, PRICE - PLUG_IN)
    turned = equation(PRICE, by_outcome)
    collected = equation(by_outcome, ENTROPY)
    return Derivation(
        "The entropy of frequencies falls short by their divergence",
        (
            Step(ENTROPY.defined, "what is to be estimated", equal()),
            Step(PLUG_IN.defined, "the plug-in estimate, on average", equal()),
            Step(SHORTFALL.defined, "the frequencies' divergence, on average", equal()),
            Step(PRICE.defined, "the price in a code made for $R$", equal()),
            Step(apart, "the logarithm of a quotient", equal()),
            Step(turned, "the order of two finite sums", swapped()),
            Step(collected, "frequencies are right on average", equal(UNBIASED)),
            Step(
                equation(PLUG_IN, ENTROPY - SHORTFALL),
                "exactly, for every $R$ and every sample size",
                equal(apart, turned, collected),
            ),
        ),
        given=(UNBIASED,),
    )


def miller_bias() -> Derivation:
    """Prove that the leading term of E[KL(R̂‖R)] is (n − 1)/2N, for n outcomes and N draws.

    Returns
    -------
    Derivation

    Notes
    -----
    The leading term of a divergence for small differences is Q = Σ (R̂ − R)² / 2R; the draws are
    independent, so that the frequency of an outcome has the variance R(1 − R)/N.

    References
    ----------
    Miller 1955.

    Examples
    --------
    >>> miller_bias().conclusion
    Eq(E[Q], (n - 1)/(2*N))
    """
    variance = equation(_mean(_OFF**2), R[i] * (1 - R[i]) / size)
    by_outcome = total((1 - R[i]) / (2 * size))
    sums_to_one = equation(total(R[i]), 1)
    return Derivation(
        "The leading term does not depend on R",
        (
            Step(LEADING.defined, "the leading term, on average", equal()),
            Step(
                equation(LEADING.definition, by_outcome),
                "put in the variance of a frequency",
                equal(variance),
            ),
            Step(
                equation(LEADING, (n - 1) / (2 * size)),
                "one half for each outcome but one, over the number of draws",
                equal(variance, sums_to_one),
            ),
        ),
        given=(variance, sums_to_one),
    )
