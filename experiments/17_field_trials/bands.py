"""Parts and bands: what trials came to in each parameter set, and whether that is in their bands."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from orgsim.analysis.repetitions import SET, by_repetition
from orgsim.evidence.facts import Part
from orgsim.evidence.field_trials import FieldTrial
from orgsim.study.calculations import Columns, chosen
from orgsim.study.evidence import Evidence, exactly, function_of_means
from orgsim.study.quantities import Quantity
from orgsim.study.source_table import Table

from .published import UNITS
from .trials import COURSE, PART

trials = Table("trials", "")

HALF, TAIL = 0.5, 0.05
"""Shares beyond the median, and beyond either end of the 90 % predictive interval."""

How = Callable[[Part, np.ndarray], tuple[np.ndarray, np.ndarray]]
"""Of a part and its values (replications,): which are above, and which below, what they should be."""


def of_part(runs: Columns, name: str) -> np.ndarray:
    """A part in each replication, (replications,), NaN where there is none."""
    return chosen(runs, "value", kind=PART, what=name)


def of_course(runs: Columns, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Weeks of a course, and its values (weeks, replications)."""
    weeks = np.unique(chosen(runs, "week", kind=COURSE, what=name))
    values = chosen(runs, "value", kind=COURSE, what=name)
    return weeks, values.reshape(-1, len(weeks)).T


def sets_of(runs: Columns) -> np.ndarray:
    """The parameter set of each replication, (replications,)."""
    first = runs["what"][0]
    return chosen(runs, SET, kind=PART, what=first).astype(float)


@trials.quantity
def part_of(runs: Columns, name: str) -> np.ndarray:
    """A part by parameter set, (sets,): replications of one set count as one, by their mean."""
    return by_repetition(of_part(runs, name), sets_of(runs))


def part(name: str) -> Quantity:
    """A part as a quantity."""
    return part_of(name).measured_in(UNITS.get(name, "share")).called("mean over parameter sets")


def inside(of: Part, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which values are above the lower end of the band, and which below the upper one."""
    return values >= of.low, values <= of.high


def reached(of: Part, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same of what was found: the middle of the band or, where it has one end, any value in it."""
    if math.isfinite(of.low) and math.isfinite(of.high):
        return values >= of.target, values <= of.target
    return inside(of, values)


def count(runs: Columns, of: Sequence[FieldTrial], how: How, share: float, what: str) -> Evidence:
    """How many trials have, in all their parts, at least this share of replications on both sides.

    With `inside` and one half: the median is in the band. With `reached` and one twentieth: what was
    found is within the 90 % predictive interval. Values that do not exist are on neither side.
    """
    sides = [how(each, of_part(runs, each.name)) for trial in of for each in trial.parts]
    owner = np.repeat(np.arange(len(of)), [len(trial.parts) for trial in of])
    shares = by_repetition(np.array(sides, float), sets_of(runs))

    def trials_that_do(means: np.ndarray) -> np.ndarray:
        held = np.asarray((means >= share - 1e-9).all(axis=-1))
        fails = np.stack([(~held[:, owner == k]).any(axis=1) for k in range(len(of))])
        return np.asarray((~fails).sum(axis=0), float)

    return function_of_means(trials_that_do, shares, what=what)


def number_of_sets(tables: Any) -> Evidence:
    """How many parameter sets the replications had."""
    return exactly(len(np.unique(sets_of(tables["trials"]))))
