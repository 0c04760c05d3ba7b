"""A prefix code, what it costs and what it writes; `coding` builds such codes."""

import itertools
import math
import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from numpy.typing import ArrayLike

from entropybook._bits import Bits
from entropybook._validate import align, check_pmf, last_axis, real_array

Pmf = Mapping[Any, float] | ArrayLike


@dataclass(frozen=True, repr=False)
class PrefixCode:
    """Hold a binary code in which no codeword begins another one.

    Parameters
    ----------
    codewords : mapping of outcome to str
        A nonempty string of 0s and 1s for every outcome that the code can say.
    block : int, default 1
        How many outcomes a codeword stands for. With ``block > 1`` the keys of `codewords` are
        tuples of `block` outcomes.

    Raises
    ------
    ValueError
        If there is no codeword, one is not a nonempty string of 0s and 1s, one begins another,
        `block` is not a positive int, or a key is not a tuple of `block` outcomes.

    Examples
    --------
    >>> code = PrefixCode({1: "10", 2: "0", 3: "11"})
    >>> bits = code.encode([2, 2, 1, 3])
    >>> bits
    Bits('001011', length 6)
    >>> code.decode(bits)
    [2, 2, 1, 3]

    References
    ----------
    Cover and Thomas, *Elements of Information Theory*, 2nd ed., section 5.1.
    """

    codewords: Mapping[Any, str]
    block: int = 1

    def __post_init__(self) -> None:
        codewords = dict(self.codewords)
        check_block(self.block)
        if not codewords:
            raise ValueError("codewords is empty: give at least one outcome a codeword")
        for outcome, word in codewords.items():
            if not (isinstance(word, str) and re.fullmatch("[01]+", word)):
                raise ValueError(
                    f"the codeword of {outcome!r} is {word!r}: use a nonempty string of 0s and 1s"
                )
            if self.block > 1 and not (isinstance(outcome, tuple) and len(outcome) == self.block):
                raise ValueError(
                    f"codewords has the key {outcome!r}: with block={self.block} every key is a "
                    f"tuple of {self.block} outcomes"
                )
        # In alphabetical order a word that begins others stands right before one of them.
        in_order = sorted(codewords.items(), key=lambda item: item[1])
        for (first, prefix), (second, word) in itertools.pairwise(in_order):
            if word.startswith(prefix):
                raise ValueError(
                    f"codeword {prefix!r} of {first!r} begins codeword {word!r} of {second!r}: "
                    "in a prefix code no codeword begins another"
                )
        object.__setattr__(self, "codewords", MappingProxyType(codewords))

    def __repr__(self) -> str:
        block = f", block={self.block}" if self.block > 1 else ""
        return f"PrefixCode({dict(self.codewords)}{block})"

    @property
    def lengths(self) -> dict[Any, int]:
        """The number of bits of every codeword, by outcome."""
        return {outcome: len(word) for outcome, word in self.codewords.items()}

    def kraft_sum(self) -> Fraction:
        """Return the sum of 2**-length over the codewords, exactly: the budget that is spent.

        Returns
        -------
        Fraction
            At most 1; equal to 1 when no codeword could be shortened or added.

        Examples
        --------
        >>> PrefixCode({"a": "0", "b": "10"}).kraft_sum()
        Fraction(3, 4)
        """
        return sum((Fraction(1, 2**n) for n in self.lengths.values()), Fraction(0))

    def expected_length(self, p: Pmf) -> float:
        """Return the expected bits an outcome when outcomes come from `p`.

        Parameters
        ----------
        p : mapping of outcome to probability, or array_like of shape (n,)
            The distribution of single outcomes, also for a code of blocks; the outcomes of an
            array are 0, ..., n - 1.

        Returns
        -------
        float
            Bits an outcome: for a code of blocks, a block's expected bits divided by `block`.
            Infinite if the code has no word for something that `p` can produce, as the
            cross-entropy is when the model forbids it.

        Raises
        ------
        ValueError
            If `p` is not a pmf, or is an array and the code speaks of other outcomes.
        TypeError
            If `p` holds no real numbers.

        Examples
        --------
        >>> code = PrefixCode({1: "10", 2: "0", 3: "11"})
        >>> code.expected_length({1: 0.42, 2: 0.31, 3: 0.27})
        1.69
        """
        probability = outcomes(p)
        if not isinstance(p, Mapping):
            for key in self.codewords:
                for outcome in key if self.block > 1 else (key,):
                    if outcome not in probability:
                        raise ValueError(
                            f"p is an array, so its outcomes are 0 to {len(probability) - 1}, but "
                            f"the code has the outcome {outcome!r}: pass a mapping from outcome "
                            "to probability"
                        )
        terms = []
        for key, weight in blocks(support(probability), self.block).items():
            if key not in self.codewords:
                return math.inf
            terms.append(weight * len(self.codewords[key]))
        return math.fsum(terms) / self.block

    def encode(self, sequence: Iterable[Hashable]) -> Bits:
        """Turn a sequence of outcomes into bits.

        Parameters
        ----------
        sequence : iterable of outcomes
            Its length must be a multiple of `block`.

        Returns
        -------
        Bits

        Raises
        ------
        ValueError
            If an outcome (or block of outcomes) has no codeword, or outcomes are left over.

        Examples
        --------
        >>> PrefixCode({"a": "0", "b": "10", "c": "11"}).encode("abac")
        Bits('010011', length 6)
        """
        keys: list[Any] = list(sequence)
        if self.block > 1:
            if left_over := len(keys) % self.block:
                raise ValueError(
                    f"sequence has {len(keys)} outcomes, {left_over} more than whole blocks of "
                    f"{self.block}: pass a multiple of {self.block}"
                )
            keys = list(zip(*[iter(keys)] * self.block, strict=True))
        try:
            return Bits.from_string("".join(map(self.codewords.__getitem__, keys)))
        except KeyError as error:
            at = next(i for i, key in enumerate(keys) if key not in self.codewords)
            raise ValueError(
                f"sequence has {keys[at]!r} at position {at * self.block}, for which the code has "
                "no codeword"
            ) from error

    def decode(self, bits: Bits) -> list[Any]:
        """Turn bits back into the sequence of outcomes.

        Parameters
        ----------
        bits : Bits
            What `encode` returned.

        Returns
        -------
        list of outcomes

        Raises
        ------
        ValueError
            If the bits end inside a codeword, or no codeword begins as they go on.
        """
        outcome_of = {word: outcome for outcome, word in self.codewords.items()}
        longest = max(map(len, outcome_of))
        keys, word, start = [], "", 0
        for end, bit in enumerate(str(bits), start=1):
            word += bit
            if word in outcome_of:
                keys.append(outcome_of[word])
                word, start = "", end
            elif len(word) == longest:
                break
        if word:
            raise ValueError(
                f"bits go on with {word!r} at bit {start}, which is no codeword: pass the Bits "
                "that encode returned"
            )
        return list(itertools.chain.from_iterable(keys)) if self.block > 1 else keys


def blocks(probability: dict[Any, float], block: int) -> dict[Any, float]:
    """Return the probabilities of blocks of independent outcomes; one outcome is no tuple."""
    if block == 1:
        return probability
    return {
        keys: math.prod(map(probability.__getitem__, keys))
        for keys in itertools.product(probability, repeat=block)
    }


def support(probability: dict[Any, float]) -> dict[Any, float]:
    return {outcome: value for outcome, value in probability.items() if value > 0}


def outcomes(p: Pmf) -> dict[Any, float]:
    """Check a pmf and return it by outcome."""
    labels: Sequence[Any] | None = None
    if isinstance(p, Mapping):
        labels, (array,) = align([p])
    else:
        array = real_array(p, "p")
        last_axis([array], -1, ["p"])
        if array.ndim > 1:
            raise ValueError(f"p has shape {array.shape}: a code is for one pmf, of shape (n,)")
    check_pmf(array, "p", outcomes=labels)
    return dict(zip(labels or range(array.size), array.astype(float).tolist(), strict=True))


def check_block(block: int) -> None:
    if not (isinstance(block, int) and block >= 1):
        raise ValueError(f"block is {block!r}: use a whole number, at least 1")
