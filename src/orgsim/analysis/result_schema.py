"""Columns of a sweep's rows, each declared once: its name and how it is computed from a run.

A column added here is in every row and can be analysed, plotted and used in stopping rules.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from orgsim.analysis.convergence_weeks import convergence_week
from orgsim.analysis.repetitions import SET
from orgsim.config.models import Config
from orgsim.engine.rest import Rested
from orgsim.measures.declarations import Measure
from orgsim.measures.outcomes import MEASURES, at_end, at_start

IDENTITY = ("point", "replication", "status", "message", "weeks")
"""First columns of every row; the point's own values follow the replication."""

GAP = "message_practice_gap"
CONVERGENCE = "convergence_week"


class RunsMeasured(NamedTuple):
    """Runs with their measures by name, (weeks + 1, runs), and configs, none where a run failed.

    rests  how each came to rest before week 0, none where it begins as drawn
    sets   number of each one's parameter set, none where it has the config's own numbers
    """

    measures: Mapping[str, np.ndarray]
    configs: Sequence[Config | None]
    rests: Sequence[Rested | None]
    sets: Sequence[int | None] = ()

    def setting(self, name: str) -> np.ndarray:
        """A number of each run's table `run`, (runs,), NaN where the run failed."""
        return np.array([np.nan if c is None else getattr(c.run, name) for c in self.configs])


class ResultColumn(NamedTuple):
    """A column of numbers, NaN where there is none.

    better  whether more of it is better: 1, −1, 0 for neither
    made    of runs, (runs,)
    is_time whether it is a time that may not be reached within the weeks simulated (censored)
    """

    name: str
    label: str
    unit: str
    better: int
    made: Callable[[RunsMeasured], np.ndarray]
    is_time: bool = False


def _converged_to(
    limit: Callable[[RunsMeasured], np.ndarray],
) -> Callable[[RunsMeasured], np.ndarray]:
    """The week from which the gap stays at or below a limit, (runs,)."""

    def made(runs: RunsMeasured) -> np.ndarray:
        failed = np.isnan(runs.setting("weeks"))
        return np.where(failed, np.nan, convergence_week(runs.measures[GAP], limit(runs)))

    return made


def _at(
    name: str, moment: Callable[[str, np.ndarray], np.ndarray], runs: RunsMeasured
) -> np.ndarray:
    """A measure at a moment, (runs,)."""
    return moment(name, runs.measures[name])


def _of_rest(name: str, as_drawn: float) -> Callable[[RunsMeasured], np.ndarray]:
    """A number of each run's rest, (runs,), or a substitute if there was none."""

    def made(runs: RunsMeasured) -> np.ndarray:
        failed = np.isnan(runs.setting("weeks"))
        found = [getattr(rest, name) if rest else as_drawn for rest in runs.rests]
        return np.where(failed, np.nan, np.array(found, float))

    return made


def _of_measure(name: str, known_as: Measure) -> list[ResultColumn]:
    """A measure's value at the start and at the end."""
    return [
        ResultColumn(
            f"{name}_{moment}",
            f"{known_as.label}, {moment}",
            known_as.unit,
            known_as.better,
            partial(_at, name, value),
        )
        for moment, value in (("start", at_start), ("end", at_end))
    ]


_COLUMNS = (
    ResultColumn(
        CONVERGENCE,
        "Week of convergence (gap under a share of its start)",
        "weeks",
        -1,
        _converged_to(lambda runs: runs.setting("converged_share") * runs.measures[GAP][0]),
        is_time=True,
    ),
    ResultColumn(
        f"{CONVERGENCE}_absolute",
        "Week of convergence (gap under an absolute limit)",
        "weeks",
        -1,
        _converged_to(lambda runs: runs.setting("converged_gap")),
        is_time=True,
    ),
    ResultColumn(
        "rest_weeks",
        "Weeks before week 0, to come to rest",
        "weeks",
        0,
        _of_rest("weeks", 0.0),
    ),
    ResultColumn(
        "at_rest",
        "Whether it had come to rest by week 0 (1) or not (0)",
        "share",
        0,
        _of_rest("at_rest", np.nan),
    ),
    ResultColumn(
        SET,
        "Number of the parameter set",
        "number",
        0,
        lambda runs: np.array(runs.sets, float),
    ),
    *(column for name, of in MEASURES.items() for column in _of_measure(name, of)),
)
RESULT_COLUMNS: Mapping[str, ResultColumn] = MappingProxyType({c.name: c for c in _COLUMNS})
"""All columns by name, in order."""


def own_columns(own: Mapping[str, Measure]) -> dict[str, ResultColumn]:
    """The columns of one's own measures by name, which follow all others."""
    return {column.name: column for name, of in own.items() for column in _of_measure(name, of)}


TIMES = tuple(column.name for column in _COLUMNS if column.is_time)
