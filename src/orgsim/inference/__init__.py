"""Inference: an organisation conditioned on its own answers, and what to expect of it."""
