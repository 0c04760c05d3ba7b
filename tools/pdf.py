"""Print the whole book, as `make book` has built it, into one PDF.

    python tools/pdf.py                     # _build/html into _build/pdf/entropybook.pdf
    python tools/pdf.py SITE FILE           # another book, whose _toc.yml is in this folder

Chromium puts the pages of the table of contents into one document, in the style that one of them
has in print, and prints it twice: the first print says on which page each begins, the second has
these numbers in its contents. What is wrong with the outline or with a link fails.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page, sync_playwright
from pypdf import PdfReader
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

    def below(name: str, depth: int) -> Iterator[tuple[str, int, str]]:
        yield name, max(depth, 1), site[name].title or ""
        for tree in site[name].subtrees:
            for item in tree.items:
                yield from below(str(item), depth + 1)

    return list(below(site.root.docname, 0))


def printed(page: Page, file: Path) -> PdfReader:
    """Print."""
    page.pdf(
        path=file, prefer_css_page_size=True, print_background=True, outline=True, tagged=True
    )
    return PdfReader(file)


def entries(reader: PdfReader) -> list[tuple[int, str, int]]:
    """Read the outline: depth, title and page of each entry."""

    def below(items: Iterable[Any], depth: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from below(item, depth + 1)
            else:
                number = reader.get_destination_page_number(item)
                yield depth, re.sub(r"\s+", " ", item.title or "").strip(), (number or 0) + 1

    return list(below(reader.outline, 1))


def faults(reader: PdfReader, expected: list[tuple[int, str]]) -> list[str]:
    """Say which page the outline lacks, which two begin on one sheet, which link leads nowhere."""
    found, wrong, begins = entries(reader), [], []
    rest = iter(found)
    for depth, title in expected:
        entry = next((entry for entry in rest if entry[:2] == (depth, title)), None)
        if entry is None:
            wrong.append(f"the outline lacks {title!r} at depth {depth}, or has it elsewhere")
            rest = iter(found)
        else:
            begins.append(entry[2])
    wrong += [f"two begin on sheet {n}" for n in sorted(begins) if begins.count(n) > 1]
    known = reader.named_destinations
    for number, sheet in enumerate(reader.pages, 1):
        for note in sheet.get("/Annots", ()):
            place = note.get_object().get("/Dest")
            if isinstance(place, str) and place not in known:
                wrong.append(f"sheet {number} links to {place}, which is not there")
    return wrong


def main() -> None:
    """Assemble, print, look."""
    parser = argparse.ArgumentParser(description="Print the book into one PDF.")
    parser.add_argument("site", nargs="?", type=Path, default=SITE)
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    told = parser.parse_args()
    config = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    book = {key: config[key] for key in ("title", "author", "copyright")}
    book |= {"base": config["html"]["baseurl"], "pages": pages(TOC)}
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
        made = page.evaluate(ASSEMBLE, book); expected = made["expected"]; print(len(made["narrow"]), made["narrow"][:30])
        numbers = {
            title: number for _, title, number in entries(printed(page, told.file))
        }
        page.evaluate("(numbers) => number(numbers)", numbers)
        reader = printed(page, told.file)
        browser.close()
    if wrong := faults(reader, [(depth, title) for depth, title in expected]):
        raise SystemExit("\n".join([f"{told.file} is not in order:", *wrong]))
    size = told.file.stat().st_size / 2**20
    print(f"{told.file}: {len(reader.pages)} pages, {size:.1f} MB, {len(expected)} in the outline")


if __name__ == "__main__":
    main()
