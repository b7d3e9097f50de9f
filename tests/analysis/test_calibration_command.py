"""The commands of experiments/00_calibration/README.md, up to what they calculate.

What is calculated is tested in test_calibration.py, at a smaller size."""

import shlex
from pathlib import Path

import calibrate
import pytest
from page_blocks import ROOT, blocks
from typer import Typer
from typer.testing import CliRunner

from orgsim.io.atomic_files import description
from orgsim.parameter_sets.sets_in_use import SHIPPED

PAGE = "experiments/00_calibration/README.md"


@pytest.fixture
def asked(monkeypatch):
    """Settings, processes and folder of each command of the page, in its order."""
    calls = []

    def noted(settings, jobs, out, _manufacturer):
        calls.append((settings, jobs, out))

    monkeypatch.setattr(calibrate, "_calibrate", noted)
    command = Typer()
    command.command()(calibrate.main)
    (block,) = (each for each in blocks(PAGE) if "run by" in each.marks)
    for line in block.source.replace("\\\n", " ").splitlines():
        python, script, *options = shlex.split(line, comments=True)
        assert (python, ROOT / script) == ("python", Path(calibrate.__file__))
        assert CliRunner().invoke(command, options).exit_code == 0
    return calls


def test_what_is_recorded_was_made_as_the_page_says(asked):
    (settings, _, folder), _ = asked
    assert folder == Path("results/calibration")
    recorded = description(SHIPPED, "provenance")
    del settings["centre"]  # the file; what it held is in the recorded one under this name
    assert settings == {key: recorded[key] for key in settings}


def test_it_is_tried_at_a_small_size(asked):
    _, (settings, _, folder) = asked
    assert folder == Path("build/calibration")
    assert calibrate.SMALL.items() <= settings.items()
