"""What the page 04-worked-example says."""

import math
import re

import numpy as np
from numpy.random import Generator

from entropybook._draws import draw, near
from entropybook.ledger._entries import Chapter, Claim, Shown, Tried
from entropybook.measures import cross_entropy, kl_divergence
from entropybook.worked import R, S, cross_entropy_steps, kl_steps

_PRINTED = {1: 0.39, 2: -0.41, 3: 0.13}  # the article's factors, rounded to two decimals


def _steps_in_full(rng: Generator) -> bool:
    """Write out both sums for random pmfs in hundredths, S now and then in powers of one half.

    Every logarithm, product and sum is within half a unit of its last digit of a computation of
    its own, and a line begins with = just where nothing was rounded away.
    """
    r, s = (1 + rng.multinomial(97, np.ones(3) / 3, size=2)) / 100
    s = np.array([0.25, 0.5, 0.25]) if rng.random() < 0.5 else s
    for steps, logs in ((cross_entropy_steps, np.log2(s)), (kl_steps, np.log2(r / s))):
        written = repr(steps(dict(enumerate(r)), dict(enumerate(s)), base=2)).split("\\\\\n")
        for line, values in zip(written[2:], (logs, r * logs, [r @ logs]), strict=True):
            numbers = re.findall(r"[\d.]+", line)[1 if "cdot" in line else 0 :]
            digits = np.array(numbers[:: 2 if "cdot" in line else 1], dtype=float)
            missed = np.max(np.abs(digits - np.abs(values)))
            if missed > 0.5001e-4 or line.startswith("&=") != (missed < 1e-12):
                return False
    return True


def _lines_need_not_add_up() -> bool:
    """The KL divergence of the example in bits: 0.3144 − 0.2138 + 0.0300 is not quite 0.1305."""
    *_, products, below = repr(kl_steps(R, S, base=2)).split("\\\\\n")
    terms = [float(term.replace(" ", "")) for term in re.findall(r"(?:- )?[\d.]+", products)]
    total = float(re.findall(r"[\d.]+", below)[0])
    return len(terms) == 3 and round(sum(terms), 4) != total


def _needed_base(rng: Generator) -> bool:
    """Take three ratios and their logarithms in a random base, then get one of these wrong.

    The quotients give back the base, one and the same; after the slip they do not agree.
    """
    ratios, base = rng.uniform(1.1, 5, size=3), rng.uniform(1.1, 20)
    factors = np.log10(ratios) / np.log10(base)
    quotients = np.log(ratios) / factors
    slipped = np.log(ratios) / (factors * [1, 1, 1.1])
    fits = near(base**factors, ratios) and near(np.exp(quotients), base)
    return fits and not near(slipped[0], slipped[2])


def _pinsker(rng: Generator) -> bool:
    """Two random pmfs, close or far apart: KL divergence in nats against twice V squared."""
    r, s = draw(rng)
    s = r + rng.choice([0.01, 0.1, 1]) * (s - r)
    variation = sum(abs(a - b) for a, b in zip(r, s, strict=True)) / 2
    # Close pmfs have both sides near 0, where the sum of the terms is rounded at 1e-16.
    return bool(kl_divergence(r, s) >= 2 * variation**2 - 1e-15)


def _rounding_hides() -> bool:
    """The article's factors add up to less than both floors; 0.074, which prints alike, to more."""
    slip = sum(R[x] * factor for x, factor in _PRINTED.items())
    variation = sum(abs(R[x] - S[x]) for x in R) / 2
    floors = (2 * variation**2, cross_entropy(R, S) - math.log(3))
    return slip < min(floors) and max(floors) < 0.074 and f"{slip:.2f}" == f"{0.074:.2f}"


def _third_alarm(rng: Generator) -> bool:
    """Two random pmfs; the log-ratios are found as the numbers that e is raised to."""
    r, s = draw(rng)
    factors = np.log(r) - np.log(s)
    return near(s * np.exp(factors), r) and near(s @ np.exp(factors), 1)


PAGE = Chapter(
    "04-worked-example",
    claims=(
        Claim(
            "steps-carry-no-rounding",
            (
                "A line begins with ≈ where its digits are rounded; each line is computed in full, "
                "so that no rounding is carried on to the next",
            ),
            Tried(_steps_in_full),
            statement="In the sums written out step by step, a line begins with ≈ where its digits "
            "are rounded, and no rounding is carried on to the next.",
        ),
        Claim(
            "printed-lines-need-not-add-up",
            ("the printed digits of a line need not add up exactly to the line below",),
            Shown(_lines_need_not_add_up),
            statement="The printed digits of a line of these steps need not add up exactly to the "
            "line below.",
        ),
        Claim(
            "base-that-would-be-needed",
            (
                "A wrong base would explain it if one and the same base fitted all three. Dividing "
                "each right logarithm by the printed one gives the logarithm of the base that "
                "would be needed",
            ),
            Tried(_needed_base),
            statement="Logarithms in another base, divided into the natural ones, all give the "
            "natural logarithm of that base; numbers that are not logarithms in one base do not.",
        ),
        Claim(
            "pinsker",
            (
                "bounds KL divergence from below by the total variation distance, which is half "
                "the sum of the absolute differences",
            ),
            Tried(_pinsker),
            statement="KL divergence is at least $2 V^2$ nats, where $V$ is the total variation "
            "distance, half the sum of the absolute differences.",
        ),
        Claim(
            "rounding-hides-the-slip",
            (
                "the wrong result escapes both alarms: some value that rounds to 0.07 is above "
                "both floors",
                "**Rounding hides the slip**",
            ),
            Shown(_rounding_hides),
            statement="A wrong KL divergence can break both floors, Pinsker's and that of the "
            "largest entropy, and escape them when it is rounded to two decimals.",
        ),
        Claim(
            "log-ratios-restore-the-sum",
            ("Each term would be $S(x) \\cdot R(x)/S(x) = R(x)$, so the sum would have to be 1",),
            Tried(_third_alarm),
            statement="If the factors are the logarithms of $R(x)/S(x)$ in nats, then "
            "$\\sum_x S(x) \\, e^{\\text{factor}(x)} = 1$, whatever $R$ is.",
        ),
    ),
    repeats={
        "kl-is-ce-minus-entropy": (
            "the entropy of $R$ is what remains when the KL divergence is taken off",
        ),
        "ce-is-code-length-when-dyadic": (
            "whole numbers, so there is a prefix code with exactly these lengths. Run on data from "
            "$R$ it spends 1.69 bits an outcome on average",
        ),
        "prefix-code-not-below-entropy": ("but the entropy is as far as it goes",),
        "entropy-between-0-and-log-n": (
            "three outcomes cannot have an entropy above ln 3",
            "four outcomes have at most 2 bits of entropy",
        ),
    },
    givens=(
        "An article that speaks of bits",
        "The article prints 0.07, without a unit",
        "the 0.07 printed below it",
        "over four outcomes, $H(R, S)$ = 2.31 bits and $D_{\\mathrm{KL}}(R \\parallel S)$ = 0.24 "
        "bits",
        "If they were the logarithms of $R(x)/S(x)$ in nats",
    ),
    remarks=(
        "for the same pair. Is it larger or smaller than",
        "This chapter works out both cross-entropy and KL divergence",
        "term by term, in nats and in bits",
        "write out both sums",
        "an alarm for numbers that cannot be right",
        "when the base of the logarithm is never written down",
        "a check that costs one more sum. It should be made whenever both have been computed",
        "Carry two or three digits more than you intend to print",
        "Both quantities are computed",
    ),
)
