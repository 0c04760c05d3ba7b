"""KL divergence near zero, and its relatives."""
