"""Declared numbers: the arguments of formulas that are parameters and levers, filled in by their names.

The loop calls a formula with what differs from person to person, after `here` and `week`: one that is
given another parameter or lever is called as before.
"""

from collections.abc import Callable
from inspect import signature
from typing import Any

from orgsim.compilation import njit
from orgsim.engine.context import row
from orgsim.model.inline import PART
from orgsim.model.parameters import LEVERS, GroupRow, ParameterRow


def of_led(formula: Any) -> Callable[..., Any]:
    """formula(here, week, …) of a person who is led: levers that leaders hold are the leader's."""
    held_by_leaders = {lever.name for lever in LEVERS if lever.held_by == "leader"}
    return _filled_in(formula, lambda name: "leader" if name in held_by_leaders else "person")


def of_person(formula: Any) -> Callable[..., Any]:
    """formula(here, week, …) of a person who leads, or might: all levers are the person's own."""
    return _filled_in(formula, lambda _: "person")


def of_leader(formula: Any) -> Callable[..., Any]:
    """formula(here, week, …) of the leader: all levers are the leader's own."""
    return _filled_in(formula, lambda _: "leader")


def _filled_in(formula: Any, whose: Callable[[str], str]) -> Callable[..., Any]:
    """The call is written as source, since Numba wants to see how many arguments it has."""
    given, filled = [], []
    for name in signature(formula.py_func).parameters:
        if name in ParameterRow.__members__:
            filled.append(f"week.parameters[row(P.{name}, here)]")
        elif name in GroupRow.__members__:
            filled.append(f"week.groups[week.group[here.{whose(name)}], row(G.{name}, here)]")
        else:
            given.append(name)
            filled.append(name)
    names = {"formula": formula, "row": row, "P": ParameterRow, "G": GroupRow}
    source = f"def call({', '.join(['here', 'week', *given])}): return formula({', '.join(filled)})"
    exec(source, names)  # names of this package, and nothing else
    return njit(**PART, inline="always")(names["call"])
