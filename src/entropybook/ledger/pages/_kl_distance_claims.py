"""What the page 03-kl-divergence claims from “Is it a distance?” on."""

from entropybook.ledger._entries import Claim, Shown, Tried
from entropybook.ledger.pages import _kl_distance_checks as checks

DISTANCE = (
    Claim(
        "kl-not-symmetric",
        ("First, the order matters.",),
        Shown(checks.order_matters),
        r"The order matters: $D_{\mathrm{KL}}(R \parallel S)$ and $D_{\mathrm{KL}}(S \parallel R)$ "
        "are not always equal.",
    ),
    Claim(
        "kl-symmetric-for-some-pairs",
        ("Some pairs of different distributions give the same value both ways",),
        Tried(checks.some_pairs_agree),
    ),
    Claim(
        "kl-no-triangle",
        ("there is no triangle inequality: a detour can be shorter than the straight way.",),
        Tried(checks.detour_is_shorter),
    ),
    Claim(
        "js-symmetric",
        ("It is symmetric, and",),
        Tried(checks.js_is_symmetric),
        "The Jensen–Shannon divergence is symmetric.",
    ),
    Claim(
        "js-at-most-one-bit",
        ("at most 1 bit, which it reaches only for distributions with nothing in common.",),
        Tried(checks.js_stays_within_a_bit),
        "The Jensen–Shannon divergence is at most 1 bit, which it reaches only for distributions "
        "with nothing in common.",
    ),
)

DENSITIES = (
    Claim(
        "kl-needs-absolute-continuity",
        (
            "For densities the same holds with sets in the place of outcomes. To be finite, the "
            "divergence needs $R$ to put no probability where $S$ puts none",
        ),
        Tried(checks.needs_absolute_continuity, cases=50),
        "Between densities, the divergence is infinite if $R$ puts probability where $S$ puts "
        "none.",
    ),
    Claim(
        "kl-infinite-by-tails",
        (
            "With densities, or with infinitely many outcomes, there is a second way to infinity, "
            "which no look at the supports reveals.",
            "A normal model allows every value, but makes far ones so rare that a world which "
            "produces them too often, such as the Cauchy distribution, for which the expectation "
            "of $x^2$ is infinite, is infinitely surprising on average.",
        ),
        Tried(checks.heavy_tails, cases=5),
    ),
    Claim(
        "kl-density-unit-free",
        (
            "The ratio of two densities has no unit, so the divergence is the same in metres and "
            "in millimetres",
        ),
        Tried(checks.free_of_the_unit, cases=15),
    ),
    Claim(
        "kl-density-counts-extra-bits",
        ("it still counts extra bits",),
        Tried(checks.extra_bits_of_rounded_values, cases=10),
        "The divergence between densities counts the extra bits of coding finely rounded values.",
    ),
    Claim(
        "kl-density-never-negative",
        ("the divergence is never negative, and 0 only if $R$ and $S$ are the same distribution",),
        Tried(checks.densities_not_negative, cases=10),
        "The divergence between densities is never negative, and 0 only if $R$ and $S$ are the "
        "same distribution.",
    ),
    Claim(
        "too-narrow-costs-more-than-too-wide",
        (
            "A model that is too wide (left) wastes a little where most outcomes fall. A model "
            "that is too narrow (right) is taken by surprise in the tails, and that costs more.",
        ),
        Tried(checks.too_narrow_costs_more, cases=30),
        "Of two normal distributions with one mean: a model that is too wide wastes a little "
        "where most outcomes fall; a model that is too narrow is taken by surprise in the tails, "
        "and that costs more.",
    ),
)

EXERCISES = (
    Claim(
        "total-variation-is-over-events",
        (
            "assign nearly the same probability to every event, so that their total variation "
            "distance (half the sum of the absolute differences) is",
        ),
        Tried(checks.difference_over_events),
        "Half the sum of the absolute differences of two pmfs is the largest difference of the "
        "probabilities that they assign to an event.",
    ),
    Claim(
        "kl-additive",
        (
            "For independent throws the ratio of the pair is the product of the ratios, so the "
            "log-ratio is a sum, and the expectation of a sum is the sum of the expectations.",
        ),
        Tried(checks.additive),
        "For independent throws, the divergence between the distributions of the pair is the sum "
        "of the two divergences, and twice that of a single throw if both are alike.",
    ),
)
