"""Print the whole book, as `make book` has built it, into one PDF.

    python tools/pdf.py                     # _build/html into _build/pdf/entropybook.pdf
    python tools/pdf.py SITE FILE           # another book, whose _toc.yml is in this folder

Chromium puts the pages of the table of contents into one document, in the style that one of them
has in print, and prints it twice: the first print says on which page each begins, the second has
these numbers in its contents. An outline that lacks a heading, or a link that leads nowhere, fails.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import yaml
from playwright.sync_api import sync_playwright
from sphinx_external_toc.parsing import parse_toc_yaml

from host import SWITCHES, chromium, served

CONFIG, TOC = Path("_config.yml"), Path("_toc.yml")
SITE, FILE = Path("_build/html"), Path("_build/pdf/entropybook.pdf")
SHEET = (665, 964)  # what the margins in _static/book.css leave of A4, in CSS's pixels
ASSEMBLE = (Path(__file__).parent / "pdf.js").read_text(encoding="utf-8")
SHELL = '<!doctype html><html lang="en" data-theme="light" data-mode="light"><body></body></html>'


def pages(toc: Path) -> list[tuple[str, int, str]]:
    """List the pages: name, how deep it lies (1, or 2 in a part), and title in the contents."""
    site = parse_toc_yaml(toc)

    def part(name: str, depth: int) -> Iterator[tuple[str, int, str]]:
        yield name, max(depth, 1), site[name].title or ""
        for tree in site[name].subtrees:
            for item in tree.items:
                yield from part(str(item), depth + 1)

    return list(part(site.root.docname, 0))


def sheets(pdf: pikepdf.Pdf) -> dict[object, int]:
    """Count the sheets of paper."""
    return {sheet.objgen: number for number, sheet in enumerate(pdf.pages, 1)}


def places(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Find the sheet of every place that a link leads to."""
    number = sheets(pdf)
    return {name[1:]: number[place[0].objgen] for name, place in pdf.Root.Dests.items()}


def below(items: Iterable[pikepdf.OutlineItem], depth: int = 1) -> Iterator[Any]:
    """Walk an outline: how deep each entry lies, and the entry."""
    for item in items:
        yield depth, item
        yield from below(item.children, depth + 1)


def mend(pdf: pikepdf.Pdf, headings: list[tuple[int, str, str]]) -> list[str]:
    """Name the entries as their headings; Chromium doubles a line of those that have several.

    Returns what is wrong with the outline: another entry than a heading, or on another sheet.
    """
    number, place = sheets(pdf), places(pdf)
    wrong, begins = [], []
    with pdf.open_outline() as outline:
        found = list(below(outline.root))
        for (depth, item), (level, title, name) in zip(found, headings, strict=False):
            tight = "".join(item.title.split())
            if depth != level or not tight.endswith("".join(title.split())):
                return [
                    f"the outline has {item.title!r} at depth {depth}, not {title!r} at {level}"
                ]
            item.title = title
            sheet = number[item.destination[0].objgen]
            if name in place and sheet != place[name]:
                wrong.append(f"{title!r} begins on sheet {place[name]}, in the outline on {sheet}")
            begins += [sheet] if name else []
    if begins != sorted(set(begins)):
        wrong.append(f"the pages of the book begin on the sheets {begins}, not one after another")
    if len(found) != len(headings):
        wrong.append(f"the outline has {len(found)} entries, the book {len(headings)} headings")
    return wrong


def main() -> None:
    """Assemble, print, look."""
    parser = argparse.ArgumentParser(description="Print the book into one PDF.")
    parser.add_argument("site", nargs="?", type=Path, default=SITE)
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    told = parser.parse_args()
    config = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    book = {key: config[key] for key in ("title", "author", "copyright")}
    named = pages(TOC)
    book |= {"base": config["html"]["baseurl"], "pages": named}
    told.file.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play, served(told.site) as home:
        browser = play.chromium.launch(
            executable_path=chromium(play.chromium.executable_path), args=SWITCHES
        )
        page = browser.new_page(viewport={"width": SHEET[0], "height": SHEET[1]})
        page.set_default_timeout(300_000)
        page.route(home + "book", lambda route: route.fulfill(content_type="text/html", body=SHELL))
        page.goto(home + "book")
        page.emulate_media(media="print", color_scheme="light")
        headings, wrong = page.evaluate(ASSEMBLE, book)
        if wrong:
            raise SystemExit("\n".join(["The book is not in order:", *wrong]))
        options: Any = {"path": told.file, "prefer_css_page_size": True, "print_background": True}
        page.pdf(**options)
        with pikepdf.open(told.file) as draft:
            page.evaluate("(numbers) => number(numbers)", places(draft))
        page.pdf(**options, outline=True, tagged=True)
        browser.close()
    with pikepdf.open(told.file, allow_overwriting_input=True) as pdf:
        wrong = mend(pdf, headings)
        pdf.save(told.file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        if wrong:
            raise SystemExit("\n".join([f"{told.file} is not in order:", *wrong]))
        size = told.file.stat().st_size / 2**20
        print(f"{told.file}: {len(named)} pages of the book on {len(pdf.pages)}, {size:.1f} MB")


if __name__ == "__main__":
    main()
