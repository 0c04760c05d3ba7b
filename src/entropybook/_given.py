"""Checks on what the estimators are given: counts, pairs of pmfs, whole numbers, a generator."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from entropybook._validate import (
    align,
    check_entries,
    check_pmf,
    last_axis,
    line,
    place,
    real_array,
)

Array: TypeAlias = npt.NDArray[Any]
Counts: TypeAlias = npt.ArrayLike | Mapping[Any, int]
Pmf: TypeAlias = npt.ArrayLike | Mapping[Any, float]

_LARGEST = 2**53  # beyond it float64 skips whole numbers


def count_arrays(counts: Sequence[Counts], names: Sequence[str], axis: int = -1) -> list[Array]:
    """Return counts of equal shape with the outcomes along the last axis, all checks passed."""
    outcomes, arrays = _aligned(counts, names)
    if outcomes is not None and axis != -1:
        raise TypeError(f"axis is {axis}, but {names[0]} is a mapping: axis= is for arrays")
    views = last_axis(arrays, axis, names)
    for array, view, name in zip(arrays, views, names, strict=True):
        check_entries(array, name, outcomes)
        fractions = array.dtype.kind == "f" and bool(np.any(array != np.rint(array)))
        if fractions or array.max(initial=0) > _LARGEST:
            wrong = (array > _LARGEST) | (array != np.rint(array))
            index = tuple(map(int, np.argwhere(wrong)[0]))
            where = place(name, index) if outcomes is None else f"{name}[{outcomes[index[0]]!r}]"
            raise ValueError(
                f"{where} is {array[index]}: give whole numbers of draws, up to 2**53 "
                "(for a pmf, use entropy or kl_divergence)"
            )
        empty = np.argwhere(~np.any(view, axis=-1))
        if len(empty):
            where = line(name, [*empty[0], 0], -1) if array.ndim > 1 else name
            raise ValueError(f"{where} is 0 throughout: an estimate needs at least one draw")
    return views


def pair_of_pmfs(p: Pmf, q: Pmf) -> tuple[Array, Array]:
    """Return two pmfs over the same outcomes as float64 arrays (n,), all checks passed."""
    outcomes, arrays = _aligned([p, q], "pq")
    for array, name in zip(arrays, "pq", strict=True):
        if array.ndim != 1:
            raise ValueError(f"{name} has shape {array.shape}: give one pmf, (n,)")
    last_axis(arrays, -1, "pq")
    for array, name in zip(arrays, "pq", strict=True):
        check_pmf(array, name, outcomes=outcomes)
    a, b = (array.astype(np.float64) for array in arrays)
    return a, b


def check_generator(rng: object) -> None:
    """Raise if `rng` is not a generator of NumPy's."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng is {rng!r}: give a generator, such as np.random.default_rng(0)")


def _aligned(given: Sequence[Any], names: Sequence[str]) -> tuple[list[Any] | None, list[Array]]:
    """Return the outcomes of mappings (None for arrays) and the numbers."""
    mappings = [isinstance(x, Mapping) for x in given]
    if all(mappings):
        return align(given, names)
    if any(mappings):
        kinds = ("an array", "a mapping")
        each = [f"{name} is {kinds[i]}" for name, i in zip(names, mappings, strict=True)]
        raise TypeError(f"{' and '.join(each)}: give all of one kind")
    return None, [real_array(x, name) for x, name in zip(given, names, strict=True)]
