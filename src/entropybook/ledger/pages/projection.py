"""What the page 07a-projection says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Shown, Tried
from entropybook.ledger.pages import _projection_checks as checks
from entropybook.ledger.pages import _tilt_checks as tilts

_ONTO_THE_LINE = (
    Claim(
        "nearest-of-a-mean-is-a-tilt",
        (
            r"The one with the least $D_{\mathrm{KL}}(P \parallel S)$ is the **information "
            "projection** of $S$ onto them, or I-projection {cite}`csiszar1975`. It is a **tilt** "
            "of $S$",
            "It also says that $T$ is the nearest, and the only one: "
            r"$D_{\mathrm{KL}}(P \parallel T)$ is above 0 for every other $P$.",
        ),
        (Proved(symbolic.pythagoras), Tried(checks.tilt_is_nearest)),
        r"Of all distributions $P$ that give $v$ a mean between the smallest and the largest "
        r"number that $S$ allows, a tilt of $S$ has the least $D_{\mathrm{KL}}(P \parallel S)$, "
        "and it is the only one.",
    ),
    Claim(
        "mean-rises-with-the-tilt",
        (
            r"As $\theta$ grows, the mean of $S_\theta$ rises without a jump from the smallest "
            "number that $S$ allows to the largest, so for each mean $m$ in between there is "
            r"exactly one $\theta$.",
        ),
        Tried(checks.mean_rises),
        r"The mean of $S_\theta$ rises with $\theta$, without a jump, from the smallest number "
        "that $S$ allows to the largest.",
    ),
    Claim(
        "log-ratio-has-one-mean",
        (
            "The surplus is itself a divergence.",
            r"The reason: $D_{\mathrm{KL}}(P \parallel S) - D_{\mathrm{KL}}(P \parallel T)$ is the "
            r"mean of $\log T(x)/S(x)$ under $P$. This logarithm is $\theta v(x)$ less a constant, "
            "so its mean is the same under every $P$ with the given mean of $v$, and under $T$, "
            r"one of these, it is $D_{\mathrm{KL}}(T \parallel S)$.",
        ),
        (Proved(symbolic.pythagoras), Tried(checks.log_ratio_has_one_mean)),
        r"For a tilt $T$ of $S$, the mean of $\log T(x)/S(x)$ is the same under every $P$ with the "
        "same mean of $v$.",
    ),
    Claim(
        "one-nearest-of-a-convex-set",
        (
            "For a convex set, half of the theorem is left.",
            "So there is only one nearest member, if any has a finite divergence.",
        ),
        Tried(checks.one_nearest),
        "A convex set of distributions has at most one member that is nearest to $S$, if any has a "
        "finite divergence.",
    ),
    Claim(
        "beyond-the-line",
        (
            r"the two sides differ by $\theta$ times the surplus of the mean of $P$ over that of "
            "$T$.",
        ),
        (Proved(symbolic.beyond_the_line), Tried(checks.half_space)),
        r"$D_{\mathrm{KL}}(P \parallel S) - D_{\mathrm{KL}}(P \parallel T) - "
        r"D_{\mathrm{KL}}(T \parallel S)$ is $\theta$ times the mean of $P$ less that of $T$, so "
        "that above the mean of $S$, $T$ is also the nearest of all with at least its mean.",
    ),
    Claim(
        "conditioned-throws-tend-to-the-projection",
        ("With longer runs the answer tends to $T$.",),
        Tried(checks.runs_look_like_the_tilt, cases=50),
        "Given the mean of $n$ independent throws from $S$, the first of them tends to the "
        "projection $T$ in distribution.",
    ),
    Claim(
        "given-the-sum-tilts-look-alike",
        (
            "A tilt multiplies the probabilities of all runs of one sum by the same factor. So "
            "given the average, the runs from $S$ look exactly like those from $T$, and with $T$ "
            "this average is the one to expect.",
        ),
        Tried(checks.sums_hide_tilts),
        "Given the sum of $n$ independent throws, the runs from $S$ have the same probabilities as "
        "those from any tilt of $S$.",
    ),
    Claim(
        "chance-falls-at-the-least-divergence",
        (
            "the probability that $n$ throws average at least … falls like $e^{-nD}$, with",
            r"the divergence of the nearest one: $-\frac1n \log$ of that probability tends to $D$.",
            "Frequencies that are farther from $S$ have a probability that falls faster.",
        ),
        (Tried(checks.chance_falls_at_the_rate, cases=50), Tried(checks.farther_is_rarer)),
        r"For $m$ above the mean of $S$, $-\frac1n \log$ of the probability that $n$ throws "
        "average at least $m$ tends to the divergence of the projection.",
    ),
)

_ONTO_THE_CURVE = (
    Claim(
        "tilts-of-tilts",
        (
            "For a tilt that is tilted once more is a tilt, so $T$ is a tilt of $U$ just as it is "
            "one of $S$.",
        ),
        (Proved(symbolic.fit_has_the_mean), Tried(tilts.tilts_of_tilts)),
        "A tilt of a tilt is a tilt, by the sum of the two, and can be undone.",
    ),
    Claim(
        "fit-has-the-mean-of-the-data",
        (
            "The answer is the same point, the tilt $T$ that has the mean of $R$ (if $S$ allows "
            "all that $R$ shows, and that mean is not at an end of the range).",
            "The last term is 0 only for $U = T$. So the fit is unique, and it is the model that "
            "has the mean of the data. Nothing else about $R$ matters for it.",
            "because it has to have the mean of $R$",
            "both ways end in $T$",
        ),
        (Proved(symbolic.fit_has_the_mean), Tried(tilts.best_fit_has_the_mean)),
        r"If $S$ allows all outcomes of $R$, then of all tilts $U$ of $S$ the one with the mean of "
        r"$R$ has the least $D_{\mathrm{KL}}(R \parallel U)$, and it is the only one.",
    ),
    Claim(
        "coins-and-binomials-are-tilts",
        ("The coins that can show either side are one, and so are the binomials of one size.",),
        Tried(tilts.coins_and_binomials),
        "The coins that can show either side, and the binomials of one size, are the tilts of one "
        "of them.",
    ),
    Claim(
        "kl-is-convex-in-each-argument",
        (
            "A mixture of two points of the line is on the line, and a KL divergence is convex in "
            "its first argument and in its second, so on the line neither direction has two "
            "separate dips.",
        ),
        (Tried(tilts.convex_in_each), Tried(tilts.line_has_one_dip)),
        "A KL divergence is convex in its first argument and in its second.",
    ),
    Claim(
        "mixtures-leave-the-curve",
        ("A mixture of two tilts is in general no tilt.",),
        Tried(tilts.mixtures_leave_the_curve),
    ),
    Claim(
        "reverse-along-a-curve-can-dip-twice",
        ("the direction alone does not decide how many answers there are",),
        Shown(tilts.two_dips),
        r"Along the tilts $U$ of one distribution, $D_{\mathrm{KL}}(U \parallel R)$ can have two "
        "local minima.",
    ),
    Claim(
        "a-gap-closes-the-curve",
        (
            r"Each tilt with a finite $\theta$ gives all three outcomes a probability, so in the "
            "reverse direction the whole curve is infinitely far away. Only its two ends are left, "
            "the corners.",
            "The forward direction is finite on the curve and infinite at the two ends, where the "
            "model rules out what happens.",
        ),
        Tried(tilts.a_gap_closes_the_curve),
        r"If $R = (0.5, 0, 0.5)$ and $U$ is a tilt of an $S$ without zeros, "
        r"$D_{\mathrm{KL}}(U \parallel R)$ is infinite for finite $\theta$ and $\log 2$ at both "
        r"ends; $D_{\mathrm{KL}}(R \parallel U)$ is finite there and infinite at the ends.",
    ),
)

_ENDS = (
    Claim(
        "the-end-is-conditioning",
        (
            r"It is no tilt with a finite $\theta$, but the limit of the tilts: $S$ given that the "
            "number is the largest.",
            "It is conditioning. Of all distributions that give an event the probability 1, the "
            "nearest to $S$ is $S$ given the event, and its divergence is minus the logarithm of "
            "what $S$ gave to the event.",
        ),
        Tried(checks.the_end_is_conditioning),
        "Of all distributions that give an event the probability 1, the nearest to $S$ is $S$ "
        "given the event, the limit of the tilts.",
    ),
    Claim(
        "out-of-reach-is-infinitely-far",
        (
            "every distribution with this mean uses the outcome that $S$ rules out, and is "
            "infinitely far away",
        ),
        Tried(checks.out_of_reach),
        "A distribution whose mean is above every number that $S$ allows is infinitely far from "
        "$S$.",
    ),
    Claim(
        "projection-keeps-the-support",
        (
            "Between the ends the projection rules nothing out. An outcome has a probability above "
            "0 under $T$ exactly if it has one under $S$.",
        ),
        Tried(checks.keeps_the_support),
    ),
    Claim(
        "ratios-stay-within-the-event",
        (
            "With 0.8 instead of 1, the faces within the event keep their ratios, and so do those "
            "outside.",
        ),
        Tried(checks.ratios_stay),
        "The nearest distribution that gives an event a probability keeps the ratios of $S$ within "
        "the event and outside.",
    ),
    Claim(
        "nearest-to-uniform-has-most-entropy",
        (
            r"For a uniform $S$ over $n$ outcomes, $D_{\mathrm{KL}}(P \parallel S) = \log n - "
            "H(P)$: the nearest is the one with the most entropy.",
        ),
        Tried(checks.uniform_means_entropy),
    ),
    Claim(
        "a-dent-can-have-two-nearest",
        (
            "There are two, the tilts with … The set is not convex: their mixture in equal parts",
            "With one of them for $T$ and the other for $P$, the inequality fails.",
        ),
        Shown(checks.a_dent_has_two),
        "A set that is not convex can have two members that are nearest to $S$, and then the "
        "inequality fails for them.",
    ),
)

PAGE = Chapter(
    "07a-projection",
    claims=_ONTO_THE_LINE + _ONTO_THE_CURVE + _ENDS,
    repeats={
        "likelihood-is-least-divergence": ("That is [maximum likelihood]",),
        "kl-not-symmetric": ("and yet it is none",),
    },
    givens=(
        "All divergences on this page are in nats.",
        "A set is **convex** if with any two distributions it also has all their mixtures.",
        "or 4 and 5, in either order",
        "You learn that a throw of the fair die showed a 5 or a 6. Let $v(x)$ be 1 for these two "
        "faces and 0 for the others, and project onto the mean 1.",
        "And what if you learn only that 5 or 6 has a probability of 0.8?",
        "What if you had believed in a die that shows 6 half of the time, and the other faces "
        "equally often?",
        "You learn that the average of the fair die was not between 2.5 and 4.5.",
    ),
    remarks=(
        "departs from $S$ by as little as it can",
        "Nearest of three is not nearest of all.",
        "consider all $P$ for which this number has the mean $m$",
        "where one more point means one more factor",
        "No principle is needed to answer that: it is a conditional probability, and adding up all "
        "ways to reach the sum gives it exactly.",
        "it has in all likelihood happened in the way that is the least improbable",
        "there is no reason for this $T$",
        "and the same curve of tilts",
        "has {eq}`eq-fit` in place of that",
        "Ask the die for more and more.",
    ),
)
