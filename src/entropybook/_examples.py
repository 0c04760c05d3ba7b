"""Checks on the examples that a classifier learns from: inputs, targets, and its own settings."""

import numpy as np
import numpy.typing as npt

from entropybook._validate import check_pmf, place, real_array, whole_number

Array = npt.NDArray[np.float64]


def finite_array(x: npt.ArrayLike, name: str, ndim: int) -> Array:
    """Return `x` as floats if it has that many axes, is not empty, and holds finite numbers."""
    array = np.asarray(real_array(x, name), dtype=np.float64)
    if array.ndim != ndim or not array.size:
        form = "a table, one row an example" if ndim == 2 else "a row of numbers"
        raise ValueError(f"{name} has shape {array.shape}: give {form}")
    if not np.all(np.isfinite(array)):
        index = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(f"{place(name, index)} is {array[index]}: give finite numbers")
    return array


def count_classes(targets: npt.ArrayLike, classes: int | None) -> int:
    """Return the number of classes that the targets show, or that is said, if the two agree."""
    array = real_array(targets, "targets")
    if classes is not None:
        classes = whole_number(classes, "classes", least=1)
    if array.ndim == 2:
        if classes not in (None, array.shape[1]):
            raise ValueError(
                f"classes is {classes}, but each row of targets has {array.shape[1]} entries: "
                "leave classes out"
            )
        return int(array.shape[1])
    _check_labels(array, "0, 1, 2 and so on")
    return classes or int(array.max(initial=0)) + 1


def target_pmfs(targets: npt.ArrayLike, n: int, k: int) -> Array:
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
    _check_labels(array, f"0 to {k - 1}")
    if bad := np.flatnonzero((array < 0) | (array >= k)).tolist():
        raise ValueError(f"targets[{bad[0]}] is {array[bad[0]]}: a label is 0 to {k - 1}")
    pmfs = np.zeros((n, k))
    pmfs[np.arange(n), array] = 1
    return pmfs


def _check_labels(array: npt.NDArray[np.generic], allowed: str) -> None:
    if array.dtype.kind not in "iu":
        raise TypeError(f"targets has dtype {array.dtype}: labels are integers, {allowed}")
