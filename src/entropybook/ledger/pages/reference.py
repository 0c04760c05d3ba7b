"""What the page C-reference says: mostly definitions, and a few theorems under their names."""

from itertools import product

import numpy as np
from numpy.random import Generator

from entropybook._draws import draw, near
from entropybook.coding import huffman
from entropybook.ledger._entries import Chapter, Claim, Tried


def _no_lengths_are_shorter(rng: Generator) -> bool:
    """A random pmf, up to 5 outcomes: no lengths within Kraft's budget beat the Huffman code's."""
    (p,) = draw(rng, 1)
    # Some optimal code has no codeword longer than n - 1 bits.
    lengths = np.array(list(product(range(1, len(p)), repeat=len(p))))
    allowed = lengths[np.sum(2.0**-lengths, axis=1) <= 1]
    return near(huffman(p).expected_length(p), np.min(allowed @ p))


PAGE = Chapter(
    "C-reference",
    claims=(
        Claim(
            "huffman-is-shortest",
            ("a prefix code of the least expected length",),
            Tried(_no_lengths_are_shorter),
            statement="A Huffman code is a prefix code of the least expected length.",
        ),
    ),
    repeats={
        "kl-needs-absolute-continuity": ("needed for a finite KL divergence",),
        "kl-infinite-iff-forbidden": ("needed for a finite KL divergence",),
        "kl-infinite-by-tails": ("not always enough",),
        "density-entropy-depends-on-unit": ("depends on the unit, can be negative",),
        "density-entropy-can-be-negative": (
            "can be larger than 1",
            "depends on the unit, can be negative",
        ),
        "kl-never-negative": ("KL divergence is never negative, and zero only between equals",),
        "kl-zero-iff-equal": ("KL divergence is never negative, and zero only between equals",),
        "codewords-keep-within-the-budget": ("the codewords of a prefix code share a budget of 1",),
        "kl-no-triangle": ("not KL divergence, nor cross-entropy",),
        "ce-zero-iff-same-point-mass": ("not KL divergence, nor cross-entropy",),
        "perplexity-counts-outcomes": (
            "number of equally likely outcomes that would have the same entropy",
        ),
        "f-divergences-process-data": (
            "passing both distributions through one channel; no divergence of the family grows by "
            "it",
        ),
        "renyi-at-one-is-kl": ("KL divergence at order 1",),
        "pinsker": ("a floor for KL divergence, from total variation",),
        "log-ratio-has-one-mean": (
            "the divergence from $S$ is that from the information projection $T$ plus that of $T$ "
            "from $S$, for each distribution with the mean of $T$",
        ),
        "conditioned-throws-tend-to-the-projection": (
            "given the mean of a long run, its first draw is distributed nearly as the information "
            "projection",
        ),
        "chance-falls-at-the-least-divergence": (
            "the divergence of the information projection is the rate at which the probability of "
            "a rare mean falls with the number of draws",
        ),
        "two-accounts-of-a-pair": (
            "the divergence of pairs is that of one part plus the mean divergence of the other, "
            "given the first",
        ),
        "test-by-the-score": (
            "a test that makes one error rarer than the test by the score does makes the other "
            "more frequent",
        ),
        "test-any-level": (
            "with one error held at a level, the other error of the best test falls at the rate of "
            "a KL divergence",
        ),
        "test-chernoff-exponent": (
            "the rate at which the two errors of the best test, added up, fall in the long run",
        ),
        "test-g-is-a-divergence": (
            "twice the log-likelihood that two samples gain by two sources in the place of one",
        ),
    },
    givens=(
        # Notation.
        "logarithm to any base, the same throughout a formula",
        "$\\ln$, $\\log_2$ | natural logarithm (nats), binary logarithm (bits)",
        "the uniform distribution, $1/n$ for each of $n$ outcomes",
        "the average of $R$ and $S$, $\\tfrac12 (R + S)$",
        "the volume of a ball of radius 1",
        "length of the codeword of $x$, in bits",
        # Definitions.
        "$R$ puts no probability where $S$ puts none",
        "| bit | 比特 | unit of information, from the logarithm to base 2 |",
        "| nat | 奈特 | unit of information, from the natural logarithm |",
        "a distance that is zero only between equals, the same in both directions, and at most the "
        "length of any detour",
        "a code in which no codeword begins another",
        "the probabilities of all outcomes",
        "the outcomes with positive probability",
        "half the sum of the absolute differences of two pmfs",
        "| best of n | n 选优采样 | drawing n answers and keeping the one with the best score |",
        "of all the cases that are called $p$, a share $p$ comes true",
        "| ELBO (evidence lower bound) | 证据下界 | the log evidence less the divergence of the "
        "encoder's guess from the posterior |",
        "an encoder that answers the prior, whatever it is shown",
        r"| chi-squared divergence | 卡方散度 | $\sum_x (R(x) - S(x))^2 / S(x)$ |",
        r"square root of 1 minus $\sum_x \sqrt{R(x) S(x)}$",
        "| zero-avoiding, zero-forcing | 避零、迫零 | keeping away from zeros where the truth is "
        "none; being zero where the truth is |",
        "the model of a family from which the true distribution has the least KL divergence",
        "a score that is best in expectation for those alone who say what they believe",
        r"of a set of distributions $P$, the one with the least $D_{\mathrm{KL}}(P \parallel S)$",
        "a set that has with any two of its distributions also all their mixtures",
        "a sequence in which the past speaks only through the last member",
        "the probability of data at least as extreme as those at hand, if there is nothing to find",
    ),
    remarks=(
        "Libraries may differ",
        "never a joint entropy in this book",
        "In formulas the order is nearly always the same",
        "takes off each answer's score so that chance weighs less",
    ),
)
