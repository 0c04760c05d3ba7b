"""Prefix codes: the bits that a model spends on data, made real.

A code built for the model ``q`` and run on data from ``p`` pays its expected length under ``p``.
When every probability of ``q`` is a power of two, that is the cross-entropy of ``p`` and ``q``
exactly; otherwise Shannon's lengths stay within one bit of it, and blocks close the gap.
"""

import heapq
import itertools
import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from entropybook._bits import Bits
from entropybook._prefix import Pmf, PrefixCode, blocks, check_block, outcomes, support

__all__ = ["Bits", "PrefixCode", "code_from_lengths", "huffman", "kraft_sum", "shannon_lengths"]

Lengths = Mapping[Any, int] | Sequence[int]

_MOST_CODEWORDS = 2**20  # a code book beyond this takes minutes and gigabytes


def huffman(p: Pmf, *, block: int = 1) -> PrefixCode:
    """Build a prefix code of the least expected length.

    Parameters
    ----------
    p : mapping of outcome to probability, or array_like of shape (n,)
        The pmf that the code is made for; the outcomes of an array are 0, ..., n - 1.
    block : int, default 1
        Code blocks of so many independent outcomes: the keys of the code are tuples.

    Returns
    -------
    PrefixCode
        Its expected length under `p` lies in [H, H + 1/block) bits an outcome. Outcomes of
        probability 0 get no codeword. A single outcome gets the codeword ``'0'``: an empty one
        would not tell how often it occurred, so this case alone reaches H + 1/block.

    Raises
    ------
    ValueError
        If `p` is not a pmf, `block` is not a positive int, or there would be more than 2**20
        codewords.
    TypeError
        If `p` holds no real numbers.

    Notes
    -----
    Of equal weights the one that came first is merged first, and the codewords are the canonical
    ones of the lengths (`code_from_lengths`), so that the same `p` always gives the same code.

    References
    ----------
    Huffman (1952), "A method for the construction of minimum-redundancy codes".

    Examples
    --------
    >>> huffman({1: 0.25, 2: 0.5, 3: 0.25})
    PrefixCode({1: '10', 2: '0', 3: '11'})
    >>> r = {1: 0.42, 2: 0.31, 3: 0.27}
    >>> [round(huffman(r, block=k).expected_length(r), 4) for k in (1, 2, 5)]
    [1.58, 1.5783, 1.5651]
    """
    check_block(block)
    possible = support(outcomes(p))
    if len(possible) ** block > _MOST_CODEWORDS:
        raise ValueError(
            f"block={block} over {len(possible)} outcomes would need {len(possible)}**{block} "
            f"codewords: take a block with at most {_MOST_CODEWORDS}"
        )
    weights = blocks(possible, block)
    lengths = dict.fromkeys(weights, 0 if len(weights) > 1 else 1)
    # An entry is (weight, age, outcomes below it): the age breaks ties, so outcomes need no order.
    heap = [(weight, age, [key]) for age, (key, weight) in enumerate(weights.items())]
    heapq.heapify(heap)
    ages = itertools.count(len(heap))
    while len(heap) > 1:
        weight, _, keys = heapq.heappop(heap)
        other_weight, _, other_keys = heap[0]
        merged = keys + other_keys
        for key in merged:
            lengths[key] += 1
        heapq.heapreplace(heap, (weight + other_weight, next(ages), merged))
    return PrefixCode(_canonical(lengths), block)


def shannon_lengths(p: Pmf) -> dict[Any, int]:
    """Return the code lengths ceil(-log2 p), at least 1, that Shannon's code gives to outcomes.

    Parameters
    ----------
    p : mapping of outcome to probability, or array_like of shape (n,)
        The pmf that the code is made for; the outcomes of an array are 0, ..., n - 1.

    Returns
    -------
    dict of outcome to int
        Bits, without the outcomes of probability 0.

    Raises
    ------
    ValueError
        If `p` is not a pmf.
    TypeError
        If `p` holds no real numbers.

    Notes
    -----
    Every 2**-length is at most p, so that the Kraft sum is at most the sum of `p`.

    References
    ----------
    Shannon (1948), "A mathematical theory of communication", section 9.

    Examples
    --------
    >>> shannon_lengths({1: 0.42, 2: 0.31, 3: 0.27})
    {1: 2, 2: 2, 3: 2}
    """
    # frexp writes p as m * 2**e with 1/2 <= m < 1, and then ceil(-log2 p) is 1 - e, unrounded.
    return {
        outcome: max(1, 1 - math.frexp(probability)[1])
        for outcome, probability in support(outcomes(p)).items()
    }


def kraft_sum(lengths: Lengths) -> Fraction:
    """Return the sum of 2**-length, exactly.

    Parameters
    ----------
    lengths : mapping of outcome to int, or sequence of int
        Codeword lengths in bits, each at least 1.

    Returns
    -------
    Fraction
        A prefix code with these lengths exists if and only if it is at most 1.

    Raises
    ------
    ValueError
        If there is no length, or one is not a positive int.

    References
    ----------
    Kraft (1949); Cover and Thomas, *Elements of Information Theory*, 2nd ed., theorem 5.2.1.

    Examples
    --------
    >>> kraft_sum([1, 2, 2])
    Fraction(1, 1)
    """
    return sum((Fraction(1, 2**n) for n in _length_of(lengths).values()), Fraction(0))


def code_from_lengths(lengths: Lengths) -> PrefixCode:
    """Build the canonical prefix code with the given codeword lengths.

    Parameters
    ----------
    lengths : mapping of outcome to int, or sequence of int
        Codeword lengths in bits, each at least 1; the outcomes of a sequence are 0, ..., n - 1.

    Returns
    -------
    PrefixCode
        Shortest first, and in the given order among equals, each outcome takes the next free
        piece of width 2**-length of the interval [0, 1); its codeword is where the piece begins.

    Raises
    ------
    ValueError
        If there is no length, one is not a positive int, or their Kraft sum exceeds 1.

    Examples
    --------
    >>> code_from_lengths({1: 2, 2: 1, 3: 2})
    PrefixCode({1: '10', 2: '0', 3: '11'})
    """
    length_of = _length_of(lengths)
    if (total := kraft_sum(length_of)) > 1:
        raise ValueError(
            f"lengths have the Kraft sum {total} > 1, so no prefix code has them: make some longer"
        )
    return PrefixCode(_canonical(length_of))


def _canonical(length_of: Mapping[Any, int]) -> dict[Any, str]:
    """Give out codewords, shortest first; the dict keeps the order of the outcomes."""
    codewords = dict.fromkeys(length_of, "")
    start, size = 0, 0  # the next free piece begins at start / 2**size
    for outcome in sorted(length_of, key=length_of.__getitem__):
        start <<= length_of[outcome] - size
        size = length_of[outcome]
        codewords[outcome] = f"{start:0{size}b}"
        start += 1
    return codewords


def _length_of(lengths: Lengths) -> dict[Any, int]:
    """Check codeword lengths and return them by outcome."""
    length_of = dict(lengths if isinstance(lengths, Mapping) else enumerate(lengths))
    if not length_of:
        raise ValueError("lengths is empty: give at least one")
    for outcome, length in length_of.items():
        if not (isinstance(length, int | np.integer) and length >= 1):
            raise ValueError(
                f"lengths has {length!r} for outcome {outcome!r}: use whole numbers of bits, "
                "at least 1"
            )
    return {outcome: int(length) for outcome, length in length_of.items()}
