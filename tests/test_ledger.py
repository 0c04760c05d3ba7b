"""The ledger is in order, and the appendix confirms every entry of it when nbval runs it."""

import re
from collections import Counter

import numpy as np
import pytest

from entropybook.ledger import (
    PAGES,
    Claim,
    Shown,
    Tried,
    canonical,
    equations,
    how_we_know,
)
from notebooks import ROOT, read

CLAIMS = {claim.name: claim for page in PAGES for claim in page.claims}


def test_no_two_claims_share_a_name():
    names = Counter(claim.name for page in PAGES for claim in page.claims)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_what_a_page_repeats_is_a_claim(page):
    assert [name for name in page.repeats if name not in CLAIMS] == []


def test_a_check_says_in_words_what_it_tries():
    for claim in CLAIMS.values():
        for how in claim.ways:
            if isinstance(how, Tried | Shown):
                assert len(how.account) > 20, f"{claim.name}: give its check a docstring"


def test_a_false_entry_is_refused():
    def seldom(rng: np.random.Generator) -> bool:
        """Draw a number below 0.9."""
        return rng.random() < 0.9

    with pytest.raises(AssertionError, match=r"fails on random case \d+: Draw a number"):
        Claim("false", ("…",), Tried(seldom)).ways[0].confirm()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"\left(x\right)^{2}", "(x)^2"),
        (r"\mathbb{E}_R[-\log R(x)]", r"\mathbb{E}_R\left[-\log R(x)\right]"),
        (r"\tfrac12 x", r"\frac{1}{2} x"),
        (r"a \\ b", r"a\\b"),
    ],
)
def test_spelling_does_not_matter(one, other):
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("H(R, S)", "H(S, R)"), ("x^2", "x_2"), (r"a \le b", r"a \ge b"), ("- x", "+ x"), ("x", "2x")],
)
def test_meaning_does(one, other):
    assert canonical(one) != canonical(other)


def test_the_appendix_has_every_entry_once(monkeypatch):
    monkeypatch.chdir(ROOT / "chapters")
    parts = [read(path) for path in (ROOT / "chapters").glob("A*.ipynb")]
    codes = "\n".join(cell.source for part in parts for cell in part.cells)
    asked = re.findall(r'^how_we_know\("(.*?)"\)$', codes, re.M)
    listed = Counter(
        getattr(entry, "label", "") or entry.name
        for page in asked
        for _, entries in how_we_know(page).sections
        for entry in entries
    )
    assert listed == Counter([*CLAIMS, *(equation.label for equation in equations())])


def test_the_appendix_names_the_entry_that_fails(monkeypatch):
    monkeypatch.chdir(ROOT / "chapters")
    account = how_we_know("C-reference.ipynb")
    (claim,) = (entry for _, entries in account.sections for entry in entries)
    seen = []
    monkeypatch.setattr(Tried, "confirm", lambda self: seen.append(self))
    assert f'<a id="know-{claim.name}"></a>' in account._repr_markdown_()
    assert seen == [how for how in claim.ways if isinstance(how, Tried)]

    def failing(self):
        raise AssertionError("fails on random case 3")

    monkeypatch.setattr(Tried, "confirm", failing)
    with pytest.raises(AssertionError, match=f"^{claim.name} fails on random case 3$"):
        account._repr_markdown_()


def test_an_account_counts_what_it_holds(monkeypatch):
    monkeypatch.chdir(ROOT / "chapters")
    account = how_we_know("03-kl-divergence.ipynb")
    assert re.fullmatch(r"6 equations and \d+ claims", repr(account))


def test_the_appendix_knows_its_pages():
    with pytest.raises(ValueError, match="the ledger has no page '10-more'; it has index, 01-"):
        how_we_know("10-more.ipynb")


def test_an_example_that_is_none_is_refused():
    def example() -> bool:
        """One is two, which it is not."""
        return False

    with pytest.raises(AssertionError, match="is no example: One is two"):
        Shown(example).confirm()
