"""Let a reader run a page elsewhere, report an error on it, and see how old it is.

The repository's address stands in `_config.yml`; until it does, no button leads anywhere. Binder
opens the chapters as they are, in the environment of `.binder`. Colab has an environment of its
own, and opens notebooks from a branch: copies, whose first cell installs the package, are written
to `_build/colab`, and `.ci/colab` puts them there.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

BRANCH = "colab"  # where .ci/colab puts the copies
OFF_BINDER = {"chapters/06h-pytorch-traps"}  # needs what the environment there has not


def repository(app: Sphinx) -> str:
    """Return the repository's address, or '' while it is unknown."""
    url = str(app.config.html_theme_options.get("repository_url") or "").rstrip("/")
    if url and not re.fullmatch(r"https://github\.com/[\w.-]+/[\w.-]+", url):
        raise ExtensionError(
            f"repository.url in _config.yml is {url!r}: give https://github.com/OWNER/NAME, which "
            "Binder and Colab open, or leave it empty"
        )
    return url


def git(app: Sphinx, *arguments: str) -> str:
    """Ask git about the book; '' where there is no git, no clone, or no answer."""
    if not shutil.which("git"):
        return ""
    command = ["git", "-C", str(app.srcdir), *arguments]
    run = subprocess.run(command, capture_output=True, text=True)
    return run.stdout.strip() if run.returncode == 0 else ""


def changed(app: Sphinx, file: str) -> str:
    """Return the day on which a file was last committed; '' if that is unknown."""
    # In a clone without its history every file seems to be as old as the last commit.
    if git(app, "rev-parse", "--is-shallow-repository") != "false":
        return ""
    return git(app, "log", "-1", "--format=%cs", "--", file)


def add_buttons(
    app: Sphinx, page: str, _: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put a page's own buttons before the theme's."""
    source = app.env.doc2path(page) if doctree else None
    context["last_updated"] = changed(app, str(source)) if source else ""
    if not (url := repository(app)):
        return
    options, place = app.config.html_theme_options, url.removeprefix("https://github.com/")
    title = quote(f"{Markup(context.get('title') or page).striptags()}: ")
    own: list[dict[str, Any]] = [
        {
            "type": "link",
            "url": f"{url}/issues/new?title={title}&amp;body={quote(f'On the page {page}: ')}",
            "tooltip": "Report an error on this page",
            "icon": "fas fa-flag",
            "label": "report-button",
        }
    ]
    if source and Path(source).suffix == ".ipynb":
        host = "https://mybinder.org/v2/gh"
        branch = options.get("repository_branch") or "main"
        binder = f"{host}/{place}/{branch}?urlpath=lab/tree/{page}.ipynb"
        host = "https://colab.research.google.com/github"
        colab = f"{host}/{place}/blob/{BRANCH}/{page}.ipynb"
        offered = {"Binder": "" if page in OFF_BINDER else binder, "Colab": colab}
        group = [
            {"type": "link", "url": link, "text": name, "tooltip": f"Run this page in {name}"}
            for name, link in offered.items()
            if link
        ]
        tooltip = "Run this page"
        launch = {"type": "group", "buttons": group, "tooltip": tooltip, "icon": "fas fa-rocket"}
        own.insert(0, launch | {"label": "launch-buttons"})
    context["header_buttons"][:0] = own


def write_copies(app: Sphinx, error: Exception | None) -> None:
    """Write the copies for Colab, each with the package of the commit that it was built from."""
    if error or app.builder.name != "html":
        return
    folder = Path(app.outdir).parent / "colab"
    shutil.rmtree(folder, ignore_errors=True)
    if not (url := repository(app)):
        return
    commit = git(app, "rev-parse", "HEAD")
    install = {
        "cell_type": "code",
        "execution_count": None,
        "id": "install",
        "metadata": {},
        "outputs": [],
        "source": f"%pip install --quiet git+{url}{'@' if commit else ''}{commit}",
    }
    for page in sorted(app.env.found_docs):
        source = Path(app.env.doc2path(page))
        if source.suffix == ".ipynb":
            notebook = json.loads(source.read_text(encoding="utf-8"))
            notebook["cells"].insert(0, install)
            copy = folder / f"{page}.ipynb"
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(json.dumps(notebook, ensure_ascii=False) + "\n", encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Listen for pages that are written."""
    app.connect("html-page-context", add_buttons, priority=800)  # when the theme has added its own
    app.connect("build-finished", write_copies)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
