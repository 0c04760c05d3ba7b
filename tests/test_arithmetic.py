"""Arithmetic coding: nothing is lost, and the file is as long as the surprisals say."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entropybook import cross_entropy, pmf
from entropybook.arithmetic import Decoder, Encoder
from entropybook.coding import Bits


def encoded(outcomes, pmfs):
    encoder = Encoder()
    for outcome, p in zip(outcomes, pmfs, strict=True):
        encoder.put(outcome, p)
    return encoder.finish()


@st.composite
def messages(draw):
    """Outcomes, each with a pmf of its own that allows it: some nearly sure, some nearly 0."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    n = draw(st.integers(1, 6))
    sharpness = draw(st.sampled_from([0.01, 0.1, 1, 100]))
    pmfs = rng.dirichlet(np.full(n, sharpness), size=draw(st.integers(0, 60)))
    return [int(rng.choice(n, p=p)) for p in pmfs], pmfs


@given(messages())
def test_what_is_put_in_comes_out(message):
    outcomes, pmfs = message
    decoder = Decoder(encoded(outcomes, pmfs))
    assert [decoder.get(p) for p in pmfs] == outcomes


@given(messages())
def test_the_length_is_the_sum_of_the_surprisals(message):
    outcomes, pmfs = message
    surprisals = [-math.log2(p[x]) for x, p in zip(outcomes, pmfs, strict=True)]
    # Each probability is rounded by at most 1 part in 2**48, which matters to the tiny ones alone,
    # and those are rounded up; a width is rounded by 2**-60 of itself.
    assert len(encoded(outcomes, pmfs)) < sum(surprisals) + 2 + 1e-9


def test_an_unlikely_outcome_costs_its_surprisal():
    p = [1 - 2**-40, 2**-40]
    # 40 bits of surprisal, and one or two to end the file.
    assert 40 <= len(encoded([1], [p])) <= 42
    assert len(encoded([0] * 1000, [p] * 1000)) <= 2


def test_a_possible_outcome_is_never_rounded_away():
    p = [1 - 1e-300, 1e-300]
    bits = encoded([0, 1, 0], [p] * 3)
    decoder = Decoder(bits)
    assert [decoder.get(p) for _ in range(3)] == [0, 1, 0]


def test_outcomes_beside_impossible_ones():
    p = [0, 0.5, 0, 0.5, 0]
    decoder = Decoder(encoded([3, 1, 3], [p] * 3))
    assert [decoder.get(p) for _ in range(3)] == [3, 1, 3]


def test_data_from_r_cost_the_cross_entropy_under_s():
    outcomes = np.repeat([0, 1, 2], [420, 310, 270])
    s = [0.2, 0.5, 0.3]
    bits = encoded(outcomes, [s] * 1000)
    ideal = 1000 * cross_entropy(pmf(np.bincount(outcomes)), s, base=2)
    assert ideal <= len(bits) + 1e-9 < ideal + 2


def test_nothing_takes_at_most_two_bits():
    assert len(Encoder().finish()) <= 2


def test_finishing_twice_is_harmless_and_adding_then_is_not():
    encoder = Encoder()
    encoder.put(0, [0.5, 0.5])
    assert encoder.finish() == encoder.finish()
    with pytest.raises(ValueError, match="was finished: begin a new one"):
        encoder.put(0, [0.5, 0.5])


@pytest.mark.parametrize(
    ("outcome", "p", "message"),
    [
        (0, [0.0, 1.0], "outcome 0 has probability 0, an infinite surprisal"),
        (2, [0.5, 0.5], "outcome is 2: the pmf has outcomes 0 to 1"),
        (-1, [0.5, 0.5], "outcome is -1"),
        (0, [0.5, 0.4], "pmf sums to 0.9"),
        (0, [[0.5, 0.5]], r"pmf has shape \(1, 2\)"),
        (0, [], r"pmf has shape \(0,\)"),
    ],
)
def test_what_cannot_be_encoded_is_refused(outcome, p, message):
    with pytest.raises(ValueError, match=message):
        Encoder().put(outcome, p)


def test_a_decoder_asks_for_a_pmf_too():
    with pytest.raises(ValueError, match="pmf sums to"):
        Decoder(Bits.from_string("01")).get([0.5, 0.4])
