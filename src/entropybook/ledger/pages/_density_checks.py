"""What could refute the statements of 01-entropy about densities."""

from math import exp, log, sqrt
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import stats

from entropybook._draws import near
from entropybook.measures import entropy


def _density(rng: Generator) -> tuple[Any, float, float]:
    """Draw a family, a mean and a scale."""
    family = stats.norm if rng.random() < 0.5 else stats.logistic
    return family, rng.normal(), rng.uniform(0.5, 2)


def narrow_normal() -> bool:
    """The normal density of standard deviation 0.1: above 1 at its middle, with h < 0."""
    law = stats.norm(scale=0.1)
    return bool(law.pdf(0) > 1 and log(law.pdf(0)) > 0 and entropy(law) < 0)


def sign_by_width(rng: Generator) -> bool:
    """Random normal densities, narrower and wider than where ½ log(2πeσ²) is 0, by quadrature."""
    border = 1 / sqrt(2 * np.pi * np.e)
    narrow, wide = (stats.norm(rng.normal(), border * exp(side)) for side in (-1, 1))
    return bool(entropy(narrow) < 0 < entropy(wide))


def cells_of_a_density(rng: Generator) -> bool:
    """A random normal or logistic density in cells of ever smaller width δ.

    The entropy of the cell number misses h − log δ by ever less, and grows as −log δ does.
    """
    family, mean, scale = _density(rng)
    law, entropies, misses = family(mean, scale), [], []
    for width in (scale / 4, scale / 16, scale / 64):
        # Cells down to where 1e-12 of the probability is left, which is too little to be seen.
        edges = np.arange(law.ppf(1e-12), law.isf(1e-12), width)
        cells = np.diff(law.cdf(edges))
        entropies.append(entropy(cells / cells.sum()))
        misses.append(abs(entropies[-1] - (entropy(law) - log(width))))
    grows = np.allclose(np.diff(entropies), log(4), atol=0.01)
    return bool(grows and misses[0] > misses[1] > misses[2] and misses[2] < 1e-4)


def smaller_unit(rng: Generator) -> bool:
    """A random normal or logistic density, in a unit 100 or 1000 times smaller.

    The same cells have the same probabilities, the density is so many times smaller, and h larger
    by the logarithm.
    """
    family, mean, scale = _density(rng)
    times = rng.choice([100, 1000])
    before, after = family(mean, scale), family(mean * times, scale * times)
    at = mean + scale * rng.normal(size=5)
    same_cells = near(before.cdf(at), after.cdf(at * times))
    smaller = near(before.pdf(at) / times, after.pdf(at * times))
    return same_cells and smaller and near(entropy(after), entropy(before) + log(times))


def differences_have_no_unit(rng: Generator) -> bool:
    """Two random densities in metres and in another unit: their h differ by the same."""
    (one, a, b), (other, c, d), times = _density(rng), _density(rng), rng.uniform(2, 1000)
    metres = entropy(one(a, b)) - entropy(other(c, d))
    return near(metres, entropy(one(a * times, b * times)) - entropy(other(c * times, d * times)))


def heights_in_two_units() -> bool:
    """The same heights, normal with a standard deviation of 0.07 m or 7 cm: h < 0, and h > 0."""
    return bool(entropy(stats.norm(scale=0.07)) < 0 < entropy(stats.norm(scale=7)))
