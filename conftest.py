"""Make nbval strict: what it lets pass unseen fails here.

nbval compares a cell's stored outputs with fresh ones, but not images of some kinds, nor the order
of outputs; and it passes over cells that were never run. For this book an output is a claim, so
everything is compared, and each cell must have been run in its turn.
"""

from collections.abc import Iterator

import pytest
from nbval.plugin import IPyNbCell, IPyNbFile, NbCellError

ADVICE = "If the new output is the right one: make refresh CHAPTER={}"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--any-figures",
        action="store_true",
        help="do not compare figures: for other versions of matplotlib, which draw other bytes",
    )


def pytest_collectstart(collector: pytest.Collector) -> None:
    if isinstance(collector, IPyNbFile):
        figures = ("image/svg+xml",) if collector.config.getoption("any_figures") else ()
        collector.skip_compare = ("execution_count", *figures)  # counts are held to their turn


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Run a cell; then hold it to its turn, and say of a failure where it is and what to do."""
    try:
        yield
        if isinstance(item, IPyNbCell):
            check_turn(item)
    except NbCellError as error:
        chapter = item.path.stem
        cell_id = item.cell.get("id", "without an id")
        error.args = (f"{chapter}, cell '{cell_id}': {error}. {ADVICE.format(chapter)}",)
        raise


def check_turn(item: IPyNbCell) -> None:
    """Fail a cell that was never run, or not in its place in a run from top to bottom."""
    codes = [c for c in item.parent.nb.cells if c.cell_type == "code" and c.source.strip()]
    turn = [c.get("id") for c in codes].index(item.cell.get("id")) + 1
    results = [out for out in item.cell.outputs if out.output_type == "execute_result"]
    for count in [item.cell.execution_count, *(result.execution_count for result in results)]:
        if count is None:
            item.raise_cell_error("it was never run")
        if count != turn:
            item.raise_cell_error(f"it was run as number {count}, and is number {turn}")
