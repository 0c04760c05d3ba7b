"""The look: figures are the same bytes in every process, and the drawings show the numbers."""

import re
import subprocess
import sys

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from entropybook import style
from notebooks import ROOT


@pytest.fixture(autouse=True)
def no_window():
    backend = mpl.get_backend()
    mpl.use("svg")
    with mpl.rc_context():
        yield
    mpl.pyplot.close("all")
    mpl.use(backend)


DRAW = """
import io, sys, matplotlib
matplotlib.use("svg")
from entropybook import style
style.use()
fig, (left, right) = style.figure(2)
style.bars(left, {1: .5, 2: .5}, title="$H(R)$")
style.settle(right, [1, 2, 1], {"mean": 1.5}, color=style.R)
fig.savefig(sys.stdout, format="svg", metadata={"Date": None, "Creator": None})
"""


def test_the_same_bytes_in_two_processes():
    runs = [
        subprocess.run(
            [sys.executable, "-c", DRAW],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            check=True,
        )
        for seed in ("1", "2")
    ]
    assert runs[0].stdout.startswith(b"<?xml")
    assert runs[0].stdout == runs[1].stdout


def luminance(color: str) -> float:
    """Relative luminance, WCAG 2.1."""
    channels = np.array(to_rgb(color))
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("color", [style.R, style.S, style.EXCESS])
def test_colours_stand_out_from_the_paper(color):
    # WCAG 1.4.11 asks 3:1 of a graphic; INK carries the text and needs 4.5:1.
    assert contrast(color, "white") >= 3
    assert contrast(style.INK, "white") >= 4.5


def test_the_pair_of_parts_differs_in_lightness():
    # Entropy and excess are stacked: they must be told apart in grey, too.
    assert contrast(style.ENTROPY, style.EXCESS) >= 1.5


def test_stacked_heights_add_up():
    _, ax = style.figure()
    style.stacked(ax, ["a", "b"], [1.0, 1.0], [0.0, 0.5], "nats")
    tops = [box.get_y() + box.get_height() for box in ax.containers[1]]
    assert tops == [1.0, 1.5]
    assert [text.get_text() for text in ax.texts] == ["1.00", "1.50"]


def test_contributions_end_in_their_sum():
    _, ax = style.figure()
    style.contributions(ax, {1: 0.5, 2: -0.25}, color=style.EXCESS, unit="bits")
    assert [box.get_height() for box in ax.patches] == [0.5, -0.25, 0.25]


def test_contributions_without_the_sum():
    _, ax = style.figure()
    style.contributions(ax, {1: 0.5, 2: -0.25}, color=style.S, unit="bits", total=False)
    assert [text.get_text() for text in ax.texts] == ["0.500", "−0.250"]


def test_use_sets_the_look():
    mpl.rcParams["svg.hashsalt"] = None
    style.use()
    assert mpl.rcParams["svg.hashsalt"] == "entropybook"


def test_pair_keeps_the_colours_of_r_and_s():
    _, ax = style.figure()
    style.pair(ax, {1: 0.5, 2: 0.5}, {1: 0.25, 2: 0.75})
    drawn = [(round(box.get_height(), 3), box.get_facecolor()[:3]) for box in ax.patches]
    assert drawn[:2] == [(0.5, to_rgb(style.R))] * 2
    assert drawn[2:] == [(0.25, to_rgb(style.S)), (0.75, to_rgb(style.S))]


def test_settle_thins_long_samples_and_keeps_the_last_point():
    _, ax = style.figure()
    values = np.arange(100_000.0)
    style.settle(ax, values, {}, color=style.R)
    x, y = ax.lines[0].get_data()
    assert len(x) <= 400
    assert (x[-1], y[-1]) == (100_000, values.mean())


@pytest.mark.parametrize("name", ["R", "S", "ENTROPY", "EXCESS", "INK", "FAINT"])
def test_the_site_and_the_figures_have_one_palette(name):
    css = (ROOT / "_static" / "book.css").read_text(encoding="utf-8")
    root = re.search(r"^:root \{(.*?)\}", css, re.M | re.S)[1]
    assert f"--{name.lower()}: {getattr(style, name).lower()};" in root
