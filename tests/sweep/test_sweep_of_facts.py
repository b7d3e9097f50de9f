"""Sweeps whose runs are measured by the stylised facts: all else is as in any sweep."""

import json

import numpy as np
import pyarrow as pa
import pytest
from small_sweeps import build, rows, run, values

from orgsim import evidence
from orgsim.cli.main import main
from orgsim.errors import UserError
from orgsim.sweep.estimate import outlook
from orgsim.sweep.executors import in_process, in_processes
from orgsim.sweep.plan import FACTS_A_TASK, Round, structures, tasks
from orgsim.sweep.runner import begin, go_on, retry_failed
from orgsim.sweep.sweep_folder import Store
from orgsim.sweep.verify import verify

PARTS = [part.name for fact in evidence.FACTS for part in fact.parts]
VARY = {"levers.transparency": [0.2, 0.8], "parameters.habit_return": [0.005, 0.02]}


def of_facts(**changes):
    """A sweep of four points with two replications, each measured by the facts."""
    return build(**{"measures": "facts", "vary": VARY, **changes})


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Store:
    return run(tmp_path_factory.mktemp("facts") / "sweep", of_facts())


def test_a_row_holds_what_measure_says(whole):
    table = rows(whole)
    assert table.column_names == ["point", "replication", *VARY, "status", "message", *PARTS]
    recipe = whole.sweep().recipe
    for row in values(table):
        assert (row["status"], row["message"]) == ("SUCCEEDED", None)
        config = recipe.config([row[key] for key in VARY])
        found = evidence.measure(config, row["replication"])
        expected = [value if np.isfinite(value) else None for value in found.values()]
        assert [row[part] for part in PARTS] == expected
    assert len({row["training_half_year"] for row in values(table)}) == 8


def test_the_seed_is_the_sweeps(whole, tmp_path):
    other = rows(run(tmp_path / "sweep", of_facts(seed=2)))
    assert not other["training_half_year"].equals(rows(whole)["training_half_year"])


def test_an_interrupted_one_goes_on_to_the_same_bytes(whole, tmp_path):
    def interrupted(todo, recipe):
        yield next(in_process(todo, recipe))
        raise KeyboardInterrupt

    store = begin(of_facts(), tmp_path / "sweep")
    with pytest.raises(KeyboardInterrupt):
        go_on(store, interrupted)
    tally = go_on(store, in_process)
    assert (tally.done, tally.kept) == (8, 4)
    assert store.runs_file.read_bytes() == whole.runs_file.read_bytes()


@pytest.mark.slow
def test_processes_come_to_the_same_bytes(whole, tmp_path):
    store = run(tmp_path / "sweep", of_facts(), in_processes(2))
    assert store.runs_file.read_bytes() == whole.runs_file.read_bytes()


def test_runs_are_repeated_bit_for_bit(whole):
    found = verify(whole, sample=3)
    assert (found.sampled, found.different, found.damaged) == (3, [], [])


def test_a_run_that_fails_says_why_and_takes_no_other_along(whole, monkeypatch, tmp_path):
    measure = evidence.measure

    def fails(config, replication, lanes):
        if config.levers.transparency == 0.8 and replication == 1:
            raise MemoryError("too\nlittle")
        return measure(config, replication, lanes)

    monkeypatch.setattr(evidence, "measure", fails)
    store = run(tmp_path / "sweep", of_facts())
    for row, expected in zip(values(rows(store)), values(rows(whole)), strict=True):
        if row["levers.transparency"] == 0.8 and row["replication"] == 1:
            assert (row["status"], row["message"]) == ("FAILED", "MemoryError: too little")
            assert {row[part] for part in PARTS} == {None}
        else:
            assert row == expected
    monkeypatch.undo()
    assert retry_failed(store, in_process).failed == 0
    assert store.runs_file.read_bytes() == whole.runs_file.read_bytes()


def test_a_task_whose_worker_is_lost_has_rows_of_the_same_columns(whole, tmp_path):
    def lost(todo, recipe):
        for task in todo:
            yield task, RuntimeError("took its worker down")

    table = rows(run(tmp_path / "sweep", of_facts(), lost))
    assert table.schema == rows(whole).schema
    assert set(table["message"].to_pylist()) == {"took its worker down"}


def test_what_is_not_defined_is_null(tmp_path):
    """Of a leader and four reports there are no levels between the top and employees."""
    base = {"organisation": {"people": 5, "levels": 2}}
    table = rows(run(tmp_path / "sweep", of_facts(base=base)))
    assert set(table["status"].to_pylist()) == {"SUCCEEDED"}
    assert table["trickle_down"].null_count == table.num_rows
    assert table["trickle_down"].type == pa.float64()


def test_parts_are_small(tmp_path):
    """A run of facts fills an ensemble by itself; small parts keep all processes busy."""
    sweep = of_facts(vary={"levers.transparency": np.linspace(0, 1, 20).tolist()})
    made = tasks(sweep, structures(sweep), Round(0, np.arange(20), range(3)))
    assert max(len(task.runs) for task in made) == FACTS_A_TASK


def test_the_outlook_does_not_count_the_weeks_of_the_config():
    short, long = (outlook(of_facts(set={"run.weeks": weeks}), jobs=1) for weeks in (5, 500))
    assert 0.2 < short.seconds / long.seconds < 5


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"measures": "fact"}, "measures: 'fact' is not known; allowed: 'outcomes' or 'facts'"),
        ({"record_weeks": [1]}, "record_weeks: requires measures = 'outcomes'; drop it"),
        (
            {"replications": {"until": "ci_half_width(alignment_end) < 0.01", "most": 10}},
            "replications: a stopping rule requires measures = 'outcomes'",
        ),
    ],
)
def test_what_does_not_go_together_is_told(changes, message):
    with pytest.raises(UserError, match=f"sweep: {message}"):
        of_facts(**changes)


def test_the_commands(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sweep.toml").write_text(
        "measures = 'facts'\nreplications = 2\nbase.organisation.people = 30\n"
        "[vary]\nlevers.transparency = [0.5]\n",
        encoding="utf-8",
    )
    assert main(["sweep", "sweep.toml", "--out", "swept", "--jobs", "1"]) == 0
    capsys.readouterr()
    assert main(["status", "swept", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["runs_done"] == 2
    assert main(["analyse", "swept"]) == 2
    said = capsys.readouterr().err
    assert "measures = 'facts', and outcomes are what is analysed" in said
    assert main(["verify", "swept"]) == 0
