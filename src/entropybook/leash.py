"""A policy on a leash: what comes of a reference that is tuned on a score and pays for straying.

A policy is a pmf over answers, an array with one probability an answer; scores are rewards, one an
answer. The objective is the expected score less β times the KL divergence from the reference, in
nats, so β is the price of a nat, in units of the score.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy import special

from entropybook._validate import pmf_with_numbers, positive_number, whole_number

Array = npt.NDArray[np.float64]


def tilted(p: npt.ArrayLike, scores: npt.ArrayLike, *, beta: float) -> Array:
    """Tilt a reference by its scores: the best policy when straying costs β a nat.

    Parameters
    ----------
    p : array_like (n,)
        The reference policy, a pmf.
    scores : array_like (n,)
        One finite number an answer.
    beta : float
        The price of a nat of KL divergence from the reference, in units of the score; above 0.

    Returns
    -------
    ndarray (n,)
        The pmf in proportion to ``p * exp(scores / beta)``, computed from the logarithms, so that
        no score is too large. An answer of probability 0 keeps it.

    Raises
    ------
    ValueError
        If `p` is not a pmf, the shapes differ, a score is not finite, or `beta` is not a finite
        number above 0.
    TypeError
        If an argument does not consist of real numbers.

    References
    ----------
    Korbak, Perez and Buckley 2022, section 3; Rafailov et al. 2023, equation (4).

    Examples
    --------
    >>> tilted([0.5, 0.5], [0, 1], beta=1.0).round(3)
    array([0.269, 0.731])
    >>> tilted([0.5, 0.5], [0, 1], beta=0.001)
    array([0., 1.])
    """
    reference, score = pmf_with_numbers(p, scores, "p", "scores")
    beta = positive_number(beta, "beta")
    possible = reference > 0
    top = score[possible].max()
    # Measured from the best score, the quotients are at most 0, and may well be −inf.
    with np.errstate(divide="ignore", over="ignore"):
        logits = np.log(reference) + (np.where(possible, score, top) - top) / beta
    return np.asarray(special.softmax(logits))


def best_of(p: npt.ArrayLike, scores: npt.ArrayLike, n: int) -> Array:
    """Compute the pmf of the best of n answers that the reference gives independently.

    Parameters
    ----------
    p : array_like (k,)
        The reference policy, a pmf.
    scores : array_like (k,)
        One finite number an answer. Of equally good answers one is taken at random.
    n : int
        How many answers to draw, at least 1.

    Returns
    -------
    ndarray (k,)
        With F(x) the probability of an answer that is at most as good as x, the answers as good as
        x have Fⁿ, less the same for those that are worse; they share it as in `p`.

    Raises
    ------
    ValueError
        If `p` is not a pmf, the shapes differ, a score is not finite, or `n` is less than 1.
    TypeError
        If an argument does not consist of real numbers, or `n` is not an integer.

    References
    ----------
    Beirami et al. 2024, section 2.

    Examples
    --------
    >>> best_of([0.5, 0.5], [0, 1], 2)
    array([0.25, 0.75])
    """
    reference, score = pmf_with_numbers(p, scores, "p", "scores")
    n = whole_number(n, "n", least=1)
    _, level = np.unique(score, return_inverse=True)
    mass = np.bincount(level, weights=reference)
    up_to = np.minimum(np.cumsum(mass), 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        # Fⁿ − (F − m)ⁿ by way of log(1 − m/F), which keeps its digits where m is small.
        share = np.where(mass > 0, np.minimum(mass / up_to, 1), 0)
        best = up_to**n * -np.expm1(n * np.log1p(-share))
        shared = np.where(reference > 0, reference / mass[level] * best[level], 0)
    return np.asarray(shared / shared.sum())


def policy_gradient(
    p: npt.ArrayLike,
    scores: npt.ArrayLike,
    *,
    beta: float,
    rate: float,
    steps: int,
    samples: int | None = None,
    seed: int = 0,
) -> Iterator[Array]:
    """Climb the penalised reward by its gradient in the logits, and show each policy on the way.

    Parameters
    ----------
    p : array_like (n,)
        The reference policy, where the climb starts: a pmf without zeros.
    scores : array_like (n,)
        One finite number an answer.
    beta : float
        The price of a nat of KL divergence from the reference; above 0.
    rate : float
        The step is this times the gradient; above 0.
    steps : int
        How many steps to take.
    samples : int, optional
        Estimate each gradient from so many answers of the present policy, at least 2, as REINFORCE
        does, with the mean of the others as each one's baseline. Without it, the gradient is exact.
    seed : int, default 0
        Seed of the answers.

    Yields
    ------
    ndarray (n,)
        The policy before the first step, and after each step.

    Raises
    ------
    ValueError
        If `p` is not a pmf or has a zero, the shapes differ, a score is not finite, `beta` or
        `rate` is not a finite number above 0, or `samples` is less than 2.
    TypeError
        If an argument does not consist of real numbers.

    References
    ----------
    Williams 1992, for the estimate; Ziegler et al. 2019, equation (2), for the penalty.

    Examples
    --------
    >>> *_, last = policy_gradient([0.5, 0.5], [0, 1], beta=1.0, rate=2.0, steps=100)
    >>> last.round(3)
    array([0.269, 0.731])
    """
    reference, score = pmf_with_numbers(p, scores, "p", "scores")
    beta = positive_number(beta, "beta")
    rate = positive_number(rate, "rate")
    if samples is not None and samples < 2:
        raise ValueError(f"samples is {samples}: give at least 2, each is the other's baseline")
    if zeros := np.flatnonzero(reference == 0).tolist():
        raise ValueError(f"p[{zeros[0]}] is 0: no logit says so; leave this answer out")
    rng = np.random.default_rng(seed)
    start = logits = np.log(reference)
    policy = np.asarray(special.softmax(logits))
    yield policy
    for _ in range(steps):
        gain = score - beta * (special.log_softmax(logits) - start)
        if samples is None:
            gradient = policy * (gain - policy @ gain)
        else:
            drawn = rng.multinomial(samples, policy)
            # An answer's gain less the mean gain of the others, for all that were drawn.
            surplus = (samples * gain - drawn @ gain) / (samples - 1)
            gradient = (drawn * surplus - policy * (drawn @ surplus)) / samples
        logits = logits + rate * gradient
        policy = np.asarray(special.softmax(logits))
        yield policy
