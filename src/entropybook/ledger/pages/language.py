"""What the page 06d-language says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Shown, Tried
from entropybook.ledger.pages import _language_checks as checks

PAGE = Chapter(
    "06d-language",
    claims=(
        Claim(
            "english-takes-less",
            ("English takes far less, because you can guess much of it",),
            Shown(checks.english_takes_less),
            r"Letters of English text take far less than $\log_2 27$ bits each.",
        ),
        Claim(
            "zero-counts-are-impossible",
            ("That calls each letter impossible that never came after its context",),
            Tried(checks.unseen_is_impossible),
            "Counts divided by their sum make the loss infinite on a text in which a letter comes "
            "after a known context that it never came after in training.",
        ),
        Claim(
            "many-kinds-promise-another",
            (
                "A context after which many different letters came is more likely to show yet "
                "another one",
            ),
            Shown(checks.novelty_grows),
            "In an English text, a context after which many different letters came is more likely "
            "to show yet another one.",
        ),
        Claim(
            "witten-bell-leaves-room",
            ("So no letter has probability 0, and the loss is finite on every text",),
            Tried(checks.never_zero, cases=40),
            "Witten–Bell smoothing down to the uniform distribution gives no letter probability 0.",
        ),
        Claim(
            "new-contexts-fall-back",
            (
                "After a context that never came there is nothing to divide by, and $S_n$ is "
                "simply $S_{n-1}$; the counts without smoothing did likewise",
            ),
            Tried(checks.new_contexts_fall_back),
            "After a context that never came, the model of order $n$ says what that of order "
            "$n - 1$ says.",
        ),
        Claim(
            "perplexity-of-equally-likely",
            ("A model that gives each letter that comes the probability $1/k$ has perplexity $k$",),
            Tried(checks.perplexity_of_equals),
        ),
        Claim(
            "plug-in-entropy-too-small",
            (
                "frequencies put into the formula for entropy give a value that is too small on "
                "average, the more so the fewer the data, unless there is nothing to predict",
            ),
            Tried(checks.plug_in_too_small, cases=20),
            "The entropy of observed frequencies is on average smaller than the entropy of their "
            "source, the more so the fewer the data, unless there is nothing to predict.",
        ),
        Claim(
            "same-model-reads-the-file",
            (
                "Whoever reads the file has the same model and is told the number of letters, "
                "computes the same pmf at each place, and so finds the letter again",
            ),
            Tried(checks.same_model_reads, cases=30),
            "What an arithmetic coder wrote with a model's probabilities can be read with the same "
            "model.",
        ),
        Claim(
            "file-is-loss-times-letters",
            (
                "The file is at most 2 bits longer than the surprisal of the whole text",
                "To within 2 bits, the loss times the number of letters **is** the size of the "
                "file",
                "A model that predicts well is a compressor, whatever it was built for",
            ),
            Tried(checks.file_length_is_loss, cases=40),
            "An arithmetic coder's file is at most 2 bits longer than the surprisal of the whole "
            "text under the model.",
        ),
        Claim(
            "file-is-cross-entropy",
            (r"With $n$ letters, the file should have $n \cdot H(R, S)$ bits",),
            Tried(checks.file_of_single_letters, cases=20),
            r"Letters coded one by one with $S$ take $n \cdot H(R, S)$ bits, and at most 2 more, "
            "if $R$ are their frequencies.",
        ),
        Claim(
            "writer-and-reader-stay-in-step",
            (
                r"Writer and reader begin with no counts, at $\log_2 27$ bits for the first "
                "letter. Each letter is counted once it has been written or read. So the two stay "
                "in step",
            ),
            Tried(checks.stays_in_step, cases=30),
            "A model that learns each letter after it was coded can be rebuilt by the reader.",
        ),
        Claim(
            "fine-sample-poor-model",
            ("A fine sample does not prove a good model",),
            Shown(checks.copying_is_no_knowing),
            "A model can write better text than another and have the larger loss on unseen text.",
        ),
        Claim(
            "perplexity-needs-one-unit",
            ("perplexities may be compared if they count the same unit, on the same text",),
            (Tried(checks.one_unit_compares), Shown(checks.units_mislead)),
            "On the same text and for the same unit the smaller perplexity has the smaller file; "
            "for different units not necessarily.",
        ),
        Claim(
            "bits-per-letter-compare",
            (
                "Bits per letter, or per byte, of the same text may be compared across models with "
                "different units, as long as each character was paid for, because there the total "
                "is divided by something that belongs to the text",
            ),
            (Proved(symbolic.perplexity_per_unit), Tried(checks.letters_compare)),
            "On the same text, the model with fewer bits a letter has the smaller file, whatever "
            "the units of the models are.",
        ),
        Claim(
            "tokens-have-many-ways",
            (
                "The text itself is at least as probable, so a figure in bits a letter made from "
                "tokens can only be too high",
            ),
            Tried(checks.one_way_to_cut),
            "A text is at least as probable as one way to cut it into tokens.",
        ),
    ),
    repeats={
        "ce-infinite-iff-forbidden": ("one impossible outcome makes the loss infinite",),
        "ce-at-least-entropy": ("cross-entropy is at least entropy",),
    },
    givens=(
        "gzip only its last 32,768 letters",
        r"if $S$ is its pmf, then the letter $c$ costs $-\log_2 S(c)$ bits",
        "if $T(h)$ different ones came after $h$",
        "as the model of the next lower order suggests",
        "Below order 0, which knows the letters' frequencies alone, stands the uniform "
        "distribution",
        "the **perplexity**, 2 to the power of the loss in bits",
        r"He wrote $F_N$ for the entropy of a letter if the $N - 1$ letters before it are known, "
        r"$F_0$ for $\log_2 27$",
        "as long as no probability is so small that rounding it to 48 binary digits matters",
        "$P$ is the perplexity of a unit, then the bits per letter are",
    ),
    remarks=(
        "how many bits does a letter take?",
        "read its loss in bits and as a perplexity",
        "*Alice's Adventures in Wonderland* (1865), written as Shannon wrote English: in "
        "lower case",
        "never mind said the k…",
        "the loss that language models of any size are trained on",
        "How many bits does English need?",
        "For contexts too long for any table he had his readers' guesses",
        "Here are his numbers beside ours, in bits a letter",
        "the table that he had of three letters in a row had none that reach from one word into "
        "the next",
        "That is no discovery about the book",
        "How far below that the truth lies, we do not learn",
        "A reader knows more than four letters' worth of counts",
        "In general, frequencies put",
        "Where do the bits go?",
        "with the price of each letter above it",
        "An *arithmetic coder* turns that into bits",
        "Start with order 0",
        "Here are the programs that everybody has, on the same pages",
        "In the right column they know that book",
        "for models that start with no counts",
        "What does a bit less sound like?",
        "With one letter of memory most of it can be pronounced",
        "divide the same total by letters and by words",
        "How many bits a letter does the model of order",
        "Convert them to bits a letter",
    ),
)
