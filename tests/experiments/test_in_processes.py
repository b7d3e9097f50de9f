"""A function of an experiment in processes of its own: results in order, the same for any number."""

import sys

import pytest

from orgsim.study.catalogue import Entry
from orgsim.study.declaration import Setting
from orgsim.study.in_processes import in_processes

EXPERIMENT = """
from orgsim.study.declaration import Experiment

from .squares import Side, square

EXPERIMENT = Experiment(sources={}, predictions=(), pictures={})
"""

SQUARES = """
from typing import NamedTuple


class Side(NamedTuple):
    length: int


def square(side):
    return side.length**2
"""


@pytest.fixture
def square(tmp_path):
    """A function and its tasks, of a file beside experiment.py, in a folder that is no package."""
    folder = tmp_path / "77_squares"
    folder.mkdir()
    (folder / "experiment.py").write_text(EXPERIMENT, encoding="utf-8")
    (folder / "squares.py").write_text(SQUARES, encoding="utf-8")
    (folder / "README.md").write_text("# Squares\n", encoding="utf-8")
    Entry(folder).load()
    beside = sys.modules["orgsim_experiment_77_squares.squares"]
    return folder, beside.square, [beside.Side(length) for length in (3, 1, 2)]


def test_one_process_calls_it_here(square):
    folder, function, tasks = square
    assert in_processes(Setting(True, 1, folder), function, tasks) == [9, 1, 4]


@pytest.mark.slow
def test_several_processes_load_the_experiment_first(square):
    folder, function, tasks = square
    assert in_processes(Setting(True, 2, folder), function, tasks) == [9, 1, 4]
