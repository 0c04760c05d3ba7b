"""What the page 05-comparison says."""

from entropybook import symbolic
from entropybook.comparison import ROWS
from entropybook.ledger._entries import Chapter, Claim, Proved, Shown, Tried
from entropybook.ledger.pages import _comparison_checks as checks


def _cells() -> tuple[Claim, ...]:
    """Make a claim of each cell of the table; the page shows them as an output."""
    sides = (("ce", "cross_entropy", "Cross-entropy"), ("kl", "kl_divergence", "KL divergence"))
    return tuple(
        Claim(
            f"{short}-table-{number}",
            (),
            Tried(getattr(row, side).holds),
            statement=f"{name}: {row.question} {getattr(row, side).says}",
        )
        for number, row in enumerate(ROWS, start=1)
        for short, side, name in sides
    )


PAGE = Chapter(
    "05-comparison",
    claims=(
        *_cells(),
        Claim(
            "difference-of-ce-is-difference-of-kl",
            (
                "If only $S$ can be changed, the two differ by a constant, $H(R)$, provided that "
                "this is finite; whatever lowers the one lowers the other by the same amount",
                "the two functions differ by a constant in $z$",
            ),
            Tried(checks.constant_difference),
            statement="If only $S$ can be changed, cross-entropy and KL divergence differ by the "
            "constant $H(R)$, provided that this is finite; whatever lowers the one lowers the "
            "other by the same amount.",
        ),
        Claim(
            "same-minimiser",
            (
                "They have the same minimiser",
                "an estimate of $H(R, S)$, and so aims at the least divergence of $R$ from the "
                "model",
            ),
            Tried(checks.minimiser),
            statement="Over $S$, cross-entropy and KL divergence have the same minimiser.",
        ),
        Claim(
            "same-gradient-in-s",
            ("at every $S$ the same gradient", "so the gradients are the same"),
            Proved(symbolic.gradient_in_the_model),
            statement="With $R$ fixed, cross-entropy and KL divergence have the same gradient at "
            "every $S$.",
        ),
        Claim(
            "same-path-of-descent",
            (
                "so even the path of a gradient descent is the same",
                "They do not, beyond the noise of the finite differences",
            ),
            Tried(checks.descent, cases=50),
            statement="From one start, gradient descent takes the same path on the cross-entropy "
            "and on the KL divergence.",
        ),
        Claim(
            "ce-collapses-when-r-is-free",
            (
                "the cross-entropy is least at one end, where all of $R$ lies on the outcome that "
                "$S$ finds likeliest",
                "Minimising the cross-entropy makes $R$ collapse onto the outcome that $S$ finds "
                "likeliest (if several tie, onto any mixture of them)",
            ),
            Tried(checks.collapse),
            statement="With $S$ fixed, minimising the cross-entropy over $R$ makes $R$ collapse "
            "onto the outcome that $S$ finds likeliest (if several tie, onto any mixture of them).",
        ),
        Claim(
            "gradients-differ-by-that-of-entropy",
            (
                "The difference between them is $H(R)$, which is no constant any more",
                r"SymPy says the same about a parameter $\theta$ on which both distributions "
                "depend",
            ),
            Proved(symbolic.gradient_when_both_move),
            statement=r"If $R$ and $S$ both depend on $\theta$, the derivatives of cross-entropy "
            r"and KL divergence in $\theta$ differ by that of $H(R)$.",
        ),
        Claim(
            "one-hot-makes-them-equal",
            (
                "Its entropy is 0, so here cross-entropy and KL divergence are the same number, "
                "the surprisal of the label under the model",
            ),
            Tried(checks.one_hot),
            statement="When $R$ is the point mass on a label, its entropy is 0, and cross-entropy "
            "and KL divergence are the same number, the surprisal of the label under the model.",
        ),
        Claim(
            "average-loss-is-ce-of-frequencies",
            (
                "Average that over many examples with the same input and the labels' **observed "
                "frequencies** take the place of $R$",
            ),
            Tried(checks.average_over_labels),
        ),
        Claim(
            "loss-above-zero-has-two-causes",
            (
                "A loss that levels off above zero may be a model that is too weak, or the floor",
                "Losses on different tasks are not comparable, since their floors differ; "
                "divergences are",
            ),
            Shown(checks.floor_or_model),
        ),
        Claim(
            "least-loss-is-maximum-likelihood",
            (
                "minimising it is maximum likelihood",
                r"Maximum likelihood minimises the average of $-\log S(x)$ over the data",
            ),
            Tried(checks.likelihood),
            statement="Minimising the cross-entropy, averaged over the labels, is maximum "
            "likelihood.",
        ),
        Claim(
            "best-discriminator-sees-js",
            (
                "is tied, when its discriminator is the best possible, to the Jensen–Shannon "
                "divergence instead",
            ),
            Tried(checks.adversary),
            statement="The objective of the original generative adversarial network is, when its "
            "discriminator is the best possible, twice the Jensen–Shannon divergence of data and "
            r"generator, less $\log 4$.",
        ),
    ),
    repeats={
        "ce-zero-iff-same-point-mass": (
            "Between pmfs, cross-entropy is **not** zero when the distributions match, unless "
            "there is nothing to predict",
        ),
        "kl-zero-iff-equal": (
            "cross-entropy is **not** zero when the distributions match, … ; KL divergence is.",
            "The KL divergence is least at $R = S$",
            "minimising the KL divergence spreads it like $S$",
        ),
        "ce-not-symmetric": ("neither is symmetric in general",),
        "kl-not-symmetric": ("neither is symmetric in general",),
        "ce-symmetric-for-some-pairs": (
            "some pairs of different distributions happen to give the same value both ways",
        ),
        "kl-symmetric-for-some-pairs": (
            "some pairs of different distributions happen to give the same value both ways",
        ),
        "kl-is-ce-minus-entropy": (
            "By one identity: cross-entropy is entropy plus KL divergence",
            "The height of both together is the cross-entropy",
        ),
        "ce-table-10": (
            r"The cross-entropy is an average of $-\log S(x)$ over $R$, and an average over data "
            "estimates that without knowing anything else about $R$",
        ),
        "kl-table-10": ("The KL divergence contains $H(R)$",),
        "ce-at-least-entropy": (
            "The purple part is all that a better model can save",
            "Nothing in the model can lower it",
            "a stronger model whose expected loss, … , is lower shows that it was not the floor",
            "The floor is the entropy of the smoothed target … reached when the prediction equals "
            "it",
        ),
        "ce-table-3": (
            "What differs is the floor: … for the cross-entropy the entropy of the large model's "
            "answers",
        ),
        "kl-table-3": ("What differs is the floor: 0 for the KL divergence",),
    },
    givens=(
        "you look for the $R$ that makes the measure least",
        "a cross-entropy of 0.70 bits",
        "an entropy of 0.69 bits on average",
        "0.40 bits where that entropy is 0.10 bits",
        "the one-hot target (1, 0, 0) is replaced by (0.9, 0.05, 0.05)",
        "A training curve levels off at 0.4 nats",
        r"Let a model have the parameters $z$ with $S = \operatorname{softmax}(z)$",
        "Run gradient descent from $z = 0$ twice",
    ),
    remarks=(
        "shows a case in which they lead to quite different results",
        "with gradients by finite differences",
        "are used as if they were the same instruction",
        "Language models are trained with the same loss",
        "In **generative models** KL divergence has more than one job",
        "when you want to know how far you are from the best",
    ),
)
