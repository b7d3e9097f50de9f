"""Simulation: scenarios and replications, grouped into ensembles and brought together again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

import numba
import numpy as np

from orgsim.config.models import Config, OrganisationConfig
from orgsim.demand import (
    PROCESS_BYTES,
    SECONDS_A_PERSON,
    SECONDS_A_PERSON_WEEK,
    ensemble_bytes,
    levels_of,
    record_bytes,
    refuse_beyond,
    results_bytes,
)
from orgsim.engine.ensemble import Ensemble, record
from orgsim.engine.rest import Rested, begins_at_rest, expected_weeks, rest_numbers
from orgsim.engine.widths import WIDTHS, cut, width_for
from orgsim.measures.declarations import Measure
from orgsim.measures.outcomes import MEASURES, level_outcomes, outcomes
from orgsim.measures.own_measures import (
    OwnMeasures,
    OwnSeries,
    own_declarations,
    refuse_names,
    undeclared,
)
from orgsim.organisation import Organisation
from orgsim.organise import draw_organisation, imported, people_of, redraws
from orgsim.parameter_sets import POSTERIOR, set_of

PEOPLE_A_THREAD = 1000
"""A thread for fewer people costs more than it saves."""


@dataclass(frozen=True)
class WhereItSits:
    """Where the gap sits at the end, in the organisation of one scenario.

    theme_start, theme_end  mean |M − a| of each theme, (themes, replications)
    person_gap, person_own_gap  Σω|M − a| and Σω|m − a| of each position, mean over the replications
                            that share the first replication's organisation
    """

    organisation: Organisation
    theme_start: np.ndarray
    theme_end: np.ndarray
    person_gap: np.ndarray
    person_own_gap: np.ndarray
    sharing: int


@dataclass
class ScenarioResult:
    """What one scenario came to: measures (weeks + 1, replications), levels (weeks + 1, levels, …).

    rest_weeks  of each replication before week 0, (replications,), 0 where it begins as drawn
    at_rest     whether it had come to rest by then: 1 or 0, NaN where it begins as drawn
    parameter_set  number of each replication's parameter set, NaN where it has the config's own numbers
    """

    config: Config
    measures: dict[str, np.ndarray] = field(default_factory=dict)
    levels: dict[str, np.ndarray] = field(default_factory=dict)
    where: WhereItSits | None = None
    rest_weeks: np.ndarray = field(default_factory=lambda: np.zeros(0))
    at_rest: np.ndarray = field(default_factory=lambda: np.zeros(0))
    parameter_set: np.ndarray = field(default_factory=lambda: np.zeros(0))

    @property
    def own(self) -> dict[str, Measure]:
        """The declarations of those measures that are the user's own, by name."""
        known = own_declarations(self.config)
        return {
            name: known.get(name) or undeclared(name)
            for name in self.measures
            if name not in MEASURES
        }

    @property
    def sets(self) -> np.ndarray | None:
        """The parameter set of each replication where they were drawn; None where all have the same."""
        return self.parameter_set if self.config.run.parameter_sets == POSTERIOR else None


def of_shared_measures(results: Mapping[str, ScenarioResult]) -> Mapping[str, ScenarioResult]:
    """Results without those measures of one's own that only some of them have."""
    first, *others = (set(result.measures) for result in results.values())
    shared = first.intersection(*others)
    if all(each == shared for each in (first, *others)):
        return results
    return {
        name: replace(result, measures={m: v for m, v in result.measures.items() if m in shared})
        for name, result in results.items()
    }


def simulate(
    scenarios: Mapping[str, Config],
    threads: int | None = None,
    progress: Callable[[int], None] | None = None,
    replications: range | None = None,
    doing: Callable[[str], None] | None = None,
    own: OwnMeasures = MappingProxyType({}),
) -> dict[str, ScenarioResult]:
    """Simulate scenarios with their replications under common random numbers.

    All scenarios share `run` (weeks, replications, seed). Replication number ρ of every scenario sees
    the same draws. `replications` picks some by number; by default all. `progress` is called with
    numbers of person-weeks that add up to `work`; what it raises ends the simulation. `doing` is told
    what is done next. `own` are measures beside the declared ones. Raises UserError where the machine
    has not the memory (see `outlook`).
    """
    refuse_too_large(scenarios, replications)
    refuse_names(own)
    names = (*MEASURES, *own)
    gathered = {name: _Gathered(config, replications, names) for name, config in scenarios.items()}
    for batch in _batches(scenarios, replications):
        _run_batch(batch, scenarios, gathered, threads, progress, doing or _quiet, own)
    return {name: result.finished() for name, result in gathered.items()}


def use_threads(people: int, most: int | None = None) -> None:
    """Use as many threads as pay, and no more than `most`.

    Where there are few people, threads cost more by waiting for each other than they save.
    """
    there_are = numba.config.NUMBA_NUM_THREADS
    numba.set_num_threads(max(1, min(most or there_are, there_are, people // PEOPLE_A_THREAD)))


def work(scenarios: Mapping[str, Config]) -> int:
    """Person-weeks that a simulation of the scenarios takes, as far as can be said beforehand.

    Each rest that scenarios share counts once, with the weeks that one is expected to take.
    """
    return sum(_work_of(batch, scenarios) for batch in _batches(scenarios, None))


def _work_of(batch: "_Batch", scenarios: Mapping[str, Config]) -> int:
    """Person-weeks of a batch, and of the rests before it that no batch before has had."""
    weeks = scenarios[batch.runs[0][0]].run.weeks
    return people_of(batch.organisation) * (weeks * len(batch.runs)) + _rest_of(batch)


def _rest_of(batch: "_Batch") -> int:
    return people_of(batch.organisation) * batch.rest_weeks


class Outlook(NamedTuple):
    """What a simulation will take: bytes of the largest ensemble and of all results, and time."""

    ensemble: float
    results: float
    seconds: float

    @property
    def memory(self) -> float:
        """Bytes at the peak, those of the process included."""
        return PROCESS_BYTES + self.ensemble + self.results


def outlook(
    scenarios: Mapping[str, Config], replications: range | None = None, threads: int | None = None
) -> Outlook:
    """What a simulation of the scenarios will take, from the configs alone (a chart is read)."""
    alike: dict[tuple, tuple[int, int]] = {}
    results = 0.0
    for config in scenarios.values():
        runs = len(replications) if replications else config.run.replications
        shape = shape_of(config.organisation)
        key = (shape, config.organisation, len(config.themes), config.run)
        beside, others = alike.get(key, (0, 1))
        alike[key] = (beside + 1, runs) if redraws(config) else (beside + runs, others)
        results += results_bytes(config.run.weeks, shape.levels, runs) + 16 * shape.people
    ensemble = seconds = 0.0
    for (shape, _, themes, run), (beside, organisations) in alike.items():
        side = cut(min(beside, WIDTHS[-1]))[0][1]
        width = width_for(side)
        state = ensemble_bytes(
            shape.people, shape.ties, themes, width, run.precision, begins_at_rest(run)
        )
        ensemble = max(ensemble, state + record_bytes(run.weeks, shape.levels, side))
        useful = max(
            1, min(threads or numba.config.NUMBA_NUM_THREADS, shape.people // PEOPLE_A_THREAD)
        )
        weekly = beside * run.weeks * SECONDS_A_PERSON_WEEK[width] / useful
        if begins_at_rest(run):  # of one scenario: the others mostly share it
            rests = 1 if organisations > 1 else min(beside, run.replications)
            width = width_for(min(rests, WIDTHS[-1]))
            weekly += rests * expected_weeks(run) * SECONDS_A_PERSON_WEEK[width] / useful
        seconds += organisations * shape.people * (SECONDS_A_PERSON + weekly)
    return Outlook(ensemble, results, seconds)


def refuse_too_large(scenarios: Mapping[str, Config], replications: range | None = None) -> None:
    """Raise UserError where the machine has not the memory for the simulation."""
    will = outlook(scenarios, replications)
    remedy = "take fewer people or ties, or run.precision = 'float32'"
    if will.results > will.ensemble:
        remedy = "take fewer replications, weeks or scenarios"
    refuse_beyond(will.memory, "the simulation", remedy)


class Shape(NamedTuple):
    """How large an organisation is: people, ties of each, levels."""

    people: int
    ties: float
    levels: int


def shape_of(organisation: OrganisationConfig) -> Shape:
    """People, ties per person and levels of an organisation, read from its chart if it has one."""
    if organisation.chart is None:
        return Shape(organisation.people, organisation.ties_per_person, levels_of(organisation))
    read = imported(organisation).organisation
    return Shape(read.people, len(read.tie_to) / read.people, read.levels)


@dataclass(frozen=True)
class _Batch:
    """Runs that stand side by side: (scenario, replication) of one organisation.

    rest_weeks  that are expected before week 0, of all rests that no batch before has had
    """

    organisation: OrganisationConfig
    organisation_replication: int
    runs: tuple[tuple[str, int], ...]
    rest_weeks: int


def _batches(scenarios: Mapping[str, Config], replications: range | None) -> list[_Batch]:
    """Group runs by organisation, in the order of the replications, and cut them to widths."""
    groups: dict[tuple, list[tuple[str, int]]] = {}
    for name, config in scenarios.items():
        for replication in replications or range(config.run.replications):
            drawn = replication if redraws(config) else 0
            key = (config.organisation, len(config.themes), config.run.precision, drawn)
            groups.setdefault(key, []).append((name, replication))
    rests = {
        name: (rest_numbers(config), expected_weeks(config.run))
        for name, config in scenarios.items()
        if begins_at_rest(config.run)
    }
    batches = []
    for key, runs in groups.items():
        had: set[tuple[tuple[str, int], int]] = set()
        for first, last in cut(len(runs)):
            beside = tuple(runs[first:last])
            new = {(rests[name], number) for name, number in beside if name in rests} - had
            had |= new
            weeks = sum(expected for (_, expected), _ in new)
            batches.append(_Batch(key[0], key[3], beside, weeks))
    return batches


def _quiet(_: str) -> None:
    pass


def _run_batch(batch, scenarios, gathered, threads, progress, doing, own) -> None:
    seed = scenarios[batch.runs[0][0]].run.seed
    weeks = scenarios[batch.runs[0][0]].run.weeks
    configs = [scenarios[name] for name, _ in batch.runs]
    doing(
        "generating the organisation" if batch.organisation.chart is None else "reading the chart"
    )
    drawn = draw_organisation(configs[0], seed, batch.organisation_replication)
    organisation = drawn.organisation
    use_threads(organisation.people, threads)
    replications = [replication for _, replication in batch.runs]
    doing("coming to rest" if batch.rest_weeks else "simulating")
    resting = _Resting(_rest_of(batch), progress)
    ensemble = Ensemble.of(configs, seed, replications, drawn, resting)
    resting.done()
    doing("simulating")
    start = _gaps(ensemble)
    taken = OwnSeries(own, ensemble, weeks)
    recorded = record(ensemble, weeks, taken.take_after_each(progress))
    end = _gaps(ensemble)
    whole, levels = outcomes(recorded, organisation), level_outcomes(recorded, organisation)
    whole |= taken.series
    for run, (name, replication) in enumerate(batch.runs):
        gathered[name].add(run, replication, organisation, whole, levels, start, end)
        gathered[name].add_rest(replication, ensemble.rests[run])


class _Resting:
    """Passes on the person-weeks of a rest, as many in all as were expected."""

    def __init__(self, expected: int, progress: Callable[[int], None] | None) -> None:
        self._left, self._progress = expected, progress

    def __call__(self, person_weeks: int) -> None:
        more = min(person_weeks, self._left)
        self._left -= more
        if self._progress:
            self._progress(more)

    def done(self) -> None:
        """It took less than expected, or somebody had come to rest before."""
        self(self._left)


@dataclass(frozen=True)
class _Gaps:
    """Gaps of a state: theme (themes, runs), person and own (people, runs)."""

    theme: np.ndarray
    person: np.ndarray
    own: np.ndarray


def _gaps(ensemble: Ensemble) -> _Gaps:
    practice, message = ensemble.state("practice"), ensemble.state("message")
    stated, weights = ensemble.stated(), ensemble.weights()
    people, runs = practice.shape[0], practice.shape[2]
    theme = np.empty((ensemble.themes, runs))
    person, own = np.zeros((people, runs), np.float32), np.zeros((people, runs), np.float32)
    for k in range(ensemble.themes):
        gap = np.abs(stated[k] - practice[:, k])
        theme[k] = gap.mean(axis=0, dtype=np.float64)
        person += weights[k] * gap
        own += weights[k] * np.abs(message[:, k] - practice[:, k])
    return _Gaps(theme, person, own)


class _Gathered:
    """Collects a scenario's replications from the batches."""

    def __init__(
        self, config: Config, replications: range | None, names: Sequence[str] = tuple(MEASURES)
    ) -> None:
        self.config = config
        self.replications = replications or range(config.run.replications)
        runs, weeks, themes = len(self.replications), config.run.weeks, len(config.themes)
        self.measures = {name: np.full((weeks + 1, runs), np.nan) for name in names}
        self.levels: dict[str, np.ndarray] = {}
        self.rest_weeks, self.at_rest = np.zeros(runs), np.full(runs, np.nan)
        numbers = [set_of(config, config.run.seed, number) for number in self.replications]
        self.parameter_set = np.array(numbers, float)
        self.theme_start, self.theme_end = np.empty((themes, runs)), np.empty((themes, runs))
        self.organisation: Organisation | None = None
        self.person_gap = self.person_own_gap = np.zeros(0)
        self.sharing = 0

    def add(self, run, replication, organisation, whole, levels, start, end) -> None:
        """Take over replication number `replication`, the batch's run number `run`."""
        column = self.replications.index(replication)
        for name, values in whole.items():
            self.measures[name][:, column] = values[:, run]
        for name, values in levels.items():
            self._level_table(name, organisation.levels)[:, : values.shape[1], column] = values[
                ..., run
            ]
        self.theme_start[:, column] = start.theme[:, run]
        self.theme_end[:, column] = end.theme[:, run]
        if self.organisation is None:
            self.organisation = organisation
            self.person_gap = np.zeros(organisation.people)
            self.person_own_gap = np.zeros(organisation.people)
        if organisation is self.organisation or not redraws(self.config):
            self.person_gap += end.person[:, run]
            self.person_own_gap += end.own[:, run]
            self.sharing += 1

    def add_rest(self, replication: int, rest: Rested | None) -> None:
        """Note how a replication came to rest."""
        if rest:
            column = self.replications.index(replication)
            self.rest_weeks[column], self.at_rest[column] = rest.weeks, rest.at_rest

    def _level_table(self, name: str, levels: int) -> np.ndarray:
        """The table of a measure by level, with room for the deepest organisation so far."""
        weeks, runs = self.config.run.weeks + 1, len(self.replications)
        table = self.levels.setdefault(name, np.full((weeks, levels, runs), np.nan))
        if table.shape[1] < levels:
            more = np.full((weeks, levels - table.shape[1], runs), np.nan)
            self.levels[name] = table = np.concatenate([table, more], axis=1)
        return table

    def finished(self) -> ScenarioResult:
        """The scenario's result, once all replications are in."""
        assert self.organisation is not None
        where = WhereItSits(
            self.organisation,
            self.theme_start,
            self.theme_end,
            self.person_gap / self.sharing,
            self.person_own_gap / self.sharing,
            self.sharing,
        )
        return ScenarioResult(
            self.config,
            self.measures,
            self.levels,
            where,
            self.rest_weeks,
            self.at_rest,
            self.parameter_set,
        )
