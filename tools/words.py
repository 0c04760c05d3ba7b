"""Read the prose of a page: what in it can be false, and what vouches for it.

Four kinds of things in a text can be wrong without anybody noticing: a number, a unit, a formula
that asserts something, and the words of a general statement ("never", "at most"). Each of them has
to stand inside a *quotation* that something vouches for: an expression computed on the page (the
cell's metadata `says`), or an entry of the book's ledger (`entropybook.ledger`).

A quotation is text of the page, word for word; "…" leaves something out, as in any quotation.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

# What is not prose; what it says is checked elsewhere, or is nobody's claim.
NOT_PROSE = [
    r"\$\$.*?\$\$(?:\s*\([\w-]+\))?",  # display equations: the ledger has them whole
    r"^```\w+\n.*?^```$",  # a piece of code
    r"^(?:`{3,}|:{3,})[^\n]*$",  # where a directive begins and ends
    r"^:[\w-]+:[^\n]*$",  # its options
    r"\{[\w:]+\}`[^`]*`",  # roles: citations, references
    r"`[^`]*`",  # code
    r"(?<=\])\([^)]*\)",  # where a link leads
    r"\]\[[^\]]*\]",
    r"<[^>]+>",  # HTML
    r"^\|[-| :]+\|$",  # the rule of a table
]
MASK = re.compile("|".join(NOT_PROSE), re.M | re.S)
MATH = re.compile(r"(?<!\\)\$[^$]+\$")

GLYPHS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅛": 1 / 8}
NUMBER = re.compile(
    r"(?:(?<![\w)}\]])[−+-]\s?|\bminus\s+)?"
    r"(?<![\w.])(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+|[½⅓⅔¼¾⅛])"
    r"(?:e[−-]?\d+)?(?:\s?%)?"
)
UNIT = re.compile(r"\b(?:bits?|nats?|percent)\b", re.I)
# A formula that asserts a relation, or has a number in it.
ASSERTS = re.compile(r"[=<>\d]|\\(?:leq?|geq?|neq?|to|iff|approx|sim|gg|ll|implies|Rightarrow)\b")
RELATION = re.compile(r"[=≠≤≥<>≈→⇔⇒]")
GENERAL = re.compile(
    r"\b(?:never|always|every|any|all|none|no|only|exactly|whatever|cannot|must|impossible"
    r"|at least|at most|if and only if|in general|infinite|infinity|zero|equal|equals|same"
    r"|more|less|fewer|larger|smaller|higher|lower|most|least|best|positive|negative"
    r"|above|below|longer|shorter|symmetric|twice|unique|both|neither"
    r"|different|differ|differs|finite|little"
    r"|(?<=\*)(?:right|wrong|imprecise|missing))\b",  # the verdicts of the audit
    re.I,
)
KINDS = {"number": NUMBER, "unit": UNIT, "relation": RELATION, "general statement": GENERAL}
SCALE = {"bit": math.log(2), "nat": 1.0}  # in nats
SENTENCE = re.compile(r"[^.!?|\n]+(?:[.!?](?!\s|$)[^.!?|\n]*)*[.!?]?")


@dataclass(frozen=True)
class Token:
    """Something in a text that can be false: where it stands and of what kind it is."""

    start: int
    end: int
    kind: str
    text: str


def text_of(cell: NotebookNode) -> str:
    """Return what a cell says to a reader: its prose, or the description of its figure."""
    if cell.cell_type == "markdown":
        return str(cell.source)
    return str(cell.metadata.get("mystnb", {}).get("image", {}).get("alt", ""))


def bound(cell: NotebookNode) -> dict[str, str]:
    """Return a cell's quotations with the expressions that are bound to them."""
    return dict(cell.metadata.get("says", {}))


def masked(text: str) -> str:
    """Blank out what is not prose; every place stays where it was."""
    return MASK.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def tokens(text: str) -> Iterator[Token]:
    """List what in a text can be false."""
    prose = masked(text)
    for found in MATH.finditer(prose):
        if ASSERTS.search(found[0]):
            yield Token(found.start(), found.end(), "formula", found[0])
    prose = MATH.sub(lambda found: "x" * len(found[0]), prose)
    asked = [
        (found.start(), found.end())
        for found in SENTENCE.finditer(prose)
        if found[0].endswith("?") or found[0].startswith("#")
    ]
    for kind, pattern in KINDS.items():
        for found in pattern.finditer(prose):
            question = any(start <= found.start() < end for start, end in asked)
            if not (question and kind == "general statement"):
                yield Token(found.start(), found.end(), kind, found[0])


def places(quotation: str, text: str) -> list[tuple[int, int]]:
    """List the stretches of a text that a quotation covers; none if the text does not say it."""
    parts = [part.split() for part in re.split(r"…", quotation)]
    literal = [r"\s+".join(map(re.escape, part)) for part in parts if part]
    if not literal:
        return []
    # A number's quotation is not found in a longer number.
    head = r"(?<![\w.,−-])" if re.match(r"[\w.]", quotation) else ""
    tail = r"(?![\w%]|[.,]\d)" if re.search(r"\w$", quotation) else ""
    pattern = r"(?:(?!\n\n).)*?".join(f"({part})" for part in literal)
    found = re.compile(head + pattern + tail, re.S).finditer(text)
    return [hit.span(group) for hit in found for group in range(1, len(literal) + 1)]


def open_tokens(
    text: str,
    quotations: Iterable[str],
    vouched: Callable[[str], bool] = lambda formula: False,
) -> list[Token]:
    """List what can be false and stands in no quotation, nor is a formula vouched for as such."""
    spans = [span for quotation in quotations for span in places(quotation, text)]
    return [
        token
        for token in tokens(text)
        if not any(start <= token.start and token.end <= end for start, end in spans)
        and not (token.kind == "formula" and vouched(token.text.strip("$")))
    ]


def around(text: str, token: Token, width: int = 45) -> str:
    """Return a token with the words around it."""
    start, end = max(0, token.start - width), min(len(text), token.end + width)
    return re.sub(r"\s+", " ", text[start:end])


def nearest(quotation: str, text: str) -> str:
    """Return the stretch of a text that is most like a quotation, to say what was changed."""
    words, wanted = text.split(), quotation.split()
    windows = [
        " ".join(words[k : k + len(wanted)]) for k in range(max(1, len(words) - len(wanted) + 1))
    ]
    return max(windows, key=lambda w: difflib.SequenceMatcher(None, quotation, w).ratio())


def written(quotation: str) -> list[tuple[str, float, float, str]]:
    """List the numbers of a quotation: as written, value, what rounding allows, unit."""
    result = []
    units = [(found.start(), found[0].lower().rstrip("s")) for found in UNIT.finditer(quotation)]
    for found in NUMBER.finditer(quotation):
        text = found[0]
        digits = re.sub(r"[,\s%+]|minus", "", text).replace("−", "-")
        sign = -1 if "minus" in text or digits.startswith("-") else 1
        body = digits.lstrip("-")
        if body in GLYPHS:
            value, slack = GLYPHS[body], 1e-12
        else:
            mantissa, _, exponent = body.partition("e")
            value = float(body)
            slack = 0.5 * 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))
        after = [unit for place, unit in units if place >= found.end()]
        before = [unit for place, unit in units if place < found.start()]
        unit = "%" if "%" in text else (after[:1] or before[-1:] or [""])[0]
        result.append((text, sign * value, slack, unit))
    return result


def wrong(quotation: str, values: list[Any]) -> str:
    """Say what is wrong with a quotation, given what its expression gives; '' if nothing is."""
    if values and all(isinstance(value, bool) for value in values):
        return "" if all(values) else "does not hold"
    numbers = written(quotation)
    if len(numbers) != len(values):
        return f"has {len(numbers)} numbers, and its expression gives {len(values)}"
    for (text, value, slack, unit), computed in zip(numbers, values, strict=True):
        scaled = computed / (0.01 if unit == "%" else SCALE.get(unit, 1.0))
        whole = isinstance(computed, int) and not unit
        off = abs(scaled - value)
        if not (off == 0 if whole else off <= slack * (1 + 1e-6)):
            named = "" if unit in ("", "%") else f" {unit}s"
            return f"says {text}, and it is {scaled:.8g}{'%' if unit == '%' else named}"
    return ""
