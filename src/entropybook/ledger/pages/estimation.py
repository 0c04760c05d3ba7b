"""What the page 08-estimation says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Shown, Tried
from entropybook.ledger.pages import _estimation_checks as checks

PAGE = Chapter(
    "08-estimation",
    claims=(
        Claim(
            "single-estimates-can-be-too-high",
            (
                "That none is too high is special to a uniform source",
                "For other sources a single estimate may well be too high",
            ),
            Tried(checks.too_high_is_possible),
            "Unless the source is uniform, a single plug-in entropy can be too high.",
        ),
        Claim(
            "average-entropy-below-that-of-the-average",
            ("so an average of entropies is at most the entropy of the average",),
            Tried(checks.concave),
            "An average of entropies is at most the entropy of the average of the pmfs.",
        ),
        Claim(
            "plug-in-short-by-divergence",
            (
                r"It is linear in $\hat R$, and a frequency is right on average, so the mean "
                "price is $H(R)$",
                "The plug-in estimate falls short by the divergence of the sample from its own "
                "source, exactly, at every sample size",
                "so the mean is too low unless all samples have the frequencies $R$, which happens "
                "only where there is nothing to predict",
            ),
            (Proved(symbolic.plug_in_falls_short), Tried(checks.short_by_divergence, cases=30)),
            "The mean of the plug-in entropy over samples falls short of the entropy by the mean "
            "divergence of the frequencies from their source, exactly, at every sample size; that "
            "is above 0 unless there is nothing to predict.",
        ),
        Claim(
            "variance-of-a-frequency",
            (
                "The squared difference of a frequency from its probability is, on average, its "
                "variance, $R(x) (1 - R(x)) / N$ in a sample of $N$",
            ),
            Tried(checks.variance_of_frequency),
            "The squared difference of a frequency from its probability is $R(x) (1 - R(x)) / N$ "
            "on average, in a sample of $N$ independent draws.",
        ),
        Claim(
            "first-order-bias-counts-outcomes",
            (
                "Divide, and the probabilities cancel",
                "To this order the bias does not ask how the probabilities are spread, only over "
                "how many outcomes",
            ),
            (Proved(symbolic.miller_bias), Tried(checks.counts_outcomes_only, cases=20)),
            "To first order in 1/N the bias of the plug-in entropy depends on the source through "
            "the number of outcomes alone.",
        ),
        Claim(
            "divergence-of-a-sample-is-chi-squared",
            (
                "$2N$ times the divergence of a large sample from its source is nearly a "
                "chi-squared variable with $K - 1$ degrees of freedom {cite}`wilks1938`, whose "
                "mean is $K - 1$",
            ),
            Tried(checks.nearly_chi_squared, cases=20),
            "In nats, $2N$ times the divergence of a large sample of $N$ from its source with $K$ "
            "outcomes is nearly a chi-squared variable with $K - 1$ degrees of freedom.",
        ),
        Claim(
            "uniform-estimate-short-by-its-own-divergence",
            (
                r"For the die each single estimate falls short of $\log 10$ by the divergence of "
                "its sample",
            ),
            Tried(checks.gap_of_the_uniform),
            "For a uniform source of $n$ outcomes each single plug-in entropy falls short of "
            r"$\log n$ by the divergence of its sample from the source.",
        ),
        Claim(
            "mean-plug-in-is-a-finite-sum",
            (
                "The count of one outcome is binomial, so the mean of the plug-in estimate is a "
                "finite sum, and nothing needs to be simulated",
            ),
            Tried(checks.finite_sum, cases=30),
        ),
        Claim(
            "no-unbiased-entropy",
            (
                "**no estimator of entropy is unbiased for all sources**, at any sample size "
                "fixed beforehand",
                "the mean of an estimator over samples of $N$ is a weighted sum of products of $N$ "
                "probabilities, so a polynomial in them, and entropy is no polynomial. Near a "
                "certain outcome its slope is infinite, and that of a polynomial is not",
            ),
            Tried(checks.none_is_unbiased),
            "No estimator of entropy from a fixed number of draws is unbiased for all sources over "
            "two outcomes or more.",
        ),
        Claim(
            "chao-shen-needs-a-repetition",
            (
                "If no outcome was seen twice, Chao–Shen has an estimated coverage of 0 and "
                "nothing to say",
            ),
            Shown(checks.nothing_seen_twice),
        ),
        Claim(
            "bootstrap-repeats-the-bias",
            ("It lies too low by about twice the bias once the sample is large, and by less here",),
            Shown(checks.bias_once_more),
            "The bootstrap replicates of a plug-in entropy lie below the truth by about twice its "
            "bias, if the sample is large.",
        ),
        Claim(
            "resamples-show-nothing-new",
            (
                "In the world of the resamples only those outcomes exist that were seen, so the "
                "bias there is that of a smaller alphabet",
                "What a sample did not show, no resample can bring back",
                "Every replicate is the entropy of some frequencies over ten outcomes, so none is "
                r"above $\log 10$",
            ),
            Tried(checks.nothing_new),
            "No bootstrap replicate of a plug-in entropy is above the logarithm of the number of "
            "outcomes seen.",
        ),
        Claim(
            "chance-of-a-finite-divergence",
            (
                "The function computes the chance exactly",
                "The outcome does no harm if $1 - l + l a$ is 1",
                "Multiply these out over all outcomes, and take the mean of each product",
            ),
            Tried(checks.no_harm, cases=30),
            "The chance that a plug-in divergence of two samples is finite is the mean of the "
            "product, over the outcomes, of $1 - l + l a$.",
        ),
        Claim(
            "plug-in-divergence-has-no-mean",
            (
                "A mean with infinite cases in it is infinite, so the plug-in estimate has no "
                "finite mean here at any sample size",
            ),
            Tried(checks.no_finite_mean),
            "If two sources allow the same outcomes, two or more of them, the plug-in divergence "
            "of samples has no finite mean, at any sample size.",
        ),
        Claim(
            "added-counts-make-it-finite",
            ("All estimates are then finite",),
            Tried(checks.finite_if_added),
            "With a positive amount added to every count, the plug-in divergence of any two "
            "samples is finite.",
        ),
        Claim(
            "amount-sets-the-price-of-the-unseen",
            (
                r"A small $\alpha$ replaces infinity by the logarithm of something large, so the "
                r"price of an unseen outcome is set by $\alpha$ and not by the data",
            ),
            Tried(checks.amount_sets_the_price),
        ),
        Claim(
            "too-much-added-forgets-the-data",
            (
                "A large one pulls both pmfs to the uniform distribution, and the divergence to 0",
                "too much, and it forgets the data",
            ),
            Tried(checks.too_much_forgets),
            "With ever more added to every count the estimated divergence goes to 0.",
        ),
        Claim(
            "equal-sources-look-apart",
            (
                "When the sources are equal, each estimate is at least 0 and hardly any is 0, so "
                "the mean is above the truth whatever finite amount is added",
                "A positive estimate is no proof of a difference",
                "For two equal sources no amount is",
            ),
            Tried(checks.equals_look_apart, cases=30),
            "For two samples from one source with two outcomes or more, the mean of the smoothed "
            "plug-in divergence is above 0, whatever finite amount is added.",
        ),
    ),
    repeats={
        "plug-in-entropy-too-small": ("Its mean is too low all the same",),
        "entropy-between-0-and-log-n": (r"no entropy over ten outcomes is above $\log 10$",),
        "kl-never-negative": ("No divergence is negative",),
        "kl-leading-term": (r"half the sum of $(\hat R - R)^2 / R$",),
        "kl-infinite-iff-forbidden": (
            "One outcome that the first sample has and the second lacks makes it infinite",
        ),
    },
    givens=(
        "In the proof $k$ numbers all possible samples",
        "So with $K$ outcomes that can occur, in nats",
        "If $F$ outcomes were seen exactly once, then $C = 1 - F/N$ estimates the coverage, the "
        "probability of all outcomes seen, taken together",
        "each term is divided by the estimated chance that its outcome is seen at all",
        "measured $F_1$, the entropy of a letter, and $F_2$, that of a letter if the one before it "
        "is known",
        "$F_2$ is the entropy of pairs less that of letters, both in bits here",
        "draw new samples of the same size from them",
        "The *percentile interval* takes the middle 95% of these replicates",
        "puts in the frequencies of both",
        "let $l$ be 1 if the second sample lacks it, and $a$ be 1 if it is absent from the first",
        r"add a little, $\alpha$ say, to every count of both samples before dividing",
        "if there are 10,000 throws",
        "A source has 1,000 outcomes",
        "too low by no more than 0.01 nats on average",
        "Two of our dice are thrown together, 100 times",
        "Set $(K - 1) / 2N$ to what is allowed",
    ),
    remarks=(
        "get a divergence from two samples that is not infinite",
        "One sample shows little",
        "We try all of them on three sources",
        "you had the first thousand letters of *Alice* only",
        "stand for the book only as far as that page does",
        "An interval of 95% has this name from its recipe",
        "a model that calls something impossible",
    ),
)
