"""Sequential stopping: each point until its interval is narrow enough, and no further."""

import numpy as np
import pyarrow as pa
import pytest
from small_sweeps import GRID, build, rows, run, tables

from orgsim.analysis.intervals import half_width
from orgsim.sweep.executors import in_processes
from orgsim.sweep.runner import go_on
from orgsim.sweep.stopping import Replicated, Until
from orgsim.sweep.sweep_file import build_sweep

RULE = {"until": "ci_half_width(alignment_end) < 0.008", "most": 20, "batch": 4}


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """A sweep whose points need more or fewer replications."""
    sweep = build(replications=RULE, vary={**GRID, "people.habit.spread": [0.0, 0.3]})
    return run(tmp_path_factory.mktemp("stopped") / "sweep", sweep)


def by_point(store):
    found = rows(store).to_pandas().groupby("point")["alignment_end"]
    return {point: values.to_numpy() for point, values in found}


def test_points_stop_when_their_interval_is_narrow_enough(stopped):
    for values in by_point(stopped).values():
        counts = range(4, len(values) + 1, 4)
        widths = [half_width(values[:count].std(ddof=1), count) for count in counts]
        assert all(width >= 0.008 for width in widths[:-1])
        assert widths[-1] < 0.008 or len(values) == 20


def test_points_differ_in_how_many_they_need(stopped):
    counts = {len(values) for values in by_point(stopped).values()}
    assert len(counts) > 1
    assert min(counts) >= 4


def test_the_rows_are_those_of_a_fixed_number(stopped, tmp_path):
    """A replication has the same bits whatever made it necessary."""
    sweep = build(replications=20, vary={**GRID, "people.habit.spread": [0.0, 0.3]})
    fixed = rows(run(tmp_path / "sweep", sweep)).to_pylist()
    every = {(row["point"], row["replication"]): row for row in fixed}
    for row in rows(stopped).to_pylist():
        assert every[row["point"], row["replication"]] == row


def test_processes_come_to_the_same_decisions(stopped, tmp_path):
    sweep = build(replications=RULE, vary={**GRID, "people.habit.spread": [0.0, 0.3]})
    store = run(tmp_path / "sweep", sweep, in_processes(2))
    assert store.runs_file.read_bytes() == stopped.runs_file.read_bytes()


def test_an_interrupted_sweep_goes_on_to_the_same_table(stopped, tmp_path):
    from orgsim.sweep.executors import in_process

    def interrupted(tasks, recipe):
        for number, done in enumerate(in_process(tasks, recipe)):
            yield done
            if number == 1:
                raise KeyboardInterrupt

    from orgsim.sweep.runner import begin

    sweep = build(replications=RULE, vary={**GRID, "people.habit.spread": [0.0, 0.3]})
    store = begin(sweep, tmp_path / "sweep")
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            go_on(store, interrupted)
    tally = go_on(store, in_process)
    assert 0 < tally.kept < tally.done
    assert store.runs_file.read_bytes() == stopped.runs_file.read_bytes()


def test_points_that_fail_are_not_replicated_for_ever(tmp_path):
    contagion = {
        "parameters.engagement_change": [0.1, 0.65],
        "parameters.peer_contagion": [0.01, 0.5],
    }
    until = {**RULE, "until": "ci_half_width(alignment_end) < 0.000001"}
    found = rows(run(tmp_path / "sweep", build(replications=until, vary=contagion)))
    counts = found.to_pandas().groupby(["point", "status"]).size().to_dict()
    assert counts == {
        (0, "SUCCEEDED"): 20,
        (1, "SUCCEEDED"): 20,
        (2, "SUCCEEDED"): 20,
        (3, "FAILED"): 4,
    }


def test_the_order_of_rows_turns_no_decision():
    rule = Until(until="ci_half_width(trust_end) < 0.5", most=64, batch=32)
    values = np.random.default_rng(1).normal(size=(5, 32))
    table = pa.table(
        {
            "point": np.repeat(np.arange(5), 32),
            "replication": np.tile(np.arange(32), 5),
            "trust_end": values.ravel(),
        }
    )
    forward, backward = Replicated(rule, 5), Replicated(rule, 5)
    for replicated, order in ((forward, range(160)), (backward, reversed(range(160)))):
        replicated.expect(32)
        for row in order:
            replicated.add(table.slice(row, 1))
    assert np.array_equal(forward.values, backward.values)
    open_points = forward.still_open(np.arange(5))
    widths = np.array([half_width(row.std(ddof=1), 32) for row in values])
    assert open_points.tolist() == np.flatnonzero(widths >= 0.5).tolist()


def test_the_rule_has_defaults():
    rule = {"until": "ci_half_width(alignment_end) < 0.01"}
    found = build_sweep(tables(replications=rule)).tables.replications
    assert (found.most, found.batch) == (100, 8)
