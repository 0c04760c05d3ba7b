"""Entropy, cross-entropy and KL divergence: the code of an executable book."""

from entropybook._validate import UnresolvedError
from entropybook.measures import (
    cross_entropy,
    entropy,
    js_divergence,
    kl_divergence,
    pmf,
    surprisal,
)
from entropybook.normal import kl_normal

__version__ = "0.1.0"
__all__ = [
    "UnresolvedError",
    "cross_entropy",
    "entropy",
    "js_divergence",
    "kl_divergence",
    "kl_normal",
    "pmf",
    "surprisal",
]
