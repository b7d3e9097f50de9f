"""A recipe that takes down the worker that follows it."""

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass

from orgsim.config.models import Config
from orgsim.sweep.design import Value
from orgsim.sweep.point_config import Recipe


@dataclass(frozen=True)
class Deadly(Recipe):
    """Kills whoever wants the config of a point with this span of control."""

    span: float = 0.0

    @classmethod
    def of(cls, recipe: Recipe, span: float) -> "Deadly":
        """The same recipe, but deadly."""
        return cls(recipe.base, recipe.kinds, recipe.seed, recipe.record_weeks, span=span)

    def config(self, values: Sequence[Value]) -> Config:
        """The config of a point, if it is not the deadly one."""
        if values[0] == self.span:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().config(values)
