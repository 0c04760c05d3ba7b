"""Prefix codes: the worked example, the laws of Kraft, Shannon and Huffman, and the errors."""

import itertools
import math
import time
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entropybook.coding import (
    Bits,
    PrefixCode,
    code_from_lengths,
    huffman,
    kraft_sum,
    shannon_lengths,
)

R = {1: 0.42, 2: 0.31, 3: 0.27}
S = {1: 0.25, 2: 0.50, 3: 0.25}
H_R = 1.559462  # bits, recomputed with mpmath

laws = settings(max_examples=60, deadline=None, derandomize=True)
weights = st.lists(st.integers(1, 1000), min_size=2, max_size=6)
# Expected lengths are sums of a few products of size about 1: rounding is below 1e-14.
ROUNDING = 1e-12


def pmf_of(counts):
    return {i: count / sum(counts) for i, count in enumerate(counts)}


def entropy_bits(p):
    return -math.fsum(v * math.log2(v) for v in p.values() if v > 0)


# --- the worked example -------------------------------------------------------------------------


def test_the_code_of_s_is_the_one_on_the_page():
    assert huffman(S) == PrefixCode({2: "0", 1: "10", 3: "11"})


def test_the_code_of_s_spends_the_cross_entropy_on_r():
    assert huffman(S).expected_length(R) == 1.69
    assert huffman(S).expected_length(S) == 1.5


@pytest.mark.parametrize(("block", "bits"), [(1, 1.58), (5, 1.5651)])
def test_huffman_of_r_approaches_the_entropy(block, bits):
    length = huffman(R, block=block).expected_length(R)
    assert length == pytest.approx(bits, abs=5e-5)  # as printed, to four places
    assert length > H_R


def test_a_long_sample_costs_the_cross_entropy_and_comes_back():
    n = 100_000
    draws = np.random.default_rng(1948).choice([1, 2, 3], size=n, p=list(R.values()))
    code = huffman(S)
    start = time.perf_counter()
    bits = code.encode(draws)
    decoded = code.decode(bits)
    assert time.perf_counter() - start < 1
    assert decoded == draws.tolist()
    # A codeword's length has sd sqrt(.31 * .69) = .46 bits, so the mean of 1e5 has sd .0015.
    assert len(bits) / n == pytest.approx(1.69, abs=0.006)
    assert len(bits.data) == math.ceil(len(bits) / 8)


# --- known codes --------------------------------------------------------------------------------


def test_huffman_of_cover_and_thomas():
    # Elements of Information Theory, example 5.6.1: expected length 2.3 bits.
    code = huffman([0.25, 0.25, 0.2, 0.15, 0.15])
    assert sorted(code.lengths.values()) == [2, 2, 2, 3, 3]
    assert code.expected_length([0.25, 0.25, 0.2, 0.15, 0.15]) == pytest.approx(2.3, abs=ROUNDING)


def test_shannon_lengths_of_cover_and_thomas():
    # Section 5.4: an outcome of probability .0001 next to .9999 costs Shannon 14 bits, Huffman 1.
    p = {"often": 0.9999, "seldom": 0.0001}
    assert shannon_lengths(p) == {"often": 1, "seldom": 14}
    assert huffman(p).lengths == {"often": 1, "seldom": 1}


def test_shannon_lengths_are_exact_at_powers_of_two():
    assert shannon_lengths([0.5, 0.25, 0.125, 0.125]) == {0: 1, 1: 2, 2: 3, 3: 3}
    just_below = math.nextafter(0.125, 0)  # log2 rounds this one to -3
    assert shannon_lengths([0.5, 0.25, 0.125, just_below])[3] == 4


def test_equal_weights_keep_their_order():
    code = huffman(dict.fromkeys("dcba", 0.25))
    assert code.codewords == {"d": "00", "c": "01", "b": "10", "a": "11"}


def test_blocks_are_keyed_by_tuples_and_outcomes_by_themselves():
    assert set(huffman([0.5, 0.5], block=2).codewords) == set(itertools.product([0, 1], repeat=2))
    assert set(huffman([0.5, 0.5]).codewords) == {0, 1}


def test_a_single_outcome_costs_one_bit_so_that_it_can_be_counted():
    code = huffman({"a": 1.0})
    assert code.codewords == {"a": "0"}
    assert code.decode(code.encode("aaa")) == list("aaa")
    assert shannon_lengths({"a": 1.0}) == {"a": 1}


def test_an_impossible_outcome_has_no_codeword():
    p = {"a": 0.5, "b": 0.5, "never": 0.0}
    code = huffman(p)
    assert set(code.codewords) == set(shannon_lengths(p)) == {"a", "b"}
    assert code.expected_length(p) == 1
    assert code.expected_length({"a": 0.5, "never": 0.5}) == math.inf
    assert huffman(p, block=2).expected_length({"a": 0.5, "never": 0.5}) == math.inf
    with pytest.raises(ValueError, match=r"'never' at position 1.*no codeword"):
        code.encode(["a", "never"])


def test_bits_are_packed_highest_first():
    bits = PrefixCode({"a": "0", "b": "10", "c": "11"}).encode("abcabca")
    assert (str(bits), bits.data, len(bits)) == ("01011010110", bytes([0b01011010, 0b11000000]), 11)


def test_no_outcomes_are_no_bits():
    bits = huffman(S).encode([])
    assert (bits.data, str(bits), huffman(S).decode(bits)) == (b"", "", [])


def test_representations_can_be_read():
    assert repr(huffman([0.5, 0.5])) == "PrefixCode({0: '0', 1: '1'})"
    assert repr(huffman([1.0], block=2)) == "PrefixCode({(0, 0): '0'}, block=2)"
    assert repr(Bits.from_string("01" * 20)) == f"Bits({'01' * 20!r}, length 40)"
    assert repr(Bits.from_string("01" * 500)) == f"Bits({'01' * 18 + '0...'!r}, length 1000)"


def test_a_code_cannot_be_changed():
    codewords = {1: "0", 2: "1"}
    code = PrefixCode(codewords)
    codewords[3] = "00"
    assert set(code.codewords) == {1, 2}
    with pytest.raises(TypeError):
        code.codewords[3] = "00"


# --- laws ---------------------------------------------------------------------------------------


def best_by_brute_force(p):
    """Least expected length over all length vectors that Kraft's inequality allows."""
    lengths = itertools.product(range(1, len(p)), repeat=len(p))
    return min(
        math.fsum(map(math.prod, zip(p.values(), ns, strict=True)))
        for ns in lengths
        if sum(2.0**-n for n in ns) <= 1  # dyadic, hence exact
    )


@laws
@given(st.lists(st.integers(1, 1000), min_size=2, max_size=5))
def test_huffman_is_optimal(counts):
    p = pmf_of(counts)
    best = best_by_brute_force(p)
    assert huffman(p).expected_length(p) == pytest.approx(best, abs=ROUNDING)


@laws
@given(weights, st.integers(1, 3))
def test_huffman_is_within_a_bit_a_block_of_the_entropy(counts, block):
    p = pmf_of(counts)
    excess = huffman(p, block=block).expected_length(p) - entropy_bits(p)
    assert -ROUNDING <= excess < 1 / block


@laws
@given(weights)
def test_huffman_spends_the_whole_budget(counts):
    assert huffman(pmf_of(counts)).kraft_sum() == 1


@laws
@given(weights)
def test_a_dyadic_model_attains_the_cross_entropy(counts):
    p = pmf_of(counts)
    q = dict.fromkeys(p, 2.0 ** -len(p)) | {i: 2.0 ** -(i + 1) for i in range(len(p) - 1)}
    q[len(p) - 1] = 2.0 ** -(len(p) - 1)
    cross_entropy = -math.fsum(p[i] * math.log2(q[i]) for i in p)
    assert huffman(q).expected_length(p) == pytest.approx(cross_entropy, abs=ROUNDING)


@laws
@given(weights, st.randoms(use_true_random=False))
def test_shannon_codes_are_within_a_bit_of_the_cross_entropy(counts, random):
    q = pmf_of(counts)
    p = pmf_of(random.sample(counts, len(counts)))
    cross_entropy = -math.fsum(p[i] * math.log2(q[i]) for i in p)
    code = code_from_lengths(shannon_lengths(q))
    assert -ROUNDING <= code.expected_length(p) - cross_entropy < 1


@laws
@given(st.data(), weights, st.integers(1, 3))
def test_decoding_undoes_encoding(data, counts, block):
    code = huffman(pmf_of(counts), block=block)
    blocks = data.draw(st.lists(st.sampled_from(list(code.codewords)), max_size=20))
    sequence = list(itertools.chain.from_iterable(blocks)) if block > 1 else blocks
    assert code.decode(code.encode(sequence)) == sequence


@laws
@given(st.lists(st.integers(1, 7), min_size=1, max_size=12))
def test_a_code_exists_exactly_when_kraft_allows(lengths):
    if sum(Fraction(1, 2**n) for n in lengths) <= 1:
        code = code_from_lengths(lengths)
        assert list(code.lengths.values()) == lengths
        assert code.kraft_sum() == kraft_sum(lengths)
    else:
        with pytest.raises(ValueError, match="no prefix code"):
            code_from_lengths(lengths)


@laws
@given(st.lists(st.integers(1, 50), min_size=2, max_size=6))
def test_a_sequence_in_the_proportions_of_p_costs_the_expected_length(counts):
    p = pmf_of(counts)
    sequence = [outcome for outcome, count in enumerate(counts) for _ in range(count)]
    bits_an_outcome = len(huffman(p).encode(sequence)) / len(sequence)
    assert bits_an_outcome == pytest.approx(huffman(p).expected_length(p), abs=ROUNDING)


def test_array_mapping_and_numpy_outcomes_agree():
    array = np.array([0.42, 0.31, 0.27])
    code = huffman(array)
    assert code == huffman({0: 0.42, 1: 0.31, 2: 0.27})
    assert code.expected_length(array) == code.expected_length({0: 0.42, 1: 0.31, 2: 0.27})
    assert code.decode(code.encode(np.array([2, 0, 1]))) == [2, 0, 1]


# --- errors -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codewords", "message"),
    [
        ({1: "0", 2: "01"}, r"codeword '0' of 1 begins codeword '01' of 2"),
        ({1: "110", 2: "0", 3: "11"}, r"codeword '11' of 3 begins codeword '110' of 1"),
        ({1: "10", 2: "10"}, r"codeword '10' of 1 begins codeword '10' of 2"),
        ({1: "0", 2: "1a"}, r"codeword of 2 is '1a'"),
        ({1: "0", 2: ""}, r"codeword of 2 is ''"),
        ({1: "0", 2: "1\n"}, r"codeword of 2 is '1\\n'"),
        ({1: "0", 2: 1}, r"codeword of 2 is 1:"),
        ({}, r"codewords is empty"),
    ],
)
def test_what_is_no_prefix_code_is_refused(codewords, message):
    with pytest.raises(ValueError, match=message):
        PrefixCode(codewords)


def test_keys_must_fit_the_block():
    with pytest.raises(ValueError, match=r"key 'ab': with block=2 every key is a tuple of 2"):
        PrefixCode({"ab": "0"}, block=2)
    with pytest.raises(ValueError, match=r"key \(1, 2, 3\): with block=2"):
        PrefixCode({(1, 2, 3): "0"}, block=2)


@pytest.mark.parametrize("block", [0, -1, 1.5])
def test_block_must_be_a_positive_int(block):
    with pytest.raises(ValueError, match=f"block is {block}:"):
        huffman(S, block=block)


def test_too_many_codewords_are_refused_before_they_are_made():
    with pytest.raises(ValueError, match=r"block=20 over 3 outcomes would need 3\*\*20 codewords"):
        huffman(S, block=20)


def test_a_partial_block_is_refused():
    with pytest.raises(ValueError, match=r"5 outcomes, 1 more than whole blocks of 2"):
        huffman(S, block=2).encode([1, 2, 3, 1, 2])


def test_an_unknown_block_is_named_with_its_place():
    with pytest.raises(ValueError, match=r"\(2, 4\) at position 2"):
        huffman(S, block=2).encode([1, 2, 2, 4])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("01", r"'1' at bit 1,"),  # ends inside a codeword
        ("0" + "111" + "0", r"'111' at bit 1,"),  # no codeword begins with 111
    ],
)
def test_foreign_bits_are_refused(text, message):
    code = PrefixCode({"a": "0", "b": "10", "c": "110"})
    with pytest.raises(ValueError, match=f"bits go on with {message}"):
        code.decode(Bits.from_string(text))


def test_an_array_speaks_only_of_outcomes_from_0():
    with pytest.raises(ValueError, match=r"outcomes are 0 to 2.*outcome 3: pass a mapping"):
        huffman(S).expected_length([0.42, 0.31, 0.27])
    with pytest.raises(ValueError, match=r"outcome 3: pass a mapping"):
        huffman(S, block=2).expected_length([0.42, 0.31, 0.27])


@pytest.mark.parametrize("function", [huffman, shannon_lengths, huffman(S).expected_length])
@pytest.mark.parametrize(
    ("p", "message"),
    [
        ({1: 0.5, 2: 0.6}, r"p sums to 1\.1"),
        ({1: 1.5, 2: -0.5}, r"p\[2\] is -0\.5"),
        ({1: 0.5, 2: math.nan}, r"p\[2\] is nan"),
        ([0.5, math.inf], r"p\[1\] is inf"),
        ([[0.5, 0.5]], r"p has shape \(1, 2\)"),
        ({}, r"p is empty"),
        (0.5, r"p is a single number"),
    ],
)
def test_what_is_no_pmf_is_refused(function, p, message):
    with pytest.raises(ValueError, match=message):
        function(p)


def test_what_holds_no_numbers_is_refused():
    with pytest.raises(TypeError, match=r"p\[1\] is '0\.5' of type str"):
        huffman({1: "0.5", 2: 0.5})


@pytest.mark.parametrize("function", [kraft_sum, code_from_lengths])
@pytest.mark.parametrize(
    ("lengths", "message"),
    [([], "empty"), ([1, 0], r"0 for outcome 1"), ({"a": 1.5}, r"1\.5 for outcome 'a'")],
)
def test_what_are_no_lengths_is_refused(function, lengths, message):
    with pytest.raises(ValueError, match=message):
        function(lengths)


def test_bits_must_fit_their_bytes():
    with pytest.raises(ValueError, match=r"data has 2 bytes.*length=8"):
        Bits(b"ab", 8)
    with pytest.raises(ValueError, match="1 after bit 3"):
        Bits(b"\xf0", 3)
    with pytest.raises(ValueError, match="'2' at position 1"):
        Bits.from_string("02")
