"""The display equations of the page 06a-classification."""

from typing import Any

import sympy as sp
from numpy.random import Generator
from scipy import special

from entropybook import symbolic
from entropybook._draws import near
from entropybook.ledger._entries import Equation, Proved, Tried
from entropybook.ledger.pages import _classification_checks as checks
from entropybook.symbolic._notation import j, latex, n

_SOFTMAX: Any = symbolic.softmax_gradient().steps[0].claim


def _by_library(rng: Generator) -> bool:
    """Random scores; SciPy's softmax agrees with the formula, read term by term."""
    scores = rng.normal(size=int(rng.integers(2, 6))) * 5
    (base,) = {letter.base for letter in _SOFTMAX.rhs.atoms(sp.Indexed)}
    values = {base[k]: value for k, value in enumerate(scores, start=1)}
    shares = [
        float(_SOFTMAX.rhs.subs({j: k, n: len(scores)}).doit().subs(values))
        for k in range(1, len(scores) + 1)
    ]
    return near(shares, special.softmax(scores))


def equations() -> tuple[Equation, ...]:
    """List them in the order of the page."""
    gradient, hessian = symbolic.softmax_gradient(), symbolic.softmax_hessian()
    return (
        Equation(
            "eq-softmax",
            "Softmax",
            "definition",
            latex(_SOFTMAX),
            (Tried(_by_library, cases=20),),
        ),
        Equation(
            "eq-softmax-gradient",
            "The slope of the loss in a score",
            "identity",
            latex(gradient.conclusion),
            (Proved(symbolic.softmax_gradient), Tried(checks.pushes)),
        ),
        Equation(
            "eq-softmax-hessian",
            "The curvature of the loss in the scores",
            "identity",
            latex(hessian.conclusion),
            (Proved(symbolic.softmax_hessian), Tried(checks.curvature)),
        ),
    )
