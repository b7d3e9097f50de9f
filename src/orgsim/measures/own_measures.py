"""User-defined measures: functions of a run, recorded every week besides the declared ones."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from orgsim.config.models import Config
from orgsim.config.own_measure_config import BETTER
from orgsim.errors import UserError, quoted
from orgsim.measures.declarations import MEASURES, Measure
from orgsim.measures.one_run import OneRun

if TYPE_CHECKING:
    from orgsim.engine.ensemble import Ensemble

OwnMeasures = Mapping[str, Callable[[Any], Any]]
"""By name, functions that give one number for a run, which has the names of an `Ensemble`."""

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
COLUMNS = ("scenario", "replication", "parameter_set", "week", "level", "point")
"""Columns of result tables other than measures."""


def own_declarations(config: Config) -> dict[str, Measure]:
    """What a config declares of its own measures, by name; UserError where a name is taken."""
    own = config.own_measures or ()
    for each in own:
        refuse_name(each.name, "own_measures")
    return {
        each.name: Measure(
            each.title, each.unit, BETTER[each.better], each.meaning, None, matters=each.matters
        )
        for each in own
    }


def told_of(name: str, told: Mapping[str, Any]) -> str | Measure:
    """A declared measure's name; of one's own, the declaration that a summary gives of it."""
    if name in MEASURES:
        return name
    return Measure(
        told["label"], told["unit"], told["better"], "", None, matters=told.get("matters", 0.0)
    )


def own_in(summary: Mapping[str, Any]) -> tuple[str, ...]:
    """The measures of a summary that are the user's own."""
    first = next(iter(summary["scenarios"].values()))["measures"]
    return tuple(name for name in first if name not in MEASURES)


def undeclared(name: str) -> Measure:
    """The declaration of a measure given only as a function."""
    return Measure(name, "number", 0, "", None, matters=0.0)


def refuse_name(name: Any, where: str = "measures") -> None:
    """Raise UserError if the name of a user-defined measure is not allowed."""
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise UserError(
            f"{where}: {quoted(name)} cannot be a name; write small letters, digits and _,"
            " beginning with a letter, 40 at most"
        )
    if name in MEASURES or name in COLUMNS:
        raise UserError(f"{where}: {name} already exists; choose another name")


def refuse_names(own: OwnMeasures) -> None:
    """Raise UserError where a measure of one's own cannot be called so, or is nothing to call."""
    for name, function in own.items():
        refuse_name(name)
        if not callable(function):
            raise UserError(f"measures: {name}: is not a function; give one that takes an ensemble")


class OwnSeries:
    """Values of user-defined measures in each week of an ensemble, (weeks + 1, runs) by name.

    `take` is called at the start and after each week.
    """

    def __init__(self, own: OwnMeasures, ensemble: "Ensemble", weeks: int) -> None:
        self._own, self._ensemble = own, ensemble
        self.series = {name: np.full((weeks + 1, ensemble.runs), np.nan) for name in own}

    def take(self) -> None:
        """Record all measures of the week just simulated; UserError if one is not a number."""
        if not self._own:
            return
        week = self._ensemble.week
        for number in range(self._ensemble.runs):
            run = OneRun(self._ensemble, number)
            for name, function in self._own.items():
                self.series[name][week, number] = _taken(name, function, run)

    def take_after_each(
        self, progress: Callable[[int], None] | None = None
    ) -> Callable[[int], None] | None:
        """Take those of the start; what to call after each week, with the person-weeks it was.

        progress  is called, too; None where there is nothing to call
        """
        self.take()
        if not self._own:
            return progress

        def told(person_weeks: int) -> None:
            self.take()
            if progress:
                progress(person_weeks)

        return told


def _taken(name: str, function: Callable[[Any], Any], run: OneRun) -> float:
    """Value of a user-defined measure in a week of a run."""
    try:
        values = np.asarray(function(run))
    except Exception as error:  # whatever it was, it is the user's function that did it
        raise UserError(
            f"measures: {name} raised {type(error).__name__}: {error}, in week {run.week};"
            f" correct {_where(function)}"
        ) from error
    if values.shape not in ((), (1,)) or values.dtype.kind not in "fiub":
        raise UserError(
            f"measures: {name} gave an array {values.shape} of {values.dtype} in week {run.week}; it"
            f" must give one number for each run, (1,): correct {_where(function)}"
        )
    value = float(values.reshape(()))
    if not np.isfinite(value):
        raise UserError(
            f"measures: {name} gave {value} in week {run.week}; it must give a finite number in every"
            f" week, the start included: correct {_where(function)}"
        )
    return value


def _where(function: Callable[[Any], Any]) -> str:
    """A function as a config names it."""
    name = getattr(function, "__qualname__", type(function).__name__)
    return f"{getattr(function, '__module__', '')}:{name}"
