"""The recipe of `make book`, run on a book of two pages."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from entropybook.explorers import Bars
from notebooks import ROOT, TINY

RECIPE = re.search(r"^book:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.M)[1]


@pytest.fixture
def folder(tmp_path):
    """Lay out a small book with the configuration and the extensions of the real one."""
    for name in ("_config.yml", "references.bib"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "_ext", tmp_path / "_ext")
    shutil.copy(TINY, tmp_path)
    (tmp_path / "_toc.yml").write_text("{format: jb-book, root: index, chapters: [file: tiny]}")
    return tmp_path


def build(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """Build the small book, its first page being the text."""
    (folder / "index.md").write_text(text, encoding="utf-8")
    shell = RECIPE.replace("\t@", "").replace("$(BIN)", str(Path(sys.executable).parent))
    shell = "set -e\n" + shell.replace("$(SITE)", "_build/html")
    return subprocess.run(["sh", "-c", shell], cwd=folder, capture_output=True, text=True)


def test_a_figure_has_its_caption_number_and_description(folder):
    run = build(folder, "# Title\n\nSee {numref}`fig-tiny`.\n")
    assert run.returncode == 0, run.stdout + run.stderr
    assert str(folder / "_build" / "html" / "index.html") in run.stdout
    page = (folder / "_build" / "html" / "tiny.html").read_text(encoding="utf-8")
    figure = re.search(r"<figure.*?</figure>", page, re.S)[0]
    assert 'alt="A line through three points' in figure
    assert 'caption-number">Fig. 1 </span>' in figure
    assert 'caption-text">Three points are enough' in figure
    assert "Figure." not in page
    assert ">Fig. 1<" in (folder / "_build" / "html" / "index.html").read_text(encoding="utf-8")


def test_a_broken_reference_fails_twice_in_a_row(folder):
    for _ in range(2):
        run = build(folder, "# Title\n\n[nothing](nowhere.md) {eq}`no-such` {cite}`nobody1900`\n")
        assert run.returncode != 0
        for target in ("nowhere.md", "no-such", "nobody1900"):
            assert target in run.stderr


def test_an_explorer_goes_around_its_picture_and_its_scripts_to_its_page(folder, monkeypatch):
    monkeypatch.setenv("ENTROPYBOOK_STILL", "1")
    notebook = json.loads((folder / "tiny.ipynb").read_text(encoding="utf-8"))
    explorer = Bars({1: 0.5, 2: 0.5}, {1: 0.25, 2: 0.75})
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    shown = next(output for output in outputs if "image/svg+xml" in output.get("data", {}))
    shown["data"] = explorer._repr_mimebundle_()
    (folder / "tiny.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    run = build(folder, "# Title\n\nNo figure.\n")
    assert run.returncode == 0, run.stdout + run.stderr
    site = folder / "_build" / "html"
    page = (site / "tiny.html").read_text(encoding="utf-8")
    figure = re.search(r"<figure.*?</figure>", page, re.S)[0]
    start, end = repr(explorer).split("></")
    assert re.search(re.escape(start) + r">\s*<img[^>]*>\s*</" + re.escape(end), figure)
    assert 'caption-text">Three points are enough' in figure
    scripts = re.findall(r'src="(_static/explore-[a-z]+\.js)', page)
    assert scripts == [f"_static/explore-{name}.js" for name in ("math", "stage", "bars")]
    assert all((site / script).is_file() for script in scripts)
    assert "explore-" not in (site / "index.html").read_text(encoding="utf-8")
