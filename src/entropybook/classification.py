"""Softmax regression: the smallest classifier, trained by its cross-entropy.

A model turns an input x into one score a class, its logits z = x·W + b, and those into
probabilities, S = softmax(z). All losses are mean cross-entropies in nats.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import optimize, special
from scipy.sparse import linalg

from entropybook._examples import (
    count_classes,
    finite_array,
    target_pmfs,
)
from entropybook._validate import positive_number, whole_number

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

    Raises
    ------
    ValueError
        If the shapes do not fit, or a number is not finite.
    TypeError
        If an argument does not consist of real numbers.

    Examples
    --------
    >>> model = SoftmaxRegression(np.array([[1.0, -1.0]]), np.zeros(2))
    >>> model.logits([[2.0]])
    array([[ 2., -2.]])
    """

    weights: Array
    bias: Array

    def __post_init__(self) -> None:
        weights, bias = finite_array(self.weights, "weights", 2), finite_array(self.bias, "bias", 1)
        if weights.shape[1] != len(bias):
            raise ValueError(
                f"weights has {weights.shape[1]} columns and bias {len(bias)} entries: "
                "give both one a class"
            )
        object.__setattr__(self, "weights", weights)
        object.__setattr__(self, "bias", bias)

    def logits(self, x: npt.ArrayLike) -> Array:
        """Return the scores of each class, (n, k), for inputs (n, d)."""
        x = finite_array(x, "x", 2)
        if x.shape[1] != len(self.weights):
            raise ValueError(
                f"x has {x.shape[1]} columns, but the model was made for {len(self.weights)}"
            )
        return np.asarray(x @ self.weights + self.bias)

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
    z = finite_array(logits, "logits", 2)
    y = target_pmfs(targets, *z.shape)
    with np.errstate(over="ignore"):  # logits 1e308 apart: the smaller one's probability is 0
        log_s = special.log_softmax(z, axis=1)
    # Where a target is 0, so is its term, however small the probability.
    loss = -np.sum(np.multiply(y, log_s, where=y > 0, out=np.zeros_like(y))) / len(z)
    return float(loss), (np.exp(log_s) - y) / len(z)


def fit_softmax(
    x: npt.ArrayLike, targets: npt.ArrayLike, *, classes: int | None = None, penalty: float = 1.0
) -> SoftmaxRegression:
    """Fit a softmax regression by its gradient and its Hessian, down to where it stands still.

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
        determined up to a constant, and has mean 0. A class that no target shows has no best bias,
        since ever less would be ever better: its bias is where its probability has become
        negligible.

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is not finite, a label is no class, a target is not a
        pmf, or the penalty is not positive.
    TypeError
        If an argument does not consist of real numbers, or is no number where one is asked for.
    RuntimeError
        If the optimiser stops before the gradient is small.

    References
    ----------
    Bishop 2006, section 4.3.4; Nocedal and Wright 2006, algorithm 7.2, for the optimiser, Newton's
    method within a trust region, which SciPy provides.

    Examples
    --------
    >>> model = fit_softmax([[0.0], [1.0], [2.0]], [0, 0, 1])
    >>> model.probabilities([[2.0]]).round(3)
    array([[0.43, 0.57]])
    """
    x = finite_array(x, "x", 2)
    penalty = positive_number(penalty, "penalty")
    y = target_pmfs(targets, len(x), count_classes(targets, classes))
    shape = (x.shape[1] + 1, y.shape[1])  # the bias is the last row

    def slopes(flat: Array) -> tuple[float, Array]:
        loss, gradient = _slopes(flat.reshape(shape), x, y, penalty)
        return loss, gradient.ravel()

    @lru_cache(maxsize=1)  # at one place the optimiser asks for many directions
    def probabilities(where: bytes) -> Array:
        weights = np.frombuffer(where).reshape(shape)
        return np.asarray(special.softmax(x @ weights[:-1] + weights[-1], axis=1))

    def curvature(flat: Array, direction: Array) -> Array:
        s = probabilities(flat.tobytes())
        return _curvature(s, direction.reshape(shape), x, penalty).ravel()

    try:
        with np.errstate(over="ignore", invalid="ignore"):
            found = optimize.minimize(
                slopes,
                np.zeros(shape).ravel(),
                jac=True,
                hessp=curvature,
                method="trust-ncg",
                options={"gtol": 1e-10, "maxiter": 1000},
            )
            # Here the loss no longer shows what a step gains, but the gradient does: one more step
            # of Newton's method takes the weights from eight digits to twelve or so.
            hessian = linalg.LinearOperator((found.x.size,) * 2, lambda v: curvature(found.x, v))
            step, _ = linalg.cg(hessian, -found.jac, rtol=1e-6, maxiter=300)
            ends = [(float(np.abs(slopes(w)[1]).max()), w) for w in (found.x, found.x + step)]
        (steepest, flat), message = min(ends, key=lambda end: end[0]), found.message
    except ValueError as error:  # a number beyond all numbers on the way
        steepest, message = np.inf, error
    if not steepest <= 1e-7:
        raise RuntimeError(f"the fit stopped early ({message}): scale the inputs")
    best = flat.reshape(shape)
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

    Returns
    -------
    iterator of SoftmaxRegression
        The model before the first step, all zeros, and after each step.

    Raises
    ------
    ValueError
        As `fit_softmax` does, and if `rate` is not positive, or `steps` or `penalty` negative.
    TypeError
        If an argument does not consist of real numbers, or is no number where one is asked for.
    RuntimeError
        On the way, if the weights grow beyond all numbers.

    Examples
    --------
    >>> models = list(descent([[0.0], [1.0]], [0, 1], rate=1.0, steps=10))
    >>> len(models)
    11
    >>> models[-1].weights.round(2)
    array([[-1.37,  1.37]])
    """
    x = finite_array(x, "x", 2)
    rate, steps = positive_number(rate, "rate"), whole_number(steps, "steps", least=0)
    penalty = positive_number(penalty, "penalty", or_zero=True)
    y = target_pmfs(targets, len(x), count_classes(targets, classes))
    return _walk(x, y, rate, steps, penalty)  # apart, so that bad input is refused here and now


def _walk(
    x: Array, y: Array, rate: float, steps: int, penalty: float
) -> Iterator[SoftmaxRegression]:
    parameters = np.zeros((x.shape[1] + 1, y.shape[1]))
    yield SoftmaxRegression(parameters[:-1], parameters[-1])
    for step in range(1, steps + 1):
        try:
            with np.errstate(over="ignore", invalid="ignore"):
                parameters = parameters - rate * _slopes(parameters, x, y, penalty)[1]
            model = SoftmaxRegression(parameters[:-1], parameters[-1])
        except ValueError as error:
            raise RuntimeError(
                f"the weights grow beyond all numbers in step {step}: rate is {rate!r}, try less"
            ) from error
        yield model


def _slopes(parameters: Array, x: Array, y: Array, penalty: float) -> tuple[float, Array]:
    """Return the penalised mean loss and its gradient; the bias is the last row of both."""
    weights, bias = parameters[:-1], parameters[-1]
    loss, by_logits = softmax_loss(x @ weights + bias, y)
    shrink = penalty / len(x)
    by_weights = x.T @ by_logits + shrink * weights
    gradient = np.vstack([by_weights, by_logits.sum(axis=0)])
    return loss + shrink / 2 * float(np.sum(weights**2)), gradient


def _curvature(s: Array, direction: Array, x: Array, penalty: float) -> Array:
    """Return the Hessian of the penalised mean loss, where the model says s, times a direction.

    On the logits of one example the Hessian is diag(s) − ssᵀ: times a vector, s times what is left
    of the vector when its mean under s is taken away.
    """
    along = x @ direction[:-1] + direction[-1]
    by_logits = s * (along - np.sum(s * along, axis=1, keepdims=True)) / len(x)
    by_weights = x.T @ by_logits + penalty / len(x) * direction[:-1]
    return np.vstack([by_weights, by_logits.sum(axis=0)])
