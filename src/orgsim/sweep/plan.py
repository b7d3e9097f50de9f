"""Plan: which runs stand side by side.

Points whose organisation is the same form ensembles, so their ties and draws are shared (common random
numbers); where each replication draws an organisation of its own, an ensemble holds one replication of
many points. Ensembles that take little time are handed out several at once, as a part of the sweep. A
plan depends on the sweep alone, never on workers, so parts mean the same everywhere; a run's numbers do
not depend on the plan either.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import NamedTuple, TypeVar

import numpy as np

from orgsim.config.models import Config
from orgsim.engine.rest import begins_at_rest, expected_weeks
from orgsim.engine.widths import WIDTHS
from orgsim.errors import UserError
from orgsim.organise import redraws
from orgsim.simulation.demand import ensemble_bytes, record_bytes, state_bytes
from orgsim.simulation.outlook import Shape, shape_of
from orgsim.sweep.design import Value
from orgsim.sweep.point_config import FACTS, SCENARIO
from orgsim.sweep.sweep_file import Sweep

STRUCTURAL = ("run.weeks", "run.redraw_organisation", "run.start", SCENARIO)
"""Keys that change what the runs of an ensemble must share; so does all of `organisation`."""

NEAR_BYTES = 2**23
"""Room that the state of more than NARROW runs may take: as much as is near a processor, by trial."""

NARROW = 8
"""Runs that take the least time each where no more are near: they fill whole vectors."""

STATE_BYTES = 2**30
"""Room an ensemble's state may take at all; beyond, processes need the memory."""

PERSON_WEEKS_A_PART = 10_000_000
"""Some tenths of a second: each part costs the process that keeps what comes back milliseconds."""

FEWEST_PARTS = 128
"""Parts of a sweep that has as many ensembles, so that many processes end together."""

FACTS_A_TASK = 8
"""Runs of a part where facts are measured: each is an ensemble by itself, so more gain nothing."""

Item = TypeVar("Item")
Shared = tuple[str, Shape, int, int, bool, int]


class Run(NamedTuple):
    """A run: the point's number, the replication, and the point's values."""

    point: int
    replication: int
    values: tuple[Value, ...]


class SideBySide(NamedTuple):
    """Runs of one ensemble, and the replication of its organisation: 0 where all of them share it."""

    replication: int
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Task:
    """A part of a sweep, all a worker needs to know: the name of its file, and its ensembles."""

    part: str
    ensembles: tuple[SideBySide, ...]

    @property
    def runs(self) -> tuple[Run, ...]:
        """Those of all ensembles, in their order."""
        return tuple(run for each in self.ensembles for run in each.runs)


DATED = re.compile(
    r"(interventions|shocks)\.|run\.(?!parameter_sets|rest_tolerance|most_rest_weeks)"
)
LATER = re.compile(DATED.pattern + r"|levers\.|groups\.\d+\.levers\.|scenario$")
"""Keys of factors that change nothing before week 1, where points rest under their own levers, or under
the base's; a scenario's own people or themes are rare."""


@dataclass(frozen=True)
class Round:
    """Replications wanted of some points, all at once."""

    number: int
    points: np.ndarray
    replications: range

    @property
    def runs(self) -> int:
        """How many there are."""
        return len(self.points) * len(self.replications)


@dataclass(frozen=True)
class Structure:
    """What the runs of an ensemble share, and the points (sorted numbers) that have it.

    rest     weeks before week 0 that are expected, 0 where runs begin as drawn
    widest   the most runs that may stand side by side
    befores  how many rests of one replication differ by what points say of all the time
    """

    shape: Shape
    themes: int
    weeks: int
    redraws: bool
    rest: int
    points: np.ndarray
    widest: int = WIDTHS[-1]
    befores: int = 1

    @property
    def people(self) -> int:
        """Positions of the organisation."""
        return self.shape.people

    @property
    def memory(self) -> float:
        """Bytes that an ensemble takes with its organisation, at its peak."""
        people, ties, levels = self.shape
        recorded = record_bytes(self.weeks, levels, self.width)
        at_rest = self.rest > 0
        return ensemble_bytes(people, ties, self.themes, self.width, at_rest=at_rest) + recorded

    @property
    def width(self) -> int:
        """Runs side by side: as many as the state of this organisation leaves room for."""
        allowed = [width for width in WIDTHS if width <= self.widest]
        return max((width for width in allowed if self._has_room(width)), default=WIDTHS[0])

    def _has_room(self, width: int) -> bool:
        room = STATE_BYTES if width <= NARROW else NEAR_BYTES
        return state_bytes(self.people, self.themes, width) <= room

    def side_by_side(self, replications: int) -> int:
        """Runs in the widest of its ensembles: fewer than its width where there are no more."""
        runs = len(self.points) * (1 if self.redraws else replications)
        return min(self.width, runs)

    def ensembles(self, replications: int, points: int | None = None) -> int:
        """How many it takes to replicate all points, or so many of them."""
        points = len(self.points) if points is None else points
        if self.redraws:
            return math.ceil(points / self.width) * replications
        return math.ceil(points * replications / self.width)

    @property
    def ensembles_a_part(self) -> int:
        """As many as take some time together."""
        work = self.people * (self.weeks + self.rest) * self.width
        return max(1, PERSON_WEEKS_A_PART // work)

    def rests(self, replications: int, of_each: bool) -> int:
        """How many rests there are before all runs: of each point, or shared by those side by side."""
        if not self.rest:
            return 0
        different = self.befores * replications
        if of_each or not self.redraws:
            return different
        return max(different, self.ensembles(replications))

    def person_weeks(self, replications: int, of_each: bool) -> float:
        """People times weeks of all runs, and of the rests before them."""
        weeks_of_runs = len(self.points) * replications * self.weeks
        return float(self.people * (weeks_of_runs + self.rests(replications, of_each) * self.rest))


def structures(sweep: Sweep) -> list[Structure]:
    """Points grouped by what an ensemble must share, in the order of the design."""
    columns = {
        key: column
        for key, column in sweep.design.columns.items()
        if key in STRUCTURAL or key.startswith("organisation.")
    }
    by_shared: dict[Shared, list[np.ndarray]] = {}
    for values, points in _by_values(columns, len(sweep.design)):
        by_shared.setdefault(_shared(sweep, values), []).append(points)
    widest = FACTS_A_TASK if sweep.tables.measures == FACTS else WIDTHS[-1]
    found = []
    for shared, those in by_shared.items():
        points = np.sort(np.concatenate(those))
        found.append(Structure(*shared[1:], points, widest, _befores(sweep, points)))
    return found


def _befores(sweep: Sweep, points: np.ndarray) -> int:
    """How many of some points differ in what holds before week 1, too."""
    later = DATED if sweep.tables.at_rest == "each" else LATER
    columns = [
        column[points].tolist()
        for key, column in sweep.design.columns.items()
        if not later.match(key)
    ]
    return max(1, len(set(zip(*columns, strict=True))))


def _by_values(
    columns: dict[str, np.ndarray], points: int
) -> Iterator[tuple[dict[str, Value], np.ndarray]]:
    """Points that share values of the columns."""
    if not columns:
        yield {}, np.arange(points)
        return
    groups: dict[tuple[Value, ...], list[int]] = {}
    rows = zip(*(column.tolist() for column in columns.values()), strict=True)
    for point, values in enumerate(rows):
        groups.setdefault(values, []).append(point)
    for values, members in groups.items():
        yield dict(zip(columns, values, strict=True)), np.array(members)


def _shared(sweep: Sweep, values: dict[str, Value]) -> Shared:
    """What distinguishes structures: the organisation, and the rest as in Structure.

    Points that fail because their values do not go together are put with each other.
    """
    try:
        config = sweep.recipe.config_of(values)
        shape = shape_of(config.organisation)
    except UserError:
        return ("fails", Shape(1, 0.0, 1), 1, 1, False, 0)
    run, themes = config.run, len(config.themes)
    rest = expected_weeks(run) if begins_at_rest(run) else 0
    return (_organisation(config), shape, themes, run.weeks, redraws(config), rest)


def _organisation(config: Config) -> str:
    return config.organisation.model_dump_json(exclude_defaults=True)


def tasks(sweep: Sweep, groups: Sequence[Structure], wanted: Round) -> Iterator[Task]:
    """The parts of a round."""
    wants = np.zeros(len(sweep.design), bool)
    wants[wanted.points] = True
    most = _most_ensembles_a_part(sweep, groups, wants, len(wanted.replications))
    part = 0
    for structure in groups:
        points = structure.points[wants[structure.points]].tolist()
        ensembles = _side_by_side(sweep, structure, points, wanted.replications)
        for some in _batched(ensembles, min(most, structure.ensembles_a_part)):
            yield Task(f"{wanted.number:03d}-{part:07d}", tuple(some))
            part += 1


def _most_ensembles_a_part(
    sweep: Sweep, groups: Sequence[Structure], wants: np.ndarray, replications: int
) -> int:
    """So few that parts are many; one where facts are measured, each of whose runs takes long."""
    if sweep.tables.measures == FACTS:
        return 1
    wanted = ((group, np.count_nonzero(wants[group.points])) for group in groups)
    ensembles = sum(group.ensembles(replications, int(points)) for group, points in wanted)
    return max(1, ensembles // FEWEST_PARTS)


def _side_by_side(
    sweep: Sweep, structure: Structure, points: list[int], replications: range
) -> Iterator[SideBySide]:
    """The ensembles of some points."""
    for replication, runs in _beside(structure, points, replications):
        values = (Run(p, r, sweep.design.values(p)) for p, r in runs)
        yield SideBySide(replication, tuple(values))


def _beside(
    structure: Structure, points: list[int], replications: range
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """The replication of the organisation of each ensemble, and its runs (point, replication)."""
    if not structure.redraws:
        for runs in _batched(product(points, replications), structure.width):
            yield 0, runs
        return
    for chunk in _batched(points, structure.width):
        for replication in replications:
            yield replication, [(point, replication) for point in chunk]


def _batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    waiting = iter(items)
    while batch := list(islice(waiting, size)):
        yield batch
