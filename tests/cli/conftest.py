"""A command called as the shell would, in a folder of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from small_configs import SCENARIOS, SMALL

from orgsim.cli.main import main


class Said(NamedTuple):
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current directory, with two configs in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "several.toml").write_text(SMALL + SCENARIOS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def orgsim(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Call a command with arguments."""

    def call(*arguments: object) -> Said:
        code = main([str(argument) for argument in arguments])
        return Said(code, *capsys.readouterr())

    return call
