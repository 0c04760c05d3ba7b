"""The display equations of the chapters that lay the foundations."""

import math
from collections.abc import Callable
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy import integrate, stats

from entropybook import symbolic
from entropybook._draws import draw, near
from entropybook.coding import huffman
from entropybook.ledger._entries import Equation, Proved, Tried
from entropybook.ledger._page import Mean, chain, page, x
from entropybook.measures import (
    cross_entropy,
    entropy,
    js_divergence,
    kl_divergence,
    surprisal,
)
from entropybook.normal import kl_normal
from entropybook.symbolic._notation import Quantity, R, S, at_least, divergence, i, total

_L, _M = (sp.IndexedBase(name, positive=True) for name in "LM")
_r, _s = (sp.Function(name, positive=True)(x) for name in "RS")
_EQUAL = r", \qquad \text{with equality if and only if } "

_I = Quantity("I_R(x)", -sp.log(R[i]))
_H = Quantity("H(R)", -total(R[i] * sp.log(R[i])))
_CE = Quantity("H(R,S)", -total(R[i] * sp.log(S[i])))
_KL = divergence("R", "S", total(R[i] * sp.log(R[i] / S[i])))
_TO_M = divergence("R", "M", total(R[i] * sp.log(R[i] / _M[i])))
_BACK = divergence("S", "M", total(S[i] * sp.log(S[i] / _M[i])))
_JS = Quantity("JS(R,S)", _TO_M / 2 + _BACK / 2, r"D_{\mathrm{JS}}(R,S)")
_V = Quantity("V(R,S)", total(sp.Abs(R[i] - S[i])) / 2)
_H_DENSITY = Quantity("h(R)", -sp.Integral(_r * sp.log(_r), x))
_CE_DENSITY = Quantity("H(R,S)", -sp.Integral(_r * sp.log(_s), x))
_KL_DENSITY = divergence("R", "S", sp.Integral(_r * sp.log(_r / _s), x))
# What these names stand for on the pages; a proof that uses one has to mean the same.
MEASURES = (_H, _CE, _KL)


def _term_by_term(expression: Any, **pmfs: Any) -> float:
    """Evaluate a formula as it is read: each sum outcome by outcome, in plain Python floats."""
    expression = expression.replace(Quantity, lambda name, definition, tex: definition)
    names = {base[i]: sp.Symbol(str(base.label)) for base in (R, S, _L, _M)}

    def add_up(found: Any) -> Any:
        letters = [str(base) for base in names.values() if str(base) in pmfs]
        term = sp.lambdify(letters, found.function.xreplace(names), "math")
        return sp.Float(math.fsum(term(*row) for row in zip(*map(pmfs.get, letters), strict=True)))

    return float(expression.replace(lambda part: isinstance(part, sp.Sum), add_up))


def _as_integral(expression: Any, p: Any, q: Any) -> float:
    """Evaluate a formula with densities by adaptive quadrature of the integrand as it is read."""

    def area(found: Any) -> Any:
        letters = sp.symbols("r s", positive=True)
        integrand = sp.lambdify(
            letters, found.function.xreplace(dict(zip((_r, _s), letters, strict=True))), "math"
        )
        low, high = p.ppf(1e-14), p.isf(1e-14)
        value, _ = integrate.quad(lambda at: integrand(p.pdf(at), q.pdf(at)), low, high, limit=200)
        return sp.Float(value)

    return float(expression.definition.replace(lambda part: isinstance(part, sp.Integral), area))


def _implements(function: Callable[..., Any], *sides: Any) -> Tried:
    """Compare a function with the formulas of its definition on random pmfs."""

    def check(rng: Generator) -> bool:
        """Random pmfs; it agrees with each side of the formula, read term by term, to 10 digits."""
        p, q = draw(rng)
        pmfs = {"R": p, "S": q, "M": (p + q) / 2}
        both = function in (cross_entropy, kl_divergence, js_divergence)
        value = function(p, q) if both else function(p)
        return all(near(value, _term_by_term(side, **pmfs)) for side in sides)

    return Tried(check, implements=function.__name__)


def _integrates(function: Callable[..., Any], formula: Any) -> Tried:
    """Compare a function with the integral of its definition on random densities."""

    def check(rng: Generator) -> bool:
        """Random normal and logistic densities; it agrees with the integral, done by quadrature."""
        family = stats.norm if rng.random() < 0.5 else stats.logistic
        p, q = (family(rng.normal(), rng.uniform(0.5, 2)) for _ in range(2))
        value = function(p) if function is entropy else function(p, q)
        # The integral is cut where 1e-14 of the probability is left: eight digits are safe.
        return math.isclose(value, _as_integral(formula, p, q), rel_tol=1e-8, abs_tol=1e-8)

    return Tried(check, cases=20, implements=function.__name__)


def _surprisals(rng: Generator) -> bool:
    """Random pmfs; it agrees with both sides of the formula, outcome by outcome."""
    (p,) = draw(rng, 1)
    own = surprisal(p)
    return all(
        near(own[k], float(side.subs(R[i], p[k])))
        for k in range(len(p))
        for side in (sp.log(1 / R[i]), -sp.log(R[i]))
    )


def _from_zero_to_log_n(rng: Generator) -> bool:
    """A random pmf over up to 8 outcomes, some of them impossible: its entropy is in the range."""
    n = int(rng.integers(1, 9))
    p = rng.dirichlet(np.full(n, rng.choice([0.01, 0.1, 1, 100])))
    # The sum of p misses 1 by rounding, and so may the bound be missed.
    return bool(0 <= entropy(p) <= math.log(n) + 1e-15)


def _random_prefix_code(rng: Generator) -> bool:
    """Cut the tree of bit strings at random into a prefix code; its budget is at most 1."""
    words = [""]
    for _ in range(int(rng.integers(0, 12))):
        word = words.pop(int(rng.integers(len(words))))
        words += [word + "0", word + "1"]
    kept = [word for word in words if rng.random() < 0.8]
    best = huffman({k: 1 / len(words) for k in range(len(words))})
    lengths = np.array([len(word) for word in kept])
    return float(np.sum(2.0**-lengths)) <= 1 and best.kraft_sum() <= 1


def _js_bounded(rng: Generator) -> bool:
    """Two random pmfs, now and then with nothing in common: JS is at most log 2."""
    p, q = draw(rng)
    if rng.random() < 0.3:
        p, q = np.r_[p, np.zeros(len(q))], np.r_[np.zeros(len(p)), q]
    return bool(js_divergence(p, q) <= math.log(2) * (1 + 1e-15))


def _pinsker(rng: Generator) -> bool:
    """Two random pmfs, close or far apart; V is the largest difference over all events."""
    p, q = draw(rng)
    q = p + rng.choice([1e-3, 0.1, 1]) * (q - p)
    events = np.array(list(product([0, 1], repeat=len(p))))
    by_events = float(np.max(events @ (p - q)))
    by_formula = _term_by_term(_V, R=p, S=q)
    return near(by_events, by_formula) and bool(kl_divergence(p, q) >= 2 * by_formula**2 - 1e-16)


@cache
def _closed_form() -> Any:
    return symbolic.kl_between_normals().conclusion.rhs


def _normals(rng: Generator) -> bool:
    """Random means and standard deviations; it agrees with the formula as SymPy derived it."""
    formula = _closed_form()
    (a, b), (c, d) = rng.normal(size=2), rng.uniform(0.1, 3, size=2)
    given = dict(zip(("mu_R", "mu_S", "sigma_R", "sigma_S"), (a, b, c, d), strict=True))
    value = formula.xreplace({v: sp.Float(given[str(v)]) for v in formula.free_symbols})
    return math.isclose(kl_normal(a, c**2, b, d**2), float(value), rel_tol=1e-9, abs_tol=1e-12)


def _definition(label: str, title: str, name: Any, *sides: Any, how: tuple[Any, ...]) -> Equation:
    parts: list[Any] = [name]
    for side in sides:
        parts += ["=", side]
    return Equation(label, title, "definition", chain(*parts), how)


def _lines(*lines: tuple[Any, Any, str]) -> str:
    written = r" \\ ".join(f"{page(left)} &{right} {remark}" for left, right, remark in lines)
    return rf"\begin{{aligned}} {written} \end{{aligned}}"


_FACTS = r"\quad \text{with equality only for } R = S"


def equations() -> tuple[Equation, ...]:
    """List them in the order of the pages."""
    return (
        _definition(
            "eq-surprisal",
            "Surprisal",
            _I,
            sp.log(1 / R[i]),
            -sp.log(R[i]),
            how=(Tried(_surprisals, implements="surprisal"),),
        ),
        _definition(
            "eq-entropy",
            "Entropy",
            _H,
            Mean(-sp.log(R[i])),
            _H.definition,
            how=(_implements(entropy, Mean(-sp.log(R[i])), _H),),
        ),
        Equation(
            "eq-entropy-bounds",
            "The range of entropy",
            "inequality",
            chain(sp.Integer(0), r"\le", symbolic.entropy_at_most_log_n().conclusion),
            (Proved(symbolic.entropy_at_most_log_n), Tried(_from_zero_to_log_n)),
        ),
        Equation(
            "eq-kraft",
            "Kraft's inequality",
            "inequality",
            chain(total(2 ** -_L[i]), r"\le", sp.Integer(1)),
            (Tried(_random_prefix_code),),
        ),
        _definition(
            "eq-differential-entropy",
            "Differential entropy",
            _H_DENSITY,
            _H_DENSITY.definition,
            how=(_integrates(entropy, _H_DENSITY),),
        ),
        _definition(
            "eq-cross-entropy",
            "Cross-entropy",
            _CE,
            Mean(-sp.log(S[i])),
            _CE.definition,
            how=(_implements(cross_entropy, Mean(-sp.log(S[i])), _CE),),
        ),
        Equation(
            "eq-floor",
            "The floor of cross-entropy",
            "inequality",
            page(symbolic.cross_entropy_floor().conclusion) + _EQUAL + "S = R",
            (Proved(symbolic.cross_entropy_floor),),
            by_hand="the case of equality, which the proof names in words",
        ),
        _definition(
            "eq-cross-entropy-density",
            "Cross-entropy of densities",
            _CE_DENSITY,
            _CE_DENSITY.definition,
            how=(_integrates(cross_entropy, _CE_DENSITY),),
        ),
        _definition(
            "eq-kl",
            "KL divergence",
            _KL,
            Mean(sp.log(R[i] / S[i])),
            _KL.definition,
            how=(_implements(kl_divergence, Mean(sp.log(R[i] / S[i])), _KL),),
        ),
        Equation(
            "eq-decomposition",
            "Cross-entropy is entropy plus KL divergence",
            "identity",
            page(symbolic.cross_entropy_splits().conclusion),
            (Proved(symbolic.cross_entropy_splits),),
        ),
        Equation(
            "eq-gibbs",
            "Gibbs' inequality",
            "inequality",
            page(symbolic.gibbs().conclusion) + _EQUAL + "R = S",
            (Proved(symbolic.gibbs), Proved(symbolic.gibbs_by_lagrange)),
            by_hand="the case of equality, which the proof names in words",
        ),
        Equation(
            "eq-js",
            "Jensen–Shannon divergence, and its bound",
            "inequality",
            chain(_JS, "=", _JS.definition, r"\le", sp.log(2)),
            (_implements(js_divergence, _JS), Tried(_js_bounded)),
        ),
        _definition(
            "eq-kl-density",
            "KL divergence of densities",
            _KL_DENSITY,
            _KL_DENSITY.definition,
            how=(_integrates(kl_divergence, _KL_DENSITY),),
        ),
        Equation(
            "eq-kl-normal",
            "KL divergence of two normal distributions",
            "value",
            page(symbolic.kl_between_normals().conclusion),
            (Proved(symbolic.kl_between_normals), Tried(_normals, implements="kl_normal")),
        ),
        Equation(
            "eq-pinsker",
            "Pinsker's inequality",
            "inequality",
            chain(_KL, r"\ge", 2 * _V**2)
            + r" \quad \text{nats}, \qquad "
            + chain(_V, "=", _V.definition),
            (Tried(_pinsker),),
            by_hand="the unit",
        ),
        Equation(
            "eq-three-measures",
            "The three measures",
            "definition",
            _lines(
                (_H, chain("=", _H.definition), r"&& \text{what the outcomes cost at best}"),
                (_CE, chain("=", _CE.definition), r"&& \text{what they cost if you believe } S"),
                (_KL, chain("=", _KL.definition), r"&& \text{what you could have saved}"),
            ),
            (
                _implements(entropy, _H),
                _implements(cross_entropy, _CE),
                _implements(kl_divergence, _KL),
            ),
            by_hand="the words beside the formulas",
        ),
        Equation(
            "eq-the-two-facts",
            "The two facts",
            "identity",
            _lines(
                (_CE, chain("=", symbolic.cross_entropy_splits().conclusion.rhs), ""),
                (_KL, rf"{chain(chr(92) + 'ge', at_least(_KL, 0).rhs)}, {_FACTS}", ""),
            ),
            (Proved(symbolic.cross_entropy_splits), Proved(symbolic.gibbs)),
            by_hand="the case of equality, which the proof names in words",
        ),
    )
