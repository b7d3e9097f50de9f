"""Validation: all facts and field trials over replications, with intervals, against their bands."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

import numpy as np

from orgsim.analysis.intervals import Estimate, estimate
from orgsim.config.models import Config
from orgsim.engine.widths import WIDTHS
from orgsim.evidence.facts import FACTS, PARTS, Fact, Part
from orgsim.evidence.field_arms import arms
from orgsim.evidence.field_measures import LOOKS, measure_trials, person_weeks
from orgsim.evidence.field_trials import FIELD_PARTS, FIELD_TRIALS, FieldTrial
from orgsim.evidence.lanes import Lanes
from orgsim.evidence.measure import measure
from orgsim.evidence.measured.minority import COMMITTED
from orgsim.evidence.measured.minority import PEOPLE as MINORITY_PEOPLE
from orgsim.evidence.measured.minority import WEEKS as MINORITY_WEEKS
from orgsim.evidence.people import People
from orgsim.evidence.trials import END, SURVEY, Purpose, Trial
from orgsim.organise import people_of
from orgsim.parallel.compiled_threads import use_threads
from orgsim.parameter_sets import with_one_set, without_draws
from orgsim.simulation.demand import PROCESS_BYTES, ensemble_bytes, record_bytes, refuse_beyond
from orgsim.simulation.outlook import shape_of


@dataclass(frozen=True)
class PartFound:
    """What a part of a fact came to: values (replications,), and their mean with its 95 % interval."""

    part: Part
    values: np.ndarray
    estimate: Estimate

    @property
    def inside(self) -> bool:
        """Whether the mean is in the band."""
        return self.part.holds(self.estimate.mean)

    @property
    def open(self) -> bool:
        """Whether the mean is outside and its interval is not, so that more replications would tell."""
        reaches = self.estimate.low <= self.part.high and self.estimate.high >= self.part.low
        return reaches and not self.inside


@dataclass(frozen=True)
class Found:
    """What parts came to that belong together: inside when all of them are."""

    parts: tuple[PartFound, ...]

    @property
    def primary(self) -> PartFound:
        """The part that they are best known by, the first one."""
        return self.parts[0]

    @property
    def inside(self) -> bool:
        """Whether all parts are in their bands."""
        return all(part.inside for part in self.parts)

    @property
    def open(self) -> bool:
        """Whether parts are outside, and all of these are open."""
        return not self.inside and all(part.inside or part.open for part in self.parts)


@dataclass(frozen=True)
class FactFound(Found):
    """What a fact came to."""

    fact: Fact


@dataclass(frozen=True)
class TrialFound(Found):
    """What a field trial came to."""

    trial: FieldTrial


@dataclass(frozen=True)
class Validation:
    """Results for all facts and field trials, in order; no trials if not requested."""

    config: Config
    replications: int
    facts: tuple[FactFound, ...]
    trials: tuple[TrialFound, ...] = ()

    @property
    def inside(self) -> int:
        """How many facts are inside their bands."""
        return sum(fact.inside for fact in self.facts)

    @property
    def trials_inside(self) -> int:
        """How many field trials are inside their bands."""
        return sum(trial.inside for trial in self.trials)


def validate(
    config: Config,
    replications: int = 20,
    threads: int | None = None,
    progress: Callable[[int], None] | None = None,
    trials: bool = True,
) -> Validation:
    """Measure all facts and field trials in replications of a config, under its own seed.

    All have the same parameters: those of the set that the config names, its own where sets were to be
    drawn.

    Without `trials` the facts alone, in a fraction of the time. `progress` is called after each
    replication with the person-weeks simulated, which add up to `work`.
    """
    _refuse_too_large(config)
    one = with_one_set(config)
    people = people_of(config.organisation)
    use_threads(people, threads)
    found = np.empty((replications, len(PARTS)))
    of_trials = np.empty((replications, len(FIELD_PARTS)))
    lanes = Lanes(one)
    for replication in range(replications):
        found[replication] = list(measure(one, replication, lanes).values())
        if trials:
            of_trials[replication] = list(measure_trials(one, replication).values())
        if progress:
            progress(_person_weeks(config, people, trials))
    tried = dict(zip(FIELD_PARTS, of_trials.T, strict=True)) if trials else {}
    return summarise(without_draws(config), dict(zip(PARTS, found.T, strict=True)), tried)


def summarise(
    config: Config,
    values: Mapping[str, np.ndarray],
    of_trials: Mapping[str, np.ndarray] = MappingProxyType({}),
) -> Validation:
    """The validation of values (replications,) by part of the facts, and of the trials if any."""

    def found(parts: Iterable[Part], of: Mapping[str, np.ndarray]) -> tuple[PartFound, ...]:
        return tuple(PartFound(part, of[part.name], estimate(of[part.name])) for part in parts)

    facts = tuple(FactFound(found(fact.parts, values), fact) for fact in FACTS)
    tried = FIELD_TRIALS if of_trials else ()
    trials = tuple(TrialFound(found(trial.parts, of_trials), trial) for trial in tried)
    return Validation(config, len(values[PARTS[0]]), facts, trials)


def work(config: Config, replications: int, trials: bool = True) -> int:
    """Person-weeks that a validation takes."""
    return replications * _person_weeks(config, people_of(config.organisation), trials)


def _refuse_too_large(config: Config) -> None:
    """The arms of the field trials need most, and the people who are looked at in them."""
    people, ties, levels = shape_of(config.organisation)
    width = min(width for width in WIDTHS if width >= len(arms(config)))
    each = ensemble_bytes(people, ties, len(config.themes), width, "float64")
    looked_at = LOOKS * people * 8 * (len(fields(People)) + 3 * len(config.themes))
    refuse_beyond(
        PROCESS_BYTES + each + looked_at + record_bytes(END, levels, width),
        "the validation",
        "take fewer people or ties, like --set organisation.people=1000",
    )


def _person_weeks(config: Config, people: int, trials: bool) -> int:
    lanes = people * (len(Trial) * END + len(Purpose) * SURVEY)
    minorities = MINORITY_PEOPLE * len(COMMITTED) * MINORITY_WEEKS
    return lanes + minorities + (person_weeks(config, people) if trials else 0)
