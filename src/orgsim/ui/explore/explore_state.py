"""Exploring: a measure over two factors, or over each lever alone; coarse first, then finer.

All points see the same random draws, replication by replication, so that neighbours can be
compared; what a
coarse stage has simulated is kept for the finer ones.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from orgsim.config.models import Config
from orgsim.engine.rest import begins_at_rest, expected_weeks
from orgsim.measures.outcomes import MEASURES, at_end
from orgsim.measures.shown_units import shown as way_shown
from orgsim.organise import people_of
from orgsim.parameter_sets import drawn_sets, in_sets, with_one_set
from orgsim.simulation import simulate
from orgsim.ui.explore.explore_factors import Factor
from orgsim.ui.shared.computing.replication_stream import GivenUp
from orgsim.ui.shared.scenarios.presets import refuse_changed_files
from orgsim.ui.shared.scenarios.scenario import Scenario

STAGES = ((5, 2), (9, 4), (17, 4), (17, 8))
"""Points along each side, and replications, of the stages of a map."""

FINEST = STAGES[-1][0] - 1
TORNADO_STAGES = (4, 10, 20)
"""Replications of the stages of a tornado."""

MOST_WORK = 4e8
"""Person-weeks up to which a map or a tornado is refined; the first stage is always simulated."""

LEVERS = "levers."
"""What keys of levers begin with."""

AT_ONCE = 64
"""Runs that are simulated before progress is reported."""

Ends = dict[str, np.ndarray]
"""Measures at the end, (replications,) each."""

Stopped = Callable[[], bool]


@dataclass(frozen=True)
class Surface:
    """Measures at the end over two factors.

    across, up   values of the factors, (n,)
    ends         each measure, (up, across, replications)
    share        how much of the work is done
    cut          whether finer stages are left out, as they would take too long
    """

    across: np.ndarray
    up: np.ndarray
    ends: Mapping[str, np.ndarray]
    share: float
    cut: bool

    @property
    def replications(self) -> int:
        """Replications behind each point; 0 where nothing is known yet."""
        return next(iter(self.ends.values())).shape[-1] if self.ends else 0

    def nearest(self, across: float, up: float) -> tuple[int, int]:
        """Column and row of the cell that is nearest to two values."""
        return int(np.abs(self.across - across).argmin()), int(np.abs(self.up - up).argmin())


def ends_shown(surface: Surface, measure: str) -> np.ndarray:
    """A measure at the end in the unit in which it is shown to people."""
    return way_shown(measure).times * surface.ends[measure]


@dataclass(frozen=True)
class Swing:
    """A lever at a lower and a higher value than it has; None where it is at its limit."""

    factor: Factor
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Tornado:
    """Levers moved one at a time: ends by (key, value), and those of the scenario as it is.

    sets  the parameter set of each replication, None where all have the same numbers
    """

    swings: tuple[Swing, ...]
    ends: Mapping[tuple[str, float], Ends]
    base: Ends
    share: float
    cut: bool
    sets: np.ndarray | None = None

    @property
    def replications(self) -> int:
        """Replications behind each bar; 0 where nothing is known yet."""
        return len(next(iter(self.base.values()))) if self.base else 0


def placed(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The scenario with numbers at dotted keys, as an address holds them."""
    changes = dict(scenario.changes)
    changes |= {key: json.dumps(float(f"{value:.6g}")) for key, value in values.items()}
    return replace(scenario, changes=tuple(sorted(changes.items())))


def explore(
    scenario: Scenario,
    across: tuple[Factor, float, float],
    up: tuple[Factor, float, float],
    stopped: Stopped,
) -> Iterator[Surface]:
    """The map of a scenario over two factors with their ranges; GivenUp once stopped.

    Where a factor is a number that parameter sets hold, all replications have the scenario's own.
    """
    factors = (across[0], up[0])
    varies_sets = any(in_sets(factor.key) for factor in factors)
    sides = [np.linspace(low, high, FINEST + 1) for _, low, high in (across, up)]
    sharing = all(factor.key.startswith(LEVERS) for factor in factors)
    stages = affordable(scenario.config(), [(n * n, runs) for n, runs in STAGES], sharing)
    whole = sum(_fresh(STAGES[: len(stages)]))
    cut = len(stages) < len(STAGES)
    known: dict[tuple[int, int], Ends] = {}
    shown, done = Surface(sides[0], sides[1], {}, 0.0, cut), 0
    for n, runs in STAGES[: len(stages)]:
        step = FINEST // (n - 1)
        cells = [(i, j) for j in range(0, FINEST + 1, step) for i in range(0, FINEST + 1, step)]
        configs = {
            cell: placed(
                scenario,
                {
                    factors[0].key: sides[0][cell[0]],
                    factors[1].key: sides[1][cell[1]],
                },
            ).config()
            for cell in cells
        }
        if varies_sets:
            configs = {cell: with_one_set(config) for cell, config in configs.items()}
        for more in grown(configs, known, runs, stopped):
            done += more
            yield replace(shown, share=min(1.0, done / whole))
        ends = {
            measure: np.array([known[cell][measure] for cell in cells]).reshape(n, n, -1)
            for measure in MEASURES
        }
        shown = Surface(sides[0][::step], sides[1][::step], ends, done / whole, cut)
        yield shown
    yield replace(shown, share=1.0)


def tornado(scenario: Scenario, factors: Sequence[Factor], stopped: Stopped) -> Iterator[Tornado]:
    """Each factor moved down and up alone; GivenUp once stopped."""
    swings = tuple(_swing(scenario, factor) for factor in factors)
    points = [
        (swing.factor.key, value)
        for swing in swings
        for value in (swing.low, swing.high)
        if value is not None
    ]
    base: tuple[str, float] = ("", 0.0)
    configs = {base: scenario.config()}
    configs |= {point: placed(scenario, {point[0]: point[1]}).config() for point in points}
    stages = affordable(configs[base], [(len(configs), runs) for runs in TORNADO_STAGES])
    cut = len(stages) < len(TORNADO_STAGES)
    known: dict[tuple[str, float], Ends] = {}
    whole = len(configs) * stages[-1][1]
    shown, done = Tornado(swings, {}, {}, 0.0, cut), 0
    for _, runs in stages:
        for more in grown(configs, known, runs, stopped):
            done += more
            yield replace(shown, share=min(1.0, done / whole))
        ends = {point: known[point] for point in points}
        sets = drawn_sets(configs[base], range(runs))
        shown = Tornado(swings, ends, known[base], done / whole, cut, sets)
        yield shown


def affordable(
    config: Config, stages: Sequence[tuple[int, int]], sharing: bool = True
) -> list[tuple[int, int]]:
    """Stages (points, replications) up to which the work is not too much; at least the first.

    sharing  whether the points of a replication come to rest together, as where levers alone differ
    """
    run, people = config.run, people_of(config.organisation)
    rest = expected_weeks(run) if begins_at_rest(run) else 0

    def work(points: int, replications: int) -> int:
        return people * replications * (points * run.weeks + (1 if sharing else points) * rest)

    return [
        stage for number, stage in enumerate(stages) if number == 0 or work(*stage) <= MOST_WORK
    ]


def _swing(scenario: Scenario, factor: Factor) -> Swing:
    value = float(scenario.value(factor.key))
    low, high = max(factor.low, value - factor.step), min(factor.high, value + factor.step)
    return Swing(
        factor,
        value,
        None if value - low < 1e-9 else float(f"{low:.6g}"),
        None if high - value < 1e-9 else float(f"{high:.6g}"),
    )


def _fresh(stages: Sequence[tuple[int, int]]) -> list[int]:
    """Runs that each stage of a map adds to what is known."""
    before, found = 0, []
    for n, runs in stages:
        found.append(n * n * runs - before)
        before = n * n * runs
    return found


def grown(
    configs: Mapping[tuple, Config], known: dict, wanted: int, stopped: Stopped
) -> Iterator[int]:
    """Simulate what is missing up to `wanted` replications into `known`; yields runs as they end.

    configs  by a name of each point, under which `known` has its measures at the end
    """
    by_start: dict[int, list[tuple]] = {}
    for point in configs:
        first = len(next(iter(known[point].values()))) if point in known else 0
        if first < wanted:
            by_start.setdefault(first, []).append(point)
    for first, points in by_start.items():
        batch = range(first, wanted)
        at_once = max(1, AT_ONCE // len(batch))
        for begin in range(0, len(points), at_once):
            some = points[begin : begin + at_once]
            for point, ends in zip(some, _ends(configs, some, batch, stopped), strict=True):
                known[point] = _joined(known.get(point), ends)
            yield len(some) * len(batch)


def _ends(
    configs: Mapping[tuple, Config], points: Sequence[tuple], batch: range, stopped: Stopped
) -> list[Ends]:
    def heard(_: int) -> None:
        if stopped():
            raise GivenUp

    heard(0)
    refuse_changed_files(configs[point] for point in points)
    named = {str(number): configs[point] for number, point in enumerate(points)}
    results = simulate(named, None, heard, batch)
    return [
        {name: at_end(name, values) for name, values in result.measures.items()}
        for result in results.values()
    ]


def _joined(one: Ends | None, other: Ends) -> Ends:
    if one is None:
        return other
    return {name: np.concatenate([values, other[name]]) for name, values in one.items()}
