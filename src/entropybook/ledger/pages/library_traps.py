"""What the page 06g-library-traps says."""

from entropybook.ledger._entries import Chapter, Claim, Shown, Tried
from entropybook.ledger.pages import _library_traps_checks as checks

PAGE = Chapter(
    "06g-library-traps",
    claims=(
        Claim(
            "scipy-entropy-of-two",
            ("In `entropy`, `rel_entr` and `kl_div` the true distribution comes first.",),
            Tried(checks.two_arguments),
            "SciPy's `entropy(p, q)` is the KL divergence of $p$ from $q$, and so are the sums of "
            "`rel_entr(p, q)` and `kl_div(p, q)`, if both are pmfs.",
        ),
        Claim(
            "libraries-answer-in-nats",
            ("All functions on this page answer in nats unless they are told otherwise",),
            Tried(checks.nats_by_default, cases=20),
            "SciPy's `entropy` and `jensenshannon` and scikit-learn's `log_loss` answer in nats "
            "unless they are told otherwise.",
        ),
        Claim(
            "log-loss-has-no-base",
            ("and some of them cannot be told",),
            Shown(checks.cannot_be_told),
            "scikit-learn's `log_loss` cannot be told another base.",
        ),
        Claim(
            "kl-div-adds",
            (
                r"`rel_entr(x, y)` is $x \log(x/y)$; `kl_div(x, y)` adds $-x + y$ to it, which "
                "makes each term non-negative",
                "Over two pmfs the additions sum to zero.",
            ),
            Tried(checks.terms_of_kl_div),
            r"`rel_entr(x, y)` is $x \log(x/y)$; `kl_div(x, y)` adds $-x + y$ to it, which makes "
            "each term non-negative; over two pmfs the additions sum to zero.",
        ),
        Claim(
            "jensenshannon-is-a-root",
            (
                "The root is a metric, which is why it is there; but in nats the divergence is "
                "below 1, and so the root is the larger number unless $R = S$. (In bits the "
                "divergence is at most 1.)",
            ),
            Tried(checks.root_is_larger),
            "SciPy's `jensenshannon` is the square root of the Jensen–Shannon divergence, and "
            "in nats larger than it unless both are 0.",
        ),
        Claim(
            "log-loss-sorts-columns",
            (
                "`log_loss` takes the columns in the sorted order of the labels, whatever order "
                "the labels were named in or first appear in",
            ),
            Tried(checks.columns_are_sorted, cases=30),
            "scikit-learn's `log_loss` takes the columns in the sorted order of the labels, "
            "whatever order the labels were named in or first appear in.",
        ),
        Claim(
            "log-loss-takes-rows-as-they-are",
            (
                "The same function takes rows that do not sum to 1. It warns, and then uses them "
                "as they are",
            ),
            Tried(checks.rows_as_they_are, cases=20),
            "scikit-learn's `log_loss` takes rows that do not sum to 1: it warns, and uses them as "
            "they are.",
        ),
        Claim(
            "difference-loses-a-small-divergence",
            (
                "When the two distributions are nearly equal, the divergence is tiny, and whatever "
                "is computed as the difference of two ordinary numbers has lost it",
            ),
            Tried(checks.difference_is_lost),
            "In double precision, cross-entropy minus entropy is no use as the divergence of two "
            "pmfs that differ by a billionth.",
        ),
        Claim(
            "jensenshannon-can-be-nan",
            (
                "`jensenshannon` takes the root of a rounded sum that may have come out below "
                "zero, and the root of a negative number is `nan`",
            ),
            Shown(checks.root_of_rounding),
            "SciPy's `jensenshannon` of nearly equal pmfs can be `nan`, the root of a rounded sum "
            "that came out below zero.",
        ),
        Claim(
            "ordinary-pairs-agree",
            ("For ordinary pairs none of this matters.",),
            Tried(checks.ordinary_pairs),
            "For pmfs that are not close to each other, SciPy's functions and cross-entropy minus "
            "entropy agree with the divergence to ten digits.",
        ),
        Claim(
            "mean-keeps-zero-and-infinity",
            (
                "The mean over the outcomes is the sum divided by their number, and 0 and infinity "
                "survive that.",
            ),
            Tried(checks.mean_keeps_the_ends),
        ),
    ),
    repeats={
        "kl-never-negative": (
            "A negative divergence, beyond rounding, means that one of the arguments is no pmf.",
        ),
        "ce-infinite-iff-forbidden": (
            "A model that gave probability 0 to what happened has an infinite loss.",
            "and infinite if the probability was 0, as it is here",
        ),
        "kl-skips-the-impossible": (
            r"An outcome with $R(x) = 0$ counts for nothing, as $0 \log 0$ is taken to be 0",
        ),
        "kl-leading-term": (r"the leading term, $\tfrac12 \sum_x (R(x) - S(x))^2 / R(x)$",),
    },
    givens=(
        "Where nothing else is said, numbers are in nats.",
        "the second was meant to be (0.3, 0.7), and somebody typed (0.3, 0.3)",
        "NumPy's broadcasting repeats an array of length 1 as often as needed",
        "but typed as it stands, it is 0 times minus infinity",
        "Count the examples with $S(x)$ below epsilon before you average.",
        "count how often an answer is off by more than half",
        "Take the very same numbers and add up with 40 digits",
        '`jensenshannon(R, S, base=2)`, is 0.18 bits"',
        "`log_loss` returned 12.01",
    ),
    remarks=(
        "Or one number that you cannot believe: one below zero",
        "Most of the time no library has a bug.",
        "that people step into most",
        "Each trap below is a piece of code that one types",
        "a check that would be true if all were well. The lab runs all three on the spot.",
        "so no output on this page can be out of date without a test failing",
        "`rel_entr` and `kl_div` work outcome by outcome and cannot know what the sum should be.",
        "This is perhaps the most frequent of all",
        "It answers, since any positive numbers can be divided by their sum.",
        "so a function of the distribution must not care",
        "The other zero is harmless in theory and not in code.",
        "The last lines are no trap",
        "Here they all are, put together from the runs above",
        'a "no" is a thing to know before using one',
        "what is the divergence in bits",
        "the root of a number of bits is not a number of bits",
    ),
)
