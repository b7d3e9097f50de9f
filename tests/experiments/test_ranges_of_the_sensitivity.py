"""Sensitivity: the ranges of its sweeps still hold the defaults, which may have been recalibrated."""

import tomllib

import pytest

from orgsim.model.parameters import LEVERS, PARAMETERS
from orgsim.study.catalogue import standard_folder

FOLDER = standard_folder() / "13_sensitivity"
DEFAULTS = {f"parameters.{quantity.name}": quantity.default for quantity in PARAMETERS}


@pytest.mark.parametrize("name", ["sobol", "screening"])
def test_ranges_hold_the_defaults(name):
    ranges = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["vary"]
    stale = [
        key
        for key, ends in ranges.items()
        if key in DEFAULTS and not ends["from"] <= DEFAULTS[key] <= ends["to"]
    ]
    assert not stale, "renew the files: python experiments/13_sensitivity/ranges.py"


@pytest.mark.parametrize("name", ["sobol", "screening"])
def test_no_lever_is_forgotten(name):
    ranges = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["vary"]
    missing = {f"levers.{lever.name}" for lever in LEVERS} - ranges.keys()
    assert missing == {"levers.exit_pressure"}
