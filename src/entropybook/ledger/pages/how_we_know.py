"""What the appendix says: the page A-how-we-know, and its parts, which are made from the ledger."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter(
    "A-how-we-know",
    givens=("says of cross-entropy that it is zero when the two distributions match",),
    remarks=(
        "All of them ran when these pages were made.",
        "says why it makes no difference",
        "in which no line stands unless SymPy has confirmed it",
        'a unit, "at most" for "at least", a point of a figure',
    ),
)
PARTS = tuple(
    Chapter(slug)
    for slug in (
        "Aa-foundations",
        "Ab-machine-learning",
        "Ac-direction",
        "Ad-estimation",
        "Ae-models",
    )
)
