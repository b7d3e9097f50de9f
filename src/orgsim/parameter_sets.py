"""Parameter sets: the numbers that the evidence leaves open, set by set, and which run has which.

A set is a row of `posterior.parquet`: values of parameters, and of how traits are spread over people,
that agree with the evidence together. Its columns are dotted keys of a config. Levers are the
organisation's own: columns of levers are left alone.

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
from orgsim.config.models import POINT, POSTERIOR, Config, refuse_rates
from orgsim.errors import UserError, quoted
from orgsim.model.parameters import PARAMETERS, TRAITS, Quantity
from orgsim.model.random import Stream, place, run_key, uniform
from orgsim.organisation.hints import did_you_mean

SHIPPED = Path(__file__).with_name("posterior.parquet")
VARIABLE = "ORGSIM_POSTERIOR"
"""Environment variable that names another file of sets."""

SETS_A_BLOCK = 10
REPLICATIONS_A_SET = 2

NUMBERS: Mapping[str, Quantity] = {
    **{f"parameters.{quantity.name}": quantity for quantity in PARAMETERS},
    **{f"people.{trait.name}.mean": trait.mean for trait in TRAITS},
    **{f"people.{trait.name}.spread": trait.spread for trait in TRAITS},
}
"""What a set may hold, by dotted key."""


Sets = tuple[Mapping[str, float], ...]
"""All parameter sets of a file, each with its values by dotted key."""


def sets_file() -> Path:
    """The file of sets in use: the one that comes along, or what ORGSIM_POSTERIOR names."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else SHIPPED


def sets_in_use() -> Sets:
    """The sets of the file in use; UserError where there is none, or it holds no sets."""
    path = sets_file()
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise UserError(
            f"run.parameter_sets: the file of sets {path} cannot be read: {error.strerror};"
            f' set run.parameter_sets = "{POINT}", or name another file in {VARIABLE}'
        ) from None
    return _read(path, changed)


def set_of(config: Config, seed: int, replication: int) -> int | None:
    """The number of the set that a replication of a config has; None where it has the config's own."""
    asked = config.run.parameter_sets
    if asked == POINT:
        return None
    sets = len(sets_in_use())
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
    """The config with the numbers of a set where it leaves them at their defaults.

    Raises UserError where the set does not go with the config's own numbers.
    """
    values = sets_in_use()[number]
    own: Any = config.parameters
    parameters = own.model_copy(
        update={
            key.removeprefix("parameters."): value
            for key, value in values.items()
            if key.startswith("parameters.") and _is_default(own, key, key.split(".")[1])
        }
    )
    try:
        refuse_rates(parameters)
    except ValueError as error:
        raise UserError(
            f"run.parameter_sets: set {number} does not go with the config's own numbers: {error}"
        ) from None
    return config.model_copy(
        update={"parameters": parameters, "people": _with_traits(config.people, values)}
    )


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


def _with_traits(people: Any, values: Mapping[str, float]) -> Any:
    """Traits with the means and spreads of a set, where they are at their defaults."""
    changed: dict[str, dict[str, float]] = {}
    for key, value in values.items():
        table, name, *moment = key.split(".")
        if table == "people" and _is_default(getattr(people, name), key, moment[0]):
            changed.setdefault(name, {})[moment[0]] = value
    return people.model_copy(
        update={name: getattr(people, name).model_copy(update=new) for name, new in changed.items()}
    )


def _is_default(table: Any, key: str, name: str) -> bool:
    return bool(getattr(table, name) == NUMBERS[key].default)


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


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> Sets:
    """The sets of a file; `_changed` tells another file of the same name."""
    columns = {
        key: _checked(path, key, values)
        for key, values in _columns(path).items()
        if not key.startswith("levers.")
    }
    rows = list(zip(*columns.values(), strict=True))
    if not rows:
        raise UserError(f"{path}: holds no parameter sets: a row a set, a column a dotted key")
    return tuple(dict(zip(columns, map(float, row), strict=True)) for row in rows)


def _columns(path: Path) -> dict[str, list[Any]]:
    """A file's columns; without pandas, which other ways import, and that takes a second."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            table = file.read()
    except (OSError, pa.ArrowException) as error:
        raise UserError(f"{path}: is no Parquet file of parameter sets: {error}") from None
    return {name: table[name].to_pylist() for name in table.column_names}


def _checked(path: Path, key: str, column: list[Any]) -> np.ndarray:
    """A column's numbers; UserError where it is none of the model's numbers, or out of its range."""
    if key not in NUMBERS:
        raise UserError(
            f"{path}: column {quoted(key)}: sets hold parameters and people, by dotted key"
            f"{did_you_mean(key, NUMBERS)}"
        )
    try:
        values = np.array(column, float)
    except (TypeError, ValueError):
        raise UserError(
            f"{path}: column {quoted(key)}: holds something else than numbers"
        ) from None
    low, high = NUMBERS[key].low, NUMBERS[key].high
    outside = np.flatnonzero(~((values >= low) & (values <= high)))
    if len(outside):
        raise UserError(
            f"{path}: column {quoted(key)}, set {outside[0]}: {values[outside[0]]:g} is out of range:"
            f" must be {low:g} to {high:g}"
        )
    return values
