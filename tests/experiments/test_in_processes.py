"""A function of an experiment in processes of its own: results in order, the same for any number."""

import sys

import pytest

from orgsim.study.catalogue import Entry
from orgsim.study.declaration import Setting
from orgsim.study.in_processes import in_processes

EXPERIMENT = """
from orgsim.study.declaration import Experiment

from .squares import square

EXPERIMENT = Experiment(sources={}, predictions=(), pictures={})
"""


@pytest.fixture
def square(tmp_path):
    """The function square of a file beside experiment.py, in a folder that is no package."""
    folder = tmp_path / "77_squares"
    folder.mkdir()
    (folder / "experiment.py").write_text(EXPERIMENT, encoding="utf-8")
    (folder / "squares.py").write_text("def square(x):\n    return x * x\n", encoding="utf-8")
    (folder / "README.md").write_text("# Squares\n", encoding="utf-8")
    Entry(folder).load()
    return folder, sys.modules["orgsim_experiment_77_squares.squares"].square


def test_one_process_calls_it_here(square):
    folder, function = square
    assert in_processes(Setting(True, 1, folder), function, [3, 1, 2]) == [9, 1, 4]


@pytest.mark.slow
def test_several_processes_load_the_experiment_first(square):
    folder, function = square
    assert in_processes(Setting(True, 2, folder), function, [3, 1, 2]) == [9, 1, 4]
