"""The derivations about training, in numbers."""

import math

import numpy as np
import pytest
from scipy import special

from entropybook import cross_entropy, entropy, kl_divergence, symbolic
from entropybook.symbolic._notation import R, S, j, n
from entropybook.symbolic.learning import _C, _m, _mu, _v, _z, k

RANDOM = np.random.default_rng(4)
COUNTS, MODEL = [12, 5, 3], RANDOM.dirichlet(np.ones(3))
TARGET, LOGITS, DIRECTION = (
    RANDOM.dirichlet(np.ones(3)),
    RANDOM.normal(size=3),
    RANDOM.normal(size=3),
)
# Fifteen digits by SymPy, three terms of size about 1 by numpy.
CLOSE = {"rel": 1e-12, "abs": 1e-12}


def number(expression, row=1, column=1, also=None):
    """Evaluate for three outcomes; j and k are the row and the column."""
    bases = {_C: COUNTS, R: TARGET, S: MODEL, _z: LOGITS, _v: DIRECTION}
    values = {b[at]: v for b, vs in bases.items() for at, v in enumerate(vs, start=1)}
    # First the derivatives, while j and k are symbols, then the sums, then the numbers.
    plain = symbolic._checks._spelled_out(expression)
    return float(
        plain.doit().subs({j: row, k: column, n: 3, _m: 20} | (also or {})).doit().subs(values)
    )


def test_the_likelihood_is_that_of_the_draws():
    draws = np.repeat(range(3), COUNTS)
    loss = -np.log(MODEL[draws]).mean()
    claim = symbolic.likelihood_is_cross_entropy().conclusion
    observed = np.array(COUNTS) / 20
    assert number(claim.rhs) == pytest.approx(loss, **CLOSE)
    assert number(claim.lhs) == pytest.approx(loss, **CLOSE)
    assert cross_entropy(observed, MODEL) == pytest.approx(loss, **CLOSE)
    assert entropy(observed) + kl_divergence(observed, MODEL) == pytest.approx(loss, **CLOSE)
    first = symbolic.likelihood_is_cross_entropy().steps[0].claim.rhs
    assert math.log(number(first)) == pytest.approx(np.log(MODEL[draws]).sum(), **CLOSE)


@pytest.mark.parametrize("row", [1, 2, 3])
def test_the_gradient_is_that_of_the_softmax(row):
    claim = symbolic.softmax_gradient().conclusion
    slope = special.softmax(LOGITS)[row - 1] - TARGET[row - 1]
    assert number(claim.rhs, row) == pytest.approx(slope, **CLOSE)


@pytest.mark.parametrize("row", [1, 2, 3])
@pytest.mark.parametrize("column", [1, 2, 3])
def test_the_hessian_is_that_of_the_softmax(row, column):
    p = special.softmax(LOGITS)
    hessian = np.diag(p) - np.outer(p, p)
    claim = symbolic.softmax_hessian().conclusion
    assert number(claim.rhs, row, column) == pytest.approx(hessian[row - 1, column - 1], **CLOSE)


def test_the_curvature_along_a_direction_is_a_variance():
    mean = MODEL @ DIRECTION
    hessian = np.diag(MODEL) - np.outer(MODEL, MODEL)
    claim = symbolic.softmax_loss_is_convex().conclusion
    along = DIRECTION @ hessian @ DIRECTION
    assert number(claim.lhs, also={_mu: mean}) == pytest.approx(along, **CLOSE)


@pytest.mark.parametrize("shift", [-3.0, 0.5])
def test_a_shift_leaves_the_probabilities(shift):
    claim = symbolic.softmax_ignores_a_shift().conclusion
    p = special.softmax(LOGITS)
    shifted = claim.lhs.xreplace({s: shift for s in claim.lhs.free_symbols if s.name == "c"})
    assert number(shifted, 2) == pytest.approx(p[1], **CLOSE)
    assert number(claim.rhs, 2) == pytest.approx(p[1], **CLOSE)
