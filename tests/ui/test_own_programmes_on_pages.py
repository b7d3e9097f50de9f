"""Programmes of one's own on the pages: offered, named, costed, in links and in files."""

import pytest
from plain_runs import PLAIN

from orgsim.config.files import build
from orgsim.errors import UserError
from orgsim.ui.explore.programme_effects import programme_trials
from orgsim.ui.plan.plan_state import PlanQuestion, asked_of, kinds_of
from orgsim.ui.scenario.timeline.timeline_rows import added, menu, rows
from orgsim.ui.shared.scenarios.config_scenario import from_config
from orgsim.ui.shared.scenarios.scenario_files import from_toml
from orgsim.ui.shared.scenarios.scenario_links import from_query

TEXT = f"""
[organisation]
people = 40

[run]
weeks = 12
replications = 2
start = "{PLAIN["start"]}"
parameter_sets = "{PLAIN["parameter_sets"]}"

[[own_programmes]]
name = "coaching_circle"
meaning = "leaders meet and coach each other"
who = "leaders"
change = {{ leader_modelling = 0.3 }}
leader_hours = 1.5
money = 12

[[interventions]]
kind = "coaching_circle"
start = 3
"""


@pytest.fixture
def scenario():
    (found,) = from_toml(TEXT, "own.toml")
    return found


def test_it_is_a_row_and_an_offer_like_the_built_in_ones(scenario):
    (row,) = rows(scenario)
    assert (row.label, row.who, row.cost) == ("Coaching circle", "All leaders", (1.5, 12.0))
    offer = menu("interventions", scenario)[-1]
    assert offer.label == "Coaching circle"
    assert "leader modelling +0.3" in offer.details
    again = rows(added(scenario, "interventions", "coaching_circle", 5))
    assert [each.first for each in again] == [3, 5]


def test_a_label_is_what_people_read(page, tmp_path):
    """On the Scenario page: the uploaded programme is called by its label on bar and menu."""
    from playwright.sync_api import expect

    file = tmp_path / "own.toml"
    named = 'name = "coaching_circle"'
    labelled = TEXT.replace(named, f'{named}\nlabel = "Circle of coaches"')
    file.write_text(f'name = "With a circle"\n{labelled}', encoding="utf-8")
    page.get_by_role("button", name="Open a saved scenario").click()
    field = page.get_by_role("group", name="Open a saved scenario").locator("input[type=file]")
    field.set_input_files(file)
    expect(page.get_by_role("heading", name="With a circle")).to_be_visible()
    strip = page.get_by_role("group", name="Programmes and events by week")
    expect(strip.get_by_role("button", name="Circle of coaches")).to_be_visible()


def test_links_and_files_hold_it(scenario):
    assert from_query(scenario.to_query()).config() == scenario.config()
    assert from_toml(scenario.to_toml(), "again")[0].config() == scenario.config()
    named = from_config(scenario.config(), "organisation")
    assert named.config() == scenario.config()
    assert scenario.to_command().startswith("orgsim run scenario.toml")


def test_it_is_explored_and_planned_with(scenario):
    labels = [trial.label for trial in programme_trials(scenario, 13)]
    assert labels[0].startswith("Coaching circle")
    assert labels[-1] == "Coaching circle (once more)"
    assert kinds_of(scenario)["coaching_circle"] == "Coaching circle"
    asked = asked_of(scenario, PlanQuestion(programmes=("coaching_circle",)))
    assert asked.space.titles == ("Coaching circle",)


def test_a_config_without_the_kind_refuses_the_entry(scenario):
    tables = scenario.tables() | {"own_programmes": []}
    with pytest.raises(UserError, match=r"interventions.0.kind: 'coaching_circle' is not known"):
        build(tables)
