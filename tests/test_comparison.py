"""The comparison table: each cell holds on random cases, and a false one is found."""

from dataclasses import replace

import numpy as np
import pytest

from entropybook import comparison
from entropybook.comparison import ROWS, compare

ALIKE = {"Is it symmetric?", "When is it infinite?", "What is its gradient in $S$?"}
UNIT = "What is its unit?"
# Both measures rank the models of one R; that only one of them needs no H(R) is a row of its own.
CELLS = [
    cell
    for row in ROWS
    for cell in (row.cross_entropy, row.kl_divergence)
    if row.question not in {*ALIKE, UNIT} and cell.holds is not comparison.checks.ce_use
]


def only(row, monkeypatch):
    monkeypatch.setattr(comparison, "ROWS", (row,))
    return compare(cases=20)


def test_every_cell_holds():
    assert compare(cases=100, seed=1).rows == ROWS


def test_the_cases_are_the_same_each_time(monkeypatch):
    drawn = []

    def note(rng):
        drawn.append(rng.random())
        return True

    row = replace(ROWS[0], cross_entropy=comparison.Cell("x", note))
    monkeypatch.setattr(comparison, "ROWS", (row,))
    assert compare().cases == 100
    compare(seed=0)
    first, again = np.split(np.array(drawn), 2)
    assert np.array_equal(first, again)


def test_the_table_shows_every_cell():
    shown = compare(cases=1)._repr_markdown_().splitlines()
    assert len(shown) == 2 + len(ROWS)
    for row, line in zip(ROWS, shown[2:], strict=True):
        cells = (f"**{row.question}**", row.cross_entropy.says, row.kl_divergence.says)
        assert line == f"| {' | '.join(cells)} |"


def test_the_rows_in_which_the_two_agree():
    for row in ROWS:
        same = row.cross_entropy.says == row.kl_divergence.says.removesuffix(", the same")
        assert same == (row.question in ALIKE)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.holds.__name__)
def test_what_is_said_of_one_measure_is_false_of_the_other(cell, monkeypatch):
    exchanged = {
        "cross_entropy": comparison.kl_divergence,
        "kl_divergence": comparison.cross_entropy,
    }
    for name, measure in exchanged.items():
        monkeypatch.setattr(comparison.checks, name, measure)
    rng = np.random.default_rng(0)
    assert not all(cell.holds(rng) for _ in range(20))


@pytest.mark.parametrize(
    ("measure", "shifts"), [(comparison.cross_entropy, False), (comparison.kl_divergence, True)]
)
def test_the_unit_row_would_notice_the_other_answer(measure, shifts, monkeypatch):
    row = next(row for row in ROWS if row.question == UNIT)
    wrong = replace(row.cross_entropy, holds=comparison.checks.unit(measure, shifts))
    with pytest.raises(AssertionError, match="fails on case 0"):
        only(replace(row, cross_entropy=wrong), monkeypatch)


def test_no_cases_prove_nothing():
    with pytest.raises(ValueError, match="cases is 0"):
        compare(cases=0)
