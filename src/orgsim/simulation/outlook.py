"""Outlook: the memory and the time that a simulation will take, from its configs alone."""

from collections.abc import Mapping
from typing import NamedTuple

from orgsim.config.models import Config, OrganisationConfig
from orgsim.engine.rest import begins_at_rest, expected_weeks
from orgsim.engine.widths import WIDTHS, cut, width_for
from orgsim.organise import imported, redraws
from orgsim.parallel.compiled_threads import (
    organisations_at_once,
    threads_there_are,
    useful_threads,
)
from orgsim.simulation.demand import (
    PROCESS_BYTES,
    SECONDS_A_PERSON,
    SECONDS_A_PERSON_WEEK,
    ensemble_bytes,
    levels_of,
    record_bytes,
    refuse_beyond,
    results_bytes,
)


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
    there_are = threads_there_are(threads)
    for (shape, _, themes, run), (beside, organisations) in alike.items():
        side = cut(min(beside, WIDTHS[-1]))[0][1]
        width = width_for(side)
        state = ensemble_bytes(
            shape.people, shape.ties, themes, width, run.precision, begins_at_rest(run)
        )
        at_once = organisations_at_once(shape.people, organisations, there_are)
        ensemble = max(ensemble, at_once * (state + record_bytes(run.weeks, shape.levels, side)))
        useful = at_once * useful_threads(shape.people, there_are)
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
