"""What the page 03-kl-divergence says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Shown, Tried
from entropybook.ledger.pages import _kl_divergence_checks as checks
from entropybook.ledger.pages._kl_distance_claims import DENSITIES, DISTANCE, EXERCISES

_KL = r"$D_{\mathrm{KL}}(R \parallel S)$"

_WHAT_IT_COUNTS = (
    Claim(
        "kl-is-rate-of-evidence",
        (
            "it is the rate at which evidence grows in a stream of data",
            r"If the outcomes come from $R$, it grows by $D_{\mathrm{KL}}(R \parallel S)$ an "
            "outcome on average; if they come from $S$, it falls by "
            r"$D_{\mathrm{KL}}(S \parallel R)$.",
        ),
        Tried(checks.rate_of_evidence),
        r"In a stream of independent outcomes, add $\log \frac{R(x)}{S(x)}$ after each. If they "
        rf"come from $R$, this score grows by {_KL} an outcome on average; if they come from $S$, "
        r"it falls by $D_{\mathrm{KL}}(S \parallel R)$.",
    ),
    Claim(
        "kl-skips-the-impossible",
        ("Outcomes that $R$ never produces count for nothing",),
        Tried(checks.impossible_counts_for_nothing),
        f"In {_KL}, outcomes that $R$ never produces count for nothing.",
    ),
    Claim(
        "kl-infinite-iff-forbidden",
        (
            "an outcome that $R$ produces and $S$ forbids makes the whole sum infinite",
            "When $R$ allows something that $S$ rules out.",
            "One forbidden outcome is enough, however rare.",
        ),
        Tried(checks.infinite_where_forbidden),
        f"With finitely many outcomes, {_KL} is infinite if and only if $S$ forbids an outcome, "
        "however rare, that $R$ allows.",
    ),
    Claim(
        "kl-is-ce-minus-entropy",
        ("the definition really is the difference of the two costs … for any number of outcomes",),
        (Proved(symbolic.cross_entropy_splits), Tried(checks.difference_of_costs)),
        f"{_KL} is the difference $H(R, S) - H(R)$ of the two costs, for any number of outcomes.",
    ),
    Claim(
        "kl-counts-extra-bits",
        (
            "KL divergence counts the **extra bits** that you pay per outcome, on average, for "
            "using an ideal code for $S$ instead of one for $R$.",
        ),
        Tried(checks.extra_bits),
    ),
    Claim(
        "subtraction-loses-a-small-kl",
        (
            "when $S$ is close to $R$ it is a poor way to compute, because it subtracts two "
            "nearly equal numbers",
        ),
        Tried(checks.subtraction_loses_all),
        f"When $S$ is close to $R$, to subtract $H(R)$ from $H(R, S)$ is a poor way to compute "
        f"{_KL}.",
    ),
    Claim(
        "kl-leading-term",
        ("the leading term of the divergence for small differences",),
        Tried(checks.leading_term),
        rf"For small differences, the leading term of {_KL}, in nats, is "
        r"$\tfrac12 \sum_x (R(x) - S(x))^2 / R(x)$.",
    ),
    Claim(
        "log-ratio-speaks-by-its-sign",
        ("Positive speaks for $R$, negative for $S$.",),
        Tried(checks.sign_of_the_log_ratio),
        r"When $x$ comes up, a positive $\log \frac{R(x)}{S(x)}$ speaks for $R$, a negative one "
        "for $S$.",
    ),
    Claim(
        "odds-times-e-to-the-score",
        (
            "By Bayes' rule the odds for $R$ against $S$ are multiplied by $e$ to the score, so a "
            r"score of $\ln 100$ turns even odds into 100 to 1.",
            r"Odds of 100 to 1 are $\log_2 100$ bits of evidence",
        ),
        (Tried(checks.odds_by_bayes), Shown(checks.a_hundred_to_one)),
    ),
)

_SIGN = (
    Claim(
        "kl-never-negative",
        (
            "prove that it is never negative",
            "The sum cannot",
            "A contribution can go below 0, but the sum does not.",
            "If a KL divergence of two full distributions comes out negative, then, you have found "
            "a bug, not an exception.",
        ),
        (Proved(symbolic.gibbs), Tried(checks.not_negative)),
        f"{_KL} is never negative.",
    ),
    Claim(
        "log-below-its-tangent",
        (
            "The line $t - 1$ touches the natural logarithm at $t = 1$ and is above it everywhere "
            "else.",
            "the natural logarithm is nowhere above its tangent at 1, the line $t - 1$",
            r"$-\ln t \ge 1 - t$",
        ),
        Proved(symbolic.tangent_line),
    ),
    Claim(
        "base-divides-the-divergence",
        ("Another base only divides both sides of the result by a positive constant.",),
        Tried(checks.another_base),
        f"In another base $b > 1$, {_KL} is what it is in nats, divided by the positive constant "
        r"$\ln b$.",
    ),
    Claim(
        "tangent-argument-with-zeros",
        (
            "weight with $R(x)$ and sum over the outcomes that $R$ allows. The right side sums to "
            "1 minus what $S$ gives to these outcomes, so it is at least 0.",
        ),
        Tried(checks.tangent_with_zeros),
        r"In $-\ln t \ge 1 - t$ put $t = S(x)/R(x)$, weight with $R(x)$ and sum over the outcomes "
        "that $R$ allows: the right side sums to 1 minus what $S$ gives to these outcomes, so it "
        "is at least 0.",
    ),
    Claim(
        "kl-zero-iff-equal",
        (
            "It is zero only for equal distributions and positive otherwise",
            "Equality in the sum needs equality in each term, so $t = 1$ for each outcome that $R$ "
            "allows; then $S$ has nothing left for the others.",
        ),
        (Proved(symbolic.gibbs), Tried(checks.zero_only_if_equal)),
        f"{_KL} is zero if and only if $R = S$, and positive otherwise.",
    ),
    Claim(
        "gibbs-by-lagrange",
        (
            "minimise over all $S$ with the probabilities adding up to 1, by Lagrange's "
            "multiplier. It finds one stationary point, and the function is convex, so that point "
            "is the minimum.",
        ),
        Proved(symbolic.gibbs_by_lagrange),
        f"Of all $S$ with three probabilities adding up to 1, $S = R$ gives the least {_KL}: it is "
        "the one stationary point of a convex function.",
    ),
    Claim(
        "expected-length-splits",
        (
            "with the code's Kraft sum $K$ from {eq}`eq-kraft` and the distribution "
            "$Q(x) = 2^{-L(x)} / K$, the expected length is "
            r"$H(R) + D_{\mathrm{KL}}(R \parallel Q) - \log_2 K$ bits, where the divergence is not "
            "negative and $K$ is at most 1",
        ),
        Tried(checks.expected_length_splits),
        r"With the Kraft sum $K = \sum_x 2^{-L(x)}$ of a prefix code, at most 1, and "
        "$Q(x) = 2^{-L(x)} / K$, its expected length is "
        r"$H(R) + D_{\mathrm{KL}}(R \parallel Q) - \log_2 K$ bits.",
    ),
    Claim(
        "mistakes-that-make-kl-negative",
        (
            "Vectors that do not sum to 1, samples passed where probabilities are expected, and "
            "logarithms passed for probabilities can each do that",
        ),
        Shown(checks.mistakes_go_negative),
        "The sum of the definition can come out negative for vectors that do not sum to 1, for "
        "samples in the place of probabilities, and for logarithms of probabilities.",
    ),
    Claim(
        "rounding-can-make-kl-negative",
        ("a tiny negative number may be rounding",),
        Shown(checks.rounding_goes_negative),
        "Computed in double precision, the sum of the definition may be a tiny negative number.",
    ),
    Claim(
        "sample-average-on-either-side",
        (
            "An average of log-ratios over a sample is another matter: it may fall on either side "
            "of 0 without a bug.",
        ),
        Shown(checks.averages_fall_on_either_side),
    ),
)

PAGE = Chapter(
    "03-kl-divergence",
    claims=_WHAT_IT_COUNTS + _SIGN + DISTANCE + DENSITIES + EXERCISES,
    repeats={
        "ce-is-code-length-when-dyadic": ("An ideal code for $S$ pays $H(R, S)$ on data from $R$",),
        "prefix-code-not-below-entropy": (
            "no prefix code pays less than $H(R)$",
            "no prefix code beats the entropy",
        ),
        "blocks-within-one-bit": ("codes for long blocks come as close to it as you like",),
        "entropy-between-0-and-log-n": (r"The bound $H(R) \le \log n$ is proved.",),
        "ce-at-least-entropy": ("the floor of cross-entropy is $H(R)$, reached only at $S = R$.",),
    },
    givens=(
        "From here on we count in nats",
        "Put $t = S(x)/R(x)$ into",
        "Here is the proof for positive probabilities",
        r"compares both distributions with their average $M = \tfrac12 (R + S)$",
        "A coin lands heads with probability 0.6; your code is made for a fair one. How many bits "
        "does that waste per throw",
        "is the expected score worth odds of 100 to 1 for this coin against a fair one?",
        "is at most 0.001, and that have an infinite KL divergence.",
    ),
    remarks=(
        "read it as wasted bits and as evidence",
        "computes all of them by hand on one example",
    ),
)
