"""What the page 06-machine-learning says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Tried
from entropybook.ledger.pages import _machine_learning_checks as checks

PAGE = Chapter(
    "06-machine-learning",
    claims=(
        Claim(
            "likelihood-sees-frequencies",
            ("All that the likelihood sees of the data is how often each outcome came",),
            Tried(checks.order_of_draws),
        ),
        Claim(
            "likelihood-is-least-divergence",
            (
                "SymPy derives it for any number $n$ of outcomes",
                "**Greatest likelihood, least cross-entropy of the data and the model, and least "
                "KL divergence of the data from the model are one and the same wish.**",
            ),
            (Proved(symbolic.likelihood_is_cross_entropy), Tried(checks.one_minimiser)),
            "Of independent draws, greatest likelihood, least cross-entropy of the data and the "
            "model, and least KL divergence of the data from the model choose the same model.",
        ),
        Claim(
            "unseen-outcome-adds-nothing",
            ("An outcome that never came adds nothing to any of the sums",),
            Tried(checks.unseen_adds_nothing),
            "An outcome that is not among the data adds nothing to the loss, to the entropy of the "
            "data or to their KL divergence from a model.",
        ),
        Claim(
            "likelihood-goes-to-the-projection",
            (
                r"if the draws are independent, $\hat R$ approaches $R$ as data come in, and the "
                "model from which the data diverge least approaches the model from which the world "
                "diverges least",
                "The minimiser goes to the model from which the world diverges least",
                "The loss has a minimiser all the same",
                "Beyond two coins it is the same",
            ),
            Tried(checks.goes_to_the_world),
            "As data come in, the frequencies settle on $R$, and the minimiser of the loss over "
            "the models of two independent coins settles on the model from which $R$ has the "
            "least KL divergence, whether or not $R$ is one of them.",
        ),
        Claim(
            "two-coins-half-the-mean",
            (
                "In our family the minimiser needs no search, it is half the average number of "
                "heads: with $h$ heads and $t$ tails in all, the likelihood is a constant times "
                "$s^h (1 - s)^t$, and its logarithm has the slope $h/s - t/(1 - s)$, which is zero "
                "where $s$ is the share of heads",
            ),
            (Tried(checks.half_the_mean_is_best, cases=50), Tried(checks.slope_of_two_coins)),
            "For two independent coins with the same $s$, the minimiser of the loss is half the "
            "average number of heads.",
        ),
        Claim(
            "estimate-spreads-like-root",
            ("the spread shrinks like one over the square root of the number of throws",),
            Tried(checks.spread, cases=30),
            "The spread of the best $s$ of two coins shrinks like one over the square root of the "
            "number of throws.",
        ),
        Claim(
            "projection-stays-away",
            (
                "What is left of the divergence there, the bar, is what this family of models "
                "cannot learn, and more data do not shorten it",
                "If all members are far, then the nearest is far",
            ),
            Tried(checks.cannot_be_learnt),
            "If $R$ is not in the family of two independent coins, the divergence of its nearest "
            "member is above zero, whatever the number of data.",
        ),
        Claim(
            "loss-averages-over-inputs",
            (
                "so do both sides of the identity: the expected loss is the average of $H(R, S)$ "
                "over the inputs, which is the average of $H(R)$, its floor, plus the average of "
                r"$D_{\mathrm{KL}}(R \parallel S)$",
            ),
            Tried(checks.average_over_inputs),
            "With an $R$ and an $S$ for each input, the expected loss is the average of $H(R, S)$ "
            "over the inputs: that of $H(R)$, its floor, plus that of "
            r"$D_{\mathrm{KL}}(R \parallel S)$.",
        ),
        Claim(
            "table-learnt-by-heart",
            (
                "where each input is seen once, a model that is flexible enough can learn the "
                "table by heart and bring its loss as near to zero as you like",
            ),
            Tried(checks.learnt_by_heart),
        ),
        Claim(
            "errors-are-likelihoods",
            (
                "A normal one around the prediction, with the same standard deviation everywhere. "
                "The logarithm of its density is a constant minus the squared error over "
                r"$2\sigma^2$, so the likelihood is greatest where the mean squared error is "
                "least. The absolute error belongs to a Laplace distribution in the same way, with "
                "the error over its scale",
            ),
            Tried(checks.errors_as_likelihood),
            "The negative log-likelihood of a normal distribution of fixed spread is a constant "
            "plus the squared error over twice the variance; that of a Laplace distribution, a "
            "constant plus the absolute error over the scale.",
        ),
        Claim(
            "training-loss-flatters",
            (
                "its loss, averaged over samples, is $H(R)$. The minimiser does at least as well "
                "on each sample, so on average a training loss is too low",
            ),
            Tried(checks.flattering, cases=20),
            "If $R$ is in the family, the least loss on a sample is at most that of $R$ itself, "
            "whose average over samples is $H(R)$.",
        ),
    ),
    repeats={
        "least-loss-is-maximum-likelihood": (
            "the largest likelihood and the least loss belong to the same model",
        ),
        "ce-at-least-entropy": (
            r"a training loss that levels off above zero may be as low as it can get: if the "
            r"outcomes can be counted, no model brings it below $H(\hat R)$",
            "A larger family whose expected loss, estimated on fresh data, is lower shows that "
            "some was",
            "On fresh data no model gets below $H(R)$ on average",
        ),
        "loss-above-zero-has-two-causes": (
            "Below the logarithm of the number of outcomes there is no such sign: the loss is "
            "$H(R, S)$, and without $H(R)$ you cannot tell how much of it is avoidable",
        ),
        "entropy-between-0-and-log-n": (
            "an entropy over three outcomes is at most 1.585 bits, the logarithm of three",
        ),
        "ce-density-can-be-negative": ("may fall below zero",),
        "fit-has-the-mean-of-the-data": ("[the two can end in one point](07a-projection.ipynb)",),
    },
    givens=(
        "so that samples of different sizes can be compared",
        "so that they like to fall the same way",
        "you train on 10 throws and find a loss *below* $H(R)$",
    ),
    remarks=(
        "where it goes when none of your models is right",
        "has many names: negative log-likelihood, log loss, cross-entropy loss",
        r"beside two measures that are given $\hat R$ and never see the throws",
        "A loss that will not go to zero, however good the model",
        "A perplexity, and no idea whether it is a good one",
        "an estimate of KL below zero",
        "A negative KL from PyTorch",
        "No bug",
    ),
)
