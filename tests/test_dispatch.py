"""Which distributions are recognised, what is asked of SciPy's, and surprisal at their outcomes."""

import math
from collections import Counter, OrderedDict
from types import MappingProxyType

import numpy as np
import pytest
from scipy import stats

from entropybook import (
    UnresolvedError,
    cross_entropy,
    entropy,
    js_divergence,
    kl_divergence,
    surprisal,
)

TWO = [cross_entropy, kl_divergence, js_divergence]
TABLE = stats.rv_discrete(values=([1, 2, 5], [0.5, 0.25, 0.25]))
HISTOGRAM = stats.rv_histogram(([1, 0, 3], [0.0, 1.0, 2.0, 4.0]), density=False)


def test_distributions_of_scipy_reach_the_sums_and_integrals():
    assert entropy(stats.norm(3, 2)) == pytest.approx(0.5 * math.log(2 * math.pi * math.e * 4))
    assert kl_divergence(stats.poisson(3), stats.poisson(4)) == pytest.approx(
        3 * math.log(3 / 4) + 1
    )
    value = cross_entropy(stats.norm(), stats.norm(1, 2))
    assert value == pytest.approx(0.5 * math.log(2 * math.pi * 4) + 2 / 8)
    assert 0 < js_divergence(stats.norm(), stats.norm(1, 2)) < math.log(2)


def test_base_is_the_unit_for_distributions_too():
    for measure in TWO:
        p, q = stats.norm(), stats.norm(1, 2)
        assert measure(p, q, base=2) == pytest.approx(measure(p, q) / math.log(2), rel=1e-15)
    assert entropy(stats.randint(0, 8), base=2) == pytest.approx(3, rel=1e-12)
    assert surprisal(stats.randint(0, 8), at=5, base=2) == pytest.approx(3, rel=1e-12)


def test_distributions_made_from_data_need_no_freezing():
    assert entropy(TABLE, base=2) == entropy(TABLE(), base=2) == pytest.approx(1.5)
    assert entropy(HISTOGRAM) == pytest.approx(0.25 * math.log(4) + 0.75 * math.log(2 / 0.75))


@pytest.mark.parametrize("mapping", [dict, OrderedDict, Counter, MappingProxyType])
def test_every_mapping_is_one(mapping):
    assert entropy(mapping({"a": 1, "b": 0})) == 0


@pytest.mark.parametrize("measure", TWO)
def test_two_kinds_are_not_compared(measure):
    array, mapping, discrete, continuous = [0.5, 0.5], {0: 1.0}, stats.poisson(1), stats.norm()
    with pytest.raises(ValueError, match=r"^p is a discrete distribution and q a continuous dis"):
        measure(discrete, continuous)
    with pytest.raises(ValueError, match=r"^p is a continuous distribution and q a discrete dis"):
        measure(continuous, discrete)
    with pytest.raises(TypeError, match=r"^p is an array and q a mapping: give two of one kind"):
        measure(array, mapping)
    with pytest.raises(TypeError, match=r"^p is a mapping and q a discrete distribution"):
        measure(mapping, discrete)
    with pytest.raises(TypeError, match=r"^p is a continuous distribution and q an array"):
        measure(continuous, array)


def test_parameters_that_make_no_distribution():
    for rv, words in [
        (stats.norm(0, -1), r"norm\(0, -1\), parameters for which norm is not a distribution"),
        (stats.norm(0, math.inf), r"norm\(0, inf\)"),
        (stats.gamma(a=2, loc=math.nan), r"gamma\(a=2, loc=nan\)"),
        (stats.poisson(-1), r"poisson\(-1\)"),
        (stats.norm([0, 1], 1), r"2 norm distributions in one, its parameters being arrays"),
    ]:
        with pytest.raises(ValueError, match="^p is " + words):
            entropy(rv)
        good = stats.poisson(1) if rv.dist.name == "poisson" else stats.norm()
        with pytest.raises(ValueError, match="^q is " + words):
            kl_divergence(good, rv)
        with pytest.raises(ValueError, match="^p is " + words):
            surprisal(rv, at=0)


@pytest.mark.parametrize("family", [stats.norm, stats.poisson])
def test_a_family_is_not_a_distribution(family):
    for call in (entropy, lambda p: surprisal(p, at=0)):
        with pytest.raises(TypeError, match=rf"^p is the family {family.name}: give it parameters"):
            call(family)


def test_other_objects_of_scipy_are_refused_by_name():
    with pytest.raises(TypeError, match=r"of type multivariate_normal_frozen: give an array"):
        entropy(stats.multivariate_normal([0, 0]))


def test_axis_is_for_arrays():
    with pytest.raises(TypeError, match=r"^axis is 0, but p is a mapping: axis= is for arrays"):
        entropy({"a": 1}, axis=0)
    with pytest.raises(TypeError, match=r"^axis is 0, but p is a continuous distribution"):
        kl_divergence(stats.norm(), stats.norm(), axis=0)
    with pytest.raises(TypeError, match=r"^axis is None, but p is a discrete distribution"):
        surprisal(stats.poisson(3), at=2, axis=None)


# --- surprisal ----------------------------------------------------------------------------------


def test_surprisal_at_outcomes():
    assert surprisal(stats.norm(), at=0) == pytest.approx(0.5 * math.log(2 * math.pi))
    assert isinstance(surprisal(stats.norm(), at=0), float)
    at = np.array([[0, 1], [2, 3]])
    np.testing.assert_allclose(surprisal(stats.poisson(3), at=at), -stats.poisson(3).logpmf(at))
    # A density above 1 has negative surprisal; there is no floor at 0.
    assert surprisal(stats.uniform(0, 0.25), at=0.1) == pytest.approx(-math.log(4))


def test_surprisal_is_infinite_where_there_is_no_mass():
    np.testing.assert_array_equal(
        surprisal(TABLE, at=[1, 3, 5, 7], base=2), [1, math.inf, 2, math.inf]
    )
    assert surprisal(HISTOGRAM, at=1.5) == math.inf
    assert surprisal(stats.uniform(), at=2) == surprisal(stats.poisson(3), at=0.5) == math.inf
    assert surprisal(stats.beta(2, 2), at=0) == math.inf


def test_surprisal_does_not_take_an_underflow_for_the_truth():
    # laplace.logpdf(800) is −inf; the density is exp(−800)/2.
    assert stats.laplace.logpdf(800) == -math.inf
    with pytest.raises(UnresolvedError, match=r"^laplace underflows at at\[1\] = 800"):
        surprisal(stats.laplace(), at=[700, 800])
    # Before it underflows, a density loses digits: −739.7 instead of −740.7.
    with pytest.raises(UnresolvedError, match=r"^laplace underflows at at = 740"):
        surprisal(stats.laplace(), at=740)
    assert surprisal(stats.laplace(), at=700) == pytest.approx(700 + math.log(2), rel=1e-15)
    # It is the standard density that underflows, whatever the scale does to its logarithm.
    with pytest.raises(UnresolvedError, match="laplace"):
        surprisal(stats.laplace(scale=1e-30), at=720e-30)
    assert surprisal(stats.laplace(scale=1e30), at=700e30) == pytest.approx(
        700 + math.log(2e30), rel=1e-15
    )
    assert surprisal(stats.norm(), at=1e6) == pytest.approx(5e11, rel=1e-9)


def test_at_goes_with_distributions_and_only_with_them():
    with pytest.raises(TypeError, match=r"^p is a distribution: say at which outcomes with at="):
        surprisal(stats.norm())
    for p in ([0.5, 0.5], {"a": 1}, 0.5):
        with pytest.raises(TypeError, match=r"^at= is for frozen SciPy distributions"):
            surprisal(p, at=0)
    with pytest.raises(TypeError, match=r"^at is 'a' of type str"):
        surprisal(stats.norm(), at="a")
    with pytest.raises(ValueError, match=r"^at\[1\] is nan"):
        surprisal(stats.norm(), at=[0, math.nan])


@pytest.mark.parametrize("rv", [stats.zipf(1.01), stats.poisson(1e12)])
def test_no_quantile_is_asked_for(rv):
    # SciPy's median of this zipf needs a table larger than the memory; of this Poisson it is nan.
    with pytest.raises(UnresolvedError, match="could not be resolved"):
        entropy(rv)


def test_a_single_pmf_beside_several_is_found_wrong_along_its_own_axis():
    with pytest.raises(ValueError, match=r"p sums to 1\.1"):
        kl_divergence([0.5, 0.6], [[0.5, 0.5], [0.5, 0.5]], axis=1)
