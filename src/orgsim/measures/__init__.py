"""Measures: what is summed over people, and what is made of the sums."""
