"""The table that compares cross-entropy with KL divergence, each cell with a check of its own.

A check draws a random case and tells whether the cell holds on it. `compare` runs every check on
many cases before it shows the table, so a table with a false cell cannot be displayed.
"""

from dataclasses import dataclass

import numpy as np

from entropybook import _comparison_checks as checks
from entropybook.measures import cross_entropy, kl_divergence


@dataclass(frozen=True)
class Cell:
    """Hold one statement of the table and the check that could refute it.

    Parameters
    ----------
    says : str
        The statement, in Markdown.
    holds : callable
        Takes a random generator, tells whether the statement holds on one random case.
    """

    says: str
    holds: checks.Check


@dataclass(frozen=True)
class Row:
    """Hold what the two measures answer to one question.

    Parameters
    ----------
    question : str
        The first column.
    cross_entropy, kl_divergence : Cell
        The other two.
    """

    question: str
    cross_entropy: Cell
    kl_divergence: Cell


@dataclass(frozen=True)
class Table:
    """Hold rows that were checked; a notebook shows them as a table.

    Parameters
    ----------
    rows : tuple of Row
        The rows.
    cases : int
        How many random cases each cell was checked on.
    """

    rows: tuple[Row, ...]
    cases: int

    def _repr_markdown_(self) -> str:
        head = ["| | Cross-entropy $H(R, S)$ | KL divergence $D_{\\mathrm{KL}}(R \\parallel S)$ |"]
        body = [
            f"| **{row.question}** | {row.cross_entropy.says} | {row.kl_divergence.says} |"
            for row in self.rows
        ]
        return "\n".join([*head, "|---|---|---|", *body])

    def __repr__(self) -> str:
        return f"{2 * len(self.rows)} cells, each checked on {self.cases} random cases"


def compare(cases: int = 100, seed: int = 0) -> Table:
    """Check every cell of the comparison on random cases and return the table.

    Parameters
    ----------
    cases : int, default 100
        How many random cases to check each cell on.
    seed : int, default 0
        Seed of the random cases.

    Returns
    -------
    Table
        The rows, all of them confirmed.

    Raises
    ------
    ValueError
        If `cases` is less than 1.
    AssertionError
        If a cell does not hold on a case; the message names the cell.

    Examples
    --------
    >>> compare(cases=5)
    22 cells, each checked on 5 random cases
    """
    if cases < 1:
        raise ValueError(f"cases is {cases}: check at least one")
    rng = np.random.default_rng(seed)
    for row in ROWS:
        for cell in (row.cross_entropy, row.kl_divergence):
            for case in range(cases):
                if not cell.holds(rng):
                    raise AssertionError(f"{row.question} {cell.says}: fails on case {case}")
    return Table(ROWS, cases)


_INFINITE = (
    "over finitely many outcomes, when $S(x) = 0 < R(x)$ for some $x$; "
    "beyond, also when $S$ is too small where $R$ is not"
)

ROWS = (
    Row(
        "What does it count?",
        Cell("bits an outcome, paid with an ideal code for $S$", checks.ce_reads),
        Cell("extra bits, beyond those of an ideal code for $R$", checks.kl_reads),
    ),
    Row(
        "When is it zero?",
        Cell("for pmfs, when $R$ and $S$ are the same point mass", checks.ce_zero),
        Cell("when $R = S$", checks.kl_zero),
    ),
    Row(
        "What is its least value over $S$?",
        Cell("$H(R)$, at $S = R$", checks.ce_least),
        Cell("$0$, at $S = R$", checks.kl_zero),
    ),
    Row(
        "What values can it take?",
        Cell("from 0 to ∞; below 0 too for densities", checks.ce_range),
        Cell("from 0 to ∞, also for densities", checks.kl_range),
    ),
    Row(
        "Is it symmetric?",
        Cell("not in general; for some pairs", checks.asymmetric(cross_entropy)),
        Cell("not in general; for some pairs", checks.asymmetric(kl_divergence)),
    ),
    Row(
        "Is it a metric?",
        Cell("no: not even zero between equals", checks.ce_no_metric),
        Cell("no: order matters, a detour can be shorter", checks.kl_no_metric),
    ),
    Row(
        "What is its unit?",
        Cell(
            "nats or bits; for densities it shifts with the unit of $x$",
            checks.unit(cross_entropy, True),
        ),
        Cell("nats or bits, whatever the unit of $x$", checks.unit(kl_divergence, False)),
    ),
    Row(
        "When is it infinite?",
        Cell(_INFINITE, checks.infinite(cross_entropy)),
        Cell(_INFINITE, checks.infinite(kl_divergence)),
    ),
    Row(
        "What is its gradient in $S$?",
        Cell("$-R(x) / S(x)$, in nats", checks.gradient(cross_entropy, checks.ce_formula)),
        Cell(
            "$-R(x) / S(x)$, in nats, the same", checks.gradient(kl_divergence, checks.kl_formula)
        ),
    ),
    Row(
        "Does it need $H(R)$?",
        Cell("no: average $-\\log S(x)$ over data", checks.ce_from_data),
        Cell("from data, yes: it is $H(R, S) - H(R)$", checks.kl_from_data),
    ),
    Row(
        "What is it good for?",
        Cell("ranking models of one $R$: a loss", checks.ce_use),
        Cell("saying how good a model is, whatever $R$", checks.kl_use),
    ),
)
