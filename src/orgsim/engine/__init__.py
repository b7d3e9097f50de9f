"""The engine: one week of everybody in all runs of an ensemble."""

from orgsim.engine.loop import kernels
from orgsim.scratch import Scratch, empty_scratch

__all__ = ["Scratch", "empty_scratch", "kernels"]
