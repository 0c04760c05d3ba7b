"""The kernels against mpmath, at the edges of their blocks and forms, and in memory."""

import tracemalloc

import mpmath
import numpy as np
import pytest

from entropybook import cross_entropy, entropy, js_divergence, kl_divergence
from entropybook._discrete import BLOCK, NEAR, SMALL

MEASURES = {
    "H": lambda p, q: entropy(p),
    "CE": cross_entropy,
    "KL": kl_divergence,
    "JS": js_divergence,
}

# Where the direct form is taken, its error is a few ulp of Σ|p − q| against B ≥ NEAR: 1e-13 at
# worst. Everywhere else the errors are a few ulp of the answer.
ACCURACY = 2e-13


def truth(p, q, times=None, digits=40):
    """Return H and CE of the values as given, KL and JS of the values over their exact sums."""
    with mpmath.workdps(digits):
        p, q = ([mpmath.mpf(float(x)) for x in v] for v in (p, q))
        times = [1] * len(p) if times is None else times

        def total(weights, values=None):
            values = [1] * len(times) if values is None else values
            return mpmath.fsum(
                k * w * x for k, w, x in zip(times, weights, values, strict=True) if w
            )

        def logs(v):
            return [mpmath.log(x) if x else -mpmath.inf for x in v]

        p_sum, q_sum = total(p), total(q)
        m = [(x / p_sum + y / q_sum) / 2 for x, y in zip(p, q, strict=True)]
        log_p, log_q, log_m = logs(p), logs(q), logs(m)
        h, ce = -total(p, log_p), -total(p, log_q)
        p_to_m = (total(p, log_p) - total(p, log_m)) / p_sum - mpmath.log(p_sum)
        q_to_m = (total(q, log_q) - total(q, log_m)) / q_sum - mpmath.log(q_sum)
        kl = (ce - h) / p_sum - mpmath.log(p_sum / q_sum)
        return {"H": h, "CE": ce, "KL": kl, "JS": (p_to_m + q_to_m) / 2}


def assert_accurate(p, q, tolerance=ACCURACY, smallest=0.0, **options):
    for name, expected in truth(p, q, **options).items():
        value = MEASURES[name](p, q)
        if expected == mpmath.inf:
            assert value == np.inf, name
        else:
            error = abs(mpmath.mpf(value) - expected)
            assert error <= tolerance * abs(expected) + smallest, (name, value, expected)


def near(q, size, rng):
    p = q * (1 + size * rng.uniform(-1, 1, q.shape))
    return p / p.sum(axis=-1, keepdims=True)


# --- accuracy -----------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [2, 3, 10, SMALL])
@pytest.mark.parametrize("size", [0.3, 0.03, 4e-3, 1e-4, 1e-7, 1e-10])
def test_near_pmfs_keep_their_digits(n, size):
    rng = np.random.default_rng(n)
    for _ in range(3 if n < SMALL else 1):
        q = rng.dirichlet(np.ones(n))
        assert_accurate(near(q, size, rng), q)


def test_kl_of_1e_20_where_the_usual_sum_has_no_digit():
    p, q = np.array([0.1 + 1e-10, 0.2 - 1e-10, 0.7]), np.array([0.1, 0.2, 0.7])
    expected = float(truth(p, q)["KL"])
    assert expected == pytest.approx(7.5e-20, rel=1e-6)
    assert kl_divergence(p, q) == pytest.approx(expected, rel=1e-14)
    assert np.sum(p * np.log(p / q)) < -1e-17  # the usual sum, not even of the right sign


@pytest.mark.parametrize("decades", [3, 20, 300])
@pytest.mark.parametrize("n", [3, 10, SMALL])
def test_wide_pmfs(n, decades):
    rng = np.random.default_rng(decades)
    p, q = 10 ** rng.uniform(-decades, 0, (2, n))
    assert_accurate(p / p.sum(), q / q.sum(), digits=350)


TINY = [0, 5e-324, 1e-320, 2.3e-308, 1e-160, 1e-17, 1.2e-16, 1e-5, 1 / 16, 0.5]


@pytest.mark.parametrize("b", TINY)
@pytest.mark.parametrize("a", TINY)
def test_entries_that_overflow_the_ratio_or_underflow_beside_it(a, b):
    p, q = np.array([a, 1 - a]), np.array([b, 1 - b])
    expected = truth(p, q, digits=700)
    for padding in (0, SMALL):
        long_p, long_q = np.pad(p, (0, padding)), np.pad(q, (0, padding))
        for name, value in expected.items():
            # The least floats are 5e-324 apart: a sum of some is good to a few times that.
            assert MEASURES[name](long_p, long_q) == pytest.approx(
                float(value), rel=ACCURACY, abs=1e-321
            ), name


@pytest.mark.parametrize("size", [None, 1.0, 1e-3, 1e-6, 2e-10])
def test_a_million_outcomes(size):
    """Two hundred pairs of probabilities, each 5000 times, so that mpmath has 200 logs to take."""
    rng = np.random.default_rng(1)
    times = 5000
    q = rng.dirichlet(np.ones(200))
    p = rng.dirichlet(np.ones(200)) if size is None else near(q, size * 0.9, rng)
    order = rng.permutation(200 * times)
    p, q = p / times, q / times
    expected = truth(p, q, times=[times] * 200)
    long_p, long_q = np.repeat(p, times)[order], np.repeat(q, times)[order]
    for name, value in expected.items():
        assert MEASURES[name](long_p, long_q) == pytest.approx(float(value), rel=ACCURACY)
    if size == 2e-10:
        assert expected["KL"] < 2e-20


def test_sums_that_are_off_within_the_tolerance_do_not_reach_kl():
    rng = np.random.default_rng(2)
    for n in (3, SMALL):
        for size in (0.9, 1e-3, 1e-6):
            q = rng.dirichlet(np.ones(n))
            p = near(q, size, rng)
            # P − Q = 2e-8 puts 2e-16 into B; what is left of a KL of 1e-13 has lost 3 digits,
            # and JS also feels the unequal weights, by (P − Q)²/4.
            assert_accurate(p * (1 + 1e-8), q * (1 - 1e-8), tolerance=1e-12)
    # The same pmf twice, up to the factor: nothing is left.
    assert kl_divergence(q * (1 + 1e-8), q * (1 - 1e-8)) < 1e-31


@pytest.mark.parametrize("dtype", [np.float32, np.float16])
def test_short_floats_are_computed_in_float64(dtype):
    rng = np.random.default_rng(3)
    p, q = (rng.dirichlet(np.full(50, 3.0)).astype(dtype) for _ in range(2))
    expected = truth(p, q)
    assert entropy(p) == pytest.approx(float(expected["H"]), rel=ACCURACY)
    assert cross_entropy(p, q) == pytest.approx(float(expected["CE"]), rel=ACCURACY)
    assert kl_divergence(p, q) == pytest.approx(float(expected["KL"]), rel=ACCURACY)
    # JS feels by (P − Q)²/4 that the totals differ: 1e-15 here in float32, 1e-8 in float16.
    unequal = float((p.astype(float).sum() - q.astype(float).sum()) ** 2)
    assert js_divergence(p, q) == pytest.approx(float(expected["JS"]), rel=ACCURACY + unequal)


# --- blocks and forms ---------------------------------------------------------------------------


@pytest.mark.parametrize("n", [SMALL - 1, SMALL, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 7])
@pytest.mark.parametrize("size", [None, 1e-3])
def test_the_same_value_in_one_piece_and_in_blocks(n, size):
    rng = np.random.default_rng(n)
    q = rng.standard_exponential(n)
    q /= q.sum()
    p = q[::-1].copy() if size is None else near(q, size, rng)
    as_longdouble = (p / np.longdouble(q), p.astype(np.longdouble))
    expected = float(np.sum(as_longdouble[1] * np.log(as_longdouble[0]) - p + q))
    # np.longdouble has 64 bits on x86 and 53 elsewhere, so the reference is the weaker of the two.
    assert kl_divergence(p, q) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("shape", [(7, BLOCK // 2), (2, BLOCK + 1), (3, 5, BLOCK // 4), (BLOCK, 3)])
def test_a_stack_gives_what_its_rows_give(shape):
    rng = np.random.default_rng(4)
    p, q = rng.standard_exponential((2, *shape))
    p /= p.sum(axis=-1, keepdims=True)
    q /= q.sum(axis=-1, keepdims=True)
    q[..., : shape[-2] // 2, :] = near(p[..., : shape[-2] // 2, :], 1e-6, rng)
    rows = [*np.ndindex(shape[:-1])][:: max(1, shape[0] // 50)]
    for name, measure in MEASURES.items():
        stack = measure(p, q)
        assert stack.shape == shape[:-1]
        for row in rows:
            # A short row alone goes through the scalar forms: the last digits may differ.
            assert stack[row] == pytest.approx(measure(p[row], q[row]), rel=ACCURACY), name


def test_rows_near_and_far_infinite_and_zero_side_by_side():
    rng = np.random.default_rng(5)
    q = rng.dirichlet(np.ones(50), 8)
    p = q.copy()
    p[1] = near(q[1], 1e-9, rng)
    p[2] = rng.dirichlet(np.ones(50))
    p[3] = np.eye(50)[7]
    q[4] = np.eye(50)[7]
    q[5] = np.r_[np.full(49, 1 / 49), 0]
    p[5] = np.r_[np.full(49, 1 / 49), 0]
    p[6, :2], q[6, :2] = [q[6, :2].sum(), 0], [1e-320, q[6, :2].sum()]
    value = kl_divergence(p, q)
    assert value[0] == value[5] == value[7] == 0
    assert value[4] == np.inf
    for row in (1, 2, 3, 6):
        expected = float(truth(p[row], q[row], digits=400)["KL"])
        assert value[row] == pytest.approx(expected, rel=ACCURACY)


@pytest.mark.parametrize("n", [5, SMALL + 5, 2 * BLOCK + 5])
def test_infinite_exactly_where_q_forbids_what_p_does(n):
    q = np.full(n, 1 / (n - 1))
    q[-1] = 0
    p = np.full(n, 1 / n)
    with np.errstate(all="raise"):
        assert kl_divergence(p, q) == np.inf
        assert cross_entropy(p, q) == np.inf
        assert kl_divergence(q, p) == pytest.approx(np.log(n / (n - 1)), rel=1e-12)
        assert cross_entropy(q, p) == pytest.approx(np.log(n), rel=1e-12)
        assert entropy(q) == pytest.approx(np.log(n - 1), rel=1e-12)


@pytest.mark.parametrize("n", [4, SMALL + 4, 2 * BLOCK + 4])
@pytest.mark.parametrize("measure", [cross_entropy, kl_divergence, js_divergence])
@pytest.mark.parametrize(
    ("p_end", "q_end"),
    [
        *[(-0.1, 0.1), (0.1, -0.1), (-0.1, -0.1), (-0.1, 0), (0, -0.1), (-1, 0.5)],
        *[(np.nan, 0), (0, np.nan), (np.inf, np.inf), (0, np.inf)],
        *[(-1e-20, 0.1), (-5e-324, 0)],
    ],
)
def test_a_bad_entry_in_the_last_block_is_found(measure, n, p_end, q_end):
    p, q = np.full((2, n), 1 / (n - 1))
    p[-1], q[-1] = p_end, q_end
    # Let both sum to 1, so that the entry itself has to be noticed.
    for v, end in ((p, p_end), (q, q_end)):
        v[:-1] *= 1 - end if np.isfinite(end) else 1
    bad_p = not 0 <= p_end < np.inf
    with pytest.raises(ValueError, match=rf"^{'p' if bad_p else 'q'}\[{n - 1}\] is "):
        measure(p, q)


@pytest.mark.parametrize("measure", [cross_entropy, kl_divergence, js_divergence])
def test_sums_of_zero_are_complaints_and_not_divisions_by_zero(measure):
    for p, q, name in [([0, 0], [0.5, 0.5], "p"), ([0.5, 0.5], [0, 0], "q"), ([0, 0], [0, 0], "p")]:
        with pytest.raises(ValueError, match=f"^{name} sums to 0, not 1"):
            measure(p, q)


# --- the input stays as it is, and so does everything else --------------------------------------


def layouts(p):
    yield p
    yield np.asfortranarray(p)
    yield p[::-1, ::-1][::-1, ::-1]
    wide = np.zeros((2 * p.shape[0], 3 * p.shape[1]))
    wide[::2, ::3] = p
    yield wide[::2, ::3]


@pytest.mark.parametrize("name", MEASURES)
def test_every_memory_layout_gives_the_same_and_is_not_written_to(name):
    rng = np.random.default_rng(6)
    p, q = rng.dirichlet(np.ones(300), (2, 40))
    expected = MEASURES[name](p, q)
    for a, b in zip(layouts(p), layouts(q), strict=True):
        a.flags.writeable = b.flags.writeable = False
        np.testing.assert_array_equal(MEASURES[name](a, b), expected)


@pytest.mark.parametrize("name", MEASURES)
def test_numpy_stays_as_strict_as_the_caller_has_set_it(name):
    with np.errstate(all="raise", under="warn"):
        before = np.geterr()
        MEASURES[name]([1, 0, 0], [1, 0, 0])
        MEASURES[name](np.eye(1, 2 * SMALL)[0], np.full(2 * SMALL, 1 / (2 * SMALL)))
        assert np.geterr() == before


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("shape", [(500_000,), (1000, 1000)])
@pytest.mark.parametrize("size", [None, 1e-9])
def test_memory_within_5_percent_of_the_input(name, shape, size):
    rng = np.random.default_rng(7)
    p, q = rng.standard_exponential((2, *shape))
    p /= p.sum(axis=-1, keepdims=True)
    q = q / q.sum(axis=-1, keepdims=True) if size is None else near(p, size, rng)
    MEASURES[name](p, q)
    tracemalloc.start()
    MEASURES[name](p, q)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    held = p.nbytes if name == "H" else p.nbytes + q.nbytes
    if shape == (1000, 1000):
        assert peak <= 0.05 * held
    else:  # a few blocks, whatever the size
        assert peak <= 6 * 8 * BLOCK


def test_the_series_takes_over_where_the_direct_form_weakens():
    """Around NEAR both forms are in use, and no step shows: KL(1/2 + e, 1/2) = 2e² + 4e⁴/3 + …"""
    for e in np.sqrt(NEAR / 2) * np.array([0.999999, 1.000001]):
        p = np.array([0.5 + e, 0.5 - e])
        assert kl_divergence(p, [0.5, 0.5]) == pytest.approx(
            float(truth(p, [0.5, 0.5])["KL"]), rel=ACCURACY
        )
