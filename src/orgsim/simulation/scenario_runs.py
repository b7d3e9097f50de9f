"""Simulation: scenarios and replications, grouped into ensembles and brought together again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from types import MappingProxyType

import numpy as np

from orgsim.config.models import POSTERIOR, Config
from orgsim.engine.ensemble import Ensemble, record
from orgsim.engine.rest import Rested
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
from orgsim.organise import draw_organisation, people_of, redraws
from orgsim.parallel.compiled_threads import (
    organisations_at_once,
    safe_for_threads,
    threads_there_are,
    use_threads,
)
from orgsim.parallel.parallel_tasks import Listener, in_threads
from orgsim.parameter_sets import set_of
from orgsim.simulation.batches import Batch, batches_of, rest_of
from orgsim.simulation.outlook import refuse_too_large


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
    numbers of person-weeks that add up to `work`; what it raises ends the simulation. `doing` is called
    with what is done next. `own` are measures beside the declared ones. Raises UserError where the
    machine has not the memory (see `outlook`).
    """
    refuse_too_large(scenarios, replications)
    refuse_names(own)
    names = (*MEASURES, *own)
    gathered = {name: _Gathered(config, replications, names) for name, config in scenarios.items()}
    listener = Listener(progress or _quiet, doing or _quiet)
    for outcome in _outcomes(scenarios, replications, threads, listener, own):
        outcome.add_to(gathered)
    return {name: result.finished() for name, result in gathered.items()}


def _quiet(_: object) -> None:
    pass


@dataclass(frozen=True)
class _Outcome:
    """What came of a batch: measures and levels by name, (…, runs), and gaps before and after."""

    batch: Batch
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
    listener: Listener,
    own: OwnMeasures,
) -> Iterator[_Outcome]:
    """What came of all batches, in their order.

    Those of one organisation come one after the other, since they share rests. Organisations too small
    for several threads are simulated by several at once, once the first has loaded or compiled what all
    of them need; not with measures of one's own, which need not be safe for threads.
    """
    batches = batches_of(scenarios, replications)
    of_each = [list(some) for _, some in groupby(batches, key=lambda batch: batch.place)]
    for batch in of_each[0]:
        yield _run_batch(batch, scenarios, threads, listener, own)
    others = of_each[1:]
    most = max((people_of(batch.organisation) for batch in batches), default=0)
    at_once = 1
    if safe_for_threads() and not own:
        at_once = organisations_at_once(most, len(others), threads_there_are(threads))
    if at_once == 1:
        for batch in (batch for some in others for batch in some):
            yield _run_batch(batch, scenarios, threads, listener, own)
        return
    tasks = [partial(_run_batches, some, scenarios, threads, own) for some in others]
    for found in in_threads(tasks, at_once, listener):
        yield from found


def _run_batches(
    batches: Sequence[Batch],
    scenarios: Mapping[str, Config],
    threads: int | None,
    own: OwnMeasures,
    listener: Listener,
) -> list[_Outcome]:
    return [_run_batch(batch, scenarios, threads, listener, own) for batch in batches]


def _run_batch(
    batch: Batch,
    scenarios: Mapping[str, Config],
    threads: int | None,
    listener: Listener,
    own: OwnMeasures,
) -> _Outcome:
    seed = scenarios[batch.runs[0][0]].run.seed
    weeks = scenarios[batch.runs[0][0]].run.weeks
    configs = [scenarios[name] for name, _ in batch.runs]
    generated = batch.organisation.chart is None
    listener.doing("generating the organisation" if generated else "reading the chart")
    drawn = draw_organisation(configs[0], seed, batch.organisation_replication)
    organisation = drawn.organisation
    use_threads(organisation.people, threads)
    replications = [replication for _, replication in batch.runs]
    listener.doing("coming to rest" if batch.rest_weeks else "simulating")
    resting = _Resting(rest_of(batch), listener.progress)
    ensemble = Ensemble.of(configs, seed, replications, drawn, resting)
    resting.done()
    listener.doing("simulating")
    start = _gaps(ensemble)
    taken = OwnSeries(own, ensemble, weeks)
    recorded = record(ensemble, weeks, taken.take_after_each(listener.progress), each=bool(own))
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
