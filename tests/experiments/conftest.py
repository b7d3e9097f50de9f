"""Experiments of a moment, and the command called as the shell would."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from orgsim.cli.main import main


class Said(NamedTuple):
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def reproduce(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Call `orgsim reproduce` in a folder of its own, with the experiments in `there`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)

    def call(*arguments: object) -> Said:
        code = main(["reproduce", *map(str, arguments), "--experiments", "there", "--jobs", "1"])
        return Said(code, *capsys.readouterr())

    return call
