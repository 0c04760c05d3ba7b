"""From the public functions to the module that computes: arrays, sums, or integrals."""

import importlib
import sys
from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np

from entropybook import _discrete
from entropybook._validate import (
    UnresolvedError,
    align,
    check_pmf,
    last_axis,
    nats_per_unit,
    place,
    real_array,
)

# The kinds that are SciPy's, and the module with the measures of each.
DISTRIBUTIONS = {
    "a discrete distribution": "entropybook._countable",
    "a continuous distribution": "entropybook._continuous",
}
_DISCRETE, _CONTINUOUS = DISTRIBUTIONS

# Where a SciPy log density is the logarithm of a density, this is the last that has all its digits.
_LEAST_LOG = -708.0


def evaluate(measure: str, args: tuple[Any, ...], base: float, axis: int) -> Any:
    """Return a measure of one distribution or of two of one kind, in units of log(base)."""
    unit = nats_per_unit(base)
    kind = kind_of(args[0])
    if len(args) == 2 and (other := kind_of(args[1])) != kind:
        error = ValueError if {kind, other} == set(DISTRIBUTIONS) else TypeError
        raise error(f"p is {kind} and q {other}: give two of one kind")
    if kind != "an array":
        refuse_axis(axis, kind)
    if kind in DISTRIBUTIONS:
        module = importlib.import_module(DISTRIBUTIONS[kind])
        return getattr(module, measure)(*map(freeze, args, "pq")) / unit
    outcomes: list[Hashable] | None = None
    if kind == "a mapping":
        outcomes, arrays = align(args, "pq")
    else:
        arrays = list(map(real_array, args, "pq"))
    value, sound = getattr(_discrete, measure)(*last_axis(arrays, axis, "pq"))
    if not sound:
        for array, name in zip(arrays, "pq", strict=False):
            check_pmf(array, name, axis if array.ndim > 1 else -1, outcomes)
    value = value / unit
    return value if getattr(value, "ndim", 0) else float(value)


def refuse_axis(axis: int | None, kind: str) -> None:
    """Raise if an axis is given for what has none."""
    if axis != -1:
        raise TypeError(f"axis is {axis}, but p is {kind}: axis= is for arrays")


def kind_of(x: object) -> str:
    """Return what `x` is, in words that fit after "p is"."""
    if isinstance(x, np.ndarray):
        return "an array"
    if isinstance(x, Mapping):
        return "a mapping"
    stats = sys.modules.get("scipy.stats")  # without it there is nothing of its to be recognised
    family = getattr(x, "dist", x)
    if stats and isinstance(family, stats.rv_discrete):
        return _DISCRETE
    if stats and isinstance(family, stats.rv_continuous):
        return _CONTINUOUS
    return "an array"


def freeze(x: Any, name: str) -> Any:
    """Return `x` as a frozen distribution with one valid set of parameters.

    A distribution made from data (`rv_histogram`, `rv_discrete(values=...)`) comes unfrozen, yet
    has all that it takes. A family such as `norm` is refused: its parameters may be forgotten.
    """
    if not hasattr(x, "dist"):
        if not _is_table(x):
            raise TypeError(f"{name} is the family {x.name}: give it parameters, {x.name}(…)")
        x = x()
    with np.errstate(all="ignore"):
        low, _ = x.support()  # NaN for parameters that SciPy does not take
    if np.ndim(low):
        raise ValueError(
            f"{name} is {np.size(low)} {x.dist.name} distributions in one, its parameters being "
            "arrays: give one distribution with numbers as parameters"
        )
    *_, loc, scale = x.dist._parse_args(*x.args, **x.kwds)
    if not np.isfinite(loc) or not 0 < scale < np.inf or np.isnan(low):
        given = ", ".join([*map(repr, x.args), *(f"{k}={v!r}" for k, v in x.kwds.items())])
        raise ValueError(
            f"{name} is {x.dist.name}({given}), parameters for which {x.dist.name} is not "
            "a distribution: check their signs and order"
        )
    return x


def surprisal_at(p: Any, at: Any) -> Any:
    """Return −log of the mass or density of a SciPy distribution at outcomes, in nats."""
    if at is None:
        raise TypeError("p is a distribution: say at which outcomes with at=")
    rv, x = freeze(p, "p"), real_array(at, "at")
    if np.isnan(x).any():
        raise ValueError(f"{place('at', tuple(np.argwhere(np.isnan(x))[0]))} is nan")
    low, high = rv.support()
    with np.errstate(all="ignore"):
        if hasattr(rv.dist, "pmf"):
            log_p, inside = rv.logpmf(x), (low <= x) & (x <= high)
        else:
            log_p, inside = rv.logpdf(x), (low < x) & (x < high)
        # A family without a log form of its own takes the log of a mass or density that may have
        # underflowed; before that, the standard form was divided by the scale.
        *_, scale = rv.dist._parse_args(*rv.args, **rv.kwds)
        lost = inside & (log_p + np.log(scale) < _LEAST_LOG)
    if np.any(lost) and not _has_log_form(rv.dist):
        where = tuple(np.argwhere(lost)[0])
        raise UnresolvedError(
            f"{rv.dist.name} underflows at {place('at', where)} = {x[where]}: SciPy has no "
            "logarithm of it there"
        )
    return 0.0 - log_p


def _has_log_form(family: Any) -> bool:
    """Say whether a SciPy family does better than the logarithm of its mass or density."""
    from scipy import stats

    base, method = (
        (stats.rv_discrete, "_logpmf")
        if hasattr(family, "pmf")
        else (stats.rv_continuous, "_logpdf")
    )
    return _is_table(family) or getattr(type(family), method) is not getattr(base, method)


def _is_table(family: Any) -> bool:
    """Say whether a SciPy distribution was made from data rather than from parameters."""
    from scipy import stats

    return isinstance(family, stats.rv_histogram) or hasattr(family, "xk")
