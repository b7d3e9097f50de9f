"""Simulation: scenarios and replications, grouped into ensembles and collected."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from types import MappingProxyType

from orgsim.config.models import Config
from orgsim.measures.outcomes import MEASURES
from orgsim.measures.own_measures import OwnMeasures, refuse_names
from orgsim.organise import people_of
from orgsim.parallel.compiled_threads import (
    organisations_at_once,
    safe_for_threads,
    threads_there_are,
)
from orgsim.parallel.parallel_tasks import Listener, in_threads
from orgsim.simulation.batch_run import Outcome, run_batch
from orgsim.simulation.batches import Batch, batches_of
from orgsim.simulation.gathered import Gathered
from orgsim.simulation.outlook import refuse_too_large
from orgsim.simulation.scenario_result import ScenarioResult


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
    gathered = {name: Gathered(config, replications, names) for name, config in scenarios.items()}
    listener = Listener(progress or _quiet, doing or _quiet)
    for outcome in _outcomes(scenarios, replications, threads, listener, own):
        for run, (name, replication) in enumerate(outcome.batch.runs):
            gathered[name].add(run, replication, outcome)
    return {name: result.finished() for name, result in gathered.items()}


def _quiet(_: object) -> None:
    pass


def _outcomes(
    scenarios: Mapping[str, Config],
    replications: range | None,
    threads: int | None,
    listener: Listener,
    own: OwnMeasures,
) -> Iterator[Outcome]:
    """Results of all batches, in their order.

    Those of one organisation come one after the other, since they share rests. Organisations too small
    for several threads are simulated by several at once, once the first has loaded or compiled what all
    of them need; not with measures of one's own, which need not be safe for threads.
    """
    batches = batches_of(scenarios, replications)
    of_each = [list(some) for _, some in groupby(batches, key=lambda batch: batch.place)]
    for batch in of_each[0]:
        yield run_batch(batch, scenarios, threads, listener, own)
    others = of_each[1:]
    most = max((people_of(batch.organisation) for batch in batches), default=0)
    at_once = 1
    if safe_for_threads() and not own:
        at_once = organisations_at_once(most, len(others), threads_there_are(threads))
    if at_once == 1:
        for batch in (batch for some in others for batch in some):
            yield run_batch(batch, scenarios, threads, listener, own)
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
) -> list[Outcome]:
    return [run_batch(batch, scenarios, threads, listener, own) for batch in batches]
