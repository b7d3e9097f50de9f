"""Whether the order of scenarios holds if a parameter of the model is halved or doubled.

One parameter at a time, in every parameter set: replication ρ has its own set, in which the parameter is
halved or doubled, for all scenarios alike and before week 0, too. The order is that of a comparison, by
the mean share of the reference's gap that is closed at the end. It changes where another scenario closes
most, or where one that is better (or worse) than the reference becomes worse (or better). Replications
are few, each of another set, and the same ones throughout.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np

from orgsim.analysis.comparison import Difference, paired_difference
from orgsim.analysis.scenario_comparison import GAP, closed_share
from orgsim.config.models import Config, refuse_rates
from orgsim.measures.outcomes import at_end
from orgsim.model.parameters import BY_NAME, PARAMETERS
from orgsim.parameter_sets import (
    number_at,
    replications_of_own_sets,
    set_of,
    with_numbers,
    with_one_set,
)
from orgsim.simulation import simulate

FACTORS = (0.5, 2.0)
REPLICATIONS = 4
"""Enough to detect a change of the order; the means of small differences stay uncertain."""

MOST_BESIDE = 32
"""Runs simulated side by side: the engine's largest width."""

Ends = Mapping[str, np.ndarray]
"""By scenario, (replications,): the gap at the end, or the share of the reference's that is closed."""


class Change(NamedTuple):
    """A parameter multiplied by a factor."""

    parameter: str
    factor: float


@dataclass(frozen=True)
class Turned:
    """A change that alters the order.

    first   which scenario is first then
    lead    part of the gap that it closes, less that of the one that was first; None if that still is
    turned  scenarios that were better than the reference and are worse then, or the other way round
    """

    change: Change
    first: str
    lead: Difference | None
    turned: tuple[str, ...]


@dataclass(frozen=True)
class Order:
    """What became of the order.

    first    the scenario that is first without any change
    tried    how many changes there were
    others   those after which the order is another one
    refused  those that make a number leave its range, which were not simulated
    """

    first: str
    tried: int
    others: tuple[Turned, ...]
    refused: tuple[Change, ...]
    replications: int


def order_under_changes(
    configs: Mapping[str, Config],
    reference: str,
    ranked: Sequence[str],
    progress: Callable[[int, int], None],
    check: Callable[[], None],
) -> Order:
    """Whether the order of scenarios holds under all changes.

    reference  what the others are better or worse than
    ranked     the scenarios of which one is first
    progress   called with how many changes are done, of how many
    check      called again and again; what it raises ends the work
    """
    base = configs[reference]
    numbers = replications_of_own_sets(REPLICATIONS)
    own = {
        number: {name: _with_own_set(config, number) for name, config in configs.items()}
        for number in numbers
    }
    changes = list(halved_and_doubled(base))
    refused = [
        each for each in changes if not all(in_range(of[reference], each) for of in own.values())
    ]
    tried = [each for each in changes if each not in refused]
    plain = closed_shares(_gaps(own, [None], check)[None], reference)
    first = first_of(plain, ranked)
    settled = [
        name
        for name in configs
        if name != reference and paired_difference(plain[name], plain[reference]).decided
    ]
    together = max(1, MOST_BESIDE // len(configs))
    found: list[Turned] = []
    for start in range(0, len(tried), together):
        progress(start, len(tried))
        some = tried[start : start + together]
        gaps = _gaps(own, some, check)
        for change in some:
            closed = closed_shares(gaps[change], reference)
            after = _order_after(change, plain, closed, ranked, settled)
            if after.first != first or after.turned:
                found.append(after)
    return Order(first, len(tried), tuple(found), tuple(refused), REPLICATIONS)


def _order_after(
    change: Change, before: Ends, after: Ends, ranked: Sequence[str], settled: Sequence[str]
) -> Turned:
    """The order by shares closed before and after a change; only settled scenarios can turn."""
    first, now = first_of(before, ranked), first_of(after, ranked)
    lead = None if now == first else paired_difference(after[now], after[first])
    turned = tuple(name for name in settled if _other_way(before[name], after[name]))
    return Turned(change, now, lead, turned)


def halved_and_doubled(config: Config) -> Iterator[Change]:
    """Every nonzero parameter, halved and doubled."""
    for each, factor in product(PARAMETERS, FACTORS):
        switched_off = each.mechanism and not getattr(config.mechanisms, each.mechanism)
        if number_at(config, f"parameters.{each.name}") and not switched_off:
            yield Change(each.name, factor)


def _with_own_set(config: Config, number: int) -> Config:
    """The config of a replication, with the numbers of its set filled in."""
    chosen = set_of(config, config.run.seed, number)
    if chosen is None:
        return config
    run = config.run.model_copy(update={"parameter_sets": chosen})
    return with_one_set(config.model_copy(update={"run": run}))


def _changed(config: Config, change: Change) -> Config:
    key = f"parameters.{change.parameter}"
    found: Config = with_numbers(config, {key: change.factor * (number_at(config, key) or 0.0)})
    return found


def in_range(config: Config, change: Change) -> bool:
    """Whether the changed number stays in its range and is compatible with the others."""
    changed = _changed(config, change)
    about = BY_NAME[change.parameter]
    value = number_at(changed, f"parameters.{change.parameter}") or 0.0
    try:
        refuse_rates(changed.parameters)
    except ValueError:
        return False
    return about.low <= value <= about.high


def _gaps(
    own: Mapping[int, Mapping[str, Config]],
    changes: Sequence[Change | None],
    check: Callable[[], None],
) -> dict[Change | None, dict[str, np.ndarray]]:
    """The gaps at the end under changes, None being no change; replication by replication."""
    found: dict[tuple[Change | None, str], list[float]] = {}
    for number, configs in own.items():
        keys = list(product(changes, configs))
        beside = {
            str(place): configs[name] if change is None else _changed(configs[name], change)
            for place, (change, name) in enumerate(keys)
        }
        results = simulate(beside, None, lambda _: check(), range(number, number + 1))
        for place, key in enumerate(keys):
            gap = at_end(GAP, results[str(place)].measures[GAP])
            found.setdefault(key, []).append(float(gap[0]))
    names = next(iter(own.values()))
    return {change: {name: np.array(found[change, name]) for name in names} for change in changes}


def closed_shares(gaps: Ends, reference: str) -> Ends:
    """The share of the reference's gap that each scenario closes."""
    return {name: closed_share(gap, gaps[reference]) for name, gap in gaps.items()}


def first_of(closed: Ends, ranked: Sequence[str]) -> str:
    """Which of the ranked scenarios closes most on average."""
    return max(ranked, key=lambda name: float(closed[name].mean()))


def _other_way(before: np.ndarray, after: np.ndarray) -> bool:
    """Whether a scenario's mean has moved to the other side of the reference."""
    return float(before.mean()) * float(after.mean()) < 0
