"""Entropy and divergence from counts: what a finite sample of outcomes says."""

import math
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import special

from entropybook._given import Counts, count_arrays
from entropybook._validate import line, nats_per_unit
from entropybook.measures import kl_divergence

Array: TypeAlias = npt.NDArray[Any]
Value: TypeAlias = Any  # a float for one count vector, an array for a stack


def entropy_from_counts(
    counts: Counts, *, method: str = "plug-in", base: float = math.e, axis: int = -1
) -> Value:
    r"""Estimate the entropy of a pmf from how often each outcome was seen.

    Parameters
    ----------
    counts : array_like (..., n) or mapping of outcome to count
        Whole numbers of independent draws. A count of 0 changes nothing.
    method : {"plug-in", "miller-madow", "grassberger", "chao-shen"}, default "plug-in"
        The estimator; see Notes.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.
    axis : int, default -1
        The axis along which an array holds the counts of one sample.

    Returns
    -------
    float or ndarray
        The estimate in units of log(base): a float for one count vector, an array of shape (...)
        for a stack, each computed on its own. The plug-in is never negative; Grassberger's
        estimate can be, and all but the plug-in can exceed the logarithm of the number of outcomes.

    Raises
    ------
    ValueError
        If a count is negative, not whole, not finite or above 2**53, there are no counts, all of a
        sample are 0, `method` is not one of the four, Chao–Shen meets a sample in which every
        outcome seen was seen once (its coverage is then estimated as 0), or `base` is not finite
        and above 1.
    TypeError
        If an argument is of the wrong kind.

    Notes
    -----
    With counts :math:`n_i`, their total N, K the number of outcomes seen, F the number of those
    seen once, and p̂ the relative frequencies, in nats:

    - plug-in: :math:`H(\hat p)`, the entropy of the relative frequencies. Its expectation is at
      most H, and falls short by (M − 1)/2N to first order in 1/N, where M outcomes are possible;
    - Miller–Madow adds (K − 1)/2N to it;
    - Grassberger: :math:`\log N - \frac1N \sum_i n_i G_{n_i}` with
      :math:`G_n = \psi(\lfloor n/2 \rfloor + \tfrac12) + \log 2`, the closed form of his recursion;
    - Chao–Shen: with :math:`\tilde p_i = (1 - F/N)\,\hat p_i`, frequencies that add up to an
      estimate of how probable the outcomes seen are together, :math:`-\sum_i \tilde p_i
      \log \tilde p_i \,/\, [1 - (1 - \tilde p_i)^N]`, each term divided by the chance that
      the outcome is seen at all.

    References
    ----------
    Miller 1955; Grassberger 2003; Chao and Shen 2003; for the bias of the plug-in, Paninski 2003.

    Examples
    --------
    >>> entropy_from_counts([2, 1, 1], base=2)
    1.5
    >>> round(entropy_from_counts([2, 1, 1], method="miller-madow"), 4)
    1.2897
    >>> stack = np.random.default_rng(0).multinomial(100, np.full(10, 0.1), size=10_000)
    >>> print(round(np.mean(entropy_from_counts(stack)) - np.log(10), 3))
    -0.046
    """
    unit = nats_per_unit(base)
    try:
        estimate = METHODS[method]
    except (KeyError, TypeError):
        raise ValueError(f"method is {method!r}: give one of {', '.join(METHODS)}") from None
    (n,) = count_arrays([counts], ["counts"], axis)
    value = estimate(n, np.asarray(np.sum(n, axis=-1, dtype=np.float64))) / unit
    return value if np.ndim(value) else float(value)


def kl_from_counts(
    p_counts: Counts,
    q_counts: Counts,
    *,
    added: float = 0.0,
    base: float = math.e,
    axis: int = -1,
) -> Value:
    """Estimate KL(p‖q) by putting in relative frequencies for p and q.

    Parameters
    ----------
    p_counts, q_counts : array_like (..., n) or mapping of outcome to count
        Whole numbers of independent draws from p and from q. Arrays have equal shapes, or one is
        1-d and compared with every sample of the other's stack. Mappings are aligned by outcome;
        an absent outcome has count 0.
    added : float, default 0
        Add so much to every count of both samples first: 1 is Laplace's rule, ½ Jeffreys'. What
        it costs: see Notes.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.
    axis : int, default -1
        The axis along which an array holds the counts of one sample.

    Returns
    -------
    float or ndarray
        The estimate in units of log(base), never negative: a float for one pair, an array of
        shape (...) for a stack. With `added` 0, exactly `inf` where an outcome was seen in the
        first sample and not in the second.

    Raises
    ------
    ValueError
        If a count is negative, not whole, not finite or above 2**53, there are no counts, all of a
        sample are 0, the shapes differ, `added` is negative or not finite, or `base` is not finite
        and above 1.
    TypeError
        If an argument is of the wrong kind.

    Notes
    -----
    As long as there is a chance that the second sample lacks an outcome which the first has, the
    estimate has no finite expectation. Over finitely many outcomes that q allows, this chance goes
    to 0 as the second sample grows. A positive `added` makes every estimate finite. The price is
    a bias towards what was put in: both pmfs are pulled towards the uniform one over the
    *listed* outcomes, so that an entry that is 0 in both samples now changes the answer, and the
    estimate falls to 0 as `added` grows without bound. To smooth q alone, use
    ``kl_divergence(pmf(p_counts), pmf(q_counts + added))``.

    References
    ----------
    Paninski 2003 for the bias of plug-in estimates; MacKay 2003, section 3.2, for Laplace's rule.

    Examples
    --------
    >>> kl_from_counts([3, 1], [4, 0])
    inf
    >>> round(kl_from_counts([3, 1], [4, 0], added=0.5), 4)
    0.1537
    """
    if isinstance(added, bool | np.bool) or not isinstance(added, int | float | np.number):
        raise TypeError(f"added is {added!r} of type {type(added).__name__}: give a number")
    if not 0 <= added < math.inf:
        raise ValueError(f"added is {added!r}: give a finite number, 0 or more")
    n, m = count_arrays([p_counts, q_counts], ["p_counts", "q_counts"], axis)
    a, b = n + float(added), m + float(added)
    p, q = (x / np.sum(x, axis=-1, keepdims=True) for x in (a, b))
    return kl_divergence(p, q, base=base)


def _plug_in(n: Array, total: Array) -> Array:
    return _added_up(lambda n, total, _: special.entr(n / total), n, total)


def _miller_madow(n: Array, total: Array) -> Array:
    seen = np.count_nonzero(n, axis=-1)
    return np.asarray(_plug_in(n, total) + (seen - 1) / (2 * total))


def _grassberger(n: Array, total: Array) -> Array:
    # The weights n/N add up to 1, so the log 2 of every G goes before the sum.
    def term(n: Array, total: Array, _: Array) -> Array:
        return np.asarray(n / total * special.digamma(n // 2 + 0.5))

    return np.asarray(np.log(total / 2) - _added_up(term, n, total))


def _chao_shen(n: Array, total: Array) -> Array:
    once = np.count_nonzero(n == 1, axis=-1)
    unseen = np.argwhere(once == total)
    if len(unseen):
        where = line("counts", [*unseen[0], 0], -1) if n.ndim > 1 else "counts"
        raise ValueError(
            f"{where} has no outcome that was seen twice, so the coverage of Chao and Shen is 0: "
            "draw more, or use another method"
        )

    def term(n: Array, total: Array, once: Array) -> Array:
        p = (1 - once / total) * n / total
        with np.errstate(divide="ignore"):  # log 0 where everything was seen
            seen = -np.expm1(total * np.log1p(-p))
        return np.asarray(special.entr(p) / np.where(p > 0, seen, 1.0))

    return _added_up(term, n, total, once)


def _added_up(
    term: Callable[[Array, Array, Array], Array], n: Array, total: Array, once: Any = 0
) -> Array:
    """Return the sums of a term of a count, its total and how many outcomes were seen once.

    Of many samples of one size few terms differ: they are computed once and looked up.
    """
    draws, once = total[..., np.newaxis], np.asarray(once)[..., np.newaxis]
    shape = (int(np.max(once, initial=0)) + 1, int(np.max(n, initial=0)) + 1)
    if math.prod(shape) < n.size and np.all(total == total.flat[0]):
        rows, columns = np.ogrid[: shape[0], : shape[1]]
        table = np.ravel(term(columns, total.flat[0], rows))
        places = n.astype(np.intp, copy=False)
        terms = table[places + shape[1] * once if shape[0] > 1 else places]
    else:
        terms = term(n, draws, once)
    return np.asarray(np.sum(terms, axis=-1) + 0.0)  # not -0.0


METHODS: dict[str, Callable[[Array, Array], Array]] = {
    "plug-in": _plug_in,
    "miller-madow": _miller_madow,
    "grassberger": _grassberger,
    "chao-shen": _chao_shen,
}
