"""Mistakes in sweep files: one line that says what to correct, exit code 2, and nothing is made."""

import os
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from plain_runs import PLAIN_TOML

from orgsim.cli.main import main
from orgsim.errors import UserError
from orgsim.io import atomic_files
from orgsim.sweep import runner, sweep_folder
from orgsim.sweep.runner import begin
from orgsim.sweep.sweep_file import read_sweep
from orgsim.sweep.sweep_folder import Store

BASE = f"""
[organisation]
people = 30
[run]
weeks = 6
{PLAIN_TOML}[scenarios.calm]
[scenarios.shaken]
shocks = [{{ kind = "merger", week = 2 }}]
"""
GRID = '"levers.transparency" = [0.2, 0.8]'
RANGE = '"levers.transparency" = { from = 0.1, to = 0.9 }'


def vary(factors: str, top: str = "") -> str:
    return f'base = "base.toml"\n{top}\n[vary]\n{factors}\n'


MISTAKES = {
    "not TOML": ("base = = 1", "not valid TOML"),
    "no base": (f"[vary]\n{GRID}", "base: is missing"),
    "base is not there": (
        vary(GRID).replace("base.toml", "bse.toml"),
        "base: bse.toml: no such file",
    ),
    "base is bad": ('base = "bad.toml"\n[vary]\n' + GRID, "levers.transparency: 3"),
    "unknown key": (vary(GRID, "replicatons = 3"), "did you mean 'replications'"),
    "unknown design": (vary(GRID, 'design = "gird"'), "'gird' is not known"),
    "nothing varies": ('base = "base.toml"', "vary: is empty"),
    "typo of a factor": (vary('"levers.transparancy" = [0.1]'), "did you mean 'transparency'"),
    "typo of a table": (vary('"lever.transparency" = [0.1]'), "did you mean 'levers'"),
    "out of bounds in a list": (vary('"levers.transparency" = [0.5, 1.5]'), "1.5 is out of range"),
    "out of bounds in a range": (
        vary('"levers.transparency" = { from = 0.5, to = 1.5, steps = 3 }'),
        "vary.levers.transparency = 1.5",
    ),
    "out of bounds beyond the sample": (
        vary('"levers.transparency" = { from = -0.0001, to = 0.9 }', 'design = "lhs"\npoints = 2'),
        "out of range",
    ),
    "money": (vary('"costs.hourly_rate" = [30, 60]'), "money changes nothing that is simulated"),
    "from above to": (vary('"levers.transparency" = { from = 0.9, to = 0.1 }'), "must be below"),
    "log from 0": (
        vary('"levers.training" = { from = 0, to = 1, log = true }'),
        "above 0 on a log",
    ),
    "no end": (vary('"levers.training" = { from = 0 }'), "levers.training.to: is missing"),
    "typo in a range": (
        vary('"levers.training" = { from = 0, too = 1 }'),
        "training.to: is missing",
    ),
    "typo beside a range": (
        vary('"levers.training" = { from = 0, to = 1, step = 3 }'),
        "did you mean 'steps'",
    ),
    "fraction of a person": (
        vary('"organisation.people" = { from = 20, to = 30 }', 'design = "lhs"\npoints = 3'),
        "organisation.people",
    ),
    "integer ends": (
        vary('"organisation.people" = { from = 2.5, to = 30, integer = true }'),
        "whole numbers",
    ),
    "empty list": (vary('"levers.transparency" = []'), "the list is empty"),
    "not a number": (
        vary('"levers.transparency" = [nan, 0.5]'),
        "levers.transparency: nan is not a finite number",
    ),
    "plain value": (vary('"levers.transparency" = 0.5'), "is one value"),
    "mixed list": (vary('"levers.transparency" = [0.5, "high"]'), "numbers and text"),
    "a list of lists": (
        vary('"levers.transparency" = [[0.5]]'),
        "not a number, truth value or text",
    ),
    "not finite": (vary('"levers.transparency" = [0.5, nan]'), "levers.transparency"),
    "empty table": (vary("levers.transparency = {}"), "vary.levers.transparency: is empty"),
    "grid without steps": (vary(RANGE), "a grid needs values"),
    "grid with points": (vary(GRID, "points = 8"), "cannot be combined with the design grid"),
    "sample without points": (vary(RANGE, 'design = "lhs"'), "points: is missing"),
    "sample with steps": (
        vary(RANGE.replace(" }", ", steps = 3 }"), 'design = "lhs"\npoints = 4'),
        "is for the design grid only",
    ),
    "no power of 2": (vary(RANGE, 'design = "sobol"\npoints = 100'), "use 64 or 128"),
    "no points": (vary(RANGE, 'design = "lhs"\npoints = 0'), "points: 0 is out of range"),
    "unknown scenario": (vary('scenario = ["calm", "shakn"]'), "did you mean 'shaken'"),
    "a key of no scenario": (
        vary('scenario = ["calm", "shaken"]\n"shocks.0.strength" = [0.5]'),
        "in scenario 'calm'",
    ),
    "the seed varies": (vary('"run.seed" = [1, 2]'), "is the sweep's own"),
    "the seed is set": (vary(GRID) + '[set]\n"run.seed" = 3', "is the sweep's own"),
    "a typo is set": (vary(GRID) + '[set]\n"levers.transparancy" = 3', "did you mean"),
    "a value is set out of bounds": (vary(GRID) + '[set]\n"levers.feedback" = 3', "set: levers"),
    "no replications": (vary(GRID, "replications = 0"), "must be 1 to 1,000,000"),
    "replications in words": (vary(GRID, 'replications = "four"'), "is not a whole number"),
    "until what": (vary(GRID, 'replications = { until = "soon" }'), "write it like"),
    "until which measure": (
        vary(GRID, 'replications = { until = "ci_half_width(alinment_end) < 0.1" }'),
        "did you mean 'alignment_end'",
    ),
    "until never": (
        vary(GRID, 'replications = { until = "ci_half_width(alignment_end) < 0" }'),
        "must be above 0",
    ),
    "until too often": (
        vary(GRID, 'replications = { until = "ci_half_width(trust_end) < 1", most = 1 }'),
        "replications.most: 1 is out of range",
    ),
    "weeks before the start": (vary(GRID, "record_weeks = [-1]"), "weeks count from 0"),
    "negative seed": (vary(GRID, "seed = -1"), "seed: -1 is out of range"),
    "table without file": ('base = "base.toml"\ndesign = "table"', "table = 'FILE'"),
    "table is not there": (
        'base = "base.toml"\ndesign = "table"\ntable = "no.csv"',
        "no.csv: no such file",
    ),
    "table with factors": (vary(GRID, 'design = "table"\ntable = "a.csv"'), "nothing else"),
    "table and grid": (vary(GRID, 'table = "typo.csv"'), "is for design = 'table' only"),
    **{
        f"table {file}": (f'base = "base.toml"\ndesign = "table"\ntable = "{file}"', said)
        for file, said in {
            "typo.csv": "did you mean 'transparency'",
            "short.csv": "row 3",
            "gap.csv": "row 2: no value for levers.feedback",
            "bounds.csv": "7.0 is out of range",
            "twice.csv": "two columns are named",
            "rows.csv": "no rows",
            "text.csv": "levers.transparency = 'high'",
            "dates.parquet": "holds date",
            "hole.parquet": "no value in row 2",
            "nan.parquet": "levers.transparency = nan",
            "not.parquet": "not.parquet: cannot be read",
            "points.parquet": "names no factor",
        }.items()
    },
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a base, a bad one, and bad tables."""
    texts = {
        "base.toml": BASE,
        "bad.toml": "[levers]\ntransparency = 3\n",
        "typo.csv": "levers.transparancy\n0.5\n",
        "short.csv": "levers.transparency,levers.feedback\n0.5,0.5\n0.5\n",
        "gap.csv": "levers.transparency,levers.feedback\n0.5,\n",
        "bounds.csv": "levers.transparency\n0.5\n7.0\n0.3\n",
        "twice.csv": "levers.transparency,levers.transparency\n0.5,0.5\n",
        "rows.csv": "levers.transparency\n",
        "text.csv": "levers.transparency\n0.5\nhigh\n",
        "not.parquet": "text",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    columns = {
        "dates": pa.array([date(2026, 1, 1)]),
        "hole": pa.array([0.5, None]),
        "nan": pa.array([0.5, np.nan]),
    }
    for name, column in columns.items():
        pq.write_table(pa.table({"levers.transparency": column}), tmp_path / f"{name}.parquet")
    pq.write_table(pa.table({"point": pa.array([0, 1])}), tmp_path / "points.parquet")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_line(name, folder, capsys):
    text, said = MISTAKES[name]
    (folder / "sweep.toml").write_text(text, encoding="utf-8")
    before = sorted(os.listdir(folder))
    code = main(["sweep", "sweep.toml", "--out", "result"])
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert said in err
    assert err.startswith("error: sweep.toml: ")
    assert err.count("\n") == 1
    assert sorted(os.listdir(folder)) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["sweep", "none.toml"],
        ["resume", "none"],
        ["status", "none"],
        ["retry-failed", "none"],
        ["replay", "none", "1/1"],
        ["verify", "none"],
    ],
)
def test_a_sweep_that_is_not_there_is_one_line(arguments, folder, capsys):
    code = main(arguments)
    out, err = capsys.readouterr()
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "none" in err


def test_a_folder_of_something_else_is_left_alone(folder, capsys):
    (folder / "sweep.toml").write_text(vary(GRID), encoding="utf-8")
    (folder / "result").mkdir()
    (folder / "result" / "manifest.json").write_text('{"command": "run"}')
    assert main(["sweep", "sweep.toml", "--out", "result"]) == 2
    assert "holds a manifest.json that is not of a sweep" in capsys.readouterr().err
    assert (folder / "result" / "manifest.json").read_text() == '{"command": "run"}'
    assert not (folder / "result" / "sweep.toml").exists()


def test_a_file_is_no_folder(folder, capsys):
    (folder / "sweep.toml").write_text(vary(GRID), encoding="utf-8")
    assert main(["sweep", "sweep.toml", "--out", "base.toml"]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert (folder / "base.toml").read_text(encoding="utf-8") == BASE


OWN_NAMES = (
    "manifest.json",
    "design.parquet",
    "runs.parquet",
    "weeks.parquet",
    "log.jsonl",
    "parts",
    "weeks",
)


@pytest.mark.parametrize("name", OWN_NAMES)
@pytest.mark.parametrize("as_folder", [True, False])
def test_a_refused_folder_is_as_it_was(as_folder, name, folder, capsys):
    (folder / "sweep.toml").write_text(vary(GRID), encoding="utf-8")
    other = folder / "result" / name
    other.parent.mkdir()
    other.mkdir() if as_folder else other.write_text('{"state": "of another program"}')
    assert main(["sweep", "sweep.toml", "--out", "result"]) == 2
    assert f"holds a {name} that is not of a sweep; name another folder" in capsys.readouterr().err
    assert os.listdir(folder / "result") == [name]
    assert as_folder or other.read_text() == '{"state": "of another program"}'


def test_a_second_sweep_is_refused_without_a_trace(folder, capsys):
    (folder / "result").mkdir()
    (folder / "sweep.toml").write_text(vary(GRID), encoding="utf-8")
    (folder / "result" / "sweep.toml").write_text("of something else", encoding="utf-8")
    assert main(["sweep", "sweep.toml", "--out", "result"]) == 2
    assert "already contains a sweep" in capsys.readouterr().err
    assert os.listdir(folder / "result") == ["sweep.toml"]


def test_a_folder_whose_name_is_not_utf_8_is_refused_without_a_trace(folder, capsys):
    (folder / "sweep.toml").write_text(vary(GRID), encoding="utf-8")
    before = sorted(os.listdir(folder))
    assert main(["sweep", "sweep.toml", "--out", "old\udcff"]) == 2
    assert "cannot be written: its name is not UTF-8; name another" in capsys.readouterr().err
    assert sorted(os.listdir(folder)) == before


@pytest.mark.parametrize("made", ["result", "result/deep/down"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_cannot_be_begun_leaves_nothing(error, made, folder, monkeypatch):
    def full(path, data):
        if path.name == "sweep.toml":
            raise error
        path.write_bytes(data)

    monkeypatch.setattr(sweep_folder, "write", full)
    (folder / "sweep.toml").write_text(vary(GRID, "record_weeks = [1]"), encoding="utf-8")
    before = sorted(os.listdir(folder))
    assert main(["sweep", "sweep.toml", "--out", made]) in (2, 130)
    assert sorted(os.listdir(folder)) == before


def test_who_finds_another_at_work_leaves_its_files(folder):
    (folder / "result").mkdir()
    at_work = Store(folder / "result")
    sweep = read_sweep_of(folder)
    with at_work.locked(), pytest.raises(UserError, match="another process works on it"):
        begin(sweep, at_work.folder)
    assert os.listdir(folder / "result") == ["lock"]


def read_sweep_of(folder):
    (folder / "sweep.toml").write_text(vary(GRID), encoding="utf-8")
    return read_sweep(folder / "sweep.toml")


DAMAGE = {
    "nothing": b"",
    "no text": b"\xff\xfe\x00",
    "no TOML": b"[sweep",
    "no tables": b"a = 1",
    "plain values": b"sweep = 1\nbase = 2",
    "an unknown key": b"[sweep]\nbogus = 1\n[base]",
    "bad values": b"[sweep]\nreplications = 'four'\n[base]",
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("command", ["resume", "status", "retry-failed", "replay", "analyse"])
def test_a_damaged_sweep_is_told_in_a_line(command, damage, folder, capsys):
    found = begin(read_sweep_of(folder), folder / "result")
    found.sweep_file.write_bytes(DAMAGE[damage])
    for known in (True, False):
        if not known:
            found.manifest_file.unlink()
        code = main([command, "result", *(["0/0"] if command == "replay" else [])])
        out, err = capsys.readouterr()
        assert (code, out, err.count("\n")) == (2, "", 1), err
        assert "our fault" not in err


@pytest.mark.parametrize("command", ["resume", "retry-failed"])
@pytest.mark.parametrize("name", ["sweep.toml", "design.parquet"])
def test_an_unreadable_file_is_told_in_a_line(name, command, folder, monkeypatch, capsys):
    begin(read_sweep_of(folder), folder / "result")

    def refuse(path):
        if path.name == name:
            raise PermissionError(13, "Permission denied", str(path))
        return atomic_files.sha256_of(path)

    monkeypatch.setattr(runner, "sha256_of", refuse)
    assert main([command, "result"]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"error: result/{name}: cannot be read: Permission denied")
    assert err.count("\n") == 1
