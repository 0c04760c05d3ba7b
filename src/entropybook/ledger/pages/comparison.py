"""What the page 05-comparison says."""

from entropybook.comparison import ROWS
from entropybook.ledger._entries import Chapter, Claim, Tried


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


PAGE = Chapter("05-comparison", claims=_cells())
