"""Quantities asked of a table: calculated with like numbers, and knowing the levels they need."""

import numpy as np
import pyarrow as pa
import pytest

from orgsim.study.case_reports import report_each
from orgsim.study.declaration import Ablation, ablate
from orgsim.study.evidence import INTERACTION, PAIRED
from orgsim.study.findings import above, named, predict, report
from orgsim.study.outcome_curves import of_means, ratio
from orgsim.study.shapes import half_effect_at
from orgsim.study.source_table import Table
from orgsim.study.tables import Runs

FACTORS = {
    "levers.broadcast": np.repeat([0.0, 1.0], 3),
    "levers.feedback": np.tile([0.0, 0.5, 1.0], 2),
}
POINT, REPLICATION = np.repeat(np.arange(6), 2), np.tile([0, 1], 6)
VALUE = np.array([0.0, 1.0, 3.0, 10.0, 14.0, 20.0])[POINT] * (1 + REPLICATION)
ROWS = {"point": POINT, "replication": REPLICATION, "weeks": np.full(12, 26)}
RUNS = Runs(FACTORS, pa.table({**ROWS, "trust_end": VALUE}))
TABLES = {"effort": RUNS}
EFFORT = Table("effort", "points")
OFF = {"no feedback": {"levers.feedback": 0.0}}
BY_VOLUME = EFFORT.contrast("trust_end", "broadcast", 1.0, 0.0, feedback=0.0)


def test_quantities_are_calculated_with_like_numbers():
    low, high = (EFFORT.at("trust_end", broadcast=level) for level in (0.0, 1.0))
    one, other = low(RUNS), high(RUNS)
    assert ((high - low) / 2 * low + 1)(RUNS) == pytest.approx((other - one) / 2 * one + 1)
    assert (1 - high / low)(RUNS) == pytest.approx(1 - other / one)


def test_quantities_know_their_source_and_unit():
    change = BY_VOLUME - EFFORT.at("trust_end", broadcast=0.0)
    assert (change.source, change.unit, change.method) == ("effort", "points", PAIRED)
    assert (change / 2).unit == "points"
    assert (change / change).unit == ""
    assert (change / change).measured_in("of it").unit == "of it"
    assert change.called("mean").method == "mean"
    with pytest.raises(ValueError, match="two sources, 'effort' and 'other'"):
        change - Table("other").at("trust_end")


def test_a_contrast_is_the_change_by_a_factor():
    assert BY_VOLUME(RUNS).tolist() == [10.0, 20.0]
    change = EFFORT.contrast("trust_end", "broadcast", 1.0, 0.0)
    levels, changes = change.over("feedback")(RUNS)
    assert levels.tolist() == [0.0, 0.5, 1.0]
    assert changes.tolist() == [[10, 20], [13, 26], [17, 34]]


def test_together_is_the_interaction_of_two_factors():
    both = EFFORT.together("trust_end", broadcast=(1.0, 0.0), feedback=(1.0, 0.0))
    assert both(RUNS).tolist() == [20 - 10 - 3 + 0, 2 * (20 - 10 - 3 + 0)]
    assert both.keep == {"broadcast": (1.0, 0.0), "feedback": (1.0, 0.0)}
    assert both.method == INTERACTION


def test_an_ablation_of_a_difference_needs_the_levels_of_both():
    difference = BY_VOLUME - EFFORT.at("trust_end", broadcast=0.0, feedback=(0.5, 1.0))
    ablation = Ablation(
        "name", "What.", "points", "source", difference, off=("deeds and peers", OFF)
    )
    assert ablation.kept() == {"broadcast": (1.0, 0.0), "feedback": (0.0, 0.5, 1.0)}
    off = {"mechanisms.deeds": False, "mechanisms.peers": False}
    assert ablation.variants() == {"nothing": {}, "deeds and peers": off, **OFF}


def test_an_ablation_is_of_the_source_and_unit_of_its_quantity():
    (found,) = named(through=ablate("What.", BY_VOLUME, ("deeds",), feedback=(0.0, 1.0)))
    assert (found.name, found.source, found.unit) == ("through", "effort", "points")
    assert found.kept() == {"broadcast": (1.0, 0.0), "feedback": (0.0, 1.0)}


def test_a_function_becomes_a_quantity_or_a_curve_of_what_it_is_given_besides():
    @EFFORT.quantity
    def times(runs, factor, more=0.0):
        return factor * runs.at("trust_end", broadcast=0.0, feedback=1.0) + more

    @EFFORT.levels
    def by_feedback(runs, broadcast):
        return runs.curve("trust_end", "feedback", broadcast=broadcast)

    assert (times(2.0, more=1.0) - times(1.0))(RUNS).tolist() == [4.0, 7.0]
    assert by_feedback(0.0).values(TABLES).tolist() == [[0, 0], [1, 2], [3, 6]]


def test_curves_are_calculated_with_and_looked_at_by_level():
    quiet, loud = (EFFORT.curve("trust_end", "feedback", broadcast=level) for level in (0.0, 1.0))
    assert (loud - quiet).values(TABLES).tolist() == [[10, 20], [13, 26], [17, 34]]
    assert (loud - quiet.nth(-1)).values(TABLES).tolist() == [[7, 14], [11, 22], [17, 34]]
    assert (loud / loud).values(TABLES).tolist() == [[1, 1]] * 3
    assert loud.gained().values(TABLES).tolist() == [[0, 0], [4, 8], [10, 20]]
    assert [loud.near(level)(RUNS)[0] for level in (-1.0, 0.4, 9.0)] == [10, 14, 20]
    assert loud.below(1.0)(RUNS)[0].tolist() == [0.0, 0.5]
    with pytest.raises(ValueError, match="different levels"):
        (loud - loud.below(1.0))(RUNS)
    there = EFFORT.over("feedback", lambda level: EFFORT.at("trust_end", feedback=level))
    assert there.values(TABLES)[:, 0].tolist() == [5, 7.5, 11.5]
    levels, values = EFFORT.through({5.0: quiet.nth(0), 9.0: loud.nth(0)})(RUNS)
    assert (levels.tolist(), values.tolist()) == ([5, 9], [[0, 0], [10, 20]])


def test_a_family_has_a_curve_for_each_level_of_a_factor():
    family = EFFORT.curves("trust_end", "feedback", "broadcast", "volume {:g}").gained()
    levels, curves = family(TABLES)
    assert levels.tolist() == [0.0, 0.5, 1.0]
    assert {name: values[:, 0].tolist() for name, values in curves.items()} == {
        "volume 0": [0, 1, 3],
        "volume 1": [0, 4, 10],
    }


def test_estimates_are_made_of_the_table_of_a_source():
    curve, other = (EFFORT.curve("trust_end", "feedback", broadcast=level) for level in (0.0, 1.0))
    assert BY_VOLUME.estimate(TABLES).value == 15.0
    share = ratio(BY_VOLUME, other.nth(-1), "times")
    by_hand = of_means(np.divide, BY_VOLUME, other.nth(-1), what="ratio of means")
    assert share(TABLES).value == by_hand(TABLES).value == pytest.approx(0.5)
    assert (share.unit, share(TABLES).method) == ("times", by_hand(TABLES).method)
    place = curve.place(half_effect_at, "half of the way")
    assert place(TABLES).value == pytest.approx(0.625)
    later = curve.place(half_effect_at, "how much later", less=other)
    assert later(TABLES).value == pytest.approx(0.625 - 7 / 12)


def test_a_number_is_reported_of_each_case():
    def effect(leaders, without=""):
        return BY_VOLUME.measured_in(f"points of {leaders}{without and f', no {without}'}")

    found = report_each("{}_add", "what {} add", effect, {"all": "all leaders", "top": "a few"})
    assert {name: each.statement for name, each in found.items()} == {
        "all_add": "what all leaders add",
        "top_add": "what a few add",
    }
    both = report_each("{}_less_{}", "{} without {}", effect, ("all",), ("trust", "fair_play"))
    assert [*both] == ["all_less_trust", "all_less_fair_play"]
    assert both["all_less_fair_play"].statement == "all without fair play"
    assert both["all_less_trust"].unit == "points of all, no trust"
    assert both["all_less_trust"].estimate(TABLES).value == 15.0


def test_numbers_and_predictions_are_named():
    (found,) = named(gain=report("what it gains", "points", lambda tables, more: more, "given"))
    assert (found.name, found.statement, found.unit) == ("gain", "what it gains", "points")
    assert found.estimate({}) == "given"
    (judged,) = named(it_helps=predict(above(0.0), BY_VOLUME))
    assert (judged.name, judged.expects, judged.unit) == ("it_helps", above(0.0), "points")
    assert judged.estimate(TABLES).value == 15.0
    (other,) = named(it_helps=predict(above(0.0), "points of trust", BY_VOLUME))
    assert other.unit == "points of trust"
    with pytest.raises(ValueError, match="without a unit"):
        report("a ratio", BY_VOLUME / BY_VOLUME)
