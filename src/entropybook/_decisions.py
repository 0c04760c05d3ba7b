"""Deciding between two pmfs from independent draws: the likelihood-ratio test and its errors."""

import math
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import special

from entropybook._given import Pmf, check_generator, pair_of_pmfs
from entropybook._validate import whole_number

Array: TypeAlias = npt.NDArray[Any]

_MOST = 2_000_000  # count vectors that are enumerated, in a few seconds and half a gigabyte
_DECIMALS = 9  # to which a log-ratio is rounded, so that count vectors of equal ratio do tie


class ErrorProbabilities(NamedTuple):
    """Hold the error probabilities of a test of p against q.

    The first is that of deciding for q when p is true, the second that of deciding for p when q
    is true; the threshold is in nats.
    """

    first: float
    second: float
    threshold: float


def likelihood_ratio_errors(
    p: Pmf, q: Pmf, n: int, *, threshold: float = 0.0, level: float | None = None
) -> ErrorProbabilities:
    r"""Return the exact error probabilities of the likelihood-ratio test of p against q.

    Parameters
    ----------
    p, q : array_like (k,) or mapping of outcome to probability
        The two hypotheses.
    n : int
        How many independent draws the test sees.
    threshold : float, default 0
        Decide for p where the sum of log p(x)/q(x) over the draws, in nats, is at least this.
    level : float, optional
        Choose the threshold instead: the largest that keeps the first error at or below this
        number.

    Returns
    -------
    first, second : float
        The probability of deciding for q when p is true, and for p when q is true.
    threshold : float
        What the sum was compared with, in nats.

    Raises
    ------
    ValueError
        If `p` or `q` is not a 1-d pmf, their shapes differ, `n` is less than 1, `level` is not
        between 0 and 1, both `level` and a threshold are given, a threshold is nan, or there
        are more than two million count vectors to add up.
    TypeError
        If an argument is of the wrong kind.

    Notes
    -----
    The probabilities are added up over all count vectors that n draws can give: for three outcomes
    and 200 draws, 20,301 of them. Ratios and the threshold are rounded to
    10⁻⁹ nats, so that equal ones tie. The test is not randomised, so that the first error is in
    general below `level`.

    References
    ----------
    Neyman and Pearson 1933; Cover & Thomas 2006, theorem 11.7.1, and theorem 11.8.3 for the
    exponent KL(p‖q) of the second error at a fixed level (Chernoff and Stein).

    Examples
    --------
    >>> p, q = [0.42, 0.31, 0.27], [0.25, 0.5, 0.25]
    >>> first, second, _ = likelihood_ratio_errors(p, q, 100)
    >>> print(round(first, 4), round(second, 4))
    0.0167 0.0163
    """
    a, b = pair_of_pmfs(p, q)
    n = whole_number(n, "n", least=1)
    if level is not None:
        if threshold != 0:
            raise ValueError(f"level is {level} and threshold {threshold}: give one of them")
        if not 0 < level < 1:
            raise ValueError(f"level is {level!r}: give a number between 0 and 1, like 0.05")
    if math.isnan(threshold):
        raise ValueError("threshold is nan: give a number of nats")
    possible = (a > 0) | (b > 0)
    counts = _all_counts(n, int(possible.sum()))
    ratio, log_a, log_b = _log_ratio(counts, a[possible], b[possible])
    log_factorials = special.gammaln(np.arange(1, n + 2))
    ways = log_factorials[n] - np.sum(log_factorials[counts], axis=1)
    under_p, under_q = np.exp(ways + log_a), np.exp(ways + log_b)
    if level is not None:
        order = np.argsort(ratio)
        before = np.concatenate([[0.0], np.cumsum(under_p[order])[:-1]])
        # Of equal ratios the first decides: what lies before it is below them all.
        threshold = float(ratio[order][before <= level][-1])
    decided_p = ratio >= round(threshold, _DECIMALS)
    return ErrorProbabilities(
        float(np.sum(under_p[~decided_p])), float(np.sum(under_q[decided_p])), float(threshold)
    )


def simulate_likelihood_ratio(
    p: Pmf, q: Pmf, n: int, *, trials: int, rng: np.random.Generator
) -> tuple[Array, Array]:
    r"""Draw log likelihood ratios of p against q, when p is true and when q is.

    Parameters
    ----------
    p, q : array_like (k,) or mapping of outcome to probability
        The two hypotheses.
    n : int
        How many independent draws a trial consists of.
    trials : int
        How many trials to make under each hypothesis.
    rng : numpy.random.Generator
        What draws them.

    Returns
    -------
    under_p, under_q : ndarray (trials,)
        The sum of log p(x)/q(x) over the draws of each trial, in nats, rounded to 10⁻⁹ so that
        equal ratios tie. It is `inf` if a draw refutes q, `-inf` if one refutes p.

    Raises
    ------
    ValueError
        If `p` or `q` is not a 1-d pmf, their shapes differ, or `n` or `trials` is less than 1.
    TypeError
        If an argument is of the wrong kind.

    References
    ----------
    Cover & Thomas 2006, sections 11.7 to 11.9.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> under_p, under_q = simulate_likelihood_ratio(
    ...     [0.42, 0.31, 0.27], [0.25, 0.5, 0.25], 100, trials=10_000, rng=rng)
    >>> print(np.mean(under_p < 0), np.mean(under_q >= 0))
    0.0179 0.0184
    """
    check_generator(rng)
    a, b = pair_of_pmfs(p, q)
    n, trials = whole_number(n, "n", least=1), whole_number(trials, "trials", least=1)
    drawn = (rng.multinomial(n, x / x.sum(), size=trials) for x in (a, b))
    under_p, under_q = (_log_ratio(counts, a, b)[0] for counts in drawn)
    return under_p, under_q


def _log_ratio(counts: Array, a: Array, b: Array) -> tuple[Array, Array, Array]:
    """Return the rounded log ratios of count vectors (m, k), and their logarithms under each."""
    log_a, log_b = (np.sum(special.xlogy(counts, x), axis=1) for x in (a, b))
    with np.errstate(invalid="ignore"):  # −∞ − (−∞): draws that neither allows
        ratio = np.round(log_a - log_b, _DECIMALS)
    return np.nan_to_num(ratio, nan=0.0, posinf=math.inf, neginf=-math.inf), log_a, log_b


def _all_counts(n: int, k: int) -> Array:
    """Return all vectors of k counts that add up to n, in lexicographic order."""
    how_many = math.comb(n + k - 1, k - 1)
    if how_many > _MOST:
        raise ValueError(
            f"n is {n}: {n} draws of {k} outcomes give {how_many} count vectors, more than "
            f"{_MOST} to add up; use simulate_likelihood_ratio"
        )
    left, columns = np.array([n]), list[Array]()
    for _ in range(k - 1):  # each vector goes on with 0, 1, ... up to what is left
        ways = left + 1
        came_from = np.repeat(np.arange(len(left)), ways)
        drawn = np.arange(len(came_from)) - (np.cumsum(ways) - ways)[came_from]
        columns = [*(column[came_from] for column in columns), drawn]
        left = left[came_from] - drawn
    return np.stack([*columns, left], axis=1)
