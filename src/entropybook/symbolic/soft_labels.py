"""Soft targets: temperature, distillation and the scale of its gradient."""
