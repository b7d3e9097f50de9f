"""Parameter sets: the numbers that the evidence leaves open, set by set, and which run has which.

A set is a row of `posterior.parquet`: values of parameters, and of how traits are spread over people,
that agree with the evidence together; or a row of the ensemble that was fitted to an organisation's own
answers (`organisation.ensemble`), which has its levers and the states of its people, too.

Replication n of a seed has the set at place p = 10·⌊n / 20⌋ + n mod 10 of a random order of the sets. So
ten replications have ten sets, twenty have each of these twice, the next twenty have ten new ones:
replications of one set tell randomness from parameters, and no number of replications changes what
replication n is. All scenarios share the order, which depends on the seed alone.
"""

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from orgsim.compilation import njit
from orgsim.config.models import FITTED, POINT, POSTERIOR, Config, refuse_rates
from orgsim.errors import UserError
from orgsim.model.random import Stream, place, run_key, uniform
from orgsim.parameter_sets.sets_file import NUMBERS, SetsFile, read_column, read_sets, read_states

SHIPPED = Path(__file__).with_name("posterior.parquet")
VARIABLE = "ORGSIM_POSTERIOR"
"""Environment variable that names another file of sets."""

SETS_A_BLOCK = 10
REPLICATIONS_A_SET = 2


def sets_file(config: Config | None = None) -> Path:
    """The file of sets in use: the config's own, what ORGSIM_POSTERIOR names, or the shipped one."""
    if config is not None and config.organisation.ensemble is not None:
        return config.organisation.ensemble
    named = os.environ.get(VARIABLE)
    return Path(named) if named else SHIPPED


def sets_in_use(config: Config | None = None) -> SetsFile:
    """The sets of the file in use; UserError where there is none, or it holds no sets."""
    path = sets_file(config)
    return read_sets(path, _changed(path))


def evidence_has(key: str) -> tuple[float, ...]:
    """A number in all sets that agree with the evidence, also a lever; empty where they have none."""
    path = sets_file()
    return read_column(path, _changed(path), key)


def fitted_states(config: Config) -> Mapping[str, np.ndarray]:
    """States of everybody in week 0 of a config's set, at the point their means over the sets.

    By name, (people·themes,), flat. Raises UserError where its ensemble holds none.
    """
    asked, path = config.run.parameter_sets, sets_file(config)
    return read_states(path, _changed(path), asked if isinstance(asked, int) else None)


def _changed(path: Path) -> int:
    """When a file was last changed, ns; UserError where it cannot be read."""
    try:
        return path.stat().st_mtime_ns
    except OSError as error:
        raise UserError(
            f"run.parameter_sets: the file of sets {path} cannot be read: {error.strerror};"
            f' set run.parameter_sets = "{POINT}", or name another file in {VARIABLE}'
        ) from None


def set_of(config: Config, seed: int, replication: int) -> int | None:
    """The number of the set that a replication of a config has; None where it has the config's own."""
    asked = config.run.parameter_sets
    if asked == POINT:
        return None
    sets = len(sets_in_use(config).sets)
    if asked == POSTERIOR:
        block, within = divmod(replication, SETS_A_BLOCK * REPLICATIONS_A_SET)
        order = _order(seed, sets)
        return order[(SETS_A_BLOCK * block + within % SETS_A_BLOCK) % sets]
    number = int(asked)
    if number >= sets:
        raise UserError(
            f"run.parameter_sets: there is no set {number:,}; allowed: 0 to {sets - 1:,},"
            f" {POSTERIOR}, {POINT}"
        )
    return number


def replications_of_own_sets(number: int) -> list[int]:
    """Numbers of so many replications, each of another set than all others, as far as sets go."""
    block = SETS_A_BLOCK * REPLICATIONS_A_SET
    return [block * (n // SETS_A_BLOCK) + n % SETS_A_BLOCK for n in range(number)]


def with_set(config: Config, number: int) -> Config:
    """The config with the numbers of a set where it leaves them as the file's base has them.

    The base of evidence's sets are the defaults. Raises UserError where the set does not go with the
    config's own numbers.
    """
    file = sets_in_use(config)
    values = {
        key: value
        for key, value in file.sets[number].items()
        if number_at(config, key) == file.base[key]
    }
    found: Config = with_numbers(config, values)
    if config.run.start == FITTED:  # the states of week 0 are those of the set
        run = config.run.model_copy(update={"parameter_sets": number})
        found = found.model_copy(update={"run": run})
    try:
        refuse_rates(found.parameters)
    except ValueError as error:
        raise UserError(
            f"run.parameter_sets: set {number} does not go with the config's own numbers: {error}"
        ) from None
    return found


def number_at(config: Config, key: str) -> float | None:
    """The number of a dotted key; None where a config has no such group."""
    place: Any = config
    for part in key.split("."):
        if isinstance(place, tuple):
            if int(part) >= len(place):
                raise UserError(
                    "groups: organisation.ensemble was fitted to a config with more groups; add others"
                    " after those that orgsim fit wrote, and keep these"
                )
            place = place[int(part)]
        else:
            place = getattr(place, part)
    return place


def with_numbers(table: Any, values: Mapping[str, float]) -> Any:
    """A table, or a list of them, with values laid over it by dotted key."""
    parts: dict[str, dict[str, float]] = {}
    for key, value in values.items():
        name, _, inner = key.partition(".")
        parts.setdefault(name, {})[inner] = value
    if isinstance(table, tuple):
        return tuple(
            with_numbers(item, parts[str(number)]) if str(number) in parts else item
            for number, item in enumerate(table)
        )
    laid = {
        name: inner[""] if "" in inner else with_numbers(getattr(table, name), inner)
        for name, inner in parts.items()
    }
    return table.model_copy(update=laid)


def drawn_sets(
    config: Config, replications: Sequence[int], seed: int | None = None
) -> np.ndarray | None:
    """The set of each replication where they are drawn; None where all have the same numbers.

    seed  of the draws; by default the config's own
    """
    if config.run.parameter_sets != POSTERIOR:
        return None
    seed = config.run.seed if seed is None else seed
    return np.array([set_of(config, seed, number) for number in replications], float)


def refuse_unknown(config: Config) -> None:
    """Raise UserError where the set that a config asks for is not there."""
    set_of(config, config.run.seed, 0)


def in_sets(key: str) -> bool:
    """Whether a dotted key names a number, or a table of numbers, that sets may hold."""
    return any(f"{number}.".startswith(f"{key}.") for number in NUMBERS)


def without_draws(config: Config) -> Config:
    """The config with the same set in every replication: at the point, where sets were to be drawn."""
    return _at_point(config) if config.run.parameter_sets == POSTERIOR else config


def with_one_set(config: Config) -> Config:
    """The config with the same numbers in every replication, as its own: those of the set that it names.

    Where sets were to be drawn it is at the point.
    """
    asked = config.run.parameter_sets
    if asked == POINT:
        return config
    at_point = _at_point(config)
    return at_point if asked == POSTERIOR else with_set(at_point, int(asked))


def _at_point(config: Config) -> Config:
    run = config.run.model_copy(update={"parameter_sets": POINT})
    return config.model_copy(update={"run": run})


@lru_cache(maxsize=8)
def _order(seed: int, sets: int) -> tuple[int, ...]:
    """The sets in the random order of a seed."""
    drawn = _draws(sets, run_key(seed, 0))
    return tuple(int(number) for number in np.argsort(drawn, kind="stable"))


@njit(cache=True)
def _draws(sets, key):
    drawn = np.empty(sets)
    for number in range(sets):
        drawn[number] = uniform(place(0, number, Stream.PARAMETER_SET), key, 0.0)
    return drawn
