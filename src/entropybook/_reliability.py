"""The reliability diagram: what was said against what came true."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from scipy import stats

from entropybook._validate import check_entries, real_array, whole_number
from entropybook.style import INK, S

Array = npt.NDArray[np.float64]


class Reliability(NamedTuple):
    """How often the cases of each bin came true; a bin without cases has nan.

    Parameters
    ----------
    edges : ndarray (bins + 1,)
        Where the bins begin and end; a bin has its upper end, and the first one has 0 too.
    cases : ndarray of int (bins,)
        How many cases fell into each.
    confidence : ndarray (bins,)
        The mean of what was said.
    accuracy : ndarray (bins,)
        The share of the cases that came true.
    low, high : ndarray (bins,)
        Wilson's 95 % interval for the probability that stands behind that share.
    """

    edges: Array
    cases: npt.NDArray[np.int64]
    confidence: Array
    accuracy: Array
    low: Array
    high: Array


def reliability(
    confidence: npt.ArrayLike, correct: npt.ArrayLike, *, bins: int = 10
) -> Reliability:
    """Sort cases by how probable they were called, and count how many of each sort came true.

    Parameters
    ----------
    confidence : array_like (n,)
        The probability that each case was given.
    correct : array_like of bool (n,)
        Whether it came true; 0 and 1 will do.
    bins : int, default 10
        How many bins of equal width [0, 1] is cut into.

    Returns
    -------
    Reliability

    Raises
    ------
    ValueError
        If a confidence is not in [0, 1], an entry of `correct` is neither 0 nor 1, the lengths
        differ, there is no case, or there is no bin.
    TypeError
        If the confidences are not real numbers, or `bins` is no whole number.

    References
    ----------
    DeGroot and Fienberg 1983; Guo et al. 2017, section 2; Wilson 1927 for the interval.

    Examples
    --------
    >>> found = reliability([0.1, 0.2, 0.8, 0.9], [False, False, True, False], bins=2)
    >>> found.cases
    array([2, 2])
    >>> found.accuracy
    array([0. , 0.5])
    """
    said = real_array(confidence, "confidence")
    came = np.asarray(correct)
    if said.ndim != 1 or not said.size or came.shape != said.shape:
        raise ValueError(
            f"confidence has shape {said.shape} and correct {came.shape}: "
            "give one number and one outcome a case"
        )
    check_entries(said, "confidence", at_most=1)
    if bad := np.flatnonzero((came != 0) & (came != 1)).tolist():
        raise ValueError(f"correct[{bad[0]}] is {came[bad[0]]!r}: give True or False, or 1 or 0")
    bins = whole_number(bins, "bins", least=1)
    edges = np.linspace(0, 1, bins + 1)
    which = np.searchsorted(edges[1:-1], said)
    count = np.bincount(which, minlength=bins)
    hits = np.bincount(which, weights=came.astype(float), minlength=bins)
    total = np.bincount(which, weights=said, minlength=bins)
    low, high = np.full((2, bins), np.nan)
    for k in np.flatnonzero(count):
        interval = stats.binomtest(int(hits[k]), int(count[k])).proportion_ci(method="wilson")
        low[k], high[k] = interval.low, interval.high
    with np.errstate(invalid="ignore"):  # 0 of 0 cases is nan, as it should be
        return Reliability(edges, count, total / count, hits / count, low, high)


def reliability_diagram(ax: Axes, found: Reliability, *, color: str = S, label: str = "") -> None:
    """Draw what came true against what was said, with intervals and the number of cases.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    found : Reliability
        The bins; empty ones are left out.
    color : str, default `S`
        Colour of the points.
    label : str, optional
        Their name in a legend.

    Examples
    --------
    >>> from entropybook import style
    >>> fig, ax = style.figure()
    >>> reliability_diagram(ax, reliability([0.1, 0.8, 0.9], [0, 1, 1], bins=2))
    >>> [text.get_text() for text in ax.texts]
    ['1', '2']
    """
    shown = found.cases > 0
    x, y = found.confidence[shown], found.accuracy[shown]
    error = np.maximum([y - found.low[shown], found.high[shown] - y], 0)  # but for rounding
    ax.plot([0, 1], [0, 1], color=INK, lw=1, ls="--")
    ax.errorbar(x, y, error, fmt="o", color=color, ms=6, elinewidth=1.5, capsize=3, label=label)
    middles = (found.edges[1:] + found.edges[:-1])[shown] / 2
    for middle, count in zip(middles, found.cases[shown], strict=True):
        ax.text(middle, 1.06, f"{count:,}", ha="center", va="bottom", fontsize=10)
    ax.set(xlim=(0, 1.005), ylim=(0, 1.04), xlabel="probability that was said")
    ax.set(ylabel="share that came true")
