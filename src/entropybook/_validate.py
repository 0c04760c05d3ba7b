"""Checks on what the public functions are given, and the words of their complaints.

A complaint names the argument, the value, its place and the mend. Nothing here normalises,
clips or broadcasts; what passes is used as it stands.

A sum of 1 is asked for within √ε of the array's own floating-point type: 1.5e-8 for float64,
3.5e-4 for float32, 0.031 for float16 (the rule by which `numpy.random.Generator.choice` judges
its `p`). Rounding the entries moves their sum by at most ε/2, whatever their number. What grows
with the number n of outcomes is the error of the total by which the caller divided: a running
total of n terms is off by at most nε, and typically by √n·ε (Higham and Mary 2019). So √ε admits
every honest pmf up to n = 1/√ε in the worst case (6.7e7 outcomes in float64, 2.9e3 in float32) and
up to n = 1/ε in the typical one, while an outcome left out or decimals cut short stand out.
"""

import math
import numbers
import operator
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_FLOAT64_TOLERANCE = math.sqrt(np.finfo(np.float64).eps)
_TOLERANCE = {np.dtype(t): math.sqrt(np.finfo(t).eps) for t in (np.float16, np.float32)}


class UnresolvedError(ArithmeticError):
    """Report that a value could not be computed to the promised accuracy.

    Raised in place of a number that might be wrong: an integral that does not settle, a
    density that underflows where it matters.

    Examples
    --------
    >>> issubclass(UnresolvedError, ArithmeticError)
    True
    """


def tolerance(dtype: np.dtype[Any]) -> float:
    """Return how far from 1 the sum of a pmf held in `dtype` may be."""
    return _TOLERANCE.get(dtype, _FLOAT64_TOLERANCE)


def nats_per_unit(base: float) -> float:
    """Return log(base), the size in nats of the unit that `base` defines."""
    if base is math.e:
        return 1.0
    if isinstance(base, bool | np.bool) or not isinstance(base, numbers.Real):
        raise TypeError(
            f"base is {base!r} of type {type(base).__name__}: give a number above 1, "
            "such as 2 for bits or math.e for nats"
        )
    if not 1 < base < math.inf:
        raise ValueError(
            f"base is {base!r}, but a base is finite and above 1: use 2 for bits, math.e for nats"
        )
    return math.log(base)


def real_array(x: object, name: str) -> Array:
    """Return `x` as an array of real numbers, without a copy if it is one."""
    if type(x) is np.ndarray and x.dtype.kind in "fiu":
        return x
    if isinstance(x, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array: fill it or drop the masked entries first")
    if hasattr(x, "toarray"):
        raise TypeError(f"{name} is sparse ({type(x).__name__}): pass {name}.toarray()")
    try:
        array = np.asarray(x)
    except ValueError as error:
        raise ValueError(f"{name} is ragged: its rows must have equal lengths") from error
    if array.dtype.kind in "fiu" or not array.size:
        return array
    if array.ndim == 0:
        raise TypeError(
            f"{name} is {x!r} of type {type(x).__name__}: give an array of numbers, "
            "a mapping from outcome to probability, or a frozen SciPy distribution"
        )
    start = (0,) * array.ndim
    index = next((i for i, v in np.ndenumerate(array) if not _is_plain_number(v)), start)
    raise TypeError(
        f"{name} has dtype {array.dtype} ({place(name, index)} is {array[index]!r}): "
        f"give real numbers, for instance np.asarray({name}, dtype=float)"
    )


def _is_plain_number(value: object) -> bool:
    """Say whether numpy would hold `value` as an integer or a float."""
    return isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)


def last_axis(arrays: Sequence[Array], axis: int, names: Sequence[str]) -> list[Array]:
    """Return views of equal shape with the outcomes along the last axis.

    A 1-d array may stand beside a stack of pmfs of its length, and is compared with each of
    them; no other broadcasting takes place.
    """
    first = arrays[0]
    if axis == -1 and first.ndim and first.size and all(a.shape == first.shape for a in arrays):
        return list(arrays)
    ndim = max(a.ndim for a in arrays)
    axis = check_axis(axis, ndim, names[0] if len(arrays) == 1 else "the larger of them")
    views = [np.moveaxis(a, axis, -1) if a.ndim > 1 and axis != -1 else a for a in arrays]
    for view, name in zip(views, names, strict=False):
        if view.ndim == 0:
            raise ValueError(f"{name} is a single number, {view}: give one probability an outcome")
        if view.shape[-1] == 0:
            raise ValueError(f"{name} is empty: a distribution has at least one outcome")
    if all(v.shape == views[0].shape for v in views):
        return views
    single, stack = sorted(views, key=np.ndim)
    if single.ndim == 1 and stack.ndim > 1 and single.size == stack.shape[-1]:
        return [np.broadcast_to(v, stack.shape) for v in views]
    shapes = " and ".join(f"{n} {a.shape}" for n, a in zip(names, arrays, strict=True))
    raise ValueError(
        f"the shapes differ, {shapes}: give p and q over the same outcomes, "
        "or one of them as a single 1-d pmf to be compared with a stack of pmfs of its length"
    )


def check_axis(axis: int, ndim: int, name: str) -> int:
    """Return `axis` counted from the end."""
    if isinstance(axis, bool | np.bool) or not hasattr(axis, "__index__"):
        raise TypeError(f"axis is {axis!r}: give an integer")
    axis = operator.index(axis)
    if ndim and not -ndim <= axis < ndim:
        raise ValueError(f"axis is {axis}, but {name} has {ndim} axes: give {-ndim} to {ndim - 1}")
    return axis - ndim if axis >= 0 else axis


def align(
    mappings: Sequence[Mapping[Any, float]], names: Sequence[str] = "pq"
) -> tuple[list[Hashable], list[Array]]:
    """Return the outcomes of all mappings and, for each mapping, its values in that order.

    An outcome that a mapping does not have gets probability 0 there.
    """
    outcomes = list(dict.fromkeys(key for mapping in mappings for key in mapping))
    position = {key: i for i, key in enumerate(outcomes)}
    arrays = []
    for mapping, name in zip(mappings, names, strict=False):
        if not mapping:
            raise ValueError(f"{name} is empty: a distribution has at least one outcome")
        for key, value in mapping.items():
            if not _is_plain_number(value):
                raise TypeError(
                    f"{name}[{key!r}] is {value!r} of type {type(value).__name__}: "
                    "give a real number, for instance float(…)"
                )
        values = real_array(list(mapping.values()), name)
        array = np.zeros(len(outcomes), values.dtype)
        array[[position[key] for key in mapping]] = values
        arrays.append(array)
    return outcomes, arrays


@np.errstate(over="ignore")
def check_pmf(
    p: Array, name: str, axis: int = -1, outcomes: Sequence[Hashable] | None = None
) -> None:
    """Raise if the pmfs along `axis` have an entry or a sum that no pmf has."""
    check_entries(p, name, outcomes)
    sums = p.sum(axis=axis, dtype=np.float64, keepdims=True)
    off = np.argwhere(~(np.abs(sums - 1) <= tolerance(p.dtype)))
    if not off.size:
        return
    which = line(name, off[0], axis)
    mend = f"if these are counts or weights, use pmf({name})"
    for other in range(-p.ndim, 0):
        if np.all(np.abs(p.sum(axis=other, dtype=np.float64) - 1) <= tolerance(p.dtype)):
            mend = f"its sums along axis {other} are 1, so axis={other} may be what you mean"
    raise ValueError(
        f"{which} sums to {sums[tuple(off[0])]:.10g}, not 1 "
        f"(within {tolerance(p.dtype):.2g} for {p.dtype}): "
        f"check for a missing or doubled outcome; {mend}"
    )


def check_entries(
    p: Array, name: str, outcomes: Sequence[Hashable] | None = None, at_most: float = math.inf
) -> None:
    """Raise if an entry is negative, not finite or above `at_most`."""
    # The reductions need no memory; the search for the place runs only once something is wrong.
    if not p.size or (p.min() >= 0 and p.max() <= at_most and p.max() < math.inf):
        return
    bad = ~((p >= 0) & (p <= at_most) & (p < math.inf))
    index = tuple(np.argwhere(bad)[0])
    value = p[index]
    where = place(name, index) if outcomes is None else f"{name}[{outcomes[index[0]]!r}]"
    if np.isnan(value):
        mend = "drop or fill missing values first"
    elif value < 0:
        mend = "it must not be negative (are these logits or log-probabilities?)"
    elif math.isinf(value):
        mend = "it must be finite"
    else:
        mend = "it must be at most 1"
    raise ValueError(f"{where} is {value}: {mend}")


def pmf_with_numbers(p: object, numbers: object, name: str, named: str) -> tuple[Array, Array]:
    """Return one pmf and a finite number for each outcome, as arrays of float64; or raise."""
    pmf, each = real_array(p, name), real_array(numbers, named)
    if pmf.ndim != 1 or each.shape != pmf.shape or not pmf.size:
        raise ValueError(
            f"{name} has shape {pmf.shape} and {named} {each.shape}: give one probability and one "
            f"of the {named} an outcome"
        )
    check_pmf(pmf, name)
    if bad := np.flatnonzero(~np.isfinite(each)).tolist():
        raise ValueError(f"{place(named, (bad[0],))} is {each[bad[0]]}: give finite numbers")
    return pmf.astype(np.float64), each.astype(np.float64)


def positive_number(value: float, name: str, *, or_zero: bool = False) -> float:
    """Return a finite number above 0, or not below it."""
    if isinstance(value, bool | np.bool) or not isinstance(value, numbers.Real):
        raise TypeError(f"{name} is {value!r} of type {type(value).__name__}: give a number")
    if not (0 < value < math.inf or (or_zero and value == 0)):
        mend = "a finite number that is not negative" if or_zero else "a positive, finite number"
        raise ValueError(f"{name} is {value!r}: give {mend}")
    return float(value)


def whole_number(value: int, name: str, *, least: int) -> int:
    """Return a whole number of at least so much."""
    if isinstance(value, bool | np.bool) or not hasattr(value, "__index__"):
        raise TypeError(f"{name} is {value!r} of type {type(value).__name__}: give a whole number")
    if operator.index(value) < least:
        raise ValueError(f"{name} is {value!r}: give a whole number, at least {least}")
    return operator.index(value)


def place(name: str, index: tuple[Any, ...]) -> str:
    """Return how one writes the entry of `name` at `index`."""
    return f"{name}[{', '.join(map(str, index))}]" if index else name


def line(name: str, index: Sequence[Any], axis: int) -> str:
    """Return how one writes the line of `name` through `index` along `axis`."""
    where = [*map(str, index)]
    where[axis] = ":"
    return f"{name}[{', '.join(where)}]" if len(where) > 1 else name
