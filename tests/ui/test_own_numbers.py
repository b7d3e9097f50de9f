"""What the page lets one set in place of what is usual: costs of a programme, when a gap is small."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from orgsim.ui.scenario.timeline.timeline_rows import added, altered, entries, rows
from orgsim.ui.shared.scenarios.scenario import Scenario
from orgsim.ui.shared.scenarios.scenario_links import from_query


def test_a_programme_has_costs_of_its_own_until_they_are_taken_back():
    scenario = added(Scenario(), "interventions", "presence")
    own = altered(scenario, rows(scenario)[0], leader_hours=3.0, money=0.0, strength=0.5)
    assert from_query(own.to_query()) == own
    assert rows(own)[0].costs.startswith("Costs 1.5 hours a week of each leader")
    back = altered(own, rows(own)[0], leader_hours=None, money=None, strength=1.0)
    assert entries(back, "interventions")[0].keys() == {"kind", "start", "strength"}
    assert rows(back)[0].costs == rows(scenario)[0].costs


@pytest.mark.slow
def test_costs_and_the_threshold_are_set_on_the_page(watched, picture):
    page = watched.page()
    programme = quote('[{"kind":"presence","start":3}]')
    small = "organisation.people=40&run.weeks=8&run.replications=4"
    page.goto(f"{watched.address}/?{small}&interventions={programme}")
    page.get_by_role("button", name="Presence").click()
    hours = page.get_by_label("Hours a week, leader")
    hours.fill("3")
    hours.press("Enter")
    expect(page.get_by_text(re.compile(r"^Costs 3 hours a week"))).to_be_visible()
    expect(page).to_have_url(re.compile("leader_hours.*3"))
    page.get_by_role("button", name=re.compile("Weeks and replications")).click()
    share = page.get_by_label("Converged: the gap stays under this share of its start")
    share.fill("0.9")
    share.press("Enter")
    expect(page.get_by_text(re.compile(r"Gap below 90\s% of its start"))).to_be_visible()
    picture(page, "own_numbers")
