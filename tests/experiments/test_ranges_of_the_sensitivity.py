"""Sensitivity: ranges of its sweeps are those around the defaults, which may have been recalibrated."""

import runpy
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


def test_files_are_those_that_the_script_writes():
    written = runpy.run_path(str(FOLDER / "ranges.py"))["files"]()
    stored = {name: (FOLDER / name).read_text(encoding="utf-8") for name in written}
    assert stored == written, "renew the files: python experiments/13_sensitivity/ranges.py"


@pytest.mark.parametrize("name", ["sobol", "screening"])
def test_no_lever_is_forgotten(name):
    ranges = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["vary"]
    missing = {f"levers.{lever.name}" for lever in LEVERS} - ranges.keys()
    assert missing == {"levers.exit_pressure"}
