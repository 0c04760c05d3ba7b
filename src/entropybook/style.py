"""The look of the book's figures, and the plots that several chapters share.

One width, one font, and four colours that keep their meaning on every page: the true distribution
R, the model S, the part of a cost that nobody can avoid (entropy) and the part that a better model
would save (KL divergence). The four are told apart by every common form of colour vision, and by
lightness in print.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import numpy.typing as npt
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.figure import Figure

R = "#0072B2"  # the distribution that the data come from
S = "#D55E00"  # the distribution that the code or the model believes in
ENTROPY = "#8A949E"  # the cost that stays
EXCESS = "#7D2F78"  # the cost that a better model saves
INK = "#1B1F24"
FAINT = "#9AA3AD"

WIDTH = 6.4  # inches: at 390 px a label of 11 points is still read without zooming

_LOOK: Any = {
    "figure.constrained_layout.use": True,
    "figure.facecolor": "white",
    "svg.hashsalt": "entropybook",  # otherwise the ids inside an SVG are drawn at random
    "svg.fonttype": "none",  # text stays text: it can be marked, found and read
    "font.family": "sans-serif",  # any, where a reader's machine lacks the next
    "font.sans-serif": ["DejaVu Sans"],  # comes with Matplotlib, so every machine draws the same
    "font.size": 11,
    "axes.titlesize": 12,
    "axes.titlelocation": "left",
    "axes.titlepad": 9,
    "axes.labelsize": 11,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": cycler(color=[R, S, ENTROPY, EXCESS]),
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "xtick.major.pad": 7,  # so that the two zeros of a corner stay apart
    "ytick.major.pad": 5,
    "legend.frameon": False,
    "legend.fontsize": 10,
    "lines.linewidth": 2,
}


def use() -> None:
    """Make every figure of this session an SVG in the book's look, the same bytes each time."""
    from matplotlib_inline.backend_inline import set_matplotlib_formats  # comes with IPython

    mpl.rcParams.update(_LOOK)
    set_matplotlib_formats("svg", metadata={"Date": None, "Creator": None})  # type: ignore[no-untyped-call]


def figure(columns: int = 1, *, height: float = 2.8, **options: Any) -> tuple[Figure, Any]:
    """Make a figure of the book's width with one row of axes.

    Parameters
    ----------
    columns : int, default 1
        How many axes stand side by side.
    height : float, default 2.8
        Height in inches.
    **options
        Passed to `matplotlib.pyplot.subplots`.

    Returns
    -------
    (Figure, Axes or ndarray of Axes)
        What `subplots` returns.

    Examples
    --------
    >>> fig, (left, right) = figure(2)
    >>> float(fig.get_figwidth())
    6.4
    """
    return plt.subplots(1, columns, figsize=(WIDTH, height), **options)


def bars(ax: Axes, p: Mapping[Any, float], *, color: str = R, title: str = "") -> None:
    """Draw a pmf as bars with each probability above its bar.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    p : mapping of outcome to probability
        The pmf.
    color : str, default `R`
        Colour of the bars.
    title : str, optional
        Title of the axes.

    Examples
    --------
    >>> fig, ax = figure()
    >>> bars(ax, {1: 0.5, 2: 0.25, 3: 0.25})
    >>> [text.get_text() for text in ax.texts]
    ['0.5', '0.25', '0.25']
    """
    drawn = ax.bar([str(outcome) for outcome in p], list(p.values()), color=color, width=0.62)
    ax.bar_label(drawn, [f"{value:g}" for value in p.values()], padding=2)
    ax.set(title=title, yticks=[], ylim=(0, 1.15 * max(p.values())))
    ax.spines["left"].set_visible(False)


def pair(ax: Axes, r: Mapping[Any, float], s: Mapping[Any, float]) -> None:
    """Draw R and S side by side, outcome by outcome.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    r, s : mapping of outcome to probability
        The two pmfs, over the same outcomes.

    Examples
    --------
    >>> fig, ax = figure()
    >>> pair(ax, {1: 0.5, 2: 0.5}, {1: 0.25, 2: 0.75})
    >>> ax.get_legend_handles_labels()[1]
    ['R', 'S']
    """
    places = np.arange(len(r))
    for shift, name, pmf, color in ((-0.2, "R", r, R), (0.2, "S", s, S)):
        values = [pmf[outcome] for outcome in r]
        drawn = ax.bar(places + shift, values, width=0.36, color=color, label=name)
        ax.bar_label(drawn, [f"{value:g}" for value in values], padding=2)
    ax.set(xticks=places, yticks=[], ylim=(0, 1.15 * max(*r.values(), *s.values())))
    ax.set_xticklabels([str(outcome) for outcome in r])
    ax.spines["left"].set_visible(False)
    ax.legend(ncols=2, loc="upper right")


def areas(
    ax: Axes,
    p: Mapping[Any, float],
    lengths: Mapping[Any, float],
    *,
    color: str = R,
    title: str = "",
) -> None:
    """Draw each outcome as a box as tall as it is probable and as wide as its codeword is long.

    The area of all boxes is the expected length in bits, as in Olah, "Visual Information Theory".

    Parameters
    ----------
    ax : Axes
        Where to draw.
    p : mapping of outcome to probability
        The heights: how often each outcome comes.
    lengths : mapping of outcome to float
        The widths, in bits.
    color : str, default `R`
        Colour of the boxes.
    title : str, optional
        Title of the axes.

    Examples
    --------
    >>> fig, ax = figure()
    >>> areas(ax, {"a": 0.5, "b": 0.5}, {"a": 1, "b": 1})
    >>> float(sum(box.get_width() * box.get_height() for box in ax.patches))
    1.0
    """
    heights = np.array([p[outcome] for outcome in p])
    widths = [lengths[outcome] for outcome in p]
    floors = 1 - np.cumsum(heights)
    ax.barh(floors, widths, height=heights, align="edge", color=color, alpha=0.85, ec="white", lw=2)
    for outcome, floor, tall, wide in zip(p, floors, heights, widths, strict=True):
        ax.text(wide / 2, floor + tall / 2, str(outcome), color="white", ha="center", va="center")
    ax.set(title=title, xlabel="length (bits)", ylabel="probability", ylim=(0, 1))


def stacked(
    ax: Axes, labels: Sequence[Any], floor: npt.ArrayLike, excess: npt.ArrayLike, unit: str
) -> None:
    """Stack entropy and KL divergence: the height of the two together is the cross-entropy.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    labels : sequence
        One label a column.
    floor, excess : array_like (n,)
        Entropy of R and KL divergence of R from each S, both in `unit`.
    unit : str
        "bits" or "nats", written beside the axis.

    Examples
    --------
    >>> fig, ax = figure()
    >>> stacked(ax, ["S = R", "S uniform"], [1.56, 1.56], [0, 0.03], "bits")
    >>> ax.get_ylabel()
    'bits'
    """
    floor, excess = np.asarray(floor, dtype=float), np.asarray(excess, dtype=float)
    places = np.arange(len(labels))
    ax.bar(places, floor, width=0.6, color=ENTROPY, label="H(R), the floor")
    ax.bar(places, excess, width=0.6, bottom=floor, color=EXCESS, label="KL(R‖S), avoidable")
    ax.set_xticks(places, [str(label) for label in labels])
    for place, total in zip(places, floor + excess, strict=True):
        ax.text(float(place), total, f"{total:.2f}", ha="center", va="bottom")
    ax.set(ylabel=unit, ylim=(0, 1.12 * float(np.max(floor + excess))))
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=2)


def contributions(
    ax: Axes,
    terms: Mapping[Any, float],
    *,
    color: str,
    unit: str,
    title: str = "",
    total: bool = True,
) -> None:
    """Draw the terms of a sum as signed bars, and the sum itself as the last one.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    terms : mapping of outcome to float
        One term an outcome.
    color : str
        Colour of the terms.
    unit : str
        "bits" or "nats".
    title : str, optional
        Title of the axes.
    total : bool, default True
        Whether to add the sum.

    Examples
    --------
    >>> fig, ax = figure()
    >>> contributions(ax, {1: 0.25, 2: -0.125}, color=EXCESS, unit="nats")
    >>> [text.get_text() for text in ax.texts]
    ['0.250', '−0.125', '0.125']
    """
    heights = {str(outcome): value for outcome, value in terms.items()}
    colors = [color] * len(terms)
    if total:
        heights["sum"] = sum(terms.values())
        colors.append(INK)
    drawn = ax.bar(list(heights), list(heights.values()), width=0.62, color=colors)
    ax.bar_label(drawn, [f"{v:.3f}".replace("-", "−") for v in heights.values()], padding=2)
    ax.axhline(0, color=FAINT, lw=1)
    ax.set(title=title, ylabel=unit, yticks=[])
    ax.margins(y=0.18)
    ax.spines[["left", "bottom"]].set_visible(False)


def settle(ax: Axes, values: npt.ArrayLike, levels: Mapping[str, float], *, color: str) -> None:
    """Draw the running mean of a sample and the levels that it should settle on.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    values : array_like (n,)
        The sample, in order.
    levels : mapping of label to float
        Dashed horizontal lines.
    color : str
        Colour of the running mean.

    Examples
    --------
    >>> fig, ax = figure()
    >>> settle(ax, [1.0, 2.0, 3.0], {"mean": 2.0}, color=R)
    >>> [float(y) for y in ax.lines[0].get_ydata()]
    [1.0, 1.5, 2.0]
    """
    values = np.asarray(values, dtype=float)
    seen = np.arange(1, len(values) + 1)
    # A few hundred points, denser at the start, draw the same line as all of them.
    shown = np.unique(np.geomspace(1, len(values), 400).astype(int)) - 1
    ax.plot(seen[shown], (np.cumsum(values) / seen)[shown], color=color)
    for label, level in levels.items():
        ax.axhline(level, color=INK, lw=1, ls="--")
        ax.annotate(
            label,
            (1, level),
            xycoords=("axes fraction", "data"),
            xytext=(0, 3),
            textcoords="offset points",
            ha="right",
            va="bottom",
        )
    ax.set(xscale="log", xlim=(1, len(values)), xlabel="outcomes seen (log scale)")
