"""Own measures of a config that name code: pages never run it, and say that they leave it out.

What an installed package offers by name stays: installing it has allowed it.
"""

from collections.abc import Mapping
from typing import Any

from orgsim.config.own_measure_config import own_measure_tables
from orgsim.config.programmes_from_code import ALLOW
from orgsim.errors import UserError, listed


def code_in(tables: Mapping[str, Any]) -> list[str]:
    """The names of the own measures in a config's tables that name code."""
    return [str(each.get("name")) for each in own_measure_tables(tables) if "function" in each]


def without_code(tables: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of a config without own measures that name code."""
    kept = [each for each in own_measure_tables(tables) if "function" not in each]
    found = {key: value for key, value in tables.items() if key != "own_measures"}
    return {**found, "own_measures": kept} if kept else found


def left_out(tables: Mapping[str, Any]) -> str:
    """That own measures which name code are left out, in a sentence; nothing where there are none."""
    names = code_in(tables)
    if not names:
        return ""
    return (
        f"Its own measures are left out ({listed(names)}): pages run no code that a config names;"
        f" orgsim run with {ALLOW} does."
    )


def refuse_code(tables: Mapping[str, Any]) -> None:
    """Raise UserError where own measures name code, in a link or a project."""
    names = code_in(tables)
    if names:
        raise UserError(
            f"own_measures: {listed(names)} is code, which pages never run; take it out of the config,"
            f" or run that with orgsim run and {ALLOW}"
        )
