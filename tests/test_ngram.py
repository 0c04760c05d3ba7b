"""A language model: its probabilities by hand, the laws that they obey, and the files it makes."""

import bz2
import gzip
import itertools
import lzma
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entropybook import entropy, pmf
from entropybook.alice import ALPHABET, SHANNON_F, alice, shannon_text
from entropybook.ngram import NgramModel
from entropybook.textfile import compressed_bits, decode_text, encode_text

texts = st.text("ab c", max_size=40)
orders = st.integers(0, 4)
# The probabilities are the same to the last digit, but a processor may take the logarithms of long
# and of short arrays by different instructions.
ROUNDING = 1e-14
escapes = st.sampled_from([0.0, 0.5, 1.0, 3.0])


def learnt(order, text, **options):
    model = NgramModel(order, **options)
    model.learn(text)
    return model


def test_the_text_is_the_book():
    text = alice()
    assert len(text) == 134_264
    assert set(text) == set(ALPHABET)
    assert text == shannon_text(text)
    assert text.startswith("chapter i down the rabbit hole alice was beginning to get very tired")
    assert text.endswith("remembering her own child life and the happy summer days")


def test_a_text_is_reduced_to_27_symbols():
    assert shannon_text("`Don't!'  she\nsaid -- in CHAPTER IX.") == "dont she said in chapter ix"
    assert shannon_text("") == shannon_text(" ... ") == ""
    with pytest.raises(TypeError, match="text is of type bytes: give a string"):
        shannon_text(b"alice")


def test_probabilities_by_hand():
    # "abac": a twice, b and c once. Order 0: 3 kinds in 4 letters, so 3 of 7 parts set aside.
    # After "a" came b and c, one each: 2 of 4 parts set aside for order 0.
    model = learnt(1, "abac")
    p0 = {"a": (2 + 3 / 27) / 7, "b": (1 + 3 / 27) / 7, "z": (3 / 27) / 7}
    for letter, count in {"a": 0, "b": 1, "z": 0}.items():
        wanted = (count + 2 * p0[letter]) / 4
        assert model.pmf("a")[ALPHABET.index(letter)] == pytest.approx(wanted, rel=1e-14)
        assert model.pmf("")[ALPHABET.index(letter)] == pytest.approx(p0[letter], rel=1e-14)
    assert model.surprisals("b", history="a", base=2)[0] == pytest.approx(
        -math.log2((1 + 2 * p0["b"]) / 4), rel=1e-14
    )


def test_counts_can_be_read():
    model = learnt(2, "banana")
    assert model.after("an") == {"a": 2}
    assert model.after("a") == {"n": 2}
    assert model.after("") == {"a": 3, "n": 2, "b": 1}
    assert model.after("zz") == {}
    assert list(learnt(0, "zaz b").after("")) == ["z", " ", "a", "b"]


def test_knowing_nothing_every_letter_costs_log_27():
    model = NgramModel(3)
    np.testing.assert_array_equal(model.pmf("abc"), np.full(27, 1 / 27))
    assert model.surprisals("queen", base=2) == pytest.approx(math.log2(27), rel=1e-14)
    assert model.surprisals("").shape == (0,)


@given(orders, texts, texts, st.sampled_from([0.0, 0.5, 1.0, 3.0]))
def test_it_is_a_pmf_after_any_history(order, text, history, escape):
    p = learnt(order, text, escape=escape).pmf(history)
    assert p.sum() == pytest.approx(1, abs=1e-14)
    assert p.min() >= 0
    if escape:
        assert p.min() > 0


@given(orders, texts, texts, texts, escapes)
def test_surprisals_are_those_of_the_pmf(order, text, history, told, escape):
    model = learnt(order, text, escape=escape)
    by_letter = [model.pmf(history + told[:k])[ALPHABET.index(told[k])] for k in range(len(told))]
    with np.errstate(divide="ignore"):
        wanted = -np.log(np.array(by_letter))
    np.testing.assert_allclose(model.surprisals(told, history=history), wanted, rtol=ROUNDING)


@given(orders, texts, texts, texts)
def test_a_model_holds_those_of_lower_orders(order, text, history, told):
    table = learnt(order, text).surprisals_by_order(told, history=history)
    for k, row in enumerate(table):
        alone = learnt(k, text).surprisals(told, history=history)
        np.testing.assert_allclose(row, alone, rtol=ROUNDING)


@given(orders, texts, texts)
def test_learning_in_two_parts_is_learning_the_whole(order, first, second):
    parts = learnt(order, first)
    parts.learn(second, history=first)
    whole = learnt(order, first + second)
    for k in range(len(first)):
        context = first[max(0, k - order) : k]
        assert parts.after(context) == whole.after(context)
    np.testing.assert_array_equal(parts.pmf(second), whole.pmf(second))


@given(orders, texts)
def test_paying_while_learning_is_paying_each_letter_by_what_was_known(order, text):
    adaptive = NgramModel(order)
    paid = adaptive.surprisals(text, learn=True)
    by_batches = [
        learnt(order, text[:k]).surprisals(text[k], history=text[:k])[0] for k in range(len(text))
    ]
    np.testing.assert_allclose(paid, by_batches, rtol=ROUNDING)
    np.testing.assert_array_equal(adaptive.pmf(text), learnt(order, text).pmf(text))


@given(texts.filter(bool))
def test_without_smoothing_the_training_loss_is_the_entropy_of_the_frequencies(text):
    model = learnt(0, text, escape=0)
    wanted = entropy(pmf(model.after("")), base=2)
    assert model.surprisals(text, base=2).mean() == pytest.approx(wanted, abs=1e-12)


def test_without_smoothing_what_never_came_is_impossible():
    model = learnt(2, "abcabd", escape=0)
    assert model.surprisals("e", history="ab") == np.inf
    assert model.surprisals("c", history="ab", base=2) == 1
    # After a context that never came, the next lower order is asked, which has seen "bc" and "bd".
    assert model.surprisals("d", history="zb", base=2) == 1


def test_english_is_as_shannon_found_it():
    text = alice()
    loss = learnt(2, text, escape=0).surprisals_by_order(text, base=2).mean(axis=1)
    # His tables were of other texts, and the trigrams of words alone, so only roughly. His F3 is
    # too high for one book by one author: its contexts of two letters come back more often.
    assert loss[:2] == pytest.approx(SHANNON_F[:2], abs=0.15)
    assert 2.2 < loss[2] < SHANNON_F[2]


def test_a_sample_follows_the_counts():
    model = learnt(1, "abaabb", escape=0)
    text = model.sample(4000, np.random.default_rng(1), history="a")
    assert len(text) == 4000
    assert set(text) == {"a", "b"}
    after_a = [y for x, y in itertools.pairwise(text) if x == "a"]
    # "a" was followed by "b" twice in three times; 0.03 is more than three standard deviations.
    assert after_a.count("b") / len(after_a) == pytest.approx(2 / 3, abs=0.03)
    assert text == model.sample(4000, np.random.default_rng(1), history="a")
    assert model.sample(0, np.random.default_rng(1)) == ""


@settings(max_examples=50)
@given(orders, texts, texts, texts, st.booleans())
def test_a_file_gives_the_text_back_and_is_as_long_as_its_surprisals(
    order, known, history, text, learn
):
    options = {"history": history, "learn": learn}
    bits = encode_text(learnt(order, known), text, **options)
    assert decode_text(learnt(order, known), bits, len(text), **options) == text
    ideal = learnt(order, known).surprisals(text, base=2, **options).sum()
    # What `Encoder.finish` promises; arithmetic codes end with at least the surprisal, up to a
    # rounding that 1e-9 has room for.
    assert ideal - 1e-9 <= len(bits) < ideal + 2 + 1e-9


def test_a_long_history_reaches_back_no_further_than_the_order():
    model, text = learnt(2, alice()[:2000]), "the rabbit"
    bits = encode_text(model, text, history="alice saw ")
    assert bits == encode_text(model, text, history="w ")
    assert decode_text(model, bits, len(text), history="w ") == text


def test_what_was_called_impossible_cannot_be_encoded():
    with pytest.raises(ValueError, match="has probability 0"):
        encode_text(learnt(1, "abab", escape=0), "abc")


def test_the_libraries_files_are_what_they_write():
    data = alice()[:5000].encode()
    bits = compressed_bits(alice()[:5000])
    assert list(bits) == ["gzip", "bzip2", "xz"]
    assert bits["gzip"] == 8 * len(gzip.compress(data, 9))
    assert bits["bzip2"] == 8 * len(bz2.compress(data, 9))
    assert bits["xz"] == 8 * len(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: NgramModel(-1), ValueError, "order is -1: a model looks 0 or more"),
        (lambda: NgramModel(2.0), TypeError, "order is 2.0: give a whole number"),
        (lambda: NgramModel(True), TypeError, "order is True"),
        (lambda: NgramModel(1, escape=-1), ValueError, "escape is -1: give a number from 0 on"),
        (lambda: NgramModel(1, escape=math.inf), ValueError, "escape is inf"),
        (lambda: NgramModel(1, escape=math.nan), ValueError, "escape is nan"),
        (lambda: NgramModel(1).learn("alicE"), ValueError, r"text\[4\] is 'E': use a to z and"),
        (lambda: NgramModel(1).learn("a", "b."), ValueError, r"history\[1\] is '\.'"),
        (lambda: NgramModel(1).learn(b"a"), TypeError, "text is of type bytes"),
        (lambda: NgramModel(1).pmf("é"), ValueError, r"history\[0\] is 'é'"),
        (lambda: NgramModel(1).after("ab"), ValueError, "'ab', but the model looks back 1: give"),
        (lambda: NgramModel(1).surprisals("a!"), ValueError, r"text\[1\] is '!'"),
        (lambda: NgramModel(1).surprisals("a", base=1), ValueError, "base is 1"),
        (lambda: encode_text(NgramModel(1), "A"), ValueError, r"text\[0\] is 'A'"),
        (
            lambda: NgramModel(1).sample(1, np.random.default_rng(), history="?"),
            ValueError,
            r"history\[0\] is '\?'",
        ),
    ],
)
def test_what_cannot_be_used_is_named(call, error, message):
    with pytest.raises(error, match=message):
        call()
