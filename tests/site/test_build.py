"""The recipe of `make book`, run on a book of three small pages."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from entropybook import explorers
from entropybook.explorers import Bars
from notebooks import ROOT, TINY

RECIPE = re.search(r"^book:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.M)[1]
EXPLORER = Bars({1: 0.5, 2: 0.5}, {1: 0.25, 2: 0.75})
INDEX = """# Title

A *first* paragraph of "$x$".

By {eq}`eq-a` and {numref}`fig-tiny`, $x$ is 1, or $x = 1$; or $x$.

$$
x = \\tfrac{2}{2}
$$ (eq-a)
"""
WRONG = """# Title

$\\nosuchmacro x$ and

$$
\\frac{1
$$

[nothing](nowhere.md) {eq}`no-such` {cite}`nobody1900`
"""


def explored(notebook: str) -> str:
    """Let the notebook show an explorer in the place of its figure, under another name."""
    cells = json.loads(notebook.replace("fig-tiny", "fig-explorer"))
    outputs = [output for cell in cells["cells"] for output in cell.get("outputs", [])]
    shown = next(output for output in outputs if "image/svg+xml" in output.get("data", {}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENTROPYBOOK_STILL", "1")
        shown["data"] = EXPLORER._repr_mimebundle_()
    return json.dumps(cells)


def lay_out(folder: Path, index: str) -> Path:
    """Lay out a small book with the configuration and the extensions of the real one."""
    folder.mkdir()
    for name in ("_config.yml", "references.bib"):
        shutil.copy(ROOT / name, folder)
    for name in ("_ext", "_static"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    chapters = "[file: tiny, file: explorer]"
    (folder / "_toc.yml").write_text(f"{{format: jb-book, root: index, chapters: {chapters}}}")
    (folder / "index.md").write_text(index, encoding="utf-8")
    tiny = TINY.read_text(encoding="utf-8")
    (folder / "tiny.ipynb").write_text(tiny, encoding="utf-8")
    (folder / "explorer.ipynb").write_text(explored(tiny), encoding="utf-8")
    return folder


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the recipe."""
    shell = RECIPE.replace("\t@", "").replace("$(BIN)", str(Path(sys.executable).parent))
    shell = "set -e\n" + shell.replace("$(SITE)", "_build/html")
    return subprocess.run(["sh", "-c", shell], cwd=folder, capture_output=True, text=True)


def built(folder: Path) -> Path:
    """Build a book that has to be built."""
    run = build(folder)
    assert run.returncode == 0, run.stdout + run.stderr
    site = folder / "_build" / "html"
    assert str(site / "index.html") in run.stdout  # the reader is told what to open
    return site


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build the small book, which takes six seconds, once for all tests that only look at it."""
    return built(lay_out(tmp_path_factory.mktemp("one") / "book", INDEX))


def test_a_figure_has_its_caption_number_and_description(site):
    page = text(site / "tiny.html")
    figure = re.search(r"<figure.*?</figure>", page, re.S)[0]
    assert re.search('<svg [^>]*role="img" aria-label="A line through three points', figure)
    assert "var(--ink)" in figure
    assert "#ffffff" not in figure
    written = set(re.findall(r"<text[^>]*>([^<]+)</text>", figure))
    assert {"0.25", "1.00"} <= written, "words are drawn, not written"
    with TTFont(site / "_static" / "DejaVuSans.woff2") as font:
        assert set(map(ord, "".join(written))) <= set(font.getBestCmap())
    assert 'caption-number">Fig. 1 </span>' in figure
    assert 'caption-text">Three points are enough' in figure
    assert "Figure." not in page
    assert ">Fig. 1<" in text(site / "index.html")


def test_a_formula_is_rendered_numbered_and_referred_to(site):
    page = text(site / "index.html")
    assert re.search(r'href="#equation-eq-a">\(1\)<', page)
    assert 'class="eqno">(1)' in page
    assert '<span tabindex="0" class="katex-display"' in page
    assert page.count("</math>") == 5
    assert "jsdelivr" not in page


def test_a_formula_and_what_closes_its_clause_are_held_together(site):
    page = text(site / "index.html")
    assert page.count('<span class="closed"><span class="math">') == 2
    assert "</span>;</span> or " in page
    assert "</span>.</span></p>" in page


def test_a_page_describes_itself(site):
    page = text(site / "index.html")
    assert '<meta name="description" content="A first paragraph of “x”." />' in page
    assert '<meta property="og:title" content="Title" />' in page
    assert 'rel="icon"' in page
    assert "canonical" not in page
    assert not (site / "sitemap.xml").exists()
    assert '<base href="/" />' in text(site / "404.html")


def test_an_explorer_goes_around_its_picture_and_its_scripts_to_its_page(site):
    page = text(site / "explorer.html")
    figure = re.search(r"<figure.*?</figure>", page, re.S)[0]
    start, end = repr(EXPLORER).split("></")
    inside = r">\s*<svg [^>]*role=\"img\".*</svg>\s*</"
    assert re.search(re.escape(start) + inside + re.escape(end), figure, re.S)
    assert 'caption-text">Three points are enough' in figure
    folder = Path(explorers.__file__).parent / "scripts"
    scripts = [text(folder / f"explore-{name}.js") for name in ("math", "stage", "bars")]
    places = [page.index(f"<script>{script}</script>") for script in scripts]
    assert places == sorted(places)
    assert "explore-" not in text(site / "index.html")


def test_one_style_and_one_script_are_all_that_a_page_waits_for(site):
    pages = set(site.rglob("*.html")) - set((site / "_static").rglob("*"))
    for page in pages:
        files = re.findall(
            r'<(?:link [^>]*"stylesheet" href|script defer src)="([^"]*)"', text(page)
        )
        assert [file.split("?")[0] for file in files[:2]] == ["_static/site.css", "_static/site.js"]
        assert len(files) == (5 if page.stem == "search" else 2)
        assert not re.search(r"<script src|<link [^>]*(?<!_static/site)\.css", text(page))
    style, script = (text(site / "_static" / f"site.{kind}") for kind in ("css", "js"))
    assert ".admonition-title" in style
    assert ".sd-card" not in style
    assert "@import" not in style
    assert "e.tabIndex = 0;" in script


def test_the_same_text_becomes_the_same_bytes(site, tmp_path):
    other = built(lay_out(tmp_path / "elsewhere", INDEX))
    first, second = (
        {file.relative_to(place): file.read_bytes() for file in place.rglob("*") if file.is_file()}
        for place in (site, other)
    )
    assert [name for name in first if first[name] != second.get(name)] == []
    assert first.keys() == second.keys()


def test_the_address_of_the_site_stands_in_one_place(tmp_path):
    folder = lay_out(tmp_path / "book", INDEX)
    config = folder / "_config.yml"
    config.write_text(text(config).replace('baseurl: ""', 'baseurl: "https://example.org/book/"'))
    site = built(folder)
    page = text(site / "tiny.html")
    assert '<link rel="canonical" href="https://example.org/book/tiny.html" />' in page
    assert '<meta property="og:url" content="https://example.org/book/tiny.html" />' in page
    assert "<loc>https://example.org/book/tiny.html</loc>" in text(site / "sitemap.xml")
    assert '<base href="https://example.org/book/" />' in text(site / "404.html")


def test_what_leads_nowhere_or_cannot_be_read_fails_twice_in_a_row(tmp_path):
    folder = lay_out(tmp_path / "book", WRONG)
    tiny = folder / "tiny.ipynb"
    tiny.write_text(text(tiny).replace("#1b1f24", "#123456"), encoding="utf-8")
    for _ in range(2):  # an incremental build would forget its warnings
        run = build(folder)
        assert run.returncode != 0
        for target in ("nowhere.md", "no-such", "nobody1900"):
            assert target in run.stderr
        assert re.search(r"index\.md:3: WARNING: KaTeX.*nosuchmacro", run.stderr), run.stderr
        assert re.search(r"index\.md:5: WARNING: KaTeX", run.stderr), run.stderr
        assert re.search(r"tiny\.ipynb.*#123456 is no colour", run.stderr), run.stderr
