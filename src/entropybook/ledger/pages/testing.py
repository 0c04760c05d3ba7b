"""What the page 08c-testing says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Tried
from entropybook.ledger.equations import _testing as equations
from entropybook.ledger.pages import _testing_checks as checks

PAGE = Chapter(
    "08c-testing",
    claims=(
        Claim(
            "test-by-the-score",
            (
                "Whoever pays the smaller has the cheapest test",
                "Equality means to say $R$ where $R(x) > k S(x)$ and $S$ where $R(x) < k S(x)$",
                "Hence a test that makes one error rarer than this one does makes the other more "
                "frequent",
                "With the costs given, no cleverness is left.",
            ),
            Tried(checks.undominated),
            r"Of all tests, $\alpha + k \beta$ is least for the one that says $R$ where "
            "$R(x) > k S(x)$ and $S$ where $R(x) < k S(x)$; a test that makes one of the errors "
            "rarer makes the other more frequent.",
        ),
        Claim(
            "test-rare-above",
            (
                r"Where the score is at least $t$, $S(x) \le e^{-t} R(x)$; add up over all such "
                r"$x$, and $\beta \le e^{-t}$",
            ),
            Tried(checks.rare_above_a_threshold),
            r"A test that says $R$ where the score is at least $t$ has $\beta \le e^{-t}$.",
        ),
        Claim(
            "test-little-below",
            (r"a threshold $t$ a little below that keeps $\alpha$ small",),
            Tried(checks.little_below_the_mean, cases=20),
            r"With a threshold a fixed share below $n D_{\mathrm{KL}}(R \parallel S)$, $\alpha$ "
            "tends to 0 as $n$ grows.",
        ),
        Claim(
            "test-any-level",
            (
                "Another level strictly between 0 and 1 would give the same limit, and no other "
                r"tests with errors $\alpha$ at or below that level have a larger one",
            ),
            (Tried(checks.any_level, cases=30), Tried(checks.undominated)),
            "Stein's limit is the same for every level strictly between 0 and 1, and no tests of "
            "that level have a larger exponent.",
        ),
        Claim(
            "test-rule-of-thumb",
            (
                r"for an error of $\beta$ one needs about $n = \log(1/\beta) / "
                r"D_{\mathrm{KL}}(R \parallel S)$ draws",
            ),
            Tried(equations.stein, cases=30),
            r"As $\beta$ tends to 0 at a fixed level of $\alpha$, the draws that are needed over "
            r"$\log(1/\beta) / D_{\mathrm{KL}}(R \parallel S)$ tend to 1.",
        ),
        Claim(
            "test-smaller-than-means",
            (
                "The smaller of two numbers is at most their geometric mean, and at most each "
                r"weighted one, $R(x)^\lambda S(x)^{1 - \lambda}$ with $0 \le \lambda \le 1$. For "
                "$n$ independent draws the sum of these is the $n$-th power of the sum for one "
                "draw",
            ),
            Tried(checks.below_weighted_means),
        ),
        Claim(
            "test-chernoff-exponent",
            (
                "The bound holds for every $n$, and its exponent is the true one: no test has an "
                r"$\alpha + \beta$ that falls faster in the long run",
            ),
            (Tried(equations.bound_holds), Tried(checks.true_exponent, cases=30)),
            r"For every $n$ the score against 0 has $\alpha + \beta \le e^{-n C(R, S)}$, and no "
            "test has a larger exponent in the long run.",
        ),
        Claim(
            "test-chernoff-below-both",
            (
                r"The curve stays below $(1 - \lambda) D_{\mathrm{KL}}(R \parallel S)$ (blue, "
                r"dashed) and below $\lambda D_{\mathrm{KL}}(S \parallel R)$ (orange, dashed), and "
                "touches each at one end",
                "$C$ is never larger than either divergence",
                "With $R$ and $S$ exchanged the same proof gives the other dashed line",
                "That is why the errors of a fair test fall more slowly than Stein's",
            ),
            (Proved(symbolic.chernoff_is_below_both), Tried(checks.below_both_lines)),
            r"$-\log \sum_x R(x)^\lambda S(x)^{1 - \lambda}$ is at most $(1 - \lambda) "
            r"D_{\mathrm{KL}}(R \parallel S)$, and $\lambda D_{\mathrm{KL}}(S \parallel R)$, "
            "so Chernoff information is never larger than either divergence.",
        ),
        Claim(
            "test-frequencies-fit-best",
            (
                r"If there are two sources, their best guesses are the frequencies $\hat R$ of the "
                r"first sample, of $N$ draws, and $\hat S$ of the second, of $M$ draws. If there "
                r"is one, it is the frequencies $\hat M$ of all draws taken together",
            ),
            Tried(checks.frequencies_fit_best),
            "No source gives a sample a larger likelihood than the sample's own frequencies.",
        ),
        Claim(
            "test-g-is-a-divergence",
            (
                "Twice the log-likelihood that the second source gains is the statistic $G$",
                "It is $2 (N + M)$ times a Jensen–Shannon divergence in nats, [the one with equal "
                "weights]",
            ),
            (Proved(symbolic.g_is_divergence), Tried(checks.twice_the_draws_times_js)),
            "$G$ is $2 (N + M)$ times the Jensen–Shannon divergence of the two samples' "
            "frequencies with the weights $N$ and $M$, in nats.",
        ),
        Claim(
            "test-g-chi-squared",
            (
                "If the draws are independent and there is one source with $K$ outcomes, $G$ is "
                "for large samples nearly a chi-squared variable with $K - 1$ degrees of freedom",
            ),
            Tried(checks.chi_squared, cases=20),
        ),
        Claim(
            "test-significant-by-numbers",
            (
                "with the divergence between the halves held fixed it can be made as significant "
                "as you like by more draws alone",
            ),
            Tried(checks.significant_by_numbers),
            "For any fixed divergence above 0 between the frequencies of two samples, the p-value "
            "of $G$ tends to 0 as their sizes grow.",
        ),
        Claim(
            "test-forbidden-outcome",
            (
                "Say $R$ if and only if the third outcome has come up. That is never false, so "
                r"$\beta = 0$, and $\alpha$ is the probability $(3/4)^n$",
            ),
            Tried(checks.never_false, cases=1),
            "Between (½, ¼, ¼) and (½, ½, 0) the test that says $R$ if and only if the third "
            r"outcome has come up has $\beta = 0$ and $\alpha = (3/4)^n$.",
        ),
        Claim(
            "test-sequential",
            (
                r"Where the score passes $\log 1000$ at the end, what has been seen is at least "
                "1000 times as probable under $R$ as under $S$. Added up over all such streams, "
                "$S$ gives them at most a thousandth",
            ),
            (Tried(checks.ratios_of_the_score), Tried(checks.sure_by_the_odds, cases=30)),
            "If draws go on until the odds are $k$ to 1 either way, the verdict for $R$ has a "
            "probability of at most $1/k$ where $S$ is true.",
        ),
    ),
    repeats={
        "divergence-of-a-sample-is-chi-squared": (
            "[$2N$ times the divergence of a sample from its source]",
        ),
    },
    givens=(
        "which must be positive and finite",
        "If the two allow the same outcomes, then at the top",
        "until a false verdict is rarer than 1 in 1000",
        "say $R$ where the sum is 0 or more, and $S$ where it is less",
        "and write $x$ for all the draws together",
        r"$\alpha \le 5\%$",
        "Then $k = 1$, the score is compared with 0 as in the beginning",
        r"Choose the $\lambda$ that makes it least",
        r"$T(x) = R(x)^\lambda S(x)^{1 - \lambda} / Z$, where $Z$ makes the sum 1",
        "with an error below 1 in 1000, if they were drawn independently",
        "if there is no change, every order of the chapters must be as likely as every other",
        "It is the probability of data at least as extreme as yours if there is nothing to find",
        "Let $R$ be (½, ¼, ¼) and $S$ be (½, ½, 0)",
        r"with $\alpha \le 5\%$ and $\beta = 0$",
        "stop as soon as the score is worth odds of 1000 to 1 either way",
        r"the score has to climb to $\log 1000$",
    ),
    remarks=(
        "You know both distributions",
        "you will be able to answer that exactly",
        "so both errors can be added up without simulating anything",
        "If your number was smaller, you may have taken the expected score for the score",
        "because a stream that happens to score low is worth no such odds",
        "only sorts the things that can be seen",
        "from the upper left corner to the lower right one",
        "Often they do not weigh the same.",
        "Here is one that can be asked of any text.",
        "if one source had made both halves",
        "Nobody writes odd and even chapters in different letters.",
        "It sees differences where there should be none, so its verdict on the halves is worth "
        "little",
        "she is named often where she is named at all",
        "All depends on what is dealt.",
        "each with all its letters",
        "few enough to try all of them",
        "Now ask both questions again with the honest yardstick",
        "And it is no better than the assumption behind it, as the chapters have shown. Give the "
        "divergence, in bits, with an interval",
        "Now look after every draw",
        "Perhaps it is only the names.",
    ),
)
