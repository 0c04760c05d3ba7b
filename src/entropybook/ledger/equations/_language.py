"""The display equations of the page 06d-language."""

import math

import numpy as np
import sympy as sp
from numpy.random import Generator

from entropybook import symbolic
from entropybook.alice import ALPHABET
from entropybook.ledger._entries import Equation, Proved, Tried
from entropybook.ledger._page import chain, page
from entropybook.ngram import NgramModel
from entropybook.symbolic._notation import Quantity

_after, _kinds, _all = (sp.Symbol(name, nonnegative=True) for name in ("N(hc)", "T(h)", "N(h)"))
_lower = sp.Symbol("S_{n-1}(c \\mid h')", positive=True)
_SMOOTHED = Quantity("S_n(c|h)", (_after + _kinds * _lower) / (_all + _kinds), "S_{n}(c \\mid h)")


def _text(rng: Generator, length: int) -> str:
    """Draw a text over few letters, so that contexts come back."""
    return "".join(rng.choice(list("abc "), size=length, p=[0.5, 0.3, 0.15, 0.05]))


def _by_recursion(rng: Generator) -> bool:
    """A random text and context: the formula, from counts made by hand, down to order 0."""
    text, order = _text(rng, int(rng.integers(1, 40))), int(rng.integers(0, 4))
    history, c = _text(rng, 6), str(rng.choice(list("abcz")))
    model = NgramModel(order)
    model.learn(text)
    formula = sp.lambdify((_after, _kinds, _all, _lower), _SMOOTHED.definition, "math")
    p = 1 / len(ALPHABET)
    for n in range(order + 1):
        h = history[len(history) - n :]
        followed = [text[k] for k in range(n, len(text)) if text[k - n : k] == h]
        if followed:  # else the next lower order is all there is
            p = formula(followed.count(c), len(set(followed)), len(followed), p)
    return math.isclose(model.pmf(history)[ALPHABET.index(c)], p, rel_tol=1e-12)


def _product(rng: Generator) -> bool:
    """A random text under a random model: the surprisal of the product of its probabilities."""
    model, text = NgramModel(int(rng.integers(0, 4))), _text(rng, 12)
    model.learn(_text(rng, 30))
    each = [model.pmf(text[:t])[ALPHABET.index(text[t])] for t in range(len(text))]
    paid = model.surprisals(text, base=2)
    return math.isclose(-math.log2(np.prod(each)), math.fsum(paid), rel_tol=1e-12)


def equations() -> tuple[Equation, ...]:
    """List them in the order of the page."""
    return (
        Equation(
            "eq-witten-bell",
            "Interpolated Witten–Bell smoothing",
            "definition",
            chain(_SMOOTHED, "=", _SMOOTHED.definition),
            (Tried(_by_recursion, implements="NgramModel"),),
        ),
        Equation(
            "eq-chain",
            "The surprisal of a text is the sum of those of its letters",
            "identity",
            r"-\log_2 S(x_1 \dots x_N) = \sum_{t=1}^{N} -\log_2 S(x_t \mid x_1 \dots x_{t-1})",
            (Tried(_product),),
            by_hand="all of it",
        ),
        Equation(
            "eq-bits-per-letter",
            "Bits a letter from a perplexity per unit",
            "identity",
            page(symbolic.perplexity_per_unit().conclusion),
            (Proved(symbolic.perplexity_per_unit),),
        ),
    )
