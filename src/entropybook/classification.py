"""Softmax regression: the smallest classifier, trained by its cross-entropy.

A model turns an input x into one score a class, its logits z = x·W + b, and those into
probabilities, S = softmax(z). All losses are mean cross-entropies in nats.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, special

from entropybook._validate import check_pmf, place, real_array

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SoftmaxRegression:
    """Hold a linear model whose scores become probabilities by a softmax.

    Parameters
    ----------
    weights : ndarray (d, k)
        One column a class.
    bias : ndarray (k,)
        One number a class.

    Examples
    --------
    >>> model = SoftmaxRegression(np.array([[1.0, -1.0]]), np.zeros(2))
    >>> model.logits([[2.0]])
    array([[ 2., -2.]])
    """

    weights: Array
    bias: Array

    def logits(self, x: npt.ArrayLike) -> Array:
        """Return the scores of each class, (n, k), for inputs (n, d)."""
        return np.asarray(_inputs(x) @ self.weights + self.bias)

    def log_probabilities(self, x: npt.ArrayLike) -> Array:
        """Return the logarithms of the probabilities, in nats, (n, k), for inputs (n, d)."""
        return np.asarray(special.log_softmax(self.logits(x), axis=1))

    def probabilities(self, x: npt.ArrayLike) -> Array:
        """Return the probabilities of each class, (n, k), for inputs (n, d)."""
        return np.asarray(special.softmax(self.logits(x), axis=1))


def softmax_loss(logits: npt.ArrayLike, targets: npt.ArrayLike) -> tuple[float, Array]:
    """Compute the mean cross-entropy of targets and softmax(logits), and its gradient.

    Parameters
    ----------
    logits : array_like (n, k)
        One score an example and class; any finite numbers.
    targets : array_like of int (n,) or array_like (n, k)
        The label of each example, 0 to k − 1, or a pmf for each example.

    Returns
    -------
    loss : float
        The mean over the examples, in nats, from the log-softmax: no logit is too large for it.
    gradient : ndarray (n, k)
        The derivatives of the loss with respect to the logits, (softmax(logits) − targets) / n.

    Raises
    ------
    ValueError
        If the shapes do not fit, a logit is not finite, a label is no class, or a target is not a
        pmf.
    TypeError
        If an argument does not consist of real numbers.

    References
    ----------
    Bishop 2006, section 4.3.4, equations (4.108) and (4.109).

    Examples
    --------
    >>> loss, gradient = softmax_loss([[0, 0]], [1])
    >>> round(loss, 4)
    0.6931
    >>> gradient
    array([[ 0.5, -0.5]])
    """
    z = _inputs(logits, "logits")
    y = _targets(targets, *z.shape)
    log_s = special.log_softmax(z, axis=1)
    # Where a target is 0, so is its term, however small the probability.
    loss = -np.sum(np.where(y > 0, y * log_s, 0)) / len(z)
    return float(loss), (np.exp(log_s) - y) / len(z)


def fit_softmax(
    x: npt.ArrayLike, targets: npt.ArrayLike, *, classes: int | None = None, penalty: float = 1.0
) -> SoftmaxRegression:
    """Fit a softmax regression by its gradient, down to where it stands still.

    Parameters
    ----------
    x : array_like (n, d)
        The inputs.
    targets : array_like of int (n,) or array_like (n, k)
        The label of each example, or a pmf for each.
    classes : int, optional
        The number of classes, if the targets are labels and do not show the last one.
    penalty : float, default 1
        Half of this, times the sum of the squared weights (not of the bias), is added to the sum
        (not the mean) of the losses, in nats: scikit-learn's ``1 / C``.

    Returns
    -------
    SoftmaxRegression
        The one minimum: with a penalty the loss is strictly convex in the weights. The bias is
        determined up to a constant, and has mean 0.

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is not finite, a label is no class, a target is not a
        pmf, or the penalty is not positive.
    TypeError
        If an argument does not consist of real numbers.
    RuntimeError
        If the optimiser stops before the gradient is small.

    References
    ----------
    Bishop 2006, section 4.3.4; Liu and Nocedal 1989 for the optimiser, which SciPy provides.

    Examples
    --------
    >>> model = fit_softmax([[0.0], [1.0], [2.0]], [0, 0, 1])
    >>> model.probabilities([[2.0]]).round(3)
    array([[0.389, 0.611]])
    """
    x = _inputs(x)
    if not 0 < penalty < np.inf:
        raise ValueError(f"penalty is {penalty!r}: give a positive number")
    k = _classes(targets, classes)
    y = _targets(targets, len(x), k)
    start = np.zeros((x.shape[1] + 1, k))

    def objective(flat: Array) -> tuple[float, Array]:
        model = SoftmaxRegression(flat.reshape(start.shape)[:-1], flat.reshape(start.shape)[-1])
        loss, by_weights, by_bias = _slopes(model, x, y, penalty)
        return loss, np.vstack([by_weights, by_bias]).ravel()

    # The mean loss is of the order of 1: a gradient of 1e-9 leaves the weights nine digits or so.
    options = {"maxiter": 10_000, "maxfun": 20_000, "gtol": 1e-9, "ftol": 0, "maxcor": 30}
    found = optimize.minimize(
        objective, start.ravel(), jac=True, method="L-BFGS-B", options=options
    )
    if np.max(np.abs(found.jac)) > 1e-7:
        raise RuntimeError(f"the fit stopped early ({found.message}): scale the inputs")
    best = found.x.reshape(start.shape)
    return SoftmaxRegression(best[:-1], best[-1] - best[-1].mean())


def descent(
    x: npt.ArrayLike,
    targets: npt.ArrayLike,
    *,
    rate: float,
    steps: int,
    classes: int | None = None,
    penalty: float = 0.0,
) -> Iterator[SoftmaxRegression]:
    """Train a softmax regression by plain gradient descent, and show every model on the way.

    Parameters
    ----------
    x : array_like (n, d)
        The inputs.
    targets : array_like of int (n,) or array_like (n, k)
        The label of each example, or a pmf for each.
    rate : float
        The step is this times the gradient of the mean loss.
    steps : int
        How many steps to take.
    classes : int, optional
        The number of classes, if the targets are labels and do not show the last one.
    penalty : float, default 0
        As in `fit_softmax`; 0 is allowed.

    Yields
    ------
    SoftmaxRegression
        The model before the first step, all zeros, and after each step.

    Raises
    ------
    ValueError
        As `fit_softmax` does, and if `rate` is not positive or `penalty` negative.
    TypeError
        If an argument does not consist of real numbers.

    Examples
    --------
    >>> models = list(descent([[0.0], [1.0]], [0, 1], rate=1.0, steps=10))
    >>> len(models)
    11
    >>> models[-1].weights.round(2)
    array([[-0.76,  0.76]])
    """
    x = _inputs(x)
    if not 0 < rate < np.inf:
        raise ValueError(f"rate is {rate!r}: give a positive number")
    if not 0 <= penalty < np.inf:
        raise ValueError(f"penalty is {penalty!r}: give a number that is not negative")
    k = _classes(targets, classes)
    y = _targets(targets, len(x), k)
    model = SoftmaxRegression(np.zeros((x.shape[1], k)), np.zeros(k))
    yield model
    for _ in range(steps):
        _, by_weights, by_bias = _slopes(model, x, y, penalty)
        model = SoftmaxRegression(model.weights - rate * by_weights, model.bias - rate * by_bias)
        yield model


def _slopes(
    model: SoftmaxRegression, x: Array, y: Array, penalty: float
) -> tuple[float, Array, Array]:
    """Return the penalised mean loss, and its gradients by the weights and by the bias."""
    loss, by_logits = softmax_loss(x @ model.weights + model.bias, y)
    shrink = penalty / len(x)
    return (
        loss + shrink / 2 * float(np.sum(model.weights**2)),
        x.T @ by_logits + shrink * model.weights,
        by_logits.sum(axis=0),
    )


def _inputs(x: npt.ArrayLike, name: str = "x") -> Array:
    array = np.asarray(real_array(x, name), dtype=np.float64)
    if array.ndim != 2 or not array.size:
        raise ValueError(f"{name} has shape {array.shape}: give a table, one row an example")
    if not np.all(np.isfinite(array)):
        index = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(f"{place(name, index)} is {array[index]}: give finite numbers")
    return array


def _classes(targets: npt.ArrayLike, classes: int | None) -> int:
    array = real_array(targets, "targets")
    if array.ndim == 2:
        return int(array.shape[1])
    return int(classes if classes is not None else array.max(initial=0) + 1)


def _targets(targets: npt.ArrayLike, n: int, k: int) -> Array:
    """Return one pmf an example: the targets as they are, or the point masses on the labels."""
    array = real_array(targets, "targets")
    if array.shape == (n, k):
        check_pmf(array, "targets")
        return np.asarray(array, dtype=np.float64)
    if array.shape != (n,):
        raise ValueError(
            f"targets has shape {array.shape}, but there are {n} examples and {k} classes: "
            f"give {n} labels, or a table of {n} pmfs over {k} classes"
        )
    if array.dtype.kind not in "iu":
        raise TypeError(f"targets has dtype {array.dtype}: labels are integers, 0 to {k - 1}")
    if bad := np.flatnonzero((array < 0) | (array >= k)).tolist():
        raise ValueError(f"targets[{bad[0]}] is {array[bad[0]]}: a label is 0 to {k - 1}")
    return np.asarray(np.eye(k)[array])
