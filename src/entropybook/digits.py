"""The handwritten digits that the book's models learn from, and how they are drawn.

They come with scikit-learn: 1,797 pictures of 8 × 8 pixels, each with the digit that it shows.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from entropybook._validate import place, real_array, whole_number
from entropybook.style import INK

SIDE = 8  # pixels
_LEVELS = 16  # of ink: the pictures count, in each pixel, the dark ones of 4 × 4 smaller pixels
_TRAIN = 1200


class Digits(NamedTuple):
    """Pictures and labels, split once and for all.

    Parameters
    ----------
    train_x, test_x : ndarray (n, 64)
        The share of ink in each pixel, 0 to 1, row by row.
    train_y, test_y : ndarray of int (n,)
        The digit that each picture shows, 0 to 9.
    """

    train_x: npt.NDArray[np.float64]
    train_y: npt.NDArray[np.int64]
    test_x: npt.NDArray[np.float64]
    test_y: npt.NDArray[np.int64]


def digits() -> Digits:
    """Load the digits, 1,200 for training and 597 for testing, always the same ones.

    Returns
    -------
    Digits
        The pictures are shuffled before the split: in the data, those of one writer stand together.

    References
    ----------
    Alpaydin and Kaynak, "Optical recognition of handwritten digits", UCI Machine Learning
    Repository, 1998; the part that scikit-learn ships.

    Examples
    --------
    >>> data = digits()
    >>> data.train_x.shape, data.test_x.shape
    ((1200, 64), (597, 64))
    >>> float(data.train_x.max())
    1.0
    """
    from sklearn.datasets import load_digits  # takes a second, which arrays alone need not wait for

    x, y = load_digits(return_X_y=True)
    order = np.random.default_rng(0).permutation(len(y))
    x, y = x[order] / _LEVELS, y[order]
    return Digits(x[:_TRAIN], y[:_TRAIN], x[_TRAIN:], y[_TRAIN:])


def halftone(
    ax: Axes,
    pictures: npt.ArrayLike,
    *,
    columns: int = 10,
    labels: Sequence[object] = (),
    color: str = INK,
) -> None:
    """Draw pictures as newspapers do: the more ink a pixel has, the larger is its square.

    The squares are shapes and not an image in the figure, so they stay sharp at any size, and the
    figure is the same bytes on every machine.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    pictures : array_like (n, 64)
        The share of ink in each pixel, 0 to 1, row by row.
    columns : int, default 10
        How many pictures stand side by side, at most.
    labels : sequence, optional
        What to write below each picture.
    color : str, default ink
        Colour of the squares.

    Raises
    ------
    ValueError
        If the pictures do not have 64 pixels each, a pixel is not between 0 and 1, there are
        labels, but not one a picture, or `columns` is below 1.
    TypeError
        If the pictures do not consist of real numbers, or `columns` is no whole number.

    Examples
    --------
    >>> from entropybook import style
    >>> fig, ax = style.figure()
    >>> halftone(ax, digits().train_x[:20], labels=digits().train_y[:20])
    >>> len(ax.texts)
    20
    """
    ink = real_array(pictures, "pictures")
    if ink.ndim != 2 or ink.shape[1] != SIDE**2 or not len(ink):
        raise ValueError(f"pictures has shape {ink.shape}: give one row of {SIDE**2} a picture")
    if not np.all(inside := (ink >= 0) & (ink <= 1)):
        which = tuple(int(k) for k in np.argwhere(~inside)[0])
        raise ValueError(
            f"{place('pictures', which)} is {ink[which]}: give the share of ink in each pixel, "
            "between 0 and 1"
        )
    columns = whole_number(columns, "columns", least=1)
    if len(labels) not in (0, len(ink)):
        raise ValueError(f"there are {len(labels)} labels for {len(ink)} pictures: give one each")
    gap = 2 + 2 * bool(len(labels))  # pixels between two pictures, with room for a label
    number, row, column = np.indices((len(ink), SIDE, SIDE))
    x = number % columns * (SIDE + 2) + column
    y = -(number // columns * (SIDE + gap) + row)
    shown = ink.reshape(x.shape) > 0.02  # less would be no more than a speck
    half = np.sqrt(ink.reshape(x.shape)[shown])[:, None] / 2
    around = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
    corners = np.stack([x[shown], y[shown]], axis=1)[:, None] + half[:, None] * around
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(corners)
    ax.add_patch(PathPatch(Path(corners.reshape(-1, 2), codes), facecolor=color, lw=0))
    for k, label in enumerate(labels):
        middle = (k % columns * (SIDE + 2) + SIDE / 2 - 0.5, -(k // columns * (SIDE + gap)) - SIDE)
        ax.text(*middle, str(label), ha="center", va="top", fontsize=10)
    rows = -(-len(ink) // columns)
    wide, tall = min(columns, len(ink)) * (SIDE + 2) - 2, rows * (SIDE + gap) - 2
    ax.set(xlim=(-1, wide), ylim=(-tall, 1), aspect="equal")
    ax.axis("off")
