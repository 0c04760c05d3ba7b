"""The worked example's steps: the printed digits are those of an independent computation."""

import math
import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entropybook.worked import R, S, Typeset, cross_entropy_steps, kl_steps, two_row

STEPS = [cross_entropy_steps, kl_steps]


def lines(typeset: Typeset) -> list[str]:
    body = typeset.latex.removeprefix(r"\begin{aligned} ").removesuffix(r" \end{aligned}")
    return body.split(" \\\\\n")


def value(line: str) -> float:
    """Evaluate a printed line of numbers, by Python's own arithmetic."""
    text = re.sub(r"^&(=|\\approx)|\\text\{.*\}|\\left|\\right", "", line)
    text = re.sub(r"\\ln \\frac\{(.*?)\}\{(.*?)\}", r"math.log(\1/\2)", text)
    text = re.sub(r"\\log_2 \\frac\{(.*?)\}\{(.*?)\}", r"math.log2(\1/\2)", text)
    text = re.sub(r"\\ln ([\d.]+)", r"math.log(\1)", text)
    text = re.sub(r"\\log_2 ([\d.]+)", r"math.log2(\1)", text)
    return float(eval(text.replace(r"\cdot", "*"), {"math": math}))


def test_the_two_distributions_are_the_articles():
    assert two_row(R=R) == two_row(R={1: 0.42, 2: 0.31, 3: 0.27})
    assert two_row(S=S) == two_row(S={1: 0.25, 2: 0.50, 3: 0.25})


def test_two_rows():
    assert two_row(R=R, S=S).latex == (
        r"R = \begin{pmatrix} 1 & 2 & 3 \\ 0.42 & 0.31 & 0.27 \end{pmatrix} \qquad "
        r"S = \begin{pmatrix} 1 & 2 & 3 \\ 0.25 & 0.5 & 0.25 \end{pmatrix}"
    )


def test_known_last_lines():
    # 1.69 is exact: the logarithms of S are whole numbers of bits.
    assert lines(cross_entropy_steps(R, S, base=2))[-1] == r"&= 1.69 \text{ bits}"
    assert lines(cross_entropy_steps(R, S))[-1] == r"&\approx 1.1714 \text{ nats}"
    assert lines(kl_steps(R, S))[-1] == r"&\approx 0.0905 \text{ nats}"
    assert lines(kl_steps(R, S, base=2))[-1] == r"&\approx 0.1305 \text{ bits}"


def test_the_factors_that_the_article_got_wrong():
    factors = lines(kl_steps(R, S))[2]
    assert re.findall(r"\\cdot \(?(-?[\d.]+)", factors) == ["0.5188", "-0.4780", "0.0770"]


def test_the_first_line_takes_the_names_it_is_given():
    named = [steps(S, R, names=("S", r"\hat R")) for steps in STEPS]
    assert [lines(typeset)[0] for typeset in named] == [
        r"H(S, \hat R) &= -\sum_{x} S(x) \ln \hat R(x)",
        r"D_{\mathrm{KL}}(S \parallel \hat R) &= \sum_{x} S(x) \ln \frac{S(x)}{\hat R(x)}",
    ]


@pytest.mark.parametrize("steps", STEPS)
def test_names_change_nothing_but_the_first_line(steps):
    named, plain = lines(steps(S, R, names=("P", "Q"))), lines(steps(S, R))
    assert plain == lines(steps(S, R, names=("R", "S")))
    assert named[0] == re.sub("[RS]", lambda found: {"R": "P", "S": "Q"}[found[0]], plain[0])
    assert named[1:] == plain[1:]


@st.composite
def pairs(draw):
    n = draw(st.integers(2, 5))
    parts = [draw(st.lists(st.integers(1, 40), min_size=n, max_size=n)) for _ in range(2)]
    return tuple({i: float(Fraction(c, sum(p))) for i, c in enumerate(p)} for p in parts)


@pytest.mark.parametrize("base", [math.e, 2])
@pytest.mark.parametrize("steps", STEPS)
@given(pair=pairs(), digits=st.integers(2, 7))
def test_every_line_has_the_same_value(steps, base, pair, digits):
    p, q = (np.array(list(pmf.values())) for pmf in pair)
    truth = (
        -np.sum(p * np.log(q)) if steps is cross_entropy_steps else np.sum(p * np.log(p / q))
    ) / np.log(base)
    for line in lines(steps(*pair, base=base, digits=digits))[1:]:
        # Given probabilities print with six digits, logarithms and terms with `digits` decimals:
        # n terms with half a unit of the last decimal each, and the inputs' own rounding.
        room = len(p) * (0.51 * 10.0**-digits + 6e-6)
        assert value(line) == pytest.approx(truth, abs=room)


@pytest.mark.parametrize("steps", STEPS)
@given(pair=pairs())
def test_an_equals_sign_means_exact(steps, pair):
    for line in lines(steps(*pair, digits=3))[2:]:
        if line.startswith("&="):
            exact = lines(steps(*pair, digits=12))
            twin = exact[lines(steps(*pair, digits=3)).index(line)]
            assert value(line) == pytest.approx(value(twin), abs=1e-11)  # 5 terms of 12 decimals


@pytest.mark.parametrize("steps", STEPS)
def test_bad_input(steps):
    with pytest.raises(ValueError, match=r"p sums to 0\.9"):
        steps({1: 0.5, 2: 0.4}, {1: 0.5, 2: 0.5})
    with pytest.raises(ValueError, match="outcome 2 has probability 0"):
        steps({1: 0.5, 2: 0.5}, {1: 1.0})
    with pytest.raises(ValueError, match=r"base is 10"):
        steps(R, S, base=10)
    with pytest.raises(ValueError, match=r"names is \('R',\): give two"):
        steps(R, S, names=("R",))
    with pytest.raises(ValueError, match="sums to"):
        two_row(R={1: 0.3})


def test_it_shows_itself_as_latex():
    shown = kl_steps(R, S)._repr_latex_()
    assert shown.startswith(r"$\displaystyle \begin{aligned} D_{\mathrm{KL}}")
    assert repr(kl_steps(R, S)) in shown
