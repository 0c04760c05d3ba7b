"""Execute the book's notebooks and write them in normal form.

Notebooks are stored with their outputs, so two runs of one notebook must give the same file,
byte for byte: what a diff shows is then what somebody changed. `make refresh` calls this file:

    python tools/notebooks.py refresh                 # every notebook
    python tools/notebooks.py refresh 04 05-compare   # by number, by name or by path
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import os
import re
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[1]
TINY = ROOT / "tests" / "data" / "tiny.ipynb"  # what the tests tamper with

# What a notebook needs beyond the environment of the lock, which no reader has to install.
OUTSIDE = {"06h-pytorch-traps": "torch"}

# Stored outputs are pictures: kernels that are started from here, or by the tests, leave out the
# scripts that make a figure answer the hand.
os.environ["ENTROPYBOOK_STILL"] = "1"

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}

GUARD_ID = "import-guard"
GUARD = """\
try:
    from entropybook import style
except ModuleNotFoundError as missing:
    raise ModuleNotFoundError(
        "This notebook runs on the book's own package, entropybook. In a clone "
        "of the book's repository run `make lab`, or install it with "
        "`python -m pip install .` for this kernel."
    ) from missing
style.use()"""

# What an author writes into a cell's metadata; editors write more, which says nothing.
KEPT = ("mystnb", "says", "tags")

# Ids that JupyterLab and nbformat draw at random: they say nothing, and differ each time.
RANDOM_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){0,3}(-[0-9a-f]{12})?")
READABLE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID = 64  # nbformat's own limit


def book(root: Path = ROOT) -> list[Path]:
    """List the book's notebooks, the index first."""
    return [root / "index.ipynb", *sorted((root / "chapters").glob("*.ipynb"))]


def lacking(path: Path) -> str:
    """Say why a notebook cannot be run here; '' if it can."""
    module = OUTSIDE.get(path.stem)
    if module is None or importlib.util.find_spec(module):
        return ""
    return f"stands outside, for it needs {module}: make traps installs that and verifies the page"


def find(name: str, root: Path = ROOT) -> Path:
    """Find the one notebook that a person means by '04', '04-worked-example' or a path."""
    if name.endswith(".ipynb"):
        if (path := Path(name).resolve()).is_file():
            return path
    else:
        matches = [p for p in book(root) if p.stem == name or p.stem.startswith(f"{name}-")]
        if len(matches) == 1:
            return matches[0]
    known = ", ".join(path.stem for path in book(root))
    raise LookupError(f"No notebook, or more than one, goes by {name!r}. The book has: {known}.")


def read(path: Path) -> NotebookNode:
    """Read a notebook as it is stored: missing ids stay missing, nothing is repaired."""
    return nbformat.v4.reads(path.read_text(encoding="utf-8"))


def dumps(notebook: NotebookNode) -> str:
    """Write a notebook as text, the way nbformat does."""
    return nbformat.v4.writes(notebook) + "\n"


def readable(cell_id: str) -> bool:
    """Tell whether an id was written by a person."""
    fits = READABLE_ID.fullmatch(cell_id) and len(cell_id) <= LONGEST_ID
    return bool(fits) and not RANDOM_ID.fullmatch(cell_id)


def derived_id(source: str, taken: set[str]) -> str:
    """Derive an id from a cell's first words, so that it is the same on every machine."""
    words = re.findall(r"[a-z0-9]+", source.lower())[:5]
    stem = "-".join(words)[: LONGEST_ID - 4].strip("-") or "cell"
    stem = stem if readable(stem) else f"cell-{stem}"
    number = 1
    while (candidate := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return candidate


def merged(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join neighbouring pieces of one stream: where a stream is cut is a matter of timing."""
    joined: list[NotebookNode] = []
    for output in outputs:
        if joined and output.output_type == "stream" and output.name == joined[-1].get("name"):
            joined[-1].text += output.text
        else:
            joined.append(output)
    return joined


def normalise(notebook: NotebookNode) -> NotebookNode:
    """Bring a notebook into normal form, in place; a notebook in normal form stays as it is."""
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL})
    notebook.cells = [cell for cell in notebook.cells if cell.source.strip()]
    taken = {cell.get("id", "") for cell in notebook.cells}
    seen: set[str] = set()
    for cell in notebook.cells:
        cell.source = cell.source.strip("\n")
        if not readable(cell.get("id", "")) or cell.id in seen:
            cell.id = derived_id(cell.source, taken)
            taken.add(cell.id)
        seen.add(cell.id)
        kept = {key: cell.metadata[key] for key in KEPT if cell.metadata.get(key)}
        cell.metadata = nbformat.from_dict(kept)
        cell.pop("attachments", None)
        if cell.cell_type == "code":
            cell.outputs = merged(cell.outputs)
    return notebook


def guarded(notebook: NotebookNode) -> NotebookNode:
    """Put the import guard before the first code cell, in place, unless it stands there."""
    codes = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    if not codes:
        return notebook
    if notebook.cells[codes[0]].get("id") == GUARD_ID:
        del notebook.cells[codes[0]]
    guard = nbformat.v4.new_code_cell(GUARD, id=GUARD_ID, metadata={"tags": ["remove-input"]})
    notebook.cells.insert(codes[0], guard)
    return notebook


async def refresh(path: Path, turn: asyncio.Semaphore) -> bool:
    """Execute one notebook from a fresh kernel and store it; tell whether it ran through."""
    name = os.path.relpath(path)
    if why := lacking(path):
        print(f"{name}: {why}", flush=True)
        return True
    notebook = normalise(guarded(read(path)))
    async with turn:
        start = time.perf_counter()
        client = NotebookClient(
            notebook,
            kernel_name=KERNEL["name"],
            timeout=600,
            record_timing=False,
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            resources={"metadata": {"path": str(path.parent)}},
        )
        try:
            await client.async_execute()
        except (CellExecutionError, DeadKernelError, TimeoutError) as error:
            print(f"{name}: failed, and is left as it was.\n{failure(notebook, error)}", flush=True)
            return False
    text = dumps(normalise(notebook))
    changed = text != path.read_text(encoding="utf-8")
    if changed:
        path.write_text(text, encoding="utf-8")
    verdict = "refreshed" if changed else "unchanged"
    print(f"{name}: {verdict}, {time.perf_counter() - start:.1f} s", flush=True)
    return True


def failure(notebook: NotebookNode, error: Exception) -> str:
    """Say which cell failed and how: the last one that was started."""
    ran = [cell for cell in notebook.cells if cell.get("execution_count") or cell.get("outputs")]
    cell = f"cell '{ran[-1].id}'" if ran else "before the first cell"
    return f"{cell}: {error}"


async def refresh_all(paths: list[Path]) -> bool:
    """Refresh several notebooks, one kernel a processor."""
    turn = asyncio.Semaphore(os.cpu_count() or 1)
    return all(await asyncio.gather(*(refresh(path, turn) for path in paths)))


def main(arguments: list[str] | None = None) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Execute notebooks, write them in normal form.")
    parser.add_argument("command", choices=["refresh"])
    parser.add_argument("names", nargs="*", help="'04', '04-worked-example' or a path; default all")
    options = parser.parse_args(arguments)
    try:
        paths = [find(name) for name in options.names] or [*book(), TINY]
    except LookupError as error:
        print(error, file=sys.stderr)
        return 2
    return 0 if asyncio.run(refresh_all(paths)) else 1


if __name__ == "__main__":
    sys.exit(main())
