"""Extras: what a plain installation leaves out, and the one line that says how to add it."""

from importlib.util import find_spec
from typing import NamedTuple

from orgsim.errors import UserError


class Extra(NamedTuple):
    """What an extra of the package is for, and the modules that it brings and orgsim imports."""

    purpose: str
    modules: tuple[str, ...]


EXTRAS = {
    "ui": Extra("the browser interface", ("solara", "solara_assets", "anywidget", "uvicorn")),
    "fit": Extra(
        "fitting an organisation to its answers",
        ("iterative_ensemble_smoother", "statsmodels", "pandas"),
    ),
    "sensitivity": Extra("a Saltelli or Morris design", ("SALib",)),
    "frames": Extra("a data frame", ("pandas",)),
    "mesa": Extra("the Mesa model", ("mesa", "networkx")),
    "dask": Extra("a Dask cluster", ("distributed",)),
    "slides": Extra("making slides", ("pptx",)),
}
"""The extras of pyproject.toml by name."""


def require(extra: str) -> None:
    """Raise UserError, saying what to install, where a module of an extra is missing."""
    purpose, modules = EXTRAS[extra]
    if any(find_spec(module) is None for module in modules):
        raise UserError(f'{purpose} needs the extra {extra}: pip install "orgsim[{extra}]"')
