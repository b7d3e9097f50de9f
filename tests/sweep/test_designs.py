"""Designs: how many points, within which bounds, of which kind, and well spread."""

import math
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from scipy.stats import qmc
from small_sweeps import BASE, build

from orgsim.errors import UserError
from orgsim.sweep.design import MOST_POINTS, Design, Range, make_design
from orgsim.sweep.design_table import read_table
from orgsim.sweep.sweep_file import build_sweep

UNIT = Range(**{"from": 0.0, "to": 1.0})
SPAN = Range(**{"from": 2.0, "to": 10.0})
LOG = Range(**{"from": 0.001, "to": 10.0, "log": True})
WHOLE = Range(**{"from": 1, "to": 4, "integer": True})
MIXED = {"a": SPAN, "b": LOG, "c": WHOLE, "d": ("x", "y", "z"), "e": (True, False)}


def test_a_grid_has_all_combinations_the_last_factor_fastest():
    steps = Range(**{"from": 0.0, "to": 1.0, "steps": 3})
    design = make_design("grid", {"a": steps, "b": ("x", "y")}, None, 1)
    assert [design.values(point) for point in range(len(design))] == [
        (0.0, "x"),
        (0.0, "y"),
        (0.5, "x"),
        (0.5, "y"),
        (1.0, "x"),
        (1.0, "y"),
    ]


def test_a_grid_on_a_log_scale_has_equal_ratios():
    grid = Range(**{"from": 0.01, "to": 100.0, "steps": 5, "log": True}).grid()
    assert grid == pytest.approx([0.01, 0.1, 1.0, 10.0, 100.0])
    assert (grid[0], grid[-1]) == (0.01, 100.0)


@pytest.mark.parametrize(("points", "factors", "seed"), [(1, 1, 0), (5, 3, 1), (64, 17, 9)])
def test_a_latin_hypercube_has_the_bits_of_scipy(points, factors, seed):
    design = make_design("lhs", {f"x{n}": UNIT for n in range(factors)}, points, seed)
    scipys = qmc.LatinHypercube(factors, rng=np.random.default_rng(seed)).random(points)
    assert (np.column_stack(list(design.columns.values())) == scipys).all()


def test_whole_numbers_of_a_grid_come_once():
    assert Range(**{"from": 1, "to": 3, "steps": 9, "integer": True}).grid().tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("kind", "points", "count"),
    [("lhs", 50, 50), ("sobol", 64, 64), ("saltelli", 16, 16 * 12), ("morris", 10, 60)],
)
def test_samples_have_their_number_of_points_within_bounds(kind, points, count):
    design = make_design(kind, MIXED, points, 3)
    columns = design.columns
    assert len(design) == count
    assert (columns["a"] >= 2).all()
    assert (columns["a"] <= 10).all()
    assert (columns["b"] >= 0.001).all()
    assert (columns["b"] <= 10).all()
    assert set(columns["c"].tolist()) == {1, 2, 3, 4}
    assert columns["c"].dtype == np.int64
    assert set(columns["d"]) == {"x", "y", "z"}
    assert set(columns["e"].tolist()) == {True, False}


def test_a_latin_hypercube_has_one_point_in_every_slice():
    design = make_design("lhs", {"a": SPAN, "b": LOG}, 40, 1)
    linear = (design.columns["a"] - 2) / 8
    log = (np.log(design.columns["b"]) - math.log(0.001)) / math.log(10_000)
    for share in (linear, log):
        assert sorted((share * 40).astype(int)) == list(range(40))


def test_a_sobol_sequence_is_balanced_in_every_pair_of_factors():
    design = make_design("sobol", {"a": SPAN, "b": SPAN}, 64, 1)
    a, b = (((design.columns[name] - 2) / 8 * 8).astype(int) for name in "ab")
    assert (np.bincount(a * 8 + b, minlength=64) == 1).all()


def test_whole_numbers_of_a_sample_are_equally_likely():
    count = np.bincount(make_design("sobol", {"c": WHOLE}, 1024, 1).columns["c"])[1:]
    assert (abs(count - 256) <= 1).all()


def test_values_of_a_list_are_equally_likely():
    drawn = make_design("lhs", {"d": ("x", "y", "z")}, 300, 1).columns["d"].tolist()
    assert {name: drawn.count(name) for name in "xyz"} == {"x": 100, "y": 100, "z": 100}


def test_saltelli_swaps_one_factor_at_a_time():
    columns = make_design("saltelli", {"a": SPAN, "b": LOG}, 4, 1).columns
    points = np.stack([columns["a"], columns["b"]], axis=1).reshape(4, 6, 2)
    first, last = points[:, 0], points[:, 5]
    for number in range(2):
        swapped = points[:, 1 + number]
        assert (swapped[:, number] == last[:, number]).all()
        assert (swapped[:, 1 - number] == first[:, 1 - number]).all()


def test_morris_moves_one_factor_at_a_time():
    columns = make_design("morris", {"a": SPAN, "b": LOG, "c": WHOLE}, 6, 1).columns
    points = np.stack([columns[name] for name in "abc"], axis=1).reshape(6, 4, 3)
    assert ((np.diff(points, axis=1) != 0).sum(axis=2) == 1).all()


@pytest.mark.parametrize("kind", ["lhs", "sobol", "saltelli", "morris"])
def test_a_seed_gives_the_same_points_and_another_others(kind):
    first, again, other = (make_design(kind, {"a": SPAN, "b": LOG}, 8, seed) for seed in (1, 1, 2))
    assert first.columns["a"].tolist() == again.columns["a"].tolist()
    assert first.columns["a"].tolist() != other.columns["a"].tolist()


@pytest.mark.parametrize("kind", ["lhs", "sobol", "saltelli", "morris"])
def test_seeds_may_have_63_bits(kind):
    assert len(make_design(kind, {"a": SPAN, "b": LOG}, 8, 2**63 - 1))


@pytest.mark.parametrize("kind", ["saltelli", "lhs", "grid"])
def test_more_points_than_there_is_room_for_are_refused_at_once(kind):
    steps = Range(**{"from": 0.0, "to": 1.0, "steps": 4_000}) if kind == "grid" else SPAN
    points = None if kind == "grid" else 2**24
    with pytest.raises(UserError, match=f"at most {MOST_POINTS:,}"):
        make_design(kind, {"a": steps, "b": steps}, points, 1)


TABLE = """levers.transparency; organisation.people; scenario; mechanisms.turnover
0.25;40;calm;true
1;50;shaken;false
"""


def test_a_table_of_points_from_text(tmp_path: Path):
    (tmp_path / "points.csv").write_text(TABLE, encoding="utf-8-sig")
    design = read_table(tmp_path / "points.csv")
    assert [design.values(0), design.values(1)] == [
        (0.25, 40, "calm", True),
        (1.0, 50, "shaken", False),
    ]


def test_a_table_of_points_from_parquet(tmp_path: Path):
    columns = {
        "point": pa.array([0, 1]),
        "levers.transparency": pa.array([0.25, 1], pa.float32()),
        "organisation.people": pa.array([40, 50], pa.uint8()),
        "scenario": pa.array(["calm", "shaken"]).dictionary_encode(),
        "mechanisms.turnover": pa.array([True, False]),
    }
    pq.write_table(pa.table(columns), tmp_path / "points.parquet")
    design = read_table(tmp_path / "points.parquet")
    assert design.values(1) == (1.0, 50, "shaken", False)
    assert [column.dtype.kind for column in design.columns.values()] == ["f", "i", "O", "b"]


def test_a_sweep_of_a_table(tmp_path: Path):
    (tmp_path / "points.csv").write_text(TABLE, encoding="utf-8")
    sweep = build_sweep({"base": BASE, "design": "table", "table": "points.csv"}, folder=tmp_path)
    config = sweep.recipe.config(sweep.design.values(1))
    assert config.organisation.people == 50
    assert config.levers.transparency == 1
    assert len(config.shocks) == 1
    assert not config.mechanisms.turnover


def test_keys_may_be_quoted_or_tables():
    plain = build(vary={"levers": {"transparency": {"from": 0.1, "to": 0.9, "steps": 2}}})
    quoted = build(vary={"levers.transparency": {"from": 0.1, "to": 0.9, "steps": 2}})
    assert plain.design.columns.keys() == quoted.design.columns.keys() == {"levers.transparency"}
    assert build(set={"levers": {"feedback": 0.7}}).base["levers"] == {
        "transparency": 0.4,
        "feedback": 0.7,
    }


def test_any_key_can_vary_also_in_lists_and_scenarios():
    sweep = build(
        vary={
            "scenario": ["shaken"],
            "shocks.0.strength": [0.5],
            "organisation.span_of_control": [3.0],
            "people.trust.mean": [0.3],
            "run.weeks": [4],
        }
    )
    config = sweep.recipe.config(sweep.design.values(0))
    assert config.shocks[0].strength == 0.5
    assert (config.organisation.span_of_control, config.run.weeks) == (3.0, 4)
    assert config.people.trust.mean == 0.3


def test_values_of_one_kind_keep_it():
    design = make_design("grid", {"a": (1, 2.5), "b": (1, 2), "c": (True,)}, None, 1)
    assert [column.dtype.kind for column in design.columns.values()] == ["f", "i", "b"]
    assert isinstance(Design(design.columns).values(0)[1], int)
