"""What the page 07c-shared-information says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Shown, Tried
from entropybook.ledger.pages import _shared_information_checks as checks

_INFORMATION = (
    Claim(
        "information-zero-iff-independent",
        (
            "Where two things are independent, the cuts are level; the divergence measures how far "
            "from level they are.",
            "If $X$ and $Y$ are independent, the belief is right and its price is 0.",
        ),
        Tried(checks.zero_iff_independent),
        "The mutual information of $X$ and $Y$ is 0 if and only if they are independent.",
    ),
    Claim(
        "information-at-most-entropy",
        ("If $Y$ can be read off from $X$, the price is all of $H(R_Y)$.",),
        Tried(checks.all_of_y_if_read_off),
        "If $Y$ can be read off from $X$, the mutual information is the entropy of $Y$; if not, it "
        "is less.",
    ),
    Claim(
        "one-value-can-raise-the-entropy",
        ("A single value of $X$ can raise the entropy of $Y$.",),
        Shown(checks.one_value_can_raise_it),
        "A single value of $X$ can raise the entropy of $Y$ above what it was before.",
    ),
    Claim(
        "knowing-saves-on-average",
        ("On average no $X$ can, since what is saved is a KL divergence, which is never negative",),
        (Proved(symbolic.information_not_negative), Tried(checks.never_more_on_average)),
        "On average, to know $X$ never raises the entropy of $Y$: what is saved is their mutual "
        "information, which is not negative.",
    ),
    Claim(
        "entropies-overlap-in-information",
        (
            "The entropies of umbrella and sky overlap, and the overlap is counted once in the "
            r"entropy of the pair. What sticks out of the umbrella's bar to the right is "
            r"$H(Y \mid X)$.",
        ),
        Tried(checks.overlap_of_bars),
        "If the entropies of $X$ and $Y$ are laid on that of the pair from its two ends, they "
        "overlap in the mutual information.",
    ),
    Claim(
        "information-is-symmetric",
        (
            "The last form of {eq}`eq-shared-entropy` shows that $X$ tells as much about $Y$ as "
            "$Y$ about $X$",
            "The joint distribution stays in the first place and the product in the second, and "
            "the table is written with its rows as columns.",
        ),
        (Proved(symbolic.information_is_shared), Tried(checks.information_is_symmetric)),
        "$X$ tells as much about $Y$ as $Y$ about $X$.",
    ),
)

_PARTS = (
    Claim(
        "two-accounts-of-a-pair",
        (
            "It does not matter which of the two is called $X$. So there are two accounts of each "
            "divergence, with one total.",
            "The proof is the logarithm of a product.",
        ),
        Proved(symbolic.chain_rule),
        "A divergence of pairs is that of the one part plus that of the other given it, with "
        "either part first.",
    ),
    Claim(
        "product-errs-in-the-connection",
        (
            "The third has both margins right; all of its error is in the connection, and that is "
            "the mutual information.",
        ),
        Tried(checks.product_errs_in_the_connection),
        "Of the divergence of a pair from the product of its margins, all is in the second part of "
        "the chain rule, and it is the mutual information.",
    ),
    Claim(
        "information-is-the-least-price",
        (
            "The coin sees no connection either",
            "So the mutual information is the least price of believing in no connection.",
        ),
        Tried(checks.other_products_cost_more),
        "The divergence of a pair from a product of any two pmfs is the mutual information plus "
        "the divergences of the two margins from them.",
    ),
    Claim(
        "independent-rows-are-the-same",
        (
            r"If $X$ and $Y$ are independent under $R$ and under $S$ alike, $R_{Y \mid x}$ and "
            r"$S_{Y \mid x}$ are the same for all $x$",
        ),
        Tried(checks.independent_under_both),
        "If $X$ and $Y$ are independent under $R$ and $S$, the second part of the chain rule is "
        "the divergence of the margins of $Y$.",
    ),
)

_PROCESSING = (
    Claim(
        "output-adds-nothing-to-the-input",
        (
            "With the input first, it is $D_{\\mathrm{KL}}(R_X \\parallel S_X)$ and nothing else, "
            "for given the input both have the same channel. With the output first, it is "
            "$D_{\\mathrm{KL}}(R_Y \\parallel S_Y)$ plus something that is not negative. The total "
            "is the same",
        ),
        (Proved(symbolic.data_processing), Tried(checks.input_first_nothing_else)),
        "The divergence of input and output of a channel is that of the inputs; it is also that of "
        "the outputs plus the mean divergence of the inputs given the output.",
    ),
    Claim(
        "sufficient-iff-ratio-kept",
        (
            "It does not, if the ratio $R_X(x) / S_X(x)$ is the same for all inputs that can "
            "become that output. So, when all probabilities of $R_X$ and $S_X$ are positive, "
            "equality holds in {eq}`eq-data-processing` exactly if the ratio can be read off from "
            "the output.",
        ),
        Tried(checks.sufficient_loses_nothing, cases=300),
        "If all probabilities of $R$ and $S$ are positive, a channel leaves their divergence as it "
        "is exactly if inputs that can become one output have one ratio $R(x)/S(x)$.",
    ),
    Claim(
        "forecasts-come-together",
        (
            "The divergence cannot rise, for each day is a channel.",
            "What cannot rise is the divergence from the distribution on which the forecasts "
            "settle.",
        ),
        Tried(checks.forecasts_come_together, cases=50),
        "Under a channel that works over and over, neither the divergence of two distributions "
        "rises nor that from the distribution on which they settle.",
    ),
    Claim(
        "divergence-from-uniform",
        (
            "If that one is uniform, both come to the same, since $D_{\\mathrm{KL}}(R \\parallel "
            "S) = \\log n - H(R)$ for the uniform $S$ over $n$ outcomes.",
        ),
        (Proved(symbolic.entropy_at_most_log_n), Tried(checks.uniform_belief)),
        "The divergence from the uniform distribution over $n$ outcomes is $\\log n - H(R)$.",
    ),
)

_LETTERS = (
    Claim(
        "chain-is-two-channels",
        (
            "in which the past speaks only through the last letter, the letters at distance 2 "
            "would be linked by two channels in a row",
        ),
        Tried(checks.chain_of_two_channels),
        "In a Markov chain, what links letters at distance 2 is the channel of neighbours, twice.",
    ),
    Claim(
        "counted-information-too-high",
        (
            "what is counted from them is never below 0. So where the truth is 0 the count can err "
            "upwards only: for a large number $N$ of pairs from two independent sources of $K$ "
            "outcomes each, by about $(K - 1)^2 / 2N$ nats on average.",
            "The grey dots are chance alone.",
        ),
        Tried(checks.counted_information_too_high, cases=8),
        "The mutual information of the frequencies of a large number $N$ of pairs from two "
        "independent sources of $K$ outcomes each is about $(K - 1)^2 / 2N$ nats on average.",
    ),
    Claim(
        "together-more-or-less-than-apart",
        (
            "So what two things tell together can be more than the sum of what each tells. It can "
            "also be less: if the second coin is a copy of the first, both together tell no more "
            "than one.",
        ),
        Shown(checks.together_more_or_less),
        "What two things tell together about a third can be more than the sum of what each tells, "
        "and it can be less.",
    ),
)

PAGE = Chapter(
    "07c-shared-information",
    claims=_INFORMATION + _PARTS + _PROCESSING + _LETTERS,
    repeats={
        "kl-not-symmetric": ("if KL divergence is not symmetric",),
        "bits-read-off-the-input": (
            "The entropy of the labels less its expected loss is [at most the mutual information "
            "of input and label](06a-classification.ipynb), and the true model reaches it.",
        ),
        "kl-of-independent-parts-adds": ("the divergences of independent parts add up",),
        "f-divergences-process-data": ("why no processing of a message makes it say more",),
    },
    givens=(
        "All values on this page are in bits.",
        "in this book $H(R, S)$ is always the cross-entropy of two distributions over the same "
        "outcomes, and never the entropy of a pair",
        "After a glance you no longer believe $R_Y$, but",
        "whatever $x$ is, the output is $y$ with probability",
        "for every such chain from $X$ by way of $Y$ to $Z$",
        "Both know how the weather changes, and both forecast on from there.",
        "Let $R = (0.4, 0.2, 0.3, 0.1)$ and $S = (0.2, 0.1, 0.3, 0.4)$.",
    ),
    remarks=(
        "From a basement window you see no sky, only the people who pass.",
        "you will be able to say in bits what one thing tells about another",
        "How many bits does an umbrella tell?",
        '"Tells" should mean that less is left to ask.',
        "The third is the one who sees no connection.",
        "shows what models make of longer contexts",
        "How many bits does the first coin tell",
    ),
)
