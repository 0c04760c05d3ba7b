"""Calibration: whether what was called probable comes as often as was said.

A forecast is a pmf over the classes; the label is the class that came. A forecaster is calibrated
if, among all cases that got the same forecast, the labels are distributed as that forecast says.
"""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import optimize, special

from entropybook._reliability import Reliability, reliability, reliability_diagram
from entropybook._validate import check_pmf, nats_per_unit, place, real_array
from entropybook.measures import entropy, kl_divergence

__all__ = [
    "Parts",
    "Reliability",
    "fit_temperature",
    "recalibrate",
    "reliability",
    "reliability_diagram",
    "split_cross_entropy",
]

Array = npt.NDArray[np.float64]


class Parts(NamedTuple):
    """The two parts of a cross-entropy, in the unit that was asked for.

    Parameters
    ----------
    calibration : float
        What saying the right probabilities would save: the mean KL divergence of what came after
        each forecast from that forecast.
    refinement : float
        What stays: the mean entropy of what came after each forecast.
    """

    calibration: float
    refinement: float


def fit_temperature(logits: npt.ArrayLike, labels: npt.ArrayLike) -> float:
    """Find the temperature T at which softmax(logits / T) has the least cross-entropy.

    Parameters
    ----------
    logits : array_like (n, k)
        One score an example and class; for probabilities, their logarithms.
    labels : array_like of int (n,)
        The class of each example, 0 to k − 1. They should not be those that the model was trained
        on, where it looks better than it is.

    Returns
    -------
    float
        The one best T, above 1 for an overconfident model. It is where the mean logit of the
        labels is the one that the model expects; the loss is strictly convex in 1 / T.

    Raises
    ------
    ValueError
        If the shapes do not fit, a logit is not finite, a label is no class, or there is no best
        T: each label has the largest logit (the lower T, the better), or the labels' logits are on
        average not above the others (the higher, the better).
    TypeError
        If the logits are not real numbers, or the labels not integers.

    References
    ----------
    Guo et al. 2017, section 4.2.

    Examples
    --------
    >>> round(fit_temperature([[0, 4], [0, 4], [0, 4], [0, 4]], [1, 1, 1, 0]), 3)
    3.641
    """
    z = np.asarray(_table(logits, "logits"), dtype=np.float64)
    if not np.all(np.isfinite(z)):
        index = tuple(int(i) for i in np.argwhere(~np.isfinite(z))[0])
        raise ValueError(f"{place('logits', index)} is {z[index]}: give finite numbers")
    y = _labels(labels, *z.shape)
    z = z - z.max(axis=1, keepdims=True)
    scale = -z.min() or 1.0
    z /= scale  # from here on all of them are between −1 and 0
    of_labels = float(z[np.arange(len(z)), y].mean())
    if of_labels == 0:
        raise ValueError(
            "each label has the largest logit, so the lower T, the better: fit on examples that "
            "the model has not learned, and on enough of them"
        )
    if of_labels <= z.mean():
        raise ValueError(
            "the labels' logits are on average not above those of the other classes, so the "
            "higher T, the better: are these the labels of these examples?"
        )

    def slope(inverse: float) -> float:
        return float(np.sum(special.softmax(inverse * z, axis=1) * z) / len(z) - of_labels)

    above = 1.0
    while slope(above) <= 0:
        above *= 2
    best = optimize.brentq(slope, 0, above, xtol=1e-300, rtol=1e-14)
    return float(scale / best)


def recalibrate(forecasts: npt.ArrayLike, labels: npt.ArrayLike) -> Array:
    """Replace each forecast by the frequencies of the labels that came after it.

    Parameters
    ----------
    forecasts : array_like (n, k)
        One pmf over the classes a case.
    labels : array_like of int (n,)
        The class that came, 0 to k − 1.

    Returns
    -------
    ndarray (n, k)
        The new forecasts: cases that shared a forecast still share one.

    Raises
    ------
    ValueError
        If the shapes do not fit, a forecast is not a pmf, or a label is no class.
    TypeError
        If the forecasts are not real numbers, or the labels not integers.

    Examples
    --------
    >>> recalibrate([[0.1, 0.9], [0.1, 0.9], [0.5, 0.5]], [0, 1, 1])
    array([[0.5, 0.5],
           [0.5, 0.5],
           [0. , 1. ]])
    """
    _, counts, which = _grouped(forecasts, labels)
    return np.asarray((counts / counts.sum(axis=1, keepdims=True))[which])


def split_cross_entropy(
    forecasts: npt.ArrayLike, labels: npt.ArrayLike, *, base: float = math.e
) -> Parts:
    """Split the mean cross-entropy of labels and forecasts into calibration and refinement.

    Parameters
    ----------
    forecasts : array_like (n, k)
        One pmf over the classes a case. Cases belong together if their forecasts are equal to the
        last digit; round them first if they should be pooled, which makes them other forecasts.
    labels : array_like of int (n,)
        The class that came, 0 to k − 1.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.

    Returns
    -------
    Parts
        The two add up to the mean of −log of what each label was given. The calibration is `inf`
        if a label came that was called impossible.

    Raises
    ------
    ValueError
        If the shapes do not fit, a forecast is not a pmf, a label is no class, or `base` is not
        finite and above 1.
    TypeError
        If the forecasts are not real numbers, or the labels not integers.

    Notes
    -----
    The parts are those of this sample. As estimates they are biased, the calibration upwards and
    the refinement downwards by the same amount: about (k − 1) / 2n nats for each forecast that
    was issued often, if k classes may come after it.

    References
    ----------
    Bröcker 2009; DeGroot and Fienberg 1983.

    Examples
    --------
    >>> parts = split_cross_entropy([[0.5, 0.5]] * 4, [0, 1, 1, 1], base=2)
    >>> round(parts.calibration, 4), round(parts.refinement, 4)
    (0.1887, 0.8113)
    """
    unit = nats_per_unit(base)
    distinct, counts, _ = _grouped(forecasts, labels)
    weights = counts.sum(axis=1) / counts.sum()
    came = counts / counts.sum(axis=1, keepdims=True)
    return Parts(
        float(weights @ kl_divergence(came, distinct)) / unit,
        float(weights @ entropy(came)) / unit,
    )


def _grouped(
    forecasts: npt.ArrayLike, labels: npt.ArrayLike
) -> tuple[npt.NDArray[np.floating], npt.NDArray[np.int64], npt.NDArray[np.intp]]:
    """Return the distinct forecasts, the counts of labels after each, and which one a case got."""
    s = _table(forecasts, "forecasts")
    check_pmf(s, "forecasts")
    y = _labels(labels, *s.shape)
    distinct, which = np.unique(s + 0.0, axis=0, return_inverse=True)  # −0.0 is 0.0
    counts = np.zeros(distinct.shape, dtype=np.int64)
    np.add.at(counts, (which.reshape(-1), y), 1)
    return distinct, counts, which.reshape(-1)


def _table(x: npt.ArrayLike, name: str) -> npt.NDArray[np.floating]:
    array = real_array(x, name)
    if array.ndim != 2 or not array.size:
        raise ValueError(f"{name} has shape {array.shape}: give a table, one row a case")
    return array


def _labels(labels: npt.ArrayLike, n: int, k: int) -> npt.NDArray[np.integer]:
    array = real_array(labels, "labels")
    if array.shape != (n,):
        raise ValueError(f"labels has shape {array.shape}: give {n}, one a row")
    if array.dtype.kind not in "iu":
        raise TypeError(f"labels has dtype {array.dtype}: labels are integers, 0 to {k - 1}")
    if bad := np.flatnonzero((array < 0) | (array >= k)).tolist():
        raise ValueError(f"labels[{bad[0]}] is {array[bad[0]]}: a label is 0 to {k - 1}")
    return array
