"""Changes that make the book say something false are made, one at a time, and are noticed.

`make sabotage` does this some hundred times; here one change of a kind stands for it. What nbval
alone can notice takes a kernel each time, so of those kinds only two are here: the others are in
test_book_bites.
"""

import json
import shutil
import sys

import nbformat
import pytest

from mutants import OPPOSITES, Mutant, modules, mutations, page_mutants, source_mutants
from notebooks import OUTSIDE, ROOT, TINY, dumps, read
from sabotage import (
    PAGE_KINDS,
    TESTS_OF,
    Copy,
    Spoilt,
    draw,
    main,
    own_tests,
    project_files,
    run,
    table,
)
from words import GENERAL

SAMPLE = ("unrun", "number", "sign", "unit", "word", "equation", "figure", "constant")


@pytest.fixture(scope="module")
def drawn():
    """Draw one change of each kind, always the same while the page stays the same.

    The page is short, for it has to be run to see some of them.
    """
    page = ROOT / "chapters" / "09-conclusion.ipynb"
    return {kind: draw(1, [kind], seed=1, pages=[page])[0] for kind in SAMPLE}


@pytest.fixture(scope="module")
def copy():
    """Copy the project, as a process of make sabotage does."""
    before = sys.path[:]
    made = Copy(project_files())
    yield made
    sys.path[:] = before
    shutil.rmtree(made.root)


@pytest.mark.parametrize("kind", SAMPLE)
def test_a_change_is_noticed(copy, drawn, kind):
    spoilt = drawn[kind]
    stored = (copy.root / spoilt.path).read_bytes()
    assert copy.notices(spoilt), f"{spoilt.path}, {spoilt.place}: {spoilt.change}"
    assert (copy.root / spoilt.path).read_bytes() == stored


def test_a_change_of_the_package_is_noticed(copy):
    path = ROOT / "src" / "entropybook" / "_special.py"
    mutant = next(iter(source_mutants([path])))
    spoilt = Spoilt("source", mutant.path, mutant.place, mutant.change, mutant.content())
    assert copy.fails_own_tests(spoilt.path) is False
    assert copy.notices(spoilt)


@pytest.fixture
def small(tmp_path):
    """Lay out a book of one small page that can be changed in every way."""
    notebook = read(TINY)
    notebook.cells[0].source += " It is never 3, nor $a + b^2 = 1$."
    value = next(cell for cell in notebook.cells if cell.id == "value")
    value.source = "(1 + 2, dict(base=2))"
    (tmp_path / "index.ipynb").write_text(dumps(notebook), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_a_change_is_in_one_cell_and_leaves_a_notebook(small, kind):
    stored = read(small / "index.ipynb")
    changes = list(page_mutants(kind, [small / "index.ipynb"], small))
    assert changes
    for mutant in changes[:50]:
        assert isinstance(mutant, Mutant)
        changed = nbformat.reads(mutant.content(), as_version=4)
        different = [
            cell.id
            for cell, spoilt in zip(stored.cells, changed.cells, strict=True)
            if cell != spoilt
        ]
        assert mutant.place == f"cell {different[0]!r}"
        assert len(different) == 1


def test_code_is_changed_where_it_counts():
    import libcst as cst

    code = "x = 1 + 2\n"
    changed = {content(): shown for content, shown in mutations(code, (cst.BinaryOperation,))}
    assert changed == {"x = 1 - 2\n": "1 + 2 → 1 - 2"}


def test_the_package_is_changed_but_not_its_checks():
    paths = {path.relative_to(ROOT / "src" / "entropybook").as_posix() for path in modules()}
    assert {"measures.py", "symbolic/_checks.py"} <= paths
    assert not [path for path in paths if "ledger" in path or path == "_comparison_checks.py"]


def test_each_module_has_tests_that_know_it():
    paths = [path.relative_to(ROOT).as_posix() for path in modules() if path.stem != "__init__"]
    assert [path for path in paths if not (ROOT / own_tests(path)).exists()] == []
    assert TESTS_OF.keys() <= {path.stem for path in modules()}
    # Two modules of one name, in two folders.
    assert own_tests("src/entropybook/evidence.py") == "tests/test_vae.py"
    assert own_tests("src/entropybook/explorers/evidence.py") == "tests/test_explorers.py"


def test_opposites_are_words_of_general_statements():
    assert [word for word in OPPOSITES if not GENERAL.fullmatch(word)] == []


def test_a_record_is_gone_on_with(tmp_path, capsys):
    spoilt = Spoilt("unit", "index.ipynb", "cell 'x'", "bits → nats", "")
    other = Spoilt("source", "src/a.py", "line 3", "1 → 2", "")
    record = tmp_path / "record.jsonl"
    state = run([], record)
    assert state == {}
    with record.open("a") as out:
        out.write(json.dumps([0, True]) + "\n" + json.dumps([1, False]) + "\n")
    noticed = run([spoilt, other], record)
    assert noticed == {0: True, 1: False}
    assert "2 of 2 were tried before" in capsys.readouterr().out
    lines = table([spoilt, other], noticed).splitlines()
    assert lines[1:] == [
        "source         1       0",
        "unit           1       1",
        "pages: 1 of 1 caught",
        "src: 0 of 1 caught",
        "survived: source, src/a.py, line 3: 1 → 2",
    ]


def test_a_survivor_fails_the_command(monkeypatch, capsys):
    spoilt = Spoilt("unit", "index.ipynb", "cell 'x'", "bits → nats", "")
    monkeypatch.setattr("sabotage.draw", lambda *_: [spoilt])
    for caught in (True, False):
        monkeypatch.setattr("sabotage.run", lambda drawn, record, caught=caught: {0: caught})
        assert main(["--kind", "unit"]) == (0 if caught else 1)
    assert "survived: unit, index.ipynb" in capsys.readouterr().out


def test_files_of_the_project_are_known():
    assert "tools/sabotage.py" in project_files()
    assert (ROOT / project_files()[0]).is_file()


def test_a_page_that_cannot_be_run_is_not_spoilt_and_that_is_said(small, monkeypatch, capsys):
    pages = [small / "index.ipynb"]
    assert list(page_mutants("number", pages, small))
    monkeypatch.setitem(OUTSIDE, "index", "no_such_package")
    assert list(page_mutants("number", pages, small)) == []
    monkeypatch.setattr("sabotage.draw", lambda *_: [])
    main(["--n", "1"])
    assert "index stands outside, for it needs no_such_package" in capsys.readouterr().out
