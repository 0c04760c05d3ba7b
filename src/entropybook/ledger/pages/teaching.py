"""What the page D-teaching says: advice, and minutes, which a test counts from the pages."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter(
    "D-teaching",
    givens=tuple(f"| {minutes} |" for minutes in range(10, 50, 5)),
    remarks=(
        "Python is read more than written",
        "Allow ten minutes more for an exercise",
        # What the exercises are called.
        "a negative entropy",
        "close and infinite",
        "an impossible report",
        "a loss below the floor",
        "no penalty",
        # Wrong beliefs.
        "that a loss should reach zero ([what is the least it can cost]",
        "that a divergence which is infinite is a bug",
        "that a negative estimate is one too",
    ),
)
