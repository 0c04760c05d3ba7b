"""Do two samples come from one source? The G-test, and the test that splits blocks anew."""

import itertools
import math
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import special

from entropybook._given import Counts, check_generator, count_arrays
from entropybook._validate import nats_per_unit, whole_number
from entropybook.measures import kl_divergence

Array: TypeAlias = npt.NDArray[Any]

_ROUNDING = 1e-12  # nats: two splits that are mirror images differ by less


class GTest(NamedTuple):
    """Hold a G statistic, its degrees of freedom and its p-value by the chi-squared limit."""

    statistic: float
    freedom: int
    p_value: float


class SplitTest(NamedTuple):
    """Hold a divergence of two groups of blocks, its p-value, and the divergences of the splits.

    The p-value is the share of splits that are at least as far apart; all divergences are in nats.
    """

    divergence: float
    p_value: float
    splits: Array


def js_from_counts(first: Counts, second: Counts, *, base: float = math.e) -> float | Array:
    r"""Return the plug-in Jensen–Shannon divergence of two samples, weighted by their sizes.

    Parameters
    ----------
    first, second : array_like (..., n) or mapping of outcome to count
        Two samples over the same outcomes, as whole numbers of draws, or two stacks of them.
        Mappings are aligned by outcome.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.

    Returns
    -------
    float or ndarray (...)
        :math:`w D(\hat R \| \hat M) + (1 - w) D(\hat S \| \hat M)`, where :math:`\hat R` and
        :math:`\hat S` are the two relative frequencies, :math:`\hat M` those of both samples
        thrown together, and w the share of the draws that is in the first. It is finite, since
        :math:`\hat M` allows all that was seen.

    Raises
    ------
    ValueError
        If the counts are not counts (`entropy_from_counts`), their shapes differ, or `base` is not
        finite and above 1.
    TypeError
        If an argument is of the wrong kind.

    References
    ----------
    Lin 1991, section IV, for weights of any size.

    Examples
    --------
    >>> print(round(js_from_counts([30, 10], [10, 30], base=2), 4))
    0.1887
    """
    unit = nats_per_unit(base)
    a, b = count_arrays([first, second], ["first", "second"])
    return _divergence(a, b, unit)


def g_test(first: Counts, second: Counts) -> GTest:
    r"""Test by the likelihood ratio whether two samples of independent draws have one source.

    Parameters
    ----------
    first, second : array_like (n,) or mapping of outcome to count
        The samples, as whole numbers of draws. Outcomes that neither has are left out.

    Returns
    -------
    statistic : float
        Twice the log-likelihood that two sources gain on one, each fitted to its draws: twice the
        number of draws times `js_from_counts` in nats.
    freedom : int
        One less than the number of outcomes that were seen.
    p_value : float
        The probability that a chi-squared variable of so many degrees of freedom is at least the
        statistic. This is a limit, good where every outcome is expected several times in both.

    Raises
    ------
    ValueError
        If the counts are not counts (`entropy_from_counts`), or are not two single samples.
    TypeError
        If an argument is of the wrong kind.

    References
    ----------
    Wilks 1938.

    Examples
    --------
    >>> statistic, freedom, p_value = g_test([30, 10], [10, 30])
    >>> print(round(statistic, 2), freedom, f"{p_value:.0e}")
    20.93 1 5e-06
    """
    a, b = count_arrays([first, second], ["first", "second"])
    if a.ndim > 1:
        raise ValueError(f"first has shape {a.shape}: give one sample, (n,)")
    statistic = 2 * float(a.sum() + b.sum()) * float(_divergence(a, b, 1.0))
    freedom = int(np.count_nonzero(a + b)) - 1
    p_value = float(special.chdtrc(freedom, statistic)) if freedom else 1.0
    return GTest(statistic, freedom, p_value)


def split_test(
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    *,
    rng: np.random.Generator | None = None,
    splits: int = 9999,
) -> SplitTest:
    r"""Test two groups of blocks against the other ways to split all blocks into such groups.

    A block is what is drawn as a whole: a chapter, a patient, a day. Draws within a block may
    depend on each other in any way.

    Parameters
    ----------
    first, second : array_like (k, n) and (m, n)
        The counts of each block, over the same outcomes.
    rng : numpy.random.Generator, optional
        What draws the splits, where there are more than `splits` of them.
    splits : int, default 9999
        If there are no more ways than this to choose k of the k + m blocks, all are tried.
        Otherwise so many are drawn at random, and the split that was given is counted once more.

    Returns
    -------
    divergence : float
        `js_from_counts` of the two groups' sums, in nats.
    p_value : float
        The share of splits whose divergence is at least this.
    splits : ndarray
        The divergences of the splits.

    Raises
    ------
    ValueError
        If the counts are not counts, are not tables over the same outcomes, a block is empty,
        `splits` is less than 1, or there are more splits than that and no `rng`.
    TypeError
        If an argument is of the wrong kind.

    Notes
    -----
    It is valid if the blocks are exchangeable where there is no difference: any order of them would
    have been as likely. All splits tried, the p-value is then at most α with probability at most α.

    References
    ----------
    Fisher 1935, section 21; Efron and Tibshirani 1993, chapter 15.

    Examples
    --------
    >>> found = split_test([[9, 1], [8, 2], [9, 1]], [[2, 8], [1, 9], [3, 7]])
    >>> print(round(found.divergence, 4), found.p_value, len(found.splits))
    0.2444 0.1 20
    """
    (a,), (b,) = (count_arrays([x], [name]) for x, name in ((first, "first"), (second, "second")))
    for x, name in ((a, "first"), (b, "second")):
        if x.ndim != 2:
            raise ValueError(f"{name} has shape {x.shape}: give a row of counts for each block")
    if a.shape[1] != b.shape[1]:
        raise ValueError(
            f"first has {a.shape[1]} outcomes and second {b.shape[1]}: count the same ones in both"
        )
    splits = whole_number(splits, "splits", least=1)
    blocks, k = np.concatenate([a, b]), len(a)
    divergence = float(_divergence(a.sum(axis=0), b.sum(axis=0), 1.0))
    every = math.comb(len(blocks), k)
    if every <= splits:
        chosen = np.array(list(itertools.combinations(range(len(blocks)), k)))
    elif rng is None:
        raise ValueError(f"there are {every} splits, more than {splits}: give rng to draw some")
    else:
        check_generator(rng)
        chosen = rng.random((splits, len(blocks))).argsort(axis=1)[:, :k]
    belongs = np.zeros((len(chosen), len(blocks)))
    np.put_along_axis(belongs, chosen, 1, axis=1)
    sums = belongs @ blocks
    made = np.asarray(_divergence(sums, blocks.sum(axis=0) - sums, 1.0))
    reached = int(np.sum(made >= divergence - _ROUNDING))
    extra = int(every > splits)  # the split that was given, which the drawn ones may lack
    return SplitTest(divergence, (reached + extra) / (len(made) + extra), made)


def _divergence(a: Array, b: Array, unit: float) -> float | Array:
    """Return the weighted divergence of counts along the last axis."""
    n, m = (x.sum(axis=-1, keepdims=True) for x in (a, b))
    pooled = (a + b) / (n + m)
    share = (n / (n + m))[..., 0]
    parts = [np.asarray(kl_divergence(x / size, pooled)) for x, size in ((a, n), (b, m))]
    value = (share * parts[0] + (1 - share) * parts[1]) / unit
    return float(value) if np.ndim(value) == 0 else value
