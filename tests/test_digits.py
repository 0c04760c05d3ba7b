"""The digits: what they are, that the split is fixed, and that the drawing shows the numbers."""

import matplotlib as mpl
import numpy as np
import pytest
from sklearn.datasets import load_digits

from entropybook import style
from entropybook.digits import SIDE, digits, halftone


@pytest.fixture
def ax():
    backend = mpl.get_backend()
    mpl.use("svg")
    yield style.figure()[1]
    mpl.pyplot.close("all")
    mpl.use(backend)


def squares(ax):
    """Return the middles and areas of the squares drawn."""
    corners = ax.patches[0].get_path().vertices.reshape(-1, 5, 2)
    sides = corners[:, 1, 0] - corners[:, 0, 0]
    return corners[:, :4].mean(axis=1), sides**2


# --- the data -----------------------------------------------------------------------------------


def test_the_two_parts_are_all_of_the_data_once():
    data, (x, y) = digits(), load_digits(return_X_y=True)
    ours = np.column_stack(
        [np.vstack([data.train_x, data.test_x]) * 16, [*data.train_y, *data.test_y]]
    )
    theirs = np.column_stack([x, y])
    assert len(ours) == len(theirs) == 1797
    assert sorted(map(tuple, ours.tolist())) == sorted(map(tuple, theirs.tolist()))


def test_each_call_gives_the_same_split():
    for one, other in zip(digits(), digits(), strict=True):
        assert (one == other).all()
    # The first labels, as they were when the pages were written.
    assert digits().train_y[:8].tolist() == [6, 6, 6, 2, 5, 6, 6, 2]


def test_pixels_are_shares_of_ink_and_labels_are_digits():
    data = digits()
    assert data.train_x.min() == data.test_x.min() == 0
    assert data.train_x.max() == data.test_x.max() == 1
    assert set(data.train_y) == set(data.test_y) == set(range(10))
    # The split leaves each part with each digit about as often: within four standard deviations.
    for labels in (data.train_y, data.test_y):
        expected = len(labels) / 10
        assert np.abs(np.bincount(labels) - expected).max() < 4 * np.sqrt(expected)


# --- the drawing --------------------------------------------------------------------------------


def test_each_square_has_the_area_of_its_ink(ax):
    pictures = np.zeros((2, SIDE**2))
    pictures[0, 0], pictures[0, 9], pictures[1, 63] = 1, 0.25, 0.64
    halftone(ax, pictures)
    middles, areas = squares(ax)
    assert areas == pytest.approx([1, 0.25, 0.64])
    # Row by row from the top; the second picture begins ten pixels to the right.
    assert middles == pytest.approx(np.array([(0, 0), (1, -1), (17, -7)]), abs=1e-12)


def test_pictures_fill_rows_from_the_left(ax):
    pictures = np.zeros((3, SIDE**2))
    pictures[:, 0] = 1
    halftone(ax, pictures, columns=2, labels=["a", "b", "c"], color=style.S)
    middles, _ = squares(ax)
    assert middles == pytest.approx(np.array([(0, 0), (10, 0), (0, -12)]), abs=1e-12)
    assert [text.get_text() for text in ax.texts] == ["a", "b", "c"]
    (low, high), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    for text, (x, y) in zip(ax.texts, middles, strict=True):
        assert text.get_position() == pytest.approx((x + 3.5, y - 8))
        assert low < text.get_position()[0] < high
        assert bottom < text.get_position()[1] < top
    assert mpl.colors.to_hex(ax.patches[0].get_facecolor()) == style.S.lower()


def test_a_blank_picture_draws_nothing(ax):
    halftone(ax, np.zeros((1, SIDE**2)))
    assert len(ax.patches[0].get_path().vertices) == 0
    ax.figure.canvas.draw()


@pytest.mark.parametrize(
    ("pictures", "options", "error", "message"),
    [
        (np.zeros(64), {}, ValueError, r"pictures has shape \(64,\): give one row of 64 a picture"),
        (np.zeros((2, 63)), {}, ValueError, r"pictures has shape \(2, 63\)"),
        (np.zeros((0, 64)), {}, ValueError, r"pictures has shape \(0, 64\)"),
        (np.full((1, 64), 16), {}, ValueError, r"pictures\[0, 0\] is 16: give the share of ink"),
        (np.full((1, 64), -0.1), {}, ValueError, r"pictures\[0, 0\] is -0.1"),
        (np.full((1, 64), np.nan), {}, ValueError, r"pictures\[0, 0\] is nan"),
        ([["x"] * 64], {}, TypeError, "pictures has dtype <U1"),
        (np.zeros((2, 64)), {"labels": [1]}, ValueError, "there are 1 labels for 2 pictures"),
        (np.zeros((1, 64)), {"columns": 0}, ValueError, "columns is 0: give a whole number, at l"),
        (np.zeros((1, 64)), {"columns": 2.5}, TypeError, "columns is 2.5 of type float"),
    ],
)
def test_nonsense_is_refused_by_name(ax, pictures, options, error, message):
    with pytest.raises(error, match=message):
        halftone(ax, pictures, **options)
    assert not ax.patches
