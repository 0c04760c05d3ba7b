"""The two directions of the KL divergence, and where they part."""
