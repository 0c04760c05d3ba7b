"""Give each page what it needs: a description, none of the scripts it never runs, and no fault.

The templates beside this module replace those parts of the theme that load an icon font or the
search index on every page. Both follow the theme's own files, whose version is pinned; what should
go and is not found is a warning, so that a new version is noticed.
"""

import re
import textwrap
from collections import Counter
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging

# Scripts that load live code by way of other hosts (Thebe); and one that serves tabs alone, with
# the class that they would have.
UNUSED = {"THEBE_JS_URL": None, "sphinx-thebe.js": None, "design-tabs.js": "sd-"}
# What axe finds, and what it should be: in the theme, once on every page; and in what a page holds.
OF_THEME = {
    # This button says its name, and the keys for it.
    'search-button-field search-button__button pst-js-only" title="Search" aria-label="Search"': (
        'search-button-field search-button__button pst-js-only" title="Search"'
    ),
    'id="pst-primary-sidebar"': 'id="pst-primary-sidebar" role="complementary" aria-label="Book"',
}
OF_PAGES = {
    ' aria-label="Toggle hidden content"': "",  # the button says which
    '<summary><span class="toctree-toggle"': (
        '<summary aria-label="The pages of this part"><span class="toctree-toggle"'
    ),
    '<th class="head"><p></p></th>': "<td></td>",  # the corner of a table heads nothing
    ' role="doc-biblioentry"': "",  # is for the items of a list, which these are not
    ' role="list" class="citation-list"': ' class="citation-list"',
}
# In code: names, punctuation and spaces have the colour of the text, and need no element each.
PLAIN = re.compile(r'<span class="[npw]">([^<]*)</span>')
CODE = re.compile(r"\.highlight(?: \.[npw])? \{[^}]*\bcolor: (#\w+) \}")
# What a page folds, if no other fold is within, and how long it is at least to be laid aside.
FOLD = re.compile(
    r'(<details class="(?:know|[^"]*\bhide\b[^"]*)">\s*<summary.*?</summary>)'
    r"((?:(?!<details).)*?)(</details>)",
    re.S,
)
LONG = 500
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
    """Set what the templates need, and drop the unused scripts."""
    context["description"] = description(doctree) or app.config.html_title
    context["base_url"] = app.config.html_baseurl
    sections = re.findall(r'<section [^>]*\bid="([^"]+)"', context.get("body", ""))
    context["second_part"] = next(iter(sections[2:]), "")  # the page itself is the first section
    seen = set()
    files = {str(vars(file)): file for file in context["script_files"]}  # some come twice
    for name, needed_by in UNUSED.items():
        found = [text for text in files if name in text]
        seen |= {name for _ in found}
        if not needed_by or f'class="{needed_by}' not in context.get("body", ""):
            for text in found:
                del files[text]
    context["script_files"] = list(files.values())
    if missing := set(UNUSED) - seen:
        logger.warning("%s: the theme no longer loads %s: mend lean.py", page, sorted(missing))


def own_pages(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Add the page for an address that does not exist."""
    title = "There is no such page"
    body = (
        f"<h1>{title}</h1><p>Perhaps it has moved: the list of pages, or the search, leads on.</p>"
    )
    return [(NOT_FOUND, {"title": title, "body": body}, "page.html")]


def mend(text: str, name: str, base: str) -> str:
    """Mend a page; root the links of the one that is shown at any address."""
    once = {"<head>": f'<head><base href="{base or "/"}" />'} if name == NOT_FOUND else {}
    for old, new in (OF_THEME | once).items():
        if text.count(old) != 1:
            raise ExtensionError(f"{name} has {text.count(old)} times {old}: mend lean.py")
        text = text.replace(old, new)
    for old, new in OF_PAGES.items():
        text = text.replace(old, new)
    return text


def laid_aside(fold: re.Match[str]) -> str:
    """Leave what is folded as text, which folds.js makes elements of; without scripts they are."""
    head, text, end = fold.groups()
    return f"{head}<noscript>{text}</noscript>{end}" if len(text) > LONG else fold[0]


def finish(app: Sphinx, error: Exception | None) -> None:
    """Mend what the theme has written, and list the pages for a search engine."""
    if error or app.builder.name != "html":
        return
    out, base = Path(app.outdir), app.config.html_baseurl
    code = CODE.findall((out / "_static" / "pygments.css").read_text(encoding="utf-8"))
    if sorted(Counter(code).values()) != [4, 4]:  # in the light and in the dark
        raise ExtensionError(
            "names or punctuation in code have a colour of their own: mend lean.py"
        )
    for page in set(out.rglob("*.html")) - set((out / "_static").rglob("*")):
        text = mend(page.read_text(encoding="utf-8"), page.stem, base)
        text = FOLD.sub(laid_aside, PLAIN.sub(r"\1", text))
        page.write_text(text, encoding="utf-8")
    if base:
        names = sorted(app.env.found_docs)
        urls = "".join(
            f"<url><loc>{base}{app.builder.get_target_uri(n)}</loc></url>" for n in names
        )
        (out / "sitemap.xml").write_text(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>\n'
        )


def setup(app: Sphinx) -> dict[str, bool]:
    """Listen for pages that are written."""
    app.connect("html-page-context", prepare, priority=900)  # when all have added theirs
    app.connect("html-collect-pages", own_pages)
    app.connect("build-finished", finish, priority=800)  # when the theme has written its styles
    return {"parallel_read_safe": True, "parallel_write_safe": True}
