"""`make pdf` on a book of three pages, and on such that are not in order."""

import os
import subprocess
import sys

import pikepdf
import pytest

from notebooks import ROOT
from pdf import SHEET, SITE, below, places, sheets

TOC = """
format: jb-book
root: index
chapters:
- file: part
  title: The part
  sections:
  - file: part-one
"""
PAGES = {
    "index": '<h1>A book <b>of</b> ours</h1><p><a href="part-one.html#end">To the end</a></p>',
    "part": "<h1>A long heading of a part, which takes two lines of the paper, or three</h1>"
    '<h2 id="end">First</h2><details><p>folded</p></details>',
    "part-one": '<h1>Its page</h1><h2 id="end">Last</h2><p><a href="part.html">Up</a></p>',
}
HEADINGS = [
    (1, "Contents", 2),
    (1, "A book of ours", 3),
    (1, "A long heading of a part, which takes two lines of the paper, or three", 4),
    (2, "First", 4),
    (2, "Its page", 5),
    (3, "Last", 5),
]


def make(folder, pages):
    """Lay out a built book and print it."""
    (folder / "_static").mkdir()
    (folder / "_static" / "favicon.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    )
    config = "{title: Three pages, author: We, copyright: '2026', html: {baseurl: ''}}"
    (folder / "_config.yml").write_text(config)
    (folder / "_toc.yml").write_text(TOC)
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(f"<nav>no</nav><article>{text}</article>")
    command = [sys.executable, str(ROOT / "tools" / "pdf.py"), ".", "book.pdf"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if "No Chromium" in run.stderr and not os.environ.get("CI"):
        pytest.skip("no Chromium here, so nothing was printed")
    return run


def test_the_outline_has_every_heading_and_links_lead_to_their_page(tmp_path):
    run = make(tmp_path, PAGES)
    assert run.returncode == 0, run.stderr
    with pikepdf.open(tmp_path / "book.pdf") as pdf:
        number, place = sheets(pdf), places(pdf)
        with pdf.open_outline() as outline:
            found = [
                (depth, item.title, number[item.destination[0].objgen])
                for depth, item in below(outline.root)
            ]
        assert found == HEADINGS
        links = [str(note.Dest)[1:] for page in pdf.pages for note in page.get("/Annots", ())]
        assert [place[link] for link in links] == [3, 4, 5, 5, 4]


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        (PAGES | {"part": '<h1>Part</h1><a href="index.html#no">x</a>'}, "index.no"),
        ({name: PAGES[name] for name in ("index", "part")}, "part-one is not built"),
        (PAGES | {"part": "<p>No heading</p>"}, "part has no heading"),
        (PAGES | {"part": "<h1 style='display: none'>Part</h1>"}, "Part is not shown"),
    ],
)
def test_what_is_not_in_order_fails(tmp_path, pages, words):
    run = make(tmp_path, pages)
    assert run.returncode != 0
    assert words in run.stderr


# What a reader cannot press on paper, and what is cut there.
AMISS = """() => [...document.querySelectorAll("button, nav, pre, table, .katex-display")].filter(
    (one) => one.offsetParent && (
        one.matches("button, nav") || one.scrollWidth > one.parentElement.clientWidth + 1)
).map((one) => one.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("name", ["index", "chapters/03-kl-divergence", "chapters/C-reference"])
def test_a_page_is_printed_light_and_whole(browser, name):
    page = browser.new_page(color_scheme="dark")
    page.goto((ROOT / SITE / f"{name}.html").as_uri())
    theme = "document.documentElement.dataset.theme"
    page.wait_for_function(f"{theme} === 'dark'")
    page.set_viewport_size({"width": SHEET[0], "height": SHEET[1]})
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(theme) == "light"
    assert page.evaluate(AMISS) == []
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(theme) == "dark"
    page.close()
