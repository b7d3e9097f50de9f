"""What installed packages offer by name: measures and programmes as entry points.

Whoever installed a package has allowed its code: a config, a link or a page may ask for it by name.
"""

from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Any

from orgsim.errors import UserError, listed

MEASURE_GROUP = "orgsim.measures"
PROGRAMME_GROUP = "orgsim.programmes"


def offered(group: str, name: str, where: str, otherwise: str) -> EntryPoint:
    """What an installed package offers by a name; UserError where none does, or several do.

    where, otherwise  the table that asks for it, and what else can be written there
    """
    there = entry_points(group=group)
    found = {each.value: each for each in there if each.name == name}
    if len(found) > 1:
        raise UserError(
            f"{where}: {name}: several installed packages offer it ({listed(sorted(found))}); keep one"
        )
    if not found:
        known = sorted({each.name for each in there})
        raise UserError(
            f"{where}: {name}: no installed package offers it (entry points {group}:"
            f" {listed(known) or 'none'}); install the one that does, or {otherwise}"
        )
    (one,) = found.values()
    return one


def loaded(point: EntryPoint, where: str) -> tuple[Any, ModuleType]:
    """What an entry point stands for, and its module; UserError where it cannot be imported."""
    try:
        return point.load(), import_module(point.module)
    except (Exception, SystemExit) as error:
        raise not_imported(where, f"{point.name}: {point.value}", error) from error


def not_imported(where: str, what: str, error: BaseException) -> UserError:
    """That something could not be imported, and why."""
    return UserError(f"{where}: {what} cannot be imported: {type(error).__name__}: {error}")
