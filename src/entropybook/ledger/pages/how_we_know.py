"""What the page A-how-we-know says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter(
    "A-how-we-know",
    givens=("says of cross-entropy that it is zero when the two distributions match",),
    remarks=(
        "All of them ran when this page was made.",
        "says why it makes no difference",
        "in which no line stands unless SymPy has confirmed it",
        'a unit, "at most" for "at least", a point of a figure',
    ),
)
