"""What could refute the statements of 01-entropy about guessing, questions and codes."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from itertools import product
from math import log, sqrt

import numpy as np
from numpy.random import Generator

from entropybook._draws import draw, near
from entropybook.coding import PrefixCode, code_from_lengths, huffman
from entropybook.measures import entropy, surprisal


def random_words(rng: Generator, cuts: int = 6, complete: bool = False) -> list[str]:
    """Cut the tree of bit strings at random into a prefix code; leave words out, or none."""
    words = ["0", "1"]
    for _ in range(int(rng.integers(0, cuts + 1))):
        word = words.pop(int(rng.integers(len(words))))
        words += [word + "0", word + "1"]
    kept = len(words) if complete else int(rng.integers(2, len(words) + 1))
    return [str(word) for word in rng.permutation(words)[:kept]]


def least_cost(p: Sequence[float]) -> float:
    """Return the least expected number of questions, or of bits, by trying all plans.

    A plan is a first question, which splits the outcomes in two, and a plan for either part; its
    answers, written as 0 and 1, are a prefix code. Sets of outcomes are the bits of an int.
    """

    @cache
    def cost(left: int) -> float:
        parts = [part for part in range(1, left) if part & left == part]
        chance = sum(p[x] for x in range(len(p)) if left >> x & 1)
        return chance + min(cost(part) + cost(left - part) for part in parts) if parts else 0.0

    return cost(2 ** len(p) - 1)


def watching_does_not_help(rng: Generator) -> bool:
    """A random pmf and a random rule that guesses after a look at the last two draws.

    It is right no more often than naming the likeliest outcome is.
    """
    (p,) = draw(rng, 1)
    n = len(p)
    rule = rng.dirichlet(np.full(n, 0.1), size=(n, n))  # what it guesses after each two draws
    right = np.einsum("i,j,ijk,k", p, p, rule, p)
    always = p[np.argmax(p)]
    return bool(right <= always + 1e-15)  # rounding, where the rule does name the likeliest


def likeliest_is_likely(rng: Generator) -> bool:
    """A random pmf, or a uniform one: the largest probability is at least 2^−H, H in bits."""
    (p,) = draw(rng, 1)
    p = np.full(len(p), 1 / len(p)) if rng.random() < 0.1 else p
    # For the uniform pmf they are equal: leave room for rounding.
    return bool(np.max(p) >= 2 ** -entropy(p, base=2) - 1e-15)


def high_entropy_is_hard(rng: Generator) -> bool:
    """A random pmf, near the uniform one or far from it, of entropy H nats.

    The best guess is right with at most 1/n + √((log n − H)/2), which is near 1/n if H is near
    log n.
    """
    (p,) = draw(rng, 1)
    n = len(p)
    p = 1 / n + rng.choice([0.01, 0.1, 1]) * (p - 1 / n)
    return bool(np.max(p) <= 1 / n + sqrt((log(n) - entropy(p)) / 2))


def more_entropy_easier_guess() -> bool:
    """(0.6, 0.2, 0.2) has more entropy than (0.5, 0.5, 0), and is easier to guess."""
    one, other = [0.6, 0.2, 0.2], [0.5, 0.5, 0]
    return bool(entropy(one) > entropy(other) and max(one) > max(other))


def questions_count_entropy(rng: Generator) -> bool:
    """A random pmf: the best of all plans of questions needs at least H, and fewer than H + 1.

    For 30 outcomes, too many to try all plans, the questions that Huffman's code asks do.
    """
    (p,), (many,) = draw(rng, 1), draw(rng, 1, outcomes=30)
    bits = entropy(p, base=2)
    good_plan = huffman(many).expected_length(many) < entropy(many, base=2) + 1
    return bool(bits <= least_cost(p) < bits + 1 and good_plan)


def _read(bits: str, words: Sequence[str]) -> list[str]:
    """Read bits one by one, and take a codeword to end as soon as it is one."""
    found: list[str] = []
    word = ""
    for bit in bits:
        word += bit
        if word in words:
            found, word = [*found, word], ""
    return found


def receiver_knows_the_end(rng: Generator) -> bool:
    """A random prefix code and message: who ends each codeword at its last bit reads it right.

    With one word more, which another begins, the message of that word is misread.
    """
    words = random_words(rng)
    message = [str(word) for word in rng.choice(words, size=10)]
    longer = words[0] + "0"
    right = _read("".join(message), words) == message
    return right and _read(longer, [*words, longer]) != [longer]


def share_of_a_codeword(rng: Generator) -> bool:
    """A random codeword of length L: of all strings of L + 3 bits, 2^−L begin with it.

    With the codeword 0, any other that begins with 0 is refused.
    """
    length = int(rng.integers(1, 7))
    word = "".join(rng.choice(["0", "1"], size=length))
    strings = ["".join(bits) for bits in product("01", repeat=length + 3)]
    blocked = sum(string.startswith(word) for string in strings)
    try:
        PrefixCode({"a": "0", "b": "0" + word})
    except ValueError:
        return blocked / len(strings) == 2.0**-length
    return False


def _budget(lengths: Sequence[int]) -> Fraction:
    return sum((Fraction(1, 2**length) for length in lengths), Fraction(0))


def budget_is_one(rng: Generator) -> bool:
    """A random prefix code spends at most 1, and exactly 1 if no word is left out."""
    some, all_words = random_words(rng), random_words(rng, complete=True)
    return _budget([*map(len, some)]) <= 1 == _budget([*map(len, all_words)])


def lengths_within_budget(rng: Generator) -> bool:
    """Random lengths within the budget: a code is built, and no word of it begins another."""
    lengths = [int(length) for length in rng.integers(1, 6, size=rng.integers(1, 12))]
    while _budget(lengths) > 1:
        lengths.pop()
    words = list(code_from_lengths(lengths).codewords.values())
    free = not any(one != other and other.startswith(one) for one in words for other in words)
    return free and len(set(words)) == len(words) and [*map(len, words)] == lengths


def cheapest_lengths(rng: Generator) -> bool:
    """A random pmf R and another way to spend the budget, or less of it: it costs more.

    The lengths of which 2^−L is R are the surprisals.
    """
    p, shares = draw(rng)
    own, others = -np.log2(p), -np.log2(rng.choice([0.9, 1]) * shares)
    surprisals = near(2.0**-own, p) and near(own, surprisal(p, base=2))
    return surprisals and bool(p @ own < p @ others)


def powers_of_one_half(rng: Generator) -> bool:
    """Random powers of one half that sum to 1: the best of all codes costs the entropy."""
    p = [2.0 ** -len(word) for word in random_words(rng, cuts=4, complete=True)]
    bits = entropy(p, base=2)
    return near(least_cost(p), bits) and near(huffman(p).expected_length(p), bits)


def best_code_rounds_up(rng: Generator) -> bool:
    """A random pmf, no powers of one half: the best of all codes pays more than H, by under 1 bit.

    Huffman's code is as good; of 30 outcomes, too many to try all codes, we try this one.
    """
    (p,), (many,) = draw(rng, 1), draw(rng, 1, outcomes=30)
    best, bits = least_cost(p), entropy(p, base=2)
    extra = huffman(many).expected_length(many) - entropy(many, base=2)
    as_good = near(huffman(p).expected_length(p), best)
    return bool(bits < best < bits + 1 and as_good and 0 < extra < 1)


def longer_block_dearer() -> bool:
    """Two outcomes of probability 0.8 and 0.2: blocks of 4 cost more than blocks of 3."""
    three, four = (huffman([0.8, 0.2], block=k).expected_length([0.8, 0.2]) for k in (3, 4))
    return three < four


def blocks_within_a_share_of_a_bit(rng: Generator) -> bool:
    """A random pmf of 2 or 3 outcomes in blocks of up to 5: less than 1/k bit above H."""
    (p,) = draw(rng, 1, outcomes=int(rng.integers(2, 4)))
    k = int(rng.integers(1, 6))
    return bool(huffman(p, block=k).expected_length(p) < entropy(p, base=2) + 1 / k)


def no_code_below_entropy(rng: Generator) -> bool:
    """A random prefix code, good or bad, for single outcomes or pairs of a random pmf."""
    block = int(rng.integers(1, 3))
    words = random_words(rng, cuts=8)
    n = int(len(words) ** (1 / block))
    keys = list(product(range(n), repeat=block)) if block > 1 else list(range(n))
    code = PrefixCode(dict(zip(keys, words, strict=False)), block)
    p = rng.dirichlet(np.full(n, rng.choice([0.1, 1, 10])))
    # Equal where the probabilities are powers of one half: leave room for rounding.
    return bool(code.expected_length(p) >= entropy(p, base=2) - 1e-12)
