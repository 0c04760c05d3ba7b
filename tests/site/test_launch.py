"""What a page offers beyond reading: to run it elsewhere, to report an error, its age, its file."""

import json
import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from notebooks import OUTSIDE, ROOT, TINY, book

URL = "https://github.com/somebody/some.book"
# By one process of several, since each build takes seconds.
pytestmark = pytest.mark.xdist_group("launch")


def lay_out(folder: Path, url: str) -> None:
    """Lay out a small book with the configuration and the extensions of the real one."""
    shutil.copy(ROOT / "references.bib", folder)
    for name in ("_ext", "_static", ".ci"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    (folder / "chapters").mkdir()
    for page in ("tiny", *OUTSIDE):
        shutil.copy(TINY, folder / "chapters" / f"{page}.ipynb")
    pages = ", ".join(f"file: chapters/{page}" for page in ("tiny", *OUTSIDE))
    (folder / "_toc.yml").write_text(f"{{format: jb-book, root: index, chapters: [{pages}]}}")
    config = (ROOT / "_config.yml").read_text(encoding="utf-8")
    assert config.count("repository:\n  url:") == 1
    config = re.sub(r"(?<=^repository:\n  url: )\".*\"", f'"{url}"', config, flags=re.M)
    (folder / "_config.yml").write_text(config, encoding="utf-8")
    # A second figure of one name would be a warning.
    for page in OUTSIDE:
        file = folder / "chapters" / f"{page}.ipynb"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("fig-tiny", "fig-outside"), encoding="utf-8")


def build(folder: Path, text: str) -> None:
    """Build the small book, its first page being the text."""
    (folder / "index.md").write_text(text, encoding="utf-8")
    command = [Path(sys.executable).parent / "jupyter-book", "build", ".", "-q", "-W", "-n"]
    run = subprocess.run([*command, "--keep-going"], cwd=folder, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def git(folder: Path, *arguments: str, day: str = "2001-02-03") -> str:
    """Run git, on a given day."""
    said = {"NAME": "a", "EMAIL": "a@b", "DATE": f"{day}T12:00:00Z"}
    told = {f"GIT_{role}_{key}": said[key] for role in ("AUTHOR", "COMMITTER") for key in said}
    done = subprocess.run(
        ["git", "-C", folder, *arguments],
        env=os.environ | told,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Build the small book in a clone, its repository being known."""
    folder = tmp_path_factory.mktemp("published")
    lay_out(folder, URL)
    text = "# Title & “more”\n\nText.\n"
    (folder / "index.md").write_text(text, encoding="utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", "chapters")
    git(folder, "commit", "--quiet", "-m", "One")
    git(folder, "add", "index.md", day="2002-03-04")
    git(folder, "commit", "--quiet", "-m", "Two", day="2002-03-04")
    build(folder, text)
    return folder


@pytest.fixture(scope="module")
def unknown(tmp_path_factory):
    """Build the small book from bare files, its repository being unknown."""
    folder = tmp_path_factory.mktemp("unknown")
    lay_out(folder, "")
    build(folder, "# Title\n\nText.\n")
    return folder


def read(folder: Path, page: str) -> str:
    """Read a built page."""
    return (folder / "_build" / "html" / f"{page}.html").read_text(encoding="utf-8")


def links(text: str) -> list[str]:
    """List the addresses on other hosts that a page leads to, in the order of the page."""
    return [unescape(link) for link in re.findall(r'<a href="(https:[^"]*)"', text)]


def test_a_chapter_opens_in_binder_and_in_colab(published):
    text = read(published, "chapters/tiny")
    binder, colab = links(text)[:2]
    assert binder == (
        "https://mybinder.org/v2/gh/somebody/some.book/main?urlpath=lab/tree/chapters/tiny.ipynb"
    )
    assert colab == (
        "https://colab.research.google.com/github/somebody/some.book/blob/colab/chapters/tiny.ipynb"
    )
    assert 'aria-label="Run this page"' in text
    assert not re.search("mybinder|colab", read(published, "index"))  # it holds nothing to run


def test_a_page_that_binder_cannot_run_is_not_sent_there(published):
    for page in OUTSIDE:
        text = read(published, f"chapters/{page}")
        assert f"/blob/colab/chapters/{page}.ipynb" in text
        assert "mybinder" not in text


def test_an_error_is_reported_with_the_title_of_its_page(published):
    for page, title in (
        ("index", "Title & “more”"),
        ("chapters/tiny", "A page that proves the rules"),
    ):
        address = urlsplit(links(read(published, page))[-1])
        assert address._replace(query="").geturl() == f"{URL}/issues/new"
        asked = parse_qs(address.query, strict_parsing=True)
        assert asked == {"title": [f"{title}: "], "body": [f"On the page {page}: "]}


def test_while_the_repository_is_unknown_no_button_leads_anywhere(unknown):
    for page in ("index", "chapters/tiny", "search", "404"):
        assert links(read(unknown, page)) == []
        assert not re.search("fa-rocket|fa-flag", read(unknown, page))
    assert not (unknown / "_build" / "colab").exists()


def test_a_copy_for_colab_installs_the_package_of_its_commit_and_is_else_the_source(published):
    commit = git(published, "rev-parse", "HEAD")
    for page in ("tiny", *OUTSIDE):
        source = json.loads((published / "chapters" / f"{page}.ipynb").read_text(encoding="utf-8"))
        file = published / "_build" / "colab" / "chapters" / f"{page}.ipynb"
        copy = json.loads(file.read_text(encoding="utf-8"))
        install = copy["cells"].pop(0)
        assert install["source"] == f"%pip install --quiet git+{URL}@{commit}"
        assert install["cell_type"] == "code"
        assert copy == source


def test_the_sources_install_nothing():
    for path in book():
        assert "pip install --quiet" not in path.read_text(encoding="utf-8")


def test_the_copies_become_a_branch_of_one_commit(published, tmp_path):
    git(tmp_path, "init", "--quiet", "--bare")
    git(published, "remote", "add", "origin", str(tmp_path))
    for _ in range(2):
        subprocess.run([published / ".ci" / "colab"], check=True, capture_output=True)
    assert git(tmp_path, "rev-list", "--count", "colab") == "1"
    copies = {f"chapters/{page}.ipynb" for page in ("tiny", *OUTSIDE)}
    assert set(git(tmp_path, "ls-tree", "-r", "--name-only", "colab").splitlines()) == copies
    assert (
        git(published, "diff", "--cached", "--name-only") == ""
    )  # the clone's own index is as it was


def test_a_page_says_on_which_day_it_was_committed(published, unknown):
    days = {"index": "2002-03-04", "chapters/tiny": "2001-02-03"}
    for page, day in days.items():
        assert f"Last updated on {day}." in read(published, page)
        assert "Last updated" not in read(unknown, page)
    assert "Last updated" not in read(published, "search")


def test_a_page_hands_out_its_notebook_and_copies_what_a_person_types(unknown):
    file = re.search(r'<a href="\.\./(_sources/[^"]*\.ipynb)"', read(unknown, "chapters/tiny"))[1]
    site = unknown / "_build" / "html"
    source = unknown / "chapters" / "tiny.ipynb"
    assert (site / file).read_bytes() == source.read_bytes()
    script = (site / "_static" / "site.js").read_text(encoding="utf-8")
    assert "let exclude = '.linenos, .gp, .go'" in script
