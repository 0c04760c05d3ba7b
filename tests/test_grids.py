"""SciPy distributions against two grids of hard pairs whose truth is known to 20 digits.

The truth comes from make_continuous_grid.py and make_countable_grid.py, which share no code with
the package and use no function of SciPy. A number may be right, may be infinite where the truth is,
or the package may raise UnresolvedError; a wrong number fails.
"""

import json
import math
import warnings
from functools import cache
from pathlib import Path

import pytest
import scipy.stats
from scipy.integrate import quad

from entropybook import UnresolvedError
from entropybook.measures import cross_entropy, entropy, kl_divergence

DATA = Path(__file__).parent / "data"
CONTINUOUS, COUNTABLE = (
    json.loads((DATA / f"{name}_grid.json").read_text()) for name in ("continuous", "countable")
)
MEASURES = {"H": lambda p, q: entropy(p), "CE": cross_entropy, "KL": kl_divergence}
RAISED = "raised"


def allowed(measure, truth):
    """Return the allowed absolute error.

    H and CE: 1e-9 of max(1, |value|). KL: 1e-9 of its value down to 1e-6; below, the 1e-15 that
    this is at 1e-6: sums of terms of ordinary size, rounded to 1e-16, are not expected to beat it.
    """
    return 1e-9 * max(truth, 1e-6) if measure == "KL" else 1e-9 * max(1.0, abs(truth))


def verdict(measure, value, truth):
    """Return the error in units of the allowed one: at most 1 is right."""
    if math.isnan(value) or (measure == "KL" and value < 0):
        return math.inf
    if math.isinf(truth) or math.isinf(value):
        return 0.0 if value == truth else math.inf
    return abs(value - truth) / allowed(measure, truth)


@cache
def outcomes(family):
    """Return (verdict or RAISED, text) for every row and measure with this family as p."""
    found = []
    for p_name, p_params, q_name, q_params, *truths in CONTINUOUS + COUNTABLE:
        if p_name != family:
            continue
        p = getattr(scipy.stats, p_name)(**p_params)
        q = getattr(scipy.stats, q_name)(**q_params)
        row = []
        for (name, measure), truth in zip(MEASURES.items(), map(float, truths), strict=True):
            try:
                with warnings.catch_warnings(action="error"):
                    value = measure(p, q)
                result = verdict(name, value, truth)
            except UnresolvedError:
                value = result = RAISED
            except Exception as error:  # a fault of the package: the row must say which
                value, result = repr(error), math.inf
            text = f"{name} {p_name}({p_params}) {q_name}({q_params}): {value}, truth {truth}"
            row.append((result, text))
        found.append(row)
    return found


def families(grid):
    """Return the families that stand in a grid."""
    return sorted({row[0] for row in grid})


@pytest.mark.parametrize("family", families(CONTINUOUS + COUNTABLE))
def test_no_number_is_wrong(family):
    """Every measure of every pair is right, or the package says that it cannot tell."""
    results = [item for row in outcomes(family) for item in row if item[0] != RAISED]
    wrong = sorted((item for item in results if item[0] > 1), reverse=True)
    report = "\n".join(f"{result:.1e} times what is allowed: {text}" for result, text in wrong[:20])
    assert not wrong, f"{len(wrong)} of {len(results)} numbers are wrong\n{report}"


@pytest.mark.parametrize("grid", [CONTINUOUS, COUNTABLE], ids=["continuous", "countable"])
def test_few_pairs_are_unresolved(grid):
    """At most 3 % of the pairs have a measure that raises."""
    rows = [row for family in families(grid) for row in outcomes(family)]
    raised = [text for row in rows if any(r == RAISED for r, _ in row) for _, text in row[:1]]
    assert len(raised) <= 0.03 * len(rows), "\n".join(raised)


def test_grid_is_what_it_promises():
    """Every ordered pair of families is there, with KL small, large, zero and infinite."""
    assert len({(row[0], row[2]) for row in CONTINUOUS}) == 12**2
    assert len({(row[0], row[2]) for row in COUNTABLE}) == 5**2
    assert len(CONTINUOUS) >= 600
    kl = [float(row[6]) for row in CONTINUOUS]
    assert min(kl) == 0
    assert sum(1e-6 <= value <= 1e-3 for value in kl) >= 50
    assert sum(0 < value < 1e-6 for value in kl) >= 20
    assert sum(value > 1e6 for value in kl if value < math.inf) >= 50
    assert 0.05 < sum(map(math.isinf, kl)) / len(kl) < 0.25


@pytest.mark.parametrize(
    ("p", "q", "kl"),
    [
        # ln 2 + (1 + 1) / 8 - 1 / 2, Kullback & Leibler's formula for normals
        (["norm", {}], ["norm", {"loc": 1.0, "scale": 2.0}], math.log(2) - 1 / 4),
        # ln(((s1 + s2)^2 + (m1 - m2)^2) / (4 s1 s2)), Chyzak & Nielsen 2019
        (["cauchy", {}], ["cauchy", {"loc": 1.0, "scale": 3.0}], math.log(17 / 12)),
        # the first rate over the second: ln r + 1 / r - 1
        (["expon", {}], ["expon", {"scale": 3.0}], math.log(3) + 1 / 3 - 1),
    ],
)
def test_grid_has_published_values(p, q, kl):
    """Rows whose value stands in the literature."""
    (row,) = (row for row in CONTINUOUS if row[:4] == [*p, *q])
    assert float(row[6]) == pytest.approx(kl, rel=1e-15)


def test_grid_agrees_with_scipy_where_scipy_is_good():
    """The ordinary pair of each two families: H from SciPy's closed forms, CE from QUADPACK.

    Both with SciPy's own densities, which the truth does not use: a parameter misread by the
    generator would show here. The tolerance is QUADPACK's on densities with a kink or a pole.
    """
    seen = set()
    for p_name, p_params, q_name, q_params, h, ce, _ in CONTINUOUS:
        if (p_name, q_name) in seen or ce == "inf":
            continue
        seen.add((p_name, q_name))
        p = getattr(scipy.stats, p_name)(**p_params)
        q = getattr(scipy.stats, q_name)(**q_params)
        assert float(h) == pytest.approx(float(p.entropy()), rel=1e-9, abs=1e-9)
        value, _ = quad(lambda u, p=p, q=q: -q.logpdf(p.ppf(u)), 0, 1, points=[0.5], limit=500)
        assert float(ce) == pytest.approx(value, rel=1e-4), (p_name, p_params, q_name, q_params)
