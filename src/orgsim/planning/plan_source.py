"""Where plans come from: files, names, tables, or all known programmes."""

import copy
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from orgsim.config.files import explain, read_toml
from orgsim.config.programme_config import CUSTOM, known_kinds
from orgsim.errors import UserError
from orgsim.plain_tables import check_depth
from orgsim.planning.plan_file import FOR_GOOD, PlanTables
from orgsim.shipped import PLANS, find_file

Source = str | PathLike[str] | Mapping[str, Any]
"""A plan file, the name of a shipped one, or its tables."""


def plan_tables(source: Source) -> tuple[dict[str, Any], str, Path]:
    """The tables of a plan, what errors call it, and the folder from which its paths start."""
    if isinstance(source, Mapping):
        check_depth(source, "plan")
        return copy.deepcopy(dict(source)), "plan", Path()
    path = find_file(source, PLANS)
    return read_toml(path), str(source), path.parent


def checked(tables: Mapping[str, Any], name: str) -> PlanTables:
    """A plan of tables; UserError with one line for any mistake."""
    if not tables.get("programmes", True):
        raise UserError(f"{name}: programmes: none is allowed; add [[programmes]] tables")
    try:
        return PlanTables.model_validate(tables)
    except ValidationError as error:
        if error.errors()[0]["type"] == "missing" and error.errors()[0]["loc"] == ("programmes",):
            raise UserError(
                f"{name}: programmes: none is allowed; add [[programmes]] tables"
            ) from None
        raise UserError(f"{name}: {explain(error, '', PlanTables)}") from None


STANDARD: Mapping[str, Any] = {"strengths": (0.5, 1.0), "starts": (1, 27), "weeks": (26, FOR_GOOD)}
"""Choices of every kind of programme where no plan file says which are allowed."""


def standard_programmes(horizon: int) -> list[dict[str, Any]]:
    """Every known kind of programme with STANDARD choices, as far as they begin by the horizon."""
    starts = tuple(start for start in STANDARD["starts"] if start <= horizon)
    return [
        {**STANDARD, "kind": kind, "starts": starts} for kind in known_kinds() if kind != CUSTOM
    ]
