"""Validation: all facts over replications, with intervals, against their bands."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from orgsim.analysis.intervals import Estimate, estimate
from orgsim.config.models import Config
from orgsim.demand import PROCESS_BYTES, ensemble_bytes, record_bytes, refuse_beyond
from orgsim.engine.ensemble import WIDTHS
from orgsim.evidence.facts import FACTS, PARTS, Fact, Part
from orgsim.evidence.lanes import Lanes
from orgsim.evidence.measure import measure
from orgsim.evidence.minority import COMMITTED
from orgsim.evidence.minority import PEOPLE as MINORITY_PEOPLE
from orgsim.evidence.minority import WEEKS as MINORITY_WEEKS
from orgsim.evidence.trials import END, SURVEY, Purpose, Trial
from orgsim.organise import people_of
from orgsim.simulation import shape_of, use_threads


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


@dataclass(frozen=True)
class FactFound:
    """A fact is inside when all its parts are."""

    fact: Fact
    parts: tuple[PartFound, ...]

    @property
    def primary(self) -> PartFound:
        """The part that the fact is best known by, the first one."""
        return self.parts[0]

    @property
    def inside(self) -> bool:
        """Whether all parts are in their bands."""
        return all(part.inside for part in self.parts)


@dataclass(frozen=True)
class Validation:
    """What came of all facts, in their order."""

    config: Config
    replications: int
    facts: tuple[FactFound, ...]

    @property
    def inside(self) -> int:
        """How many facts are inside their bands."""
        return sum(fact.inside for fact in self.facts)


def validate(
    config: Config,
    replications: int = 20,
    threads: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Validation:
    """Measure all facts in so many replications of a config; its seed is config.run.seed.

    `progress` is called after each replication with the person-weeks simulated, which add up to `work`.
    """
    _refuse_too_large(config)
    people = people_of(config.organisation)
    use_threads(people, threads)
    found = np.empty((replications, len(PARTS)))
    lanes = Lanes(config)
    for replication in range(replications):
        found[replication] = list(measure(config, replication, lanes).values())
        if progress:
            progress(_person_weeks(people))
    columns = dict(zip(PARTS, found.T, strict=True))
    return summarise(config, columns)


def summarise(config: Config, values: dict[str, np.ndarray]) -> Validation:
    """The validation of values (replications,) by part."""

    def part_found(part: Part) -> PartFound:
        return PartFound(part, values[part.name], estimate(values[part.name]))

    facts = (FactFound(fact, tuple(map(part_found, fact.parts))) for fact in FACTS)
    return Validation(config, len(values[PARTS[0]]), tuple(facts))


def work(config: Config, replications: int) -> int:
    """Person-weeks that a validation takes."""
    return replications * _person_weeks(people_of(config.organisation))


def _refuse_too_large(config: Config) -> None:
    """Both ensembles of a replication are there at once, of one organisation."""
    people, ties, levels = shape_of(config.organisation)
    width = min(width for width in WIDTHS if width >= len(Trial))
    each = ensemble_bytes(people, ties, len(config.themes), width, config.run.precision)
    refuse_beyond(
        PROCESS_BYTES + 2 * (each + record_bytes(END, levels, width)),
        "the validation",
        "take fewer people or ties, like --set organisation.people=1000",
    )


def _person_weeks(people: int) -> int:
    trials = people * (len(Trial) * END + len(Purpose) * SURVEY)
    return trials + MINORITY_PEOPLE * len(COMMITTED) * MINORITY_WEEKS
