"""What training does: likelihood, the softmax, and their gradients."""
