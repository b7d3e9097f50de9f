"""docs/explanation/uncertainty.md: its Python writes a file, and its commands take sets from it."""

import json
import re
import shlex
from pathlib import Path

import pyarrow.parquet as pq

from orgsim.parameter_sets import NUMBERS, sets_in_use

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "explanation" / "uncertainty.md").read_text(
    encoding="utf-8"
)
EXAMPLE = TEXT[TEXT.index("<!-- example:begin -->") : TEXT.index("<!-- example:end -->")]
SMALLER = shlex.split(
    "--weeks 2 --replications 3 --no-figure --set organisation.people=12"
    " --set run.start=as_drawn --out out"
)


def block(language: str) -> str:
    """What stands between the fences of the example in a language."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", EXAMPLE, re.DOTALL)
    return found


def test_the_example_writes_a_file_from_which_its_commands_take_sets(orgsim, folder, monkeypatch):
    exec(compile(block("python"), "uncertainty.md", "exec"), {})
    written = pq.read_table(folder / "sets.parquet").to_pydict()
    assert set(written) < set(NUMBERS)
    export, *commands = block("sh").splitlines()
    variable, path = export.removeprefix("export ").split("=")
    assert commands
    monkeypatch.setenv(variable, path.replace("$PWD", str(folder)))
    sets = []
    for command in commands:
        name, *arguments = shlex.split(command)
        assert name == "orgsim"
        assert orgsim(*arguments, *SMALLER).code == 0
        summary = json.loads((folder / "out" / "summary.json").read_text(encoding="utf-8"))
        inputs = json.loads((folder / "out" / "manifest.json").read_text(encoding="utf-8"))[
            "inputs"
        ]
        assert str(folder / "sets.parquet") in inputs
        weekly = pq.read_table(folder / "out" / "weekly.parquet").to_pydict()
        sets.append((summary["parameter_sets"], len(set(weekly["parameter_set"]))))
    assert sets == [("posterior", 3), (7, 1)]


def test_a_sweep_varies_the_sets_themselves(orgsim, folder):
    ((name, tables),) = re.findall(r"<!-- file: (.+?) -->\n```toml\n(.*?)```", TEXT, re.DOTALL)
    (command,) = re.findall(r"```sh\norgsim (sweep .+)\n```", TEXT)
    (folder / name).write_text(tables, encoding="utf-8")
    said = orgsim(*shlex.split(command), "--json")
    assert said.code == 0
    assert json.loads(said.out)["points"] == len(sets_in_use().sets)
