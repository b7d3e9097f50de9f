"""docs/guides/extending.md: its config runs by its commands, and its Python says what stands there."""

import re
import shlex
from pathlib import Path

import pytest

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "guides" / "extending.md").read_text(
    encoding="utf-8"
)
EXAMPLE = TEXT[TEXT.index("<!-- example:begin -->") : TEXT.index("<!-- example:end -->")]


def block(language: str) -> str:
    """What stands between the fences of the example in a language."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", EXAMPLE, re.DOTALL)
    return found


@pytest.mark.slow
def test_the_example_of_a_programme_runs_as_it_stands_there(orgsim, folder, capsys):
    Path("own.toml").write_text(block("toml"), encoding="utf-8")
    for line in block("sh").splitlines():
        name, *arguments = shlex.split(line)
        assert name == "orgsim"
        assert orgsim(*arguments, "--no-figure", "--out", arguments[0]).code == 0
    capsys.readouterr()
    exec(compile(block("python"), "extending.md", "exec"), {})
    assert capsys.readouterr().out == re.sub(r"\A\n", "", block("text"))
