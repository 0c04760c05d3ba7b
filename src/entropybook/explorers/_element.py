"""What the explorers have in common: a tag for the page, a still picture, and the scripts.

Stored in a notebook, an explorer is its still picture and its tag, so that GitHub, print and the
tests have a figure like any other. The site's extension puts the tag around the picture and adds
the scripts to the page. In a live notebook the scripts come with the output.
"""

import base64
import html
import io
import os
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any, ClassVar

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from entropybook import style
from entropybook._validate import align, check_pmf

STILL = "ENTROPYBOOK_STILL"  # set where outputs are stored and compared: pictures without scripts
SHARED = ("explore-math", "explore-stage")


class Explorer(ABC):
    """A figure that answers the hand."""

    tag: ClassVar[str]

    @abstractmethod
    def attributes(self) -> dict[str, str]:
        """Return what the element is told."""

    @abstractmethod
    def describe(self) -> str:
        """Say what the still picture shows to somebody who cannot see it."""

    @abstractmethod
    def draw(self) -> Figure:
        """Draw the still picture."""

    def __repr__(self) -> str:
        told = "".join(f' {k}="{html.escape(v)}"' for k, v in self.attributes().items())
        return f"<{self.tag}{told}></{self.tag}>"

    def picture(self) -> str:
        """Return the still picture as SVG, the same bytes each time.

        Returns
        -------
        str
            An SVG document.
        """
        with mpl.rc_context(style._LOOK):
            figure = self.draw()
            stored = io.StringIO()
            figure.savefig(stored, format="svg", metadata={"Date": None, "Creator": None})
            plt.close(figure)
        return stored.getvalue()

    def to_html(self) -> str:
        """Return the element with its still picture inside and its scripts behind it.

        Returns
        -------
        str
            HTML that needs nothing else.
        """
        coded = base64.b64encode(self.picture().encode()).decode()
        image = (
            f'<img alt="{html.escape(self.describe())}" src="data:image/svg+xml;base64,{coded}">'
        )
        return f"{self!r}".replace("><", f">{image}<") + f"<script>{script(self.tag)}</script>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        bundle = {"image/svg+xml": self.picture(), "text/plain": repr(self)}
        return bundle if os.environ.get(STILL) else {"text/html": self.to_html(), **bundle}


def script(tag: str) -> str:
    """Return all that an element needs to run, as one script."""
    folder = files("entropybook.explorers") / "scripts"
    return "".join((folder / f"{name}.js").read_text("utf-8") for name in (*SHARED, tag))


def pair(p: Mapping[Any, float], q: Mapping[Any, float]) -> tuple[list[str], list[Any]]:
    """Return the outcomes of two pmfs as words, and the two lists of probabilities; or raise."""
    for name, pmf in (("p", p), ("q", q)):
        if not isinstance(pmf, Mapping):
            raise TypeError(f"{name} is {pmf!r}: give a mapping from outcome to probability")
    outcomes, values = align([p, q])
    for name, value in zip("pq", values, strict=True):
        check_pmf(value, name, outcomes=outcomes)
    words = [str(outcome) for outcome in outcomes]
    if bad := next((word for word in words if not word or " " in word), None):
        raise ValueError(f"an outcome is {bad!r}: give it a name of one word")
    return words, [value.tolist() for value in values]


def told(outcomes: Sequence[str], p: Sequence[float], q: Sequence[float]) -> dict[str, str]:
    """Write the outcomes and two pmfs as attributes."""
    return {"outcomes": " ".join(outcomes), "p": spaced(p), "q": spaced(q)}


def spaced(values: Sequence[float]) -> str:
    """Write numbers for an attribute, to the last digit."""
    return " ".join(f"{value!r}" for value in values)
