"""What the page 07b-geometry says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Shown, Tried
from entropybook.ledger.pages import _divergence_family_checks as family
from entropybook.ledger.pages import _geometry_checks as checks

_NEIGHBOURS = (
    Claim(
        "fisher-of-a-coin",
        (
            "half of the squared step over $p(1-p)$",
            "The factor $1/(p(1-p))$ depends on where the coin stands, and it has a name.",
        ),
        Proved(symbolic.fisher_of_coin),
        "The Fisher information of a coin with probability $p$ is $1/(p(1-p))$.",
    ),
    Claim(
        "starts-out-like-a-parabola",
        (
            "A function that is 0 with slope 0 at a point starts out like a parabola, with half "
            "its second derivative as the factor.",
        ),
        Tried(checks.starts_like_a_parabola),
    ),
    Claim(
        "parabola-exact-for-normal-means",
        (
            r"For a normal distribution whose mean is the parameter, the sum becomes an integral "
            r"and $I(\mu) = 1/\sigma^2$. There the parabola is the whole truth: with equal "
            r"standard deviations, {eq}`eq-kl-normal` leaves nothing but "
            r"$(\mu_R - \mu_S)^2 / 2\sigma^2$, however far the two means are apart.",
        ),
        (Proved(symbolic.fisher_of_normal_mean), Tried(checks.normals_have_no_third_order)),
        r"The Fisher information of the mean of a normal distribution is $1/\sigma^2$, and with "
        r"equal standard deviations the divergence is $(\mu_R - \mu_S)^2 / 2\sigma^2$.",
    ),
    Claim(
        "rarer-still-is-the-larger-order",
        (
            "Where a rare outcome becomes rarer still, the cube is negative and its divisor "
            "small. For a coin that means: if the rarer side becomes rarer, "
            r"$D_{\mathrm{KL}}(R \parallel S)$ is the larger one.",
        ),
        Tried(checks.rarer_still),
        r"Of a coin $R$ and a coin $S$ whose side that is rarer under $R$ is rarer still, "
        r"$D_{\mathrm{KL}}(R \parallel S)$ is larger than $D_{\mathrm{KL}}(S \parallel R)$.",
    ),
    Claim(
        "fair-coin-parts-later",
        (
            "For some steps the sum is 0, as for any step away from a fair coin, and the "
            "difference is of higher order.",
        ),
        Tried(checks.fair_coin_has_no_third_order),
    ),
)

_METRICS = (
    Claim(
        "squared-lengths-have-short-detours",
        (
            "If a small divergence is a squared length, no triangle inequality is to be expected "
            "of it: twice the way costs four times as much, so a way taken in two halves costs "
            "only half of what it costs in one go.",
            "which is what a squared length gives for two short halves of a straight way",
        ),
        (Tried(checks.squares_have_short_detours), Tried(checks.js_halves_cost_half)),
    ),
    Claim(
        "root-of-kl-is-no-metric",
        ("But the root of a KL divergence still depends on the order.",),
        Tried(checks.root_of_kl_depends_on_the_order),
    ),
    Claim(
        "root-js-is-a-metric",
        (
            r"That $\sqrt{D_{\mathrm{JS}}}$ is one was proved by {cite:t}`endres2003` and by "
            "{cite:t}`osterreicher2003`.",
        ),
        Tried(checks.root_js_is_a_metric, cases=1000),
        "The square root of the Jensen–Shannon divergence is a metric.",
    ),
    Claim(
        "hellinger-and-variation-are-metrics",
        (
            r"the **Hellinger distance**, $\sqrt{1 - \sum_x \sqrt{R(x)\,S(x)}}$, and the total "
            "variation distance, which are metrics",
        ),
        (Tried(checks.others_are_metrics, cases=500), Tried(checks.hellinger_by_overlap)),
        r"The Hellinger distance $\sqrt{1 - \sum_x \sqrt{R(x)\,S(x)}}$ and the total variation "
        "distance are metrics.",
    ),
    Claim(
        "kl-detours-as-short-as-you-like",
        ("for KL the quotient can be as large as you like",),
        Shown(checks.kl_detours_without_bound),
        "For KL divergence, the straight way can be as many times a detour as you like.",
    ),
    Claim(
        "three-lengths-agree-nearby",
        (
            "With the factors 8 and 2 under the roots, the three lengths agree near $R$.",
            "Near $R$ the three lengths agree.",
        ),
        Tried(checks.balls_agree_near_the_centre),
        r"Near $R$, $2 D_{\mathrm{KL}}(R \parallel S)$, $2 D_{\mathrm{KL}}(S \parallel R)$ and "
        r"$8 D_{\mathrm{JS}}(R, S)$ agree to leading order.",
    ),
)

_PROBABILITIES = (
    Claim(
        "coins-are-enough-for-pinsker",
        (
            "Two outcomes are enough to find out. Put all outcomes that $R$ finds likelier than "
            "$S$ does into one, and the rest into another: $V$ stays what it was, and the "
            "divergence does not grow. So the least divergence at a given $V$ is found among "
            "pairs of coins, by a search along a line.",
            "No pair of distributions lies below the purple curve, and at each $V$ some pair of "
            "coins lies on it.",
        ),
        (Tried(checks.coins_are_enough), Tried(checks.least_is_least)),
        "Put all outcomes that $R$ finds likelier than $S$ does into one, and the rest into "
        "another: the total variation stays what it was, and the divergence does not grow. So "
        "pairs of coins have the least divergence at a given total variation.",
    ),
    Claim(
        "pinsker-tight-for-neighbours",
        (
            "For small $V$ hardly anything is given away: the quotient of the second and the third "
            "column tends to 1.",
        ),
        Tried(checks.tight_for_small_v),
        "The least divergence at the total variation $V$ over $2V^2$ tends to 1 as $V$ does to 0.",
    ),
    Claim(
        "disjoint-means-infinite",
        (
            "Two distributions that disagree about an event as much as can be, $V = 1$, have an "
            "infinite divergence, and Pinsker's bound says 2 nats. So from a divergence of 2 nats "
            "on it is silent about $V$.",
        ),
        (Tried(checks.disjoint_is_infinite), Tried(checks.never_silent)),
        "At a total variation of 1 the divergence is infinite, where Pinsker's bound is 2 nats.",
    ),
    Claim(
        "huber-never-silent",
        (
            "A bound that says something about $V$ for every finite divergence is that of "
            "Bretagnolle and Huber",
        ),
        Tried(checks.never_silent),
        r"$\sqrt{1 - e^{-D}}$ is below 1 for every finite $D$.",
    ),
    Claim(
        "no-upper-bound-by-variation",
        (
            "Two distributions may agree about every event to within … and have a divergence as "
            "large as you like",
        ),
        Tried(checks.any_divergence_at_a_distance),
        "At a given total variation above 0, the divergence can be as large as you like.",
    ),
    Claim(
        "bounded-by-the-rarest-outcome",
        (
            "Where $S$ is nowhere below some $m > 0$, the two keep together: then the divergence "
            "is at most $2V^2/m$ nats",
            "Conclude that the divergence is at most $2V^2/m$ nats if no $S(x)$ is below $m$.",
            r"so $D_{\mathrm{KL}} \le \log(1 + \chi^2) \le \chi^2$. And "
            r"$\chi^2 \le \sum_x (R - S)^2 / m$, where no difference is larger than $V$ and their "
            "absolute values sum to $2V$.",
        ),
        Tried(checks.bounded_by_the_rarest),
        r"$D_{\mathrm{KL}}(R \parallel S) \le \log(1 + \chi^2) \le \chi^2 \le 2V^2/m$ nats, if no "
        "$S(x)$ is below $m$.",
    ),
)

_FAMILIES = (
    Claim(
        "kl-is-an-f-divergence",
        ("With $f(t) = t \\log t - t + 1$ it is the KL divergence",),
        Tried(family.first_is_kl),
        "The f-divergence of $f(t) = t \\log t - t + 1$ is the KL divergence.",
    ),
    Claim(
        "f-divergences-process-data",
        (
            "Being convex is all it takes for two properties. None of them is ever negative. And "
            "none grows when the outcomes are passed through a **channel** that blurs or merges "
            "them without looking at which of $R$ and $S$ they come from.",
        ),
        Tried(family.convex_is_enough, cases=500),
        "No f-divergence is negative, and none grows when the outcomes are passed through a "
        "channel.",
    ),
    Claim(
        "renyi-at-one-is-kl",
        (
            r"At $\alpha = 1$ it takes the limit, which is the KL divergence",
            "At 1 it is KL.",
        ),
        Tried(family.order_1_is_kl),
        r"As $\alpha$ tends to 1, $D_\alpha$ tends to the KL divergence.",
    ),
    Claim(
        "renyi-processes-data",
        (
            "The sum inside is an f-divergence but for a sign and a constant, so data processing "
            "holds here too.",
        ),
        Tried(family.orders_process_data, cases=300),
        "No Rényi divergence grows when the outcomes are passed through a channel.",
    ),
    Claim(
        "renyi-rises-with-order",
        (
            r"They rise with $\alpha$ to the logarithm of the largest ratio.",
            r"As $\alpha$ grows, the outcome with the largest ratio takes over, and the limit is "
            "its logarithm.",
            "Divergences of a higher order are at least as large",
        ),
        Tried(family.rises_with_the_order),
        r"$D_\alpha$ does not fall as $\alpha$ grows, and tends to the logarithm of the largest "
        "ratio $R(x)/S(x)$.",
    ),
    Claim(
        "smooth-ones-look-like-chi-square",
        (
            "neighbouring distributions have ratios near 1, and there a smooth $f$ that touches 0 "
            "is close to a parabola. (Any other gets slope 0 at $t = 1$ by a multiple of $t - 1$, "
            "which changes no $D_f$.) So for a small step every f-divergence with a curvature is, "
            r"to leading order, $\tfrac12 f''(1)$ times $\chi^2 = \sum_x (R(x) - S(x))^2 / S(x)$, "
            "and the geometry of neighbours is the same for all of them, up to a factor.",
            "scaled to one curvature at $t = 1$; total variation has none, but a kink",
            "Read the left panel at $t = 1$",
        ),
        (
            Tried(family.looks_like_chi_square),
            Tried(family.curvatures_are_right),
            Tried(family.slopes_do_not_matter),
        ),
        r"For a small step every f-divergence with a curvature is, to leading order, "
        r"$\tfrac12 f''(1)$ times $\chi^2 = \sum_x (R(x) - S(x))^2 / S(x)$.",
    ),
    Claim(
        "three-of-the-six-are-distances",
        (
            "Three of the six give true distances: total variation as it stands, JS and "
            "Hellinger² after a square root.",
        ),
        (Tried(family.roots_of_the_symmetric_three), Tried(checks.root_js_is_a_metric)),
        "Of KL, reverse KL, JS, Hellinger², χ² and total variation, the last as it stands and JS "
        "and Hellinger² after a square root are metrics; the other three are not symmetric.",
    ),
    Claim(
        "renyi-at-zero-sees-supports",
        (
            "At 0 only the supports count: it is minus the logarithm of what $S$ gives to the "
            "outcomes that $R$ allows",
        ),
        Tried(family.order_0_counts_supports),
        "The Rényi divergence of order 0 is minus the logarithm of what $S$ gives to the outcomes "
        "that $R$ allows.",
    ),
    Claim(
        "renyi-at-half-is-hellinger",
        (
            r"At one half it is $-2 \log(1 - \text{Hellinger}^2)$, the same both ways.",
            "At one half the two curves meet: there the order of the arguments makes no "
            "difference.",
        ),
        Tried(family.half_is_hellinger),
        "The Rényi divergence of order ½ is $-2 \\log(1 - H^2)$, with the Hellinger distance $H$, "
        "and so the same both ways.",
    ),
    Claim(
        "renyi-skew-symmetry",
        (
            r"In general $(1 - \alpha) D_\alpha(R \parallel S) = \alpha D_{1-\alpha}(S \parallel "
            "R)$ for orders between 0 and 1.",
        ),
        Tried(family.skew_symmetric),
    ),
    Claim(
        "order-two-is-chi-square",
        (
            r"Show that $D_2(R \parallel S) = \log(1 + \chi^2)$.",
            r"The square $(R - S)^2 / S$ is $R^2/S - 2R + S$, which sums to $\sum_x R^2/S - 1$. "
            r"The order-2 divergence is the logarithm of that sum, so it is $\log(1 + \chi^2)$.",
        ),
        Tried(family.order_two_is_chi_square),
        r"The Rényi divergence of order 2 is $\log(1 + \chi^2)$.",
    ),
)

PAGE = Chapter(
    "07b-geometry",
    claims=_NEIGHBOURS + _METRICS + _PROBABILITIES + _FAMILIES,
    repeats={
        "kl-not-symmetric": ("KL divergence is no metric: the order of its arguments matters",),
        "kl-no-triangle": ("a detour can be shorter than the straight way",),
        "kl-zero-iff-equal": ("The value is 0 because the two distributions are equal.",),
        "js-symmetric": ("{eq}`eq-js` is symmetric",),
        "js-at-most-one-bit": ("and at most 1 bit.",),
        "total-variation-is-over-events": ("At most by the total variation $V$",),
        "pinsker": (r"$V \le \sqrt{D_{\mathrm{KL}}/2}$ in nats",),
    },
    givens=(
        "so KL, JS and Rényi divergences are in nats",
        "(where $S(x)$ is 0, a limit takes the place of the term)",
        "Guess before you look at the table, which is in nats.",
        "For outcomes that all have positive probabilities",
        r"For a step from $R$ to $S = R + h\,d$, with $h$ small and $d$ any direction whose "
        "entries sum to 0,",
        "A **metric** is symmetric, 0 only between equals, and has no detour shorter than the "
        "straight way.",
        r"Another family has one member for each **order** $\alpha > 0$",
        "a coin from 0.5 to 0.51, or one from 0.01 to 0.02",
        "is 0.08 nats. By how much can the model be wrong about the probability of an event? And "
        "if it is 3 nats",
        r"say about KL and $\chi^2$ then?",
    ),
    remarks=(
        "say what a small change of a parameter costs in nats",
        "a coin with a probability a little higher",
        "Follow both orders of the divergence",
        "The third derivatives differ.",
        "Go from $R$ only a part of the way to $S$",
        "Going all the way",
        "Three coins are little evidence",
        "it ends where the detour is no detour, or as good as none",
        "A search that comes back with nothing is no proof",
        "Both families fit into one picture.",
        "for the book's pair, both ways",
        "What tells them apart lies far from 1",
        "Estimate both divergences by the Fisher information",
        "Use both bounds, and compare with the best that can be said.",
        "The best that can be said",
    ),
)
