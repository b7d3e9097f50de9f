"""The commands of the benchmark of the start are those that the benchmark of everything measures."""

import sys

import every_benchmark
import start


def test_each_command_is_called_by_this_python(monkeypatch):
    called = []
    monkeypatch.setattr(start.subprocess, "run", lambda command, **_: called.append(command))
    monkeypatch.setattr(every_benchmark, "TIMES", 1)
    measured = list(every_benchmark.of_start())
    assert [each.name for each in measured] == list(start.COMMANDS)
    assert [command[1:] for command in called[1:]] == list(start.COMMANDS.values())
    assert {command[0] for command in called} == {sys.executable}
