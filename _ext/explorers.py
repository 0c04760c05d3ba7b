"""Let the figures that answer the hand do so on the site.

A notebook stores such a figure as its still picture and, as plain text, the tag of its element.
Here the tag goes around the picture, and its scripts go to the page. Where scripts are off, the
picture remains.
"""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from entropybook import explorers
from entropybook.explorers._element import SHARED

BEGIN = "<explore-"


def is_bundle(node: nodes.Node) -> bool:
    """Tell whether a node holds the forms of one output."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "mime_bundle"


class ExplorerTransform(SphinxPostTransform):
    """Put the element around its still picture."""

    default_priority = 3  # before MyST-NB chooses one form of each output and drops the others
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Run over the document."""
        for bundle in list(self.document.findall(is_bundle)):
            forms = {form.get("mime_type"): form for form in bundle.children}
            text = forms["text/plain"].astext() if "text/plain" in forms else ""
            if not text.startswith(BEGIN):
                continue
            end = text.index("</")
            place = bundle.parent.index(bundle)
            bundle.parent.insert(place + 1, nodes.raw("", text[end:], format="html"))
            bundle.parent.insert(place, nodes.raw("", text[:end], format="html"))


def add_scripts(app: Sphinx, page: str, template: str, context: Any, doctree: Any) -> None:
    """Add to a page the scripts of the elements that stand on it."""
    raws = [node.astext() for node in doctree.findall(nodes.raw)] if doctree else []
    tags = sorted({text[1:].split()[0].rstrip(">") for text in raws if text.startswith(BEGIN)})
    for name in (*SHARED, *tags) if tags else ():
        # Not deferred: an element that took its height after the first paint would move the page.
        app.add_js_file(f"{name}.js")


def add_folder(app: Sphinx) -> None:
    """Let Sphinx copy the scripts, from where they lie; the build does not remember the place."""
    app.config.html_static_path.append(str(Path(explorers.__file__).parent / "scripts"))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the transform and the scripts."""
    app.connect("builder-inited", add_folder)
    app.add_post_transform(ExplorerTransform)
    app.connect("html-page-context", add_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
