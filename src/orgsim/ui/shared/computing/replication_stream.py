"""Computing: replications of scenarios that arrive one by one, are cached, and can be cancelled.

Results are immutable and the same for everybody, so all sessions share what is known already.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast

import numpy as np

from orgsim.config.models import Config
from orgsim.kept import Kept
from orgsim.measures.own_code import measures_of_all
from orgsim.simulation import ScenarioResult, WhereItSits, simulate
from orgsim.ui.shared.scenarios.presets import refuse_changed_files

Made = TypeVar("Made")

FIRST_BATCH = 4
"""Replications after which the first curves are shown."""

OF_REPLICATIONS = ("rest_weeks", "at_rest", "parameter_set")
"""What a result has one number a replication of, in the order of its fields."""

MOST_BYTES = 512 * 2**20
"""Cached results, over all sessions."""


class GivenUp(Exception):  # noqa: N818
    """Somebody has no use for the result any more."""


@dataclass(frozen=True)
class Growing:
    """Results so far by scenario, and the replications done and in total."""

    results: Mapping[str, ScenarioResult]
    replications: int
    wanted: int
    _made: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """What is made of the results under a name: made for the first who asks, kept for others."""
        if name not in self._made:
            self._made[name] = make()
        return cast(Made, self._made[name])

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return self.replications == self.wanted


def key_of(config: Config) -> str:
    """What a config's result is kept under; its name and what money is do not matter."""
    return config.model_dump_json(exclude={"name", "costs"})


def keys_of(configs: Mapping[str, Config]) -> dict[str, Any]:
    """What distinguishes results of configs, by name: what they are kept under, and what things cost."""
    return {name: (key_of(config), config.costs) for name, config in configs.items()}


def grow(
    configs: Mapping[str, Config],
    stopped: Callable[[], bool],
    kept: Kept[str, ScenarioResult] | None = None,
    threads: int | None = None,
) -> Iterator[Growing]:
    """Results of scenarios that share `run`, growing by replications; what is known comes at once.

    Scenarios are compared under common random numbers (see simulate), and all have the same
    replications at any time. Raises GivenUp soon after
    `stopped()` says so.
    """
    kept = KEPT if kept is None else kept
    known = {name: _of(kept.get(key_of(config)), config) for name, config in configs.items()}
    missing = {name: config for name, config in configs.items() if known[name] is None}
    wanted = next(iter(configs.values())).run.replications
    refuse_changed_files(missing.values())

    def heard(_: int) -> None:
        if stopped():
            raise GivenUp

    sofar: dict[str, ScenarioResult] = {}
    own = measures_of_all(missing.values())
    for batch in batches(wanted) if missing else []:
        found = simulate(missing, threads, heard, batch, own=own)
        sofar = {name: joined(sofar.get(name), result) for name, result in found.items()}
        heard(0)
        results = {name: _as_far(known[name], batch.stop) or sofar[name] for name in configs}
        if batch.stop == wanted:
            for name, config in missing.items():
                kept.put(key_of(config), sofar[name])
        yield Growing(results, batch.stop, wanted)
    if not missing:
        yield Growing({name: result for name, result in known.items() if result}, wanted, wanted)


def _of(result: ScenarioResult | None, config: Config) -> ScenarioResult | None:
    """A result that is known already, as that of a config with the same numbers."""
    return None if result is None else replace(result, config=config)


def batches(replications: int) -> list[range]:
    """Replications in batches, each twice as large as what was before it."""
    found, first = [], 0
    while first < replications:
        last = min(replications, max(FIRST_BATCH, 2 * first))
        found.append(range(first, last))
        first = last
    return found


def joined(one: ScenarioResult | None, other: ScenarioResult) -> ScenarioResult:
    """Two results of the same scenario, of other replications, as one."""
    if one is None:
        return other
    assert one.where is not None
    assert other.where is not None
    measures = {
        name: np.concatenate([values, other.measures[name]], axis=-1)
        for name, values in one.measures.items()
    }
    levels = {name: _stacked(values, other.levels[name]) for name, values in one.levels.items()}
    theme = (
        np.concatenate([getattr(one.where, name), getattr(other.where, name)], axis=-1)
        for name in ("theme_start", "theme_end")
    )
    of_replications = (
        np.concatenate([getattr(one, name), getattr(other, name)]) for name in OF_REPLICATIONS
    )
    where = _where(one.where, other.where, *theme)
    return ScenarioResult(one.config, measures, levels, where, *of_replications)


def _as_far(result: ScenarioResult | None, replications: int) -> ScenarioResult | None:
    """A result that is known already, of the first replications: as far as those beside it."""
    if result is None or result.where is None:
        return None
    measures = {name: values[..., :replications] for name, values in result.measures.items()}
    levels = {name: values[..., :replications] for name, values in result.levels.items()}
    where = replace(
        result.where,
        theme_start=result.where.theme_start[:, :replications],
        theme_end=result.where.theme_end[:, :replications],
    )
    of_replications = (getattr(result, name)[:replications] for name in OF_REPLICATIONS)
    return ScenarioResult(result.config, measures, levels, where, *of_replications)


def _where(
    one: WhereItSits, other: WhereItSits, theme_start: np.ndarray, theme_end: np.ndarray
) -> WhereItSits:
    """Where the gap sits in the first organisation; over more replications if all share it."""
    gap, own, sharing = one.person_gap, one.person_own_gap, one.sharing
    if other.organisation is one.organisation:
        sharing += other.sharing
        share = other.sharing / sharing
        gap = gap + share * (other.person_gap - gap)
        own = own + share * (other.person_own_gap - own)
    return WhereItSits(one.organisation, theme_start, theme_end, gap, own, sharing)


def _stacked(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Tables (weeks, levels, replications) side by side; the deeper organisation sets the levels."""
    levels = max(one.shape[1], other.shape[1])
    deep = [
        np.pad(table, ((0, 0), (0, levels - table.shape[1]), (0, 0)), constant_values=np.nan)
        for table in (one, other)
    ]
    return np.concatenate(deep, axis=-1)


def bytes_of(result: ScenarioResult) -> int:
    """What a result takes to keep."""
    arrays = [*result.measures.values(), *result.levels.values()]
    if result.where:
        arrays += [result.where.person_gap, result.where.person_own_gap]
    return sum(array.nbytes for array in arrays)


KEPT: Kept[str, ScenarioResult] = Kept(bytes_of, MOST_BYTES)
"""Results by config."""
