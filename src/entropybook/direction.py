"""The two directions of the KL divergence: one normal distribution fitted to two hills.

The hills are R = ½N(−a, 1) + ½N(a, 1), the model S is one normal distribution. The least KL(R‖S)
has a closed form, mean 0 and variance 1 + a²; here is the other direction. All in nats.
"""

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import optimize

from entropybook._validate import UnresolvedError

Array = npt.NDArray[np.float64]

# The trapezoid rule, whose error falls exponentially in the step for such an integrand; what lies
# beyond 10 standard deviations is below 1e-21.
POINTS, REACH = 4001, 10.0
_FAR = 1e4


class Fit(NamedTuple):
    """A normal distribution fitted to the two hills.

    Parameters
    ----------
    mean, sd : float
        Its mean and standard deviation.
    divergence : float
        KL(S‖R) in nats.
    """

    mean: float
    sd: float
    divergence: float


def reverse_kl(
    mean: float, sd: float, a: float, *, points: int = POINTS, reach: float = REACH
) -> float:
    r"""Compute KL(S‖R) of a normal S from the two hills R.

    Parameters
    ----------
    mean, sd : float
        Mean and standard deviation of S; the latter above 0.
    a : float
        Half the distance of the hills, at least 0.
    points : int, default 4001
        How many points the trapezoid rule takes, at least 2.
    reach : float, default 10
        It goes from −reach to reach standard deviations; above 0.

    Returns
    -------
    float
        The divergence in nats.

    Raises
    ------
    ValueError
        If a number is not finite, `sd` or `reach` is not above 0, `a` is below 0, or there are
        less than 2 points.
    TypeError
        If an argument is not a number.
    UnresolvedError
        If the points lie too far apart for this `a` and `sd`, or a number is far from 1.

    Notes
    -----
    With x = mean + sd z and z standard normal, the divergence is

    .. math:: -\log \mathrm{sd} - \tfrac12 + \tfrac12 (\mathrm{mean}^2 + \mathrm{sd}^2 + a^2)
              - \mathbb{E} \log \cosh (a x).

    Examples
    --------
    >>> round(reverse_kl(0.0, 1.0, 0.0), 12)
    0.0
    >>> round(reverse_kl(6.0, 1.0, 6.0), 4)  # one hill of two, far apart: log 2
    0.6931
    """
    mean, sd, a = _checked(mean, sd, a)
    z, weight = _grid(points, reach, a * sd)
    y = a * (mean + sd * z)
    # log cosh y without overflow.
    log_cosh = np.logaddexp(y, -y) - math.log(2)
    square = mean**2 + sd**2 + a**2
    return float(square / 2 - 0.5 - math.log(sd) - weight @ log_cosh)


def reverse_slopes(
    mean: float, sd: float, a: float, *, points: int = POINTS, reach: float = REACH
) -> tuple[Array, Array]:
    """Compute the gradient and the Hessian of KL(S‖R) in the mean and standard deviation of S.

    Parameters
    ----------
    mean, sd, a, points, reach
        As for `reverse_kl`.

    Returns
    -------
    gradient : ndarray (2,)
        Derivatives in the mean and in the standard deviation.
    hessian : ndarray (2, 2)
        Second derivatives.

    Raises
    ------
    ValueError, TypeError, UnresolvedError
        As for `reverse_kl`.

    Examples
    --------
    >>> gradient, hessian = reverse_slopes(0.0, 1.0, 0.0)
    >>> gradient.round(9) + 0, (hessian.round(9) + 0).tolist()
    (array([0., 0.]), [[1.0, 0.0], [0.0, 2.0]])
    """
    mean, sd, a = _checked(mean, sd, a)
    z, weight = _grid(points, reach, a * sd)
    pull = np.tanh(a * (mean + sd * z))
    bend = weight * (1 - pull**2)
    gradient = np.array([mean - a * (weight @ pull), sd - 1 / sd - a * ((weight * z) @ pull)])
    mixed = -(a**2) * (bend @ z)
    hessian = np.array(
        [
            [1 - a**2 * bend.sum(), mixed],
            [mixed, 1 + 1 / sd**2 - a**2 * (bend @ z**2)],
        ]
    )
    return gradient, hessian


def reverse_minima(a: float, starts: Iterable[tuple[float, float]]) -> list[Fit]:
    """Search the minima of KL(S‖R) over all normal S, from many starts.

    Parameters
    ----------
    a : float
        Half the distance of the hills, at least 0.
    starts : iterable of (float, float)
        Mean and standard deviation to start from.

    Returns
    -------
    list of Fit
        The different minima that were found, by their means.

    Raises
    ------
    ValueError
        If there is no start, or one is not a finite mean and a positive finite standard deviation.
    TypeError
        If an argument does not consist of numbers.
    UnresolvedError
        If a search leaves what `reverse_kl` resolves, or ends where the slope is not 0.

    Examples
    --------
    >>> [round(fit.mean, 3) + 0 for fit in reverse_minima(1.0, [(-2, 1), (2, 1)])]
    [0.0]
    >>> [round(fit.mean, 3) + 0 for fit in reverse_minima(3.0, [(-3, 1), (0, 3), (3, 1)])]
    [-2.984, 0.0, 2.984]
    """
    found: list[Fit] = []
    for start in starts:
        mean, sd, _ = _checked(*start, a)
        # In the logarithm of the standard deviation, which can be any number. The steps are kept
        # short, so that a search ends in the valley in which it began.
        search = optimize.minimize(
            _downhill,
            [mean, math.log(sd)],
            args=(a,),
            method="trust-exact",
            jac=True,
            hess=_curvature,
            options={"gtol": 1e-10, "initial_trust_radius": 0.25, "max_trust_radius": 0.5},
        )
        fit = Fit(float(search.x[0]), float(np.exp(search.x[1])), float(search.fun))
        if np.abs(search.jac).max() > 1e-6:
            raise UnresolvedError(f"from the start {start} no minimum was reached, only {fit}")
        if not any(np.hypot(fit.mean - f.mean, fit.sd - f.sd) < 1e-3 for f in found):
            found.append(fit)
    if not found:
        raise ValueError("starts is empty: give at least one pair of mean and standard deviation")
    return sorted(found)


def _downhill(place: Any, a: float) -> tuple[float, Array]:
    mean, sd = float(place[0]), math.exp(place[1])
    gradient, _ = reverse_slopes(mean, sd, a)
    return reverse_kl(mean, sd, a), gradient * (1, sd)


def _curvature(place: Any, a: float) -> Array:
    mean, sd = float(place[0]), math.exp(place[1])
    gradient, hessian = reverse_slopes(mean, sd, a)
    return hessian * np.outer((1, sd), (1, sd)) + np.diag([0, sd * gradient[1]])


def finite_number(value: float, name: str) -> float:
    """Return a finite number as a float, or raise."""
    if isinstance(value, bool) or not isinstance(value, int | float | np.number):
        raise TypeError(f"{name} is {value!r} of type {type(value).__name__}: give a number")
    if not math.isfinite(value):
        raise ValueError(f"{name} is {value}: give a finite number")
    return float(value)


def _checked(mean: float, sd: float, a: float) -> tuple[float, float, float]:
    mean, sd, a = finite_number(mean, "mean"), finite_number(sd, "sd"), finite_number(a, "a")
    if sd <= 0:
        raise ValueError(f"sd is {sd}: give a standard deviation above 0")
    if a < 0:
        raise ValueError(f"a is {a}: give half a distance, at least 0")
    if max(abs(mean), sd, 1 / sd, a) > _FAR:
        raise UnresolvedError(f"mean {mean}, sd {sd}, a {a}: beyond {_FAR:g} digits are lost")
    return mean, sd, a


def _grid(points: int, reach: float, steepness: float) -> tuple[Array, Array]:
    if isinstance(points, bool) or not isinstance(points, int) or points < 2:
        raise ValueError(f"points is {points!r}: give a whole number, at least 2")
    if finite_number(reach, "reach") <= 0:
        raise ValueError(f"reach is {reach}: give a number above 0")
    step = 2 * reach / (points - 1)
    # tanh(a(mean + sd z)) has its poles π/(2 a sd) from the real line, so that the trapezoid rule
    # is off by about exp(−π²/(a sd step)): 1e-12 at the limit.
    if steepness * step > 0.35:
        raise UnresolvedError(
            f"a times sd is {steepness:.3g}: a step of {step:.3g} is too coarse, take more points"
        )
    return _nodes(points, reach)


@lru_cache(maxsize=8)
def _nodes(points: int, reach: float) -> tuple[Array, Array]:
    z = np.linspace(-reach, reach, points)
    weight = np.exp(-(z**2) / 2)
    return z, weight / weight.sum()
