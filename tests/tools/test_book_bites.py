"""Tamper with the cells of a small notebook, and see that each change is noticed."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from nbformat import NotebookNode

from notebooks import ROOT, TINY, dumps, read


def cell(notebook: NotebookNode, name: str) -> NotebookNode:
    return next(cell for cell in notebook.cells if cell.id == name)


def a_digit_of_text(notebook):
    cell(notebook, "text").outputs[0].text = "H = 1.0803 nats\n"


def a_digit_of_a_value(notebook):
    cell(notebook, "value").outputs[0].data["text/plain"] = "'a valve'"


def a_point_of_the_figure(notebook):
    data = cell(notebook, "figure").outputs[0].data
    svg = data["image/svg+xml"]
    data["image/svg+xml"] = re.sub(r"\bL (\d+)", lambda at: f"L {int(at[1]) + 1}", svg, count=1)
    assert data["image/svg+xml"] != svg


def a_removed_text(notebook):
    cell(notebook, "text").outputs = []


def a_removed_figure(notebook):
    cell(notebook, "figure").outputs = []


def a_figure_as_png(notebook):
    data = cell(notebook, "figure").outputs[0].data
    del data["image/svg+xml"]
    data["image/png"] = "iVBORw0KGgo="


def a_png_beside_the_figure(notebook):
    cell(notebook, "figure").outputs[0].data["image/png"] = "iVBORw0KGgo="


def a_cell_never_run(notebook):
    cell(notebook, "text").update(execution_count=None, outputs=[])


def a_count_out_of_order(notebook):
    cell(notebook, "text").execution_count = 97


def a_forged_count_of_a_value(notebook):
    cell(notebook, "value").outputs[0].execution_count = 97


def a_result_that_was_displayed(notebook):
    (result,) = cell(notebook, "value").outputs
    result.output_type = "display_data"
    del result["execution_count"]


def a_forged_error(notebook):
    cell(notebook, "text").outputs.append(
        NotebookNode(output_type="error", ename="KeyError", evalue="", traceback=[])
    )


def a_bound_number(notebook):
    words(notebook, "It prints 1.0803 nats", "h")


def the_unit_of_a_bound_number(notebook):
    words(notebook, "It prints 1.0802 bits", "h")


def what_it_is_bound_to(notebook):
    words(notebook, "It prints 1.0802 nats", "h + 1")


def a_name_that_nothing_has(notebook):
    words(notebook, "It prints 1.0802 nats", "hh")


def words(notebook, quotation, expression):
    title = cell(notebook, "title")
    title.source = f"# A page\n\n{quotation}."
    title.metadata.says = {quotation: expression}


NBVAL = {  # what was spoilt: the cell that has to fail, and what has to be said
    a_digit_of_text: ("text", "Cell outputs differ"),
    a_digit_of_a_value: ("value", "Cell outputs differ"),
    a_point_of_the_figure: ("figure", "Cell outputs differ"),
    a_removed_text: ("text", "Cell outputs differ"),
    a_removed_figure: ("figure", "Cell outputs differ"),
    a_figure_as_png: ("figure", "Cell outputs differ"),
    a_png_beside_the_figure: ("figure", "Cell outputs differ"),
    a_cell_never_run: ("text", "it was never run"),
    a_count_out_of_order: ("text", "it was run as number 97, and is number {turn}"),
    a_forged_count_of_a_value: ("value", "it was run as number 97, and is number {turn}"),
    a_result_that_was_displayed: ("value", "Cell outputs differ"),
    a_forged_error: ("text", "Cell outputs differ"),
    a_bound_number: ("title", "“It prints 1.0803 nats” says 1.0803, and it is 1.0802 nats, by h"),
    the_unit_of_a_bound_number: ("title", "says 1.0802, and it is 1.5583992 bits, by h"),
    what_it_is_bound_to: ("title", "says 1.0802, and it is 2.0802 nats, by h + 1"),
    a_name_that_nothing_has: ("title", "cannot be evaluated: NameError"),
}


def spoilt_page() -> NotebookNode:
    """Add to the page, which stays as it is, one more cell for each way of spoiling it.

    All stand on one page because a page takes a kernel, and that takes seconds.
    """
    page = read(TINY)
    for spoil, (name, _) in NBVAL.items():
        notebook = read(TINY)
        added = cell(notebook, name)
        if added.cell_type == "code":
            turn = 1 + sum(earlier.cell_type == "code" for earlier in page.cells)
            for counted in (added, *added.outputs):
                if "execution_count" in counted:
                    counted.execution_count = turn
        spoil(notebook)
        added.id = f"{name}-{len(page.cells)}-{spoil.__name__}"[:64]
        page.cells.append(added)
    return page


@pytest.fixture(scope="module")
def failures(tmp_path_factory):
    """Run nbval over the page: what was said of each cell that failed."""
    folder = tmp_path_factory.mktemp("bites")
    (folder / "spoilt.ipynb").write_text(dumps(spoilt_page()), encoding="utf-8")
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "-p", "conftest", "--nbval", "--nbval-current-env"]
    command += ["--color=no", "-p", "no:cacheprovider", f"--junitxml={report}", str(folder)]
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path}
    run = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True)
    assert report.exists(), run.stdout + run.stderr
    return [failure.text for failure in ET.parse(report).iter("failure")]


def test_only_spoilt_cells_fail(failures):
    assert len(failures) == len(NBVAL), "\n\n".join(failures)


@pytest.mark.parametrize("spoil", NBVAL, ids=lambda spoil: spoil.__name__)
def test_a_spoilt_output_fails(failures, spoil):
    name, wrong = NBVAL[spoil]
    (message,) = [text for text in failures if f"-{spoil.__name__}'" in text]
    codes = [code.id for code in spoilt_page().cells if code.cell_type == "code"]
    turns = [turn for turn, id_ in enumerate(codes, start=1) if id_.endswith(f"-{spoil.__name__}")]
    assert wrong.format(turn=turns[-1] if turns else "") in message
    assert ("Mend the words" if name == "title" else "make refresh CHAPTER=spoilt") in message


OUTSIDE = """
import sys, notebooks, pytest
notebooks.OUTSIDE["needy"] = "no_such_package"
sys.exit(pytest.main(["-p", "conftest", "-rs", "--nbval", "--nbval-current-env", "."]))
"""


def test_a_notebook_that_cannot_be_run_says_so(tmp_path):
    (tmp_path / "needy.ipynb").write_text(dumps(read(TINY)), encoding="utf-8")
    path = os.pathsep.join([str(ROOT), str(ROOT / "tools"), os.environ.get("PYTHONPATH", "")])
    run = subprocess.run(
        [sys.executable, "-c", OUTSIDE],
        env={**os.environ, "PYTHONPATH": path},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert "needy stands outside, for it needs no_such_package: make traps" in run.stdout
    assert re.search(r"\b1 skipped\b", run.stdout)
    assert not re.search(r"\b(passed|failed)\b", run.stdout)
