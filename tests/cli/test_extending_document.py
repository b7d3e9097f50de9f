"""docs/guides/extending.md: its config runs by its commands, and its Python says what stands there."""

import re
import shlex
from pathlib import Path

import pytest

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "guides" / "extending.md").read_text(
    encoding="utf-8"
)


def block(language: str, example: str = "example") -> str:
    """What stands between the fences of an example in a language."""
    text = TEXT[TEXT.index(f"<!-- {example}:begin -->") : TEXT.index(f"<!-- {example}:end -->")]
    (found,) = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    return found


@pytest.mark.slow
def test_the_example_of_a_programme_runs_as_it_stands_there(orgsim, folder, capsys):
    Path("own.toml").write_text(block("toml"), encoding="utf-8")
    for line in block("sh").splitlines():
        name, *arguments = shlex.split(line)
        assert name == "orgsim"
        assert orgsim(*arguments, "--no-figure", "--out", arguments[0]).code == 0
    capsys.readouterr()
    for example in ("example", "measure"):
        exec(compile(block("python", example), "extending.md", "exec"), {})
        assert capsys.readouterr().out == block("text", example)
