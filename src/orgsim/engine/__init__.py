"""The engine: one week of everybody in all runs of an ensemble."""

from orgsim.engine.abreast import empty_lanes
from orgsim.engine.loop import kernels
from orgsim.engine.measuring import add_levels, blocks
from orgsim.engine.week import NO_SUMS, advance, empty_week, standing

__all__ = [
    "NO_SUMS",
    "add_levels",
    "advance",
    "blocks",
    "empty_lanes",
    "empty_week",
    "kernels",
    "standing",
]
