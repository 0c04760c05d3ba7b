import math

import numpy as np
import pytest
import sympy as sp
from sympy.core.function import AppliedUndef

from entropybook import js_divergence, kl_divergence, symbolic
from entropybook.divergences import hellinger, total_variation
from entropybook.geometry import detour_ratio, in_the_plane, least_kl, simplex, worst_detour
from entropybook.symbolic import geometry as proofs
from entropybook.symbolic._notation import R, n

EVEN = np.array([0.5, 0.5])


def root_js(p, q):
    return np.sqrt(js_divergence(p, q))


# --- detours ------------------------------------------------------------------------------------


def test_the_detour_by_the_middle_in_closed_form():
    # JS of (1, 0) and (½, ½) is (3/4) log(4/3) − ... : half of log(4/3) + half of KL to (¾, ¼).
    half = (math.log(4 / 3) + 0.5 * math.log(4 / 3)) / 2
    ratio = detour_ratio(js_divergence, [1, 0], EVEN, [0, 1])
    assert ratio == pytest.approx(math.log(2) / (2 * half), rel=1e-12)
    assert ratio > 1
    assert detour_ratio(root_js, [1, 0], EVEN, [0, 1]) < 1


def test_detours_of_stacks_and_of_one_point():
    stack = np.array([[1.0, 0.0], [0.9, 0.1]])
    ratios = detour_ratio(total_variation, stack, stack[::-1], EVEN)
    assert ratios.tolist() == pytest.approx([1.0, 0.4 / 0.6])
    assert math.isnan(detour_ratio(total_variation, EVEN, EVEN, EVEN))


@pytest.mark.parametrize("outcomes", [2, 4])
def test_the_search_finds_what_is_there_and_no_more(outcomes):
    rng = np.random.default_rng(outcomes)
    for measure in (root_js, hellinger, total_variation):
        ratio, _ = worst_detour(measure, rng, outcomes=outcomes, starts=1)
        assert 0.9 < ratio < 1 + 1e-9
    for measure, least in ((js_divergence, 1.9), (kl_divergence, 3)):
        ratio, (a, b, c) = worst_detour(measure, rng, outcomes=outcomes, starts=3)
        assert ratio > least
        assert ratio == pytest.approx(detour_ratio(measure, a, b, c), rel=1e-9)


def test_the_search_refuses_what_it_cannot_do():
    rng = np.random.default_rng(0)
    for options in ({"outcomes": 1}, {"starts": 0}):
        with pytest.raises(ValueError, match="give at least 2 outcomes and 1 start"):
            worst_detour(root_js, rng, **options)


# --- the least divergence at a distance ---------------------------------------------------------


@pytest.mark.parametrize("t", [0.05, 0.5, 1.0, 2.0, 5.0, 20.0])
def test_the_least_divergence_is_the_curve_of_the_literature(t):
    # Fedotov, Harremoës and Topsøe 2003, theorem 1; their V is twice ours.
    coth = 1 / math.tanh(t)
    v = t * (1 - (coth - 1 / t) ** 2) / 2
    least = math.log(t / math.sinh(t)) + t * coth - (t / math.sinh(t)) ** 2
    # For small t the formula itself loses digits: its terms are of size t², and cancel.
    assert least_kl(v) == pytest.approx(least, rel=1e-8, abs=1e-13)


def test_the_least_divergence_keeps_the_shape_and_the_ends():
    values = least_kl([[0, 0.5], [0.9, 1]])
    assert values.shape == (2, 2)
    assert values[0, 0] == 0
    assert values[1, 1] == math.inf
    assert isinstance(least_kl(0.3), float)
    # 2V² + (4/9)V⁴ + …, the expansion that Kullback gave.
    assert least_kl(0.05) == pytest.approx(2 * 0.05**2 + 4 / 9 * 0.05**4, rel=1e-5)


@pytest.mark.parametrize("v", [-0.1, 1.1, math.nan])
def test_a_distance_that_is_none_is_refused(v):
    with pytest.raises(ValueError, match=r"variation is (-0.1|1.1|nan)"):
        least_kl(v)


# --- the triangle -------------------------------------------------------------------------------


def test_the_simplex_is_a_grid_of_pmfs():
    pmfs, at = simplex(10)
    assert pmfs.shape == (36, 3)
    assert at.shape == (36, 2)
    assert pmfs.min() == 0.1
    assert pmfs.sum(axis=1) == pytest.approx(np.ones(36))
    with pytest.raises(ValueError, match="side is 2: give at least 3"):
        simplex(2)


def test_the_corners_are_equally_far_apart():
    corners = in_the_plane(np.eye(3))
    sides = [np.linalg.norm(corners[k] - corners[k - 1]) for k in range(3)]
    assert sides == pytest.approx([1, 1, 1])
    with pytest.raises(ValueError, match=r"pmfs has the shape \(2,\): give three probabilities"):
        in_the_plane(EVEN)


# --- the derivations in numbers -----------------------------------------------------------------


def test_the_fisher_information_of_a_coin_in_numbers():
    conclusion = symbolic.fisher_of_coin().conclusion
    for p, step in ((0.3, 1e-4), (0.5, 1e-4), (0.02, 1e-6)):
        exact = float(conclusion.rhs.subs(proofs.p, p))
        kl = kl_divergence([p, 1 - p], [p + step, 1 - p - step])
        # The relative error of the parabola is about the relative size of the step.
        assert 2 * kl / step**2 == pytest.approx(exact, rel=2 * step / p)


def test_the_third_derivative_in_numbers():
    r, direction = np.array([0.2, 0.5, 0.3]), np.array([0.1, -0.3, 0.2])
    cubes = symbolic.directions_part_at_third_order().conclusion.rhs
    values = {
        base[k]: x for base, xs in ((R, r), (proofs.d, direction)) for k, x in enumerate(xs, 1)
    }
    exact = float(cubes.subs(n, 3).doit().subs(values))
    step = 1e-4
    s = r + step * direction
    gap = kl_divergence(r, s) - kl_divergence(s, r)
    assert 6 * gap / step**3 == pytest.approx(exact, rel=1e-2)


def test_the_curvature_in_numbers():
    theta, moved = proofs.theta, proofs.t
    p = 1 / (1 + sp.exp(-theta))  # a coin by its log-odds, whose information is p(1 − p)

    def put_in(applied):
        outcome, angle = applied.args
        return (p if outcome == 1 else 1 - p).subs(theta, angle)

    fisher = proofs.FISHER.definition.subs(n, 2).doit()
    fisher = fisher.replace(lambda part: isinstance(part, AppliedUndef), put_in).doit()
    at = {theta: 0.7}
    assert moved not in fisher.free_symbols
    assert float(fisher.subs(at)) == pytest.approx(float((p * (1 - p)).subs(at)), rel=1e-12)
