"""Rows for the estimators, and a table of their errors beside those of the peers.

`python benchmarks/bench_estimation.py` prints the table of errors alone.
"""

import functools
import importlib.util
import math
import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from dit.inference.knn_estimators import differential_entropy_knn
from rows import Row
from scipy import stats
from scipy.spatial import cKDTree

from entropybook.estimation import (
    bootstrap_interval,
    entropy_from_counts,
    entropy_from_samples,
    kl_from_counts,
    kl_from_samples,
    kl_monte_carlo,
)

# Well kept, but it needs numba, which is larger than all the rest: measured where it is there.
INFOMEASURE = importlib.util.find_spec("infomeasure") is not None

METHODS = ("plug-in", "miller-madow", "grassberger", "chao-shen")
ZIPF = 1 / np.arange(1, 101)
Estimator = Callable[..., Any]


def counts_of(k: int) -> np.ndarray:
    """Return the counts of 10,000 samples of 100 draws of k outcomes."""
    return np.random.default_rng(0).multinomial(100, np.full(k, 1 / k), size=10_000)


def plug_in() -> Row:
    """Plug-in entropy of 10,000 samples, in multiples of a log of as many numbers."""
    counts = counts_of(100)
    numbers, buffer = counts + 1.0, np.empty(counts.shape)
    ours, theirs = entropy_from_counts(counts), stats.entropy(counts, axis=1)
    if not np.allclose(ours, theirs):
        raise AssertionError("scipy.stats.entropy has other values")
    return Row(
        "plug-in, 10000 × 100",
        lambda: entropy_from_counts(counts),
        lambda: np.log(numbers, out=buffer),
        peers={"scipy.stats.entropy": lambda: stats.entropy(counts, axis=1)},
    )


def corrected(method: str) -> Callable[[], Row]:
    """Return the row of a corrected estimator on 10,000 samples."""

    def row() -> Row:
        counts = counts_of(100)
        numbers, buffer = counts + 1.0, np.empty(counts.shape)
        return Row(
            f"{method}, 10000 × 100",
            lambda: entropy_from_counts(counts, method=method),
            lambda: np.log(numbers, out=buffer),
            limit=30,
        )

    return row


def plug_in_kl() -> Row:
    """KL of 10,000 pairs of samples."""
    n, m = counts_of(100), counts_of(100)[::-1]
    numbers, buffer = n + 1.0, np.empty(n.shape)
    return Row(
        "KL of counts, added=1",
        lambda: kl_from_counts(n, m, added=1),
        lambda: np.log(numbers, out=buffer),
        peers={"scipy.stats.entropy": lambda: stats.entropy(n + 1, m + 1, axis=1)},
    )


def on_the_line() -> Row:
    """Differential entropy of 100,000 numbers, in multiples of sorting them."""
    x = np.random.default_rng(0).normal(size=100_000)
    return Row(
        "h of 1e5 points, d = 1",
        lambda: entropy_from_samples(x),
        lambda: np.sort(x),
        peers={
            "scipy.stats.differential_entropy": lambda: stats.differential_entropy(x),
            "dit": lambda: differential_entropy_knn(x[:, np.newaxis], k=3),
        },
    )


def in_space(d: int, n: int) -> Callable[[], Row]:
    """Return the row of differential entropy in d dimensions, in multiples of SciPy's search."""

    def row() -> Row:
        x = np.random.default_rng(0).normal(size=(n, d))
        bare = {"dit": lambda: differential_entropy_knn(x, k=3)}
        if INFOMEASURE:
            bare["infomeasure"] = lambda: neighbours_of_infomeasure(x)
        return Row(
            f"h of {n} points, d = {d}",
            lambda: entropy_from_samples(x),
            lambda: cKDTree(x).query(x, k=4),
            limit=1.5,
            bare=bare,
        )

    return row


def divergence_in_space() -> Row:
    """KL between two samples in 5 dimensions, in multiples of the two searches it takes."""
    x, y = np.random.default_rng(0).normal(size=(2, 5000, 5))
    return Row(
        "KL of 2 × 5000, d = 5",
        lambda: kl_from_samples(x, y),
        lambda: (cKDTree(x).query(x, k=4), cKDTree(y).query(x, k=3)),
        limit=1.5,
    )


def log_ratios() -> Row:
    """k3 with its standard error over a million draws, in multiples of exp of as many numbers."""
    x = np.random.default_rng(0).normal(0.1, 0.4, size=10**6)
    buffer = np.empty_like(x)
    return Row(
        "k3 of 1e6 log-ratios",
        lambda: kl_monte_carlo(x, method="k3"),
        lambda: np.expm1(x, out=buffer),
        limit=60,  # k3 keeps its digits near 0 by a series of twelve terms
    )


def bootstrap() -> Row:
    """Bootstrap interval of an entropy of 1,000 draws, in multiples of drawing the counts."""
    counts = np.array([420, 310, 270])
    draws = np.repeat(np.arange(3), counts)

    def of_draws(x: np.ndarray, axis: int = -1) -> Any:
        return entropy_from_counts(np.stack([(x == i).sum(axis=axis) for i in range(3)], axis=-1))

    rng = np.random.default_rng(0)
    return Row(
        "bootstrap, 999 resamples",
        lambda: bootstrap_interval(entropy_from_counts, counts, rng=rng, resamples=999),
        lambda: rng.multinomial(1000, counts / 1000, size=999),
        limit=5,
        peers={
            "scipy.stats.bootstrap": lambda: stats.bootstrap(
                (draws,), of_draws, n_resamples=999, method="percentile", rng=rng
            )
        },
    )


def neighbours_of_infomeasure(x: np.ndarray) -> Any:
    """Return its estimate of the same kind as ours, without the noise that it adds."""
    import infomeasure

    return infomeasure.entropy(x, approach="kl", k=3, minkowski_p=2, noise_level=0, base="e")


def counts_of_infomeasure(approach: str) -> Estimator:
    """Return its estimator as a function of one count vector."""
    import infomeasure

    return lambda counts: infomeasure.entropy(
        np.repeat(np.arange(counts.size), counts), approach=approach, base="e"
    )


def print_errors() -> None:
    """Print bias, its standard error, rms error and time of the estimators in a few settings."""
    heads = f"{'bias':>9}{'±':>8}{'rms':>8}{'ms each':>10}{'runs':>7}"
    print(f"\n{'error of the estimate, in nats':32}{heads}")
    rng = np.random.default_rng(0)
    for name, weights in (
        ("uniform, K = 10, N = 100", np.ones(10)),
        ("Zipf, K = 100, N = 100", ZIPF),
    ):
        p = weights / weights.sum()
        truth = float(stats.entropy(p))
        samples = rng.multinomial(100, p, size=20_000)
        print(f"H, {name}: {truth:.4f}")
        for method in METHODS:
            all_at_once = functools.partial(entropy_from_counts, method=method)
            report(method, all_at_once, samples, truth, stacked=True)
        all_at_once = functools.partial(stats.entropy, axis=1)
        report("scipy.stats.entropy", all_at_once, samples, truth, stacked=True)
        if INFOMEASURE:
            for approach in ("miller_madow", "grassberger", "chao_shen"):
                estimate = counts_of_infomeasure(approach)
                report(f"infomeasure {approach}", estimate, samples[:2000], truth)
    for d in (1, 5, 10):
        runs = {1: 400, 5: 100, 10: 50}[d]
        xs, ys = rng.normal(size=(2, runs, 2000, d))
        ys[:, :, 0] += 1
        truth = d / 2 * math.log(2 * math.pi * math.e)
        print(f"h, N(0, I), d = {d}, n = 2000: {truth:.4f}")
        for name, estimate in entropies(d).items():
            report(name, estimate, xs, truth)
        print(f"KL, N(0, I) and N(e, I), d = {d}, n = m = 2000: 0.5")
        for k in (1, 3, 10):
            pairs = list(zip(xs, ys, strict=True))
            report(f"k = {k}", lambda pair, k=k: kl_from_samples(*pair, k=k), pairs, 0.5)


def entropies(d: int) -> Mapping[str, Estimator]:
    """Return the estimators of differential entropy in d dimensions, ours first."""
    found: dict[str, Estimator] = {
        f"k = {k}": lambda x, k=k: entropy_from_samples(x, k=k) for k in (1, 3, 10)
    }
    found["dit (max norm), k = 3"] = lambda x: differential_entropy_knn(x, k=3) * math.log(2)
    if d == 1:
        for method in ("vasicek", "van es", "ebrahimi", "correa"):
            found[f"scipy {method}"] = lambda x, m=method: stats.differential_entropy(
                x[:, 0], method=m
            )
    if INFOMEASURE:
        found["infomeasure, k = 3"] = neighbours_of_infomeasure
    return found


def report(
    name: str, estimate: Estimator, samples: Any, truth: float, *, stacked: bool = False
) -> None:
    """Print the line of an estimator that takes one sample, or all of them at once."""
    start = time.perf_counter()
    values = estimate(samples) if stacked else [estimate(sample) for sample in samples]
    each = (time.perf_counter() - start) / len(samples)
    errors = np.asarray(values) - truth
    rms, unsure = np.sqrt(np.mean(errors**2)), np.std(errors, ddof=1) / np.sqrt(len(errors))
    print(
        f"  {name:30}{np.mean(errors):+9.4f}{unsure:8.4f}{rms:8.4f}{each * 1e3:10.4f}"
        f"{len(samples):7}",
        flush=True,
    )


ROWS = [
    plug_in,
    *map(corrected, METHODS[1:]),
    plug_in_kl,
    on_the_line,
    in_space(2, 5000),
    in_space(5, 5000),
    in_space(10, 2000),
    divergence_in_space,
    log_ratios,
    bootstrap,
]

if __name__ == "__main__":
    print_errors()
