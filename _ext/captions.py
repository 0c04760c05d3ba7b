"""Move a figure's caption from the notebook's text into the figure.

In a notebook the caption is a paragraph below the picture, so that JupyterLab and GitHub show it:
a markdown cell that starts with "**Figure.**". On the site it becomes the figure's own caption,
and the number that Sphinx gives takes the place of the word. The figure itself comes from MyST-NB,
for a cell with `mystnb.figure.name` in its metadata.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

MARK = "Figure."
logger = logging.getLogger(__name__)


def is_cell(node: nodes.Node) -> bool:
    """Tell whether a node is a code cell."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def caption_of(paragraph: nodes.Node | None) -> nodes.caption | None:
    """Make a caption of a paragraph that starts with the mark in bold; None of any other node."""
    if not isinstance(paragraph, nodes.paragraph):
        return None
    content = [child for child in paragraph if child.children or child.astext()]
    if not content or not isinstance(content[0], nodes.strong) or content[0].astext() != MARK:
        return None
    del content[0]
    if content and isinstance(content[0], nodes.Text):
        content[0] = nodes.Text(content[0].lstrip())
    caption = nodes.caption("", "", *content)
    caption.source, caption.line = paragraph.source, paragraph.line
    return caption


class CaptionTransform(SphinxTransform):
    """Give each figure the caption that follows its cell."""

    default_priority = 800  # before Sphinx collects labels and numbers (850 and later)

    def apply(self) -> None:
        """Run over the document."""
        for cell in list(self.document.findall(is_cell)):
            paragraph = cell.next_node(descend=False, siblings=True)
            caption = caption_of(paragraph)
            if caption is None:
                continue
            if figure := cell.next_node(nodes.figure):
                figure += caption
                paragraph.parent.remove(paragraph)
            else:
                logger.warning("this caption follows no figure", location=paragraph)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the transform."""
    app.add_transform(CaptionTransform)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
