"""Estimates from samples: bias and variance, exactly."""
