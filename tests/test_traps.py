import warnings

import numpy as np
import pytest

from entropybook import kl_divergence
from entropybook.traps import Lab, Outcome, five_tests


def lab():
    return Lab({"np": np, "p": np.array([0.5, 0.5]), "kl": kl_divergence, "warn": warnings.warn})


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (36.04365338911715, "36.04"),
        (np.float32(0.1), "0.1"),
        (7, "7"),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
        (True, "True"),
        (np.array([[1.23456, 0.0]]), "[1.235, 0]"),
        (ValueError("q[1] is -1: it must not be negative"), "ValueError: q[1] is -1"),
        (TypeError("no message to cut."), "TypeError: no message to cut"),
        (UserWarning("reduction: it is a mean. Is it?"), "UserWarning: reduction: it is a mean"),
        (UserWarning("word " * 20), "UserWarning: " + "word " * 11 + "…"),
        (UserWarning("x" * 59), "UserWarning: " + "x" * 58 + " …"),
    ],
)
def test_an_outcome_shows_four_digits_or_the_first_sentence_in_a_line(value, shown):
    assert str(Outcome(value)) == shown


def test_the_lab_keeps_each_warning_once_and_lets_none_out():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        outcome = lab().run("[np.log(0 * p), np.log(0 * p)]")
        spoken = lab().run("[warn('It is late. Go home.'), 1][1]")
    assert outcome.warned == ("RuntimeWarning: divide by zero encountered in log",)
    assert outcome.kinds == " (RuntimeWarning)"
    assert (str(spoken), spoken.warned) == ("1", ("UserWarning: It is late",))
    assert lab().run("p.sum()").kinds == ""


def test_an_exception_is_an_outcome_and_a_statement_is_not_code():
    assert isinstance(lab().run("kl(p, 2 * p)").value, ValueError)
    assert str(lab().run("missing")) == "NameError: name 'missing' is not defined"
    with pytest.raises(SyntaxError):
        lab().run("x = 1")


def test_a_trap_is_printed_and_kept(capsys):
    ours = lab()
    ours.spring("zero", typed="np.log(0 * p)[0]", meant="0.0", notice="bool(np.log(0 * p)[0] == 0)")
    assert capsys.readouterr().out.splitlines() == [
        "zero",
        "  you type   np.log(0 * p)[0]",
        "  you get    -inf",
        "  it warns   RuntimeWarning: divide by zero encountered in log",
        "  you meant  0.0",
        "  which is   0",
        "  a check    bool(np.log(0 * p)[0] == 0)",
        "             is False",
        "",
    ]
    assert [trap.name for trap in ours.sprung] == ["zero"]


def test_the_table_is_made_of_what_was_run():
    ours = lab()
    ours.spring("or", typed="1 | 2", meant="1", notice="(1 | 2) == 1")
    ours.spring("error", typed="1", meant="kl(p, 2 * p)", notice="False")
    ours.spring("warned", typed="np.log(0 * p)", meant="p", notice="False")
    head, rule, *rows = ours.table()._repr_markdown_().splitlines()
    assert head.count("|") == rule.count("|") == 4
    assert rows == [
        r"| **or**<br>`(1 \| 2) == 1` | `1 \| 2`<br>3 | `1`<br>1 |",
        "| **error**<br>`False` | `1`<br>1 | `kl(p, 2 * p)`<br>ValueError: q sums to 2, not 1 "
        "(within 1.5e-08 for float64) |",
        "| **warned**<br>`False` | `np.log(0 * p)`<br>[-inf, -inf] (RuntimeWarning) "
        "| `p`<br>[0.5, 0.5] |",
    ]
    assert repr(ours.table()) == "3 traps, each of them sprung: or, error, warned"


@pytest.mark.parametrize(
    ("typed", "notice", "says"),
    [
        ("2 - 1", "False", "mended: no trap, 2 - 1 and 1 both give 1"),
        ("2", "True", "mended: True gives True, and would not be noticed"),
        ("2", "0", "mended: 0 gives 0, and would not be noticed"),
        ("2", "missing", "gives NameError: name 'missing' is not defined, and would not"),
    ],
)
def test_a_trap_that_does_not_spring_is_an_error(typed, notice, says):
    ours = lab()
    with pytest.raises(ValueError, match=says):
        ours.spring("mended", typed=typed, meant="1", notice=notice)
    assert ours.sprung == []


@pytest.mark.parametrize(
    ("kl", "fails"),
    [
        (kl_divergence, []),
        (lambda p, q: kl_divergence(p, q, base=2), ["order: model second", "unit: nats"]),
        (lambda p, q: kl_divergence(p / p.sum(), q / q.sum()), ["no pmf: refused"]),
        (lambda p, q: kl_divergence(p, q) - 2e-8, []),  # the rounding of single precision
        (lambda p, q: kl_divergence(p, q) + 0.1, None),
        (lambda p, q: min(kl_divergence(p, q), 36.04), ["forbidden: infinite"]),
        (lambda p, q: [][0], None),
    ],
)
def test_five_tests_find_what_is_wrong_with_a_divergence(kl, fails):
    told = five_tests(kl)
    failed = [name for name, holds in told.items() if not holds]
    assert len(told) == 5
    assert failed == fails if fails is not None else "equal: zero" in failed


def test_five_tests_ask_for_a_value_error_of_what_is_no_pmf():
    def kl(p, q):
        if abs(q.sum() - 1) > 1e-9:
            raise RuntimeError("no pmf")
        return kl_divergence(p, q)

    assert [name for name, holds in five_tests(kl).items() if not holds] == ["no pmf: refused"]
