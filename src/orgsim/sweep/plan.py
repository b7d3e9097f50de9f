"""Plan: which runs stand side by side.

Points whose organisation is the same form ensembles, so their ties and draws are shared (common random
numbers); where each replication draws an organisation of its own, an ensemble holds one replication of
many points. A plan depends on the sweep alone, never on workers, so parts mean the same everywhere;
a run's numbers do not depend on the plan either.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from orgsim.config import Config
from orgsim.ensemble import WIDTHS
from orgsim.simulation import people_of, redraws
from orgsim.sweep.design import Value
from orgsim.sweep.sweep_file import SCENARIO, Sweep

STRUCTURAL = ("organisation", "themes", "run", SCENARIO)
"""Keys that can change what the runs of an ensemble must share; all others leave it alone."""

STATE_BYTES = 2**28
"""Room an ensemble's state may take: wider ones of large organisations gain nothing."""


@dataclass(frozen=True)
class Task:
    """Runs of one ensemble, all a worker needs to know.

    part          name of the file its rows go to
    replication   of the organisation, 0 where all replications share it
    runs          (point, replication, the point's values)
    """

    part: str
    replication: int
    runs: tuple[tuple[int, int, tuple[Value, ...]], ...]


@dataclass(frozen=True)
class Structure:
    """What the runs of an ensemble share, and the points that have it."""

    config: Config
    points: list[int]

    @property
    def width(self) -> int:
        """Runs side by side: as many as the state of this organisation leaves room for."""
        people = people_of(self.config.organisation)
        bytes_a_run = people * 8 * (4 * len(self.config.themes) + 16)
        return max(width for width in WIDTHS if width * bytes_a_run <= STATE_BYTES or width == 1)


def structures(sweep: Sweep) -> list[Structure]:
    """Points grouped by what an ensemble must share, in the order of the design."""
    factors = sweep.design.factors
    telling = [n for n, key in enumerate(factors) if key.split(".")[0] in STRUCTURAL]
    by_values: dict[tuple[Value, ...], list[int]] = {}
    for point, values in enumerate(sweep.design.points):
        by_values.setdefault(tuple(values[n] for n in telling), []).append(point)
    by_shared: dict[tuple, Structure] = {}
    for points in by_values.values():
        config = sweep.recipe.config(sweep.design.points[points[0]])
        run = config.run
        shared = (
            config.organisation, len(config.themes), run.weeks, run.precision, redraws(config)
        )  # fmt: skip
        by_shared.setdefault(shared, Structure(config, [])).points.extend(points)
    for structure in by_shared.values():
        structure.points.sort()
    return list(by_shared.values())


def tasks(
    sweep: Sweep, groups: Sequence[Structure], wanted: Mapping[int, range], round_number: int
) -> Iterator[Task]:
    """The ensembles of a round: the wanted replications of each wanted point."""
    part = 0
    for structure in groups:
        points = [point for point in structure.points if point in wanted]
        for runs, replication in _side_by_side(structure, points, wanted):
            yield Task(
                f"{round_number:03d}-{part:07d}",
                replication,
                tuple((p, r, tuple(sweep.design.points[p])) for p, r in runs),
            )
            part += 1


def _side_by_side(
    structure: Structure, points: list[int], wanted: Mapping[int, range]
) -> Iterator[tuple[list[tuple[int, int]], int]]:
    """(point, replication) of each ensemble, and the replication of its organisation."""
    width = structure.width
    if not redraws(structure.config):
        runs = [(point, replication) for point in points for replication in wanted[point]]
        for first in range(0, len(runs), width):
            yield runs[first : first + width], 0
        return
    for first in range(0, len(points), width):
        chunk = points[first : first + width]
        for replication in sorted({number for point in chunk for number in wanted[point]}):
            yield [(p, replication) for p in chunk if replication in wanted[p]], replication
