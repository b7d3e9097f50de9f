"""The commands around a sweep: dry run, status, resume, replay, verify."""

import json
import os
import re
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from plain_runs import PLAIN, PLAIN_TOML
from small_sweeps import build, interrupted, rows, run

from orgsim import __version__
from orgsim.cli.main import main
from orgsim.engine.ensemble import Ensemble
from orgsim.sweep.executors import in_process
from orgsim.sweep.runner import begin, go_on
from orgsim.sweep.sweep_file import read_sweep
from orgsim.sweep.sweep_folder import Store

SWEEP = """
base = "base.toml"
replications = 2
[vary]
levers.leader_modelling = { from = 0.1, to = 0.9, steps = 3 }
levers.transparency = [0.2, 0.8]
"""
BASE = "[organisation]\npeople = 30\n[run]\nweeks = 6\n" + PLAIN_TOML


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current directory, with a sweep file and its base."""
    (tmp_path / "sweep.toml").write_text(SWEEP, encoding="utf-8")
    (tmp_path / "base.toml").write_text(BASE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def swept(folder: Path) -> Store:
    """That sweep, run."""
    assert main(["sweep", "sweep.toml", "--out", "swept", "--jobs", "1"]) == 0
    return Store(folder / "swept")


def said(capsys, *arguments):
    capsys.readouterr()
    code = main([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_sweep_says_what_it_did(folder, capsys):
    assert main(["sweep", "sweep.toml", "--jobs", "1"]) == 0
    out = capsys.readouterr().out
    assert "12 runs done, 0 failed; in results/sweep/runs.parquet" in out
    assert "orgsim analyse results/sweep" in out


def test_a_folder_is_used_for_one_sweep(swept, capsys):
    before = swept.runs_file.read_bytes()
    assert main(["sweep", "sweep.toml", "--out", "swept"]) == 2
    assert "already contains a sweep; continue it: orgsim resume" in capsys.readouterr().err
    assert swept.runs_file.read_bytes() == before


def test_the_manifest_says_with_what_it_was_made(swept):
    manifest = swept.manifest()
    assert manifest["state"] == "SUCCEEDED"
    assert manifest["versions"]["orgsim"] == __version__
    assert {"python", "numpy", "numba", "pyarrow"} <= manifest["versions"].keys()
    assert set(manifest["files"]) == {"sweep.toml", "design.parquet", "runs.parquet"}


def test_a_finished_sweep_resumed_stays_as_it_is(swept, capsys):
    before = swept.runs_file.read_bytes(), [path.stat().st_mtime_ns for path in parts(swept)]
    code, found = said(capsys, "resume", "swept", "--jobs", "1")
    assert (code, found["runs"]) == (0, 12)
    assert before == (
        swept.runs_file.read_bytes(),
        [path.stat().st_mtime_ns for path in parts(swept)],
    )


def parts(store):
    return sorted(store.parts_folder.iterdir())


def test_a_folder_s_own_sweep_file_makes_the_same_sweep(swept, folder):
    (folder / "base.toml").unlink()
    assert main(["sweep", "swept/sweep.toml", "--out", "again", "--jobs", "1"]) == 0
    assert (folder / "again/runs.parquet").read_bytes() == swept.runs_file.read_bytes()
    assert (folder / "again/sweep.toml").read_text() == swept.sweep_file.read_text()


@pytest.mark.parametrize(
    "changes",
    [
        {"replications": {"until": "ci_half_width(trust_end) < 0.5", "most": 3, "batch": 2}},
        {
            "design": "lhs",
            "points": 3,
            "vary": {"levers.training": {"from": 0.01, "to": 1.0, "log": True}},
        },
        {"set": {"levers.feedback": 0.9}, "record_weeks": [1, 2], "seed": 2**63 - 1},
        {
            "vary": {
                "scenario": ["calm"],
                "levers.transparency": {"from": 0.0, "to": 1.0, "steps": 2},
                "mechanisms.turnover": [True],
            }
        },
    ],
)
def test_a_folder_reads_back_as_the_sweep_it_is_of(changes, tmp_path):
    sweep = build(**changes)
    store = begin(sweep, tmp_path / "sweep")
    again, repeated = store.sweep(), read_sweep(store.sweep_file)
    for other in (again, repeated):
        assert other.tables.model_dump(exclude={"base"}) == sweep.tables.model_dump(
            exclude={"base"}
        )
        assert other.base == sweep.base
        assert other.design.factors == sweep.design.factors
        for name, column in sweep.design.columns.items():
            assert other.design.columns[name].tolist() == column.tolist()
            assert other.design.columns[name].dtype == column.dtype


# --- dry run ---


def test_a_dry_run_says_what_it_takes_and_leaves_nothing(folder, capsys):
    before = sorted(folder.iterdir())
    code, found = said(capsys, "sweep", "sweep.toml", "--dry-run", "--jobs", "2")
    assert code == 0
    assert (found["points"], found["runs"], found["ensembles"]) == (6, 12, 2)
    assert found["person_weeks"] == 12 * 30 * 6
    assert found["seconds"] > 0
    assert 2**28 < found["memory_bytes"] < 2**31
    assert sorted(folder.iterdir()) == before


def test_a_dry_run_in_words(folder, capsys):
    assert main(["sweep", "sweep.toml", "--dry-run"]) == 0
    out = capsys.readouterr().out
    rows = dict(line.split(maxsplit=1) for line in out.splitlines() if line.strip())
    assert list(rows) == ["points", "runs", "side", "work", "time", "memory", "disk"]
    assert " ".join(rows["side"].split()) == "by side 6 runs in an ensemble"
    assert (rows["points"], rows["runs"]) == ("6", "12, in 2 ensembles")
    assert rows["time"].startswith("about ")


def test_the_disk_it_takes_is_foreseen(folder, swept, capsys):
    _, found = said(capsys, "sweep", "sweep.toml", "--dry-run")
    used = sum(path.stat().st_size for path in [*parts(swept), swept.runs_file])
    assert 0.5 < found["disk_bytes"] / used < 2


def test_with_a_stopping_rule_a_dry_run_says_the_most(folder, capsys):
    rule = '{ until = "ci_half_width(trust_end) < 0.1", most = 50 }'
    (folder / "sweep.toml").write_text(SWEEP.replace("= 2\n[", f"= {rule}\n["), encoding="utf-8")
    code, found = said(capsys, "sweep", "sweep.toml", "--dry-run")
    assert (code, found["runs"], found["runs_at_most"]) == (0, 300, True)


# --- status ---


def test_status_while_it_runs_and_after(tmp_path, capsys):
    seen = []

    def look(_):
        if not seen:
            time.sleep(0.01)
        seen.append(said(capsys, "status", str(tmp_path / "sweep")))

    store = run(tmp_path / "sweep", report=look)
    middle = [found for code, found in seen if 0 < found["runs_done"] < 12]
    assert middle
    for found in middle:
        assert found["state"] == "RUNNING"
        assert found["running"]
        assert found["runs_planned"] == 12
        assert found["seconds_left"] > 0
    code, found = said(capsys, "status", str(store.folder))
    assert (code, found["state"], found["running"]) == (0, "SUCCEEDED", False)
    assert (found["points"], found["runs_done"], found["failed"]) == (6, 12, 0)


def test_status_of_an_interrupted_sweep_says_how_to_go_on(tmp_path, capsys):
    store = begin(build(), tmp_path / "sweep")
    assert said(capsys, "status", str(store.folder))[1]["state"] == "PENDING"
    with pytest.raises(KeyboardInterrupt):
        go_on(store, interrupted)
    assert main(["status", str(store.folder)]) == 0
    out = capsys.readouterr().out
    assert "ABORTED" in out
    assert re.search(r"runs done +6 of 12", out)
    assert f"orgsim resume {store.folder}" in out


def test_time_left_does_not_count_what_was_there(tmp_path, capsys):
    """Six runs from an hour ago say nothing of how fast it goes now."""
    store = begin(build(), tmp_path / "sweep")
    with pytest.raises(KeyboardInterrupt):
        go_on(store, interrupted)
    lines = store.log.file.read_text().replace('"time": "20', '"time": "19')
    store.log.file.write_text(lines)
    tallies = []
    go_on(store, in_process, lambda tally: tallies.append((tally.done, tally.kept, tally.total)))
    assert tallies[-1] == (12, 6, 12)
    assert (6, 6, 12) in tallies


@pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")
def test_progress_on_a_terminal(folder):
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "orgsim", "sweep", "sweep.toml", "--jobs", "1"]
    with subprocess.Popen(command, stderr=theirs, stdout=subprocess.PIPE, text=True) as process:
        os.close(theirs)
        shown = b""
        with suppress(OSError):
            while more := os.read(ours, 4096):
                shown += more
    os.close(ours)
    assert process.returncode == 0
    assert b"12/12" in shown
    assert b"a second" in shown
    assert b"left" in shown


# --- replay ---


def test_a_replay_has_the_bits_of_the_table(swept, folder, capsys):
    row = rows(swept).to_pylist()[7]
    name = f"{row['point']}/{row['replication']}"
    code, found = said(capsys, "replay", "swept", name, "--people")
    assert code == 0
    out = folder / "swept" / "replay" / name.replace("/", "-")
    weekly = pd.read_parquet(out / "weekly.parquet")
    assert list(weekly["week"]) == list(range(7))
    for measure in ("alignment", "trust", "engagement", "skill"):
        assert weekly[measure].iloc[0] == row[f"{measure}_start"]
        assert weekly[measure].iloc[-1] == row[f"{measure}_end"] == found["end"][measure]
    people = pq.read_table(out / "people.parquet")
    assert people.num_rows == 30 * 7
    last = people.to_pandas().query("week == 6")
    assert last["skill"].mean() == pytest.approx(row["skill_end"], abs=1e-12)


def test_of_two_replays_into_one_folder_the_last_one_is_there(swept, folder, monkeypatch):
    """The second goes by while the first one is at it."""
    step, first = Ensemble.step, []

    def step_after_another(ensemble):
        if not first:
            first.append(ensemble)
            assert main(["replay", "swept", "2/1", "--out", "one", "--people"]) == 0
        step(ensemble)

    with monkeypatch.context() as patch:
        patch.setattr(Ensemble, "step", step_after_another)
        assert main(["replay", "swept", "1/0", "--out", "one", "--people"]) == 0
    assert main(["replay", "swept", "1/0", "--out", "alone", "--people"]) == 0
    for name in ("people.parquet", "weekly.parquet"):
        assert (folder / "one" / name).read_bytes() == (folder / "alone" / name).read_bytes()
    assert len(list((folder / "one").iterdir())) == 2


def test_a_replay_takes_the_place_of_another_and_of_nothing_else(swept, folder, capsys):
    assert main(["replay", "swept", "1/0", "--out", "one", "--people"]) == 0
    assert main(["replay", "swept", "2/1", "--out", "one"]) == 0
    assert [path.name for path in (folder / "one").iterdir()] == ["weekly.parquet"]
    capsys.readouterr()
    assert main(["replay", "swept", "1/0", "--out", "swept"]) == 2
    assert "swept: contains something other than a replay; name another" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("6/0", "no point 6; allowed: 0 to 5"),
        ("0/2", "no replication 2"),
        ("x", "POINT/REPLICATION"),
        ("1/", ""),
        ("-1", ""),
    ],
)
def test_a_run_that_is_not_there(name, text, swept, capsys):
    capsys.readouterr()
    assert main(["replay", "swept", name]) == (0 if name == "1/" else 2)
    assert text in capsys.readouterr().err


# --- verify ---


def test_a_sweep_that_holds(swept, capsys):
    code, found = said(capsys, "verify", "swept")
    assert (code, found["holds"], found["sampled"]) == (0, True, 12)
    assert found["files"] == 3 + len(parts(swept))
    assert found["damaged"] == found["different"] == []
    assert found["versions"] == {}


def change(path: Path, edit) -> None:
    table = pq.read_table(path)
    pq.write_table(edit(table), path)


def nudged(table):
    values = table["trust_end"].to_numpy().copy()
    values[3] = np.nextafter(values[3], 2)
    return table.set_column(table.column_names.index("trust_end"), "trust_end", [values])


def test_a_row_that_differs_by_one_bit_is_found(swept, capsys):
    change(swept.runs_file, nudged)
    manifest = swept.manifest()
    del manifest["files"]["runs.parquet"]  # whoever changes a table may change the manifest, too
    swept.write_manifest(manifest)
    row = rows(swept).to_pylist()[3]
    code, found = said(capsys, "verify", "swept")
    assert (code, found["holds"]) == (3, False)
    assert found["different"] == [f"{row['point']}/{row['replication']}"]


@pytest.mark.parametrize(
    "name", ["runs.parquet", "design.parquet", "sweep.toml", "parts/000-0000001.parquet"]
)
def test_a_damaged_file_is_found(name, swept, capsys):
    data = bytearray((swept.folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (swept.folder / name).write_bytes(data)
    code, found = said(capsys, "verify", "swept", "--sample", "2")
    assert (code, found["holds"], found["damaged"]) == (3, False, [name])


def test_a_missing_part_is_found(swept, capsys):
    parts(swept)[0].unlink()
    assert said(capsys, "verify", "swept")[1]["damaged"] == ["parts/000-0000000.parquet"]


def test_versions_that_differ_are_named(swept, capsys):
    manifest = swept.manifest()
    manifest["versions"]["numpy"] = "1.0"
    manifest["engine"] = "another"
    swept.write_manifest(manifest)
    code, found = said(capsys, "verify", "swept", "--sample", "1")
    assert code == 0
    assert found["versions"]["numpy"] == ["1.0", np.__version__]
    assert "code that numbers depend on" in found["versions"]
    assert main(["verify", "swept", "--sample", "1"]) == 0
    assert "numpy: 1.0 then" in capsys.readouterr().out


def test_a_sweep_begun_with_another_engine_is_not_gone_on_with(swept, capsys):
    swept.write_manifest({**swept.manifest(), "engine": "another"})
    assert main(["resume", "swept", "--jobs", "1"]) == 2
    assert "started with other versions (engine" in capsys.readouterr().err


def test_neither_engine_nor_failed_rows_are_lost_by_trying_again(tmp_path, capsys):
    vary = {"parameters.engagement_change": [0.1, 0.65], "parameters.peer_contagion": [0.5]}
    store = run(tmp_path / "sweep", build(vary=vary))
    store.write_manifest({**store.manifest(), "engine": "another"})
    assert main(["retry-failed", str(store.folder), "--jobs", "1"]) == 2
    assert len(parts(store)) == 2


def test_a_sweep_that_was_edited_is_not_gone_on_with(swept, capsys):
    text = swept.sweep_file.read_text()
    swept.sweep_file.write_text(text.replace("replications = 2", "replications = 3"))
    assert main(["resume", "swept", "--jobs", "1"]) == 2
    assert "sweep.toml: is not what it was when the sweep was started" in capsys.readouterr().err
    swept.sweep_file.write_text(text)
    assert main(["resume", "swept", "--jobs", "1"]) == 0


def test_an_input_that_was_edited_is_found(tmp_path, capsys):
    chart = tmp_path / "chart.csv"
    chart.write_text("id,superior\na,\nb,a\nc,a\nd,a\n", encoding="utf-8")
    base = {"run": {**PLAIN, "weeks": 3}, "organisation": {"chart": str(chart)}}
    store = run(tmp_path / "sweep", build(base=base))
    assert said(capsys, "verify", str(store.folder))[1]["holds"]
    chart.write_text("id,superior\na,\nb,a\nc,b\nd,a\n", encoding="utf-8")
    assert str(chart) in said(capsys, "verify", str(store.folder))[1]["damaged"]
    assert main(["resume", str(store.folder), "--jobs", "1"]) == 2
    assert f"{chart}: is not what it was" in capsys.readouterr().err


def test_parts_with_other_columns_are_done_again(tmp_path):
    def older(tasks, recipe):
        for task, done in in_process(tasks, recipe):
            yield task, done._replace(runs=done.runs.drop_columns(["trust_end"]))

    store = run(tmp_path / "sweep", execute=older)
    assert go_on(store, in_process).kept == 0
    whole = run(tmp_path / "whole")
    assert store.runs_file.read_bytes() == whole.runs_file.read_bytes()


def test_an_unfinished_sweep_cannot_be_verified(tmp_path, capsys):
    store = begin(build(), tmp_path / "sweep")
    assert main(["verify", str(store.folder)]) == 2
    assert "has not finished; continue it with orgsim resume" in capsys.readouterr().err


def test_failed_runs_are_not_sampled(tmp_path, capsys):
    vary = {"parameters.engagement_change": [0.1, 0.65], "parameters.peer_contagion": [0.5]}
    store = run(tmp_path / "sweep", build(vary=vary))
    code, found = said(capsys, "verify", str(store.folder))
    assert (code, found["holds"], found["sampled"]) == (0, True, 2)
