"""What can be changed on a page or in the package so that something false is said.

Each kind of change lists all of its places; `make sabotage` draws from them. A change leaves the
file well-formed: what it says is wrong, not how it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path

import libcst as cst
import nbformat
from mutmut.mutation.file_mutation import create_mutations
from nbformat import NotebookNode

from notebooks import GUARD_ID, ROOT, dumps, lacking, read
from words import Token, text_of, tokens


@dataclass(frozen=True)
class Mutant:
    """One change: of which kind, in which file, where, what; and how to make the whole file."""

    kind: str
    path: str
    place: str
    change: str
    content: Callable[[], str]


Change = tuple[int, int, str]  # from, to, what to put there
PACKAGE = ROOT / "src" / "entropybook"
# What vouches for the claims is a test that lives in the package: it is not itself mutated.
TESTS_WITHIN = ("ledger", "_comparison_checks.py", "_draws.py")
NODES = (  # an operator or a constant; not strings, whose wording is no result
    cst.BaseNumber,
    cst.BinaryOperation,
    cst.UnaryOperation,
    cst.BooleanOperation,
    cst.ComparisonTarget,
    cst.AugAssign,
    cst.Break,
    cst.Continue,
)
OPPOSITES = {
    "never": "always", "always": "never", "every": "no", "all": "none", "no": "every",
    "only": "also", "cannot": "can", "at least": "at most", "at most": "at least",
    "if and only if": "if", "infinite": "finite", "larger": "smaller", "smaller": "larger",
    "more": "less", "less": "more", "higher": "lower", "lower": "higher", "most": "least",
    "least": "most", "positive": "negative", "negative": "positive", "above": "below",
    "below": "above", "longer": "shorter", "shorter": "longer", "same": "other",
    "equal": "different", "twice": "thrice", "exactly": "roughly", "zero": "one",
}  # fmt: skip


# Outputs: what nbval compares.
def output(cell: NotebookNode) -> Iterator[Change]:
    """Change a digit of a text that a cell printed or displayed."""
    yield from _digits(_output_text(cell))


def figure(cell: NotebookNode) -> Iterator[Change]:
    """Change a coordinate of a path in a figure, by one."""
    svg = _svg(cell)
    for found in re.finditer(r"\b[ML] -?(\d+)(?:\.\d+)? -?(\d+)", svg):
        for end in (found.end(1), found.end(2)):
            yield from _digits(svg[end - 1], end - 1)


# Prose: what stands in quotations.
def number(cell: NotebookNode) -> Iterator[Change]:
    """Change a digit of a number in a sentence, caption, table or alt text."""
    for token in _prose(cell, "number"):
        yield from _digits(token.text, token.start)


def sign(cell: NotebookNode) -> Iterator[Change]:
    """Give a number the other sign."""
    for token in _prose(cell, "number"):
        signed = re.match(r"[−-]\s?|minus\s+", token.text)
        yield (
            (token.start, token.start + signed.end(), "")
            if signed
            else ((token.start, token.start, "−"))
        )


def unit(cell: NotebookNode) -> Iterator[Change]:
    """Turn bits into nats, and nats into bits."""
    swap = {"bit": "nat", "nat": "bit"}
    for token in _prose(cell, "unit"):
        if new := swap.get(token.text.lower().rstrip("s")):
            yield token.start, token.start + 3, new


def word(cell: NotebookNode) -> Iterator[Change]:
    """Turn a word of a general statement into its opposite."""
    for token in _prose(cell, "general statement"):
        if new := OPPOSITES.get(token.text.lower()):
            yield token.start, token.end, new


def equation(cell: NotebookNode) -> Iterator[Change]:
    """Spoil a formula: a sign, an exponent, the order of R and S, a term, a relation."""
    if cell.cell_type != "markdown":
        return
    text = cell.source
    spans = [found.span() for found in re.finditer(r"\$\$.*?\$\$", text, re.S)]
    spans += [(token.start, token.end) for token in _prose(cell, "formula")]
    rules = [
        (r" \+ ", " - "), (r"(?<=[=( ]) ?-(?=\s?\\|\s?[A-Z])", "+"), (r"\\le\b", r"\\ge"),
        (r"\\ge\b", r"\\le"), (r"(?<![&\\])=", r"\\ne"), (r"\^2", "^3"), (r"\^\{-", "^{"),
        (r"R, S", "S, R"), (r"R \\parallel S", r"S \\parallel R"),
        (r"R\(x\)(?= \\log)", "S(x)"), (r"\\frac\{R\(x\)\}\{S\(x\)\}", r"\\frac{S(x)}{R(x)}"),
        (r" [+-] (?:\\tfrac12|\\frac12)[^$\\&]*", ""),
    ]  # fmt: skip
    for start, end in spans:
        for old, new in rules:
            for found in re.finditer(old, text[start:end]):
                yield start + found.start(), start + found.end(), found.expand(new)
        yield from _digits(text[start:end], start)


PROSE = {kind.__name__: kind for kind in (number, sign, unit, word, equation)}
OUTPUTS = {"output": (output, "text"), "figure": (figure, "svg")}


def page_mutants(kind: str, pages: Iterable[Path], root: Path = ROOT) -> Iterator[Mutant]:
    """List every change of a kind to some pages, as far as they can be run here."""
    for path in (path for path in pages if not lacking(path)):
        stored = path.read_text(encoding="utf-8")
        for index, cell in enumerate(read(path).cells):
            yield from _mutants(kind, path.relative_to(root), stored, index, cell)


def _mutants(
    kind: str, path: Path, stored: str, index: int, cell: NotebookNode
) -> Iterator[Mutant]:
    def mutant(change: str, spoil: Callable[[NotebookNode], object]) -> Mutant:
        def content() -> str:
            notebook = nbformat.v4.reads(stored)  # type: ignore[no-untyped-call]
            spoil(notebook.cells[index])
            return dumps(notebook)

        return Mutant(kind, path.as_posix(), f"cell {cell.get('id')!r}", change, content)

    if kind in PROSE:
        text = text_of(cell)
        for change in PROSE[kind](cell):
            yield mutant(_shown(text, change), partial(_put_text, text=text, change=change))
    if cell.cell_type != "code":
        return
    if kind in OUTPUTS:
        listed, what = OUTPUTS[kind]
        text = _svg(cell) if what == "svg" else _output_text(cell)
        for change in listed(cell):
            yield mutant(_shown(text, change), partial(_put_output, text=text, change=change))
    if kind == "removed" and cell.outputs:
        yield mutant("an output taken away", lambda spoilt: spoilt.outputs.pop())
    if kind == "unrun" and cell.outputs:
        yield mutant("never run", _forget)
    if kind in ("constant", "operator", "base") and cell.id != GUARD_ID:
        for content, shown in _code(kind, cell.source):
            yield mutant(shown, partial(_put_source, content=content))


def modules() -> list[Path]:
    """List the package's modules, its own tests left out."""
    found = sorted(PACKAGE.rglob("*.py"))
    return [path for path in found if path.relative_to(PACKAGE).parts[0] not in TESTS_WITHIN]


def source_mutants(paths: Iterable[Path] | None = None) -> Iterator[Mutant]:
    """List every change of an operator or a constant in some modules; without them, in all."""
    for path in modules() if paths is None else paths:
        name = path.relative_to(ROOT).as_posix()
        for content, shown in mutations(path.read_text(encoding="utf-8"), NODES):
            yield Mutant("source", name, "", shown, content)


def mutations(
    code: str, nodes: tuple[type[cst.CSTNode], ...]
) -> Iterator[tuple[Callable[[], str], str]]:
    """List the changes of code that mutmut knows, of these kinds of nodes: the code, and what."""
    module, found, *_ = create_mutations("", code)
    for mutation in found:
        old, new = mutation.original_node, mutation.mutated_node
        if isinstance(old, nodes):
            shown = f"{module.code_for_node(old).strip()} → {module.code_for_node(new).strip()}"
            yield partial(_replaced, module, old, new), shown


def _replaced(module: cst.Module, old: cst.CSTNode, new: cst.CSTNode) -> str:
    return str(module.deep_replace(old, new).code)  # type: ignore[attr-defined]


def _code(kind: str, source: str) -> Iterator[tuple[Callable[[], str], str]]:
    if kind == "constant":
        yield from mutations(source, (cst.BaseNumber,))
    elif kind == "operator":
        yield from mutations(source, NODES[1:])
    else:
        for old, new in ((r"base=2", "base=10"), (r"\blog2\b", "log10"), (r"\bmath\.e\b", "10")):
            for found in re.finditer(old, source):
                change = (*found.span(), new)
                yield partial(_changed, source, change), f"{found[0]} → {new}"


def _prose(cell: NotebookNode, kind: str) -> Iterator[Token]:
    return (token for token in tokens(text_of(cell)) if token.kind == kind)


def _digits(text: str, offset: int = 0) -> Iterator[Change]:
    for found in re.finditer(r"\d", text):
        place = offset + found.start()
        yield place, place + 1, str((int(found[0]) + 1) % 10)


def _changed(text: str, change: Change) -> str:
    start, end, new = change
    return text[:start] + new + text[end:]


def _shown(text: str, change: Change, width: int = 25) -> str:
    start, end, new = change
    before, after = text[max(0, start - width) : start], text[end : end + width]
    return re.sub(r"\s+", " ", f"{before}[{text[start:end]} → {new}]{after}")


def _forget(cell: NotebookNode) -> None:
    cell.outputs, cell.execution_count = [], None


def _put_source(cell: NotebookNode, content: Callable[[], str]) -> None:
    cell.source = content()


def _put_text(cell: NotebookNode, text: str, change: Change) -> None:
    if cell.cell_type == "markdown":
        cell.source = _changed(text, change)
    else:
        cell.metadata.mystnb.image.alt = _changed(text, change)


def _pieces(cell: NotebookNode) -> list[tuple[NotebookNode, str]]:
    """List where a code cell stores text: in which mapping, under which key."""
    found: list[tuple[NotebookNode, str]] = []
    for out in cell.get("outputs", []):
        if "text" in out:
            found.append((out, "text"))
        found += [(out.data, key) for key in out.get("data", {}) if not key.startswith("image/")]
    return found


def _output_text(cell: NotebookNode) -> str:
    return "".join(holder[key] for holder, key in _pieces(cell))


def _svg(cell: NotebookNode) -> str:
    svgs = [out.data.get("image/svg+xml", "") for out in cell.get("outputs", []) if "data" in out]
    return "".join(svgs)


def _put_output(cell: NotebookNode, text: str, change: Change) -> None:
    """Store a changed text of the same length, or the changed figure."""
    text = _changed(text, change)
    if text.lstrip().startswith("<?xml") or "<svg" in text[:400]:
        for out in cell.outputs:
            if "image/svg+xml" in out.get("data", {}):
                out.data["image/svg+xml"] = text
        return
    pieces = _pieces(cell)
    ends = list(accumulate(len(holder[key]) for holder, key in pieces))
    for (holder, key), start, end in zip(pieces, [0, *ends], ends, strict=False):
        holder[key] = text[start:end]
