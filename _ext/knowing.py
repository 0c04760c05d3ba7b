"""Lead from each equation and each general statement of a page to how it is known.

The notebooks stay plain text. When Sphinx reads one, a small mark is put behind every statement
that the book's ledger quotes, and below every numbered equation; it links to the entry in the
appendix, on the page that gives the account of the statement's own page.
"""

import json
import re
from functools import cache
from pathlib import Path

from sphinx.application import Sphinx

from entropybook.ledger import PAGES

CHAPTERS = Path(__file__).parent.parent / "chapters"
DISPLAY = re.compile(r"^\$\$\s*\((eq-[\w-]+)\)[ \t]*$", re.M)


@cache
def accounts() -> dict[str, str]:
    """Find which page of the appendix gives the account of which page of the book."""
    parts = {part.stem: part.read_text(encoding="utf-8") for part in CHAPTERS.glob("A*.ipynb")}
    asked = re.compile(r"^ *\"how_we_know\(\\\"([\w-]+)\.ipynb", re.M)
    return {
        slug: f"chapters/{part}" for part, text in parts.items() for slug in asked.findall(text)
    }


def mark(app: Sphinx, page: str, name: str, words: str) -> str:
    """Write the link to an entry: a claim is accounted for under the page that makes it first."""
    own = next((entry.slug for entry in PAGES for claim in entry.claims if claim.name == name), "")
    there = app.builder.get_relative_uri(page, accounts()[own or page.split("/")[-1]])
    return f'<a class="know" href="{there}#know-{name}" title="How we know">{words}</a>'


def end_of(quotation: str, text: str) -> int:
    """Find where a quotation ends in a text, punctuation included; -1 if it is not there.

    Where it ends in the words of a link, the end is behind the link: a mark is one itself.
    """
    parts = [part.split() for part in quotation.split("…") if part.split()]
    literal = (r"\s+".join(map(re.escape, part)) for part in parts)
    behind = r"(?:[^\[\]\n]*(?<!\\)\](?=\()|(?<=\])(?=\())?(?:(?<=\])\([^)\s]*\))?[*.,;:)]*"
    found = re.search(r"(?:(?!\n\n).)*?".join(literal) + behind, text, re.S)
    return found.end() if found else -1


def marked(app: Sphinx, page: str, text: str, waiting: list[tuple[str, str]]) -> str:
    """Put in the marks of one cell; quotations that were found are not looked for again."""
    places = []
    for quotation, name in list(waiting):
        place = end_of(quotation, text)
        if place >= 0:
            places.append((place, mark(app, page, name, "✓")))
            waiting.remove((quotation, name))
    for place, link in sorted(places, reverse=True):
        text = text[:place] + link + text[place:]

    def below(found: re.Match[str]) -> str:
        link = mark(app, page, found[1], "How we know")
        return f'{found[0]}\n\n<p class="know">{link}</p>\n'

    # The rules of the book see to it that each label of such a page is in the ledger.
    return DISPLAY.sub(below, text) if page.split("/")[-1] in accounts() else text


def mark_page(app: Sphinx, page: str, source: list[str]) -> None:
    """Mark what a page says, before Sphinx reads it."""
    entry = next((entry for entry in PAGES if entry.slug == page.split("/")[-1]), None)
    if entry is None or not source[0].lstrip().startswith("{"):
        return
    waiting = [(quote, claim.name) for claim in entry.claims for quote in claim.quotes]
    waiting += [(quote, name) for name, quotes in entry.repeats.items() for quote in quotes]
    notebook = json.loads(source[0])
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = marked(app, page, "".join(cell["source"]), waiting)
    source[0] = json.dumps(notebook)


def setup(app: Sphinx) -> dict[str, bool]:
    """Listen for pages that are read."""
    app.connect("source-read", mark_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
