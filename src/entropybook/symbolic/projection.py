"""Information projections: moments matched, and Pythagoras."""
