"""Collisions: settings of a sweep that override each other.

[set] overrides the base, a scenario overrides [set], a factor the scenario, and a group of the config
all three for its people. Where nothing is left of a setting, the sweep is refused; where something is,
a warning says which one counts.
"""

import copy
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

from orgsim.config.files import ADDED
from orgsim.errors import UserError
from orgsim.sweep.point_config import FACTS, SCENARIO, SETS

if TYPE_CHECKING:
    from orgsim.sweep.sweep_file import Sweep

Place = tuple[str, ...]
UNMEASURED = ("run", "interventions", "shocks")
"""What the stylised facts do without: they have weeks and trials of their own."""


def refuse_collisions(sweep: "Sweep") -> None:
    """Raise UserError where a setting would be overridden altogether, or a factor without effect."""
    tables = sweep.tables
    factors = list(sweep.design.factors)
    _refuse_pairs("set", tables.set)
    _refuse_pairs("vary", factors)
    for key in factors:
        for other, value in tables.set.items():
            if _overlap(other, value, key) or _overlap(key, None, other):
                raise UserError(
                    f"set.{other}: sets what vary.{key} varies; remove one of them, or set it in the"
                    " base"
                )
        _refuse_without_effect(sweep, key)
    for key, values in tables.vary.items():
        if isinstance(values, tuple):
            _refuse_twice(key, values)
    _refuse_equal_scenarios(sweep)


def warnings_of(sweep: "Sweep") -> list[str]:
    """Settings that another overrides for some of the points or people, and which one counts."""
    return list(dict.fromkeys([*_of_scenarios(sweep), *_of_groups(sweep)]))


def place(key: str) -> Place:
    """The parts of a dotted key; the same for all ways to write the number of a list's item."""
    return tuple(str(int(part)) if part.isdecimal() else part for part in key.split("."))


def _overlap(key: str, value: Any, other: str) -> bool:
    """Whether setting a key to a value sets what the other key names."""
    whole, part = place(key), place(other)
    if whole == part:
        return True
    return part[: len(whole)] == whole and (
        value is None or _find(value, part[len(whole) :]) is not None
    )


def _find(tables: Any, parts: Iterable[str]) -> Any:
    """What stands at a place of tables and lists, None where nothing does."""
    for part in parts:
        if isinstance(tables, Mapping) and part in tables:
            tables = tables[part]
        elif isinstance(tables, list) and part.isdecimal() and int(part) < len(tables):
            tables = tables[int(part)]
        else:
            return None
    return tables


def _refuse_pairs(name: str, keys: Iterable[str]) -> None:
    for one, other in combinations(keys, 2):
        if _overlap(one, None, other) or _overlap(other, None, one):
            raise UserError(f"{name}.{other}: is set by {name}.{one}, too; keep one of them")


def _refuse_without_effect(sweep: "Sweep", key: str) -> None:
    first = key.split(".")[0]
    if first == "scenarios":
        raise UserError(
            f"vary.{key}: changes scenarios, of which none is run then; vary the key itself, or"
            " scenario with a list of names"
        )
    if sweep.tables.measures == FACTS and first in UNMEASURED and key != f"run.{SETS}":
        raise UserError(
            f"vary.{key}: has no effect on facts, which have weeks of their own; drop it"
        )


def _refuse_twice(key: str, values: tuple[Any, ...]) -> None:
    seen = set()
    for value in values:
        if value in seen:
            raise UserError(f"vary.{key}: {value!r} occurs twice; its runs would be equal")
        seen.add(value)


def _scenarios(sweep: "Sweep") -> dict[str, Mapping[str, Any]]:
    """What each scenario that the design runs changes."""
    column = sweep.design.columns.get(SCENARIO)
    names = [] if column is None else dict.fromkeys(column)
    return {name: sweep.base.get("scenarios", {}).get(name, {}) for name in names}


def _sets(changes: Mapping[str, Any], key: str) -> Any:
    """What a scenario sets a key to, None where it does not; items it adds have other numbers."""
    parts = place(key)
    return None if parts[0] in ADDED else _find(changes, parts)


def _refuse_equal_scenarios(sweep: "Sweep") -> None:
    """Scenarios that differ in nothing but what is varied would be the same runs twice."""
    factors = [key for key in sweep.design.factors if key != SCENARIO]
    scenarios = _scenarios(sweep)
    bare = {name: _without(changes, factors) for name, changes in scenarios.items()}
    for one, other in combinations(scenarios, 2):
        if bare[one] == bare[other] and scenarios[one] != scenarios[other]:
            key = next(
                key
                for key in factors
                if any(_sets(scenarios[s], key) is not None for s in (one, other))
            )
            raise UserError(
                f"vary.{key}: is all in which the scenarios {one!r} and {other!r} differ, so they would"
                " be the same; take it, or one of them, out"
            )


def _without(changes: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    """A scenario's changes but for some keys, and without tables that are empty then."""
    left = copy.deepcopy(dict(changes))
    for key in keys:
        if _sets(left, key) is None:
            continue
        *parts, last = place(key)
        holder = _find(left, parts)
        if isinstance(holder, dict):
            del holder[last]
        else:
            holder[int(last)] = None
    return {key: value for key, value in left.items() if value != {}}


def _of_scenarios(sweep: "Sweep") -> Iterator[str]:
    for name, changes in _scenarios(sweep).items():
        for key in sweep.design.factors:
            if key != SCENARIO and _sets(changes, key) is not None:
                yield (
                    f"scenario {name!r} sets {key} = {_sets(changes, key)!r}, which is varied:"
                    " the values of [vary] count, in all scenarios"
                )
        for key in sweep.tables.set:
            if _sets(changes, key) is not None:
                yield f"scenario {name!r} sets {key}, as does [set]: in this scenario, its own counts"


def _of_groups(sweep: "Sweep") -> Iterator[str]:
    added = (changes.get("groups", []) for changes in _scenarios(sweep).values())
    for group in [*sweep.base.get("groups", []), *(one for groups in added for one in groups)]:
        for key in sweep.design.factors:
            if _find(group, place(key)) is not None:
                yield (
                    f"groups: those of {group['who']!r} have {key} = {_find(group, place(key))!r} of"
                    " their own: the values of [vary] count for the others"
                )
