"""Parameter sets in sweeps: in their rows, over processes, replayed, varied, and refused."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from plain_runs import PLAIN
from small_sweeps import BASE, build, rows, run, values

from orgsim.errors import UserError
from orgsim.io.provenance import numbers_hash
from orgsim.parameter_sets import NUMBERS, set_of
from orgsim.sweep.estimate import rests_alone
from orgsim.sweep.executors import in_processes
from orgsim.sweep.read_results import read_rows
from orgsim.sweep.replay import RunId, replay
from orgsim.sweep.verify import verify

DRAWN = {**BASE, "run": {**PLAIN, "weeks": 4, "parameter_sets": "posterior"}}
VARY = {"levers.leader_modelling": [0.1, 0.9]}
SETS = 12


@pytest.fixture(autouse=True)
def posterior(tmp_path_factory, monkeypatch):
    path = tmp_path_factory.mktemp("sets") / "sets.parquet"
    pq.write_table(pa.table({"parameters.trust_gain": np.linspace(0.01, 0.3, SETS)}), path)
    monkeypatch.setenv("ORGSIM_POSTERIOR", str(path))
    return path


def test_rows_name_their_set_and_are_the_same_bits_over_processes_and_replayed(tmp_path):
    sweep = build(base=DRAWN, vary=VARY, replications=3)
    found = rows(run(tmp_path / "one", sweep))
    config = sweep.recipe.config(sweep.design.values(0))
    expected = [set_of(config, 1, replication) for replication in range(3)]
    assert [row["parameter_set"] for row in values(found)] == expected * 2
    store = run(tmp_path / "two", sweep, in_processes(2))
    assert values(rows(store)) == values(found)
    again = replay(sweep, RunId(1, 2), tmp_path / "replayed")
    assert again["alignment"] == values(found)[5]["alignment_end"]
    checked = verify(store)
    assert checked.holds
    assert checked.sampled == 6


def test_sets_are_varied_by_number_or_all(tmp_path):
    sweep = build(vary={"run.parameter_sets": [0, 7]}, replications=2)
    assert rests_alone(sweep)
    found = values(rows(run(tmp_path / "some", sweep)))
    assert [row["parameter_set"] for row in found] == [0, 0, 7, 7]
    assert len({row["trust_end"] for row in found}) == 4
    every = build(vary={"run.parameter_sets": "all"})
    assert list(every.design.columns["run.parameter_sets"]) == list(range(SETS))
    with pytest.raises(UserError, match="there is no set 12; allowed: 0 to 11"):
        build(vary={"run.parameter_sets": [0, SETS]})


def test_a_sweep_of_numbers_that_sets_hold_stays_at_the_point(tmp_path):
    varied = {"parameters.trust_gain": [0.1, 0.2]}
    found = values(rows(run(tmp_path / "point", build(vary=varied))))
    assert [row["parameter_set"] for row in found] == [None] * 4


def test_a_number_that_is_varied_holds_in_all_sets(tmp_path, posterior):
    """Sets of it alone: each is what the point is, whatever it says itself."""
    varied = {"parameters.trust_gain": [0.1, 0.2]}
    found = values(rows(run(tmp_path / "drawn", build(base=DRAWN, vary=varied))))
    assert all(row["parameter_set"] is not None for row in found)
    plain = {**DRAWN, "run": {**DRAWN["run"], "parameter_sets": "point"}}
    fixed = values(rows(run(tmp_path / "point", build(base=plain, vary=varied))))
    assert [row["trust_end"] for row in found] == [row["trust_end"] for row in fixed]


def test_a_number_at_its_default_would_be_each_set_s_and_is_refused():
    varied = {"parameters.trust_gain": [0.1, NUMBERS["parameters.trust_gain"].default]}
    with pytest.raises(UserError, match=r'is its default, where each parameter set.*= "point"'):
        build(base=DRAWN, vary=varied)
    build(base=DRAWN, vary={"people.trust.mean": [0.3, NUMBERS["people.trust.mean"].default]})


def test_rows_of_other_sets_do_not_go_together(posterior):
    before = numbers_hash()
    pq.write_table(pa.table({"parameters.trust_gain": [0.5]}), posterior)
    assert numbers_hash() != before


def test_points_are_as_sure_as_their_sets(tmp_path):
    """Twelve replications of twelve sets are ten repetitions: two sets come twice."""
    sweep = build(base={**DRAWN, "run": {**DRAWN["run"], "weeks": 1}}, vary=VARY, replications=12)
    store = run(tmp_path / "sweep", sweep)
    found, _ = read_rows(store)
    table = found.by_point(found.column("trust_end"))
    assert table.shape == (2, 10)
    of_point = [row["trust_end"] for row in values(rows(store)) if row["point"] == 1]
    np.testing.assert_allclose(table[1, :2], np.mean([of_point[:2], of_point[10:]], axis=0))
    np.testing.assert_array_equal(table[1, 2:], of_point[2:10])
    varied = run(tmp_path / "varied", build(vary={"run.parameter_sets": [0, 7]}, replications=2))
    own, _ = read_rows(varied)
    assert own.by_point(own.column("trust_end")).shape == (2, 2)
