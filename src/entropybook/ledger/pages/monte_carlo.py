"""What the page 08b-monte-carlo says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Shown, Tried
from entropybook.ledger.equations import _monte_carlo as equations
from entropybook.ledger.pages import _monte_carlo_checks as checks

PAGE = Chapter(
    "08b-monte-carlo",
    claims=(
        Claim(
            "mc-first-is-the-definition",
            (
                "The first is the divergence by its definition: the mean of $k_1$ under $R$ *is* "
                r"$D_{\mathrm{KL}}(R \parallel S)$",
            ),
            Tried(checks.first_is_the_definition),
            "The mean of $-\\log r$ over draws from $R$, with $r = S(x)/R(x)$, is "
            r"$D_{\mathrm{KL}}(R \parallel S)$.",
        ),
        Claim(
            "mc-k1-negative-outcomes",
            (
                "A term $k_1$ is negative whenever the draw is an outcome that $S$ gives more "
                "often than $R$ does. If the two differ and allow the same outcomes, there is such "
                "an outcome, since both sum to 1",
            ),
            Tried(checks.negative_by_outcome),
        ),
        Claim(
            "mc-k1-negative-batches",
            (
                "A batch may happen to consist of nothing else, so the mean of $k_1$ can be "
                "negative for a batch of any size",
            ),
            Tried(checks.batch_of_nothing_else),
            "If $R$ and $S$ differ and allow the same outcomes, the mean of $k_1$ can be negative "
            "for a batch of any size.",
        ),
        Claim(
            "mc-k3-never-negative",
            (
                "So $k_3$ is how far the tangent lies above the logarithm: it is never negative, "
                "and 0 only for $r = 1$, and a mean of such terms is not negative either",
                "The third term cannot do that.",
                "And if a $k_3$ is negative by more than rounding, the formula is wrong.",
            ),
            (Proved(symbolic.tangent_line), Tried(checks.tangent_side)),
            "$k_3 = r - 1 - \\log r$ is never negative, and 0 only for $r = 1$; so no mean of such "
            "terms is negative.",
        ),
        Claim(
            "mc-normal-log-ratio",
            (
                r"Between two normals of variance 1 whose means are $\mu$ apart, the divergence is "
                r"$\mu^2/2$ and $k_1$ is normal with standard deviation $\mu$",
                r"while $\mathrm{Var}[k_1] = \mu^2$",
                r"For two normals the divergence is $\mu^2/2$",
                r"For two normals the divergence is $\mu^2/2$, so $\mu$ is known",
            ),
            (Proved(symbolic.k3_between_normals), Tried(checks.normal_terms)),
        ),
        Claim(
            "mc-close-is-noisy",
            (
                "If $S$ is near $R$ and both allow the same outcomes, the variance of $k_1$ is "
                r"about twice the divergence, so relative to the divergence its standard deviation "
                r"is about $\sqrt{2/D_{\mathrm{KL}}}$",
                r"After about $2/D_{\mathrm{KL}}$ draws the standard error is as large as the "
                "divergence",
            ),
            Tried(checks.twice_the_divergence),
            "As $S$ tends to $R$, with finitely many outcomes that both allow, the variance of "
            "$k_1$ over the divergence tends to 2.",
        ),
        Claim(
            "mc-stays-negative",
            (
                "If the mean of $k_1$ stays negative while more and more draws are averaged, the "
                "draws do not come from the distribution whose logarithm stands first",
                "or what is taken for $S$ sums to more than 1",
            ),
            Tried(checks.settles_at_zero_or_above),
        ),
        Claim(
            "mc-k2-second-order",
            (
                "Where the ratio is close to 1, it and $k_3$ are the same to second order",
                "with finitely many outcomes, all of which $R$ allows",
                r"the bias of $k_2$ shrinks at least like $\varepsilon^3$, faster than the "
                r"divergence, which shrinks like $\varepsilon^2$. Its leading term is "
                r"$-\mathbb{E}_R[(r-1)^3]/6$",
            ),
            (Proved(symbolic.half_square_against_k3), Tried(checks.third_order)),
            r"With finitely many outcomes, all of which $R$ allows, and $S = R + \varepsilon (S' - "
            r"R)$, the bias of $k_2$ is $-\mathbb{E}_R[(r-1)^3]/6$ and terms of the order of "
            r"$\varepsilon^4$.",
        ),
        Claim(
            "mc-k2-bias-unlimited",
            (
                "Far from $R$ nothing limits the bias: between the two normals above, the mean of "
                r"$k_2$ is too large by the fraction $\mu^2/4$ of the divergence",
            ),
            (Tried(checks.half_square_too_large), Tried(checks.no_bound_on_half_square)),
        ),
        Claim(
            "mc-control-leaves-the-mean",
            (
                "That is 0 if $R$ allows everything that $S$ does. Something of mean 0 may be "
                "added without changing what is estimated",
                "Every multiple $c$ leaves the mean alone",
                "it should be 0, so it is a test whose answer you know",
            ),
            (Proved(symbolic.best_control), Tried(checks.control_changes_no_mean)),
            "If $R$ allows all that $S$ does, $k_1 + c (r - 1)$ has the mean "
            r"$D_{\mathrm{KL}}(R \parallel S)$ for every $c$.",
        ),
        Claim(
            "mc-k3-too-low",
            (
                "The mean of $k_3$ is too low by the probability that $S$ has where $R$ has none, "
                "and since the outcome is never drawn, none of the terms looks wrong",
            ),
            Tried(checks.too_low_by_the_cut),
        ),
        Claim(
            "mc-best-control",
            (
                "take the one with the least variance",
                "The best is $c = -C/W$.",
            ),
            (Proved(symbolic.best_control), Tried(equations.parabola)),
            "Of all $k_1 + c (r - 1)$ the one with $c = -C/W$ has the least variance, with $C$ the "
            "covariance of $k_1$ and $r - 1$ and $W$ the variance of $r - 1$.",
        ),
        Claim(
            "mc-control-is-a-regression",
            ("it is the slope of a regression of $k_1$ on $r - 1$, with its sign turned",),
            Tried(checks.slope_turned),
        ),
        Claim(
            "mc-fitting-costs-a-bias",
            (
                "a $c$ that was fitted to the same draws brings in a bias, of the order of $1/n$ "
                "for $n$ draws",
            ),
            Shown(checks.fitting_costs_a_bias),
        ),
        Claim(
            "mc-infinite-variance",
            (
                r"if $\sigma^2 < 2$, and an infinite one if not",
                "once the model has twice the variance of the truth, $k_3$ has no standard "
                "deviation at all",
                r"A $\sigma$ of 1.5 is enough for that. The means do not matter to it.",
            ),
            Tried(checks.infinite_from_twice),
            r"For draws from a normal $R$ and a normal model $S$, the mean of $r^2$ is finite if "
            "and only if the variance of $S$ is less than twice that of $R$, whatever the means.",
        ),
        Claim(
            "mc-k1-has-a-variance",
            (
                "The mean of $k_3$ is still the divergence, and that of $k_1$ too, with a finite "
                "variance",
            ),
            Tried(checks.first_has_a_variance),
            "Between normals, $k_1$ has a finite variance however wide the model is.",
        ),
        Claim(
            "mc-three-gradients",
            (
                "The term with the right value and no bias, $k_1$, has no gradient at all on "
                "average. The term that is biased, $k_2$, has the right one. And $k_3$, right in "
                "value and tight, gives $Q - S$. That is a gradient too, of the divergence in the "
                "other direction",
            ),
            (
                Proved(symbolic.gradients_through_draws),
                Proved(symbolic.gradients_of_both_directions),
                Tried(checks.three_gradients),
            ),
            "If draws come from the policy $Q$ and the terms are differentiated in its logits at "
            "given draws, the mean gradient of $k_1$ is 0, that of $k_2$ the gradient of "
            r"$D_{\mathrm{KL}}(Q \parallel S)$, and that of $k_3$ the gradient of "
            r"$D_{\mathrm{KL}}(S \parallel Q)$.",
        ),
        Claim(
            "mc-both-parts",
            (
                "With both parts, $k_1$ and $k_3$ are right, and $k_2$ is now wrong: the whole "
                "gradient is that of its mean, and its mean is not the divergence",
                "the logits act twice, through the terms and through the probabilities of the "
                "draws, and the product rule asks for both parts",
            ),
            Tried(checks.both_parts),
            "With the part in which the probabilities of the draws move, the mean gradients of "
            "$k_1$ and $k_3$ are right, and that of $k_2$ in general is not.",
        ),
        Claim(
            "mc-gradients-agree-near",
            ("near $S$ the gradients of the two directions agree to first order",),
            Tried(checks.agree_near_the_reference),
        ),
        Claim(
            "mc-which-loss-finds-the-best",
            (
                "So two simple ways are sound for draws from the current policy: put $k_1$ into "
                "the reward, or differentiate $k_2$ as a loss",
                "Putting $k_3$ into the loss, as the published objective of GRPO does …, is "
                "neither.",
            ),
            (Tried(checks.only_the_second_finds_it), Tried(checks.both_parts)),
            "With draws from the current policy and the terms differentiated as a loss, the tilted "
            "policy is stationary with $k_2$, and in general not with $k_1$ or $k_3$.",
        ),
        Claim(
            "mc-wrong-sampler",
            (
                "The result is never negative and looks healthy.",
                r"The mean of $-\log r$ under $S$ is $-D_{\mathrm{KL}}(S \parallel R)$, and that "
                r"of $r - 1$ is $\sum_x (S(x) - R(x))^2 / R(x)$, the chi-squared divergence, which "
                "is also the variance of $r$ under $R$",
                r"So the result is the second less $D_{\mathrm{KL}}(S \parallel R)$.",
            ),
            Tried(checks.from_the_wrong_sampler),
        ),
        Claim(
            "mc-fixed-sampler",
            (
                "there is no second part, and the mean over $S$ of the terms is "
                r"$D_{\mathrm{KL}}(S \parallel Q)$ for every $Q$. Its gradient is $Q - S$",
            ),
            (Proved(symbolic.gradients_of_both_directions), Tried(checks.fixed_sampler)),
        ),
    ),
    repeats={
        "log-below-its-tangent": (
            r"The logarithm lies nowhere above its tangent at 1, $\log r \le r - 1$",
        ),
        "kl-never-negative": ("a KL divergence is never negative",),
    },
    givens=(
        "$k_1$",
        "$k_2$",
        "$k_3$",
        "$r - 1$",
        "$k_1 + c (r - 1)$",
        "All we look at is the ratio $r = S(x)/R(x)$ at the draw",
        r"each is meant to estimate $D_{\mathrm{KL}}(R \parallel S)$, here in nats",
        r"$S_\varepsilon = R + \varepsilon (S - R)$",
        "$k_3 = k_1 + (r - 1)$",
        "For draws from $R = N(0, 1)$ and the model",
        r"$S = N(\mu, 1)$",
        r"which term do you take at $\mu = 3$?",
        r"$S = N(0, \sigma^2)$ and $R = N(0, 1)$",
        "so that $r = S(x)/Q(x)$",
        "A policy is 0.01 nats from its reference.",
        "for a standard error of 10% of the divergence",
        r"$r - 1 - \log r$ with $r = S(x)/R(x)$ is averaged",
    ),
    remarks=(
        "there are far too many things to add up a divergence over all of them",
        "ask both models for the logarithm of the probability",
        "Then the log of the run shows a negative number",
        "tell a harmless negative value from a broken sampler, notice when a standard error cannot "
        "be believed",
        "so all that can happen fits into a table",
        "which of the three scatters least",
        "The same draws, two ways to average them.",
        "so a negative $k_1$ in its log says nothing yet",
        "looks like no divergence at all",
        "See both on the worked example",
        "Why add $r - 1$ once, and not half of it, or twice?",
        "with a million they still cannot agree",
    ),
)
