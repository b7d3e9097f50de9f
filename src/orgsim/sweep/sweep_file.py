"""Sweep files: TOML to a checked sweep, every mistake found before anything runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from orgsim.config.files import (
    build,
    explain,
    lay_value,
    read_toml,
    with_its_files,
    with_whole_paths,
)
from orgsim.config.programmes_from_code import with_programmes_from_code
from orgsim.errors import UserError
from orgsim.measures.own_code import own_code
from orgsim.parameter_sets import sets_in_use
from orgsim.shipped import SWEEPS, find_file
from orgsim.sweep.design import Design, Range, make_design
from orgsim.sweep.design_table import read_table
from orgsim.sweep.point_config import FACTS, Recipe
from orgsim.sweep.stopping import Until
from orgsim.sweep.sweep_checks import check, refuse_owned
from orgsim.sweep.sweep_keys import SETS_KEY, SweepTables, dotted_values

SMALL = "small"
"""A table that an experiment lays over its sweep to try it; the sweep itself goes without it."""


@dataclass(frozen=True)
class Sweep:
    """A checked sweep: its keys, the base config's tables, and its points.

    own  of the base's own measures that may run (see `with_own_code`), SHA-256 of the source by name
    """

    tables: SweepTables
    base: Mapping[str, Any]
    design: Design
    own: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def recipe(self) -> Recipe:
        """What turns a point's values into a config."""
        kinds = {
            key: {"b": bool, "i": int, "f": float}.get(column.dtype.kind, str)
            for key, column in self.design.columns.items()
        }
        tables = self.tables
        return Recipe(
            self.base,
            kinds,
            tables.seed,
            tables.record_weeks,
            tables.measures,
            rest=tables.at_rest,
            own=self.own,
        )

    @property
    def most_replications(self) -> int:
        """Replications of each point; with a stopping rule the most there can be."""
        rule = self.tables.replications
        return rule.most if isinstance(rule, Until) else rule


def with_own_code(sweep: Sweep, allowed: bool, where: str, how: str) -> Sweep:
    """The sweep with its base's own measures, none where it measures facts.

    allowed  whether the caller allows code that the base names; where, how  see `own_code`

    Raises UserError where code was not allowed, is not there or cannot be imported.
    """
    base = build(sweep.base, "base").base
    if not base.own_measures or sweep.tables.measures == FACTS:
        return sweep
    return replace(sweep, own=own_code(base, allowed, where, how).sources)


def read_sweep(sweep: str | PathLike[str], allow_code: bool = False) -> Sweep:
    """Read a sweep file, or a shipped one by its name, make its design and check it.

    allow_code  whether programmes that the base names as code may be read from it

    UserError with one line for any mistake.
    """
    path = find_file(sweep, SWEEPS)
    return build_sweep(read_toml(path), str(sweep), path.parent, allow_code)


def build_sweep(
    raw: Mapping[str, Any],
    name: str = "sweep",
    folder: Path = Path(),
    allow_code: bool = False,
) -> Sweep:
    """A sweep from plain tables; `name` is what errors call them, `folder` where paths start.

    The sweep.toml of a sweep's folder, [sweep] and [base], is one, too.
    """
    if set(raw) == {"sweep", "base"} and isinstance(raw["sweep"], dict):
        raw = {**raw["sweep"], "base": raw["base"]}
    raw = {key: value for key, value in raw.items() if key != SMALL}
    try:
        tables = SweepTables.model_validate(raw)
        base = _base(tables, folder, allow_code)
        tables = _with_own_sets(tables, raw, base)
        sweep = Sweep(tables, base, _design(tables, folder))
        check(sweep)
    except ValidationError as error:
        raise UserError(f"{name}: {explain(error, '', SweepTables)}") from None
    except UserError as error:
        raise UserError(f"{name}: {error}") from None
    return sweep


def _with_own_sets(
    tables: SweepTables, raw: Mapping[str, Any], base: Mapping[str, Any]
) -> SweepTables:
    """All sets are those of the base's own ensemble, where it has one."""
    config = build(base, "base").base
    asked = dict(dotted_values("vary", raw.get("vary", {}), Range)).get(SETS_KEY)
    if config.organisation.ensemble is None or asked != "all":
        return tables
    every = tuple(range(len(sets_in_use(config).sets)))
    return tables.model_copy(update={"vary": {**tables.vary, SETS_KEY: every}})


def _base(tables: SweepTables, folder: Path, allow_code: bool) -> dict[str, Any]:
    """The base config's tables with [set] laid over them, and the paths in them made whole."""
    if isinstance(tables.base, dict):
        given = with_programmes_from_code(tables.base, "base", folder, allow_code)
        base = with_whole_paths(given, folder)
        with_its_files(build(base, "base"), "base")
    else:
        path = find_base(tables.base, folder)
        given = with_programmes_from_code(read_toml(path), f"base {path}", path.parent, allow_code)
        base = with_whole_paths(given, path.parent)
        with_its_files(build(base, f"base {path}"), f"base {path}")
    refuse_owned("set", tables.set)
    for key, value in tables.set.items():
        lay_value(base, key, value, f"set.{key}")
    with_its_files(build(base, "set"), "set")
    return base


def find_base(named: str, folder: Path) -> Path:
    """The config that a sweep file of a folder names: one beside it, in this folder, or by its name."""
    beside = folder / named
    try:
        return beside if beside.is_file() else find_file(named)
    except UserError as error:
        raise UserError(
            f"base: {error}; a path starts at the sweep file, or at the folder you are in"
        ) from None


def _design(tables: SweepTables, folder: Path) -> Design:
    if tables.design != "table":
        if tables.table is not None:
            raise UserError("table: is for design = 'table' only")
        if not tables.vary:
            raise UserError("vary: is empty; name at least one key of the config and its values")
        return make_design(tables.design, tables.vary, tables.points, tables.seed)
    if tables.table is None or tables.vary or tables.points is not None:
        raise UserError(
            "table: the design table takes its points from table = 'FILE' and nothing else"
        )
    return read_table(folder / tables.table)
