"""Quantities asked of a table: calculated with like numbers, and knowing the levels they need."""

import numpy as np
import pyarrow as pa
import pytest

from orgsim.study.declaration import Ablation
from orgsim.study.evidence import mean_in, means_in, place_in
from orgsim.study.findings import above, named, predict, report
from orgsim.study.quantities import Contrast, Curve, at, quantity, together
from orgsim.study.shapes import half_effect_at
from orgsim.study.tables import Runs

FACTORS = {
    "levers.broadcast": np.repeat([0.0, 1.0], 3),
    "levers.feedback": np.tile([0.0, 0.5, 1.0], 2),
}
POINT, REPLICATION = np.repeat(np.arange(6), 2), np.tile([0, 1], 6)
VALUE = np.array([0.0, 1.0, 3.0, 10.0, 14.0, 20.0])[POINT] * (1 + REPLICATION)
ROWS = {"point": POINT, "replication": REPLICATION, "weeks": np.full(12, 26)}
RUNS = Runs(FACTORS, pa.table({**ROWS, "trust_end": VALUE}))
BY_VOLUME = Contrast("trust_end", "broadcast", 1.0, 0.0, {"feedback": 0.0})


def test_quantities_are_calculated_with_like_numbers():
    low, high = at("trust_end", broadcast=0.0), at("trust_end", broadcast=1.0)
    one, other = low(RUNS), high(RUNS)
    assert ((high - low) / 2 * low + 1)(RUNS) == pytest.approx((other - one) / 2 * one + 1)
    assert (high / low)(RUNS) == pytest.approx(other / one)


def test_a_contrast_is_the_change_by_a_factor():
    assert BY_VOLUME(RUNS).tolist() == [10.0, 20.0]
    levels, changes = Contrast("trust_end", "broadcast", 1.0, 0.0).over("feedback")(RUNS)
    assert levels.tolist() == [0.0, 0.5, 1.0]
    assert changes.tolist() == [[10, 20], [13, 26], [17, 34]]


def test_together_is_the_interaction_of_two_factors():
    both = together("trust_end", broadcast=(1.0, 0.0), feedback=(1.0, 0.0))
    assert both(RUNS).tolist() == [20 - 10 - 3 + 0, 2 * (20 - 10 - 3 + 0)]
    assert both.keep == {"broadcast": (1.0, 0.0), "feedback": (1.0, 0.0)}


def test_an_ablation_of_a_difference_needs_the_levels_of_both():
    difference = BY_VOLUME - at("trust_end", broadcast=0.0, feedback=(0.5, 1.0))
    ablation = Ablation("name", "What.", "points", "source", difference, off=("deeds and words",))
    assert ablation.kept() == {"broadcast": (1.0, 0.0), "feedback": (0.0, 0.5, 1.0)}
    off = {"mechanisms.deeds": False, "mechanisms.words": False}
    assert ablation.variants() == {"nothing": {}, "deeds and words": off}


def test_a_function_becomes_a_quantity_of_what_it_is_given_besides():
    @quantity
    def times(runs, factor, more=0.0):
        return factor * runs.at("trust_end", broadcast=0.0, feedback=1.0) + more

    assert (times(2.0, more=1.0) - times(1.0))(RUNS).tolist() == [4.0, 7.0]


def test_estimates_are_made_of_the_table_of_a_source():
    tables, curve = {"source": RUNS}, Curve("trust_end", "feedback", {"broadcast": 0.0})
    assert mean_in("source", BY_VOLUME)(tables).value == 15.0
    ratio = means_in("source", np.divide, BY_VOLUME, at("trust_end", broadcast=1.0, feedback=1.0))
    assert ratio(tables).value == pytest.approx(0.5)
    place = place_in("source", half_effect_at, curve, "half of the way")
    assert place(tables).value == pytest.approx(0.625)
    other = Curve("trust_end", "feedback", {"broadcast": 1.0})
    later = place_in("source", half_effect_at, curve, "how much later", other)
    assert later(tables).value == pytest.approx(0.625 - 7 / 12)


def test_numbers_and_predictions_are_named():
    (found,) = named(gain=report("what it gains", "points", lambda tables, more: more, "given"))
    assert (found.name, found.statement, found.unit) == ("gain", "what it gains", "points")
    assert found.estimate({}) == "given"
    (judged,) = named(it_helps=predict(above(0.0), "points", mean_in("source", BY_VOLUME)))
    assert (judged.name, judged.expects) == ("it_helps", above(0.0))
    assert judged.estimate({"source": RUNS}).value == 15.0
