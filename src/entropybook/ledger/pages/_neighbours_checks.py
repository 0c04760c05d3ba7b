"""What could refute the claims of the page 08a-neighbours, each function on one random case."""

import math
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import integrate, special, stats
from scipy.spatial import cKDTree

from entropybook._draws import draw, near
from entropybook.estimation import entropy_from_samples, kl_from_samples
from entropybook.measures import kl_divergence


def _volume(d: int) -> float:
    """Return the volume of the ball of radius 1."""
    return float(math.pi ** (d / 2) / math.gamma(d / 2 + 1))


def _clouds(rng: Generator, d: int | None = None) -> tuple[Any, Any]:
    """Draw a sample from each of two normals, of random sizes, 1 to 4 dimensions and distance."""
    d = int(rng.integers(1, 5)) if d is None else d
    n, m = rng.integers(8, 40, size=2)
    return rng.normal(size=(n, d)), rng.normal(rng.normal(), 1.5, size=(m, d))


def density_from_distance(rng: Generator) -> bool:
    """20,000 uniform points in a cube of 1 to 3 dimensions: the 400th tells the density inside."""
    d, n, k = int(rng.integers(1, 4)), 20_000, 400
    width = rng.uniform(0.1, 10)
    center = np.full(d, width / 2)
    reach = np.sort(np.linalg.norm(rng.uniform(0, width, (n - 1, d)) - center, axis=1))[k - 1]
    density = k / ((n - 1) * _volume(d) * reach**d)
    # The share in the ball is off by 1/√400, or 5%: five of these.
    return bool(abs(density * width**d - 1) < 0.25)


def volume_and_k_cancel(rng: Generator) -> bool:
    """Random sizes, distances and dimensions: divide one density by the other."""
    d, k, n, m = (int(number) for number in rng.integers(2, 9, size=4))
    rho, nu = rng.lognormal(size=2)
    r, s = k / ((n - 1) * _volume(d) * rho**d), k / (m * _volume(d) * nu**d)
    return near(math.log(r / s), d * math.log(nu / rho) + math.log(m / (n - 1)))


def mass_of_any_density(rng: Generator) -> bool:
    """A normal, exponential, beta or Cauchy density around a point: M by simulation, and log M."""
    densities = (stats.norm(), stats.expon(), stats.beta(0.5, 3), stats.cauchy())
    density = densities[int(rng.integers(4))]
    n, repeats = int(rng.integers(3, 12)), 4000
    k = int(rng.integers(1, n))
    here = density.rvs(random_state=rng)
    others = density.rvs(size=(repeats, n - 1), random_state=rng)
    reach = np.sort(abs(others - here), axis=1)[:, k - 1]
    mass = density.cdf(here + reach) - density.cdf(here - reach)
    log_mean = special.digamma(k) - special.digamma(n)
    spread = math.sqrt(special.polygamma(1, k) - special.polygamma(1, n))
    # Five standard errors of each mean; M itself has one of at most a half.
    off = abs(np.mean(mass) - k / n), abs(np.mean(np.log(mass)) - log_mean)
    return bool(off[0] < 2.5 / math.sqrt(repeats) and off[1] < 5 * spread / math.sqrt(repeats))


def log_of_a_beta(rng: Generator) -> bool:
    """Random n and k: the mean of log M by quadrature over the density of the k-th of n − 1."""
    n = int(rng.integers(2, 30))
    k = int(rng.integers(1, n))
    density = stats.beta(k, n - k).pdf
    value, _ = integrate.quad(lambda t: density(math.exp(-t)) * t * math.exp(-t), 0, 60)
    return math.isclose(-value, special.digamma(k) - special.digamma(n), rel_tol=1e-6)


def digammas_are_a_sum(rng: Generator) -> bool:
    """Random n and k: add up 1/k to 1/(n − 1)."""
    n = int(rng.integers(2, 60))
    k = int(rng.integers(1, n))
    return near(special.digamma(n) - special.digamma(k), sum(1 / j for j in range(k, n)))


def share_too_high(rng: Generator) -> bool:
    """Random n and k: the mean of log M is below log(k/n)."""
    n = int(rng.integers(2, 10_000))
    k = int(rng.integers(1, n))
    return bool(special.digamma(k) - special.digamma(n) < math.log(k / n))


def digammas_for_logarithms(rng: Generator) -> bool:
    """Random points: the mean of −log(k/((n − 1)Vρᵈ)), with ψ for the two logarithms."""
    x, _ = _clouds(rng)
    (n, d), k = x.shape, int(rng.integers(1, 5))
    rho = cKDTree(x).query(x, k=[k + 1])[0][:, 0]
    naive = np.mean(-np.log(k / ((n - 1) * _volume(d) * rho**d)))
    mended = naive + math.log(k) - math.log(n - 1) - special.digamma(k) + special.digamma(n)
    return near(entropy_from_samples(x, k=k), mended)


def constants_agree(rng: Generator) -> bool:
    """Random sizes: ψ(m + 1) − ψ(n) is log(m/(n − 1)) within half of 1/m or 1/(n − 1)."""
    n, m = (int(size) for size in rng.integers(2, 3000, size=2))

    def gap(m: int) -> float:
        return float(special.digamma(m + 1) - special.digamma(n)) - math.log(m / (n - 1))

    return abs(gap(n - 1)) < 1e-12 and abs(gap(m)) <= 1 / (2 * min(m, n - 1))


def distance_shrinks(rng: Generator) -> bool:
    """Uniform points on a torus of 1 to 3 dimensions: 2ᵈ times as many are half as far apart."""
    d, n = int(rng.integers(1, 4)), 1500

    def mean_log(n: int) -> float:
        points = rng.random((n, d))
        return float(np.mean(np.log(cKDTree(points, boxsize=1).query(points, k=[2])[0])))

    # The logarithm scatters by about 1.3/d, so its mean by less than 0.04 at 1,500 points.
    return abs(mean_log(n) - mean_log(n * 2**d) - math.log(2)) < 0.2


def mixture_hides(rng: Generator) -> bool:
    """Random pmfs, some outcomes forbidden by S: the density, the divergence, and the chance."""
    r, s = draw(rng, outcomes=5)
    s[:2] = 0
    s /= s.sum()
    eps = 10 ** rng.uniform(-6, -0.1)
    mixed = (1 - eps) * s + eps * r
    m = int(rng.integers(6, 10**6))
    bounded = kl_divergence(r, mixed) <= math.log(1 / eps) and np.all(mixed >= eps * r)
    unmixed = kl_divergence(r, s) == math.inf and stats.binom.pmf(0, m, 1 / m) > 1 / 3
    return bool(bounded and unmixed and near(stats.binom.pmf(0, m, eps), (1 - eps) ** m))


def mixture_hides_densities(rng: Generator) -> bool:
    """Random normals: the divergence from the mixture, by quadrature, is at most log(1/ε)."""
    r, s = stats.norm(0, rng.uniform(0.5, 2)), stats.norm(rng.uniform(-9, 9), rng.uniform(0.5, 2))
    eps = 10 ** rng.uniform(-6, -0.1)
    x = np.linspace(-10, 10, 4001) * r.std()
    ratio = r.logpdf(x) - np.logaddexp(math.log1p(-eps) + s.logpdf(x), math.log(eps) + r.logpdf(x))
    return bool(integrate.trapezoid(r.pdf(x) * ratio, x) <= math.log(1 / eps))


def same_after_a_map(rng: Generator) -> bool:
    """Random normals, both through sinh: the divergence by quadrature before and after."""
    r, s = (stats.norm(rng.normal(), rng.uniform(0.5, 1.5)) for _ in range(2))

    def after(density: Any, z: Any) -> Any:
        return density.logpdf(np.arcsinh(z)) - np.log(1 + z**2) / 2

    z = np.sinh(np.linspace(r.mean() - 9 * r.std(), r.mean() + 9 * r.std(), 6001))
    terms = np.exp(after(r, z)) * (after(r, z) - after(s, z))
    # The trapezoid on a grid of 0.003 to 0.005 standard deviations, uneven after the map.
    return math.isclose(integrate.trapezoid(terms, z), kl_divergence(r, s), rel_tol=1e-4)


def same_after_a_matrix(rng: Generator) -> bool:
    """Random normals in 3 dimensions through a random matrix: the divergence by its formula."""
    roots, matrix = rng.normal(size=(2, 3, 3)), rng.normal(size=(3, 3))
    shift = rng.normal(size=3)
    covariances = [root @ root.T + np.eye(3) for root in roots]

    def between(a: Any, b: Any, shift: Any) -> float:
        inverse = np.linalg.inv(b)
        logs = np.linalg.slogdet(b)[1] - np.linalg.slogdet(a)[1]
        return float(np.trace(inverse @ a) + shift @ inverse @ shift - len(a) + logs) / 2

    a, b = covariances
    after = between(matrix @ a @ matrix.T, matrix @ b @ matrix.T, matrix @ shift)
    return math.isclose(after, between(a, b, shift), rel_tol=1e-6)


def similar_clouds(rng: Generator) -> bool:
    """Random points, shifted, turned and scaled: all distances are the same multiple."""
    x, y = _clouds(rng, 3)
    turn, scale, shift = stats.ortho_group.rvs(3, random_state=rng), rng.lognormal(), rng.normal()
    moved = (scale * points @ turn + shift for points in (x, y))
    return math.isclose(kl_from_samples(*moved), kl_from_samples(x, y), rel_tol=1e-6, abs_tol=1e-9)


def one_reading_decides(rng: Generator) -> bool:
    """Random points in the plane, one reading in 10⁹: twice the mean of the logs on its line."""
    x, y = _clouds(rng, 2)
    place = int(rng.integers(2))
    scales = np.ones(2)
    scales[place] = 1e9
    alone = kl_from_samples(x[:, place], y[:, place])
    constant = math.log(len(y) / (len(x) - 1))
    whole = kl_from_samples(x * scales, y * scales)
    return math.isclose(whole - constant, 2 * (alone - constant), rel_tol=1e-4, abs_tol=1e-6)


def rounding_takes_it_off(rng: Generator) -> bool:
    """Random pmfs of rounded values, each spread evenly over its cell: integrate the densities."""
    r, s = draw(rng)
    width, fine = rng.uniform(0.01, 2), 50
    heights = (np.repeat(pmf / width, fine) for pmf in (r, s))
    a, b = heights
    return near(np.sum(a * np.log(a / b)) * width / fine, kl_divergence(r, s))


def permutation_with_a_fixed_point(rng: Generator) -> bool:
    """2,000 shuffles of a random number of things: 63% leave one where it was."""
    n = int(rng.integers(20, 60))
    stay = np.any(rng.permuted(np.tile(np.arange(n), (2000, 1)), axis=1) == np.arange(n), axis=1)
    # Five standard errors of a share of 2,000.
    return bool(abs(np.mean(stay) - (1 - 1 / math.e)) < 5 * 0.483 / math.sqrt(2000))


def negative_although_apart() -> bool:
    """Three points of each of two clouds, mixed up: the estimate is below 0."""
    return kl_from_samples([0.0, 4.0, 9.0], [0.5, 4.5, 9.5], k=1) < 0
