"""Comparing: scenarios side by side under the same random draws, as numbers.

Everything is counted replication by replication: replication number ρ of every scenario saw the same
draws, so what is different between scenarios is what was done.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from orgsim.analysis.comparison import Difference, paired_difference
from orgsim.analysis.costs import Cost, cost
from orgsim.analysis.intervals import Estimate, estimate
from orgsim.config.models import Config
from orgsim.measures.declarations import Measure, measures_shown
from orgsim.measures.outcomes import at_end
from orgsim.simulation import ScenarioResult, of_shared_measures

GAP = "message_practice_gap"
SHOWN = measures_shown("difference")
"""Measures of the table of differences."""

SAME = 1e-12
HOURS = (1000, 100, 10, 1)
"""Leader hours for which benefits may be reported."""


@dataclass(frozen=True)
class Compared:
    """One scenario compared with the reference.

    ends         each measure at the end
    differences  each measure's paired difference from the reference
    closed       percent by which the gap at the end is smaller than the reference's
    best         replications in which no other scenario's gap is as small
    cost         what it takes over the run
    hours        leader hours more than the reference's
    peak         the week in which the mean gap is smallest beside the reference's, and the percent
    benefit      `closed` for each so many leader hours more; None if it takes no more hours
    done         what it does other than the reference, each programme and lever by itself
    """

    name: str
    ends: Mapping[str, Estimate]
    differences: Mapping[str, Difference]
    closed: Estimate
    best: int
    cost: Cost
    hours: float
    peak: tuple[int, float]
    benefit: Estimate | None
    done: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Comparison:
    """Scenarios in their order, the reference among them, over so many weeks and replications.

    hours   leader hours that benefits are told for (see hours_told_for)
    sets    the parameter set of each replication, None where all have the same numbers
    fitted  whether these were fitted to the organisation's own answers
    currency  what money is counted in
    own     measures of one's own
    """

    reference: str
    scenarios: tuple[Compared, ...]
    weeks: int
    replications: int
    hours: int
    gaps: Mapping[str, np.ndarray]
    sets: np.ndarray | None = None
    fitted: bool = False
    currency: str = ""
    own: Mapping[str, Measure] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Compared:
        return next(each for each in self.scenarios if each.name == name)

    @property
    def others(self) -> tuple[Compared, ...]:
        """All but the reference, the one that closes most of the gap first."""
        others = [each for each in self.scenarios if each.name != self.reference]
        return tuple(sorted(others, key=lambda each: -each.closed.mean))


def compare(results: Mapping[str, ScenarioResult], reference: str) -> Comparison:
    """The comparison of results by name with one of them."""
    results = of_shared_measures(results)
    gaps = {name: at_end(GAP, result.measures[GAP]) for name, result in results.items()}
    best = times_best(gaps)
    costs = {name: _cost(result) for name, result in results.items()}
    more = {name: each.leader_hours - costs[reference].leader_hours for name, each in costs.items()}
    told_for = hours_told_for(more.values())
    sets = results[reference].sets
    found = []
    for name, result in results.items():
        closed = 100 * closed_share(gaps[name], gaps[reference])
        hours = more[name]
        benefit = estimate(closed / hours * told_for, sets) if hours > 0 else None
        ends = {m: at_end(m, values) for m, values in result.measures.items()}
        against = {m: at_end(m, values) for m, values in results[reference].measures.items()}
        found.append(
            Compared(
                name,
                {m: estimate(values, sets) for m, values in ends.items()},
                {m: paired_difference(values, against[m], sets) for m, values in ends.items()},
                estimate(closed, sets),
                best[name],
                costs[name],
                hours,
                _peak(result, results[reference]),
                benefit,
                _done(result.config) ^ _done(results[reference].config),
            )
        )
    weeks = len(results[reference].measures[GAP]) - 1
    config = results[reference].config
    return Comparison(
        reference,
        tuple(found),
        weeks,
        len(gaps[reference]),
        told_for,
        gaps,
        sets,
        config.organisation.ensemble is not None,
        config.costs.currency,
        results[reference].own,
    )


def hours_told_for(more: Iterable[float]) -> int:
    """The greatest of HOURS that each scenario takes which takes more hours than the reference.

    A benefit is then part of what was closed. For 1,000 hours where all that is done takes 60 it would
    be of hours that nobody could spend, and come to more than the whole gap.
    """
    fewest = min((hours for hours in more if hours > 0), default=HOURS[0])
    return next((hours for hours in HOURS if hours <= fewest), HOURS[-1])


def closed_share(gap: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """1 − gap / reference, replication by replication; 0 where neither has a gap."""
    there = np.maximum(reference, SAME)
    return np.where(reference > SAME, 1 - gap / there, np.where(gap > SAME, np.nan, 0.0))


def times_best(gaps: Mapping[str, np.ndarray]) -> dict[str, int]:
    """In how many replications each scenario's gap is smaller than that of every other one."""
    table = np.array(list(gaps.values()))
    if len(table) == 1:
        return {name: table.shape[1] for name in gaps}  # noqa: C420
    least = np.sort(table, axis=0)
    alone = least[1] - least[0] > SAME
    winner = np.argmin(table, axis=0)
    return {name: int(((winner == number) & alone).sum()) for number, name in enumerate(gaps)}


def _peak(result: ScenarioResult, reference: ScenarioResult) -> tuple[int, float]:
    gap, other = result.measures[GAP].mean(axis=1), reference.measures[GAP].mean(axis=1)
    closed = 100 * closed_share(gap, other)
    week = int(np.nanargmax(closed))
    return week, float(closed[week])


def _done(config: Config) -> frozenset[str]:
    """Every programme, event, lever and group of a config, each as a separate text."""
    levers: Any = config.levers
    listed = [
        each.model_dump_json() for each in (*config.interventions, *config.shocks, *config.groups)
    ]
    return frozenset([*listed, *(f"{name} = {value!r}" for name, value in levers)])


def _cost(result: ScenarioResult) -> Cost:
    assert result.where is not None
    return cost(result.config, result.where.organisation)
