"""Running a batch: drawing its organisation, resting and simulating its runs, recording outcomes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble, record
from orgsim.engine.rest import Rested
from orgsim.measures.outcomes import level_outcomes, outcomes
from orgsim.measures.own_measures import OwnMeasures, OwnSeries
from orgsim.organisation import Organisation
from orgsim.organise import draw_organisation
from orgsim.parallel.compiled_threads import use_threads
from orgsim.parallel.parallel_tasks import Listener
from orgsim.simulation.batches import Batch, rest_of


@dataclass(frozen=True)
class Outcome:
    """Results of a batch: measures and levels by name, (…, runs), and gaps before and after."""

    batch: Batch
    organisation: Organisation
    whole: Mapping[str, np.ndarray]
    levels: Mapping[str, np.ndarray]
    start: "_Gaps"
    end: "_Gaps"
    rests: Sequence[Rested | None]


def run_batch(
    batch: Batch,
    scenarios: Mapping[str, Config],
    threads: int | None,
    listener: Listener,
    own: OwnMeasures,
) -> Outcome:
    """Results of a batch, simulated by a limited number of threads; `listener` receives progress."""
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
    return Outcome(batch, organisation, whole, levels, start, _gaps(ensemble), ensemble.rests)


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
