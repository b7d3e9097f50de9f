"""Commands that describe: parameters, schema, organisation, version, help."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from orgsim import __version__
from orgsim.model.interventions import INTERVENTIONS, SHOCKS
from orgsim.model.parameters import LEVERS, MECHANISMS, PARAMETERS, TRAITS

NAMES = [
    *(each.name for each in (*PARAMETERS, *LEVERS, *TRAITS)),
    *MECHANISMS,
    *INTERVENTIONS,
    *SHOCKS,
]

CHART = "id,superior,name,department\na,,Ann,top\nb,a,Bo,sales\nc,a,Cy,sales\nd,b,Di,post\n"
TIES = "source,target,n\na,d,3\nd,a,1\nb,c,2\nx,a,9\nb,b,1\n"


@pytest.mark.parametrize("columns", [80, 100])
def test_every_number_is_listed(orgsim, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    said = orgsim("parameters")
    assert said.code == 0
    lines = said.out.splitlines()
    assert max(map(len, lines)) <= columns
    first = {line.split(" ")[0] for line in lines}
    if columns == 100:
        assert first >= set(NAMES)


def test_every_number_is_listed_in_json(orgsim):
    listed = json.loads(orgsim("parameters", "--json").out)
    assert [name for kind in listed.values() for name in kind] == NAMES
    assert listed["parameters"]["hours"] == {
        "name": "hours",
        "default": 40.0,
        "low": 0.0,
        "high": 100.0,
        "unit": "hours a week",
        "meaning": "a leader's hours for people at zero time constraint",
        "source": "assumed",
        "held_by": "",
        "mechanism": "",
    }


def test_every_number_is_listed_in_markdown(orgsim):
    rows = [line for line in orgsim("parameters", "--markdown").out.splitlines() if "| `" in line]
    assert [row.split("`")[1] for row in rows] == NAMES


def test_the_schema_knows_every_key(orgsim):
    schema = json.loads(orgsim("schema").out)
    scenario = schema["properties"]["scenarios"]["additionalProperties"]["properties"]
    shared = {"name", "run", "scenarios", "costs", "own_programmes", "own_measures"}
    assert set(schema["properties"]) - set(scenario) == shared
    assert set(schema["$defs"]["Levers"]["properties"]) == {lever.name for lever in LEVERS}
    transparency = schema["$defs"]["Levers"]["properties"]["transparency"]
    assert (transparency["minimum"], transparency["maximum"], transparency["default"]) == (
        0,
        1,
        0.5,
    )
    assert schema["additionalProperties"] is False
    programme = schema["$defs"]["OwnProgramme"]
    assert programme["required"] == ["name"]  # the others may come from code or a package
    assert programme["properties"]["from"]["type"] == "string"


@pytest.fixture
def chart(folder: Path) -> Path:
    (folder / "chart.csv").write_text(CHART, encoding="utf-8")
    (folder / "ties.csv").write_text(TIES, encoding="utf-8")
    (folder / "survey.csv").write_text("id,trust\nb,0.4\nc,\nd,0.8\n", encoding="utf-8")
    return folder


WITH_TIES = ("--ties", "ties.csv", "--weight", "n", "--drop-outsiders")


def test_an_organisation_is_described(orgsim, chart):
    said = orgsim("organisation", "chart.csv", *WITH_TIES, "--survey", "survey.csv", "--json")
    assert (said.code, said.err) == (0, "")
    found = json.loads(said.out)
    assert (found["people"], found["levels"], found["leaders"], found["ties"]) == (4, 3, 2, 2)
    assert found["people_by_level"] == [1, 2, 1]
    assert found["attributes"] == {"name": 4, "department": 3}
    assert (
        found["notes"]["outsiders"]
        == found["notes"]["self_ties"]
        == found["notes"]["added_up"]
        == 1
    )
    assert found["survey"]["trust"] == {
        "answers": 2,
        "mean": pytest.approx(0.6),
        "spread": pytest.approx(0.2),
    }
    written = chart / "results/chart-organisation"
    assert json.loads((written / "organisation.json").read_bytes()) == found
    assert (written / "organisation.png").read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in (written / "organisation.svg").read_bytes()
    assert json.loads((written / "manifest.json").read_bytes())["files"].keys() >= {
        "organisation.json",
        "organisation.png",
    }


def test_a_new_description_takes_the_place_of_the_old(orgsim, chart):
    assert orgsim("organisation", "chart.csv").code == 0
    assert orgsim("organisation", "chart.csv").code == 0


def test_an_organisation_is_described_in_words(orgsim, chart):
    said = orgsim("organisation", "chart.csv", *WITH_TIES, "--survey", "survey.csv", "--no-figure")
    assert said.code == 0
    for expected in ("4 on 3 levels", "2 undirected", "1 with people outside the chart", "trust"):
        assert expected in said.out
    assert not (chart / "results").exists()
    directed = orgsim("organisation", "chart.csv", *WITH_TIES, "--directed", "--no-figure").out
    assert "3 directed" in directed
    few = orgsim(
        "organisation", "chart.csv", *WITH_TIES, "--minimum-weight", "3", "--no-figure"
    ).out
    assert "1 undirected" in few
    bare = orgsim("organisation", "chart.csv", "--no-figure", "--level", "name")
    assert bare.code == 2


def test_columns_can_be_named(orgsim, chart):
    (chart / "other.csv").write_text("who;boss\na;\nb;a\n", encoding="utf-8")
    said = orgsim(
        "organisation", "other.csv", "--id", "who", "--superior", "boss", "--out", "there", "--json"
    )
    assert json.loads(said.out)["people"] == 2
    assert (chart / "there/organisation.png").exists()


def test_a_description_takes_the_place_of_another_and_of_nothing_else(orgsim, chart):
    for _ in range(2):
        assert orgsim("organisation", "chart.csv", "--out", "there").code == 0
    manifest = chart / "there/manifest.json"
    manifest.write_text('{"files": {"weekly.parquet": "a1"}}', encoding="utf-8")
    said = orgsim("organisation", "chart.csv", "--out", "there")
    assert said.code == 2
    assert "there: contains something other than a description; name another" in said.err


def shell(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call orgsim in a process of its own."""
    command = [sys.executable, "-m", "orgsim", *arguments]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
        encoding="utf-8",
    )


def test_version_and_help():
    assert shell("--version").stdout == f"orgsim {__version__}\n"
    help_text = shell("--help")
    assert help_text.returncode == 0
    for command in ("run", "compare", "organisation", "parameters", "schema"):
        assert f"\n  {command} " in help_text.stdout


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from orgsim.cli.main import main; main(['--help']);"
        "heavy = {'numpy', 'numba', 'scipy', 'pydantic', 'matplotlib', 'pyarrow', 'rich', 'mesa'};"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_a_pipe_gets_json_and_nothing_else(folder):
    said = shell("run", "small.toml", "--json", "--no-figure", COLUMNS="40", TERM="xterm-256color")
    assert said.returncode == 0
    assert json.loads(said.stdout)["config"] == "Sixty people"
    assert [line for line in said.stderr.splitlines() if "compiling" not in line] == []


def test_a_narrow_encoding_does_not_break_tables(folder):
    said = shell("parameters", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert said.returncode == 0
    assert "engagement_base" in said.stdout
