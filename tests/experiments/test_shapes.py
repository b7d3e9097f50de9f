"""Shapes of curves with known answers, one curve or many at once."""

import numpy as np
import pyarrow as pa
import pytest

from orgsim.study.damage import Damage, damage_since
from orgsim.study.shapes import (
    bend,
    best_at,
    crossing_at,
    half_effect_at,
    half_gone_at,
    height_above_ends,
    interaction,
    peak_at,
    sharpness,
    slope,
    smallest_step,
    steepest_at,
    value_at,
)
from orgsim.study.tables import Runs

X = np.array([0.0, 1.0, 2.0, 4.0])


@pytest.mark.parametrize(
    ("curve", "place"),
    [([0, 1, 2, 4], 2.0), ([0, 3, 3.5, 4], 2 / 3), ([4, 4, 4, 0], 3.0), ([0, 4, 0, 4], 0.5)],
)
def test_half_of_an_effect(curve, place):
    assert half_effect_at(X, np.array(curve, float)) == pytest.approx(place)


def test_a_crossing_of_many_curves_at_once():
    curves = np.array([[0, 1, 2, 3], [3, 2, 1, 0], [0, 0, 0, 0.5], [1, 2, 3, 4]], float)
    assert crossing_at(X, curves, 1.0).tolist() == [1.0, 2.0, np.inf, 0.0]


def test_steps_bends_and_peaks():
    curves = np.array([[0, 1, 2, 4], [0, 2, 1, 4], [0, 2, 3, 4]], float)
    assert smallest_step(curves).tolist() == [1, -1, 1]
    assert bend(X, curves) == pytest.approx([0, 1, -1])
    assert peak_at(X, curves).tolist() == [4, 4, 4]
    assert steepest_at(X, curves).tolist() == [0.5, 0.5, 0.5]


def test_half_is_gone_within_the_levels_there_are():
    curves = np.array([[4, 3, 1, 0], [4, 4, 4, 3], [4, 2, 3, 1]], float)
    assert half_gone_at(X, curves).tolist() == [1.5, 4.0, 1.0]


def test_the_steepest_step_is_measured_by_the_slope_from_end_to_end():
    curves = np.array([[0, 1, 2, 4], [0, 0, 4, 4], [4, 3, 2, 0]], float)
    assert sharpness(X, curves) == pytest.approx([1.0, 4.0, 1.0])


def test_an_interaction_is_what_is_left_of_a_sum():
    assert interaction(np.array([5.0]), np.array([2.0]), np.array([3.0]), np.array([1.0])) == [1.0]


def test_recovery_is_counted_from_the_shock_and_censored_at_the_end():
    calm = np.ones((9, 3))
    shaken = calm.copy()
    shaken[3:, 0] = [0.2, 0.4, 0.7, 0.8, 0.9, 1.0]  # half of 0.8 is left behind in week 5
    shaken[3:, 1] = [0.2, 0.9, 0.2, 0.9, 0.9, 0.9]  # for good from week 6 on
    shaken[3:, 2] = 0.2
    since = np.arange(6)
    damage = Damage(since, (calm - shaken)[3:][None], {"span": np.array([4.0])})
    assert damage.depth.tolist() == [pytest.approx([0.8, 0.8, 0.8])]
    assert damage.recovered[0, :2].tolist() == [2.0, 3.0]
    assert np.isnan(damage.recovered[0, 2])
    assert damage.times.tolist() == [[2.0, 3.0, damage.horizon]] == [[2.0, 3.0, 5.0]]
    sooner = damage._replace(left=0.9)
    assert sooner.recovered[0, :2].tolist() == [1.0, 3.0]


def test_damage_is_contrasted_between_the_ends_of_a_factor():
    damage = Damage(np.arange(2), np.zeros((3, 2, 2)), {"span": np.array([4.0, 8.0, 8.0])})
    values = np.array([[1.0, 2.0], [2.0, 4.0], [4.0, 6.0]])
    assert damage.contrast(values, "span").tolist() == [2.0, 3.0]


@pytest.mark.parametrize(("measure", "worse"), [("trust", -1.0), ("message_practice_gap", 1.0)])
def test_damage_is_what_is_worse_than_in_the_twin_since_the_shock(measure, worse):
    spans, strengths = np.array([4.0, 4.0, 8.0, 8.0]), np.array([0.0, 1.0, 0.0, 1.0])
    factors = {"organisation.span_of_control": spans, "shocks.0.strength": strengths}
    changed = np.array([[0.3, 0.2], [0.1, 0.0]])  # (organisations, weeks after the shock)
    seen = np.full((4, 3), 0.5)
    seen[1::2, 1:] += worse * changed
    points, weeks = np.repeat(np.arange(4), 3), np.tile([4, 8, 12], 4)
    one = {"point": points, "replication": np.zeros(12, int)}
    recorded = pa.table({**one, "week": weeks, measure: seen.ravel()})
    runs = Runs(factors, pa.table(one), recorded)
    found = damage_since(runs, 8, measure, {"strength": 1.0}, {"strength": 0.0})
    assert found.weeks.tolist() == [1.0, 5.0]
    assert found.amount[..., 0] == pytest.approx(changed)
    assert found.factors["organisation.span_of_control"].tolist() == [4.0, 8.0]


def test_the_best_is_the_top_of_a_parabola_or_an_end():
    x = np.linspace(0, 1, 6)
    y = np.stack([1 - (x - top) ** 2 for top in (0.33, 0.7, -1.0, 2.0)])
    assert best_at(x, y) == pytest.approx([0.33, 0.7, 0.0, 1.0])
    assert height_above_ends(np.array([[0.0, 3.0, 1.0], [0.0, 1.0, 2.0]])).tolist() == [2.0, 0.0]


def test_slopes_and_values_between_levels_are_those_of_a_line():
    x = np.array([0.0, 1.0, 3.0])
    y = np.stack([2 * x, 5 - x])
    assert slope(np.stack([x, x]), y) == pytest.approx([2.0, -1.0])
    assert value_at(x, y, np.array([0.5, 9.0])) == pytest.approx([1.0, 2.0])
