"""Runs: outcomes by name of factor, averaged and paired by replication."""

import numpy as np
import pyarrow as pa
import pytest

from orgsim.analysis.repetitions import SET
from orgsim.study.source_table import Table
from orgsim.study.tables import Runs

FACTORS = {
    "levers.broadcast": np.repeat([0.0, 0.1], 3),
    "people.trust.mean": np.tile([0.2, 0.5, 0.8], 2),
    "scenario": np.array(["calm", "shaken"] * 3, dtype=object),
}
POINT, REPLICATION = np.repeat(np.arange(6), 2), np.tile([0, 1], 6)
VALUE = 10.0 * POINT + REPLICATION


def runs(weekly=None):
    order = np.random.default_rng(1).permutation(12)  # rows come in the order of the plan
    table = pa.table(
        {
            "point": POINT[order],
            "replication": REPLICATION[order],
            "alignment_end": VALUE[order],
            "weeks": np.full(12, 26),
            "convergence_week": pa.array([None if v > 30 else v for v in VALUE[order]]),
        }
    )
    return Runs(FACTORS, table, weekly)


def test_factors_are_named_by_the_ends_of_their_keys():
    assert runs().key("broadcast") == "levers.broadcast"
    assert runs().key("trust_mean") == runs().key("mean") == "people.trust.mean"
    assert runs().key("people.trust.mean") == "people.trust.mean"
    with pytest.raises(KeyError, match="0 factors"):
        runs().key("trust")
    twice = {"organisation.levels": np.zeros(1), "other.levels": np.zeros(1)}
    with pytest.raises(KeyError, match="2 factors"):
        Runs(twice, runs().rows).key("levels")


def test_points_are_picked_and_averaged_by_replication():
    assert runs().at("alignment_end", broadcast=0.1, trust_mean=0.5).tolist() == [40.0, 41.0]
    assert runs().at("alignment_end", trust_mean=(0.2, 0.8)).tolist() == [25.0, 26.0]
    assert runs().at("alignment_end", scenario="calm", broadcast=0.0).tolist() == [10.0, 11.0]
    assert runs().at("alignment_end", broadcast=0.1 + 1e-17).tolist() == [40.0, 41.0]


def test_a_level_that_is_not_there_is_told():
    with pytest.raises(KeyError, match=r"\[0.0, 0.1\]"):
        runs().at("alignment_end", broadcast=0.3)
    with pytest.raises(KeyError, match="no point"):
        runs().only(scenario="calm", broadcast=0.0, trust_mean=0.5)


def test_curves_and_grids():
    levels, curve = runs().curve("alignment_end", "trust_mean", broadcast=0.0)
    assert levels.tolist() == [0.2, 0.5, 0.8]
    assert curve.tolist() == [[0, 1], [10, 11], [20, 21]]
    rows, columns, grid = runs().grid("alignment_end", "broadcast", "trust_mean")
    assert (rows.tolist(), columns.tolist()) == ([0.0, 0.1], [0.2, 0.5, 0.8])
    assert grid[..., 0].tolist() == [[0, 10, 20], [30, 40, 50]]


def test_times_not_reached_count_as_the_last_week():
    assert runs().each("convergence_week")[:, 0].tolist() == [0, 10, 20, 26, 26, 26]
    assert runs().each("converged")[:, 0].tolist() == [1, 1, 1, 1, 0, 0]


def test_times_of_runs_of_one_parameter_set_are_not_averaged():
    rows = pa.table(
        {
            "point": np.zeros(4, int),
            "replication": np.arange(4),
            SET: np.array([5.0, 5.0, 7.0, 7.0]),
            "weeks": np.full(4, 26),
            "convergence_week": pa.array([10.0, None, 20.0, None]),
        }
    )
    found = Runs({"levers.broadcast": np.zeros(1)}, rows)
    assert found.each("convergence_week").tolist() == [[18, 23]]
    assert found.each("converged").tolist() == [[0.5, 0.5]]
    assert found.times("convergence_week").tolist() == [[10, 26, 20, 26]]


def test_recorded_weeks():
    weekly = pa.table(
        {
            "point": np.repeat(POINT, 2),
            "replication": np.repeat(REPLICATION, 2),
            "week": np.tile([4, 8], 12),
            "trust": np.repeat(VALUE, 2) + np.tile([0.0, 0.5], 12),
        }
    )
    weeks, values = runs(weekly).weekly("trust", broadcast=0.1, trust_mean=0.5)
    assert weeks.tolist() == [4, 8]
    assert values.tolist() == [[40.0, 41.0], [40.5, 41.5]]
    change = Table("sweep").weekly_contrast("trust", "broadcast", 0.1, 0.0, trust_mean=0.5)
    assert change(runs(weekly))[0].tolist() == [4, 8]
    assert change(runs(weekly))[1].tolist() == [[30.0, 30.0]] * 2
    with pytest.raises(KeyError, match="record_weeks"):
        runs().weekly("trust")
