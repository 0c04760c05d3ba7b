"""The general statements of 01-entropy about surprise, labels, bounds and units."""

from entropybook import symbolic
from entropybook.ledger._entries import Claim, Proved, Shown, Tried
from entropybook.ledger.pages import _entropy_checks as checks

SURPRISE = (
    Claim(
        "only-the-logarithm-fits",
        (
            "The last two wishes decide the form, up to a constant factor: what turns products "
            "into sums, and grows as probability falls, is a negative logarithm.",
        ),
        Tried(checks.only_the_logarithm),
        statement="A measure of surprise that adds up over independent events, and grows as "
        "probability falls, is the negative logarithm, up to a constant factor.",
    ),
    Claim(
        "impossible-surprises-infinitely",
        (
            "An impossible outcome would be an infinite surprise. That line of the output is no "
            "accident of floating point",
        ),
        Tried(checks.impossible_is_infinite),
        statement="The surprisal of an impossible outcome is infinite: it exceeds every bound as "
        "the probability falls to 0.",
    ),
    Claim(
        "halving-adds-one-bit",
        ("Halving a probability adds one bit of surprise, wherever on the curve you start.",),
        Tried(checks.halving_adds_a_bit),
    ),
    Claim(
        "zero-log-zero",
        (
            r"An outcome of probability 0 never comes and counts for nothing: $0 \log 0$ is taken "
            r"as 0, which is also the limit of $t \log t$ as $t$ goes to 0.",
        ),
        (Proved(symbolic.x_log_x_vanishes), Tried(checks.impossible_counts_for_nothing)),
    ),
)

LABELS = (
    Claim(
        "variance-tells-no-entropy",
        ("the reverse of the first pair exists as well, two pmfs with one variance",),
        Shown(checks.one_variance_two_entropies),
        statement="Variance does not tell entropy, nor entropy variance: two pmfs can have one "
        "variance and two entropies, or one entropy and two variances, and of two pmfs the one "
        "with less variance can have more entropy.",
    ),
    Claim(
        "entropy-ignores-labels",
        (
            "it contains the probabilities and never the outcomes",
            'Rename 1, 2, 3 to "red", "green", "blue", or to 1, 2, 1000, and the variance changes '
            "or loses its meaning, while the entropy stays what it was.",
            "The entropy of a discrete variable does not depend on a unit.",
        ),
        Tried(checks.names_do_not_matter),
        statement="Entropy depends on the probabilities and never on the outcomes: renamed "
        "outcomes, or outcomes in another unit, have the same entropy.",
    ),
)

MAXIMUM = (
    Claim(
        "fair-coin-least-predictable",
        (
            "No coin is less predictable than a fair one; the more lopsided the coin, the less "
            "there is to learn from a flip.",
        ),
        Tried(checks.lopsided_coins),
    ),
    Claim(
        "entropy-between-0-and-log-n",
        (r"The entropy is at least 0 and at most $\log n$",),
        (Proved(symbolic.entropy_at_most_log_n), Tried(checks.from_zero_to_log_n)),
        statement=r"With $n$ outcomes the entropy is at least 0 and at most $\log n$.",
    ),
    Claim(
        "entropy-largest-iff-uniform",
        (
            "With $n$ outcomes the top of the arch is again the uniform distribution.",
            r"and it is $\log n$ only there",
        ),
        (Proved(symbolic.entropy_at_most_log_n), Tried(checks.uniform_alone_reaches_log_n)),
        statement=r"With $n$ outcomes the entropy is $\log n$ if and only if the distribution is "
        "uniform.",
    ),
    Claim(
        "no-surprisal-is-negative",
        ("The left side is easy: no surprisal is negative.",),
        Tried(checks.no_surprisal_is_negative),
        statement="No surprisal of an outcome is negative.",
    ),
    Claim(
        "entropy-zero-iff-certain",
        ("The entropy is 0 if and only if one outcome is certain.",),
        Tried(checks.zero_means_certain),
    ),
    Claim(
        "impossible-outcomes-may-be-struck-out",
        (
            "Positive probabilities are enough: strike out the outcomes of probability 0, and "
            "fewer are left, with a smaller bound.",
        ),
        Tried(checks.striking_out_lowers_the_bound),
        statement="Without its outcomes of probability 0 a distribution has the same entropy, and "
        r"a smaller bound $\log n$.",
    ),
    Claim(
        "perplexity-counts-outcomes",
        (
            "The bound suggests a way to read any entropy: $2^{H}$, with $H$ in bits, is the "
            "number of equally likely outcomes that would have the same entropy.",
        ),
        Tried(checks.perplexity_counts),
    ),
)

UNITS = (
    Claim(
        "base-only-rescales",
        (
            "A quantity in nats and the same quantity in bits are the same thing, as a length in "
            "inches is the same as in centimetres",
            r"one nat is $1/\ln 2$ bits",
            "The factor is the same for every measure of the book.",
        ),
        (Proved(symbolic.change_of_base), Tried(checks.one_factor_for_all)),
        statement=r"The unit changes every measure of the book by one factor: one nat is "
        r"$1/\ln 2$ bits.",
    ),
    Claim(
        "unit-changes-no-order",
        (
            "Nothing about minima, maxima or equality ever depends on the unit, but each number "
            "other than 0 and infinity does.",
        ),
        Tried(checks.no_order_depends_on_the_unit),
    ),
    Claim(
        "cross-entropy-of-itself-is-entropy",
        ("with $S = R$ it is the entropy",),
        Tried(checks.believing_the_truth),
        statement="The cross-entropy $H(R, S)$ with $S = R$ is the entropy $H(R)$.",
    ),
)
