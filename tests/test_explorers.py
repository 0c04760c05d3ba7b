"""What the explorers are before a hand moves them: their tags, still pictures and errors."""

import math
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import numpy as np
import pytest

from entropybook import cross_entropy
from entropybook.coding import PrefixCode, huffman
from entropybook.explorers import Bars, Bells, Code, Evidence, Simplex
from entropybook.explorers._element import script
from entropybook.worked import R, S

CODES = [huffman(S), huffman(R), PrefixCode({1: "00", 2: "01", 3: "10"})]
EXPLORERS = {
    "bars": Bars(R, S),
    "stack": Bars(R, S, stack=True),
    "bells": Bells(2.6),
    "evidence": Evidence(R, S),
    "code": Code(R, CODES),
    "simplex": Simplex(R, S),
}


class Outline(HTMLParser):
    """List the tags of a piece of HTML, and see that each is closed in its turn."""

    def __init__(self, text):
        super().__init__()
        self.open, self.seen = [], {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.seen[tag] = dict(attributes)
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(params=EXPLORERS)
def explorer(request):
    return EXPLORERS[request.param]


def test_the_tag_holds_the_picture_and_what_the_element_is_told(explorer):
    outline = Outline(explorer.to_html())
    assert outline.open == []
    assert list(outline.seen) == [explorer.tag, "img", "script"]
    assert outline.seen[explorer.tag] == explorer.attributes()
    assert len(outline.seen["img"]["alt"]) >= 40
    assert repr(explorer) == re.sub("<img[^>]*>", "", explorer.to_html()).split("<script>")[0]


def test_the_picture_is_svg_and_the_same_each_time(explorer):
    picture = explorer.picture()
    assert ElementTree.fromstring(picture).tag.endswith("svg")
    assert picture == explorer.picture()


def test_stored_outputs_are_pictures_and_live_ones_bring_their_script(explorer, monkeypatch):
    monkeypatch.setenv("ENTROPYBOOK_STILL", "1")
    stored = explorer._repr_mimebundle_()
    assert stored == {"image/svg+xml": explorer.picture(), "text/plain": repr(explorer)}
    monkeypatch.delenv("ENTROPYBOOK_STILL")
    live = explorer._repr_mimebundle_()
    assert live == {"text/html": explorer.to_html(), **stored}


def test_a_script_cannot_end_its_own_tag_and_reaches_for_nothing(explorer):
    text = script(explorer.tag)
    assert "</" not in text.replace("<${", "")
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|\bimport\b|\bfetch\(", text)
    assert f'"{explorer.tag}"' in text


@pytest.mark.parametrize(
    ("p", "q", "message"),
    [
        ({1: 0.5, 2: 0.6}, {1: 0.5, 2: 0.5}, "p sums to 1.1"),
        ({1: 1.0}, {1: 1.0}, "there are 1 outcomes: give two to four"),
        ({1: 0.5, 2: 0.5}, {1: 1.0, 2: 0.0}, "q forbids the outcome 2"),
        ({"a b": 0.5, 2: 0.5}, {"a b": 0.5, 2: 0.5}, "an outcome is 'a b'"),
    ],
)
def test_bars_refuse_what_they_cannot_show(p, q, message):
    with pytest.raises(ValueError, match=message):
        Bars(p, q)


def test_the_stack_is_the_cross_entropy_and_says_so():
    floor, excess = EXPLORERS["stack"].parts()
    assert floor + excess == pytest.approx(cross_entropy(R, S, base=2), abs=1e-12)
    assert (
        "1.559 bits, and on it the KL divergence of R from S, 0.131"
        in EXPLORERS["stack"].describe()
    )
    assert EXPLORERS["stack"].picture() != EXPLORERS["bars"].picture()


def test_bars_take_mappings():
    with pytest.raises(TypeError, match=r"q is \[0\.5, 0\.5\]: give a mapping"):
        Bars({1: 0.5, 2: 0.5}, [0.5, 0.5])


def test_an_outcome_that_never_comes_contributes_nothing():
    assert Bars({1: 1.0, 2: 0.0}, {1: 0.5, 2: 0.5}).terms() == [1, 0]


@pytest.mark.parametrize("a", [-0.1, 4.1, float("nan")])
def test_bells_refuse_hills_that_they_cannot_show(a):
    with pytest.raises(ValueError, match="a is "):
        Bells(a)


def test_bells_know_their_fits():
    assert [round(fit.mean, 3) + 0 for fit in Bells(2.6).fits()] == [-2.53, 0, 2.53]
    assert Bells(2.6).valley(0) == pytest.approx(Bells(2.6).fits()[1].divergence, abs=1e-9)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"q": {1: 1.0, 2: 0.0, 3: 0.0}}, "q forbids the outcome 2"),
        ({"odds": 99}, "odds is 99: give one of"),
        ({"seed": -1}, "seed"),
    ],
)
def test_evidence_refuses_what_it_cannot_show(options, message):
    with pytest.raises(ValueError, match=message):
        Evidence(**{"p": R, "q": S, **options})


def test_scores_rise_from_r_and_fall_from_s_by_steps_of_the_log_ratio():
    scores = Evidence(R, S).scores()
    steps = {round(math.log(R[x] / S[x]), 9) for x in R}
    assert {round(step, 9) for step in np.diff(scores).ravel()} == steps
    assert scores[:3, -1].mean() > 0 > scores[3:, -1].mean()


@pytest.mark.parametrize(
    ("codes", "error", "message"),
    [
        ([], ValueError, "there are 0 codes"),
        ([PrefixCode({1: "0", 2: "1"})], ValueError, "has no codeword for 3"),
        (["0 10 11"], TypeError, "a code is '0 10 11': give a PrefixCode"),
    ],
)
def test_code_refuses_what_it_cannot_write(codes, error, message):
    with pytest.raises(error, match=message):
        Code(R, codes)


@pytest.mark.parametrize(
    ("p", "message"),
    [
        ({1: 0.5, 2: 0.5}, "there are 2 outcomes: a triangle has three"),
        ({1: 0.5, 2: 0.5, 3: 0.0}, "p forbids the outcome 3"),
        ({1: 0.505, 2: 0.395, 3: 0.1}, r"p has the probability 0\.505: give hundredths"),
    ],
)
def test_simplex_refuses_what_it_cannot_show(p, message):
    with pytest.raises(ValueError, match=message):
        Simplex(p, p)


def test_the_grid_of_the_triangle_is_of_distributions_with_its_edges():
    grid = Simplex(R, S).grid()
    assert grid.sum(axis=1) == pytest.approx(1)
    assert len(grid) == 121 * 122 / 2
    assert (grid.min(), grid.max()) == (0, 1)
