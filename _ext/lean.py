"""Give each page what it needs and no more: a description, and none of the scripts it never runs.

The templates beside this module replace those parts of the theme that load an icon font or the
search index on every page. Both follow the theme's own files, whose version is pinned; what should
go and is not found is a warning, so that a new version is noticed.
"""

import re
import textwrap
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging

# What loads live code by way of other hosts (Thebe); and what serves cards and tabs alone, with the
# class that they would have.
UNUSED = {
    "THEBE_JS_URL": None,
    "sphinx-thebe.js": None,
    "sphinx-thebe.css": None,
    "sphinx-design.min.css": "sd-",
    "design-tabs.js": "sd-",
}
# What axe finds in the markup of MyST-NB and docutils, and what it should be.
MENDED = {
    ' aria-label="Toggle hidden content"': "",  # hides from a screen reader what the button says
    '<th class="head"><p></p></th>': "<td></td>",  # the corner of a table heads nothing
    ' role="doc-biblioentry"': "",  # belongs to the items of a list
}
NOT_FOUND = "404"  # the page that a host shows for an address which does not exist
logger = logging.getLogger(__name__)


def description(doctree: nodes.document | None) -> str:
    """Take the first paragraph of a page, in plain text, without the marks put into it."""
    for paragraph in doctree.findall(nodes.paragraph) if doctree else ():
        if isinstance(paragraph.parent, nodes.section):
            words = (
                re.sub(r"[\\{}✓]", "", node.astext())
                for node in paragraph.findall(nodes.Text)
                if not isinstance(node.parent, nodes.raw)
            )
            return textwrap.shorten("".join(words), 300, placeholder=" …")
    return ""


def prepare(
    app: Sphinx, page: str, _: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Set what the templates need, and drop the unused scripts and styles."""
    context["description"] = description(doctree) or app.config.html_title
    context["base_url"] = app.config.html_baseurl
    for old, new in MENDED.items():
        context["body"] = context.get("body", "").replace(old, new)
    seen = set()
    for key in ("script_files", "css_files"):
        files = {str(vars(file)): file for file in context[key]}  # some come twice
        for name, needed_by in UNUSED.items():
            found = [text for text in files if name in text]
            seen |= {name for _ in found}
            if not needed_by or f'class="{needed_by}' not in context["body"]:
                for text in found:
                    del files[text]
        context[key] = list(files.values())
    if missing := set(UNUSED) - seen:
        logger.warning("%s: the theme no longer loads %s: mend lean.py", page, sorted(missing))


def own_pages(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Add the page for an address that does not exist."""
    title = "There is no such page"
    body = f"<h1>{title}</h1><p>Perhaps it has moved: the list of pages, or the search, leads on.</p>"
    return [(NOT_FOUND, {"title": title, "body": body}, "page.html")]


def finish(app: Sphinx, error: Exception | None) -> None:
    """Take the icons' rules out of the style, root the links of the 404 page, list all pages."""
    if error or app.builder.name != "html":
        return
    out, base = Path(app.outdir), app.config.html_baseurl
    icons = out / "_static" / "styles" / "pydata-sphinx-theme.css"
    style, count = re.subn(
        r"(?:\.fa-[\w-]+(?::before|:after)?,?)+\{[^}]*\}|@font-face\{[^}]*Awesome[^}]*\}",
        "",
        icons.read_text(encoding="utf-8"),
    )
    if count < 1900:
        raise ExtensionError(f"{icons} has {count} rules for icons, not 1900: mend lean.py")
    icons.write_text(style, encoding="utf-8")
    page = out / f"{NOT_FOUND}.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("<head>", f'<head><base href="{base or "/"}" />', 1), "utf-8")
    if base:
        urls = "".join(
            f"<url><loc>{base}{app.builder.get_target_uri(name)}</loc></url>"
            for name in sorted(app.env.found_docs)
        )
        (out / "sitemap.xml").write_text(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>\n'
        )


def setup(app: Sphinx) -> dict[str, bool]:
    """Listen for pages that are written."""
    app.config.templates_path.append(str(Path(__file__).parent / "templates"))
    app.connect("html-page-context", prepare, priority=900)  # when all have added theirs
    app.connect("html-collect-pages", own_pages)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
