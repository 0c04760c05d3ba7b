"""The tool that executes notebooks and writes them in normal form."""

import re

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from notebooks import (
    GUARD,
    GUARD_ID,
    OUTSIDE,
    ROOT,
    TINY,
    book,
    derived_id,
    dumps,
    find,
    main,
    normalise,
    read,
)


def as_jupyterlab_saves(*cells, **metadata):
    """Make a notebook as an editor leaves it: random ids, its own notes, no outputs."""
    notebook = new_notebook(cells=list(cells), metadata=metadata)
    for cell in notebook.cells:
        cell.metadata.update(collapsed=False, editable=True)
    return notebook


def test_a_chapter_goes_by_number_name_and_path(tmp_path):
    (tmp_path / "chapters").mkdir()
    for name in ("index", "chapters/04-worked-example", "chapters/05-comparison"):
        (tmp_path / f"{name}.ipynb").touch()
    wanted = tmp_path / "chapters" / "04-worked-example.ipynb"
    for name in ("04", "04-worked-example", str(wanted)):
        assert find(name, tmp_path) == wanted
    assert find("index", tmp_path) == tmp_path / "index.ipynb"
    for name in ("0", "06", "chapters/06.ipynb"):
        with pytest.raises(LookupError, match="The book has: index, 04-worked-example, 05-comp"):
            find(name, tmp_path)


def test_an_id_is_derived_from_the_first_words_and_is_unique():
    assert derived_id("## What *is* H(R), in bits?", set()) == "what-is-h-r-in"
    assert derived_id("# A b", {"a-b", "a-b-2"}) == "a-b-3"
    assert derived_id("交叉熵", set()) == "cell"
    assert derived_id("deadbeef", set()) == "cell-deadbeef"  # not to look like a random one
    assert len(derived_id("x" * 200, set())) <= 64


def test_a_readable_id_stays():
    notebook = new_notebook(cells=[new_markdown_cell("# Words", id="mine")])
    assert normalise(notebook).cells[0].id == "mine"


def test_normal_form_keeps_what_the_book_uses_alone():
    code = new_code_cell(
        "1",
        execution_count=1,
        metadata={"tags": ["hide-input"], "mystnb": {"image": {"alt": "x"}}, "execution": {}},
        outputs=[
            new_output("stream", name="stdout", text="a"),
            new_output("stream", name="stdout", text="b\n"),
            new_output("stream", name="stderr", text="c"),
        ],
    )
    notebook = as_jupyterlab_saves(
        new_markdown_cell("# T\n"), new_code_cell(" \n"), code, language_info={"name": "python"}
    )
    normal = normalise(notebook)
    assert [cell.id for cell in normal.cells] == ["t", "1"]
    assert normal.cells[0].source == "# T"
    assert set(normal.cells[1].metadata) == {"tags", "mystnb"}
    assert [output.text for output in normal.cells[1].outputs] == ["ab\n", "c"]
    assert set(normal.metadata) == {"kernelspec"}
    once = dumps(normal)
    assert dumps(normalise(normal)) == once


def test_refresh_executes_and_its_second_run_changes_nothing(tmp_path, capsys):
    path = tmp_path / "page.ipynb"
    page = as_jupyterlab_saves(
        new_markdown_cell("# T"),
        new_code_cell("print(1)\nprint(2)"),
        new_code_cell("2 + 2"),
        language_info={"name": "python"},
    )
    path.write_text(dumps(page), encoding="utf-8")
    assert main(["refresh", str(path)]) == 0
    assert "page.ipynb: refreshed" in capsys.readouterr().out
    first = path.read_text(encoding="utf-8")
    assert main(["refresh", str(path)]) == 0
    assert "page.ipynb: unchanged" in capsys.readouterr().out
    assert path.read_text(encoding="utf-8") == first
    _, guard, prints, value = read(path).cells
    assert (guard.id, guard.source) == (GUARD_ID, GUARD)
    assert [cell.execution_count for cell in (guard, prints, value)] == [1, 2, 3]
    assert prints.outputs[0].text == "1\n2\n"
    assert value.outputs[0].data == {"text/plain": "4"}


def test_refresh_names_the_cell_that_failed_and_leaves_the_file(tmp_path, capsys):
    path = tmp_path / "page.ipynb"
    cells = [new_code_cell("1", id="fine"), new_code_cell("1 / 0", id="slip")]
    path.write_text(dumps(new_notebook(cells=[*cells, new_code_cell("3", id="never")])))
    before = path.read_bytes()
    assert main(["refresh", str(path)]) == 1
    said = capsys.readouterr().out
    assert "failed, and is left as it was" in said
    assert "cell 'slip'" in said
    assert "ZeroDivisionError" in said
    assert path.read_bytes() == before


def test_refresh_says_which_notebooks_there_are(capsys):
    assert main(["refresh", "no-such-chapter"]) == 2
    assert "The book has: index" in capsys.readouterr().err


def test_the_small_notebook_is_in_normal_form():
    assert dumps(normalise(read(TINY))) == TINY.read_text(encoding="utf-8")


def test_refresh_leaves_what_it_cannot_run_and_says_so(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(OUTSIDE, "needy", "no_such_package")
    path = tmp_path / "needy.ipynb"
    path.write_text("not even a notebook")
    assert main(["refresh", str(path)]) == 0
    assert "needy.ipynb: stands outside, for it needs no_such_package" in capsys.readouterr().out
    assert path.read_text() == "not even a notebook"


def test_what_is_said_to_stand_outside_is_in_the_book_and_verified_by_make_traps():
    assert set(OUTSIDE) <= {path.stem for path in book()}
    recipe = re.search(r"^traps:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.M)[1]
    assert set(re.findall(r"chapters/([\w-]+)\.ipynb", recipe)) == set(OUTSIDE)
