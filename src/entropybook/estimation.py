"""Estimation: entropy, divergence and tests when only samples are at hand.

From counts of outcomes (`entropy_from_counts`, `kl_from_counts`), from points in d dimensions
(`entropy_from_samples`, `kl_from_samples`), from log-ratios of draws (`kl_monte_carlo`), with what
can be said of the error: `bootstrap_interval`, `kl_monte_carlo_moments`. For tests between two pmfs
there are `chernoff_information`, `likelihood_ratio_errors` and `simulate_likelihood_ratio`, for two
samples `js_from_counts`, `g_test` and `split_test`. What is random takes a
`numpy.random.Generator`.
"""

from entropybook._chernoff import Chernoff, chernoff_information
from entropybook._counts import entropy_from_counts, kl_from_counts
from entropybook._decisions import (
    ErrorProbabilities,
    likelihood_ratio_errors,
    simulate_likelihood_ratio,
)
from entropybook._montecarlo import MonteCarlo, kl_monte_carlo, kl_monte_carlo_moments
from entropybook._nearest import entropy_from_samples, kl_from_samples
from entropybook._resampling import Interval, bootstrap_interval
from entropybook._two_samples import GTest, SplitTest, g_test, js_from_counts, split_test

__all__ = [
    "Chernoff",
    "ErrorProbabilities",
    "GTest",
    "Interval",
    "MonteCarlo",
    "SplitTest",
    "bootstrap_interval",
    "chernoff_information",
    "entropy_from_counts",
    "entropy_from_samples",
    "g_test",
    "js_from_counts",
    "kl_from_counts",
    "kl_from_samples",
    "kl_monte_carlo",
    "kl_monte_carlo_moments",
    "likelihood_ratio_errors",
    "simulate_likelihood_ratio",
    "split_test",
]
