"""docs/guides/fitting.md: its commands fit and forecast, and its Python finds the same."""

import re
import shlex
from contextlib import redirect_stdout
from pathlib import Path

import pytest

import orgsim
from orgsim.cli.main import main

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "guides" / "fitting.md").read_text(
    encoding="utf-8"
)
EXAMPLE = TEXT[TEXT.index("<!-- example:begin -->") : TEXT.index("<!-- example:end -->")]


def block(language: str) -> str:
    """What stands between the fences of the example in a language."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", EXAMPLE, re.DOTALL)
    return found


def run(line: str) -> None:
    """A command as the shell would run it, with what it prints in a file where it says so."""
    name, *arguments = shlex.split(line)
    assert name == "orgsim"
    if ">" in arguments:
        *arguments, _, target = arguments
        with Path(target).open("w", encoding="utf-8") as file, redirect_stdout(file):
            assert main(arguments) == 0
    else:
        assert main([*arguments, "--no-figure"]) == 0


@pytest.mark.slow
def test_the_example_fits_and_forecasts_and_python_finds_the_same(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("orgsim.parallel.spawned.processors", lambda: 1)
    Path("own.toml").write_text(block("toml"), encoding="utf-8")
    for line in block("sh").splitlines():
        run(line)
    said = capsys.readouterr()
    assert "What the answers say about levers" in said.out
    assert "The fit explains the answers" in said.out, "as the text says"
    found: dict = {}
    exec(compile(block("python"), "fitting.md", "exec"), found)
    assert "leader_modelling" in capsys.readouterr().out
    assert found["own"].summary == orgsim.Fitted("own").summary
    assert found["ahead"].summary["scenario"] == "rounds"
