"""Soft targets: what a smoothed label asks for, and the scale of a distillation's gradient."""

from functools import cache
from typing import Any

import sympy as sp

from entropybook.symbolic._checks import convex, equal, has_sign
from entropybook.symbolic._derivation import Check, Derivation, Step
from entropybook.symbolic._notation import (
    Quantity,
    above,
    at_least,
    at_most,
    divergence,
    equation,
    i,
    j,
    n,
    total,
)

_T, _u = (sp.Symbol(name, positive=True) for name in "Tu")
_v, _z = (sp.IndexedBase(name, real=True) for name in "vz")
_m = sp.Symbol("m", integer=True, positive=True)


@cache  # SymPy takes a second or more
def smoothed_optimum() -> Derivation:
    """Prove the least loss on a smoothed label, which logits reach that are log(kt/(1 − t)) apart.

    Returns
    -------
    Derivation

    Notes
    -----
    The target gives the label t and shares 1 − t among the k other classes; the logit of the label
    is g, those of the others are 0.

    Examples
    --------
    >>> smoothed_optimum().conclusion
    L(g) >= -t*log(t) - (1 - t)*log((1 - t)/k)
    """
    t, k = (sp.Symbol(name, positive=True) for name in "tk")
    g = sp.Symbol("g", real=True)
    both = sp.exp(g) + k
    loss = Quantity("L(g)", -t * sp.log(sp.exp(g) / both) - (1 - t) * sp.log(1 / both))
    short = sp.log(both) - t * g
    slope, bend = sp.exp(g) / both - t, k * sp.exp(g) / both**2
    best = sp.log(k * t / (1 - t))
    floor = -t * sp.log(t) - (1 - t) * sp.log((1 - t) / k)
    below_one = above(1, t)
    return Derivation(
        "The least loss on a smoothed label is the target's entropy",
        (
            Step(loss.defined, "the label, and the others together", equal()),
            Step(equation(loss, short), "the logarithm of a quotient", equal()),
            Step(equation(sp.Derivative(loss, g), slope), "differentiate", equal()),
            Step(equation(sp.Derivative(loss, (g, 2)), bend), "and again", equal()),
            Step(above(bend, 0), "so there is one minimum", has_sign()),
            Step(
                at_least(loss, floor),
                r"reached at $g = \log(kt/(1 - t))$, where the slope is 0",
                convex([g], {g: best}),
            ),
        ),
        given=(below_one,),
    )


def distillation_gradient() -> Derivation:
    """Prove the gradient of the divergence of a teacher's answer from a softened student's.

    Returns
    -------
    Derivation

    Notes
    -----
    R_T is the teacher's answer, any fixed distribution; z are the student's logits, and S_T is what
    they make of it at the temperature T.

    References
    ----------
    Hinton, Vinyals and Dean 2015, equation (2).

    Examples
    --------
    >>> distillation_gradient().conclusion
    Eq(Derivative(KL(R_T‖S_T), z[j]), (-R(T, j) + S_T(j))/T)
    """
    teacher = sp.Function("R", positive=True)
    in_range, sum_r = at_most(j, n), equation(total(teacher(_T, i)), 1)
    level = Quantity("A", sp.log(sp.Sum(sp.exp(_z[_m] / _T), (_m, 1, n))))
    student, of_i = (Quantity(f"S_T({k})", sp.exp(_z[k] / _T - level)) for k in (j, i))
    kl = divergence("R_T", "S_T", total(teacher(_T, i) * sp.log(teacher(_T, i) / of_i)))
    apart = total(teacher(_T, i) * (sp.log(teacher(_T, i)) - _z[i] / _T)) + level
    slope = sp.Derivative(kl, _z[j])
    in_level = equation(sp.Derivative(level, _z[j]), student / _T)
    return Derivation(
        "The gradient is the difference of the answers, over T",
        (
            Step(level.defined, "log-sum-exp", equal()),
            Step(student.defined, "the softmax at temperature $T$", equal()),
            Step(kl.defined, "definition of KL divergence", equal()),
            Step(equation(kl, apart), "since $R_T$ sums to 1", equal(sum_r)),
            Step(in_level, "differentiate the log-sum-exp", equal(in_range)),
            Step(
                equation(slope, (student - teacher(_T, j)) / _T),
                "for every class $j$",
                equal(sum_r, in_range),
            ),
        ),
        given=(sum_r, in_range),
    )


def gradient_at_high_temperature() -> Derivation:
    """Prove that T² times the gradient of a distillation settles as T grows.

    Returns
    -------
    Derivation

    Notes
    -----
    Without the assumption that all logits have mean 0, subtract their means first: a softmax does
    not see them.

    References
    ----------
    Hinton, Vinyals and Dean 2015, equation (4).

    Examples
    --------
    >>> gradient_at_high_temperature().conclusion
    Eq(Limit(T**2*g_j, T, oo, dir='-'), (-v[j] + z[j])/n)
    """
    (level, student), (_, teacher) = _softened("S", _z), _softened("R", _v)
    mean_zero = [equation(sp.Sum(logits[_m], (_m, 1, n)), 0) for logits in (_z, _v)]
    tilt, bend = sp.Derivative(level, _u), sp.Derivative(student, _u)
    gap = (_z[j] - _v[j]) / n
    apart = Quantity("D_j(u)", student - teacher)
    gradient = Quantity("g_j", (student.definition - teacher.definition).subs(_u, 1 / _T) / _T)
    at_zero = equation(sp.Limit(apart / _u, _u, 0), gap)
    return Derivation(
        "Times T squared, the gradient settles",
        (
            Step(level.defined, "log-sum-exp", equal()),
            Step(student.defined, "the student at $u = 1/T$", equal()),
            Step(teacher.defined, "the teacher likewise", equal()),
            Step(
                equation(sp.Limit(student, _u, 0), 1 / n), "uniform when $T$ is infinite", _put_in()
            ),
            Step(equation(bend, student * (_z[j] - tilt)), "differentiate in $u$", equal()),
            Step(
                equation(sp.Limit(tilt, _u, 0), 0),
                "the mean of the logits, which is 0",
                _put_in(mean_zero[0]),
            ),
            Step(equation(sp.Limit(bend, _u, 0), _z[j] / n), "put in", _put_in(mean_zero[0])),
            Step(apart.defined, "for the teacher likewise; their difference", equal()),
            Step(at_zero, "the slope of $D_j$ at 0", _slope_at_zero(*mean_zero)),
            Step(
                equation(sp.Limit(_T**2 * gradient, _T, sp.oo), gap),
                "where $g_j = (S_j - R_j)/T$ is the gradient",
                _inverted(at_zero),
            ),
        ),
        given=tuple(mean_zero),
    )


def _softened(name: str, logits: Any) -> tuple[Quantity, Quantity]:
    """Name the log-sum-exp of u times the logits, and the softmax at class j."""
    level = Quantity(f"A_{name}(u)", sp.log(sp.Sum(sp.exp(_u * logits[_m]), (_m, 1, n))))
    return level, Quantity(f"{name}_j(u)", sp.exp(_u * logits[j] - level))


def _put_in(*using: Any) -> Check:
    """Confirm the limit at u = 0 of an expression that is continuous there."""

    def test(claim: Any) -> bool:
        return _vanishes(_inside(claim.lhs, _u, 0) - claim.rhs, using)

    return Check("continuous in u: put in u = 0", test, using)


def _slope_at_zero(*using: Any) -> Check:
    """Confirm lim f(u)/u by f(0) = 0 and the derivative of f at 0."""

    def test(claim: Any) -> bool:
        f = _inside(claim.lhs, _u, 0) * _u
        return _vanishes(f, using) and _vanishes(f.diff(_u) - claim.rhs, using)

    return Check("f(0) = 0, and the derivative of f at 0", test, using)


def _inverted(at_zero: Any) -> Check:
    """Confirm a limit at T = ∞ as one at u = 1/T = 0."""

    def test(claim: Any) -> bool:
        f = _inside(claim.lhs, _T, sp.oo).subs(_T, 1 / _u) - _inside(at_zero.lhs, _u, 0)
        return bool(sp.simplify(f) == 0 and claim.rhs == at_zero.rhs)

    return Check("T = 1/u", test, (at_zero,))


def _vanishes(expression: Any, using: Any) -> bool:
    """Tell whether an expression is 0 at u = 0."""
    return equal(*using).test(equation(expression.subs(_u, 0), 0))


def _inside(limit: Any, variable: Any, point: Any) -> Any:
    """Return what a limit is taken of, with its names spelled out."""
    expression, of, to, _ = limit.args
    if (of, to) != (variable, point):
        raise ValueError(f"the limit is taken at {of} = {to}: give one at {variable} = {point}")
    return expression.replace(Quantity, lambda name, definition, tex: definition).doit()
