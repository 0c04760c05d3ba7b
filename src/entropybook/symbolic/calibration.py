"""How a cross-entropy splits into calibration and refinement."""
