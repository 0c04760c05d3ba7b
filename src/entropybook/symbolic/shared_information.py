"""Mutual information, the chain rule and data processing."""
