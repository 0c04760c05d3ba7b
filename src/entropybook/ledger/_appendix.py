"""Appendix A, made from the ledger: what each page says, and how it is known."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from entropybook.ledger._entries import Claim, Equation, How, Proved, Tried, source_of
from entropybook.ledger.equations import labelled
from entropybook.ledger.pages import PAGES

_EQUATION = re.compile(r"\$\$\s*\((eq-[\w-]+)\)")
_ANCHOR = '<a id="know-{}"></a>'


@dataclass(frozen=True, repr=False)
class Account:
    """Hold what one page says, section by section; a notebook shows it as text.

    Parameters
    ----------
    page : str
        The notebook's file name.
    sections : tuple of (str, tuple)
        The page's headings, each with its equations and claims; those that the page shows as an
        output come last, under the heading "".
    """

    page: str
    sections: tuple[tuple[str, tuple[Equation | Claim, ...]], ...]

    def __repr__(self) -> str:
        entries = [entry for _, section in self.sections for entry in section]
        claims = sum(isinstance(entry, Claim) for entry in entries)
        return f"{len(entries) - claims} equations and {claims} claims"

    def _repr_markdown_(self) -> str:
        return "\n\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        places: dict[str, str] = {}
        for heading, entries in self.sections:
            if not entries:
                continue
            if heading:
                yield f"[{heading}]({self.page}#{_slug(heading)})"
            for entry in entries:
                yield from (
                    _equation(entry, places)
                    if isinstance(entry, Equation)
                    else _claim(entry, places)
                )


def how_we_know(page: str) -> Account:
    """Give an account of one page: every equation and claim, with how it is known.

    Parameters
    ----------
    page : str
        The page's notebook, such as ``"01-entropy.ipynb"``, in the folder of the caller.

    Returns
    -------
    Account
        In a notebook: each entry with its proof, check or example to unfold.

    Raises
    ------
    ValueError
        If the ledger has no such page.
    """
    slug = Path(page).stem
    found = [entry for entry in PAGES if entry.slug == slug]
    if not found:
        known = ", ".join(entry.slug for entry in PAGES)
        raise ValueError(f"the ledger has no page {slug!r}; it has {known}")
    texts = list(_texts(Path(page)))
    by_label = labelled([label for text in texts for label in _EQUATION.findall(text)])
    waiting = list(found[0].claims)
    sections: dict[str, list[Equation | Claim]] = {}
    heading = ""
    for text in texts:
        placed: list[tuple[int, Equation | Claim]] = []
        if title := re.search(r"^#{1,2} (.*)$", text, re.M):
            heading = title[1]
        for match in _EQUATION.finditer(text):
            placed.append((match.start(), by_label[match[1]]))
        for claim in list(waiting):
            place = _place(claim, text)
            if place >= 0:
                placed.append((place, claim))
                waiting.remove(claim)
        placed.sort(key=lambda pair: pair[0])
        sections.setdefault(heading, []).extend(entry for _, entry in placed)
    sections.setdefault("", []).extend(waiting)
    return Account(page, tuple((name, tuple(entries)) for name, entries in sections.items()))


def _texts(page: Path) -> Iterator[str]:
    """Read what a notebook says, cell by cell: its prose, and the descriptions of its figures."""
    for cell in json.loads(page.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            yield "".join(cell["source"])
        else:
            yield cell["metadata"].get("mystnb", {}).get("image", {}).get("alt", "")


def _place(claim: Claim, text: str) -> int:
    """Find where a text makes a claim; -1 if it does not."""
    if not claim.quotes:
        return -1
    words = re.split(r"\s*…\s*", claim.quotes[0].strip())[0].split()
    found = re.search(r"\s+".join(map(re.escape, words)), text)
    return found.start() if found else -1


def _slug(heading: str) -> str:
    """Turn a heading into the anchor that the site gives it."""
    plain = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return plain.replace(" ", "-")


def _equation(entry: Equation, places: dict[str, str]) -> Iterator[str]:
    by_hand = f"; written by hand: {entry.by_hand}" if entry.by_hand else ""
    yield _ANCHOR.format(entry.label)
    yield f"**{entry.title}** · {entry.kind}{by_hand}"
    yield f"$$\n{entry.latex}\n$$"
    yield from (_way(how, entry.label, places) for how in entry.how)


def _claim(entry: Claim, places: dict[str, str]) -> Iterator[str]:
    yield _ANCHOR.format(entry.name)
    yield "> " + " ".join(entry.says.split())
    yield from (_way(how, entry.name, places) for how in entry.ways)


def _way(how: How, name: str, places: dict[str, str]) -> str:
    """Confirm an entry, and say how it is known; the proof, or the code, is there to unfold.

    What stands under another entry of the page already, as `places` knows, is there to be gone to.
    """
    try:
        how.confirm()
    except AssertionError as failed:
        raise AssertionError(f"{name} {failed}") from None
    if isinstance(how, Proved):
        proof = how.proof()
        steps = f"{len(proof.steps)} steps, each confirmed by SymPy"
        inside = _once(proof._repr_markdown_(), name, places)
        return _unfolding(f"<b>Proved</b> in {steps}", "", inside)
    code = f"```python\n{_dedented(source_of(how))}\n```"
    if isinstance(how, Tried) and how.implements:
        by = f"<b>Implemented</b> by <code>{how.implements}</code>"
        done = f"{by}, compared on {how.cases} random cases"
    elif isinstance(how, Tried):
        done = f"<b>Checked</b> on {how.cases} random cases"
    else:
        done = "<b>Shown</b> by an example"
    return _unfolding(done, how.account, _once(code, name, places))


def _once(inside: str, name: str, places: dict[str, str]) -> str:
    """Return a proof or some code, or the way to it: a page of them is long enough."""
    place = places.setdefault(inside, name)
    return inside if place == name else f'<a href="#know-{place}">It stands above.</a>'


def _unfolding(summary: str, account: str, inside: str) -> str:
    account = f": {html.escape(account)}" if account else ""
    return f'<details class="know"><summary>{summary}{account}</summary>\n\n{inside}\n\n</details>'


def _dedented(source: str) -> str:
    """Take a check's docstring out of its source: it stands above."""
    lines = source.rstrip().split("\n")
    margin = len(lines[0]) - len(lines[0].lstrip())
    text = "\n".join(line[margin:] for line in lines)
    return re.sub(r'\n\s+"""(?:.|\n)*?"""(?=\n)', "", text, count=1)
