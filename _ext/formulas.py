"""Formulas are HTML and MathML when a page arrives: KaTeX writes them while the site is built.

Nothing is then left to do for a reader's browser, and nothing to fetch from elsewhere. A formula
that KaTeX cannot read is a warning that names the page, and thereby an error of the build.
"""

import html
import re
from base64 import b64encode
from pathlib import Path

from docutils import nodes
from fontTools import subset
from node import Program
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

# The source, which KaTeX repeats for programs, stays in the notebook.
RENDER = """(katex) => (latex, displayMode) =>
    katex.renderToString(latex, {displayMode, strict: false})
        .replace(/<annotation.*?<\\/annotation>/s, "")"""
KATEX = Path("node_modules", "katex", "dist")
TITLES = Path("node_modules/@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2")
FACE = f'@font-face{{font-family:"Source Serif 4";font-weight:600;src:url(fonts/{TITLES.name})}}'
# These fonts lie within the style: no text moves when they arrive. (A preload would do as well, but
# not for a page that is opened from its file.) Those of rarer formulas are fetched.
WITHIN = re.compile(r"KaTeX_(Main-R|AMS-R|Size\d-R|Math-I)|source")
LETTER = re.compile(r'(mathbb)?">([^<>]+)<')  # what a formula shows, and whether on a blackboard
CLOSING = re.compile(r"[.,;:!?)]+")
logger = logging.getLogger(__name__)


class Closing(SphinxPostTransform):
    """Hold a formula and what closes its clause, such as a full stop, together on a line."""

    default_priority = 200
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Run over a page."""
        for formula in list(self.document.findall(nodes.math)):
            after = formula.next_node(descend=False, siblings=True)
            if isinstance(after, nodes.Text) and (found := CLOSING.match(after)):
                after.parent.replace(after, nodes.Text(after[found.end() :]))
                together = nodes.inline(classes=["closed"])
                formula.replace_self(together)
                together += [formula, nodes.Text(found[0])]


def rendered(writer: HTML5Translator, node: nodes.Element, display: bool) -> str:
    """Have KaTeX write a formula."""
    try:
        formula = writer.builder.app.katex(node.astext(), display)
    except ValueError as error:
        logger.warning("%s", error, location=node)
        return html.escape(node.astext())
    writer.builder.app.shown.update(LETTER.findall(formula))
    return str(formula)


def visit_inline(writer: HTML5Translator, node: nodes.Element) -> None:
    """Write a formula in a line of text."""
    writer.body.append(f'<span class="math">{rendered(writer, node, False)}</span>')
    raise nodes.SkipNode


def visit_display(writer: HTML5Translator, node: nodes.Element) -> None:
    """Write a formula on lines of its own, which scrolls where it is too wide, and its number."""
    formula = rendered(writer, node, True)
    writer.body.append(writer.starttag(node, "div", CLASS="math"))
    writer.body.append(formula.replace("<span", '<span tabindex="0"', 1))
    if node["number"]:
        number = get_node_equation_number(writer, node)
        writer.body.append(f'<span class="eqno">({number})')
        writer.add_permalink_ref(node, "Link to this equation")
        writer.body.append("</span>")
    writer.body.append("</div>\n")
    raise nodes.SkipNode


def start(app: Sphinx) -> None:
    """Start KaTeX."""
    app.katex = Program(Path(app.srcdir), "katex", RENDER)
    app.shown = set()
    app.add_css_file("fonts/fonts.css", priority=300)


def cut(file: Path, shown: str, to: Path) -> None:
    """Leave in a font what the pages show."""
    options = subset.Options(flavor="woff2", hinting=False, recalc_timestamp=False)
    font = subset.load_font(str(file), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=shown)
    cutter.subset(font)
    subset.save_font(font, str(to), options)


def within(style: str, font: Path) -> str:
    """Put a font into the style that names it."""
    data = b64encode(font.read_bytes()).decode()
    return re.sub(
        rf"url\([^()]*{re.escape(font.name)}\)", f"url(data:font/woff2;base64,{data})", style
    )


def finish(app: Sphinx, error: Exception | None) -> None:
    """Stop KaTeX; bring its style and the fonts."""
    app.katex.end()
    if error or app.builder.name != "html":
        return
    out, katex = Path(app.outdir), Path(app.srcdir, KATEX)
    there = out / "_static" / "fonts"
    (there / "fonts").mkdir(parents=True, exist_ok=True)
    letters = html.unescape("".join(text for _, text in app.shown))
    board = "".join(text for on_board, text in app.shown if on_board)
    for file in katex.glob("fonts/*.woff2"):
        # Of the letters, this font has the blackboard's alone: the pages show one of them.
        own = board + re.sub("[a-zA-Z]", "", letters) if "AMS" in file.name else letters
        cut(file, own, there / "fonts" / file.name)
    pages = "".join(page.read_text(encoding="utf-8") for page in out.rglob("*.html"))
    titles = html.unescape("".join(re.findall(r"<h\d.*?</h\d>", pages, re.S)))
    cut(Path(app.srcdir, TITLES), titles, there / "fonts" / TITLES.name)

    style = FACE + (katex / "katex.min.css").read_text(encoding="utf-8")
    style = re.sub(r',url\([^)]*\.(?:woff|ttf)\) format\("\w+"\)', "", style)
    for font in filter(lambda file: WITHIN.match(file.name), (there / "fonts").iterdir()):
        style = within(style, font)
    (there / "fonts.css").write_text(style, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the renderer, under the name `formulas`."""
    app.add_html_math_renderer("formulas", (visit_inline, None), (visit_display, None))
    app.add_post_transform(Closing)
    app.connect("builder-inited", start)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
