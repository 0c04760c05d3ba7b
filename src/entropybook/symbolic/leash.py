"""A KL penalty as a leash: the optimum is the tilted distribution."""
