"""Two hills to pull apart, and the bells that are fitted to them in both directions."""

import math

import numpy as np
from matplotlib.figure import Figure
from scipy.optimize import minimize_scalar
from scipy.stats import norm

from entropybook import style
from entropybook.direction import Fit, finite_number, reverse_kl, reverse_minima
from entropybook.explorers._element import Explorer

MOST = 4.0


class Bells(Explorer):
    """One normal distribution fitted to ½N(−a, 1) + ½N(a, 1), forward and reverse.

    Parameters
    ----------
    a : float
        Half the distance of the hills to begin with, 0 to 4.

    Raises
    ------
    ValueError
        If `a` is not between 0 and 4.
    TypeError
        If `a` is not a number.

    Examples
    --------
    >>> Bells(1.5)
    <explore-bells a="1.5"></explore-bells>
    """

    tag = "explore-bells"

    def __init__(self, a: float) -> None:
        self.a = finite_number(a, "a")
        if not 0 <= self.a <= MOST:
            raise ValueError(f"a is {a}: give half a distance from 0 to {MOST:g}")

    def attributes(self) -> dict[str, str]:
        """Return half the distance."""
        return {"a": f"{self.a!r}"}

    def fits(self) -> list[Fit]:
        """Return the minima of KL(S‖R), found from the middle and from both hills."""
        return reverse_minima(self.a, [(-self.a, 1.0), (0.0, 1 + self.a / 2), (self.a, 1.0)])

    def valley(self, mean: float) -> float:
        """Return the least KL(S‖R) of all S with a mean, in nats."""
        by_width = (lambda u: reverse_kl(mean, math.exp(u), self.a), (-1, 1.8))
        return float(minimize_scalar(by_width[0], bounds=by_width[1], method="bounded").fun)

    def describe(self) -> str:
        """Say what the still picture shows."""
        found = "; ".join(f"mean {f.mean + 0:.2f}, sd {f.sd:.2f}" for f in self.fits())
        return (
            f"Two hills at −{self.a:g} and {self.a:g}, a dashed bell over both, the forward fit, "
            f"and the reverse fits: {found}. Beside them the least KL divergence of S from R for "
            "each mean of S, with a dot at each fit."
        )

    def draw(self) -> Figure:
        """Draw the densities, and the divergence over the mean."""
        figure, (left, right) = style.figure(2, height=3.2)
        x, fits = np.linspace(-8, 8, 161), self.fits()
        best = min(fit.divergence for fit in fits)
        r = (norm.pdf(x, -self.a) + norm.pdf(x, self.a)) / 2
        left.fill_between(x, r, color=style.R, alpha=0.25, lw=0)
        left.plot(x, r, color=style.R)
        left.plot(x, norm.pdf(x, 0, math.sqrt(1 + self.a**2)), "--", color=style.INK, lw=1.5)
        means = np.linspace(0, 4.5, 31)
        half = [self.valley(mean) for mean in means]
        right.plot(np.r_[-means[:0:-1], means], half[:0:-1] + half, color=style.INK)
        for fit in fits:
            wins = fit.divergence < best + 1e-9
            look = {"color": style.S, "lw": 2.5 if wins else 1.2, "ls": "-" if wins else ":"}
            left.plot(x, norm.pdf(x, fit.mean, fit.sd), **look)
            face = style.S if wins else "white"
            right.scatter([fit.mean], [fit.divergence], c=face, ec=style.S, s=45, zorder=3)
        left.set(yticks=[], ylim=(0, 0.45), title="density")
        right.set(ylim=(0, 1.75), xlabel="mean of S", title="least KL(S‖R) in nats")
        return figure
