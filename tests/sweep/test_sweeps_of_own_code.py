"""Sweeps over a base with measures as code: where that is allowed, in workers, and of one source."""

import json

import pytest
from own_code import own_code_folder, ran

import orgsim as package
from orgsim.cli.main import main
from orgsim.sweep.sweep_folder import Store

SWEEP = """\
base = "own.toml"
replications = 2
record_weeks = [3]

[vary]
"levers.transparency" = [0.2, 0.8]
"run.weeks" = [5, 6]
"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    folder = own_code_folder(tmp_path / "study")
    (folder / "sweep.toml").write_text(SWEEP, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def sweep(own, *options):
    return main(["sweep", str(own / "sweep.toml"), "--out", str(own / "out"), *options])


def refused(capsys, code, said):
    assert code == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[-1].startswith("error: ")
    assert said in lines[-1]


def test_a_sweep_runs_no_code_unless_that_is_allowed(own, capsys):
    refused(capsys, sweep(own), f"{own}/sweep.toml: own_measures: trust_spread is code")
    assert not (own / "out").exists()
    assert sweep(own, "--dry-run") == 0
    assert not ran(own)


@pytest.mark.slow
def test_workers_take_it_and_rows_are_repeated_bit_for_bit(own, capsys):
    assert sweep(own, "--jobs", "2", "--allow-code") == 0
    rows = package.load(own / "out")
    assert rows.columns[-2:].tolist() == ["trust_spread_start", "trust_spread_end"]
    assert rows["trust_spread_end"].between(0.01, 0.3).all()
    weeks = package.load(own / "out", "weeks")
    assert weeks["trust_spread"].notna().all()
    capsys.readouterr()
    for command in (["verify", str(own / "out")], ["replay", str(own / "out"), "1/1"]):
        refused(capsys, main(command), "trust_spread is code")
        assert main([*command, "--allow-code", "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found.get("sampled", 8) == 8
        assert found.get("different", []) == []
        if "end" in found:
            row = rows.query("point == 1 and replication == 1").iloc[0]
            assert found["end"]["trust_spread"] == row["trust_spread_end"]
    assert main(["verify", str(own / "out"), "--sample", "0"]) == 0
    analysed = package.analyse(own / "out")
    assert "trust_spread_end" in [one.outcome.name for one in analysed.study.outcomes]
    labels = {one.outcome.label: one.outcome.unit for one in analysed.study.outcomes}
    assert labels["Spread of trust, end"] == "points"
    assert len(package.analyse(own / "out", ["trust_spread"]).study.outcomes) == 1


def half_done(own):
    """A sweep of which a part is missing."""
    assert sweep(own, "--jobs", "1", "--allow-code") == 0
    part = next((own / "out" / "parts").glob("*.parquet"))
    part.unlink()
    return own / "out"


def test_going_on_needs_to_be_allowed_and_the_source_as_it_was(own, capsys):
    folder = half_done(own)
    before = package.load(folder)
    ran(own)
    refused(capsys, main(["resume", str(folder)]), f"{folder}: own_measures: trust_spread is code")
    assert not ran(own)
    helper = (own / "spreads.py").read_text()
    (own / "spreads.py").write_text("def spread(values):\n    return values.max(axis=0)\n")
    said = "own_measures: the source of trust_spread is not what it was when the sweep was started"
    for command in (
        ["resume", str(folder)],
        ["retry-failed", str(folder)],
        ["replay", str(folder), "0"],
    ):
        refused(capsys, main([*command, "--allow-code"]), said)
    (own / "spreads.py").write_text(helper)
    assert main(["resume", str(folder), "--jobs", "1", "--allow-code"]) == 0
    assert package.load(folder).equals(before)


def test_what_is_allowed_is_not_read_from_the_folder(own):
    folder = half_done(own)
    assert Store(folder).sweep().recipe.own == {}
    with pytest.raises(package.UserError, match="trust_spread is code"):
        Store(folder).sweep_with_code(False)


def test_a_function_that_breaks_in_a_run_is_told_in_its_row(own):
    (own / "own.toml").write_text(
        (own / "own.toml").read_text().replace("my_measures:trust_spread", "late:late")
    )
    (own / "late.py").write_text("def late(run):\n    return 1 / (5 - run.week)\n")
    done = package.sweep(own / "sweep.toml", own / "out", jobs=1, allow_code=True)
    assert (done.runs, done.failed) == (8, 8)
    said = package.load(done.folder)["message"].unique()
    assert len(said) == 1
    assert "trust_spread raised ZeroDivisionError: division by zero, in week 5" in said[0]


@pytest.mark.parametrize("key", ["own_measures.0.function", "own_measures.0.name"])
def test_a_measure_cannot_be_varied(own, key):
    tables = {"base": str(own / "own.toml"), "vary": {key: ["os:getcwd", "os:getpid"]}}
    with pytest.raises(package.UserError, match="measures are the same at all points"):
        package.sweep(tables, own / "out", allow_code=True)
    assert not ran(own)
