"""What tools/words.py takes for a number, a unit or a general statement, and when it agrees."""

import json

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from entropybook import entropy
from entropybook._bound import values
from words import bound, nearest, open_tokens, places, text_of, tokens, written, wrong

LN2 = 0.6931471805599453


def found(text, kind):
    return [token.text for token in tokens(text) if token.kind == kind]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It is 1.559 bits.", ["1.559"]),
        ("minus 0.214 and −.38, and -2", ["minus 0.214", "−.38", "-2"]),
        ("100,000 outcomes, 94.6 % and 90.5%", ["100,000", "94.6 %", "90.5%"]),
        ("½·1 + ¼·2", ["½", "1", "+ ¼", "2"]),
        ("from 1e-8 on", ["1e-8"]),
        ("a range of 1–2", ["1", "2"]),
        # Not results: code, links, citations, options, equations, HTML.
        ("`x[0]` and [three](04-a.ipynb#b-2) {cite}`shannon1948`", []),
        ("```{exercise}\n:label: ex-2\n\nText\n```", []),
        ("```{exercise}\n:label: ex-2\n\nAre 3 enough?\n```\n\nOr 4?", ["3", "4"]),
        ("$$\nx^2 = 1\n$$ (eq-1)", []),
        ('<a id="a1"></a>', []),
    ],
)
def test_numbers_are_told_from_what_is_not_a_result(text, numbers):
    assert found(text, "number") == numbers


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("so $H(R) \\le \\log n$ holds", ["$H(R) \\le \\log n$"]),
        ("for $p > 0$ and $R$", ["$p > 0$"]),
        ("a length of $2^{-L}$", ["$2^{-L}$"]),
        ("the name $H(R, S)$ alone", []),
    ],
)
def test_formulas_that_assert_something(text, formulas):
    assert found(text, "formula") == formulas


def test_units_and_general_statements():
    text = "No code pays less than 1.5 bits. Nats never do."
    assert found(text, "unit") == ["bits", "Nats"]
    assert found(text, "general statement") == ["No", "less", "never"]


def test_a_question_states_nothing():
    assert found("## Can it ever be negative?\n\nIs it always zero?", "general statement") == []
    assert found("Is it 3 bits?", "number") == ["3"]


@pytest.mark.parametrize(
    ("quotation", "text", "covered"),
    [
        ("is 1.69 bits", "It is 1.69\nbits.", ["is 1.69\nbits"]),
        ("In bits … is 1.69", "In bits, the sum is 1.69.", ["In bits", "is 1.69"]),
        ("0.42", "0.425 and 10.42 and −0.42", []),
        ("0.42", "(0.42, 0.31)", ["0.42"]),
        ("a … b", "a\n\nb", []),
        ("…", "anything", []),
    ],
)
def test_places_of_a_quotation(quotation, text, covered):
    assert [text[start:end] for start, end in places(quotation, text)] == covered


def test_what_no_quotation_covers_is_open():
    text = "It is 1.69 bits, never 1.7 bits."
    open_ones = [token.text for token in open_tokens(text, ["It is 1.69 bits"])]
    assert open_ones == ["1.7", "bits", "never"]


def test_a_formula_may_be_vouched_for_by_itself():
    assert not open_tokens("$a = b$", [], lambda formula: formula == "a = b")


@pytest.mark.parametrize(
    ("quotation", "value"),
    [
        ("1.171 nats", 1.1714),
        ("1.69 bits", 1.69 * LN2),
        ("0.091", 0.0905),  # a half is rounded either way
        ("90.5%", 0.905),
        ("minus 0.48 nats", -0.478),
        ("5 outcomes", 5),
        ("about 28", 28.3),
        ("½", 0.5),
        ("1e-8", 1.2e-8),
    ],
)
def test_numbers_that_agree(quotation, value):
    assert wrong(quotation, [value]) == ""


@pytest.mark.parametrize(
    ("quotation", "value", "message"),
    [
        ("1.171 bits", 1.1714, "says 1.171, and it is 1.689"),  # the other unit
        ("1.170 nats", 1.1708, "says 1.170, and it is 1.1708 nats"),  # cut off, not rounded
        ("1.171 nats", -1.171, "it is -1.171 nats"),
        ("90%", 0.9061, "says 90%, and it is 90.61%"),
        ("5 outcomes", 6, "says 5, and it is 6"),
        ("1.2 and 3.4", 1.2, "has 2 numbers, and its expression gives 1"),
        ("it is larger", False, "does not hold"),
    ],
)
def test_numbers_that_do_not(quotation, value, message):
    assert message in wrong(quotation, [value])


def test_each_number_has_the_unit_that_follows_it():
    assert [unit for *_, unit in written("0.1305 bits are 0.0905 nats")] == ["bit", "nat"]
    assert [unit for *_, unit in written("in bits 1.0 and 2.0")] == ["bit", "bit"]


def test_an_expression_gives_plain_values():
    assert json.loads(values(lambda bits: {1: 0.5, 2: [True, 3]})) == [0.5, True, 3]
    in_nats = json.loads(values(lambda bits: [bits({"a": 1.0}), bits(entropy([0.5, 0.5], base=2))]))
    assert in_nats == pytest.approx([LN2, LN2])


def test_what_a_cell_says():
    figure = new_code_cell("x", metadata={"mystnb": {"image": {"alt": "A curve."}}})
    text = new_markdown_cell("It is 1.", metadata={"says": {"1": "one"}})
    assert [text_of(figure), text_of(text)] == ["A curve.", "It is 1."]
    assert [bound(figure), bound(text)] == [{}, {"1": "one"}]


def test_the_nearest_words_are_found():
    assert nearest("it is 1.69 bits", "We say that it is 1.79 bits, no more") == "it is 1.79 bits,"
