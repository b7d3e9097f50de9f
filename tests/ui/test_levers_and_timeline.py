"""Levers in sections and for groups; interventions and shocks as rows."""

import pytest

from orgsim.model.interventions import INTERVENTIONS, SHOCKS
from orgsim.model.parameters import LEVERS
from orgsim.ui.scenario.lever_settings import (
    REST,
    sections,
    setting,
    with_lever,
    without_lever,
)
from orgsim.ui.scenario.timeline.timeline_rows import (
    added,
    altered,
    entries,
    menu,
    moved,
    removed,
    resized,
    rows,
)
from orgsim.ui.shared.scenarios.presets import presets
from orgsim.ui.shared.scenarios.scenario import Scenario
from orgsim.ui.shared.scenarios.scenario_links import from_query


def test_every_lever_is_in_one_section():
    found = sections(lever.name for lever in LEVERS)
    shown = [name for names in found.values() for name in names]
    assert sorted(shown) == sorted(lever.name for lever in LEVERS)


def test_a_lever_without_a_place_is_on_the_page_all_the_same():
    declared = [lever.name for lever in LEVERS]
    found = sections([*declared, "praise"])
    assert found == {**sections(declared), REST: ("praise",)}
    assert list(found)[-1] == REST


def test_a_lever_says_its_unit_range_and_source():
    config = Scenario().config()
    for lever in LEVERS:
        one = setting(config, config, lever.name)
        assert lever.unit in one.help
        assert lever.source in one.help
        assert lever.low <= one.value <= one.slider_end <= lever.high


@pytest.mark.parametrize("preset", presets())
def test_a_slider_stands_on_a_step_next_to_the_value(preset):
    config = Scenario(preset).config()
    for lever in LEVERS:
        one = setting(config, config, lever.name)
        steps = one.slider_value / one.step
        assert steps == pytest.approx(round(steps), abs=1e-9)
        assert abs(one.slider_value - one.value) <= one.step / 2 + 1e-9


def test_a_group_has_a_value_of_its_own_until_it_is_taken_back():
    start = Scenario()
    moved = with_lever(start, "transparency", 0.9, "managers")
    config, began = moved.config(), start.config()
    assert setting(config, began, "transparency", "managers").value == 0.9
    assert setting(config, began, "transparency").value == began.levers.transparency
    assert setting(config, began, "transparency", "managers").changed
    assert not setting(config, began, "red_tape", "managers").changed
    assert not setting(config, began, "red_tape", "managers").own
    assert without_lever(moved, "transparency", "managers") == start


def test_groups_and_events_travel_in_an_address():
    scenario = with_lever(Scenario("retail"), "red_tape", 0.4, "unit:2")
    scenario = added(added(scenario, "interventions", "presence"), "shocks", "scandal", 30)
    assert from_query(scenario.to_query()) == scenario


@pytest.mark.parametrize("list_name", ["interventions", "shocks"])
def test_whatever_is_offered_can_be_added(list_name):
    for offer in menu(list_name, Scenario()):
        assert rows(added(Scenario(), list_name, offer.kind))[0].kind == offer.kind


def test_the_menu_is_of_the_declarations():
    assert {offer.kind for offer in menu("interventions", Scenario())} == set(INTERVENTIONS) - {
        "custom"
    }
    assert {offer.kind for offer in menu("shocks", Scenario())} == set(SHOCKS)


def test_a_row_says_what_it_costs_as_it_is_run():
    scenario = added(added(Scenario(), "interventions", "presence"), "shocks", "scandal", 30)
    (programme, event) = rows(altered(scenario, rows(scenario)[0], strength=0.5))
    assert programme.costs.startswith(
        "Costs 4 hours a week of each leader concerned, and 0 EUR a week for each person concerned."
    )
    assert event.costs == ""


def test_a_row_is_changed_and_taken_away():
    start = Scenario()
    scenario = added(start, "interventions", "workshops")
    (row,) = rows(scenario)
    assert row.when == "from week 9"
    shorter = altered(scenario, row, weeks=12, strength=2.0, who="managers")
    (row,) = rows(shorter)
    assert (row.when, row.strength, row.who) == ("weeks 9–20", 2.0, "Managers")
    bar = row.bar(156)
    assert (bar["label"], bar["when"]) == ("Workshops ×2", "weeks 9–20")
    assert (bar["first"], bar["last"], bar["endless"], bar["shock"]) == (9, 20, False, False)
    assert "who" not in entries(altered(shorter, row, who=None), "interventions")[0]
    assert removed(shorter, row) == start


def test_a_bar_is_moved_and_resized_within_the_weeks():
    scenario = added(added(Scenario(), "interventions", "presence"), "shocks", "scandal", 30)
    weeks = scenario.config().run.weeks
    (presence, scandal) = rows(scenario)
    assert presence.bar(weeks)["last"] == weeks
    assert presence.bar(weeks)["endless"]
    shorter = resized(scenario, presence, 20)
    assert rows(shorter)[0].when == "weeks 9–20"
    assert rows(moved(shorter, rows(shorter)[0], 3))[0].when == "weeks 3–14"
    assert rows(moved(shorter, rows(shorter)[0], -5))[0].when == "weeks 1–12"
    assert rows(resized(shorter, rows(shorter)[0], 2))[0].when == "week 9"
    before = rows(shorter)[0]
    assert rows(resized(moved(shorter, before, 10), before, 22))[0].when == "weeks 10–22"
    assert resized(shorter, rows(shorter)[0], weeks).config() == scenario.config()
    assert rows(moved(scenario, scandal, weeks + 9))[-1].when == f"week {weeks}"


def test_rows_of_a_variant_are_those_of_its_file():
    assert [row.kind for row in rows(Scenario("retail", "both"))] == [
        "training_programme",
        "presence",
    ]
