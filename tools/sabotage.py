"""Spoil the book in one place at a time, and see whether the tests notice.

    python tools/sabotage.py                        # 300 changes of all kinds
    python tools/sabotage.py --n 40 --kind unit     # 40 of one kind

Two processes, each with a copy of the repository, put in one change at a time and run what should
notice it: for a page the rules of its prose and equations, then nbval; for the package the tests of
the module, then all tests, then nbval. Survivors that make no difference are explained in
`tools/equivalent.toml`. What was found is kept in `_build/sabotage`, so that a run
that was interrupted goes on where it stopped; it begins anew when a file has changed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import nbformat
from nbval.plugin import IPyNbCell, coalesce_streams, nocolors

from mutants import Mutant, page_mutants, source_mutants
from notebooks import ROOT, book, lacking

PAGE_KINDS = (
    "output", "figure", "removed", "unrun", "number", "sign", "unit", "word", "equation",
    "constant", "operator", "base",
)  # fmt: skip
OUTPUT_KINDS = ("output", "figure", "removed")  # what can be seen without a run
SOURCE_SHARE = 3  # how many changes of the package for each one of a kind of change to a page
NOTEBOOKS = ["index.ipynb", "chapters"]
# Which tests know a module best, where their names do not tell.
TESTS_OF = {
    "_bits": "coding", "_prefix": "coding", "_expectation": "continuous",
    "_examples": "classification", "_reliability": "calibration", "_vae_model": "vae",
    "evidence": "vae", "alice": "ngram", "textfile": "ngram",
    "_renyi": "divergences", "_generators": "divergences",
    "_counts": "estimation", "_nearest": "estimation", "_montecarlo": "estimation",
    "_resampling": "estimation", "_chernoff": "estimation", "_decisions": "estimation",
    "_given": "estimation", "_bound": "words",
}  # fmt: skip
# Folders whose modules have their tests in common, under the name of the folder.
IN_COMMON = ("explorers", "symbolic")


@dataclass(frozen=True)
class Spoilt:
    """A drawn change: what a process needs to put it in, and what the table says of it."""

    kind: str
    path: str
    place: str
    change: str
    content: str


def own_tests(path: str) -> str:
    """Name the tests that know a module best."""
    stem, folder = Path(path).stem, Path(path).parent.name
    name = folder if folder in IN_COMMON else TESTS_OF.get(stem, stem.removeprefix("_"))
    return f"tests/test_{name}.py"


def draw(
    n: int, kinds: Iterable[str], seed: int, pages: Iterable[Path] | None = None
) -> list[Spoilt]:
    """Draw so many changes, evenly over the kinds; fewer where a kind has no more places.

    They are of some pages, or of the whole book.
    """
    pages = list(book() if pages is None else pages)
    kinds = list(kinds)
    shares = {kind: SOURCE_SHARE if kind == "source" else 1 for kind in kinds}
    rng = random.Random(seed)
    drawn = []
    for kind in kinds:
        places = list(source_mutants() if kind == "source" else page_mutants(kind, pages))
        # A figure has thousands of points and a table a few digits: each page counts as much.
        count = round(n * shares[kind] / sum(shares.values()))
        for mutant in _evenly(places, count, rng):
            content = mutant.content()
            stored = (ROOT / mutant.path).read_text(encoding="utf-8")
            line, old, new = _first_difference(stored, content)
            place = f"{mutant.place}, line {line}" if mutant.place else f"line {line}"
            change = f"{old} → {new}" if kind == "source" else mutant.change
            drawn.append(Spoilt(kind, mutant.path, place, change, content))
    rng.shuffle(drawn)
    return drawn


def _evenly(places: list[Mutant], count: int, rng: random.Random) -> list[Mutant]:
    """Draw from one file after the other, so that none is drawn from for its length alone."""
    by_file: dict[str, list[Mutant]] = {}
    for mutant in places:
        by_file.setdefault(mutant.path, []).append(mutant)
    for mutants in by_file.values():
        rng.shuffle(mutants)
    drawn: list[Mutant] = []
    while len(drawn) < count and by_file:
        for path in sorted(by_file, key=lambda _: rng.random()):
            if len(drawn) < count:
                drawn.append(by_file[path].pop())
            if not by_file[path]:
                del by_file[path]
    return drawn


def _first_difference(old: str, new: str) -> tuple[int, str, str]:
    lines = zip(old.split("\n"), new.split("\n"), strict=False)
    differing = ((n, one, other) for n, (one, other) in enumerate(lines, start=1) if one != other)
    number, one, other = next(differing)
    return number, one.strip(), other.strip()


def explained() -> dict[tuple[str, str], str]:
    """Read which changes of the package make no difference that a test could see, and why."""
    listed = tomllib.loads((ROOT / "tools" / "equivalent.toml").read_text(encoding="utf-8"))
    return {(entry["path"], entry["change"]): entry["why"] for entry in listed["change"]}


class Copy:
    """A copy of the repository, in which one process puts in one change after the other."""

    def __init__(self, files: Iterable[str]) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="sabotage-"))
        for name in files:
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, self.root / name)
        # The copy's package goes before the installed one.
        path = [str(self.root / "src"), str(self.root / "tools"), str(self.root / "tests")]
        self.environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(path),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        sys.path[:0] = path

    def notices(self, spoilt: Spoilt) -> bool:
        """Put a change in, tell whether the tests notice, and take it out again."""
        target = self.root / spoilt.path
        stored = target.read_text(encoding="utf-8")
        self.untouched = stored
        target.write_text(spoilt.content, encoding="utf-8")
        try:
            return any(check(spoilt.path) for check in self.checks(spoilt))
        finally:
            target.write_text(stored, encoding="utf-8")

    def is_sound(self, pages: bool) -> bool:
        """Tell whether the untouched copy passes: else no failure would say anything."""
        return not (self.fails_on_a_page("") if pages else self.fails_any_test(""))

    def checks(self, spoilt: Spoilt) -> list[Callable[[str], bool]]:
        """List the checks for a change, the quick ones first."""
        if spoilt.kind in OUTPUT_KINDS:
            return [self.breaks_a_rule, self.shows_other_outputs]
        if spoilt.kind != "source":
            return [self.breaks_a_rule, self.fails_nbval]
        return [self.fails_own_tests, self.fails_any_test, self.fails_on_a_page]

    def breaks_a_rule(self, path: str) -> bool:
        """Hold a page to the book's rules, in this process."""
        from book_rules import RULES, Page

        page = Page(self.root / path)
        return any(page.problems(rule) for rule in RULES.values())

    def shows_other_outputs(self, path: str) -> bool:
        """Compare stored outputs, as nbval does, with those of the untouched page.

        Those are what a fresh run gives: `is_sound` has seen it. So a change of the outputs alone
        needs no run of its own.
        """
        cell = object.__new__(IPyNbCell)
        cell.colors, cell.sanitize = nocolors, str
        cell.format_output_compare = lambda *values: None  # nobody reads how they differ
        strict = ("execution_count",)  # the rules hold counts to their turn
        spoilt = (self.root / path).read_text(encoding="utf-8")
        pages = (nbformat.reads(text, as_version=4).cells for text in (self.untouched, spoilt))  # type: ignore[no-untyped-call]
        return not all(
            cell.compare_outputs(
                coalesce_streams(fresh.outputs), coalesce_streams(stored.outputs), strict
            )
            for fresh, stored in zip(*pages, strict=True)
            if fresh.cell_type == "code"
        )

    def fails_nbval(self, path: str) -> bool:
        """Compare one page with a fresh run."""
        return self.fails(["--nbval", "--nbval-current-env", path])

    def fails_own_tests(self, path: str) -> bool:
        """Run the tests that are named after a module."""
        own = [own_tests(path), path]
        return self.fails([test for test in own if (self.root / test).exists()])

    def fails_any_test(self, path: str) -> bool:
        """Run all tests of the package."""
        return self.fails(["src", "tests"])

    def fails_on_a_page(self, path: str) -> bool:
        """Compare every page with a fresh run."""
        return self.fails(["--nbval", "--nbval-current-env", *NOTEBOOKS])

    def fails(self, arguments: list[str]) -> bool:
        """Run pytest until the first failure; a run without end counts as a failure."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
        try:
            run = subprocess.run(
                [*command, *arguments],
                cwd=self.root,
                env=self.environment,
                capture_output=True,
                timeout=600,
            )
        except subprocess.TimeoutExpired:
            return True
        return run.returncode != 0


_copy: Copy | None = None


def _start(files: list[str]) -> None:
    global _copy
    _copy = Copy(files)


def _try(spoilt: Spoilt) -> bool:
    assert _copy is not None
    return _copy.notices(spoilt)


def _is_sound(pages: bool) -> bool:
    assert _copy is not None
    return _copy.is_sound(pages)


def project_files() -> list[str]:
    """List the files of the project, as git knows them, without what it ignores."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in sorted(set(run.stdout.splitlines())) if (ROOT / name).is_file()]


def run(drawn: list[Spoilt], record: Path) -> dict[int, bool]:
    """Try all changes that the record does not have yet; tell which were noticed."""
    files = project_files()
    state = hashlib.sha256()
    for name in files:
        state.update((ROOT / name).read_bytes())
    lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
    if not lines or lines[0] != state.hexdigest():
        record.parent.mkdir(parents=True, exist_ok=True)
        lines = [state.hexdigest()]
        record.write_text(lines[0] + "\n", encoding="utf-8")
    noticed = {int(n): caught for n, caught in (json.loads(line) for line in lines[1:])}
    if noticed:
        print(f"{len(noticed)} of {len(drawn)} were tried before")
    todo = [k for k in range(len(drawn)) if k not in noticed]
    if not todo:
        return noticed
    with (
        ProcessPoolExecutor(
            2, mp_context=get_context("spawn"), initializer=_start, initargs=(files,)
        ) as pool,
        record.open("a", encoding="utf-8") as out,
    ):
        # Untouched, the copies have to pass: else no failure would say anything.
        kinds = {drawn[k].kind != "source" for k in todo}
        sound = [pool.submit(_is_sound, pages) for pages in sorted({True} | kinds)]
        futures = {pool.submit(_try, drawn[k]): k for k in todo}
        begun = time.monotonic()
        for done, future in enumerate(as_completed(futures), start=1):
            k = futures[future]
            noticed[k] = future.result()
            out.write(json.dumps([k, noticed[k]]) + "\n")
            out.flush()
            last = done == len(todo)
            if not all(check.result() for check in sound if last or check.done()):
                pool.shutdown(cancel_futures=True)
                record.unlink()
                raise SystemExit("The tests fail before anything is spoilt: run make test.")
            if done % 10 == 0 or last or not noticed[k]:
                left = (time.monotonic() - begun) / done * (len(todo) - done)
                verdict = "" if noticed[k] else f"  unnoticed: {drawn[k].kind}, {drawn[k].path}"
                print(f"{len(noticed)}/{len(drawn)}, {left / 60:.1f} min left{verdict}", flush=True)
    return noticed


def table(drawn: list[Spoilt], noticed: dict[int, bool]) -> str:
    """Write how many changes of each kind were made and caught, and list the survivors."""
    reasons = explained()
    made = Counter(spoilt.kind for spoilt in drawn)
    caught = Counter(spoilt.kind for k, spoilt in enumerate(drawn) if noticed[k])
    rows = [f"{'kind':10} {'made':>5} {'caught':>7}"]
    rows += [f"{kind:10} {made[kind]:5} {caught[kind]:7}" for kind in sorted(made)]
    pages = made.total() - made["source"]
    if pages:
        rows.append(f"pages: {caught.total() - caught['source']} of {pages} caught")
    if made["source"]:
        rows.append(f"src: {caught['source']} of {made['source']} caught")
    for k, spoilt in enumerate(drawn):
        if not noticed[k]:
            why = reasons.get((spoilt.path, spoilt.change))
            verdict = f"makes no difference ({why})" if why else "survived"
            rows.append(f"{verdict}: {spoilt.kind}, {spoilt.path}, {spoilt.place}: {spoilt.change}")
    return "\n".join(rows)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; fail if a page let a change pass, or the package one in twenty."""
    parser = argparse.ArgumentParser(description="Spoil the book; see whether the tests notice.")
    parser.add_argument("--n", type=int, default=300, help="how many changes; default 300")
    parser.add_argument("--kind", choices=[*PAGE_KINDS, "source"], help="one kind; default all")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    kinds = [options.kind] if options.kind else [*PAGE_KINDS, "source"]
    for path in book():
        if why := lacking(path):
            print(f"{path.stem} {why}")
    drawn = draw(options.n, kinds, options.seed)
    name = f"{options.kind or 'all'}-{options.n}-{options.seed}.jsonl"
    noticed = run(drawn, ROOT / "_build" / "sabotage" / name)
    print(table(drawn, noticed))
    reasons = explained()
    survivors = [
        spoilt
        for k, spoilt in enumerate(drawn)
        if not noticed[k] and (spoilt.path, spoilt.change) not in reasons
    ]
    source = sum(spoilt.kind == "source" for spoilt in drawn)
    of_pages = any(spoilt.kind != "source" for spoilt in survivors)
    return 1 if of_pages or len(survivors) > 0.05 * source else 0


if __name__ == "__main__":
    sys.exit(main())
