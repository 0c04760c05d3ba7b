"""Where the fits of `entropybook.direction` are born, and where one overtakes the other.

The hills are R = ½N(−a, 1) + ½N(a, 1), and what is followed over a are the normal S at which
KL(S‖R) is level.
"""

import math
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import optimize

from entropybook._validate import UnresolvedError
from entropybook.direction import POINTS, REACH, Fit, finite_number, reverse_kl, reverse_slopes

Array = npt.NDArray[np.float64]


class Level(NamedTuple):
    """A place where KL(S‖R) is level: its slopes are 0.

    Parameters
    ----------
    a : float
        Half the distance of the hills.
    mean, sd : float
        Mean and standard deviation of S.
    """

    a: float
    mean: float
    sd: float


def centred_fit(a: float, *, points: int = POINTS, reach: float = REACH) -> Fit:
    """Find the normal S of mean 0 with the least KL(S‖R).

    Parameters
    ----------
    a, points, reach
        As for `reverse_kl`.

    Returns
    -------
    Fit

    Raises
    ------
    ValueError, TypeError, UnresolvedError
        As for `reverse_kl`.

    Examples
    --------
    >>> round(centred_fit(2.0).sd, 4)
    2.047
    """

    def slope(sd: float) -> float:
        return float(reverse_slopes(0.0, sd, a, points=points, reach=reach)[0][1])

    # Up to 1 the slope is not above 0. And E z tanh(a sd z) is at most E|z|, which is below 1, so
    # that it is above 0 from 1 + a on.
    sd = float(optimize.brentq(slope, 0.9, 1.1 + a, xtol=1e-14))
    return Fit(0.0, sd, reverse_kl(0.0, sd, a, points=points, reach=reach))


def off_centre(mean: float, *, points: int = POINTS, reach: float = REACH) -> Level:
    """Find the hills for which KL(S‖R) is level at a normal S with the given mean.

    Parameters
    ----------
    mean : float
        The mean of S, 1.75 to 20. Below √3 there is no such place.
    points, reach
        As for `reverse_kl`.

    Returns
    -------
    Level

    Raises
    ------
    ValueError
        If `mean` is not between 1.75 and 20.
    TypeError
        If an argument is not a number.
    UnresolvedError
        If no such place was found.

    Examples
    --------
    >>> level = off_centre(4.0)
    >>> round(level.a, 3), round(level.sd, 3)
    (4.0, 1.001)
    """
    if not 1.75 <= finite_number(mean, "mean") <= 20:
        raise ValueError(f"mean is {mean}: give one from 1.75 to 20")

    def slopes(unknown: Array) -> Array:
        sd, a = np.exp(unknown)
        return reverse_slopes(mean, sd, a, points=points, reach=reach)[0]

    guess = (max(1.0, 2.4 - mean / 2), max(mean, 2.4, 3.8 - mean))
    sd, a = _root(slopes, np.log(guess), f"a level place with mean {mean}")
    return Level(math.exp(a), mean, math.exp(sd))


def fold(*, points: int = POINTS, reach: float = REACH) -> Level:
    """Find where the off-centre fits are born: level, with a Hessian that is not invertible.

    Parameters
    ----------
    points, reach
        As for `reverse_kl`.

    Returns
    -------
    Level
        For smaller a there is no off-centre fit.

    Raises
    ------
    ValueError, TypeError, UnresolvedError
        As for `off_centre`.

    Examples
    --------
    >>> round(fold().a, 4)
    2.4122
    """

    def conditions(unknown: Array) -> Array:
        a, mean, sd = unknown
        gradient, hessian = reverse_slopes(mean, sd, a, points=points, reach=reach)
        return np.append(gradient, np.linalg.det(hessian))

    return Level(*map(float, _root(conditions, np.array([2.4, 2.1, 1.3]), "the fold")))


def overtaking(*, points: int = POINTS, reach: float = REACH) -> Level:
    """Find where the off-centre fits become as good as the centred one.

    Parameters
    ----------
    points, reach
        As for `reverse_kl`.

    Returns
    -------
    Level

    Raises
    ------
    ValueError, TypeError, UnresolvedError
        As for `off_centre`.

    Examples
    --------
    >>> round(overtaking().a, 4)
    2.8001
    """

    def lead(mean: float) -> float:
        a, _, sd = off_centre(mean, points=points, reach=reach)
        locked = reverse_kl(mean, sd, a, points=points, reach=reach)
        return locked - centred_fit(a, points=points, reach=reach).divergence

    mean = optimize.brentq(lead, 2.2, 4.0, xtol=1e-13)
    return off_centre(float(mean), points=points, reach=reach)


def _root(equations: Any, guess: Array, what: str) -> Array:
    found = optimize.root(equations, guess, tol=1e-13)
    # The solver may complain that it cannot do better; the residual tells whether it need not.
    if not np.abs(found.fun).max() < 1e-10:
        raise UnresolvedError(f"{what} was not found: the equations are off by {found.fun}")
    return np.asarray(found.x)
