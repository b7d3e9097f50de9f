"""Files of parameter sets: what they hold, and what is read of them.

A row is a set. Columns are dotted keys of a config. A file that evidence gave holds parameters and how
traits are spread over people; the organisation's levers are its own, and columns of levers are left
alone. A file that was fitted to an organisation (`orgsim fit`) holds its levers, too, those of its
groups, and the states of its people in week 0: it says so of itself under `fitted`.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from orgsim.errors import UserError, quoted
from orgsim.model.parameters import LEVERS, PARAMETERS, TRAITS, Quantity
from orgsim.model.states import STATES
from orgsim.organisation.hints import did_you_mean

NUMBERS: Mapping[str, Quantity] = {
    **{f"parameters.{quantity.name}": quantity for quantity in PARAMETERS},
    **{f"people.{trait.name}.mean": trait.mean for trait in TRAITS},
    **{f"people.{trait.name}.spread": trait.spread for trait in TRAITS},
}
"""What a set may hold, by dotted key."""

OF_LEVERS: Mapping[str, Quantity] = {f"levers.{lever.name}": lever for lever in LEVERS}
STATE, ITEM = "state.", "item."
"""Begin names of columns that are no numbers of a config: states in week 0, and what answers lean by."""

FITTED_TO = "fitted"
"""Under which a file says what it was fitted to."""


class SetsFile(NamedTuple):
    """The sets of a file.

    sets    values by dotted key, set by set
    base    by the same keys, what a config has where a set's value takes its place
    people  SHA-256 of the ids that states are of, "" where the file holds none
    """

    sets: tuple[Mapping[str, float], ...]
    base: Mapping[str, float]
    people: str = ""


def read_sets(path: Path, changed: int) -> SetsFile:
    """The sets of a file that was last changed then; UserError where it holds something else."""
    return _read(path, changed)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> SetsFile:
    fitted = _fitted_to(path)
    names = [name for name in _names(path) if not name.startswith((STATE, ITEM))]
    if fitted is None:
        names = [name for name in names if not name.startswith("levers.")]
    known = {name: _number(path, name, fitted is not None) for name in names}
    columns = {
        name: _checked(path, name, known[name], values)
        for name, values in _columns(path, names).items()
    }
    rows = list(zip(*columns.values(), strict=True))
    if not rows:
        raise UserError(f"{path}: holds no parameter sets: a row a set, a column a dotted key")
    sets = tuple(dict(zip(columns, map(float, row), strict=True)) for row in rows)
    if fitted is None:
        return SetsFile(sets, {name: number.default for name, number in known.items()})
    missing = next((name for name in names if name not in fitted.get("base", {})), None)
    if missing is not None:
        raise UserError(f"{path}: is damaged: it lacks the base of {quoted(missing)}; fit again")
    return SetsFile(sets, fitted["base"], fitted.get("people", ""))


def read_states(path: Path, changed: int, number: int | None) -> Mapping[str, np.ndarray]:
    """States in week 0 of a set, or their means over all sets: by name, (people·themes,), flat.

    Raises UserError where the file holds none.
    """
    states = _states(path, changed)
    if not states:
        raise UserError(
            f'{path}: holds no states; set run.start to "at_rest", or name what orgsim fit wrote'
        )
    return {
        name: values.mean(axis=0) if number is None else values[number]
        for name, values in states.items()
    }


@lru_cache(maxsize=2)
def _states(path: Path, _changed: int) -> Mapping[str, np.ndarray]:
    """States of all sets by name, (sets, people·themes)."""
    import pyarrow.parquet as pq

    names = [name for name in _names(path) if name.startswith(STATE)]
    unknown = [name for name in names if name.removeprefix(STATE) not in STATES]
    if unknown:
        raise UserError(f"{path}: column {quoted(unknown[0])}: there is no such state")
    found = {}
    with pq.ParquetFile(path) as file:
        for name in names:
            column = file.read([name]).column(0).combine_chunks()
            values = np.array(column.flatten(), np.float32).reshape(len(column), -1)
            values.setflags(write=False)
            found[name.removeprefix(STATE)] = values
    return MappingProxyType(found)


@lru_cache(maxsize=128)
def read_column(path: Path, _changed: int, key: str) -> tuple[float, ...]:
    """One number of all sets, also a lever of the organisations that evidence is of; none: empty."""
    known = {**NUMBERS, **OF_LEVERS}
    if key not in known or key not in _names(path):
        return ()
    return tuple(_checked(path, key, known[key], _columns(path, [key])[key]).tolist())


def _names(path: Path) -> list[str]:
    return list(_schema(path).names)


def _fitted_to(path: Path) -> dict[str, Any] | None:
    """What a file says that it was fitted to, None where it was not."""
    import json

    text = (_schema(path).metadata or {}).get(f"orgsim.{FITTED_TO}".encode())
    return None if text is None else json.loads(text)


def _schema(path: Path) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_schema(path)
    except (OSError, pa.ArrowException) as error:
        raise UserError(f"{path}: is no Parquet file of parameter sets: {error}") from None


def _columns(path: Path, names: list[str]) -> dict[str, list[Any]]:
    """Some of a file's columns; without pandas, which other ways import, and that takes a second."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            table = file.read(names)
    except (OSError, pa.ArrowException) as error:
        raise UserError(f"{path}: is no Parquet file of parameter sets: {error}") from None
    return {name: table[name].to_pylist() for name in names}


def _number(path: Path, key: str, fitted: bool) -> Quantity:
    """The number that a column holds; UserError where it is none that sets may hold."""
    own = key
    if fitted and key.startswith("groups."):
        own = key.split(".", 2)[-1]
    known = {**NUMBERS, **OF_LEVERS} if fitted else NUMBERS
    if own not in known:
        raise UserError(
            f"{path}: column {quoted(key)}: sets hold parameters and people, by dotted key"
            f"{did_you_mean(key, known)}"
        )
    return known[own]


def _checked(path: Path, key: str, number: Quantity, column: list[Any]) -> np.ndarray:
    """A column's numbers; UserError where they are none, or out of their range."""
    try:
        values = np.array(column, float)
    except (TypeError, ValueError):
        raise UserError(
            f"{path}: column {quoted(key)}: contains something other than numbers"
        ) from None
    low, high = number.low, number.high
    outside = np.flatnonzero(~((values >= low) & (values <= high)))
    if len(outside):
        raise UserError(
            f"{path}: column {quoted(key)}, set {outside[0]}: {values[outside[0]]:g} is out of range:"
            f" must be {low:g} to {high:g}"
        )
    return values
