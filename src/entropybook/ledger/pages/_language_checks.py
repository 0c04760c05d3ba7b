"""What could refute the claims of the page 06d-language, each function on one random case."""

import math
from collections import Counter
from itertools import product
from typing import Any

import numpy as np
from numpy.random import Generator

from entropybook._draws import draw, near
from entropybook.alice import ALPHABET, alice
from entropybook.measures import cross_entropy, entropy, pmf
from entropybook.ngram import NgramModel
from entropybook.textfile import decode_text, encode_text


def _text(rng: Generator, length: int) -> str:
    """Draw a text over few letters, so that contexts come back."""
    return "".join(rng.choice(list("abc "), size=length, p=[0.5, 0.3, 0.15, 0.05]))


def _model(rng: Generator, escape: float = 1.0) -> NgramModel:
    """Train a model of random order on a random text."""
    model = NgramModel(int(rng.integers(0, 4)), escape=escape)
    model.learn(_text(rng, int(rng.integers(1, 60))))
    return model


def english_takes_less() -> bool:
    """A model that learns the book while it reads: less than half of log 27 a letter."""
    paid = NgramModel(3).surprisals(alice(), learn=True)
    return bool(np.mean(paid) < math.log(27) / 2)


def novelty_grows() -> bool:
    """Contexts of 3 letters, 10 to 20 times in half the book: new letters in the other half."""
    half = len(alice()) // 2
    model = NgramModel(3)
    model.learn(alice()[:half])
    new: dict[bool, list[bool]] = {True: [], False: []}
    for k in range(half + 3, len(alice())):
        came = model.after(alice()[k - 3 : k])
        if 10 <= sum(came.values()) <= 20 and len(came) not in (3, 4):
            new[len(came) > 4].append(alice()[k] not in came)
    return min(map(len, new.values())) > 500 and np.mean(new[True]) > 2 * np.mean(new[False])


def never_zero(rng: Generator) -> bool:
    """A random model and a text with letters that it never met: no probability is 0."""
    model, text = _model(rng), "".join(rng.choice(list(ALPHABET), size=30))
    smallest = min(model.pmf(text[:k]).min() for k in range(len(text)))
    return bool(smallest > 0 and np.all(np.isfinite(model.surprisals(text))))


def unseen_is_impossible(rng: Generator) -> bool:
    """Nothing set aside: infinite if and only if a letter is new after a context that is not."""
    model, text = NgramModel(1, escape=0), _text(rng, 40)
    model.learn(text)
    told = "a" + _text(rng, 5)
    pairs = {text[k : k + 2] for k in range(len(text) - 1)}
    contexts = {pair[0] for pair in pairs}
    # After a context that is new itself the letters alone decide.
    new = any(
        told[k : k + 2] not in pairs if told[k] in contexts else told[k + 1] not in text
        for k in range(len(told) - 1)
    )
    return bool(np.isinf(model.surprisals(told[1:], history="a").mean()) == new)


def new_contexts_fall_back(rng: Generator) -> bool:
    """Train orders 2 and 3, smoothed and not: equal after a new context, and else mostly not."""
    text, escape = _text(rng, 60), float(rng.integers(2))
    two, three = NgramModel(2, escape=escape), NgramModel(3, escape=escape)
    for model in (two, three):
        model.learn(text)
    contexts = ["".join(letters) for letters in product("abc ", repeat=3)]
    new = [h for h in contexts if not three.after(h)]
    known = [h for h in contexts if three.after(h)]
    fall_back = all(near(three.pmf(h), two.pmf(h)) for h in new)
    return fall_back and not all(near(three.pmf(h), two.pmf(h)) for h in known)


def perplexity_of_equals(rng: Generator) -> bool:
    """Draw k up to 50, and pmfs of which each gives 1/k to what comes: the perplexity is k."""
    k, n = int(rng.integers(1, 51)), 30
    others = rng.dirichlet(np.ones(5), size=n) * (1 - 1 / k)
    pmfs, came = np.column_stack([np.full(n, 1 / k), others]), np.eye(6)[np.zeros(n, dtype=int)]
    return near(2 ** cross_entropy(came, pmfs, base=2).mean(), k)


def plug_in_too_small(rng: Generator) -> bool:
    """A random pmf of 2 or 3 outcomes: the mean over all samples of 1 to 5 draws, one by one."""
    (r,) = draw(rng, 1, outcomes=int(rng.integers(2, 4)))
    means = []
    for n in range(1, 6):
        samples = [list(sample) for sample in product(range(len(r)), repeat=n)]
        of = [entropy(pmf(np.bincount(sample, minlength=len(r)))) for sample in samples]
        means.append(float(np.dot([np.prod(r[sample]) for sample in samples], of)))
    return bool(np.all(np.diff([*means, entropy(r)]) > 0))


def file_length_is_loss(rng: Generator) -> bool:
    """A random model and text: count the bits of the file, and compare with the surprisals."""
    model, text = _model(rng), _text(rng, int(rng.integers(0, 60)))
    bits, ideal = len(encode_text(model, text)), model.surprisals(text, base=2).sum()
    return bool(ideal - 1e-9 <= bits <= ideal + 2)


def file_of_single_letters(rng: Generator) -> bool:
    """Order 0: n letters take n H(R, S) bits and at most 2 more, R being their frequencies."""
    model, text = NgramModel(0), _text(rng, 200)
    model.learn(_text(rng, 300))
    s = dict(zip(ALPHABET, model.pmf(""), strict=True))
    ideal = len(text) * cross_entropy(pmf(Counter(text)), s, base=2)
    return bool(ideal - 1e-6 <= len(encode_text(model, text)) <= ideal + 2)


def same_model_reads(rng: Generator) -> bool:
    """A random model and text: written, then read with the model, which gives the text back."""
    model, text = _model(rng), _text(rng, 40)
    return decode_text(model, encode_text(model, text), len(text)) == text


def stays_in_step(rng: Generator) -> bool:
    """A writer and a reader that begin empty: the first letter costs log 27, the text comes out."""
    order, text = int(rng.integers(0, 4)), _text(rng, 40)
    first = NgramModel(order).surprisals(text, learn=True)[0]
    bits = encode_text(NgramModel(order), text, learn=True)
    back = decode_text(NgramModel(order), bits, len(text), learn=True)
    return near(first, math.log(27)) and back == text


def copying_is_no_knowing() -> bool:
    """Orders 2 and 8, trained on 20,000 letters: what 8 writes is copied, and it predicts worse."""
    text, cut = alice()[:25_000], 20_000
    loss, copied = [], []
    for order in (2, 8):
        model = NgramModel(order)
        model.learn(text[:cut])
        words = model.sample(1000, np.random.default_rng(0), history="alice ")
        copied.append(np.mean([words[k : k + 10] in text[:cut] for k in range(990)]))
        loss.append(model.surprisals(text[cut:], history=text[:cut]).mean())
    return bool(copied[0] < 0.1 and copied[1] > 0.5 and loss[0] < loss[1])


def _two_models(rng: Generator) -> Any:
    """Draw a text's letters and its units for two models, and the bits that each needs."""
    letters = int(rng.integers(50, 100))
    return letters, rng.integers(10, letters + 1, size=2), rng.uniform(10, 400, size=2)


def one_unit_compares(rng: Generator) -> bool:
    """Two models on one text, in the same units: the smaller perplexity has the smaller file."""
    _, (units, _), bits = _two_models(rng)
    one, other = 2 ** (bits / units)
    return bool((one < other) == (bits[0] < bits[1]))


def letters_compare(rng: Generator) -> bool:
    """Two models with units of their own: perplexity times units gives back who is smaller."""
    letters, units, bits = _two_models(rng)
    each = [m / letters * math.log2(2 ** (b / m)) for b, m in zip(bits, units, strict=True)]
    return bool((each[0] < each[1]) == (bits[0] < bits[1]))


def units_mislead() -> bool:
    """200 bits in 100 letters, 190 bits in 20 words: the smaller file, the larger perplexity."""
    return 190 < 200 and 2 ** (190 / 20) > 2 ** (200 / 100)


def one_way_to_cut(rng: Generator) -> bool:
    """Random tokens a, b, ab, ba and abb: each way to cut a text, against all of them together."""
    tokens = ("a", "b", "ab", "ba", "abb")
    p = dict(zip(tokens, draw(rng, 1, outcomes=len(tokens))[0], strict=True))
    text = "".join(rng.choice(["a", "b"], size=6))

    def ways(rest: str) -> list[float]:
        if not rest:
            return [1.0]
        fitting = [token for token in tokens if rest.startswith(token)]
        return [p[token] * way for token in fitting for way in ways(rest[len(token) :])]

    # The probability of the whole, built up from the left.
    whole = [1.0] + [0.0] * len(text)
    for end in range(1, len(text) + 1):
        whole[end] = sum(p[t] * whole[end - len(t)] for t in tokens if text[:end].endswith(t))
    return near(sum(ways(text)), whole[-1]) and max(ways(text)) <= whole[-1] * (1 + 1e-12)
