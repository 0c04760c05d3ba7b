"""Streams of outcomes from R or from S, and how long they take to tell which."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure

from entropybook import kl_divergence, style
from entropybook._validate import whole_number
from entropybook.explorers._element import Explorer, pair, told

ODDS = (3, 10, 30, 100, 300, 1000, 3000)
LENGTH = 120  # outcomes that the still picture shows


class Evidence(Explorer):
    """The log-likelihood ratio of R to S while outcomes come, until the odds are far enough.

    Parameters
    ----------
    p, q : mapping of outcome to probability
        R and S, all probabilities above 0.
    odds : int, default 100
        The odds that make sure, to begin with: 3, 10, 30, 100, 300, 1000 or 3000 to 1.
    seed : int, default 1
        Where the random numbers begin, at least 0.

    Raises
    ------
    ValueError
        If one of them is not a pmf, a probability is 0, an outcome's name is not one word, or the
        odds are other ones.
    TypeError
        If one of them is not a mapping, or `seed` is not an integer.

    Examples
    --------
    >>> Evidence({1: 0.5, 2: 0.5}, {1: 0.25, 2: 0.75}, odds=10).attributes()["odds"]
    '10'
    """

    tag = "explore-evidence"

    def __init__(
        self, p: Mapping[Any, float], q: Mapping[Any, float], *, odds: int = 100, seed: int = 1
    ) -> None:
        self.outcomes, (self.p, self.q) = pair(p, q)
        for name, values in (("p", self.p), ("q", self.q)):
            if 0 in values:
                word = self.outcomes[values.index(0)]
                raise ValueError(f"{name} forbids the outcome {word}: one outcome would tell all")
        if odds not in ODDS:
            raise ValueError(f"odds is {odds!r}: give one of {ODDS}")
        self.odds, self.seed = odds, whole_number(seed, "seed", least=0)

    def attributes(self) -> dict[str, str]:
        """Return the outcomes, both pmfs, the odds and the seed."""
        return {
            **told(self.outcomes, self.p, self.q),
            "odds": str(self.odds),
            "seed": str(self.seed),
        }

    def scores(self) -> npt.NDArray[np.float64]:
        """Return three scores from R, then three from S, in nats, outcome by outcome.

        Returns
        -------
        ndarray (6, 120)
            The log-likelihood ratio of R to S.
        """
        rng = np.random.default_rng(self.seed)
        steps = np.log(np.array(self.p) / self.q)
        drawn = [rng.choice(len(self.p), size=(3, LENGTH), p=pmf) for pmf in (self.p, self.q)]
        return np.cumsum(steps[np.concatenate(drawn)], axis=1)

    def describe(self) -> str:
        """Say what the still picture shows."""
        return (
            f"Six scores over {LENGTH} outcomes: three with outcomes from R, around a dashed line "
            f"of slope KL(R‖S), and three from S, around one of slope −KL(S‖R). Dotted lines mark "
            f"odds of {self.odds} to 1 for either."
        )

    def draw(self) -> Figure:
        """Draw the scores, the slopes and the bounds."""
        figure, ax = style.figure(height=3.2)
        seen = np.arange(1, LENGTH + 1)
        scores = self.scores()
        ax.plot(seen, scores[:3].T, color=style.R, lw=1.2, alpha=0.7)
        ax.plot(seen, scores[3:].T, color=style.S, lw=1.2, alpha=0.7)
        for slope in (kl_divergence(self.p, self.q), -kl_divergence(self.q, self.p)):
            ax.plot(seen, slope * seen, "--", color=style.INK, lw=1.5)
        for sign, name in ((1, "R"), (-1, "S")):
            bound = sign * math.log(self.odds)
            ax.axhline(bound, color=style.INK, lw=1, ls=":")
            ax.text(LENGTH + 2, bound, f"{self.odds} to 1\nfor {name}", va="center")
        ax.set(xlabel="outcomes seen", ylabel="score (nats)", xlim=(0, LENGTH))
        return figure
