"""Marks lead from a page's equations and statements to how they are known."""

import json
import sys
from types import SimpleNamespace

import pytest

from entropybook.ledger import PAGES
from notebooks import ROOT

sys.path.insert(0, str(ROOT / "_ext"))
import knowing

APP = SimpleNamespace(
    builder=SimpleNamespace(get_relative_uri=lambda page, there: f"{there.split('/')[-1]}.html")
)
LINK = '<a class="know" href="{}.html#know-{}" title="How we know">{}</a>'


@pytest.mark.parametrize(
    ("quotation", "text", "before"),
    [
        ("is never\nso", "It is never so. But", "It is never so."),
        ("one … three", "one two three, four", "one two three,"),
        ("one … three", "one\n\nthree", None),
        ("is so", "That [it is so](a.ipynb), is", "That [it is so](a.ipynb),"),
        ("is so", "That [it is so, in all](a.ipynb) that", "That [it is so, in all](a.ipynb)"),
        ("[it is so]", "That [it is so](a.ipynb). But", "That [it is so](a.ipynb)."),
        ("it is so", "That it is so [see there](a.ipynb)", "That it is so"),
        ("it is so", "That it is so (see [there](a.ipynb))", "That it is so"),
    ],
)
def test_the_mark_stands_behind_the_statement(quotation, text, before):
    place = knowing.end_of(quotation, text)
    assert (text[:place] if place >= 0 else None) == before


def test_statements_and_equations_of_a_cell_are_marked_once():
    waiting = [("It is so", "so"), ("nor here", "nor")]
    page = "chapters/03-kl-divergence"
    text = knowing.marked(APP, page, "It is so.\n\n$$\nx\n$$ (eq-kl)\n\nEnd.", waiting)
    assert text.startswith(f"It is so.{LINK.format('Aa-foundations', 'so', '✓')}\n\n$$")
    link = LINK.format("Aa-foundations", "eq-kl", "How we know")
    below = f'$$ (eq-kl)\n\n<p class="know">{link}</p>\n'
    assert below in text
    assert waiting == [("nor here", "nor")]


def test_a_mark_leads_to_the_account_of_the_page_that_says_it_first():
    text = knowing.marked(APP, "chapters/07-direction", "So.", [("So", "kl-never-negative")])
    assert text == "So." + LINK.format("Aa-foundations", "kl-never-negative", "✓")


def test_an_equation_of_a_page_without_an_account_is_left_alone():
    text = "$$\nx\n$$ (eq-none)\n"
    assert knowing.marked(APP, "chapters/x", text, []) == text


@pytest.mark.parametrize("page", [page.slug for page in PAGES if page.claims or page.repeats])
def test_every_statement_of_a_page_is_marked(page):
    folder = "" if page == "index" else "chapters/"
    source = [(ROOT / f"{folder}{page}.ipynb").read_text(encoding="utf-8")]
    knowing.mark_page(APP, f"{folder}{page}", source)
    cells = [c for c in json.loads(source[0])["cells"] if c["cell_type"] == "markdown"]
    text = "".join("".join(cell["source"]) for cell in cells)
    (entry,) = (entry for entry in PAGES if entry.slug == page)
    names = {claim.name for claim in entry.claims if claim.quotes} | set(entry.repeats)
    assert {name for name in names if f'#know-{name}"' not in text} == set()
