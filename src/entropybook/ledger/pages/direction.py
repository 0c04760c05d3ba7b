"""What the page 07-direction says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Tried
from entropybook.ledger.equations._direction import forward_surplus
from entropybook.ledger.pages import _direction_checks as checks

_REVERSE = r"$D_{\mathrm{KL}}(S \parallel R)$"
_BY_LOG_COSH = (
    r"D = \frac12 (\mu^2 + \sigma^2 + a^2 - 1) - \log \sigma - "
    r"\mathbb{E}[\log \cosh(a \mu + a \sigma z)]"
)

PAGE = Chapter(
    "07-direction",
    claims=(
        Claim(
            "forward-surplus-is-a-divergence",
            ("Any other bell costs more, and the surplus is itself a divergence",),
            (Proved(symbolic.forward_fit_has_the_moments), Tried(forward_surplus, cases=10)),
            "Of all normals the one with the mean and the variance of $R$ has the least "
            r"$D_{\mathrm{KL}}(R \parallel S)$, and what another costs more is its divergence "
            "from that one.",
        ),
        Claim(
            "forward-fit-of-two-hills",
            (
                "So the forward fit has mean 0 and variance $1 + a^2$, for every $a$, and no "
                "search is needed. It is unique, and it moves smoothly as the hills move.",
            ),
            (Proved(symbolic.moments_of_two_hills), Tried(checks.forward_fit_of_hills, cases=20)),
            "The forward fit of one normal to two equal hills of variance 1 at $-a$ and $a$ has "
            "mean 0 and variance $1 + a^2$.",
        ),
        Claim(
            "one-hill-costs-log-two",
            (
                r"A copy of one hill has at most twice the density of $R$, so it costs at most "
                r"$\log 2$, and nearly that when the hills are far apart.",
            ),
            Tried(checks.one_hill_costs_log_two),
            r"The divergence of one of two equal hills from both is at most $\log 2$, and nearly "
            "that when they are far apart.",
        ),
        Claim(
            "broad-bell-is-a-minimum",
            (
                r"Among the bells of mean 0 there is, for every $a$, exactly one $\sigma$ at which "
                "the divergence is least. There, integration by parts turns the curvature of the "
                r"divergence along $\mu$ into $1/\sigma^2$, which is above 0 (an exercise below). "
                "So for every $a$, moving the broad bell a little to either side makes it worse.",
            ),
            (
                Proved(symbolic.broad_bell_is_a_minimum),
                Tried(checks.broad_bell_stays, cases=50),
            ),
            rf"For two equal hills, {_REVERSE} has a local minimum at one bell of mean 0, whatever "
            "their distance.",
        ),
        Claim(
            "three-ranges-of-reverse-fits",
            ("They exist if $a$ is large enough, and they are the best if it is larger still.",),
            Tried(checks.three_ranges, cases=5),
            r"The reverse fit of one normal to two hills is one broad bell for $a$ below the fold; "
            "from there on there are bells on the hills too, and beyond a second value they are "
            "the best.",
        ),
        Claim(
            "broad-bell-narrower-than-forward",
            (
                r"even the broad bell's $\sigma$ stays below the forward fit's $\sqrt{1 + a^2}$, "
                "for every $a$ above 0",
            ),
            Tried(checks.narrower_than_forward, cases=50),
            r"The broad bell of the reverse direction has a smaller $\sigma$ than the forward fit.",
        ),
        Claim(
            "filled-gap-costs-a-logarithm",
            (
                r"Once $\varepsilon$ is small it grows by about $0.2 \log 10$, less than half a "
                "nat, for each further zero behind the point",
            ),
            Tried(checks.grows_with_zeros),
            r"If $R$ gives an outcome $\varepsilon$, a tenth of $\varepsilon$ adds $S(x) \log 10$ "
            rf"to {_REVERSE}, in the limit of small $\varepsilon$.",
        ),
        Claim(
            "coins-forward-are-fair",
            (
                "Forward, the best pair of coins has the marginals of $R$: two fair coins, for "
                "every $c$.",
            ),
            Tried(checks.fair_coins_forward),
            "Of all pairs of independent coins, two fair ones have the least divergence of two "
            "correlated fair bits from them.",
        ),
        Claim(
            "coins-reverse-lean",
            (
                "The second line is 0 where the first coin is the best answer to the second; swap "
                "$p$ and $q$ for the second coin. Two fair coins ($p = q = 1$) always solve it.",
                "The last line says how the divergence bends when both lean together: upwards as "
                r"long as $\log k < 2$, that is … and then fair coins are the best.",
                "Beyond that correlation, the two coins do better to lean to one side together.",
            ),
            (Proved(symbolic.coins_break_the_tie), Tried(checks.coins_reverse, cases=30)),
            r"Two independent coins with the least divergence from two fair bits of correlation "
            r"$c > 0$ are fair for $c$ up to $\tanh 1$, and lean to one side beyond.",
        ),
        Claim(
            "coins-of-alike-bits",
            (
                "At $c = 1$ the outcomes 01 and 10 are true zeros of $R$, and a pair of coins has "
                "a finite divergence only if both always show heads or both always show tails.",
            ),
            Tried(checks.coins_of_alike_bits),
            "If two fair bits are alike for certain, two independent coins have a finite "
            "divergence from them only if they are certain too, and alike.",
        ),
        Claim(
            "weighted-hills",
            (
                r"has $r(x) \approx w s(x)$, so it costs about $-\log w$, and the one on the other "
                r"hill about $-\log (1 - w)$. The bell on the heavier hill is the better one.",
                "The forward fit takes the new moments: mean $(1 - 2w) a$ if $w$ is the weight of "
                "the hill at $-a$, and a variance of $1 + 4w(1 - w)a^2$.",
            ),
            Tried(checks.weighted_hills, cases=30),
            r"A copy of a hill of weight $w$, far from the other, costs $-\log w$; the two hills "
            "have mean $(1 - 2w)a$ and variance $1 + 4w(1 - w)a^2$.",
        ),
        Claim(
            "hills-by-log-cosh",
            (
                r"Show that at the broad bell the curvature along $\mu$ is $1/\sigma^2$. Start "
                rf"from ${_BY_LOG_COSH}$",
                r"At $\mu = 0$, with $T(z) = \tanh(a \sigma z)$, let $B$ be the average of "
                r"$1 - T(z)^2$ and $C$ that of $z\,T(z)$. The second derivative along $\mu$ is "
                r"$1 - a^2 B$. The slope along $\sigma$ is $\sigma - 1/\sigma - a C$, and at a "
                "level bell it is 0.",
            ),
            Tried(checks.by_log_cosh),
            rf"The divergence of a normal from two equal hills is ${_BY_LOG_COSH}$, and its "
            "derivatives at mean 0 are as given.",
        ),
        Claim(
            "opposite-bits",
            (
                "That turns $c$ into $-c$ and a coin into the same coin read the other way round. "
                r"So the threshold is $-\tanh 1$, and beyond it the coins lean to opposite sides.",
            ),
            Tried(checks.opposite_bits),
            "Turning the second bit and the second coin round leaves the divergence as it is.",
        ),
    ),
    repeats={
        "kl-zero-iff-equal": (
            "either divergence is 0 when $S = R$, and above 0 otherwise",
            "both directions have their minimum at $S = R$",
        ),
        "kl-infinite-iff-forbidden": (
            r"With finitely many outcomes it can be said exactly. $D_{\mathrm{KL}}(R \parallel S)$ "
            "is infinite if and only if $S$ is 0 somewhere that $R$ is not.",
            r"$D_{\mathrm{KL}}(S \parallel R)$ is infinite if and only if $R$ is 0 somewhere that "
            "$S$ is not.",
            "the swapped divergence of $S = (0.4, 0.2, 0.4)$ is finite again",
        ),
        "likelihood-is-least-divergence": ("Maximum likelihood is forward",),
        "kl-not-symmetric": ("Two directions, and neither is a distance.",),
    },
    givens=(
        "All divergences on this page are in nats.",
        "Let the truth $R$ be two hills of the same size",
        "There are two ways to call one bell the best. The **forward** fit has the least … the "
        "**reverse** fit the least",
        "they are born where the slopes are 0 and the determinant of the second derivatives is "
        "too … they overtake where their divergence equals that of the broad bell",
        "Minimising it keeps $S$ above 0 wherever $R$ is: **zero-avoiding**.",
        "Minimising it makes $S$ 0 wherever $R$ is 0, if the model can do so at all: "
        "**zero-forcing**.",
        "$R$ is a pair of bits. Each bit alone is fair … for now above 0: 00 and 11 have "
        "probability $(1 + c)/4$ each, 01 and 10 have $(1 - c)/4$. The model $S$ is two "
        "independent coins. Its coins cannot be correlated",
        "a coin of lean $u$ shows heads with probability $(1 + u)/2$",
        "(heads stands for the bit 1)",
        "$k = (1 + c)/(1 - c)$ for the odds that the bits are alike",
        "At $a = 6$",
        "Let the hills have weights $w$ and $1 - w$ instead.",
    ),
    remarks=(
        "the order of the two seems to matter little",
        "Most models cannot become the truth.",
        "compute both fits for a truth with two hills",
        "So the forward fit has to cover all of $R$, and covering more is the cheaper mistake.",
        "That is what happened above.",
        "The least divergence KL(S‖R) for each mean of S",
        "the forward fit as a large ellipse over both",
        "If the modes are far enough apart, and if the search starts near one or finds the best.",
        "A density that is small is costly to visit, and that is all that happens.",
        "A tiny probability is not a zero.",
        "as the factors in a **mean-field** approximation cannot",
        "The two examples choose in different ways. The coins begin to lean by a little",
        "the posterior, which it can rarely match, is the second",
        "Which fit is better is no question of mathematics.",
        "Let the two bits prefer to be different: $c = -0.9$.",
    ),
)
