"""What SymPy is asked to confirm: equality, sign, solution, convexity, consequence, order."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import sympy as sp

from entropybook.symbolic._derivation import Check, Derivation
from entropybook.symbolic._notation import Quantity, i, total


def equal(*using: Any) -> Check:
    """Confirm that simplify(lhs − rhs) is 0, after putting in the relations `using`."""
    return Check(
        "simplify(lhs − rhs) = 0", lambda claim: _is_zero(claim.lhs - claim.rhs, using), using
    )


def has_sign() -> Check:
    """Confirm a claim expression > 0 by the signs of the symbols."""
    return Check(
        "sign of the factors", lambda claim: bool(sp.factor(claim.lhs - claim.rhs).is_positive)
    )


def solves(problem: Any, *using: Any) -> Check:
    """Confirm that a claim unknown = value is the one solution of the equation `problem`.

    The claim then holds where the problem does, so no conclusion may rest on it.
    """

    def test(claim: Any) -> bool:
        zero = _reduced(problem.lhs - problem.rhs, using)
        return bool(sp.solve(zero, claim.lhs) == [claim.rhs])

    return Check("solve finds this and nothing else", test, using, conditional=True)


def convex(variables: Sequence[Any], at: Mapping[Any, Any], *using: Any) -> Check:
    """Confirm a claim f ≥ c by strict convexity: f is c, and its gradient 0, at one point."""

    def test(claim: Any) -> bool:
        f = _spelled_out(claim.lhs)
        hessian = sp.hessian(f, variables)
        minors = (hessian[:k, :k].det() for k in range(1, len(variables) + 1))
        return all(sp.factor(minor).is_positive for minor in minors) and all(
            _is_zero(expression.xreplace(dict(at)), using)
            for expression in [f - claim.rhs, *(f.diff(variable) for variable in variables)]
        )

    return Check("Hessian positive definite, gradient and value 0 at the point", test, using)


def follows(
    source: Any, *using: Any, at: Mapping[Any, Any] | None = None, times: Any = sp.S.One
) -> Check:
    """Confirm an inequality as an instance of another one, times a positive factor.

    Parameters
    ----------
    source : relation or Derivation
        The inequality to start from; what a derivation assumes must hold after the substitution.
    *using : relations
        Equations to put in.
    at : mapping of symbol to expression, optional
        What to substitute in `source`; a positive expression for a positive symbol.
    times : Expr, default 1
        A positive factor. If it or `at` speaks of outcome i, the inequality is summed over i.
    """
    place = dict(at or {})

    def test(claim: Any) -> bool:
        proof = isinstance(source, Derivation)
        relation, given = (source.conclusion, source.given) if proof else (source, ())
        gap = times * _spelled_out(relation.gts - relation.lts).xreplace(place)
        if i in gap.free_symbols:
            gap = total(gap)
        return (
            all(value.is_positive for value in (times, *place.values()))
            and all(
                _is_zero((premise.lhs - premise.rhs).xreplace(place), using) for premise in given
            )
            and _is_zero(claim.gts - claim.lts - gap, using)
        )

    return Check("an instance, times a positive factor", test, (source, *using))


def swapped() -> Check:
    """Confirm that a finite double sum may be added up in the other order."""

    def read(side: Any) -> tuple[Any, Any, Any, Any] | None:
        sign, double = getattr(side, "definition", side).as_coeff_Mul()
        if not isinstance(double, sp.Sum):
            return None
        factor, inner = double.function.as_independent(sp.Sum, as_Add=False)
        if not isinstance(inner, sp.Sum):
            return None
        (outer_index, *_), (inner_index, *bounds) = double.limits[0], inner.limits[0]
        if inner_index in factor.free_symbols or any(b.has(outer_index) for b in bounds):
            return None  # another variable of the same name, or a range that is no rectangle
        return sign, factor * inner.function, double.limits, inner.limits

    def test(claim: Any) -> bool:
        one, other = map(read, claim.args)
        if one is None or other is None:
            return False
        sign, term, outer, inner = one
        return other == (sign, term, inner, outer)

    return Check("the same terms in the other order", test)


def _is_zero(expression: Any, using: Sequence[Any]) -> bool:
    if _spelled_out(expression) == 0:
        return True  # a definition: nothing needs evaluating
    return bool(sp.simplify(_reduced(expression, using)) == 0)


def _reduced(expression: Any, using: Sequence[Any]) -> Any:
    """Put in what is given, evaluate, and split logarithms and sums into single terms.

    SymPy's simplify sees that sums over all outcomes cancel only when each has one term.
    """
    equations = [relation for relation in using if isinstance(relation, sp.Eq)]
    expression = _split(expression.xreplace({known.lhs: known.rhs for known in equations}))
    for known in equations:
        expression = expression.subs(_split(known.lhs), _split(known.rhs))
    for known in using:
        if not isinstance(known, sp.Eq):  # SymPy's own form of it is what stands in a Piecewise
            expression = expression.subs(known.func(known.lhs, known.rhs), True)
    return expression


def _split(expression: Any) -> Any:
    return sp.expand(sp.expand_log(_evaluated(expression)))


def _evaluated(expression: Any) -> Any:
    """Evaluate from the outside in, so that an integral is split before its density is put in.

    SymPy's own doit goes from the inside out and searches closed forms for every sum: minutes.
    """
    if isinstance(expression, Quantity):
        return _evaluated(expression.definition)
    if isinstance(expression, sp.Integral):
        return _by_terms(expression, sp.expand(expression.function), _integrate)
    if isinstance(expression, sp.Sum):
        return _by_terms(expression, _split(expression.function), _add_up)
    if isinstance(expression, sp.Limit):
        return _spelled_out(expression).doit()
    if isinstance(expression, sp.Derivative):
        value = _spelled_out(expression.expr).diff(*expression.variable_count)
        return value if isinstance(value, sp.Derivative) else _evaluated(value)
    if not expression.args:
        return expression
    return expression.func(*map(_evaluated, expression.args))


def _by_terms(whole: Any, expanded: Any, evaluate: Callable[[Any], Any]) -> Any:
    """Write a sum or integral as constants times sums or integrals of single terms."""
    if len(whole.limits) != 1:  # a factor free of the first variable may depend on the second
        raise ValueError(f"{whole} runs over several variables at once: nest one sum in another")
    result = sp.Integer(0)
    for term in sp.Add.make_args(expanded):
        constant, rest = term.as_independent(whole.limits[0][0], as_Add=False)
        result += _evaluated(constant) * evaluate(whole.func(rest, *whole.limits))
    return result


def _add_up(single: Any) -> Any:
    return single.doit() if single.function == 1 or single.has(sp.KroneckerDelta) else single


@cache
def _integrate(single: Any) -> Any:
    return sp.simplify(_spelled_out(single).doit())


def _spelled_out(expression: Any) -> Any:
    return expression.replace(Quantity, lambda name, definition, tex: definition)
