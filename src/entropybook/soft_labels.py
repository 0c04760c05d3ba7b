"""Soft labels: a distribution in the place of a label, by smoothing or from a teacher."""

import math

import numpy as np
import numpy.typing as npt
from scipy import special

from entropybook._validate import place, positive_number, real_array, whole_number
from entropybook.classification import SoftmaxRegression, fit_softmax

Array = npt.NDArray[np.float64]


def smoothed(labels: npt.ArrayLike, classes: int, amount: float) -> Array:
    """Mix the point mass on each label with the uniform distribution.

    Parameters
    ----------
    labels : array_like of int (n,)
        The label of each example, 0 to classes − 1.
    classes : int
        The number of classes, at least 2.
    amount : float
        The weight of the uniform distribution, ε, from 0 to 1.

    Returns
    -------
    ndarray (n, classes)
        One pmf an example: (1 − ε) + ε/classes at its label, ε/classes elsewhere.

    Raises
    ------
    ValueError
        If a label is no class, there is none, or `classes` or `amount` is out of its range.
    TypeError
        If the labels or the number of classes are not integers.

    References
    ----------
    Szegedy et al. 2016, section 7.

    Examples
    --------
    >>> smoothed([2, 0], classes=4, amount=0.2)
    array([[0.05, 0.05, 0.85, 0.05],
           [0.85, 0.05, 0.05, 0.05]])
    """
    _check_smoothing(classes, amount)
    array = real_array(labels, "labels")
    if array.ndim != 1 or not array.size:
        raise ValueError(f"labels has shape {array.shape}: give a row of labels, one an example")
    if array.dtype.kind not in "iu":
        raise TypeError(f"labels has dtype {array.dtype}: labels are integers, 0 to {classes - 1}")
    if bad := np.flatnonzero((array < 0) | (array >= classes)).tolist():
        raise ValueError(f"labels[{bad[0]}] is {array[bad[0]]}: a label is 0 to {classes - 1}")
    return np.asarray((1 - amount) * np.eye(classes)[array] + amount / classes)


def smoothed_gap(classes: int, amount: float) -> float:
    """Return how far a smoothed label asks the logit of the label to be above the others.

    Parameters
    ----------
    classes : int
        The number of classes, at least 2.
    amount : float
        The weight of the uniform distribution, ε, from 0 to 1.

    Returns
    -------
    float
        log(1 + classes·(1 − ε)/ε), in nats: 0 if ε is 1, `inf` if it is 0.

    Raises
    ------
    ValueError
        If `classes` or `amount` is out of its range.
    TypeError
        If the number of classes is not an integer.

    References
    ----------
    Szegedy et al. 2016, section 7, on why the gap should be finite.

    Examples
    --------
    >>> round(smoothed_gap(10, 0.1), 2)
    4.51
    """
    _check_smoothing(classes, amount)
    return math.log1p(classes * (1 - amount) / amount) if amount > 0 else math.inf


def soften(logits: npt.ArrayLike, temperature: float) -> Array:
    """Turn logits into probabilities at a temperature, softmax(logits / T).

    Parameters
    ----------
    logits : array_like (..., k)
        One score a class, along the last axis; any finite numbers.
    temperature : float
        T, above 0: 1 is the softmax itself, more is softer.

    Returns
    -------
    ndarray (..., k)
        One pmf for each row of logits.

    Raises
    ------
    ValueError
        If a logit is not finite, there is none, or the temperature is not finite and positive.
    TypeError
        If the logits are not real numbers.

    References
    ----------
    Hinton, Vinyals and Dean 2015, equation (1).

    Examples
    --------
    >>> soften([4.0, 0.0, 0.0], 1).round(3)
    array([0.965, 0.018, 0.018])
    >>> soften([4.0, 0.0, 0.0], 4).round(3)
    array([0.576, 0.212, 0.212])
    """
    array = np.asarray(real_array(logits, "logits"), dtype=np.float64)
    temperature = positive_number(temperature, "temperature")
    if not array.ndim or not array.size:
        raise ValueError(f"logits has shape {array.shape}: give one score a class")
    if not np.all(np.isfinite(array)):
        index = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(f"{place('logits', index)} is {array[index]}: give finite numbers")
    return np.asarray(special.softmax(array / temperature, axis=-1))


def distil(
    x: npt.ArrayLike, logits: npt.ArrayLike, *, temperature: float, penalty: float = 1.0
) -> SoftmaxRegression:
    """Train a softmax regression on a teacher's answers instead of labels.

    The student minimises T² times the sum of its cross-entropies from the teacher, both softened
    by T, plus the penalty. With the factor T² the penalty weighs as much at every temperature, and
    the minimum is T times the model that is fitted to the softened answers at temperature 1.

    Parameters
    ----------
    x : array_like (n, d)
        The inputs, which need no labels.
    logits : array_like (n, k)
        What the teacher answers to them, before its softmax.
    temperature : float
        T, above 0.
    penalty : float, default 1
        As in `fit_softmax`.

    Returns
    -------
    SoftmaxRegression
        The student, to be used at temperature 1.

    Raises
    ------
    ValueError
        As `soften` and `fit_softmax` do.
    TypeError
        If an argument does not consist of real numbers.
    RuntimeError
        If the optimiser stops before the gradient is small.

    References
    ----------
    Hinton, Vinyals and Dean 2015, section 2.

    Examples
    --------
    >>> student = distil([[0.0], [1.0]], [[0.0, 2.0], [2.0, 0.0]], temperature=4, penalty=1e-3)
    >>> student.logits([[1.0]]).round(1)
    array([[ 1., -1.]])
    """
    rows = real_array(logits, "logits")
    if rows.ndim != 2:
        raise ValueError(f"logits has shape {rows.shape}: give a table, one row an example")
    fitted = fit_softmax(x, soften(rows, temperature), penalty=penalty)
    return SoftmaxRegression(temperature * fitted.weights, temperature * fitted.bias)


def _check_smoothing(classes: int, amount: float) -> None:
    whole_number(classes, "classes", least=2)
    if not 0 <= amount <= 1:
        raise ValueError(f"amount is {amount!r}: give a weight from 0 to 1")
