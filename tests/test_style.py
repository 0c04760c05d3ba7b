"""The look: figures are the same bytes in every process, and the drawings show the numbers."""

import re
import subprocess
import sys
from itertools import combinations

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


def linear(color: str) -> np.ndarray:
    """Linear sRGB."""
    channels = np.array(to_rgb(color))
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def luminance(color: str) -> float:
    """Relative luminance, WCAG 2.1."""
    return float(linear(color) @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("color", [style.R, style.S, style.EXCESS])
def test_colours_stand_out_from_the_paper(color):
    # WCAG 1.4.11 asks 3:1 of a graphic; INK carries the text and needs 4.5:1.
    assert contrast(color, "white") >= 3
    assert contrast(style.INK, "white") >= 4.5


# What is seen of linear sRGB without one of the three kinds of cones: Machado, Oliveira and
# Fernandes 2009, table 1, severity 1.
VISION = {
    "all three": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "no long": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no middle": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no short": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
XYZ = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750]]
XYZ += [[0.0193339, 0.1191920, 0.9503041]]  # of linear sRGB; its white is their sum by rows


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE 1976 L*a*b* of linear sRGB, in which a step of about 2 is just seen."""
    ratios = np.array(XYZ) @ np.clip(rgb, 0, 1) / np.sum(XYZ, axis=1)
    x, y, z = np.where(ratios > 216 / 24389, np.cbrt(ratios), (24389 / 27 * ratios + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def palette(theme: str) -> dict[str, str]:
    """The colours of a theme: what the dark does not set is as in the light."""
    css = (ROOT / "_static" / "book.css").read_text(encoding="utf-8")
    blocks = {"light": [":root"], "dark": [":root", 'html[data-theme="dark"]']}[theme]
    rules = "".join(re.search(rf"^{re.escape(b)} \{{(.*?)\}}", css, re.M | re.S)[1] for b in blocks)
    colors = dict(re.findall(r"--([\w-]+): (#\w{6});", rules))
    chosen = {name: colors[name] for name in ("r", "s", "entropy", "excess", "ink")}
    return chosen | {"paper": colors.get("pst-color-background", "#ffffff")}


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_are_told_apart_by_every_eye(theme, vision):
    # Six or seven just visible steps apart, so that thin lines of them differ, too.
    seen = {name: lab(VISION[vision] @ linear(color)) for name, color in palette(theme).items()}
    for one, other in combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) >= 14, (one, other)


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
