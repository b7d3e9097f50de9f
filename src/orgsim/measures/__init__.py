"""Measures: sums over people, and what is computed from them."""
