"""Prefix codes to choose from, and what they write for outcomes that come or are typed."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from entropybook import entropy, style
from entropybook._prefix import PrefixCode
from entropybook._validate import whole_number
from entropybook.explorers._element import Explorer, pair, spaced

LENGTH = 10_000  # outcomes


class Code(Explorer):
    """The mean bits an outcome that codes write for data from R.

    Parameters
    ----------
    p : mapping of outcome to probability
        R, on outcomes whose names are single words.
    codes : sequence of PrefixCode
        One to four codes for single outcomes, with a codeword for each outcome of R.
    seed : int, default 1
        Where the random numbers begin, at least 0.

    Raises
    ------
    ValueError
        If `p` is not a pmf, an outcome's name is not one word, there are no codes or more than
        four, or one of them has no codeword for an outcome.
    TypeError
        If `p` is not a mapping, a code is not a `PrefixCode`, or `seed` is not an integer.

    Examples
    --------
    >>> Code({1: 0.5, 2: 0.5}, [PrefixCode({1: "0", 2: "1"})])
    <explore-code outcomes="1 2" p="0.5 0.5" codes="0 1" seed="1"></explore-code>
    """

    tag = "explore-code"

    def __init__(
        self, p: Mapping[Any, float], codes: Sequence[PrefixCode], *, seed: int = 1
    ) -> None:
        self.outcomes, (self.p, _) = pair(p, p)
        if not 1 <= len(codes) <= 4:
            raise ValueError(f"there are {len(codes)} codes: give one to four")
        self.words = []
        for code in codes:
            if not isinstance(code, PrefixCode):
                raise TypeError(f"a code is {code!r}: give a PrefixCode")
            if missing := [outcome for outcome in p if outcome not in code.codewords]:
                raise ValueError(f"{code} has no codeword for {missing[0]!r}")
            self.words.append([code.codewords[outcome] for outcome in p])
        self.seed = whole_number(seed, "seed", least=0)

    def attributes(self) -> dict[str, str]:
        """Return the outcomes, R, the codewords of each code, and the seed."""
        return {
            "outcomes": " ".join(self.outcomes),
            "p": spaced(self.p),
            "codes": "; ".join(" ".join(words) for words in self.words),
            "seed": str(self.seed),
        }

    def describe(self) -> str:
        """Say what the still picture shows."""
        return (
            f"The running mean of bits an outcome over {LENGTH:,} outcomes from R, for "
            f"{len(self.words)} prefix codes ({self.attributes()['codes']}), each towards what it "
            "is expected to be, and a dashed line at the entropy of R."
        )

    def draw(self) -> Figure:
        """Draw the running means of all codes over the same outcomes."""
        figure, ax = style.figure(height=3.2)
        drawn = np.random.default_rng(self.seed).choice(len(self.p), size=LENGTH, p=self.p)
        colors = (style.S, style.INK, style.EXCESS, style.ENTROPY)
        for words, color in zip(self.words, colors, strict=False):
            lengths = np.array([len(word) for word in words])
            expected = float(np.dot(self.p, lengths))
            style.settle(ax, lengths[drawn], {}, color=color)
            ax.text(LENGTH, expected + 0.015, " · ".join(words), color=color, ha="right")
        floor = float(entropy(self.p, base=2))
        ax.axhline(floor, color=style.INK, lw=1, ls="--")
        ax.text(LENGTH, floor - 0.015, "H(R)", ha="right", va="top")
        ax.set(ylabel="bits an outcome so far")
        return figure
