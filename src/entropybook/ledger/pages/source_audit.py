"""What the page B-source-audit says; what it judges, other chapters state."""

import math

import numpy as np
from numpy.random import Generator

from entropybook._draws import draw
from entropybook.coding import code_from_lengths, kraft_sum
from entropybook.ledger._entries import Chapter, Claim, Tried
from entropybook.measures import entropy


def _little_spread(rng: Generator) -> bool:
    """A random pmf on whole numbers, often nearly certain: entropy at most 2 standard deviations.

    The entropy is in nats.
    """
    whole, sure = np.arange(1, 10), np.eye(9)[rng.integers(9)]
    p = sure + 10 ** rng.uniform(-9, 0) * (rng.dirichlet(np.full(9, rng.choice([0.1, 1]))) - sure)
    centred = whole - np.dot(p, whole)
    return bool(entropy(p) <= 2 * np.sqrt(np.dot(p, centred**2)))


def _whole_lengths(rng: Generator) -> bool:
    """Random pmfs, one kind all powers of one half: only these have a code of lengths -log₂ S(x).

    Of another kind, only some of the probabilities are powers of one half.
    """
    eighths, powers = np.array([3, 3, 1, 1]) / 8, 0.5 ** rng.permutation([1, 2, 3, 3])
    s = [*draw(rng, 1), eighths, powers][rng.integers(3)]
    lengths = [max(1, round(length)) for length in -np.log2(s)]
    fits = kraft_sum(lengths) <= 1
    exists = fits and list(code_from_lengths(lengths).lengths.values()) == list(-np.log2(s))
    # A float is a power of one half if its mantissa is.
    return exists == all(math.frexp(probability)[0] == 0.5 for probability in s)


PAGE = Chapter(
    "B-source-audit",
    claims=(
        Claim(
            "little-variance-little-entropy",
            ("On whole numbers, very little variance forces little entropy",),
            Tried(_little_spread),
            statement="On whole numbers, very little variance forces little entropy: in nats it "
            "is at most twice the standard deviation.",
        ),
        Claim(
            "ideal-lengths-only-when-dyadic",
            (
                "with another.** *Imprecise.*",
                "codewords can have the lengths $-\\log_2 S(x)$ only when the probabilities of "
                "$S$ are powers of one half",
            ),
            Tried(_whole_lengths),
            statement="Codewords of a prefix code can have the lengths $-\\log_2 S(x)$ only when "
            "the probabilities of $S$ are powers of one half.",
        ),
    ),
    repeats={
        "entropy-largest-iff-uniform": (
            "high means unpredictable.** *Right*",
            "the information contained in the distribution, which is *imprecise*",
            "over $n$ outcomes the uniform distribution has the most of it",
        ),
        "variance-tells-no-entropy": (
            "has low entropy, a spread-out one has high entropy.** *Right* in one direction, "
            "*wrong* in the other",
            "much variance does not mean much entropy, and low entropy does not mean concentration "
            "around the mean",
        ),
        "entropy-ignores-labels": (
            "Entropy contains no distances between outcomes",
            "rename the outcomes, and the spread around the mean changes while the entropy stays",
        ),
        "ce-density-can-be-negative": (
            'For densities it is no number of bits at all … the "number of bits" becomes negative',
        ),
        "kl-not-symmetric": (
            "it is no distance: neither symmetry nor the triangle inequality holds",
            "**Neither is necessarily symmetric, … The first half is *right*",
            "in mathematics 度量 is a metric, which neither is",
        ),
        "kl-no-triangle": (
            "it is no distance: neither symmetry nor the triangle inequality holds",
            "in mathematics 度量 is a metric, which neither is",
        ),
        "zero-log-zero": (
            "**The sum and the integral.** *Right.* *Missing* are the convention $0 \\log 0 = 0$",
        ),
        "ce-infinite-iff-forbidden": (
            "when $S$ rules out something that $R$ allows: both measures are then infinite",
        ),
        "kl-infinite-iff-forbidden": (
            "when $S$ rules out something that $R$ allows: both measures are then infinite",
        ),
        "rounding-hides-the-slip": ("The printed .07 escapes both bounds in any case",),
        "ce-not-symmetric": ("**Neither is necessarily symmetric, … The first half is *right*",),
        "kl-symmetric-for-some-pairs": ("pairs that are symmetric, and there are some",),
        "ce-symmetric-for-some-pairs": ("pairs that are symmetric, and there are some",),
        "kl-zero-iff-equal": (
            "measures how dissimilar two distributions are.** *Right.*",
            "**Both are zero exactly when the distributions match.** *Right* for KL divergence",
        ),
        "ce-zero-iff-same-point-mass": (
            "**Both are zero exactly … *wrong* for cross-entropy",
            "The cross-entropy of pmfs is zero exactly when both are the same point mass",
            "in mathematics 度量 is a metric, which neither is",
        ),
        "kl-is-ce-minus-entropy": (
            "*Imprecise* on the measure",
            "**The differences between the two are subtle.** *Imprecise*",
            "the quantity that connects the two others",
            "what it reports is the KL divergence plus the entropy of the observations",
            "the distinction is not subtle but one term, $H(R)$",
        ),
        "entropy-zero-iff-certain": (
            "only for one-hot labels is that entropy 0",
            "which for a pmf is 0 only if one outcome is certain",
        ),
        "same-minimiser": (
            "encourage samples that resemble the data.** *Imprecise.*",
            "maximum likelihood, which aims at the least divergence of the data's distribution "
            "from the model",
        ),
        "same-gradient-in-s": ("distillation can be written with either measure",),
        "cross-entropy-of-itself-is-entropy": (
            "**Cross-entropy measures the difference between two distributions.** *Wrong*: a "
            "distribution does not differ from itself",
            "put $S = R$ into the formula, and entropy comes out",
            "its cross-entropy with itself is its entropy",
        ),
    },
    givens=(
        # Verdicts on what is not there, or was lost.
        "The verdicts are **right**, **imprecise** (true under a condition that is not stated), "
        "**wrong**, and **missing**.",
        "*missing* a formula",
        "**Who is who?** *Missing*",
        "**The formula as an expectation, as a sum and as an integral.** *Right*, with blemishes",
        "**The differences, as a table.** *Missing*",
        "**KL divergence measures the difference between one distribution** (sic). *Wrong*",
        # The article, and what it says or leaves unsaid.
        "published in 2023",
        "the article never defines entropy, so its reader cannot compute the quantity",
        "the text never says that the outcomes come from $R$ and the code from $S$; only the "
        "formula tells",
        "**Cross-entropy is the expected number of bits needed to encode events of one "
        "distribution with another.**",
        "**In words: multiply the negative sum of one distribution by the logarithm of the "
        "other.**",
        "The base of the logarithm is never named, neither here nor in the example",
        "nothing is said of outcomes with probability 0",
        "while the text speaks of bits",
        "**Neither is necessarily symmetric, so the two orders give different values.**",
        "speaks of the bits needed to *approximate* one distribution by another",
        "$H(R)$, which is never mentioned",
        "Both quantities are called 度量",
        '"take values" (取值) on {1, 2, 3}',
        "puts an equals sign before rounded values, where ≈ belongs",
        # Definitions.
        "Bits need the logarithm to base 2",
        "The bits encode outcomes",
        "What is meant is the negative of the sum of the products",
        "there is only one log-ratio",
    ),
    remarks=(
        "*Imprecise* at best",
        "Both are made good in",
        "*Right* on the use, which is not the only one",
        "has the terms in both languages",
    ),
)
