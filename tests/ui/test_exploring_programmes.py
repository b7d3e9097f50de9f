"""Programmes one by one: bars against scenarios that are simulated one by one, and their table."""

import csv

import pytest
from plain_scenarios import plain_scenario

from orgsim.analysis.comparison import paired_difference
from orgsim.measures.outcomes import MEASURES, at_end
from orgsim.model.interventions import INTERVENTIONS
from orgsim.simulation import simulate
from orgsim.ui.explore import programme_effects
from orgsim.ui.explore.bar_charts import programmes_chart
from orgsim.ui.explore.programme_effects import (
    effects,
    programme_trials,
    programme_words,
    programmes,
)
from orgsim.ui.shared.exports.downloads import programmes_csv

GAP = "message_practice_gap"
OWN = [{"kind": "presence", "start": 2, "weeks": 3, "strength": 0.5}]
RUNS = 4


@pytest.fixture(scope="module")
def small():
    values = {"organisation.people": 30, "run.weeks": 8, "interventions": OWN}
    return plain_scenario(values=values)


@pytest.fixture(scope="module")
def found(small):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(programme_effects, "TORNADO_STAGES", (2, RUNS))
        return list(programmes(small, 4, lambda: False))[-1]


def end(scenario):
    config = scenario.with_value("run.replications", RUNS).config()
    return at_end(GAP, simulate({"": config})[""].measures[GAP])


def test_every_programme_is_tried_for_the_same_weeks_and_ones_own_as_it_is_set(small):
    own, *others = programme_trials(small, 4)
    assert own.label == "Presence ×0.5, weeks 2–4, as set"
    assert own.scenario.value("interventions") == []
    assert len(others) == len(INTERVENTIONS) - 1
    for each in others:
        _, added = each.scenario.value("interventions")
        assert (added["start"], added["weeks"], added["strength"]) == (1, 4, 1.0)
    assert programme_trials(small, None)[1].scenario.value("interventions")[1]["weeks"] is None


def test_bars_are_paired_differences_with_and_without(small, found):
    by_label = {each.label: each.difference for each in effects(found, GAP)}
    without = small.with_value("interventions", [])
    own = paired_difference(end(small), end(without))
    assert by_label["Presence ×0.5, weeks 2–4, as set"][:3] == pytest.approx(own[:3])
    more = [*OWN, {"kind": "feedback_360", "start": 1, "weeks": 4}]
    added = paired_difference(end(small.with_value("interventions", more)), end(small))
    assert by_label["Feedback 360"][:3] == pytest.approx(added[:3])
    assert found.share == 1.0
    assert found.replications == RUNS


def test_words_chart_and_table_agree(found):
    shown = effects(found, GAP)
    sizes = [abs(each.difference.mean) for each in shown]
    assert sizes == sorted(sizes, reverse=True)
    said = " ".join(programme_words(shown, found, GAP))
    for each in shown:
        assert (f"{each.label}" in said.partition("Open after 4 replications: ")[2]) == (
            not each.difference.decided
        )
    chart = programmes_chart(shown, GAP)
    assert chart["yAxis"]["data"] == [each.label for each in shown[::-1]]
    assert chart["series"][0]["data"][-1]["value"] == shown[0].difference.mean
    rows = list(csv.DictReader(programmes_csv(found).splitlines()))
    assert len(rows) == len(MEASURES) * len(shown)
    first = next(row for row in rows if row["measure"] == MEASURES[GAP].label)
    assert first["programme"] == shown[0].label
    assert float(first["difference"]) == pytest.approx(shown[0].difference.mean, rel=1e-5)
