"""One style and one script for all pages, with nothing in them that no page uses.

The theme and its extensions ask for a dozen styles, made for more than this book has, and for a
dozen scripts; a browser shows nothing before it has them all. Here the styles become one, without
the rules that PurgeCSS finds fit for nothing on any page or in any script, and with a font of the
icons that are left; and the scripts that all pages have in common become one, which no page waits
for.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from formulas import cut, within
from node import Program
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

PURGE = """({PurgeCSS}) => async (style, texts) => {
    const content = texts.map((raw) => ({raw, extension: "html"}));
    return (await new PurgeCSS().purge({css: [{raw: style}], content, keyframes: true}))[0].css;
}"""
STYLE = re.compile(r'<link (?=[^>]*rel="stylesheet")[^>]*href="([^"?]+)[^>]*>\s*')
SCRIPT = re.compile(r'<script (?:defer )?src="([^"?]+)([^"]*)"></script>\s*')
# What cannot wait lies within the page: options that its own scripts speak of, and the explorers,
# which would move the text if they took their height after it was shown.
WITHIN = re.compile(r"documentation_options|explore-\w+")
# The theme measures whether each piece of code has to scroll, and so has the whole page laid out
# before it is read; this waits until one comes near, and until then lets the keyboard reach it.
MEASURED = "e.tabIndex=e.scrollWidth>e.clientWidth||e.scrollHeight>e.clientHeight?0:-1"
WHEN_NEAR = """
    e.tabIndex = 0;
    const near = globalThis.near ??= new IntersectionObserver((seen) => {
      for (const {target: e, isIntersecting} of seen) if (isIntersecting) MEASURED;
    }, {rootMargin: "100%"});
    near.unobserve(e);
    near.observe(e);
""".replace("MEASURED", MEASURED)
# A script that tells the others nothing: each takes a turn of its own, so that a reader who taps or
# scrolls meanwhile waits for one of them at most.
CLOSED = re.compile(r"(?:/\*.*?\*/|//[^\n]*|\s)*\(\(\) ?=>", re.S)
# An icon is a letter of a font, in the part of Unicode that is for private use.
ICON = re.compile(r"\\(f[0-9a-f]{3})\b")
AWESOME = re.compile(r"@font-face\{[^}]*Awesome[^}]*\}")
SOLID = '@font-face{font-family:"Font Awesome 6 Free";font-weight:900;src:url(icons.woff2)}'
IMPORT = re.compile(r'@import "([^"]+)";')
ADDRESS = re.compile(r"""url\((["']?)(?!data:)([^"')]+)\1\)""")


def style_of(file: Path, home: Path) -> str:
    """Read a style and those it imports, for the folder `home`."""

    def from_home(found: re.Match[str]) -> str:
        return f'url("{Path(os.path.relpath(file.parent / found[2], home)).as_posix()}")'

    text = file.read_text(encoding="utf-8").split("/*# sourceMappingURL")[0]
    text = IMPORT.sub(lambda found: style_of(file.parent / found[1], home), text)
    return ADDRESS.sub(from_home, text)


def files(pattern: re.Pattern[str], pages: dict[Path, str]) -> list[dict[Path, None]]:
    """List the files that each page loads, in its order."""
    return [
        {(page.parent / found[1]).resolve(): None for found in pattern.finditer(text)}
        for page, text in pages.items()
    ]


def with_icons(style: str, home: Path) -> str:
    """Give a style the icons it shows, and no other; within it, so that none comes late."""
    shown = "".join(chr(int(code, 16)) for code in set(ICON.findall(style)))
    font = home / "icons.woff2"
    cut(next((home / "vendor").rglob("fa-solid-900.woff2")), shown, font)
    face = within(SOLID, font)
    font.unlink()
    return face + AWESOME.sub("", style)


def finish(app: Sphinx, error: Exception | None) -> None:
    """Pack what the pages load, and have them load it."""
    if error or app.builder.name != "html":
        return
    out = Path(app.outdir).resolve()
    home = out / "_static"
    names = sorted(set(out.rglob("*.html")) - set(home.rglob("*")))
    pages = {page: page.read_text(encoding="utf-8") for page in names}
    styles = {file: None for each in files(STYLE, pages) for file in each}
    loaded = files(SCRIPT, pages)
    common = [
        f for f in loaded[0] if all(f in other for other in loaded) if not WITHIN.match(f.name)
    ]
    texts = {f: f.read_text(encoding="utf-8") for each in loaded for f in each}
    purge = Program(Path(app.srcdir), "purgecss", PURGE)
    style = purge(
        "\n".join(style_of(file, home) for file in styles), [*pages.values(), *texts.values()]
    )
    purge.end()
    style = re.sub(r"/\*.*?\*/|(?<=\n)\s+", "", style, flags=re.S)  # comments, and what is set in
    # The first word keeps a "use strict" of one script from meaning all of them.
    turns = ("setTimeout(() => {%s\n})" if CLOSED.match(texts[f]) else "%s" for f in common)
    script = "\n;\n".join(["", *(turn % texts[f] for turn, f in zip(turns, common, strict=True))])
    if script.count(MEASURED) != 1:
        raise ExtensionError(f"the theme measures code in another way: mend {__file__}")
    packed = {
        "site.css": with_icons(style, home),
        "site.js": script.replace(MEASURED, WHEN_NEAR),
    }
    for name, text in packed.items():
        (home / name).write_text(text, encoding="utf-8")
    version = hashlib.sha256("".join(packed.values()).encode()).hexdigest()[:8]
    for page, text in pages.items():
        there = Path(os.path.relpath(home, page.parent)).as_posix()
        style = iter([f'<link rel="stylesheet" href="{there}/site.css?v={version}" />\n'])
        script = iter([f'<script defer src="{there}/site.js?v={version}"></script>\n'])

        def load(tag: re.Match[str], page: Path = page, script: Iterator[str] = script) -> str:
            file = (page.parent / tag[1]).resolve()
            if WITHIN.match(file.name):
                return f"<script>{texts[file]}</script>\n"
            if file in common:
                return next(script, "")
            return f'<script defer src="{tag[1]}{tag[2]}"></script>\n'

        text = STYLE.sub(lambda _, style=style: next(style, ""), text)
        page.write_text(SCRIPT.sub(load, text), encoding="utf-8")
    for file in (*styles, *common):
        file.unlink()
    for rest in ("scripts", "styles", "vendor"):
        shutil.rmtree(home / rest)


def setup(app: Sphinx) -> dict[str, bool]:
    """Come last, when the pages and the styles are as they should be."""
    app.connect("build-finished", finish, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
