"""The Chernoff information of two pmfs, the exponent of the best test between them."""

import math
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import optimize, special

from entropybook._given import Pmf, pair_of_pmfs
from entropybook._special import deviance
from entropybook._validate import nats_per_unit

Array: TypeAlias = npt.NDArray[Any]


class Chernoff(NamedTuple):
    """Hold a Chernoff information and the exponent that attains it."""

    information: float
    exponent: float


def chernoff_information(p: Pmf, q: Pmf, *, base: float = math.e) -> Chernoff:
    r"""Return the Chernoff information of two pmfs, with the exponent that attains it.

    Parameters
    ----------
    p, q : array_like (n,) or mapping of outcome to probability
        Two pmfs over the same outcomes. Mappings are aligned by outcome.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.

    Returns
    -------
    information : float
        :math:`-\min_{0 \le \lambda \le 1} \log \sum_x p(x)^\lambda q(x)^{1 - \lambda}`, summed over
        the outcomes that both allow, in units of log(base); `inf` if there are none.
    exponent : float
        The minimising λ. It is ½ by convention where every λ serves: p and q are equal, or have no
        outcome in common.

    Raises
    ------
    ValueError
        If `p` or `q` is not a 1-d pmf, their shapes differ, or `base` is not finite and above 1.
    TypeError
        If an argument is of the wrong kind.

    Notes
    -----
    It is the best exponent of the probability of error when p and q are equally likely beforehand,
    or have any other positive prior probabilities. Between pmfs of equal support it is also
    KL(m‖p) = KL(m‖q) for the m proportional to :math:`p^\lambda q^{1 - \lambda}`, halfway in
    divergence.

    References
    ----------
    Chernoff 1952; Cover & Thomas 2006, theorem 11.9.1.

    Examples
    --------
    >>> p, q = [0.42, 0.31, 0.27], [0.25, 0.5, 0.25]
    >>> information, exponent = chernoff_information(p, q)
    >>> print(round(information, 5), round(exponent, 3))
    0.02271 0.501
    >>> chernoff_information([0.5, 0.5], [1, 0], base=2).exponent
    1.0
    """
    unit = nats_per_unit(base)
    a, b = pair_of_pmfs(p, q)
    common = (a > 0) & (b > 0)
    if not common.any():
        return Chernoff(math.inf, 0.5)
    gap = _Gap(a, b, common)
    if not gap.ratio.any():
        exponent = 0.5
    elif gap.slope(0.0) <= 0:
        exponent = 0.0
    elif gap.slope(1.0) >= 0:
        exponent = 1.0
    else:
        exponent = optimize.brentq(gap.slope, 0.0, 1.0, xtol=1e-15)
    return Chernoff(gap.nats(exponent) / unit, float(exponent))


class _Gap:
    """The gap 1 − Σ p^λ q^(1 − λ) = Σ [λp + (1 − λ)q − p^λ q^(1 − λ)] as a function of λ.

    No term is negative, by the inequality of the arithmetic and the geometric mean, and each is
    written so that it keeps its digits where p is near q: with r = log p/q and
    dev(x) = exp(x) − 1 − x, it is q [λ dev(r) − dev(λr)].
    """

    def __init__(self, p: Array, q: Array, common: Array) -> None:
        p_sum, q_sum = p.sum(), q.sum()
        self.p, self.q = p[common] / p_sum, q[common] / q_sum
        self.only_a = float(np.sum(p[~common]) / p_sum)
        self.only_b = float(np.sum(q[~common]) / q_sum)
        self.log_p, self.log_q = np.log(self.p), np.log(self.q)
        with np.errstate(over="ignore"):  # then they are far apart
            t = (p[common] - q[common]) / q[common]
        close = np.abs(t) < 0.5
        of_sums = math.log1p(np.sum(p - q) / q_sum)
        near = np.log1p(np.where(close, t, 0.0)) - of_sums
        self.ratio = np.where(close, near, self.log_p - self.log_q)
        self.near = np.where(close, near, 0.0)
        self.close = close

    def mean(self, exponent: float) -> Array:
        """Return the geometric means p^λ q^(1 − λ)."""
        return np.asarray(np.exp(exponent * self.log_p + (1 - exponent) * self.log_q))

    def slope(self, exponent: float) -> float:
        """Return the derivative, which falls in λ."""
        near = deviance(self.near) - self.near * np.expm1(exponent * self.near)
        far = self.p - self.q - self.ratio * self.mean(exponent)
        return float(np.sum(np.where(self.close, self.q * near, far))) + self.only_a - self.only_b

    def nats(self, exponent: float) -> float:
        """Return −log(1 − gap)."""
        near = exponent * deviance(self.near) - deviance(exponent * self.near)
        far = exponent * self.p + (1 - exponent) * self.q - self.mean(exponent)
        gap = float(np.sum(np.where(self.close, self.q * near, far)))
        gap += exponent * self.only_a + (1 - exponent) * self.only_b
        if gap < 0.5:
            return -math.log1p(-max(gap, 0.0))
        return -float(special.logsumexp(exponent * self.log_p + (1 - exponent) * self.log_q))
