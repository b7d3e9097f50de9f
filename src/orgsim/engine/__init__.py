"""The engine: one week of everybody in all runs of an ensemble."""

from orgsim.engine.loop import kernels
from orgsim.engine.measuring import add_levels, blocks
from orgsim.engine.week import advance, empty_week, standing

__all__ = ["add_levels", "advance", "blocks", "empty_week", "kernels", "standing"]
