"""Inference: what an organisation's own answers say of it."""
