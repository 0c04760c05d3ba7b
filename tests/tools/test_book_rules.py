"""Each rule of book_rules.py finds what breaks it, and says where and what to do."""

import subprocess
import sys

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from book_rules import LEDGER, RULES, Page
from entropybook.ledger import Chapter
from notebooks import GUARD, TINY, dumps, read

STDERR = new_output("stream", name="stderr", text="UserWarning")
ERROR = new_output("error", ename="KeyError", evalue="2", traceback=[])
LONG = "\n".join(f"a{i} = {i}" for i in range(15))


def cell(notebook: NotebookNode, name: str) -> NotebookNode:
    """Find a cell by its id."""
    return next(cell for cell in notebook.cells if cell.id == name)


def source(name, text):
    return lambda notebook: cell(notebook, name).update(source=text)


def outputs(name, *outputs):
    return lambda notebook: cell(notebook, name).update(outputs=list(outputs))


def figure(**options):
    return lambda notebook: cell(notebook, "figure").metadata.mystnb.update(options)


def metadata(name, **entries):
    return lambda notebook: cell(notebook, name).metadata.update(entries)


def count(name, number):
    return lambda notebook: cell(notebook, name).update(execution_count=number)


def drop(name):
    return lambda notebook: notebook.cells.remove(cell(notebook, name))


def insert(index, new):
    return lambda notebook: notebook.cells.insert(index, new)


def as_png(notebook):
    data = cell(notebook, "figure").outputs[0].data
    data["image/png"] = data.pop("image/svg+xml")


def twice(notebook):
    cell(notebook, "figure").outputs *= 2


REFRESH = "make refresh CHAPTER=spoilt"
BREAKS = [  # the rule, how a copy is spoilt, what has to be said
    ("is_in_normal_form", metadata("text", execution={"x": 1}), REFRESH),
    ("is_in_normal_form", metadata("title", collapsed=True), REFRESH),
    ("is_in_normal_form", lambda nb: nb.metadata.update(language_info={}), REFRESH),
    ("is_in_normal_form", lambda nb: cell(nb, "text").update(id="1f0c22a7"), REFRESH),
    ("is_in_normal_form", lambda nb: cell(nb, "text").pop("id"), REFRESH),
    ("is_in_normal_form", insert(2, new_code_cell("", id="empty")), REFRESH),
    ("was_run_from_top_to_bottom", count("text", None), f"'text': was never run: {REFRESH}"),
    ("was_run_from_top_to_bottom", count("value", 9), "'value': was run as number 9, is number 3"),
    ("shows_no_error_and_no_warning", outputs("text", STDERR), "'text': writes to stderr"),
    ("shows_no_error_and_no_warning", outputs("text", ERROR), "'text': stores an error"),
    (
        "prints_plain_numbers",
        lambda nb: cell(nb, "value").outputs[0].data.update({"text/plain": "np.float64(1.5)"}),
        "'value': shows np.float64(...)",
    ),
    ("draws_figures_as_svg", as_png, "'figure': stores image/png"),
    ("draws_figures_as_svg", twice, "'figure': draws more than one figure"),
    ("draws_figures_as_svg", outputs("figure"), "'figure': is a figure's cell without its figure"),
    ("describes_figures", figure(image={}), "'figure': has an alt text of 0 characters"),
    ("describes_figures", figure(image={"alt": "A line."}), "'figure': has an alt text of 7"),
    ("describes_figures", figure(figure={"name": "tiny"}), "'figure': has no label"),
    ("captions_figures_in_the_text", drop("caption"), "'figure': has no caption"),
    (
        "captions_figures_in_the_text",
        figure(figure={"caption": "x"}),
        "hides its caption",
    ),
    ("captions_figures_in_the_text", drop("figure"), "'caption': is a caption with no figure"),
    (
        "captions_figures_in_the_text",
        source("caption", "**Figure.** One.\n\nTwo."),
        "'caption': is a caption of several paragraphs",
    ),
    ("hides_nothing_from_the_proof", metadata("text", tags=["nbval-skip"]), "tag 'nbval-skip'"),
    ("hides_nothing_from_the_proof", metadata("text", tags=["remove-output"]), "tag 'remove-out"),
    ("hides_nothing_from_the_proof", source("text", "# NBVAL_SKIP\n1"), "tells nbval to look away"),
    ("begins_with_the_import_guard", drop("import-guard"), "'text': stands where the import guard"),
    ("begins_with_the_import_guard", source("import-guard", GUARD + "\n"), REFRESH),
    ("runs_on_the_environment_alone", source("text", "%pip install x"), "is not plain Python"),
    ("runs_on_the_environment_alone", source("text", "!pip install x"), "is not plain Python"),
    ("runs_on_the_environment_alone", source("text", "import sys\nsys.path"), "'sys.path'"),
    ("runs_on_the_environment_alone", source("text", "import urllib.request"), "'urllib'"),
    ("runs_on_the_environment_alone", source("text", "requests.get(x)"), "'requests'"),
    ("keeps_cells_short", source("text", LONG), "'text': has 15 lines of code"),
    ("has_one_title", source("title", "## Small"), "does not begin with the title"),
    ("has_one_title", insert(1, new_markdown_cell("# Two", id="two")), "'two': is a second title"),
    ("refers_by_link", source("title", "# T\n\nSee Chapter 4."), "'title': says 'Chapter 4'"),
    ("refers_by_link", source("title", "# T\n\nAs chapter two says."), "says 'chapter two'"),
    (
        "takes_its_equations_from_the_ledger",
        insert(1, new_markdown_cell("$$\nx\n$$ (eq-none)", id="new")),
        "'new': shows the equation 'eq-none', which the ledger does not have",
    ),
    (
        "takes_its_equations_from_the_ledger",
        insert(1, new_markdown_cell("$$\nH(S, R) \\ge H(R)\n$$ (eq-floor)", id="new")),
        "'new': has another equation eq-floor than the ledger",
    ),
    (
        "says_what_the_ledger_quotes",
        source("caption", "**Figure.** Four points are enough to see one that moved."),
        "the entry 'givens' quotes “Three points are enough”, which the page does not say. "
        "It says: “Four points are enough”",
    ),
    (
        "binds_what_can_be_false",
        insert(1, new_markdown_cell("It is not 3.", id="new")),
        "'new': nothing vouches for the number '3' in “It is not 3.”",
    ),
    (
        "binds_what_can_be_false",
        insert(1, new_markdown_cell("It is never so.", id="new")),
        "nothing vouches for the general statement 'never'",
    ),
    (
        "binds_what_can_be_false",
        insert(1, new_markdown_cell("So $a = b$ is true.", id="new")),
        "nothing vouches for the formula '$a = b$'",
    ),
    (
        "binds_what_can_be_false",
        metadata("caption", says={"four points": "4"}),
        "'caption': binds “four points” to 4, and does not say it",
    ),
]


@pytest.fixture(autouse=True)
def entry(monkeypatch):
    """Give the spoilt copies an entry in the ledger."""
    monkeypatch.setitem(LEDGER, "spoilt", Chapter("spoilt", givens=("Three points are enough",)))


@pytest.mark.parametrize("rule", RULES)
def test_the_small_notebook_keeps_every_rule(rule):
    assert Page(TINY).problems(RULES[rule]) == []


def test_every_rule_is_shown_to_bite():
    assert {rule for rule, _, _ in BREAKS} == set(RULES)


@pytest.mark.parametrize(("rule", "spoil", "said"), BREAKS)
def test_a_rule_finds_what_breaks_it(rule, spoil, said, tmp_path):
    notebook = read(TINY)
    spoil(notebook)
    path = tmp_path / "spoilt.ipynb"
    path.write_text(dumps(notebook), encoding="utf-8")
    (problem,) = Page(path).problems(RULES[rule])
    assert problem.startswith("spoilt, ")
    assert said in problem


@pytest.mark.parametrize(
    "text",
    ["# T\n\n```python\n# a comment\n```", "# T\n\nIn the chapter on KL; chapters 'n' pages."],
)
def test_no_rule_minds_ordinary_prose(text, tmp_path):
    notebook = read(TINY)
    source("title", text + "\n\nIt prints 1.0802 nats.")(notebook)
    path = tmp_path / "plain.ipynb"
    path.write_text(dumps(notebook), encoding="utf-8")
    assert [problem for rule in RULES.values() for problem in Page(path).problems(rule)] == []


def test_the_guard_says_how_to_install_the_package():
    lonely = "import sys; sys.modules['entropybook'] = None\n" + GUARD
    run = subprocess.run([sys.executable, "-c", lonely], capture_output=True, text=True)
    assert run.returncode == 1
    assert "run `make lab`" in run.stderr
    assert "python -m pip install ." in run.stderr
