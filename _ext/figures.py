"""Put a page's figures into its text, where the style reaches them.

A figure in a file keeps its white ground and its black text in the dark. Inline, each colour of
`entropybook.style` is a variable of `_static/book.css`, which has another value for the dark.
"""

import html
import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from entropybook import style

NAMES = {
    "#ffffff": "paper",
    style.INK: "ink",
    style.FAINT: "faint",
    style.R: "r",
    style.S: "s",
    style.ENTROPY: "entropy",
    style.EXCESS: "excess",
}
COLORS = {color.lower(): f"var(--{name})" for color, name in NAMES.items()}
COLOR = re.compile(r"#[0-9a-f]{6}\b")
logger = logging.getLogger(__name__)


def inline(svg: str, description: str, prefix: str) -> str:
    """Make a drawing of Matplotlib's part of a page: small, described, its ids its own."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", "", svg, flags=re.S)
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\1{prefix}", svg)
    svg = COLOR.sub(lambda found: COLORS.get(found[0], found[0]), svg)
    # A hundredth of a point is not seen, but scales of less are.
    svg = re.sub(r"scale\([^)]*\)|(\d\.\d\d)\d+", lambda found: found[1] or found[0], svg)
    label = html.escape(description)
    return svg.replace("<svg", f'<svg class="drawn" role="img" aria-label="{label}"', 1)


class InlineFigures(SphinxPostTransform):
    """Replace each drawing that a cell put out."""

    default_priority = 200
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Run over a page."""
        for number, image in enumerate(list(self.document.findall(nodes.image))):
            file = Path(self.env.srcdir, image["uri"])
            if file.suffix == ".svg" and "jupyter_execute" in file.parts:
                text = inline(file.read_text(encoding="utf-8"), image["alt"], f"d{number}-")
                for color in sorted(set(COLOR.findall(text))):
                    what = "%s is no colour of entropybook.style: it stays in the dark"
                    logger.warning(what, color, location=image)
                image.replace_self(nodes.raw("", text, format="html"))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the transform."""
    app.add_post_transform(InlineFigures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
