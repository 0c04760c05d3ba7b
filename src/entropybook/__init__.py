"""Entropy, cross-entropy and KL divergence: the code of an executable book."""

__version__ = "0.1.0"
