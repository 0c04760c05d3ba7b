"""The general statements of 01-entropy about guessing, questions and codes."""

from entropybook import symbolic
from entropybook.ledger._entries import Claim, Proved, Shown, Tried
from entropybook.ledger.pages import _coding_checks as checks

GUESSING = (
    Claim(
        "naming-the-likeliest-is-best",
        (
            "Always naming the likeliest outcome is the best you can do",
            "In the long run no strategy does better: since the draws are independent, no amount "
            "of watching helps.",
        ),
        Tried(checks.watching_does_not_help),
        statement="When draws are independent, always naming the likeliest outcome is the best "
        "strategy: no amount of watching helps.",
    ),
    Claim(
        "likeliest-at-least-two-to-minus-entropy",
        (
            "Low entropy promises an easy guess: with $H$ in bits, the likeliest outcome has at "
            "least the probability $2^{-H}$.",
        ),
        Tried(checks.likeliest_is_likely),
    ),
    Claim(
        "entropy-near-its-maximum-is-hard-to-guess",
        ("Entropy near its maximum forces a hard one.",),
        Tried(checks.high_entropy_is_hard),
        statement="Entropy near its maximum makes the outcome hard to guess.",
    ),
    Claim(
        "entropy-does-not-rank-guesses",
        (
            "In between it does not rank the success of a single guess: of two distributions, the "
            "one with more entropy can be easier to guess.",
        ),
        Shown(checks.more_entropy_easier_guess),
        statement="Of two distributions, the one with more entropy can be easier to guess.",
    ),
    Claim(
        "entropy-counts-questions",
        (
            "Whoever may ask yes-or-no questions until the outcome is known needs at least $H$ of "
            "them on average, and with a good plan fewer than $H + 1$",
        ),
        Tried(checks.questions_count_entropy, cases=50),
    ),
)

CODING = (
    Claim(
        "prefix-codewords-end-by-themselves",
        (
            "So that the receiver knows that a codeword has ended as soon as its last bit arrives, "
            "none may be the beginning of another",
        ),
        Tried(checks.receiver_knows_the_end),
        statement="A receiver knows that a codeword has ended as soon as its last bit arrives if "
        "and only if none is the beginning of another.",
    ),
    Claim(
        "codeword-uses-up-its-share",
        (
            "Whoever uses the codeword `0` can use no other that begins with 0, and so gives up "
            "one half of all infinite bit strings; a codeword of length $L$ uses up $2^{-L}$ of "
            "them.",
        ),
        Tried(checks.share_of_a_codeword),
    ),
    Claim(
        "codewords-keep-within-the-budget",
        ("The whole budget is 1, which is **Kraft's inequality**",),
        Tried(checks.budget_is_one),
        statement="The codewords of a prefix code use up at most 1, all of the bit strings.",
    ),
    Claim(
        "lengths-within-the-budget-make-a-code",
        (
            "Conversely, whole lengths that keep within the budget are always the lengths of some "
            "prefix code.",
        ),
        Tried(checks.lengths_within_budget),
    ),
    Claim(
        "cheapest-length-is-surprisal",
        (
            "Giving an outcome of probability $R(x)$ the share $R(x)$ of the budget means "
            r"$2^{-L(x)} = R(x)$, so its codeword should be $-\log_2 R(x)$ bits long: its length "
            "is its surprisal. No other way of spending is cheaper on average.",
        ),
        (Proved(symbolic.cross_entropy_floor), Tried(checks.cheapest_lengths)),
    ),
    Claim(
        "dyadic-code-exact",
        (
            "When the probabilities are powers of one half, as here, the expected length is the "
            "entropy exactly.",
        ),
        Tried(checks.powers_of_one_half, cases=50),
        statement="When the probabilities are powers of one half, the expected length of the best "
        "code is the entropy exactly.",
    ),
    Claim(
        "best-code-within-one-bit",
        (
            "When they are not, codewords of whole bits cannot follow them, and a code that is "
            "best for single outcomes",
            "pays more than the entropy, by less than one bit an outcome.",
        ),
        Tried(checks.best_code_rounds_up, cases=50),
        statement="When the probabilities are not powers of one half, a code that is best for "
        "single outcomes pays more than the entropy, by less than one bit an outcome.",
    ),
    Claim(
        "longer-blocks-may-cost-more",
        ("In general it may rise a little from one length of block to the next",),
        Shown(checks.longer_block_dearer),
        statement="The expected length an outcome may rise from one length of block to the next.",
    ),
    Claim(
        "blocks-within-one-bit",
        ("for blocks of $k$ outcomes it is less than $1/k$ bit above the entropy",),
        Tried(checks.blocks_within_a_share_of_a_bit),
        statement="For blocks of $k$ outcomes, the expected length an outcome of the best code is "
        "less than $1/k$ bit above the entropy.",
    ),
    Claim(
        "prefix-code-not-below-entropy",
        ("and never below it. Why never below is settled",),
        Tried(checks.no_code_below_entropy),
        statement="The expected length of a prefix code is never below the entropy, for single "
        "outcomes or for blocks.",
    ),
)
