"""What the page 06f-leash says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Shown, Tried
from entropybook.ledger.pages import _leash_checks as checks

PAGE = Chapter(
    "06f-leash",
    claims=(
        Claim(
            "expectation-collapses",
            (
                "An average is largest when all of the weight is on the largest value",
                "That it is a single one is what maximising an expectation does whenever one "
                "answer scores best.",
            ),
            Tried(checks.all_on_the_largest),
        ),
        Claim(
            "leash-keeps-the-support",
            (
                r"To say something that $S$ rules out costs an infinite amount, for any $\beta$ "
                "above zero, so **what the reference never says, the tuned policy never says**",
            ),
            Tried(checks.stays_inside),
        ),
        Claim(
            "leash-lets-drop",
            (
                "a policy that never says half of what $S$ would say, by probability, can have a "
                r"divergence as low as $\log 2$",
            ),
            Tried(checks.dropping_is_cheap),
            "A policy that never says half of what $S$ would say, by probability, has a divergence "
            r"of at least $\log 2$ from it, and can have just that.",
        ),
        Claim(
            "tilt-of-two",
            (
                "Two answers that $S$ gives in the ratio 3 to 1 keep that ratio if their rewards "
                r"are equal; a reward that is higher by $\beta$ gains a factor of $e$",
            ),
            Tried(checks.tilt_of_two),
        ),
        Claim(
            "tilted-is-best",
            (
                "write down the best policy for one prompt under a KL penalty without any training",
                "no training is needed to answer that.",
                r"for every other policy $Q$, the objective is lower by exactly $\beta$ times the "
                "divergence of $Q$ from $T$",
            ),
            (Proved(symbolic.tilted_is_best), Tried(checks.lower_by_divergence)),
            "Under a KL penalty the tilted policy is the best: for every other policy, the "
            r"objective is lower by exactly $\beta$ times its divergence from $T$.",
        ),
        Claim(
            "logit-goes-up",
            (
                "The number $a(x)$ is the reward of an answer less the price of giving it, and its "
                "mean under $Q$ is $J(Q)$. The logit of an answer that does better than the mean "
                "goes up, every other one goes down or stays",
            ),
            (Proved(symbolic.gradient_on_a_leash), Tried(checks.better_goes_up)),
        ),
        Claim(
            "no-noise-at-the-optimum",
            (
                r"At the tilted policy, $a(x) = \beta \log Z$ for every answer: nothing is better "
                "than the mean, so every batch of answers, whichever it is, says that nothing "
                "should change",
                "without it, each batch would push up or down the answers that happen to be in it, "
                "and a floor of noise would stay",
                "If reward minus penalty still differs from answer to answer, the policy is not "
                "at its optimum.",
            ),
            Tried(checks.no_noise),
        ),
        Claim(
            "nothing-above-the-frontier",
            (
                r"one point for each $\beta$, and nothing lies above it: by {eq}`eq-leash-splits`, "
                "a policy with more reward at the same divergence would have a larger $J$ than the "
                "largest",
                "no policy is above it",
            ),
            Tried(checks.nothing_above),
            "Of all policies at one divergence from $S$, the tilted one earns the most.",
        ),
        Claim(
            "slope-is-the-price",
            (
                r"The slope of the curve at a policy $T$ is its $\beta$: there, one more nat buys "
                r"$\beta$ of reward, to first order",
            ),
            Tried(checks.slope_is_beta),
        ),
        Claim(
            "best-of-n-bound-in-the-limit",
            (
                "For larger $n$ the bound is attained in the limit where there are many answers, "
                "no two of them score the same, and each is rare",
            ),
            Tried(checks.bound_in_the_limit, cases=20),
        ),
        Claim(
            "best-of-n-stays-below-collapse",
            (
                "it grows without end, while the divergence cannot exceed that of the collapsed "
                "policy",
            ),
            Tried(checks.bound_alone_has_no_end),
            "The bound on the divergence of the best of $n$ grows without end in $n$, while the "
            "divergence cannot exceed that of the collapsed policy.",
        ),
        Claim(
            "far-means-seldom-given",
            (
                "at a divergence of $D$ nats, $Q$ gives its answers $e^D$ times as often as $S$ "
                "does, in the geometric mean under $Q$",
            ),
            Tried(checks.times_as_often),
        ),
        Claim(
            "best-of-n-sees-the-order-only",
            ("it looks at the order of the scores only",),
            Tried(checks.order_only),
            "The best of $n$ depends on the order of the scores only.",
        ),
        Claim(
            "another-sampler-can-make-it-negative",
            (
                "A stale or altered sampler (another temperature, a cut-off such as top-$k$) "
                "shifts the mean, and it can be negative for as many answers as you like",
            ),
            Shown(checks.altered_sampler),
        ),
        Claim(
            "stale-answers-give-the-swapped-one",
            (
                r"With answers from $S$ it settles on $-D_{\mathrm{KL}}(S \parallel Q)$, which is "
                "never positive",
            ),
            Tried(checks.stale_answers),
            r"The mean of $\log Q(x)/S(x)$ over answers from $S$ settles on "
            r"$-D_{\mathrm{KL}}(S \parallel Q)$, which is never positive.",
        ),
        Claim(
            "estimate-that-is-never-negative",
            (
                r"the mean of $S(x)/Q(x) - 1 - \log S(x)/Q(x)$ is never negative, and if $Q$ "
                "can give each answer that $S$ can, its expectation under $Q$ is the divergence as "
                "well.",
            ),
            Tried(checks.never_negative_estimate),
            r"The mean of $S(x)/Q(x) - 1 - \log S(x)/Q(x)$ over answers from $Q$ is never "
            r"negative, and its expectation is $D_{\mathrm{KL}}(Q \parallel S)$ if $Q$ can give "
            "each answer that $S$ can.",
        ),
        Claim(
            "preferences-are-fitted-by-cross-entropy",
            ("the loss is a cross-entropy once more, of who won and who was expected to",),
            Tried(checks.preferences_by_cross_entropy),
        ),
        Claim(
            "unanimous-preferences-have-no-leash",
            (
                "it holds only while people disagree. If $x$ beats $y$ each time, the likelihood "
                "keeps growing as the probability of $y$ goes to zero, whatever $\\beta$ is",
            ),
            Tried(checks.unanimity_has_no_leash),
            r"If one answer beats another each time, the likelihood of DPO keeps growing as the "
            r"probability of the other goes to zero, whatever $\beta$ is; if not, there is a ratio "
            "at which it is largest.",
        ),
        Claim(
            "swapped-leash-lets-half-go",
            (
                r"to halve each probability and put the rest on other answers costs at most "
                r"$\log 2$ nats, however rare $S$ has them",
            ),
            Tried(checks.half_is_cheap),
            r"$D_{\mathrm{KL}}(S \parallel Q)$ is at most $\log 2$ nats if half of $Q$ is $S$, "
            "wherever the other half is.",
        ),
        Claim(
            "tilt-undone",
            ("*differences* of rewards need no $Z$ at all",),
            Proved(symbolic.reward_from_policy),
            "The tilted policy and its reference give the differences of rewards, without $Z$.",
        ),
        Claim(
            "scale-of-rewards",
            (
                "A constant changes nothing: it multiplies every weight and $Z$ by the same "
                r"factor. Twice the reward is the same as half the $\beta$",
            ),
            Tried(checks.scale_of_rewards),
        ),
        Claim(
            "swapped-leash",
            (
                "It cannot: to drop an answer would now cost an infinite amount.",
                r"Where that is a constant $c$ for all answers, $Q(x) = \beta S(x) / (c - r(x))$, "
                "with $c$ above the largest reward such that $Q$ sums to 1",
            ),
            Tried(checks.leash_turned_round),
            r"The policy that maximises $\mathbb{E}_Q[r] - \beta D_{\mathrm{KL}}(S \parallel Q)$ "
            r"is $\beta S(x) / (c - r(x))$ with a constant $c$, and drops no answer of $S$.",
        ),
    ),
    repeats={
        "kl-never-negative": ("A KL divergence is never negative",),
        "nearest-of-a-mean-is-a-tilt": (
            "each tilt is [the nearest policy to $S$](07a-projection.ipynb) among those with its "
            "mean reward",
        ),
    },
    givens=(
        r"With a price of $\beta$ for each nat of divergence, the objective is",
        r"Check it … at $\beta = 1$",
        r"its divergence is often given as $\log n - (n-1)/n$",
        "keep the one that the reward model likes best, the **best of** $n$",
        "You may spend 0.5 nats.",
        r"in which $x$ beats $y$ with probability $\sigma(r(x) - r(y))$",
        "A colleague adds 100 to all rewards",
        r"Find it at $\beta = 1$ by the condition that the derivative is the same for all answers",
    ),
    remarks=(
        "why the KL divergence in a training log is negative now and then",
        "Take a chatbot small enough to be solved exactly.",
        r"A long leash and a short one differ only in $\beta$",
        "With a language model, nobody can list all answers",
        "which is all that a trainer has",
        "We run the exact gradient and the estimated one, both from $S$",
        "How much reward does a nat buy?",
        "its distribution $B_n$ can be computed exactly",
        "What a nat buys.",
        "with no training at all",
        "As for the best of $n$",
        "Now look at what the same policies earn in true reward",
        "the dots the best of $n$",
        "and that is all that was proved",
        "yet training logs show negative ones",
        "So a negative value in a log is no mystery",
        '"so that none is negative"',
        "Whatever you tune, the numbers come out of a library",
    ),
)
