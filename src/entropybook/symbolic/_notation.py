"""How the derivations are written: the book's symbols, and one printer for all of them."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.symbol import Str
from sympy.printing.latex import LatexPrinter

# The distributions R and S by outcome. All probabilities are positive: where R is 0 the terms are
# 0 by their limit (`x_log_x_vanishes`), where only S is 0 both divergences are infinite.
n, i, j = (sp.Symbol(name, integer=True, positive=True) for name in "nij")
R, S = (sp.IndexedBase(name, positive=True) for name in "RS")

_SIGNS = {  # of a relation, in LaTeX and in plain text
    sp.Eq: ("=", "="),
    sp.Ge: (r"\ge", "≥"),
    sp.Le: (r"\le", "≤"),
    sp.Gt: (">", ">"),
}
_ROOM = 33  # glyphs to the right of a sign that a narrow page has room for


class Quantity(sp.Expr):  # type: ignore[misc]  # SymPy has no types
    """An expression that prints as its name and computes as its definition.

    Parameters
    ----------
    name : str
        Its name in plain text.
    definition : Expr
        What the name stands for.
    tex : str, optional
        Its name in LaTeX, if that differs.
    """

    is_commutative = True

    def __new__(cls, name: str, definition: Any, tex: str = "") -> "Quantity":
        quantity: Quantity = super().__new__(cls, Str(str(name)), definition, Str(str(tex or name)))
        return quantity

    @property
    def definition(self) -> Any:
        """What the name stands for."""
        return self.args[1]

    @property
    def defined(self) -> Any:
        """The equation name = definition."""
        return equation(self, self.definition)

    def doit(self, **hints: Any) -> Any:
        """Return the definition, evaluated."""
        return self.definition.doit(**hints)

    def _eval_derivative(self, symbol: Any) -> Any:
        return self.definition.diff(symbol)

    def _latex(self, printer: LatexPrinter) -> str:
        return str(self.args[2])

    def _sympystr(self, printer: Any) -> str:
        return str(self.args[0])


def divergence(first: str, second: str, definition: Any) -> Quantity:
    """Name a KL divergence."""
    return Quantity(
        f"KL({first}‖{second})", definition, rf"D_{{\mathrm{{KL}}}}({first} \Vert {second})"
    )


def total(term: Any, outcomes: int | None = None) -> Any:
    """Sum a term over the outcomes i = 1, ..., n, or write out the sum over so many."""
    if outcomes is None:
        return sp.Sum(term, (i, 1, n))
    if not (isinstance(outcomes, int) and outcomes >= 1):
        raise ValueError(f"outcomes is {outcomes!r}: give a whole number, at least 1")
    return sp.Add(*(term.xreplace({i: sp.Integer(k)}) for k in range(1, outcomes + 1)))


# Relations as they are written: SymPy's own would evaluate to true or false at once.
def equation(left: Any, right: Any) -> Any:
    """Write left = right."""
    return sp.Eq(left, right, evaluate=False)


def at_least(left: Any, right: Any) -> Any:
    """Write left ≥ right."""
    return sp.Ge(left, right, evaluate=False)


def at_most(left: Any, right: Any) -> Any:
    """Write left ≤ right."""
    return sp.Le(left, right, evaluate=False)


def above(left: Any, right: Any) -> Any:
    """Write left > right."""
    return sp.Gt(left, right, evaluate=False)


class Printer(LatexPrinter):  # type: ignore[misc]
    """Write formulas as a person would: R_i log R_i, t − 1 − log t, no needless brackets."""

    def _print_Indexed(self, expr: Any) -> str:
        return f"{self._print(expr.base)}_{{{','.join(map(self._print, expr.indices))}}}"

    def _print_AppliedUndef(self, expr: Any) -> str:
        return self._outcome(expr, "")

    def _print_Derivative(self, expr: Any) -> str:
        if isinstance(expr.expr, AppliedUndef):
            return self._outcome(expr.expr, "'")
        return str(super()._print_Derivative(expr))

    def _outcome(self, expr: Any, prime: str) -> str:
        index, argument = map(self._print, expr.args)
        return f"{expr.func.__name__}_{{{index}}}{prime}({argument})"

    def _print_log(self, expr: Any, exp: str | None = None) -> str:
        (argument,) = expr.args
        inner = self._print(argument)
        if not (argument.is_Atom or isinstance(argument, sp.Indexed | AppliedUndef | Quantity)):
            inner = inner if inner.startswith(r"\frac{") else rf"\left({inner}\right)"
        return rf"\log{f'^{{{exp}}}' if exp else ''} {inner}"

    def _print_exp(self, expr: Any, exp: str | None = None) -> str:
        if exp or not _tall(expr):
            return str(super()._print_ExpBase(expr, exp))
        return rf"\exp\left({self._print(expr.args[0])}\right)"

    def _print_Mul(self, expr: Any) -> str:
        if is_minus(expr):
            return f"- {self._bracketed(-expr)}"
        over, under = sp.fraction(expr)
        if under.has(sp.log, sp.Sum):
            return rf"\frac{{{self._print(over)}}}{{{self._print(under)}}}"
        factors = expr.as_ordered_factors()
        last = [f for f in factors if f.has(sp.log, sp.Sum, sp.Integral) or _tall(f)]
        first = sp.Mul(*(f for f in factors if f not in last))
        if not last or isinstance(first, sp.Add):
            return str(super()._print_Mul(expr))
        written = [self._print(first)] if first != 1 else []
        return " ".join(written + list(map(self._bracketed, last)))

    def _bracketed(self, expr: Any) -> str:
        printed = str(self._print(expr))
        return rf"\left({printed}\right)" if expr.is_Add else printed

    def _print_Add(self, expr: Any, order: Any = None) -> str:
        first, *others = map(self._print, terms(expr))
        return str(first) + "".join(map(_signed, others))


def _tall(expr: Any) -> bool:
    """Say whether an exponential has a fraction in it, which is too small to read in a power."""
    return isinstance(expr, sp.exp) and sp.fraction(expr.args[0])[1] != 1


def terms(expression: Any) -> list[Any]:
    """Return the terms of a sum as they are printed: minus after plus, logs at the two ends."""
    if not isinstance(expression, sp.Add):
        return [expression]

    def place(term: Any) -> tuple[bool, bool]:
        minus, weighty = is_minus(term), term.has(sp.log, Quantity)
        return minus, weighty == minus

    return sorted(expression.as_ordered_terms(), key=place)


def is_minus(term: Any) -> bool:
    """Say whether a term is written with a minus."""
    return bool(term.as_coeff_Mul()[0].is_negative)


def _signed(term: str) -> str:
    return f" - {term[1:].lstrip()}" if term.startswith("-") else f" + {term}"


def latex(expression: Any) -> str:
    """Write an expression or a relation in LaTeX."""
    if type(expression) in _SIGNS:
        return f"{latex(expression.lhs)} {sign(expression)} {latex(expression.rhs)}"
    return str(Printer({"itex": True}).doprint(expression))


def sign(relation: Any) -> str:
    """Return the sign of a relation in LaTeX."""
    return _SIGNS[type(relation)][0]


def plain(expression: Any) -> str:
    """Write an expression or a relation in plain text."""
    if type(expression) in _SIGNS:
        return f"{expression.lhs} {_SIGNS[type(expression)][1]} {expression.rhs}"
    return str(expression)


def rows(expression: Any) -> list[str]:
    """Break the LaTeX of a long sum into rows that fit a page."""
    first, *others = map(latex, terms(expression))
    broken = [first]
    for term in map(_signed, others):
        if _glyphs(broken[-1]) + _glyphs(term) <= _ROOM:
            broken[-1] += term
        else:
            broken.append(term.lstrip())
    return broken


def _glyphs(formula: str) -> int:
    """Estimate how many letters wide a formula is."""
    formula = re.sub(r"\\(left|right|mathrm|limits|,|\s)", "", formula)
    formula = re.sub(r"\\frac{([^{}]|{[^{}]*})*}", "", formula)  # the numerator stands above
    formula = re.sub(r" [-+] ", "++", formula)  # a sign has spaces around it
    return len(re.sub(r"[{}^_\s]", "", re.sub(r"\\(?!log)[a-zA-Z]+|\\", "x", formula)))


def domains(
    claims: Iterable[Any], given: Iterable[Any], write: Callable[[Any], str], real: str
) -> list[str]:
    """Say which free symbols of the claims are positive, which are real, and what is given."""
    sides = [side for claim in claims for side in claim.args]
    found = {symbol for side in sides for symbol in side.free_symbols}
    found |= {symbol for side in sides for symbol in side.atoms(sp.Indexed, AppliedUndef)}
    labels = {symbol.base.label for symbol in found if isinstance(symbol, sp.Indexed)}
    bounded = {premise.lhs for premise in given if isinstance(premise, sp.Gt)}
    free = sorted((s for s in found - labels - bounded if not s.is_integer), key=str)
    groups = [
        ([s for s in free if s.is_positive], "> 0"),
        ([s for s in free if not s.is_positive], real),
    ]
    said = [f"{', '.join(map(write, symbols))} {domain}" for symbols, domain in groups if symbols]
    return said + [write(premise) for premise in given]
