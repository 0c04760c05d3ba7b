"""The recipe of `make book`, run on a book of two pages."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from entropybook import style
from entropybook.explorers import Bars
from notebooks import ROOT, TINY

RECIPE = re.search(r"^book:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.M)[1]


@pytest.fixture
def folder(tmp_path):
    """Lay out a small book with the configuration and the extensions of the real one."""
    for name in ("_config.yml", "references.bib"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("_ext", "_static"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
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
    assert re.search('<svg [^>]*role="img" aria-label="A line through three points', figure)
    assert "var(--ink)" in figure
    assert "#ffffff" not in figure
    assert 'caption-number">Fig. 1 </span>' in figure
    assert 'caption-text">Three points are enough' in figure
    assert "Figure." not in page
    assert ">Fig. 1<" in (folder / "_build" / "html" / "index.html").read_text(encoding="utf-8")


def test_a_formula_is_rendered_numbered_and_referred_to(folder):
    text = "# Title\n\nBy {eq}`eq-a`, $x$ is 1.\n\n$$\nx = \\tfrac{2}{2}\n$$ (eq-a)\n"
    run = build(folder, text)
    assert run.returncode == 0, run.stdout + run.stderr
    page = (folder / "_build" / "html" / "index.html").read_text(encoding="utf-8")
    assert re.search(r'href="#equation-eq-a">\(1\)<', page)
    assert 'class="eqno">(1)' in page
    assert '<span tabindex="0" class="katex-display"' in page
    assert page.count("</math>") == 2
    assert "jsdelivr" not in page


def test_the_same_text_becomes_the_same_bytes(folder, tmp_path_factory):
    text = "# Title\n\nOf $x$, see {numref}`fig-tiny`.\n"
    other = tmp_path_factory.mktemp("other") / "place"
    shutil.copytree(folder, other, symlinks=True)
    first, second = ({}, {})
    for place, files in ((folder, first), (other, second)):
        assert build(place, text).returncode == 0
        site = place / "_build" / "html"
        for file in filter(Path.is_file, site.rglob("*")):
            files[file.relative_to(site)] = file.read_bytes()
    assert [name for name in first if first[name] != second.get(name)] == []
    assert first.keys() == second.keys()


def test_a_formula_that_katex_cannot_read_fails_and_names_the_page(folder):
    run = build(folder, "# Title\n\n$\\nosuchmacro x$ and\n\n$$\n\\frac{1\n$$\n")
    assert run.returncode != 0
    assert re.search(r"index\.md:3: WARNING: KaTeX.*nosuchmacro", run.stderr), run.stderr
    assert re.search(r"index\.md:5: WARNING: KaTeX", run.stderr), run.stderr


def test_a_page_describes_itself(folder):
    run = build(folder, '# Title\n\nA *first* paragraph of "$x$".\n\nAnother.\n')
    assert run.returncode == 0, run.stdout + run.stderr
    site = folder / "_build" / "html"
    page = (site / "index.html").read_text(encoding="utf-8")
    assert '<meta name="description" content="A first paragraph of “x”." />' in page
    assert '<meta property="og:title" content="Title" />' in page
    assert 'rel="icon"' in page
    assert "canonical" not in page
    assert not (site / "sitemap.xml").exists()
    assert '<base href="/" />' in (site / "404.html").read_text(encoding="utf-8")


def test_the_address_of_the_site_stands_in_one_place(folder):
    config = folder / "_config.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('baseurl: ""', 'baseurl: "https://example.org/book/"'))
    run = build(folder, "# Title\n\nText.\n")
    assert run.returncode == 0, run.stdout + run.stderr
    site = folder / "_build" / "html"
    page = (site / "tiny.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/book/tiny.html" />' in page
    assert '<meta property="og:url" content="https://example.org/book/tiny.html" />' in page
    assert "<loc>https://example.org/book/tiny.html</loc>" in (site / "sitemap.xml").read_text()
    assert '<base href="https://example.org/book/" />' in (site / "404.html").read_text()


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
    inside = r">\s*<svg [^>]*role=\"img\".*</svg>\s*</"
    assert re.search(re.escape(start) + inside + re.escape(end), figure, re.S)
    assert 'caption-text">Three points are enough' in figure
    scripts = re.findall(r'src="(_static/explore-[a-z]+\.js)', page)
    assert scripts == [f"_static/explore-{name}.js" for name in ("math", "stage", "bars")]
    assert all((site / script).is_file() for script in scripts)
    assert "explore-" not in (site / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["R", "S", "ENTROPY", "EXCESS", "INK", "FAINT"])
def test_the_site_and_the_figures_have_one_palette(name):
    css = (ROOT / "_static" / "book.css").read_text(encoding="utf-8")
    root = re.search(r"^:root \{(.*?)\}", css, re.M | re.S)[1]
    assert f"--{name.lower()}: {getattr(style, name).lower()};" in root
