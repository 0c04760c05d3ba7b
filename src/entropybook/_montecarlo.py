"""KL divergence as a mean over draws of log-ratios: Schulman's estimators and a fitted one."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from entropybook._given import Pmf, pair_of_pmfs
from entropybook._special import deviance
from entropybook._validate import (
    UnresolvedError,
    check_axis,
    nats_per_unit,
    place,
    real_array,
)

Array: TypeAlias = npt.NDArray[Any]
Value: TypeAlias = Any  # a float for one sample, an array for a stack

METHODS = ("k1", "k2", "k3", "fitted")
_BLOCK = 1 << 13
_LEAST_SPREAD = 1e-10  # relative; what a mean of a million equal numbers leaves of rounding is less
_LEAST_LOG = -340.0  # the ratio's square, and a sum of many, has to be a float too


@dataclass(frozen=True, eq=False)
class MonteCarlo:
    """Hold a Monte-Carlo estimate.

    Parameters
    ----------
    mean : float or ndarray (...)
        The estimate: the mean of the terms of each sample.
    error : float or ndarray (...)
        Its standard error, the terms' standard deviation over √n; nan where the mean is infinite.
    coefficient : float or ndarray (...)
        The factor of r − 1 in the terms, in nats: 0 for k1, 1 for k3, what was fitted for
        "fitted" (0 if the ratios do not vary or the mean is infinite); nan for k2, which is of
        another form.
    terms : ndarray (..., n)
        One value a draw, in the order of the input.

    Examples
    --------
    >>> MonteCarlo(0.09, 0.01, 1.0, np.zeros(3))
    0.09 ± 0.01
    """

    mean: Value
    error: Value
    coefficient: Value
    terms: Array

    def __repr__(self) -> str:
        return f"{self.mean} ± {self.error}"


def kl_monte_carlo(
    log_ratio: npt.ArrayLike, *, method: str = "k1", base: float = math.e, axis: int = -1
) -> MonteCarlo:
    r"""Estimate KL(p‖q) from the log-ratios of draws from p.

    Parameters
    ----------
    log_ratio : array_like (..., n)
        log p(x) − log q(x) in nats, at n independent draws x from p. `inf` where q(x) = 0.
    method : {"k1", "k2", "k3", "fitted"}, default "k1"
        The terms whose mean is taken; see Notes.
    base : float, default e
        Base of the logarithm of the result: e for nats, 2 for bits.
    axis : int, default -1
        The axis along which an array holds one sample.

    Returns
    -------
    MonteCarlo
        The mean of the terms with its standard error, and the terms, in units of log(base). The
        mean is `inf` where a log-ratio is.

    Raises
    ------
    ValueError
        If a log-ratio is nan or −inf (a draw from p that p does not allow), a sample has fewer than
        2 draws, or 3 for "fitted", `method` is not one of the four, or `base` is not finite and
        above 1.
    TypeError
        If an argument is of the wrong kind.
    UnresolvedError
        If a ratio q/p is beyond the largest float, or its square, and the method needs it.

    Notes
    -----
    With :math:`r = q(x)/p(x)`, in nats:

    - k1 is :math:`-\log r`, the log-ratio itself: unbiased, and negative wherever q > p;
    - k2 is :math:`\tfrac12 (\log r)^2`: never negative, in general biased;
    - k3 is :math:`r - 1 - \log r`: never negative;
    - fitted is :math:`-\log r + c\,(r - 1)` with the c of the least sample variance: a regression
      on the control variate r − 1.

    The last two rest on :math:`E_p[r] = 1`, which holds if p allows all that q does; if it does
    not, k3 is too low by the mass q has where p has none. The fitted c depends on the
    sample, which gives a bias of order 1/n; its standard error counts n − 2 degrees of freedom.
    All errors assume that the terms have a variance. For k3 it can be infinite, when q has
    heavier tails than p, and no sample says so.

    References
    ----------
    Schulman 2020; Owen 2013, section 8.9, for control variates.

    Examples
    --------
    >>> p, q = np.array([0.42, 0.31, 0.27]), np.array([0.25, 0.5, 0.25])
    >>> draws = np.random.default_rng(0).choice(3, size=1000, p=p)
    >>> estimate = kl_monte_carlo(np.log(p / q)[draws], method="k3")
    >>> print(f"{estimate.mean:.3f} ± {estimate.error:.3f}")
    0.089 ± 0.002
    """
    unit = nats_per_unit(base)
    _check_method(method)
    x = _log_ratios(log_ratio, method, axis)
    n = x.shape[-1]
    with np.errstate(invalid="ignore"):  # inf − inf, where the mean is infinite
        terms, c = _terms(x, method, np.full(n, 1 / n))
        mean = np.mean(terms, axis=-1)
        spread = np.sum((terms - mean[..., np.newaxis]) ** 2, axis=-1)
    error = np.sqrt(spread / (n - 1 - (method == "fitted")) / n)
    return MonteCarlo(
        _plain(mean / unit),
        _plain(error / unit),
        _plain(np.broadcast_to(c, np.shape(mean))),
        np.moveaxis(terms / unit, -1, axis),
    )


def kl_monte_carlo_moments(
    p: Pmf, q: Pmf, *, method: str = "k1", base: float = math.e
) -> tuple[float, float]:
    """Return the exact mean and standard deviation of a term of a Monte-Carlo estimate of KL(p‖q).

    Parameters
    ----------
    p, q : array_like (n,) or mapping of outcome to probability
        The pmf that is drawn from, and the model.
    method : {"k1", "k2", "k3", "fitted"}, default "k1"
        As in `kl_monte_carlo`; "fitted" takes the best coefficient under p itself.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.

    Returns
    -------
    mean, sd : float
        In units of log(base), over all outcomes that p allows: the estimate from n draws has this
        mean and the standard error sd/√n (for "fitted", up to terms of a higher order in 1/n).
        `inf` and nan where q = 0 < p.

    Raises
    ------
    ValueError
        If `p` or `q` is not a 1-d pmf, their shapes differ, `method` is not one of the four, or
        `base` is not finite and above 1.
    TypeError
        If an argument is of the wrong kind.

    UnresolvedError
        If a ratio q/p is beyond the largest float, or its square, and the method needs it.

    References
    ----------
    Schulman 2020.

    Examples
    --------
    >>> p, q = [0.42, 0.31, 0.27], [0.25, 0.5, 0.25]
    >>> for method in ("k1", "k2", "k3"):
    ...     mean, sd = kl_monte_carlo_moments(p, q, method=method)
    ...     print(method, round(mean, 4), round(sd, 4))
    k1 0.0905 0.4211
    k2 0.0927 0.0553
    k3 0.0905 0.054
    """
    unit = nats_per_unit(base)
    _check_method(method)
    r, s = pair_of_pmfs(p, q)
    possible = r > 0
    r, s = r[possible], s[possible]
    with np.errstate(divide="ignore", invalid="ignore"):
        x = np.log(r) - np.log(s)
        weights = r / r.sum()
        terms, _ = _terms(x, method, weights)
        mean = terms @ weights
        sd = np.sqrt((terms - mean) ** 2 @ weights)
    return float(mean) / unit, float(sd) / unit


def _terms(x: Array, method: str, weights: Array) -> tuple[Array, Array | float]:
    """Return the terms of log-ratios (..., n) in nats, and the factor of r − 1 in them."""
    if method in ("k3", "fitted") and np.any(x < _LEAST_LOG):
        raise UnresolvedError(
            f"a log-ratio is {np.min(x)}: the square of q/p is then about the largest float or "
            "beyond; use k1"
        )
    if method == "k1":
        return x, 0.0
    if method == "k2":
        return x**2 / 2, math.nan
    if method == "k3":
        return _in_blocks(deviance, -x), 1.0
    variate = np.expm1(-x)
    centred = variate - (variate @ weights)[..., np.newaxis]
    variance = centred**2 @ weights
    covariance = ((x - (x @ weights)[..., np.newaxis]) * centred) @ weights
    # A ratio that is the same at every draw, to rounding, controls nothing, nor does any control
    # an infinite mean.
    varies = (variance > _LEAST_SPREAD**2 * (variate**2 @ weights)) & np.isfinite(covariance)
    c = np.where(varies, -covariance / np.where(varies, variance, 1.0), 0.0)
    return x + c[..., np.newaxis] * variate, c


def _in_blocks(function: Callable[[Array], Array], x: Array) -> Array:
    """Return function(x), computed in blocks that stay in the processor's cache."""
    flat = np.ravel(x)
    out = np.empty(flat.size)
    for start in range(0, flat.size, _BLOCK):
        out[start : start + _BLOCK] = function(flat[start : start + _BLOCK])
    return out.reshape(x.shape)


def _check_method(method: str) -> None:
    if method not in METHODS:
        raise ValueError(f"method is {method!r}: give one of {', '.join(METHODS)}")


def _log_ratios(log_ratio: npt.ArrayLike, method: str, axis: int) -> Array:
    given = np.asarray(real_array(log_ratio, "log_ratio"), dtype=np.float64)
    if given.ndim == 0:
        raise ValueError(f"log_ratio is a single number, {given}: give one a draw")
    axis = check_axis(axis, given.ndim, "log_ratio")
    least = 3 if method == "fitted" else 2
    if given.shape[axis] < least:
        raise ValueError(
            f"log_ratio has {given.shape[axis]} draws a sample: a standard error of {method} needs "
            f"at least {least}"
        )
    wrong = np.argwhere(~(given > -np.inf))
    if wrong.size:
        index = tuple(map(int, wrong[0]))
        mend = "p(x) = 0 at a draw from p" if given[index] == -np.inf else "give numbers or inf"
        raise ValueError(f"{place('log_ratio', index)} is {given[index]}: {mend}")
    return np.moveaxis(given, axis, -1)


def _plain(value: Any) -> Value:
    return value if np.ndim(value) else float(value)
