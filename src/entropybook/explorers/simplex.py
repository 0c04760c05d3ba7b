"""The triangle of all S on three outcomes, with both divergences as contours around R."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure

from entropybook import kl_divergence, style
from entropybook.explorers._element import Explorer, pair, spaced, told

CORNERS = np.array([[0, 0], [0.5, math.sqrt(3) / 2], [1, 0]])
STEPS = 120  # of the grid along an edge


class Simplex(Explorer):
    """All S on three outcomes at once, and both divergences from R.

    Parameters
    ----------
    p, q : mapping of outcome to probability
        R and S to begin with, on three outcomes whose names are single words; hundredths, since
        that is how the points move. R allows all three, so that both divergences have contours.

    Raises
    ------
    ValueError
        If one of them is not a pmf or not in hundredths, there are other than three outcomes, an
        outcome's name is not one word, or R forbids an outcome.
    TypeError
        If one of them is not a mapping.

    Examples
    --------
    >>> Simplex({1: 0.5, 2: 0.25, 3: 0.25}, {1: 0.2, 2: 0.3, 3: 0.5}).attributes()["p"]
    '0.5 0.25 0.25'
    """

    tag = "explore-simplex"
    levels = (0.05, 0.2, 0.5, 1.0)  # nats

    def __init__(self, p: Mapping[Any, float], q: Mapping[Any, float]) -> None:
        self.outcomes, (self.p, self.q) = pair(p, q)
        if len(self.outcomes) != 3:
            raise ValueError(f"there are {len(self.outcomes)} outcomes: a triangle has three")
        if 0 in self.p:
            word = self.outcomes[self.p.index(0)]
            raise ValueError(f"p forbids the outcome {word}: begin with an R that allows all")
        for name, values in (("p", self.p), ("q", self.q)):
            for value in values:
                if abs(100 * value - round(100 * value)) > 1e-9:
                    raise ValueError(f"{name} has the probability {value}: give hundredths")

    def attributes(self) -> dict[str, str]:
        """Return the outcomes and both pmfs."""
        return told(self.outcomes, self.p, self.q)

    def describe(self) -> str:
        """Say what the still picture shows."""
        levels = ", ".join(f"{level:g}" for level in self.levels)
        return (
            f"Two triangles of all distributions on {', '.join(self.outcomes)}, with R at "
            f"({spaced(self.p)}) and S at ({spaced(self.q)}). Left, contours of KL(R‖S) at "
            f"{levels} nats crowd before the edges, where it is infinite; right, those of KL(S‖R) "
            "run into the edges."
        )

    def grid(self) -> npt.NDArray[np.float64]:
        """Return the distributions of a grid over the triangle, edges included.

        Returns
        -------
        ndarray (m, 3)
            One distribution a row.
        """
        whole = [(i, j, STEPS - i - j) for i in range(STEPS + 1) for j in range(STEPS + 1 - i)]
        return np.array(whole) / STEPS

    def draw(self) -> Figure:
        """Draw both triangles."""
        figure, axes = style.figure(2, height=3.1)
        grid = self.grid()
        r = np.array(self.p)
        values = (kl_divergence(r, grid), kl_divergence(grid, r))
        marks = ((self.p, "R", style.R), (self.q, "S", style.S))
        for ax, value, name in zip(axes, values, ("KL(R‖S)", "KL(S‖R)"), strict=True):
            # At the edges the forward one is infinite; beyond the highest level any height does.
            ax.tricontour(
                *(grid @ CORNERS).T,
                np.minimum(value, 3 * self.levels[-1]),
                self.levels,
                colors=style.EXCESS if name == "KL(R‖S)" else style.INK,
                linestyles="-" if name == "KL(R‖S)" else "--",
                linewidths=1.3,
            )
            hard = {"color": style.EXCESS, "lw": 3.5} if name == "KL(R‖S)" else {"lw": 1}
            ax.plot(*np.vstack([CORNERS, CORNERS[:1]]).T, **{"color": style.FAINT, **hard})
            for pmf, letter, color in marks:
                u, v = np.array(pmf) @ CORNERS
                ax.scatter([u], [v], color=color, zorder=3)
                ax.text(u + 0.03, v + 0.03, letter)
            for (u, v), word in zip(CORNERS, self.outcomes, strict=True):
                ax.text(u, v + (0.05 if v else -0.11), f"only {word}", ha="center")
            ax.set(aspect="equal", title=f"{name} in nats", ylim=(-0.13, 1))
            ax.axis("off")
        return figure
