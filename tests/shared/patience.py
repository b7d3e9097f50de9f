"""How long tests wait for what must come, also on a machine that is slow or has much else to do."""

PATIENCE = 180
"""Seconds."""
