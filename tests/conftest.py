"""Hypothesis draws the same examples in every run, so that a green test stays green."""

from hypothesis import settings

settings.register_profile("book", derandomize=True, deadline=None)
settings.load_profile("book")
