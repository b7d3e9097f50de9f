"""Formulas of the processes, called from Python with the numbers of a run, filled in by name."""

from collections.abc import Mapping
from functools import partial
from importlib import import_module
from inspect import signature
from pkgutil import iter_modules
from types import SimpleNamespace
from typing import Any

from orgsim.model import processes
from orgsim.model.parameters import ParameterRow


def formulas_with(numbers: Mapping[str, float]) -> SimpleNamespace:
    """All formulas by name, each called with what differs from person to person."""
    found = {}
    for module in iter_modules(processes.__path__, f"{processes.__name__}."):
        for name, formula in vars(import_module(module.name)).items():
            if hasattr(formula, "py_func"):
                own = {each: numbers[each] for each in _arguments(formula) if each in numbers}
                found[name] = partial(formula, **own)
    return SimpleNamespace(**found)


def parameters_of(formula: Any) -> list[str]:
    """The parameters that a formula takes, its last arguments, in their order."""
    return [name for name in _arguments(formula) if name in ParameterRow.__members__]


def _arguments(formula: Any) -> list[str]:
    return list(signature(formula.py_func).parameters)
