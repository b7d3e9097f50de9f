"""Everybody of a scenario, drawn as a network and followed week by week."""
