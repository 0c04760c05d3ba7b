"""Put a page's figures into its text, where the style reaches them.

A figure in a file keeps its white ground and its black text in the dark. Inline, each colour of
`entropybook.style` is a variable of `_static/book.css`, which has another value for the dark. Its
words are text, which a reader can mark and find; the page brings the letters of the font that
Matplotlib has measured them in.
"""

import html
import re
from pathlib import Path

import matplotlib
from docutils import nodes
from formulas import cut
from node import Program
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
SHORTEN = """({optimize}) => (svg, prefix) => optimize(svg, {
    floatPrecision: 2,  // a hundredth of a point is not seen
    multipass: true,
    plugins: ["preset-default", {name: "prefixIds", params: {prefix, delim: "-"}}],
}).data"""
FONT = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
logger = logging.getLogger(__name__)


def colored(svg: str) -> str:
    """Give a drawing the colours of the page, and leave what style is the same in all to it."""
    svg = re.sub(r"<style.*?</style>", "", svg, flags=re.S)
    return COLOR.sub(lambda found: COLORS.get(found[0], found[0]), svg)


def described(svg: str, description: str) -> str:
    """Say what a drawing shows, for who does not see it."""
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
                text = colored(file.read_text(encoding="utf-8"))
                for color in sorted(set(COLOR.findall(text))):
                    what = "%s is no colour of entropybook.style: it stays in the dark"
                    logger.warning(what, color, location=image)
                short = self.app.svgo(text, f"d{number}")
                self.app.drawn.update(re.findall(r">([^<]+)<", short))
                image.replace_self(nodes.raw("", described(short, image["alt"]), format="html"))


def start(app: Sphinx) -> None:
    """Start what shortens drawings."""
    app.svgo = Program(Path(app.srcdir), "svgo", SHORTEN)
    app.drawn = set()


def finish(app: Sphinx, error: Exception | None) -> None:
    """Stop it, and bring the font."""
    app.svgo.end()
    if not error and app.builder.name == "html":
        letters = html.unescape("".join(app.drawn))
        cut(FONT, letters, Path(app.outdir, "_static", FONT.with_suffix(".woff2").name))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the transform."""
    app.add_post_transform(InlineFigures)
    app.connect("builder-inited", start)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
