"""A run's bits depend on nothing but its point and its replication."""

from itertools import takewhile

import pytest
from small_sweeps import BASE, GRID, build, rows, run, values

from orgsim.sweep import plan
from orgsim.sweep.executors import in_process, in_processes
from orgsim.sweep.sweep_file import build_sweep

SEVERAL = {**GRID, "organisation.span_of_control": [3.0, 6.0], "scenario": ["calm", "shaken"]}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """A sweep of 24 points in two organisations, simulated in this process."""
    return run(tmp_path_factory.mktemp("undisturbed") / "sweep", build(vary=SEVERAL))


@pytest.mark.parametrize("jobs", [1, 2])
def test_any_number_of_processes(jobs, undisturbed, tmp_path):
    store = run(tmp_path / "sweep", build(vary=SEVERAL), in_processes(jobs))
    assert store.runs_file.read_bytes() == undisturbed.runs_file.read_bytes()


@pytest.mark.parametrize(("widths", "room"), [((1,), 2**28), ((8, 32), 1), ((32,), 2**28)])
def test_any_number_of_runs_side_by_side(widths, room, undisturbed, tmp_path, monkeypatch):
    monkeypatch.setattr(plan, "WIDTHS", (1, *widths))
    monkeypatch.setattr(plan, "STATE_BYTES", room)
    monkeypatch.setattr(plan, "NEAR_BYTES", room)
    store = run(tmp_path / "sweep", build(vary=SEVERAL))
    assert values(rows(store)) == values(rows(undisturbed))
    if widths == (1,) or room == 1:
        assert len(list(store.parts_folder.iterdir())) == 48


def test_any_order_of_tasks(undisturbed, tmp_path):
    def backwards(tasks, recipe):
        ready = list(takewhile(lambda task: task is not None, tasks))
        yield from in_process(reversed(ready), recipe)

    store = run(tmp_path / "sweep", build(vary=SEVERAL), backwards)
    assert store.runs_file.read_bytes() == undisturbed.runs_file.read_bytes()


def test_any_order_of_points(undisturbed, tmp_path):
    points = rows(undisturbed).select(["point", *SEVERAL]).to_pylist()
    by_point = {row.pop("point"): row for row in points}
    order = sorted(by_point, key=lambda point: point * 7 % 24)
    lines = [",".join(SEVERAL), *(",".join(map(str, by_point[p].values())) for p in order)]
    (tmp_path / "points.csv").write_text("\n".join(lines), encoding="utf-8")
    table = {"base": BASE, "design": "table", "table": "points.csv", "replications": 2}
    store = run(tmp_path / "sweep", build_sweep(table, folder=tmp_path))
    shuffled = {(order[row["point"]], row["replication"]): row for row in rows(store).to_pylist()}
    for row in rows(undisturbed).to_pylist():
        other = shuffled[row["point"], row["replication"]]
        assert {**other, "point": row["point"]} == row


def test_alone_or_among_other_points(undisturbed, tmp_path):
    few = {**SEVERAL, "levers.transparency": [0.8], "scenario": ["shaken"]}
    names = list(few)
    alone = {
        tuple(row[n] for n in [*names, "replication"]): row
        for row in rows(run(tmp_path / "sweep", build(vary=few))).to_pylist()
    }
    found = 0
    for row in rows(undisturbed).to_pylist():
        other = alone.get(tuple(row[n] for n in [*names, "replication"]))
        if other is not None:
            assert {**other, "point": row["point"]} == row
            found += 1
    assert found == len(alone) == 12


def test_more_replications_leave_the_first_as_they_were(undisturbed, tmp_path):
    more = values(rows(run(tmp_path / "sweep", build(vary=SEVERAL, replications=3))))
    assert [row for row in more if row["replication"] < 2] == values(rows(undisturbed))


def test_other_seeds_give_other_runs(undisturbed, tmp_path):
    other = rows(run(tmp_path / "sweep", build(vary=SEVERAL, seed=2)))
    assert other["alignment_end"] != rows(undisturbed)["alignment_end"]
