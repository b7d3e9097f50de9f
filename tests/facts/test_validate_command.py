"""`orgsim validate`: what it prints, its JSON, its files, and what it refuses."""

import csv
import json
import math
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from orgsim.cli.main import main
from orgsim.evidence import FACTS, PARTS
from orgsim.evidence.field_trials import FIELD_PARTS, FIELD_TRIALS

HELD_OUT = (9, *range(13, 19))
CONFIGS = Path(__file__).resolve().parents[2] / "configs"
SMALL = ("--replications", "2", "--set", "organisation.people=60")
FACT = {
    "name": str,
    "target": float,
    "low": float,
    "high": float,
    "inside": bool,
    "source": str,
    "number": int,
    "interval": list,
    "parts": list,
}


@pytest.fixture
def validate(tmp_path, monkeypatch, capsys):
    """Call the command in a folder of its own: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)

    def call(*arguments: object) -> tuple[int, str, str]:
        code = main(["validate", *map(str, arguments)])
        return (code, *capsys.readouterr())

    return call


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a small validation as JSON."""
    out, err = StringIO(), StringIO()
    with chdir(tmp_path_factory.mktemp("small")), redirect_stdout(out), redirect_stderr(err):
        code = main(["validate", *SMALL, "--json"])
    return code, out.getvalue(), err.getvalue()


def test_json_has_its_schema_and_nothing_beside(small):
    code, out, err = small
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert len(found["facts"]) == len(FACTS)
    for fact, declared in zip(found["facts"], FACTS, strict=True):
        assert {key: type(fact[key]) for key in FACT} == FACT
        assert fact["value"] is None or isinstance(fact["value"], float)
        assert (fact["number"], fact["name"]) == (declared.number, declared.name)
        assert [part["name"] for part in fact["parts"]] == [p.name for p in declared.parts]
        assert fact["inside"] == all(part["inside"] for part in fact["parts"])
        for key in ("target", "low", "high", "value", "interval"):
            assert fact[key] == fact["parts"][0][key]
        for part in fact["parts"]:
            low, high = part["interval"]
            assert part["value"] is None or low is None or low <= part["value"] <= high
            known = part["value"] is not None
            assert part["inside"] == (known and part["low"] <= part["value"] <= part["high"])
    assert found["inside"] == sum(fact["inside"] for fact in found["facts"])
    assert found["parameter_sets"] == "point"
    assert [trial["name"] for trial in found["trials"]] == [trial.name for trial in FIELD_TRIALS]
    for trial in found["trials"]:
        assert trial["role"] == ("held out" if trial["number"] in HELD_OUT else "tuned")
        assert trial["inside"] == all(part["inside"] for part in trial["parts"])
        assert all(trial[about] for about in ("source", "read", "statement"))
        assert not (trial["inside"] and trial["open"])
        for part in trial["parts"]:
            low = -math.inf if part["low"] is None else part["low"]
            high = math.inf if part["high"] is None else part["high"]
            assert part["inside"] == (part["value"] is not None and low <= part["value"] <= high)
            reaches = part["interval"][0] is not None and (
                part["interval"][0] <= high and part["interval"][1] >= low
            )
            assert part["open"] == (reaches and not part["inside"])
    assert found["trials_inside"] == sum(trial["inside"] for trial in found["trials"])
    assert (found["replications"], found["people"], found["seed"]) == (2, 60, 1)
    assert len(found["config_hash"]) == 64
    assert found["versions"]["orgsim"]


def test_the_same_seed_says_the_same_and_another_seed_something_else(validate, small):
    assert validate(*SMALL, "--json", "--seed", 1)[1] == small[1]
    other = json.loads(validate(*SMALL, "--json", "--seed", 5)[1])
    assert other["seed"] == 5
    assert other["facts"] != json.loads(small[1])["facts"]


def test_the_table_fits_a_hundred_columns_and_ends_with_the_count(validate, small):
    code, out, _ = validate(*SMALL)
    lines = out.splitlines()
    assert code == 0
    assert max(map(len, lines)) <= 100
    found = json.loads(small[1])
    declared = {"facts": FACTS, "trials": FIELD_TRIALS}
    for kind, named in (("facts", "facts"), ("trials", "field trials")):
        inside, still_open = (sum(each[how] for each in found[kind]) for how in ("inside", "open"))
        assert still_open > 0  # two replications tell little
        count = f"{inside} of {len(declared[kind])} {named} inside their bands"
        said = f"{count}, {still_open} open: take more replications"
        assert said in lines
        assert kind == "facts" or lines[-1] == said
    for part in (*PARTS, *FIELD_PARTS):
        assert sum(f" {part} " in f"{line} " for line in lines) == 1
    names = {fact.name for fact in FACTS} | {trial.name for trial in FIELD_TRIALS}
    starts = [line.split()[0] for line in lines if names & set(line.split()[1:2])]
    assert starts == [str(one.number) for one in (*FACTS, *FIELD_TRIALS)]


def test_files_hold_what_was_found(validate, tmp_path):
    code, out, err = validate(*SMALL, "--json", "--out", "found")
    folder, said = tmp_path / "found", json.loads(out)
    assert (code, err) == (0, "")
    assert json.loads((folder / "facts.json").read_text(encoding="utf-8")) == said
    rows = pq.read_table(folder / "facts.parquet").to_pylist()
    parts = [part for fact in said["facts"] for part in fact["parts"]]
    assert [row["name"] for row in rows] == list(PARTS)
    for row, part in zip(rows, parts, strict=True):
        told = "value", "inside", "open"
        assert [row[name] for name in told] == [part[name] for name in told]
        assert [row["interval_low"], row["interval_high"]] == part["interval"]
    with (folder / "facts.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["name"] for row in table] == list(PARTS)
    assert table[0]["source"] == FACTS[0].source
    trials = pq.read_table(folder / "trials.parquet").to_pylist()
    assert [row["name"] for row in trials] == list(FIELD_PARTS)
    assert trials[0]["role"] == "tuned"
    assert (folder / "trials.csv").read_text(encoding="utf-8").count("\n") == 1 + len(FIELD_PARTS)
    assert (folder / "facts.png").read_bytes().startswith(b"\x89PNG")
    picture = (folder / "facts.svg").read_text(encoding="utf-8")
    assert all(part in picture for part in ("<svg", "integrity_attitudes"))
    validate(*SMALL, "--out", "found")
    assert (folder / "facts.svg").read_text(encoding="utf-8") == picture


def test_a_config_counts_without_its_scenarios(validate):
    code, out, _ = validate(CONFIGS / "imported.toml", "--replications", 2, "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["people"], found["seed"]) == (62, 4)
    assert len(found["facts"]) == len(FACTS)
    assert found["inputs"]


def test_a_number_laid_over_the_defaults_is_used(validate):
    calendar = ("--set", "levers.time_constraint=0.4", "--set", "parameters.least_attention=1.0")
    found = json.loads(validate(*SMALL, *calendar, "--json")[1])
    assert found["facts"][16]["value"] == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("none.toml",), "none.toml: no such file"),
        (("--set", "levers.transparency=2"), "levers.transparency: 2 is out of range"),
        (("--set", "nonsense"), "--set nonsense: write it as key=value"),
        (("--replications", "0"), "--replications'"),
        (("--seed", "-1"), "--seed'"),
        ((*SMALL, "--out", "taken"), "taken"),
    ],
)
def test_a_mistake_is_told_in_a_line(validate, tmp_path, arguments, said):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "manifest.json").write_text("{}", encoding="utf-8")
    code, out, err = validate(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert [path.name for path in (tmp_path / "taken").iterdir()] == ["manifest.json"]
