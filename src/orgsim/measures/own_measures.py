"""Measures of one's own: functions of an ensemble, taken in every week beside the declared ones."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from orgsim.errors import UserError, quoted
from orgsim.measures.declarations import MEASURES

if TYPE_CHECKING:
    from orgsim.engine.ensemble import Ensemble

OwnMeasures = Mapping[str, Callable[["Ensemble"], np.ndarray]]
"""By name, functions that give one number for each run of an ensemble, (runs,), and change nothing."""

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def refuse_names(own: OwnMeasures) -> None:
    """Raise UserError where a measure of one's own cannot be called so, or is nothing to call."""
    for name, function in own.items():
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise UserError(
                f"measures: {quoted(name)} cannot be a name; write small letters, digits and _,"
                " beginning with a letter, 40 at most"
            )
        if name in MEASURES:
            raise UserError(f"measures: {name} is there already; choose another name")
        if not callable(function):
            raise UserError(f"measures: {name}: is no function; give one that takes an ensemble")


class OwnSeries:
    """What measures of one's own come to in each week of an ensemble, (weeks + 1, runs) by name.

    `take` is called at the start and after each week.
    """

    def __init__(self, own: OwnMeasures, ensemble: "Ensemble", weeks: int) -> None:
        self._own, self._ensemble = own, ensemble
        self.series = {name: np.full((weeks + 1, ensemble.runs), np.nan) for name in own}

    def take(self) -> None:
        """Take all measures of the week just simulated."""
        runs, week = self._ensemble.runs, self._ensemble.week
        for name, function in self._own.items():
            values = np.asarray(function(self._ensemble))
            if values.shape != (runs,) or values.dtype.kind not in "fiub":
                raise UserError(
                    f"measures: {name} gave an array {values.shape} of {values.dtype} in week {week}; it"
                    f" must give one number for each run, ({runs},)"
                )
            self.series[name][week] = values
