"""Generative models: the evidence bound, its KL term, and the original GAN."""
