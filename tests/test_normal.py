"""The closed form for normals against other forms of it, limits and laws."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from entropybook import UnresolvedError, kl_divergence, kl_normal


def covariance(seed, d, spread=1.0):
    factor = np.random.default_rng(seed).normal(size=(d, d + 2))
    cov = factor @ factor.T
    scale = np.exp(spread * np.linspace(-1, 1, d))
    return (cov + cov.T) / 2 * scale * scale[:, None]


def in_mpmath(mean_p, cov_p, mean_q, cov_q):
    with mp.workdps(60):
        p, q = mp.matrix(cov_p.tolist()), mp.matrix(cov_q.tolist())
        delta = mp.matrix((mean_q - mean_p).tolist())
        inverse = q**-1
        trace = sum((inverse * p)[i, i] for i in range(len(mean_p)))
        quadratic = (delta.T * inverse * delta)[0]
        return float((trace - len(mean_p) + quadratic - mp.log(mp.det(p) / mp.det(q))) / 2)


@pytest.mark.parametrize(
    ("args", "nats"),
    [
        ((0, 1, 0, 1), 0.0),
        ((0, 1, 1, 4), np.log(2) - 1 / 4),
        ((0, 4, 1, 1), 2 - np.log(2)),
        ((3, 2, -1, 2), 4.0),
        ((0, 1e-200, 0, 1e100), 150 * np.log(10) - 0.5),
        (([1.0], [[1.0]], [2.0], [[4.0]]), np.log(2) - 1 / 4),
        (([0, 0], [[1, 0], [0, 1]], [3, 4], [[1, 0], [0, 1]]), 12.5),
        (([0, 0], [[1, 0.5], [0.5, 1]], [0, 0], [[1, 0], [0, 1]]), -np.log(0.75) / 2),
    ],
)
def test_known_values(args, nats):
    assert kl_normal(*args) == pytest.approx(nats, rel=1e-14)
    assert kl_normal(*args, base=2) == pytest.approx(nats / np.log(2), rel=1e-14)
    assert type(kl_normal(*args)) is float


@pytest.mark.parametrize("d", [2, 9])
@pytest.mark.parametrize("spread", [0.0, 5.0])
def test_multivariate_is_the_textbook_form(d, spread):
    rng = np.random.default_rng(d)
    args = rng.normal(size=d), covariance(d, d, spread), rng.normal(size=d), covariance(99 + d, d)
    # Correlations with condition numbers up to 1e4 amplify the rounding of 1e-16.
    assert kl_normal(*args) == pytest.approx(in_mpmath(*args), rel=1e-11)


@pytest.mark.parametrize("size", [0.3, 1e-3, 1e-6, 1e-9])
def test_near_equal_normals_keep_their_digits(size):
    cov = covariance(1, 4)
    other = cov + size * covariance(2, 4) / 50
    mean, shifted = np.zeros(4), size * np.ones(4)
    exact = in_mpmath(mean, other, shifted, cov)  # 1e-20 at the smallest
    # The entries of the difference are rounded to 1e-16, and of size 0.1 · size.
    assert kl_normal(mean, other, shifted, cov) == pytest.approx(exact, rel=1e-13 + 1e-14 / size)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 5))
def test_laws(seed, d):
    rng = np.random.default_rng(seed)
    mean_p, mean_q = rng.normal(size=(2, d))
    cov_p, cov_q = covariance(seed, d), covariance(seed + 1, d)
    value = kl_normal(mean_p, cov_p, mean_q, cov_q)
    assert value >= 0
    assert kl_normal(mean_p, cov_p, mean_p, cov_p) == 0
    # Independent parts add up.
    joint_p, joint_q = (
        np.diag([*np.zeros(d), extra]) + np.pad(cov, (0, 1))
        for cov, extra in ((cov_p, 2.0), (cov_q, 3.0))
    )
    joint = kl_normal([*mean_p, 1], joint_p, [*mean_q, 0], joint_q)
    assert joint == pytest.approx(value + kl_normal(1, 2, 0, 3), rel=1e-9)
    # An invertible map changes nothing; powers of 2 and a permutation add no rounding.
    unit, order = 2.0 ** rng.integers(-20, 20, size=d), rng.permutation(d)
    moved = [
        (m * unit)[order] if m.ndim == 1 else (m * unit * unit[:, None])[np.ix_(order, order)]
        for m in (mean_p, cov_p, mean_q, cov_q)
    ]
    assert kl_normal(*moved) == pytest.approx(value, rel=1e-9)


def test_it_is_the_integral():
    p, q = stats.norm(1e6, 2), stats.norm(1e6 - 3, 5)
    assert kl_normal(1e6, 4, 1e6 - 3, 25) == pytest.approx(kl_divergence(p, q), rel=1e-13)


GOOD = [[1.0, 0.0], [0.0, 1.0]]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((0, -1, 0, 1), r"cov_p is -1.0: a variance is positive"),
        ((0, 1, 0, 0), r"cov_q is 0.0: a variance is positive"),
        ((np.nan, 1, 0, 1), r"mean_p is nan: give finite numbers"),
        ((0, 1, 0, np.inf), r"cov_q is inf: give finite"),
        (([0, 0], [[1, 0], [np.nan, 1]], [0, 0], GOOD), r"cov_p\[1, 0\] is nan"),
        (([0, 0], [[1, 0], [0, -2]], [0, 0], GOOD), r"cov_p\[1, 1\] is -2.0: a variance"),
        (([0, 0], GOOD, [0, 0], [[1, 0.2], [0.3, 1]]), r"cov_q\[0, 1\] is 0.2 but .* is 0.3"),
        (([0, 0], [[1, 2], [2, 1]], [0, 0], GOOD), r"cov_p is not positive definite .* -1"),
        (([0, 0], [[1, 1], [1, 1]], [0, 0], GOOD), r"cov_p is not positive definite"),
        (([0, 0], [1, 1], [0, 0], GOOD), r"mean_p has shape \(2,\) and cov_p \(2,\)"),
        ((0, 1, [0], [[1]]), r"mean_p has shape \(\) and mean_q \(1,\)"),
        (([0], [[1]], [0, 0], GOOD), r"mean_p has shape \(1,\) and mean_q \(2,\)"),
        (([], np.zeros((0, 0)), [], np.zeros((0, 0))), r"mean_p has shape \(0,\)"),
        (([[0]], [[1]], [[0]], [[1]]), r"mean_p has shape \(1, 1\)"),
    ],
)
def test_bad_input_is_named(args, message):
    with pytest.raises(ValueError, match=message):
        kl_normal(*args)


def test_wrong_kinds_are_named():
    with pytest.raises(TypeError, match="mean_q"):
        kl_normal(0, 1, "zero", 1)
    with pytest.raises(ValueError, match="base is 1"):
        kl_normal(0, 1, 0, 1, base=1)


def test_a_divergence_beyond_the_floats_is_refused():
    with pytest.raises(UnresolvedError, match="largest float"):
        kl_normal(1e200, 1e-300, 0, 1e-300)
