"""What the page 09-conclusion says."""

import math

from entropybook.ledger._entries import Chapter, Claim, Shown


def _logits() -> bool:
    """Put the logits (1, 2) and (2, 3) into the formula in the place of probabilities."""
    logits = ((1, 2), (2, 3))
    return sum(r * math.log(r / s) for r, s in zip(*logits, strict=True)) < 0


PAGE = Chapter(
    "09-conclusion",
    claims=(
        Claim(
            "logits-can-make-kl-negative",
            ("logits or logarithms instead of probabilities",),
            Shown(_logits),
            statement="The sum of the definition can come out negative if logits are passed "
            "instead of probabilities.",
        ),
    ),
    repeats={
        "base-only-rescales": (
            "Any base above 1 will do for the logarithm",
            "by a factor of 1.44 or 0.69.** Bits against nats.",
        ),
        "kl-density-unit-free": ("For densities … $D_{\\mathrm{KL}}$ keeps its meaning",),
        "kl-density-counts-extra-bits": ("For densities … $D_{\\mathrm{KL}}$ keeps its meaning",),
        "density-entropy-depends-on-unit": ("the other two become relative to the unit of $x$",),
        "ce-density-depends-on-unit": ("the other two become relative to the unit of $x$",),
        "density-entropy-can-be-negative": ("the other two … may be negative",),
        "ce-density-can-be-negative": (
            "the other two … may be negative",
            "**A negative cross-entropy.** … possible for densities",
        ),
        "kl-is-ce-minus-entropy": ("The whole height is the cross-entropy",),
        "ce-table-10": ("the data are samples of $R$; $H(R)$ is not needed and does not move",),
        "difference-of-ce-is-difference-of-kl": (
            "compare models on the same data | cross-entropy | the difference of two "
            "cross-entropies is the difference of the KL divergences",
        ),
        "kl-table-11": ("it is 0 for a perfect model, whatever $R$",),
        "kl-table-10": ("$H(R)$ must be known or estimated",),
        "loss-above-zero-has-two-causes": (
            "each data set has its own floor $H(R)$",
            "**A loss that stops above zero.** Compare it with $H(R)$ before you look for a bug",
        ),
        "ce-collapses-when-r-is-free": (
            "$H(R)$ moves with it, and cross-entropy alone is least with all of $R$ on one outcome",
        ),
        "test-any-level": (
            "with one error held at a level, it is the rate at which the other error of the best "
            "test falls",
        ),
        "js-symmetric": ("Jensen–Shannon divergence | symmetric",),
        "js-at-most-one-bit": ("Jensen–Shannon divergence | … finite, at most 1 bit",),
        "mistakes-that-make-kl-negative": (
            "**A negative KL divergence.** Vectors that do not sum to 1, … or logarithms instead "
            "of probabilities",
        ),
        "sample-average-on-either-side": ("**A negative KL divergence.** … an estimate from",),
        "kl-never-negative": ("A true one is never negative",),
        "rounding-can-make-kl-negative": ("a tiny negative number may be rounding",),
        "ce-discrete-never-negative": (
            "**A negative cross-entropy.** Impossible for discrete outcomes",
        ),
        "ce-infinite-iff-forbidden": (
            "**An infinite loss.** The model gave probability 0 to something that happened",
        ),
        "ce-table-8": (
            "An expected loss, $H(R, S)$ itself, can also be infinite because the tails of the "
            "model are too light",
        ),
        "entropy-between-0-and-log-n": (
            r"**$H(R, S) - D_{\mathrm{KL}}(R \parallel S)$ above $\log n$, with $n$ outcomes.** "
            "At least one of the two is wrong, or their units differ",
        ),
    },
    givens=("2 for bits, e for nats",),
    remarks=(
        "know how far a model is from the best",
        "compare two distributions on equal terms",
    ),
)
