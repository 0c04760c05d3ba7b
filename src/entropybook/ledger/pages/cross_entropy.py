"""What the page 02-cross-entropy says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Shown, Tried
from entropybook.ledger.pages import _cross_entropy_checks as checks

PAGE = Chapter(
    "02-cross-entropy",
    claims=(
        Claim(
            "wrong-code-can-cost-more",
            ("each draw may now cost you more bits than a better-informed person pays",),
            Shown(checks.wrong_code),
            "A code built for $S$ may cost more bits on data from $R$ than a code built for $R$.",
        ),
        Claim(
            "codeword-of-about-the-surprisal",
            (r"a codeword of about $-\log_2 S(x)$ bits, its surprisal under $S$",),
            Tried(checks.codeword_lengths),
            r"For more than one outcome, there is a prefix code that gives each outcome $x$ a "
            r"codeword of $-\log_2 S(x)$ bits, rounded up.",
        ),
        Claim(
            "ce-ignores-what-cannot-happen",
            ("an outcome with $R(x) = 0$ counts for nothing",),
            Tried(checks.impossible_ignored),
            "In $H(R, S)$ an outcome with $R(x) = 0$ counts for nothing, whatever $S(x)$ is.",
        ),
        Claim(
            "ce-is-code-length-when-dyadic",
            (
                "so a prefix code can follow $S$ to the letter",
                "Because $S$ is made of powers of one half, the cross-entropy here is the expected "
                "length of an actual file, per outcome",
            ),
            Tried(checks.file_length),
            "If every $S(x)$ is a power of one half, a prefix code takes exactly $H(R, S)$ bits an "
            "outcome on data from $R$.",
        ),
        Claim(
            "paid-bits-settle-on-ce",
            (
                "What is really paid settles on the cross-entropy. The gap down to $H(R)$ is what "
                "the wrong belief costs, and more data does not close it",
            ),
            Tried(checks.settles),
            "What is paid per outcome settles on $H(R, S)$ as data come in, and unless $S = R$ "
            "that is above $H(R)$.",
        ),
        Claim(
            "surprisals-are-not-whole",
            (r"For a general $S$ the lengths $-\log_2 S(x)$ are not whole numbers",),
            Tried(checks.not_whole),
        ),
        Claim(
            "blocks-close-to-ce",
            (
                r"a block of $k$ outcomes can be given a codeword of $-\log_2$ of its probability "
                "under $S$, rounded up, and per outcome that costs less than $1/k$ bit more than "
                "the cross-entropy",
            ),
            Tried(checks.block_code),
        ),
        Claim(
            "ce-is-expected-loss",
            (
                "Whatever $S$ is, the cross-entropy is the expected loss that a model is charged "
                "for the probability it gave to what happened",
            ),
            Tried(checks.mean_loss),
            r"Whatever $S$ is, the cross-entropy is the expected loss of a model that is charged "
            r"$-\log S(x)$ when $x$ happens.",
        ),
        Claim(
            "ce-at-least-entropy",
            (
                "That is true in general, as long as $H(R)$ is finite",
                "it only stops you from paying more than their own unpredictability",
                "nothing is cheaper than the truth",
            ),
            (Proved(symbolic.cross_entropy_floor), Tried(checks.floor)),
            r"$H(R, S) \ge H(R)$; if $H(R)$ is finite, with equality if and only if $S = R$.",
        ),
        Claim(
            "ce-discrete-never-negative",
            (
                r"Every term $-R(x) \log S(x)$ is at least 0",
                "For discrete outcomes a cross-entropy is never negative, for every term of the "
                "sum is at least 0. A classifier whose cross-entropy is negative has a bug",
            ),
            Tried(checks.terms_not_negative),
            "For discrete outcomes every term of the cross-entropy is at least 0, and so is the "
            "sum.",
        ),
        Claim(
            "ce-zero-iff-same-point-mass",
            (
                "**Cross-entropy is zero exactly when $R$ and $S$ are the same point mass**, a "
                "distribution in which one outcome is certain",
                "The second line shows the only way to reach zero",
                "the sum is 0 only if each outcome that can happen had been given probability 1, "
                "and only one outcome can have that",
            ),
            Tried(checks.zero_iff_same_point_mass),
        ),
        Claim(
            "ce-infinite-iff-forbidden",
            (
                "The price of an outcome that was called impossible is infinite, and no number of "
                "cheap days pays for it. With finitely many outcomes, nothing else makes a "
                "cross-entropy infinite",
                "When a training loss is `inf`, look for a probability that became exactly 0",
            ),
            Tried(checks.infinite_iff_forbidden),
            "Over finitely many outcomes, $H(R, S)$ is infinite if and only if there is an outcome "
            "with $S(x) = 0 < R(x)$.",
        ),
        Claim(
            "smoothing-is-cheap",
            (
                "It is cheap to leave a little room for what you do not expect, and that is what "
                "smoothing does, for instance by adding a small count to every outcome before "
                "dividing",
            ),
            Tried(checks.smoothing),
            r"A small count added to every outcome before dividing makes the cross-entropy finite, "
            r"and costs at most $-\log(1 - \varepsilon)$, where $\varepsilon$ is the share of what "
            "was added.",
        ),
        Claim(
            "softmax-rounds-to-zero",
            (
                'Often nobody said "impossible": a softmax or a sigmoid was rounded to 0. Then '
                "compute the logarithm from the logits directly",
            ),
            Shown(checks.rounded_softmax),
            "A softmax or a sigmoid can be rounded to 0 where its logarithm, computed from the "
            "logits, is an ordinary number.",
        ),
        Claim(
            "replaced-zero-shows-anything",
            (
                "it has replaced the 0 by something small, and the number it shows grows without "
                "bound as that something shrinks",
            ),
            Tried(checks.replaced_zero),
            "If the 0 that makes a cross-entropy infinite is replaced by something small, the "
            "result grows without bound as that something shrinks.",
        ),
        Claim(
            "ce-not-symmetric",
            ("there is no reason for the two to agree, and in general they do not",),
            Tried(checks.order_matters),
            "In general $H(R, S)$ and $H(S, R)$ are not the same.",
        ),
        Claim(
            "ce-symmetric-for-some-pairs",
            (
                'But "not necessarily equal" is all one can say. Here is a pair of different '
                "distributions for which the order makes no difference",
            ),
            Tried(checks.order_may_not_matter),
            "There are pairs of different distributions with $H(R, S) = H(S, R)$.",
        ),
        Claim(
            "ce-density-can-be-negative",
            (
                "it is no number of bits in a file, and it can be negative",
                "one day it turns negative. That alone is no bug",
            ),
            Shown(checks.negative_density_loss),
            "The cross-entropy of two densities can be negative, so it is no number of bits.",
        ),
        Claim(
            "dense-costs-less-than-nothing",
            (
                r"where the density of the model is larger than 1, the loss $-\log S(x)$ is "
                "negative",
            ),
            Tried(checks.dense_is_cheap),
        ),
        Claim(
            "ce-density-at-least-entropy",
            (
                "What still holds, with $h(R)$ in the place of $H(R)$, is the inequality "
                "{eq}`eq-floor`: no model has an expected loss below $h(R)$",
            ),
            Tried(checks.density_floor, cases=15),
            r"For densities with a finite $h(R)$, $H(R, S) \ge h(R)$, with equality if and only if "
            "$S = R$ almost everywhere.",
        ),
        Claim(
            "training-loss-unbounded-below",
            (
                "The average over the training data can fall below it, and without bound if the "
                "model passes through the data and may shrink its variance",
            ),
            Tried(checks.training_loss_unbounded, cases=25),
            "With densities, the average loss over the training data can fall below $h(R)$, and "
            "without bound if the model passes through the data and may shrink its variance.",
        ),
        Claim(
            "ce-density-depends-on-unit",
            (
                "Change the unit of the data, and $H(R, S)$ and $h(R)$ shift together, by the same "
                "amount",
            ),
            Tried(checks.unit_shifts, cases=15),
        ),
        Claim(
            "ce-from-data",
            (
                r"the average of $-\log_2 S(x)$ over the sample is the cross-entropy of the "
                "*observed frequencies* and $S$, and that it needs no knowledge of $H(R)$",
            ),
            Tried(checks.from_data),
            r"The average of $-\log_2 S(x)$ over a sample is the cross-entropy of the observed "
            "frequencies and $S$, in bits.",
        ),
    ),
    repeats={
        "entropy-zero-iff-certain": (
            "the least possible bill is (it is zero only if there is nothing to predict)",
            'why is my cross-entropy not zero although the model is perfect?": because the floor '
            "is $H(R)$, which is zero only when there is nothing to predict",
        ),
        "entropy-between-0-and-log-n": ("as it always is with finitely many outcomes",),
        "kl-is-ce-minus-entropy": (
            "One is the world's own unpredictability, which nobody can avoid; the other is the "
            "price of believing the wrong thing",
        ),
    },
    givens=(
        "The outcomes that come are others, or the same ones in other proportions",
        "Both models are perfect",
        "The world draws from $R$ = (½, ¼, ¼) and the code was made for $S$ = (¼, ½, ¼)",
        r"You may mix it with the uniform distribution over the two outcomes: "
        r"$(1 - \varepsilon) S + \varepsilon U$",
    ),
    remarks=(
        "The two distributions have different jobs.",
        "a library that shows a large finite number instead",
        "but have the sample from above",
        "explain to a colleague why a loss is infinite or negative",
        "encode them with the code made for $S$, and count the bits",
        "Only the letters tell the two apart, and in this book the second never occurs",
        "Compute $H(R, S)$ and $H(R)$ in bits, in your head",
    ),
)
