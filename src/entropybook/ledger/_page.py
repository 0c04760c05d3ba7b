r"""How the pages write formulas: the same SymPy expressions as the derivations, by outcome x.

Where a derivation numbers the outcomes, $\sum_{i=1}^{n} R_{i} \log R_{i}$, a page writes
$\sum_x R(x) \log R(x)$. One printer turns the one into the other, so that what stands on a page is
what was proved.
"""

import re
from typing import Any

import sympy as sp

from entropybook.symbolic._notation import Printer, Quantity, R, i, sign, total

x = sp.Symbol("x", real=True)


class Mean(Quantity):
    """The expectation under R of a term that depends on the outcome."""

    def __new__(cls, term: Any) -> "Mean":
        """Name the sum of R times the term over all outcomes as an expectation."""
        tex = rf"\mathbb{{E}}_R\left[{page(term)}\right]"
        mean: Mean = super().__new__(cls, f"E_R[{term}]", total(R[i] * term), tex)
        return mean


class _PagePrinter(Printer):
    """Write sums over outcomes x, and the names of the measures as the pages do."""

    def _print_Indexed(self, expr: Any) -> str:
        return f"{self._print(expr.base)}(x)"

    def _print_AppliedUndef(self, expr: Any) -> str:
        return f"{expr.func.__name__}({self._print(expr.args[0])})"

    def _print_Sum(self, expr: Any) -> str:
        return rf"\sum_x {self._bracketed(expr.function)}"

    def _print_Integral(self, expr: Any) -> str:
        return rf"\int {self._print(expr.function)} \, dx"

    def _print_Abs(self, expr: Any, exp: str | None = None) -> str:
        return f"|{self._print(expr.args[0])}|{f'^{{{exp}}}' if exp else ''}"


def page(expression: Any) -> str:
    """Write an expression or a relation as the pages write it."""
    if isinstance(expression, sp.core.relational.Relational):
        return f"{page(expression.lhs)} {sign(expression)} {page(expression.rhs)}"
    text = str(_PagePrinter({"itex": True}).doprint(expression))
    for plain, ours in _NAMES.items():
        text = text.replace(plain, ours)
    return text


def chain(*parts: Any) -> str:
    r"""Write expressions with signs between them, ``chain(a, "=", b, r"\le", c)``."""
    return " ".join(part if isinstance(part, str) else page(part) for part in parts)


_NAMES = {
    r"\Vert": r"\parallel",
    "(R,S)": "(R, S)",
    r"\frac{1}{2}": r"\frac12",
    r"\left[- ": r"\left[-",
}


def canonical(latex: str) -> str:
    r"""Write a formula without what does not change its meaning: spaces, sizes, single braces.

    ``\left(x\right)^{2}`` and ``(x)^2`` become the same, ``R_S`` and ``R_s`` do not.
    """
    latex = latex.replace(r"\\", "¶")  # a new line, not a spaced-out "\\ "
    latex = re.sub(r"\\(?:left|right)(?![a-zA-Z])|\\[,;! ]|\\q?quad(?![a-zA-Z])", " ", latex)
    latex = re.sub(r"\\[td]frac(?![a-zA-Z])", r"\\frac", latex)
    latex = re.sub(r"\{(\w|\\[a-zA-Z]+)\}", r" \1 ", latex)
    return re.sub(r"\s+", "", re.sub(r"(\\[a-zA-Z]+)\s+(?=[a-zA-Z])", r"\1~", latex))
