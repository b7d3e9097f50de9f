"""Inference: an organisation conditioned on its own answers, and what is to be expected of it."""
