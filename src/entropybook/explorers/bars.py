"""Bars of R and S to drag, and what becomes of entropy, cross-entropy and both divergences."""

import math
from collections.abc import Mapping
from typing import Any

from matplotlib.figure import Figure

from entropybook import entropy, kl_divergence, style
from entropybook.explorers._element import Explorer, pair, spaced, told


class Bars(Explorer):
    """R and S on a few outcomes, with what becomes of entropy and KL(R‖S).

    Parameters
    ----------
    p, q : mapping of outcome to probability
        R and S to begin with, on two to four outcomes whose names are single words. S allows what
        R allows, so that the still picture is finite.
    stack : bool
        Whether to show the sum of H(R) and KL(R‖S) as one column, for a first look, instead of what
        each outcome contributes and the other totals.

    Raises
    ------
    ValueError
        If one of them is not a pmf, there are other than two to four outcomes, an outcome's name
        is not one word, or S forbids an outcome that R allows.
    TypeError
        If one of them is not a mapping.

    Examples
    --------
    >>> Bars({1: 0.5, 2: 0.5}, {1: 0.25, 2: 0.75})
    <explore-bars outcomes="1 2" p="0.5 0.5" q="0.25 0.75"></explore-bars>
    """

    tag = "explore-bars"

    def __init__(
        self, p: Mapping[Any, float], q: Mapping[Any, float], *, stack: bool = False
    ) -> None:
        self.stack = stack
        self.outcomes, (self.p, self.q) = pair(p, q)
        if not 2 <= len(self.outcomes) <= 4:
            raise ValueError(f"there are {len(self.outcomes)} outcomes: give two to four")
        for word, r, s in zip(self.outcomes, self.p, self.q, strict=True):
            if r > 0 and s == 0:
                raise ValueError(f"q forbids the outcome {word}, which p allows: begin with q > 0")

    def attributes(self) -> dict[str, str]:
        """Return the outcomes and both pmfs, and the view if it is not the usual one."""
        return told(self.outcomes, self.p, self.q) | ({"view": "stack"} if self.stack else {})

    def describe(self) -> str:
        """Say what the still picture shows."""
        floor, excess = self.parts()
        beside = (
            f"the entropy of R, {floor:.3f} bits, and on it the KL divergence of R from S, "
            f"{excess:.3f} bits; together they are the cross-entropy."
            if self.stack
            else "what each outcome contributes to the KL divergence of R from S, in bits: "
            f"{', '.join(f'{t:.3f}' for t in self.terms())}."
        )
        return (
            f"Bars of R ({spaced(self.p)}) and S ({spaced(self.q)}) on the outcomes "
            f"{', '.join(self.outcomes)}; beside them {beside}"
        )

    def parts(self) -> tuple[float, float]:
        """Return H(R) and KL(R‖S), in bits."""
        return float(entropy(self.p, base=2)), float(kl_divergence(self.p, self.q, base=2))

    def terms(self) -> list[float]:
        """Return what each outcome contributes to KL(R‖S), in bits."""
        pairs = zip(self.p, self.q, strict=True)
        return [r * math.log2(r / s) if r > 0 else 0.0 for r, s in pairs]

    def draw(self) -> Figure:
        """Draw the bars, and the stack or the contributions."""
        figure, (left, right) = style.figure(2)
        named = [dict(zip(self.outcomes, pmf, strict=True)) for pmf in (self.p, self.q)]
        style.pair(left, *named)
        left.set_ylim(0, 1.35 * max(*self.p, *self.q))  # room for the legend
        if self.stack:
            floor, excess = self.parts()
            labels = ["you believe S", "you know R"]
            style.stacked(right, labels, [floor, floor], [excess, 0], "bits an outcome")
            return figure
        terms = dict(zip(self.outcomes, self.terms(), strict=True))
        style.contributions(
            right, terms, color=style.EXCESS, unit="bits", title="R(x) log R(x)/S(x)"
        )
        return figure
