"""Estimation: entropy, divergence and tests when only samples are at hand.

From counts of outcomes (`entropy_from_counts`, `kl_from_counts`), from points in d dimensions
(`entropy_from_samples`, `kl_from_samples`), from log-ratios of draws (`kl_monte_carlo`), with what
can be said of the error: `bootstrap_interval`, `kl_monte_carlo_moments`, and for tests between two
pmfs `chernoff_information`, `likelihood_ratio_errors` and `simulate_likelihood_ratio`. What is
random takes a `numpy.random.Generator`.
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

__all__ = [
    "Chernoff",
    "ErrorProbabilities",
    "Interval",
    "MonteCarlo",
    "bootstrap_interval",
    "chernoff_information",
    "entropy_from_counts",
    "entropy_from_samples",
    "kl_from_counts",
    "kl_from_samples",
    "kl_monte_carlo",
    "kl_monte_carlo_moments",
    "likelihood_ratio_errors",
    "simulate_likelihood_ratio",
]
