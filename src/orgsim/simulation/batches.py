"""Batches: which runs of scenarios and replications are side by side, and how much work they are."""

from collections.abc import Mapping
from dataclasses import dataclass

from orgsim.config.models import Config, OrganisationConfig
from orgsim.engine.rest import begins_at_rest, expected_weeks, rest_numbers
from orgsim.engine.widths import cut
from orgsim.organise import people_of, redraws


@dataclass(frozen=True)
class Batch:
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


def batches_of(scenarios: Mapping[str, Config], replications: range | None) -> list[Batch]:
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
            batches.append(Batch(key[0], key[3], beside, weeks))
    return batches


def work(scenarios: Mapping[str, Config]) -> int:
    """Person-weeks that a simulation of the scenarios takes, as far as can be said beforehand.

    Each rest that scenarios share counts once, with the weeks that one is expected to take.
    """
    return sum(_work_of(batch, scenarios) for batch in batches_of(scenarios, None))


def _work_of(batch: Batch, scenarios: Mapping[str, Config]) -> int:
    """Person-weeks of a batch, and of the rests before it that no batch before has had."""
    weeks = scenarios[batch.runs[0][0]].run.weeks
    return people_of(batch.organisation) * (weeks * len(batch.runs)) + rest_of(batch)


def rest_of(batch: Batch) -> int:
    """Person-weeks of the rests before a batch that no batch before has had, as many as are expected."""
    return people_of(batch.organisation) * batch.rest_weeks
