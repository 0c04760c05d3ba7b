"""Nearest neighbours: the mass in the ball that reaches to the k-th of them."""

from typing import Any

import sympy as sp

from entropybook.symbolic._derivation import Check, Derivation, Step
from entropybook.symbolic._notation import Quantity, at_most, equation

# The mass m within reach of the k-th nearest of n − 1 points, and a power s of it.
k, n = (sp.Symbol(name, integer=True, positive=True) for name in "kn")
_m, _s = sp.symbols("m s", positive=True)


def _psi(at: Any) -> Any:
    return Quantity(f"ψ({at})", sp.digamma(at), rf"\psi({sp.latex(at)})")


_EULER = sp.Integral(_m ** (k + _s - 1) * (1 - _m) ** (n - k - 1), (_m, 0, 1))
_SCALE = Quantity("C", sp.gamma(n) / (sp.gamma(k) * sp.gamma(n - k)))
_POWER = Quantity("E[M^s]", _SCALE * _EULER, r"\mathbb{E}\left[M^{s}\right]")
_MIXED = Quantity(
    "E[M^s log M]",
    _SCALE * sp.Integral(_EULER.function * sp.log(_m), *_EULER.limits),
    r"\mathbb{E}\left[M^{s} \log M\right]",
)
LOG_MASS = Quantity("E[log M]", _MIXED.definition.subs(_s, 0), r"\mathbb{E}\left[\log M\right]")
_OTHERS = at_most(k + 1, n)
_KNOWN = equation(_EULER, sp.gamma(k + _s) * sp.gamma(n - k) / sp.gamma(n + _s))


def log_mass_of_a_ball() -> Derivation:
    """Prove E[log M] = ψ(k) − ψ(n) for the k-th smallest M of n − 1 uniform numbers.

    Returns
    -------
    Derivation

    Notes
    -----
    M is the mass in the ball around a point that reaches to its k-th neighbour among n − 1 others:
    the mass within reach of any one of them is uniform between 0 and 1, whatever the density.
    Euler's beta integral is taken as known.

    References
    ----------
    Kraskov, Stögbauer and Grassberger 2004, section II.

    Examples
    --------
    >>> log_mass_of_a_ball().conclusion
    Eq(E[log M], ψ(k) - ψ(n))
    """
    closed = sp.gamma(n) * sp.gamma(k + _s) / (sp.gamma(k) * sp.gamma(n + _s))
    power = equation(_POWER, closed)
    under = equation(_MIXED, sp.Derivative(_POWER, _s))
    slope = equation(under.rhs, _POWER * (_psi(k + _s) - _psi(n + _s)))
    return Derivation(
        "The logarithm of the mass in a ball, on average",
        (
            Step(_SCALE.defined, "what makes the density of $M$ sum to 1", _term_by_term()),
            Step(_POWER.defined, "by that density", _term_by_term()),
            Step(power, "Euler's integral", _term_by_term(_KNOWN)),
            Step(under, "the slope of $M^s$ in $s$ is $M^s \\log M$", _term_by_term()),
            Step(
                slope, "by the slopes of $\\log \\Gamma$, which are $\\psi$", _term_by_term(power)
            ),
            Step(
                equation(LOG_MASS, _psi(k) - _psi(n)), "at $s = 0$", _at_zero(under, slope, power)
            ),
        ),
        given=(_OTHERS, _KNOWN),
    )


def _spelled_out(expression: Any) -> Any:
    return expression.replace(Quantity, lambda name, definition, tex: definition)


def _term_by_term(*using: Any) -> Check:
    """Confirm an equation after differentiating, under the integral sign; integrate nothing.

    SymPy's simplify takes half a minute over gamma functions that cancel by themselves.
    """

    def test(claim: Any) -> bool:
        gap = _spelled_out(
            (claim.lhs - claim.rhs).xreplace({known.lhs: known.rhs for known in using})
        )
        slopes = gap.replace(sp.Derivative, lambda term, by: term.diff(by[0]))
        return bool(sp.expand(slopes) == 0)

    return Check("differentiated, all terms cancel", test, using)


def _at_zero(under: Any, slope: Any, power: Any) -> Check:
    """Confirm an equation that is a = b and b = c, where s is 0, with the power put into c."""

    def test(claim: Any) -> bool:
        left = _spelled_out(under.lhs).subs(_s, 0)
        right = _spelled_out(slope.rhs.xreplace({power.lhs: power.rhs})).subs(_s, 0)
        joined = under.rhs == slope.lhs and _spelled_out(claim.lhs) == left
        return bool(joined and sp.expand(_spelled_out(claim.rhs) - right) == 0)

    return Check("both sides at s = 0", test, (under, slope, power))
