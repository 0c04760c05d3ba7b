"""The lock says what pyproject.toml says, and the same on every Python that the book runs on."""

import re
import subprocess
import sys
import tomllib

import pytest

from notebooks import ROOT

EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
LOCK = (ROOT / "requirements.txt").read_text()
BINDER = (ROOT / ".binder" / "requirements.txt").read_text()


LOCKED = [line for extra in EXTRAS if extra != "traps" for line in EXTRAS[extra]]


@pytest.mark.parametrize("requirement", LOCKED)
def test_the_lock_holds_what_is_asked_for(requirement):
    assert re.search(rf"^{re.escape(requirement)} ", LOCK, re.M), (
        f"requirements.txt has another version than {requirement}: run make lock"
    )


@pytest.mark.parametrize("requirement", EXTRAS["stack"])
def test_one_version_of_the_stack_serves_every_python(requirement):
    name = requirement.partition("==")[0]
    assert re.findall(rf"^{name}==.*", LOCK, re.M) == [f"{requirement} \\"]


def pins(lock: str) -> set[tuple[str, ...]]:
    """List what a lock file asks for: each version with its hashes."""
    blocks = re.findall(r"^(\S+==\S+)[^\n]*\\\n((?:    --hash.*\n)+)", lock, re.M)
    return {(name, *sorted(re.findall(r"sha256:\w+", hashes))) for name, hashes in blocks}


def test_binder_installs_what_the_outputs_were_made_with_and_no_more():
    names = {name.partition("==")[0] for name, *_ in pins(BINDER)}
    assert pins(BINDER) <= pins(LOCK)
    assert {"numpy", "scipy", "sympy", "matplotlib", "scikit-learn"} <= names
    assert not names & {"jupyter-book", "jupyterlab", "pytest", "playwright", "ruff"}
    runtime = (ROOT / ".binder" / "runtime.txt").read_text()
    assert re.fullmatch(r"python-3\.1[123]\n", runtime)


@pytest.mark.parametrize("requirement", EXTRAS["traps"])
def test_no_reader_has_to_download_pytorch(requirement):
    name, _, version = requirement.partition("==")
    assert version
    assert not re.search(rf"^{name}==", LOCK, re.M)


def test_directives_render_in_jupyterlab():
    command = [sys.executable, "-m", "jupyter", "labextension", "list"]
    listed = subprocess.run(command, capture_output=True, text=True).stderr
    assert re.search(r"jupyterlab-myst .*OK", listed), listed


def test_arrays_need_none_of_scipys_distributions():
    # They take half a second to import, which every notebook would wait for.
    code = "import sys, entropybook as e; e.entropy([1]); print('scipy.stats' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
