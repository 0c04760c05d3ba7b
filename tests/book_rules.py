"""The rules that the book's notebooks obey; test_book.py holds every notebook to each of them.

A rule looks at one notebook and yields, for whatever breaks it, the cell and a sentence that says
what is wrong and what to do.
"""

import ast
import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path

from nbformat import NotebookNode

from entropybook.ledger import PAGES, canonical, equations
from notebooks import GUARD, dumps, normalise, read
from words import around, bound, nearest, open_tokens, places, text_of

LONGEST_CELL = 14  # lines of code that fit a screen beside the prose that explains them
SHORTEST_ALT = 40  # characters; fewer cannot say what a figure shows
TAGS = {"hide-input", "hide-output", "hide-cell", "remove-input"}

MARKER = re.compile(r"#\s*(NBVAL|PYTEST_VALIDATE)_", re.IGNORECASE)
FOREIGN = re.compile(
    r"\bsys\.path\b|\bsubprocess\b|\bos\.system\b"
    r"|\burllib\b|\burlopen\b|\burlretrieve\b|\brequests\b|\bhttpx\b"
)
NUMBERED = re.compile(
    r"\b(chapter|appendix)s?\s+(\d|[A-C]\b|one|two|three|four|five|six|seven|eight|nine)", re.I
)
DISPLAY = re.compile(r"\$\$(.*?)\$\$(?: \(([\w-]+)\))?", re.S)

LEDGER = {page.slug: page for page in PAGES}
EQUATIONS = {equation.label: canonical(equation.latex) for equation in equations()}
# What an inline formula may repeat: an equation of the ledger, without the words behind it.
FORMULAS = {latex.partition(",\\text")[0] for latex in EQUATIONS.values()}


class Page:
    """One notebook, as the rules see it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text(encoding="utf-8")
        self.cells: list[NotebookNode] = read(path).cells
        self.codes = [cell for cell in self.cells if cell.cell_type == "code"]
        self.in_the_book = path.stem in LEDGER
        self.refresh = f"make refresh CHAPTER={path.stem}"

    def problems(self, rule: "Rule") -> list[str]:
        """List what breaks a rule here."""
        return [f"{self.path.stem}, {place}: {wrong}" for place, wrong in rule(self)]


Broken = Iterator[tuple[str, str]]
Rule = Callable[[Page], Broken]
RULES: dict[str, Rule] = {}


def rule(function: Rule) -> Rule:
    """Add a rule to the book's."""
    RULES[function.__name__] = function
    return function


def place(cell: NotebookNode) -> str:
    """Say which cell it is, also of one that has no id yet."""
    return f"cell {cell.get('id', cell.source[:20])!r}"


def images(cell: NotebookNode) -> list[str]:
    """List the kinds of the images that a code cell shows."""
    kinds = [kind for output in cell.outputs for kind in output.get("data", {})]
    return [kind for kind in kinds if kind.startswith("image/")]


def is_caption(cell: NotebookNode) -> bool:
    """Tell whether a cell is a figure's caption."""
    return cell.cell_type == "markdown" and cell.source.startswith("**Figure.**")


@rule
def is_in_normal_form(page: Page) -> Broken:
    normal = dumps(normalise(read(page.path)))
    lines = enumerate(zip_longest(page.text.split("\n"), normal.split("\n")), start=1)
    for number in (number for number, (stored, wanted) in lines if stored != wanted):
        yield f"line {number}", f"is not in normal form: {page.refresh}"
        break


@rule
def was_run_from_top_to_bottom(page: Page) -> Broken:
    for turn, cell in enumerate(page.codes, start=1):
        if cell.execution_count is None:
            yield place(cell), f"was never run: {page.refresh}"
        elif cell.execution_count != turn:
            yield (
                place(cell),
                f"was run as number {cell.execution_count}, is number {turn}: {page.refresh}",
            )


@rule
def shows_no_error_and_no_warning(page: Page) -> Broken:
    for cell in page.codes:
        for output in cell.outputs:
            if output.output_type == "error":
                yield place(cell), "stores an error: catch it and print it, or mend the code"
            if output.get("name") == "stderr":
                yield place(cell), "writes to stderr: mend what warns, then " + page.refresh


@rule
def prints_plain_numbers(page: Page) -> Broken:
    for cell in page.codes:
        if re.search(r"np\.(float|int|bool)\d*\(", repr(cell.outputs)):
            yield place(cell), "shows np.float64(...): print it rounded, with its unit"


@rule
def draws_figures_as_svg(page: Page) -> Broken:
    for cell in page.codes:
        kinds = images(cell)
        if set(kinds) - {"image/svg+xml"}:
            yield place(cell), f"stores {kinds[0]}, which cannot be compared: {page.refresh}"
        elif len(kinds) > 1:
            yield place(cell), "draws more than one figure: one cell, one figure, one caption"
        elif not kinds and "mystnb" in cell.metadata:
            yield place(cell), f"is a figure's cell without its figure: {page.refresh}"


@rule
def describes_figures(page: Page) -> Broken:
    for cell in page.codes:
        if not images(cell):
            continue
        options = cell.metadata.get("mystnb", {})
        alt = options.get("image", {}).get("alt", "")
        name = options.get("figure", {}).get("name", "")
        if len(alt) < SHORTEST_ALT:
            yield (
                place(cell),
                f"has an alt text of {len(alt)} characters: write what the figure shows, in "
                f"{SHORTEST_ALT} or more, into the cell's metadata mystnb.image.alt",
            )
        if not name.startswith("fig-"):
            yield place(cell), "has no label: metadata mystnb.figure.name, 'fig-' and a word"


@rule
def captions_figures_in_the_text(page: Page) -> Broken:
    for cell, after in zip(page.cells, [*page.cells[1:], None], strict=True):
        if cell.cell_type != "code":
            continue
        if "caption" in cell.metadata.get("mystnb", {}).get("figure", {}):
            yield place(cell), "hides its caption in the metadata: write it in the next cell"
        if images(cell) and not (after and is_caption(after)):
            yield place(cell), "has no caption: a next cell that begins with **Figure.**"
    for before, cell in zip([None, *page.cells], page.cells, strict=False):
        if not is_caption(cell):
            continue
        if before is None or before.cell_type != "code" or not images(before):
            yield place(cell), "is a caption with no figure before it: move it, or take it away"
        if "\n\n" in cell.source.strip():
            yield place(cell), "is a caption of several paragraphs: keep one, in its own cell"


@rule
def hides_nothing_from_the_proof(page: Page) -> Broken:
    for cell in page.cells:
        for tag in sorted(set(cell.metadata.get("tags", [])) - TAGS):
            yield place(cell), f"has the tag {tag!r}: only {', '.join(sorted(TAGS))} may stand"
        if cell.cell_type == "code" and MARKER.search(cell.source):
            yield place(cell), "tells nbval to look away: take the comment out"


@rule
def begins_with_the_import_guard(page: Page) -> Broken:
    if page.codes and page.codes[0].source != GUARD:
        yield place(page.codes[0]), f"stands where the import guard should: {page.refresh}"


@rule
def runs_on_the_environment_alone(page: Page) -> Broken:
    for cell in page.codes:
        try:
            ast.parse(cell.source)
        except SyntaxError as error:
            line = (error.text or "").strip()
            yield place(cell), f"is not plain Python, at {line!r}: no magics, no shell"
        if found := FOREIGN.search(cell.source):
            yield (
                place(cell),
                f"reaches out with {found[0]!r}: what a chapter needs stands in pyproject.toml "
                "and in src/",
            )


@rule
def keeps_cells_short(page: Page) -> Broken:
    for cell in page.codes:
        lines = [line for line in cell.source.splitlines() if line.strip()]
        code = [line for line in lines if not line.lstrip().startswith("#")]
        if len(code) > LONGEST_CELL:
            yield (
                place(cell),
                f"has {len(code)} lines of code: split it, or move it into src/, "
                f"{LONGEST_CELL} at most",
            )


@rule
def has_one_title(page: Page) -> Broken:
    prose = [cell for cell in page.cells if cell.cell_type == "markdown"]
    titles = [
        place(cell)
        for cell in prose
        for line in re.sub(r"^(`{3,}|:{3,}).*?^\1", "", cell.source, flags=re.S | re.M).splitlines()
        if line.startswith("# ")
    ]
    if not page.cells or not page.cells[0].source.startswith("# "):
        yield "top", "does not begin with the title: a markdown cell that starts with '# '"
    for cell in titles[1:]:
        yield cell, "is a second title: use '## ' for a section"


@rule
def refers_by_link(page: Page) -> Broken:
    for cell in page.cells:
        if cell.cell_type == "markdown" and (found := NUMBERED.search(cell.source)):
            yield place(cell), f"says {found[0]!r}: numbers move, link to the page instead"


@rule
def takes_its_equations_from_the_ledger(page: Page) -> Broken:
    for cell in page.cells:
        if cell.cell_type != "markdown":
            continue
        for latex, label in DISPLAY.findall(cell.source):
            if label not in EQUATIONS:
                yield (
                    place(cell),
                    f"shows the equation {label or latex.strip()!r}, which the ledger does not "
                    "have: label it, and enter it in entropybook/ledger/equations",
                )
            elif canonical(latex) != EQUATIONS[label]:
                yield (
                    place(cell),
                    f"has another equation {label} than the ledger:\n  page:   {canonical(latex)}"
                    f"\n  ledger: {EQUATIONS[label]}",
                )


@rule
def says_what_the_ledger_quotes(page: Page) -> Broken:
    texts = [text_of(cell) for cell in page.cells]
    for name, quotation in LEDGER[page.path.stem].quotations() if page.in_the_book else []:
        if not any(places(quotation, text) for text in texts):
            like = max((nearest(quotation, text) for text in texts), key=likeness(quotation))
            yield (
                "ledger",
                f"the entry {name!r} quotes “{quotation}”, which the page does not say. "
                f"It says: “{like}”",
            )


@rule
def binds_what_can_be_false(page: Page) -> Broken:
    entry = LEDGER[page.path.stem].quotations() if page.in_the_book else []
    for cell in page.cells:
        text, says = text_of(cell), bound(cell)
        for quotation in says:
            if not places(quotation, text):
                yield (
                    place(cell),
                    f"binds “{quotation}” to {says[quotation]}, and does not say it. "
                    f"It says: “{nearest(quotation, text)}”",
                )
        vouching = [*says, *(quotation for _, quotation in entry)]
        for token in open_tokens(text, vouching, lambda formula: canonical(formula) in FORMULAS):
            yield (
                place(cell),
                f"nothing vouches for the {token.kind} {token.text!r} in “{around(text, token)}”: "
                "bind it to an expression (the cell's metadata “says”), or enter the statement "
                "in the page's module in entropybook/ledger/pages",
            )


def likeness(quotation: str) -> Callable[[str], float]:
    """Measure how much a text is like a quotation."""
    return lambda text: SequenceMatcher(None, quotation, text).ratio()


def functions(*sources: str) -> set[str]:
    """List the functions that pieces of code define at their top level."""
    statements = [statement for source in sources for statement in ast.parse(source).body]
    return {node.name for node in statements if isinstance(node, ast.FunctionDef)}
