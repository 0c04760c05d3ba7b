"""What the page 01-entropy says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Shown, Tried
from entropybook.ledger.pages import _density_checks as checks
from entropybook.ledger.pages._coding_claims import CODING, GUESSING
from entropybook.ledger.pages._entropy_checks import independent_draws_add
from entropybook.ledger.pages._entropy_claims import LABELS, MAXIMUM, SURPRISE, UNITS

DENSITIES = (
    Claim(
        "density-entropy-can-be-negative",
        (
            "It can, because a density is not a probability and may be larger than 1, where its "
            "logarithm is positive.",
            "So differential entropy is no number of bits that a file could have.",
        ),
        Shown(checks.narrow_normal),
        statement="Differential entropy can be negative, because a density may be larger than 1.",
    ),
    Claim(
        "narrow-normal-has-negative-entropy",
        (
            "For the normal distribution the integral has a closed form",
            "the sign is plain to see: narrow enough, and it is below 0.",
        ),
        (Proved(symbolic.entropy_of_normal), Tried(checks.sign_by_width, cases=20)),
        statement="The differential entropy of a normal distribution has a closed form, and is "
        "below 0 if the distribution is narrow enough.",
    ),
    Claim(
        "entropy-of-small-cells",
        (
            r"cut the line into cells of a small width $\delta$, and the entropy of the cell "
            r"number is close to $h(R) - \log \delta$",
            "A real number would need infinitely many bits; $h$ is what remains when that "
            "infinity, the same for every density, is taken off.",
        ),
        Tried(checks.cells_of_a_density, cases=20),
        statement=r"Cut the line into cells of a small width $\delta$, and the entropy of the cell "
        r"number is close to $h(R) - \log \delta$. It grows beyond any bound as $\delta$ falls, by "
        "the same for every density.",
    ),
    Claim(
        "density-entropy-depends-on-unit",
        (
            "The same rule shows that $h$ depends on the unit of the outcome. In millimetres "
            r"instead of metres, the number for $\delta$ is 1000 times larger while the cells stay "
            r"the same, so $h$ must grow by $\log 1000$.",
            "In centimetres every density value is 100 times smaller, and the differential "
            "entropy is larger by ln 100.",
        ),
        Tried(checks.smaller_unit, cases=20),
        statement="Differential entropy depends on the unit of the outcome: in a unit $c$ times "
        r"smaller, it is larger by $\log c$.",
    ),
    Claim(
        "unit-cancels-in-differences",
        ("In the difference of two such quantities the unit cancels",),
        Tried(checks.differences_have_no_unit, cases=20),
        statement="The difference of two differential entropies does not depend on the unit.",
    ),
)

EXERCISES = (
    Claim(
        "independent-entropies-add",
        (
            "Surprisals of independent outcomes add, so their expectations do too: the pair has "
            "twice the entropy. A block of $k$ draws has $k$ times the entropy, so nothing is "
            "gained or lost by coding blocks except the rounding to whole bits.",
        ),
        Tried(independent_draws_add),
        statement="Entropies of independent outcomes add: a pair of draws has twice the entropy of "
        "one, a block of $k$ draws $k$ times as much.",
    ),
    Claim(
        "sign-of-density-entropy-means-nothing",
        ("Neither sign means anything by itself.",),
        Shown(checks.heights_in_two_units),
        statement="The sign of a differential entropy means nothing by itself: another unit can "
        "give it the other sign.",
    ),
)

PAGE = Chapter(
    "01-entropy",
    claims=(*SURPRISE, *GUESSING, *LABELS, *MAXIMUM, *UNITS, *CODING, *DENSITIES, *EXERCISES),
    repeats={
        "kl-never-negative": ("that this divergence is never negative (Gibbs' inequality)",),
        "kl-density-unit-free": (
            "the unit cancels, which is one reason why KL divergence will be the safer tool",
        ),
    },
    givens=(
        "A machine draws one of the numbers 1, 2 and 3",
        "A certain outcome surprises nobody, so $p = 1$ should give 0.",
        "Rarer outcomes should surprise more.",
        "With base 2 surprisal counts **bits**",
        r"number the outcomes from 1 to $n$ and write $R_i$",
        "whose unit is the **nat**; codes and questions are counted in bits",
        "A bit is also something you can hold: a 0 or a 1 in a file.",
        "with at least two possible outcomes have to be sent as bits",
        "A codeword's price is the share of all strings it blocks",
        "Four outcomes have the probabilities ½, ¼, ⅛ and ⅛.",
        "The erratic machine is run twice, independently.",
        "Heights of adults are roughly normal with a standard deviation of 0.07 m.",
    ),
    remarks=(
        "say what it means in bits",
        "what happens in the next two chapters when a model calls something impossible",
        "pictures like the one above invite the mistake",
        "## Bits or nats?",
        "the unit is always said",
        "## What does a bit buy?",
        "Find the entropy in bits without a calculator",
        'suspects a bug, since "entropy cannot be negative"',
        "All of this took for granted that you know $R$.",
    ),
)
