"""The Kullback–Leibler divergence between normal distributions, in closed form."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from entropybook._special import deviance
from entropybook._validate import UnresolvedError, nats_per_unit, place, real_array

Array = npt.NDArray[Any]

# Entries that mirror each other may differ by the rounding of a product of matrices, and no more.
_ASYMMETRY = 1e-12


def kl_normal(
    mean_p: npt.ArrayLike,
    cov_p: npt.ArrayLike,
    mean_q: npt.ArrayLike,
    cov_q: npt.ArrayLike,
    *,
    base: float = math.e,
) -> float:
    r"""Return KL(p‖q) between two normal distributions.

    Parameters
    ----------
    mean_p, mean_q : float or array_like (d,)
        Means.
    cov_p, cov_q : float or array_like (d, d)
        Variances (not standard deviations) if the means are numbers, else covariance matrices,
        symmetric and positive definite.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.

    Returns
    -------
    float
        The divergence in units of log(base); never negative.

    Raises
    ------
    ValueError
        If the shapes do not fit together, an entry is not finite, a variance is not positive, a
        covariance matrix is not symmetric or not positive definite, or `base` is not finite and
        above 1.
    TypeError
        If an argument does not consist of real numbers.
    UnresolvedError
        If the divergence is beyond the largest float.

    Notes
    -----
    With λ the eigenvalues of cov_q⁻¹ cov_p and δ = mean_p − mean_q, in nats,

    .. math:: \tfrac12 \Bigl[\sum_i (\lambda_i - 1 - \log\lambda_i)
              + \delta^{\mathsf T} \Sigma_q^{-1} \delta\Bigr].

    Every term is nonnegative, so that nothing cancels when p is near q.

    References
    ----------
    Kullback 1959, chapter 9, equation (1.5); Bishop 2006, exercise 2.13.

    Examples
    --------
    >>> round(kl_normal(0, 1, 1, 4), 6)
    0.443147
    >>> kl_normal([0, 0], [[1, 0], [0, 1]], [3, 4], [[1, 0], [0, 1]])
    12.5
    """
    unit = nats_per_unit(base)
    mu_p, var_p = _parameters(mean_p, cov_p, "p")
    mu_q, var_q = _parameters(mean_q, cov_q, "q")
    if mu_p.shape != mu_q.shape or np.ndim(mean_p) != np.ndim(mean_q):
        raise ValueError(
            f"mean_p has shape {np.shape(mean_p)} and mean_q {np.shape(mean_q)}: "
            "give two normals of the same dimension"
        )
    with np.errstate(over="ignore", invalid="ignore"):
        value = _divergence(mu_p - mu_q, var_p, var_q)
    if not math.isfinite(value):
        raise UnresolvedError("the divergence is beyond the largest float: rescale the variables")
    return max(value, 0.0) / unit


def _divergence(shift: Array, cov_p: Array, cov_q: Array) -> float:
    """Return the divergence in nats for a difference of means (d,) and covariances (d, d)."""
    chol_p, chol_q = np.linalg.cholesky(cov_p), np.linalg.cholesky(cov_q)
    shift = np.linalg.solve(chol_q, shift)
    ratio = np.linalg.solve(chol_q, chol_p)
    # λ − 1 are the eigenvalues of the whitened difference, to all digits if p is near q. Else small
    # λ would drown in the rounding of λ − 1; the sum and the product of the λ do not.
    half = np.linalg.solve(chol_q, cov_p - cov_q)
    white = np.linalg.solve(chol_q, half.T)
    if np.linalg.norm(white) < 0.5:
        spread = np.sum(deviance(np.log1p(np.linalg.eigvalsh(white))))
    else:
        logs = np.log(np.diag(chol_p)) - np.log(np.diag(chol_q))
        spread = np.sum(ratio**2 - np.eye(len(ratio))) - 2 * np.sum(logs)
    return float(spread + shift @ shift) / 2


def _parameters(mean: npt.ArrayLike, cov: npt.ArrayLike, which: str) -> tuple[Array, Array]:
    """Return a mean (d,) and a covariance (d, d) that have passed every check."""
    name = f"cov_{which}"
    mu, sigma = _finite(mean, f"mean_{which}"), _finite(cov, name)
    d = mu.size
    if mu.ndim > 1 or d == 0 or sigma.shape != mu.shape * 2:
        raise ValueError(
            f"mean_{which} has shape {mu.shape} and {name} {sigma.shape}: "
            "give two numbers, or a mean (d,) and a covariance (d, d)"
        )
    mu, sigma = mu.reshape(d), sigma.reshape(d, d)
    variances = np.diag(sigma)
    if not np.all(variances > 0):
        least = int(np.argmin(variances))
        where = name if np.ndim(cov) == 0 else place(name, (least, least))
        raise ValueError(f"{where} is {variances[least]}: a variance is positive")
    deviation = np.sqrt(variances)
    correlation = sigma / deviation / deviation[:, None]
    i, j = np.unravel_index(np.argmax(np.abs(correlation - correlation.T)), sigma.shape)
    if abs(correlation[i, j] - correlation[j, i]) > _ASYMMETRY:
        raise ValueError(
            f"{name}[{i}, {j}] is {sigma[i, j]} but {name}[{j}, {i}] is {sigma[j, i]}: "
            "a covariance matrix is symmetric"
        )
    smallest = float(np.linalg.eigvalsh(correlation)[0])
    if not smallest > d * np.finfo(float).eps:
        raise ValueError(
            f"{name} is not positive definite (the least eigenvalue of its correlation matrix is "
            f"{smallest:.3g}): drop variables that depend linearly on others"
        )
    return mu, sigma


def _finite(value: npt.ArrayLike, name: str) -> Array:
    array = np.asarray(real_array(value, name), dtype=np.float64)
    if not np.all(np.isfinite(array)):
        index = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(f"{place(name, index)} is {array[index]}: give finite numbers")
    return array
