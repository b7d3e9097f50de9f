"""Simulation: scenarios and replications, grouped into ensembles and brought together again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
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
from orgsim.threads_beside import Told, in_threads

PEOPLE_A_THREAD = 1000
"""A thread for fewer people costs more than it saves."""

LAYERS_FOR_THREADS = ("omp", "tbb")
"""Numba's threading layers that several threads may use at once; a third one ends the process."""


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
    told = Told(progress or _quiet, doing or _quiet)
    for outcome in _outcomes(scenarios, replications, threads, told, own):
        outcome.add_to(gathered)
    return {name: result.finished() for name, result in gathered.items()}


def use_threads(people: int, most: int | None = None) -> None:
    """Use as many threads as pay, and no more than `most`.

    Where there are few people, threads cost more by waiting for each other than they save.
    """
    numba.set_num_threads(_useful(people, _there_are(most)))


def _there_are(most: int | None) -> int:
    """Threads that may be used."""
    return min(most or numba.config.NUMBA_NUM_THREADS, numba.config.NUMBA_NUM_THREADS)


def _useful(people: int, threads: int) -> int:
    """How many of so many threads pay for one organisation."""
    return max(1, min(threads, people // PEOPLE_A_THREAD))


def _at_once(people: int, organisations: int, threads: int) -> int:
    """How many of so many organisations are simulated at once, each with the threads that pay for it."""
    return max(1, min(organisations, threads // _useful(people, threads)))


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
        at_once = _at_once(shape.people, organisations, _there_are(threads))
        ensemble = max(ensemble, at_once * (state + record_bytes(run.weeks, shape.levels, side)))
        useful = at_once * _useful(shape.people, _there_are(threads))
        weekly = beside * run.weeks * SECONDS_A_PERSON_WEEK[width] / useful
        if begins_at_rest(run):  # of one scenario: the others mostly share it
            rests = 1 if organisations > 1 else min(beside, run.replications)
            width = width_for(min(rests, WIDTHS[-1]))
            weekly += rests * expected_weeks(run) * SECONDS_A_PERSON_WEEK[width] / useful
        seconds += organisations * shape.people * (SECONDS_A_PERSON / at_once + weekly)
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

    @property
    def place(self) -> tuple[OrganisationConfig, int]:
        """The organisation that is drawn, and for which replication."""
        return self.organisation, self.organisation_replication


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


def _quiet(_: object) -> None:
    pass


@dataclass(frozen=True)
class _Outcome:
    """What came of a batch: measures and levels by name, (…, runs), and gaps before and after."""

    batch: _Batch
    organisation: Organisation
    whole: Mapping[str, np.ndarray]
    levels: Mapping[str, np.ndarray]
    start: "_Gaps"
    end: "_Gaps"
    rests: Sequence[Rested | None]

    def add_to(self, gathered: Mapping[str, "_Gathered"]) -> None:
        """Give each scenario what came of its replications."""
        for run, (name, replication) in enumerate(self.batch.runs):
            gathered[name].add(run, replication, self)
            gathered[name].add_rest(replication, self.rests[run])


def _outcomes(
    scenarios: Mapping[str, Config],
    replications: range | None,
    threads: int | None,
    told: Told,
    own: OwnMeasures,
) -> Iterator[_Outcome]:
    """What came of all batches, in their order.

    Those of one organisation come one after the other, since they share rests. Organisations too small
    for several threads are simulated by several at once, once the first has loaded or compiled what all
    of them need; not with measures of one's own, which need not be safe for threads.
    """
    batches = _batches(scenarios, replications)
    of_each = [list(some) for _, some in groupby(batches, key=lambda batch: batch.place)]
    for batch in of_each[0]:
        yield _run_batch(batch, scenarios, threads, told, own)
    others = of_each[1:]
    most = max((people_of(batch.organisation) for batch in batches), default=0)
    at_once = (
        1 if own or not _safe_for_threads() else _at_once(most, len(others), _there_are(threads))
    )
    if at_once == 1:
        for batch in (batch for some in others for batch in some):
            yield _run_batch(batch, scenarios, threads, told, own)
        return
    tasks = [partial(_run_batches, some, scenarios, threads, own) for some in others]
    for found in in_threads(tasks, at_once, told):
        yield from found


def _safe_for_threads() -> bool:
    """Whether compiled loops may be called by several threads at once."""
    return numba.threading_layer() in LAYERS_FOR_THREADS


def _run_batches(
    batches: Sequence[_Batch],
    scenarios: Mapping[str, Config],
    threads: int | None,
    own: OwnMeasures,
    told: Told,
) -> list[_Outcome]:
    return [_run_batch(batch, scenarios, threads, told, own) for batch in batches]


def _run_batch(
    batch: _Batch,
    scenarios: Mapping[str, Config],
    threads: int | None,
    told: Told,
    own: OwnMeasures,
) -> _Outcome:
    seed = scenarios[batch.runs[0][0]].run.seed
    weeks = scenarios[batch.runs[0][0]].run.weeks
    configs = [scenarios[name] for name, _ in batch.runs]
    generated = batch.organisation.chart is None
    told.doing("generating the organisation" if generated else "reading the chart")
    drawn = draw_organisation(configs[0], seed, batch.organisation_replication)
    organisation = drawn.organisation
    use_threads(organisation.people, threads)
    replications = [replication for _, replication in batch.runs]
    told.doing("coming to rest" if batch.rest_weeks else "simulating")
    resting = _Resting(_rest_of(batch), told.progress)
    ensemble = Ensemble.of(configs, seed, replications, drawn, resting)
    resting.done()
    told.doing("simulating")
    start = _gaps(ensemble)
    taken = OwnSeries(own, ensemble, weeks)
    recorded = record(ensemble, weeks, taken.take_after_each(told.progress), each=bool(own))
    whole = {**outcomes(recorded, organisation), **taken.series}
    levels = level_outcomes(recorded, organisation)
    return _Outcome(batch, organisation, whole, levels, start, _gaps(ensemble), ensemble.rests)


class _Resting:
    """Passes on the person-weeks of a rest, as many in all as were expected."""

    def __init__(self, expected: int, progress: Callable[[int], None]) -> None:
        self._left, self._progress = expected, progress

    def __call__(self, person_weeks: int) -> None:
        more = min(person_weeks, self._left)
        self._left -= more
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

    def add(self, run: int, replication: int, found: _Outcome) -> None:
        """Take over replication number `replication`, the batch's run number `run`."""
        column, organisation = self.replications.index(replication), found.organisation
        for name, values in found.whole.items():
            self.measures[name][:, column] = values[:, run]
        for name, values in found.levels.items():
            self._level_table(name, organisation.levels)[:, : values.shape[1], column] = values[
                ..., run
            ]
        self.theme_start[:, column] = found.start.theme[:, run]
        self.theme_end[:, column] = found.end.theme[:, run]
        if self.organisation is None:
            self.organisation = organisation
            self.person_gap = np.zeros(organisation.people)
            self.person_own_gap = np.zeros(organisation.people)
        if organisation is self.organisation or not redraws(self.config):
            self.person_gap += found.end.person[:, run]
            self.person_own_gap += found.end.own[:, run]
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
