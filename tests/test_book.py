"""Hold every notebook of the book to the rules in book_rules.py."""

import re
from collections import defaultdict

import pytest
import yaml

from book_rules import DISPLAY, EQUATIONS, RULES, Page, functions
from notebooks import ROOT, book

PAGES = {path.stem: Page(path) for path in book()}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("chapter", PAGES)
def test_every_chapter_keeps_every_rule(chapter, rule):
    problems = PAGES[chapter].problems(RULES[rule])
    assert not problems, "\n".join(problems)


def test_no_function_is_defined_twice():
    homes = defaultdict(list)
    for module in sorted((ROOT / "src" / "entropybook").rglob("[a-z]*.py")):
        for name in functions(module.read_text(encoding="utf-8")):
            homes[name].append(f"entropybook.{module.stem}")
    for chapter, page in PAGES.items():
        for name in functions(*(cell.source for cell in page.codes)):
            assert name not in homes, (
                f"{chapter} defines {name}(), as {homes[name][0]} does: import it, "
                "or give it one home in src/entropybook"
            )
            homes[name].append(chapter)


def test_the_contents_list_every_notebook():
    listed = set()
    levels = [yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))]
    while levels:
        level = levels.pop()
        listed |= {level[key] for key in ("root", "file") if key in level}
        levels += [entry for value in level.values() if isinstance(value, list) for entry in value]
    stored = {page.path.relative_to(ROOT).with_suffix("").as_posix() for page in PAGES.values()}
    assert stored <= listed, f"not in _toc.yml: {sorted(stored - listed)}"


def test_the_ledger_has_no_equation_that_no_page_shows():
    shown = {
        label
        for page in PAGES.values()
        for cell in page.cells
        if cell.cell_type == "markdown"
        for _, label in DISPLAY.findall(cell.source)
    }
    assert set(EQUATIONS) - shown == set()


def test_the_minutes_for_teachers_are_counted_from_the_pages():
    """130 words a minute, half a minute a code cell, a minute an equation, in steps of five."""
    table = PAGES["D-teaching"].cells[2].source
    printed = dict(re.findall(r"^\| \[[^]]*\]\(([\w-]+)\.ipynb\) .* \| (\d+) \|", table, re.M))
    counted = {}
    for chapter in sorted(PAGES)[: sorted(PAGES).index("A-how-we-know")]:
        page = PAGES[chapter]
        text = "\n".join(cell.source for cell in page.cells if cell.cell_type == "markdown")
        minutes = len(text.split()) / 130 + len(page.codes) / 2 + len(DISPLAY.findall(text))
        counted[chapter] = str(5 * round(minutes / 5))
    assert printed == counted
