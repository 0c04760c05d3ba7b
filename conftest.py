"""Make nbval strict: what it lets pass unseen fails here.

nbval compares a cell's stored outputs with fresh ones, but not images of some kinds, nor the order
of outputs; and it passes over cells that were never run. For this book an output is a claim, so
everything is compared, and each cell must have been run in its turn. In the same run the numbers of
the prose are compared with the expressions that are bound to them (CONTRIBUTING.md).
"""

import ast
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode
from nbval.plugin import IPyNbCell, IPyNbFile, NbCellError

# Two tests run at a time, on two cores: more threads in each would wait for one another. Read when
# NumPy is loaded, here and in each kernel.
os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parent / "tools"))
from notebooks import lacking
from words import bound, wrong

ADVICE = "If the new output is the right one: make refresh CHAPTER={}"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--any-figures",
        action="store_true",
        help="do not compare figures: for other versions of matplotlib, which draw other bytes",
    )


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Iterator[None]:
    """Collect notebooks with their bound words."""
    collected = yield
    return [
        Notebook.from_parent(parent, path=file_path) if isinstance(found, IPyNbFile) else found
        for found in collected
    ]


class Notebook(IPyNbFile):
    """A notebook whose outputs are all compared, and whose bound words are evaluated."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        figures = ("image/svg+xml",) if self.config.getoption("any_figures") else ()
        self.skip_compare = ("execution_count", *figures)  # counts are held to their turn

    def collect(self) -> Iterator[pytest.Item]:
        """Give each code cell, and each cell's words after the code that they speak of.

        A text speaks of the code up to the next text, an alt text of its own cell.
        """
        if why := lacking(self.path):
            outside = Outside.from_parent(self, name=self.path.stem)
            outside.add_marker(pytest.mark.skip(reason=f"{self.path.stem} {why}"))
            yield outside
            return
        items = {id(item.cell): item for item in super().collect()}
        waiting: list[pytest.Item] = []
        for cell in self.nb.cells:
            words = BoundWords.from_parent(self, name=f"words of {cell.get('id')}", cell=cell)
            if cell.cell_type == "markdown":
                yield from waiting
                waiting = []
            elif id(cell) in items:
                yield items[id(cell)]
            waiting += [words] if bound(cell) else []
        yield from waiting


class Outside(pytest.Item):
    """A notebook that cannot be run here, and says so."""

    def runtest(self) -> None:
        """Do nothing: it is skipped."""

    def reportinfo(self) -> tuple[Path, int, str]:
        """Name the item; a skip is reported with a line."""
        return self.path, 0, self.name


class BoundWords(pytest.Item):
    """The quotations of one cell, each held to the expression that is bound to it."""

    def __init__(self, *, cell: NotebookNode, **options: Any) -> None:
        super().__init__(**options)
        self.cell = cell

    def runtest(self) -> None:
        """Evaluate the expressions in the page's kernel, and compare."""
        kernel = self.parent.kernel
        says = bound(self.cell)
        load = "__import__('entropybook._bound', fromlist=['values']).values"
        asked = {str(k): f"{load}(lambda bits: ({says[quote]}))" for k, quote in enumerate(says)}
        kernel.kc.execute("", silent=True, store_history=False, user_expressions=asked)
        answers = kernel.kc.get_shell_msg(timeout=60)["content"]["user_expressions"]
        problems = []
        for k, (quote, expression) in enumerate(says.items()):
            answer = answers[str(k)]
            if answer["status"] == "error":
                trouble = f"cannot be evaluated: {answer['ename']}: {answer['evalue']}"
            else:
                given = ast.literal_eval(answer["data"]["text/plain"])
                trouble = wrong(quote, json.loads(given))
            if trouble:
                problems.append(f"“{quote}” {trouble}, by {expression}")
        if problems:
            where = f"{self.path.stem}, cell '{self.cell.get('id')}': "
            raise WrongWords("\n".join(where + problem for problem in problems))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str:
        """Say what is wrong without a traceback of the test itself."""
        if isinstance(excinfo.value, WrongWords):
            return f"{excinfo.value}\nMend the words, or the expression in the cell's metadata."
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Name the item."""
        return self.path, 0, f"{self.path.stem}::{self.name}"


class WrongWords(Exception):
    """Words of a page that are not what the page computes."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put notebooks first, those with large files before others, for they take longest.

    Else one of them might be left for one process at the end, while the other has nothing to do.
    """

    def length(item: pytest.Item) -> int:
        return item.path.stat().st_size if isinstance(item.parent, Notebook) else 0

    items.sort(key=length, reverse=True)


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
