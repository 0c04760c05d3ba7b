"""The proofs about plug-in entropy, in numbers, and what their own check refuses."""

import numpy as np
import pytest
import sympy as sp

from entropybook import symbolic
from entropybook.symbolic import estimation
from entropybook.symbolic._checks import swapped
from entropybook.symbolic._notation import R, at_least, equation, i, n, total
from entropybook.symbolic.estimation import FREQUENCY, PRICE, Rhat, k, m, size, w

WEIGHTS = np.array([0.2, 0.5, 0.3])
SAMPLES = np.array([[0.25, 0.75], [0.5, 0.5], [0.9, 0.1]])
SOURCE = WEIGHTS @ SAMPLES
# SymPy evaluates at 15 digits, numpy sums a few terms of size about 1.
CLOSE = {"rel": 1e-12, "abs": 1e-12}


def number(expression):
    """Evaluate for three samples of two outcomes."""
    values = {R[a + 1]: float(SOURCE[a]) for a in range(2)}
    values |= {w[b + 1]: float(WEIGHTS[b]) for b in range(3)}
    values |= {Rhat[b + 1, a + 1]: float(SAMPLES[b, a]) for a in range(2) for b in range(3)}
    return float(expression.subs({n: 2, m: 3}).doit().subs(values))


def test_plug_in_falls_short_in_numbers():
    claim = symbolic.plug_in_falls_short().conclusion
    plug_in = -WEIGHTS @ np.sum(SAMPLES * np.log(SAMPLES), axis=1)
    for side in claim.args:
        assert number(side) == pytest.approx(plug_in, **CLOSE)
    short = WEIGHTS @ np.sum(SAMPLES * np.log(SAMPLES / SOURCE), axis=1)
    assert number(estimation.SHORTFALL) == pytest.approx(short, **CLOSE)
    assert number(PRICE) == pytest.approx(-SOURCE @ np.log(SOURCE), **CLOSE)


def test_the_leading_term_in_numbers():
    leading = WEIGHTS @ np.sum((SAMPLES - SOURCE) ** 2 / (2 * SOURCE), axis=1)
    assert number(estimation.LEADING) == pytest.approx(leading, **CLOSE)
    value = symbolic.miller_bias().conclusion.rhs.subs({n: 10, size: 100})
    assert value == sp.Rational(9, 200)  # the die of the page


@pytest.mark.parametrize(
    "claim",
    [
        equation(PRICE, total(sp.log(R[i]) * sp.Sum(w[k] * FREQUENCY, (k, 1, m)))),  # its sign
        equation(PRICE, -total(sp.log(R[i]) * sp.Sum(FREQUENCY, (k, 1, m)))),  # its weights
        equation(PRICE, -total(sp.log(R[i]) * sp.Sum(w[k] * FREQUENCY, (k, 1, n)))),  # its range
        at_least(R[1], 0),  # no sums
        equation(total(R[i]), total(R[i])),  # single ones
        equation(  # one i is bound, the other free
            sp.Sum(R[i] * total(w[k] * FREQUENCY), (k, 1, m)),
            total(R[i] * sp.Sum(w[k] * FREQUENCY, (k, 1, m))),
        ),
        equation(  # the range of the inner sum depends on the outer index
            sp.Sum(w[k] * sp.Sum(FREQUENCY, (i, 1, k)), (k, 1, m)),
            sp.Sum(R[i] * sp.Sum(w[k] * FREQUENCY / R[i], (k, 1, m)), (i, 1, k)),
        ),
    ],
)
def test_other_double_sums_are_refused(claim):
    assert not swapped().test(claim)
