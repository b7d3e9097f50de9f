"""A programme's own costs, set in place of what is usual."""

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
