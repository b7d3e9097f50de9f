"""Runs that fail: their rows say why, the others are as if nothing had happened."""

import json

import numpy as np
import pytest
from small_sweeps import BASE, GRID, build, rows, run, tables

from orgsim.cli.main import main
from orgsim.sweep import run_task
from orgsim.sweep.executors import in_process
from orgsim.sweep.runner import retry_failed
from orgsim.sweep.sweep_file import build_sweep

CONTAGION = {"parameters.engagement_change": [0.1, 0.65], "parameters.peer_contagion": [0.01, 0.5]}
"""Each allowed, but not the last ones together."""


@pytest.fixture
def broken(monkeypatch):
    """Runs with transparency 0.8 come to nothing from the third week on."""
    whole = run_task.simulate_together

    def together(task, seed, runs):
        measures, rests = whole(task, seed, runs)
        for column, (_, config) in enumerate(runs):
            if config.levers.transparency == 0.8:
                measures["engagement"][3:, column] = np.nan
        return measures, rests

    monkeypatch.setattr(run_task, "simulate_together", together)
    return monkeypatch


def test_values_that_do_not_go_together_fail_alone(tmp_path):
    found = rows(run(tmp_path / "sweep", build(vary={**CONTAGION, **GRID}))).to_pylist()
    for row in found:
        both = (
            row["parameters.engagement_change"] == 0.65 and row["parameters.peer_contagion"] == 0.5
        )
        assert row["status"] == ("FAILED" if both else "SUCCEEDED")
        assert (row["alignment_end"] is None) == both
        assert (row["weeks"] is None) == both
        assert not both or "must not exceed 1" in row["message"]


def test_the_others_have_the_same_bits(tmp_path):
    with_failures = rows(run(tmp_path / "a", build(vary={**CONTAGION, **GRID}))).to_pylist()
    fine = {**CONTAGION, "parameters.peer_contagion": [0.01], **GRID}
    without = rows(run(tmp_path / "b", build(vary=fine))).to_pylist()
    keys = [*fine, "replication"]
    expected = {tuple(row[key] for key in keys): row["trust_end"] for row in without}
    found = {tuple(row[key] for key in keys): row["trust_end"] for row in with_failures}
    assert expected.items() <= found.items()


def test_no_number_is_a_failure_and_not_a_value(broken, tmp_path):
    found = rows(run(tmp_path / "sweep")).to_pylist()
    for row in found:
        failed = row["levers.transparency"] == 0.8
        assert row["status"] == ("FAILED" if failed else "SUCCEEDED")
        assert (row["trust_end"] is None) == failed
        assert not failed or row["message"] == "engagement is not a number (NaN) from week 3 on"


def test_an_exception_of_one_run_takes_no_other_along(monkeypatch, tmp_path):
    whole = run_task.simulate_together

    def together(task, seed, runs):
        if any(config.levers.transparency == 0.8 for _, config in runs):
            raise MemoryError("too\nlittle")
        return whole(task, seed, runs)

    expected = rows(run(tmp_path / "whole")).to_pylist()
    monkeypatch.setattr(run_task, "simulate_together", together)
    found = rows(run(tmp_path / "sweep")).to_pylist()
    for row, whole_row in zip(found, expected, strict=True):
        if row["levers.transparency"] == 0.8:
            assert (row["status"], row["message"]) == ("FAILED", "MemoryError: too little")
        else:
            assert row == whole_row


def test_an_organisation_that_cannot_be_fails_alone(tmp_path):
    """More levels than people is found when the organisation is made, not when it is read."""
    vary = {"organisation.levels": [3, 40], "levers.transparency": [0.2, 0.8]}
    found = rows(run(tmp_path / "sweep", build(vary=vary))).to_pylist()
    assert {(row["organisation.levels"], row["status"]) for row in found} == {
        (3, "SUCCEEDED"),
        (40, "FAILED"),
    }


def test_a_sweep_may_fail_altogether(tmp_path):
    vary = {"parameters.engagement_change": [0.65], "parameters.peer_contagion": [0.5]}
    store = run(tmp_path / "sweep", build(vary=vary, record_weeks=[1]))
    assert set(rows(store)["status"].to_pylist()) == {"FAILED"}
    assert store.manifest()["state"] == "FAILED"
    assert store.table("weeks").num_rows == 0


def test_recorded_weeks_leave_out_what_failed(broken, tmp_path):
    store = run(tmp_path / "sweep", build(record_weeks=[5, 0, 2, 99]))
    weeks = store.table("weeks").to_pylist()
    assert {row["levers.transparency"] for row in weeks} == {0.2}
    assert [row["week"] for row in weeks[:3]] == [0, 2, 5]
    assert len(weeks) == 3 * 3 * 2
    ends = {(row["point"], row["replication"]): row for row in rows(store).to_pylist()}
    for row in weeks:
        if row["week"] == 0:
            assert row["trust"] == ends[row["point"], row["replication"]]["trust_start"]


def test_what_failed_can_be_tried_again(broken, tmp_path):
    store = run(tmp_path / "sweep")
    assert store.manifest()["failed"] == 6
    broken.undo()
    tally = retry_failed(store, in_process)
    assert (tally.done, tally.failed) == (12, 0)
    whole = run(tmp_path / "whole")
    assert store.runs_file.read_bytes() == whole.runs_file.read_bytes()
    assert store.manifest()["state"] == "SUCCEEDED"


def test_trying_again_may_change_the_rounds_of_a_stopping_rule(broken, tmp_path):
    until = {"until": "ci_half_width(alignment_end) < 0.008", "most": 12, "batch": 4}
    store = run(tmp_path / "sweep", build(replications=until))
    broken.undo()
    retry_failed(store, in_process)
    whole = run(tmp_path / "whole", build(replications=until))
    assert store.runs_file.read_bytes() == whole.runs_file.read_bytes()
    parts = {path.name for path in store.parts_folder.iterdir()}
    assert parts == {path.name for path in whole.parts_folder.iterdir()}


def test_the_exit_code_says_that_runs_failed(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    text = "\n".join(f"{key} = {json.dumps(value)}" for key, value in CONTAGION.items())
    (tmp_path / "sweep.toml").write_text(
        'base = "base.toml"\nreplications = 2\n[vary]\n' + text, encoding="utf-8"
    )
    (tmp_path / "base.toml").write_text("[organisation]\npeople = 30\n[run]\nweeks = 6\n")
    assert main(["sweep", "sweep.toml", "--jobs", "1", "--out", "swept"]) == 3
    assert "8 runs done, 2 failed" in capsys.readouterr().out
    assert main(["retry-failed", "swept", "--jobs", "1", "--json"]) == 3
    assert json.loads(capsys.readouterr().out) == {"folder": "swept", "runs": 8, "failed": 2}


def test_files_that_are_missing_fail_their_points_only(tmp_path):
    (tmp_path / "chart.csv").write_text("id,superior\na,\nb,a\nc,a\nd,a\n", encoding="utf-8")
    charts = [str(tmp_path / "chart.csv"), str(tmp_path / "none.csv")]
    base = {"run": BASE["run"]}
    (tmp_path / "none.csv").write_bytes((tmp_path / "chart.csv").read_bytes())
    sweep = build_sweep(tables(base=base, vary={"organisation.chart": charts}))
    (tmp_path / "none.csv").unlink()  # it goes after the sweep was checked
    found = rows(run(tmp_path / "sweep", sweep)).to_pylist()
    assert [row["status"] for row in found] == ["SUCCEEDED", "SUCCEEDED", "FAILED", "FAILED"]
    assert "none.csv" in found[-1]["message"]
