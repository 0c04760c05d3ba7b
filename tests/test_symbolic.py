"""Derivations: each step is checked, a wrong one is refused, the conclusions hold in numbers."""

import math
import os
import re
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
import sympy as sp
from scipy import stats
from sympy.core.function import AppliedUndef

from entropybook import symbolic
from entropybook.ledger import PAGES, Proved, equations
from entropybook.ledger.equations import MEASURES
from entropybook.symbolic import Check, Derivation, Step, _notation
from entropybook.symbolic._checks import convex, equal, follows, has_sign, solves
from entropybook.symbolic._notation import Quantity, R, S, above, at_least, equation, i, j, n, total

TEX_COMMAND = re.compile(
    r"\\(begin|end|frac|sum|int|lim|log|exp|sqrt|left|right|quad|small|textit|mathrm|mathbb"
    r"|partial|infty|to|in|le|ge|Vert|lambda|mu|sigma|theta|pi|prod|hat|delta|beta|ell|psi|Gamma)(?![a-zA-Z])"
)
NAMES = [name for name in symbolic.__all__ if name[0].islower()]


def proof(name):
    """Make a derivation as the ledger does, which keeps it."""
    return Proved(getattr(symbolic, name)).proof()


@pytest.fixture(params=[*NAMES, "cross_entropy_splits(3)"])
def derivation(request):
    if request.param in NAMES:
        return proof(request.param)
    return symbolic.cross_entropy_splits(3)


# --- every derivation ---------------------------------------------------------------------------


def test_it_is_proved(derivation):
    assert derivation.proved
    assert derivation.conclusion == derivation.steps[-1].claim


def test_any_other_claim_is_refused(derivation):
    # All equations are exact and all inequalities sharp, so that none survives a shift by 1.
    def shifted(claim):
        by = -1 if isinstance(claim, sp.Le) else 1
        return claim.func(claim.lhs, claim.rhs + by, evaluate=False)

    first, *others = derivation.steps
    assert not any(step.check.test(shifted(step.claim)) for step in others)
    with pytest.raises(ValueError, match=r"step 1 .*SymPy does not confirm it"):
        replace(derivation, steps=(replace(first, claim=shifted(first.claim)), *others))


def test_it_reads_in_plain_text_and_in_markdown(derivation):
    text, markdown = repr(derivation), derivation._repr_markdown_()
    for step in derivation.steps:
        assert _notation.plain(step.claim) in text
        assert step.check.words in text
        assert step.reason in markdown
    assert markdown.startswith(f"**{derivation.title}.** For ")
    assert f"$$\n{derivation.steps[-1].latex}\n$$" in markdown


def test_its_latex_is_plain_enough_for_every_renderer(derivation):
    # The site's build does not fail on an unknown command, so the known ones are listed here.
    markdown = derivation._repr_markdown_()
    assert not re.findall(r"\\[a-zA-Z]+", TEX_COMMAND.sub("", markdown))
    assert markdown.count("{") == markdown.count("}")
    assert markdown.count("$$") == 4
    assert markdown.isascii()


def test_its_lines_are_short(derivation):
    for step in derivation.steps[:-1]:
        assert len(step.reason) <= 48
        assert all(_notation._glyphs(row) <= 36 for row in _notation.rows(step.claim.rhs))


def test_rendering_does_not_depend_on_the_hash_seed():
    # The others take longer; nbval compares what is shown of them, in kernels of any seed.
    names = ["cross_entropy_splits", "tangent_line", "gibbs"]
    here = "".join(f"{proof(name)!r} {proof(name)._repr_markdown_()}\n" for name in names)
    script = (
        "from entropybook import symbolic\n"
        f"for name in {names}:\n"
        "    proof = getattr(symbolic, name)()\n"
        "    print(repr(proof), proof._repr_markdown_())\n"
    )
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
    there = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, check=True
    )
    assert there.stdout.decode() == here


def test_proofs_speak_of_the_measures_that_the_pages_define():
    definitions = {str(measure): measure.definition for measure in MEASURES}
    claims = [claim for page in PAGES for claim in page.claims]
    named = [
        quantity
        for entry in [*equations(), *claims]
        for way in entry.ways
        if isinstance(way, Proved)
        for quantity in way.proof().conclusion.atoms(Quantity)
        if str(quantity) in definitions
    ]
    # Proofs for densities, for three outcomes or along a parameter have definitions of their own.
    by_outcome = [q for q in named if q.has(sp.Sum) and not q.has(AppliedUndef)]
    assert len(by_outcome) > 5
    for quantity in by_outcome:
        assert quantity.definition == definitions[str(quantity)]


# --- the conclusions in numbers -----------------------------------------------------------------

RANDOM = np.random.default_rng(1951)
PAIRS = [tuple(RANDOM.dirichlet(np.ones(3), size=2)) for _ in range(3)]
# SymPy evaluates at 15 digits, numpy sums three terms of size about 1.
CLOSE = {"rel": 1e-12, "abs": 1e-12}


def number(expression, r=(), s=(), **symbols):
    """Evaluate at numbers; r and s are the probabilities of outcomes 1, 2, ..."""
    values = {base[k]: v for base, vs in ((R, r), (S, s)) for k, v in enumerate(vs, start=1)}
    named = {
        a: symbols[a.name] for a in expression.free_symbols if a.is_Symbol if a.name in symbols
    }
    return float(expression.subs(named | {n: len(r)}).doit().subs(values))


@pytest.mark.parametrize(("r", "s"), PAIRS)
@pytest.mark.parametrize("outcomes", [3, None])
def test_cross_entropy_splits_in_numbers(r, s, outcomes):
    claim = symbolic.cross_entropy_splits(outcomes).conclusion
    assert number(claim.lhs, r, s) == pytest.approx(-np.sum(r * np.log(s)), **CLOSE)
    assert number(claim.rhs, r, s) == pytest.approx(-np.sum(r * np.log(s)), **CLOSE)
    entropy, kl = (number(part, r, s) for part in claim.rhs.args)
    assert entropy == pytest.approx(-np.sum(r * np.log(r)), **CLOSE)
    assert kl == pytest.approx(np.sum(r * np.log(r / s)), **CLOSE)


@pytest.mark.parametrize(("r", "s"), PAIRS)
def test_change_of_base_in_numbers(r, s):
    claim = proof("change_of_base").conclusion
    for side in claim.args:
        assert number(side, r, s, b=2) == pytest.approx(-np.sum(r * np.log2(s)), **CLOSE)


@pytest.mark.parametrize(("r", "s"), PAIRS)
def test_gibbs_in_numbers(r, s):
    for name in ("gibbs", "gibbs_by_lagrange"):
        kl = proof(name).conclusion.lhs
        assert number(kl, r, s) == pytest.approx(np.sum(r * np.log(r / s)), **CLOSE)
        assert number(kl, r, s) > 0
        assert number(kl, r, r) == pytest.approx(0, abs=1e-15)


@pytest.mark.parametrize(("r", "s"), PAIRS)
def test_log_n_bounds_the_entropy_in_numbers(r, s):
    claim = proof("entropy_at_most_log_n").conclusion
    assert number(claim.lhs, r) == pytest.approx(-np.sum(r * np.log(r)), **CLOSE)
    assert number(claim.lhs, r) < number(claim.rhs, r) == pytest.approx(math.log(3), **CLOSE)
    uniform = np.full(3, 1 / 3)
    assert number(claim.lhs, uniform) == pytest.approx(math.log(3), **CLOSE)


@pytest.mark.parametrize(("r", "s"), PAIRS)
def test_gradient_in_numbers(r, s):
    slopes = [step.claim for step in proof("gradient_in_the_model").steps[2:4]]
    h = 1e-6  # central differences are off by about h² and 1e-16 / h, times s^-3
    for k, claim in enumerate(slopes):
        for outcome in (1, 2, 3):
            up, down = s.copy(), s.copy()
            up[outcome - 1] += h
            down[outcome - 1] -= h
            measure = (lambda q: np.sum(r * np.log(r / q))) if k else (lambda q: -r @ np.log(q))
            numeric = (measure(up) - measure(down)) / (2 * h)
            exact = number(claim.rhs.subs(j, outcome), r, s)
            assert numeric == pytest.approx(exact, rel=1e-6)


def test_gradient_when_both_move_in_numbers():
    weights = {"R": (1.0, -0.5, 2.0), "S": (0.3, 0.1, -1.0)}  # of two softmax families
    theta, h = 0.4, 1e-6

    def family(name, angle):
        powers = np.exp(np.multiply(weights[name], angle))
        return powers / powers.sum()

    def cross_entropy(angle):
        return -np.sum(family("R", angle) * np.log(family("S", angle)))

    def put_in(applied):
        outcome, angle = applied.args
        powers = [sp.exp(weight * angle) for weight in weights[applied.func.__name__]]
        return powers[outcome - 1] / sum(powers)

    numeric = (cross_entropy(theta + h) - cross_entropy(theta - h)) / (2 * h)
    for side in proof("gradient_when_both_move").conclusion.args:
        families = (
            side.subs(n, 3).doit().replace(lambda part: isinstance(part, AppliedUndef), put_in)
        )
        exact = float(families.doit().subs(sp.Symbol("theta", real=True), theta))
        assert exact == pytest.approx(numeric, rel=1e-8)  # differences are good to 1e-10


def test_x_log_x_is_between_its_bounds_in_numbers():
    lower, upper = (step.claim for step in proof("x_log_x_vanishes").steps[:2])
    for x in (1e-9, 0.01, 0.5, 1.5, 7):
        middle = -x * np.log(x)
        assert number(lower.lhs, x=x) <= middle <= number(upper.rhs, x=x)
        assert number(lower.rhs, x=x) == pytest.approx(middle, **CLOSE)


@pytest.mark.parametrize("t", [0.001, 0.5, 0.999, 2, 50])
def test_the_tangent_lies_above_in_numbers(t):
    f = proof("tangent_line").conclusion.lhs
    assert number(f, t=t) == pytest.approx(t - 1 - math.log(t), **CLOSE)
    assert number(f, t=t) > 0
    assert number(f.diff(next(iter(f.free_symbols))), t=t) == pytest.approx(1 - 1 / t, **CLOSE)


@pytest.mark.parametrize(
    ("name", "symbols", "expected"),
    [
        ("entropy_of_normal", {"sigma": 0.1}, stats.norm(3, 0.1).entropy()),
        ("entropy_of_exponential", {"lambda": 7}, stats.expon(scale=1 / 7).entropy()),
        ("entropy_of_uniform", {"a": -2, "b": 0.5}, stats.uniform(-2, 2.5).entropy()),
        ("entropy_of_laplace", {"b": 0.3}, stats.laplace(1, 0.3).entropy()),
    ],
)
def test_differential_entropies_in_numbers(name, symbols, expected):
    assert number(proof(name).conclusion.rhs, **symbols) == pytest.approx(expected, **CLOSE)


def test_the_normals_in_numbers():
    # N(1, 1) against N(0, 2²): log 2 + (1 + 1)/8 − 1/2; and N(0, 1) against N(1, 1): 1/2.
    value = proof("kl_between_normals").conclusion.rhs
    assert number(value, mu_R=1, sigma_R=1, mu_S=0, sigma_S=2) == pytest.approx(
        math.log(2) - 1 / 4, **CLOSE
    )
    assert number(value, mu_R=0, sigma_R=1, mu_S=1, sigma_S=1) == pytest.approx(0.5, **CLOSE)


@pytest.mark.parametrize("outcomes", [1, 2, 5])
def test_other_numbers_of_outcomes(outcomes):
    assert symbolic.cross_entropy_splits(outcomes).proved
    assert symbolic.gibbs_by_lagrange(outcomes).proved


@pytest.mark.parametrize("outcomes", [0, -1, 2.5])
@pytest.mark.parametrize("function", [symbolic.cross_entropy_splits, symbolic.gibbs_by_lagrange])
def test_outcomes_must_be_a_whole_number(function, outcomes):
    with pytest.raises(ValueError, match=rf"outcomes is {outcomes}: give a whole number"):
        function(outcomes)


# --- the checks ---------------------------------------------------------------------------------

x, y = sp.symbols("x y", positive=True)
real = sp.Symbol("z", real=True)


@pytest.mark.parametrize(
    ("check", "claim", "confirmed"),
    [
        (equal(), equation(sp.log(x / y), sp.log(x) - sp.log(y)), True),
        (equal(), equation(sp.log(x + y), sp.log(x) + sp.log(y)), False),
        (equal(), equation(total(R[i] * x), x * total(R[i])), True),
        (equal(), equation(total(R[i] * S[i]), total(R[i]) * total(S[i])), False),
        (equal(), equation(total(1 / n), 1), True),
        (equal(), equation(sp.sqrt(real**2), real), False),
        (has_sign(), above(1 / x**2, 0), True),
        (has_sign(), above(x - y, 0), False),
        (has_sign(), above(real**2, 0), False),  # 0 at 0
        (solves(equation(x**2, 4)), equation(x, 2), True),
        (solves(equation(real**2, 4)), equation(real, 2), False),  # -2 does too
        (convex([x], {x: 1}), at_least(x - 1 - sp.log(x), 0), True),
        (convex([x], {x: 2}), at_least(x - 1 - sp.log(x), 0), False),  # not flat there
        (convex([x], {x: 1}), at_least(1 - x + sp.log(x), 0), False),  # concave
        (convex([x, y], {x: 1, y: 1}), at_least(x * y - x - y + 1, 0), False),  # a saddle
        (follows(at_least(x, y)), at_least(x - y, 0), True),
        (follows(at_least(x, y)), at_least(y, x), False),
        (
            follows(at_least(x, y), times=sp.Integer(-1)),
            at_least(y, x),
            False,
        ),  # the sign would turn
        (follows(at_least(x, 0), at={x: -y}), at_least(-y, 0), False),  # x is positive
    ],
)
def test_a_check_confirms_what_is_true_and_nothing_else(check, claim, confirmed):
    assert check.test(claim) is confirmed


def test_a_sum_over_two_variables_at_once_is_refused():
    # SymPy would be asked about the sum over i of a term without the factor that depends on j.
    twice = sp.Sum(R[i] * S[j], (i, 1, n), (j, 1, n))
    with pytest.raises(ValueError, match="nest one sum in another"):
        equal().test(equation(twice, 1))


def test_an_instance_must_meet_what_the_theorem_assumes():
    # Gibbs' inequality needs S to sum to 1: with S = 1 everywhere it would bound H(R) by 0.
    claim = at_least(total(R[i] * sp.log(R[i])), 0)
    sum_r = equation(total(R[i]), 1)
    assert not follows(symbolic.gibbs(), sum_r, at={S[i]: sp.Integer(1)}).test(claim)


def test_a_step_may_use_only_what_stands_before_it():
    premise = equation(x, y)
    step = Step(equation(x - y, 0), "put in", equal(premise))
    with pytest.raises(ValueError, match="uses x = y, which nothing before it establishes"):
        Derivation("No ground", (step,))
    assert Derivation("Ground", (step,), given=(premise,)).proved
    step = Step(proof("gibbs").conclusion, "a theorem", follows(symbolic.tangent_line()))
    with pytest.raises(ValueError, match="uses The logarithm lies below its tangent, which"):
        Derivation("No ground", (step,))


def test_no_conclusion_may_rest_on_a_special_case():
    case = equation(x, y)
    steps = (
        Step(case, "where the ratio is 1", solves(equation(x / y, 1))),
        Step(equation(x**2, y**2), "put in", equal(case)),
    )
    for some in (steps[:1], steps):
        with pytest.raises(ValueError, match="holds in one case only"):
            Derivation("All numbers are equal", some)


def test_a_check_of_ones_own_is_asked():
    step = Step(at_least(x, 0), "seen", Check("looked at", lambda claim: claim.lhs == x))
    assert Derivation("Own", (step,)).proved
    with pytest.raises(ValueError, match=r"step 1 of 'Own', y ≥ 0: .*\(looked at\)"):
        Derivation("Own", (replace(step, claim=at_least(y, 0)),))
