"""Every entry of the ledger is confirmed, and the ledger is in order."""

from collections import Counter

import numpy as np
import pytest

from entropybook.ledger import PAGES, Claim, Shown, Tried, canonical, equations

CLAIMS = {claim.name: claim for page in PAGES for claim in page.claims}


@pytest.mark.parametrize("equation", equations(), ids=lambda equation: equation.label)
def test_an_equation_is_what_it_is_said_to_be(equation):
    for how in equation.how:
        how.confirm()


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=lambda claim: claim.name)
def test_a_claim_holds(claim):
    for how in claim.ways:
        how.confirm()


def test_no_two_claims_share_a_name():
    names = Counter(claim.name for page in PAGES for claim in page.claims)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_what_a_page_repeats_is_a_claim(page):
    assert [name for name in page.repeats if name not in CLAIMS] == []


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=lambda claim: claim.name)
def test_a_check_says_in_words_what_it_tries(claim):
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
