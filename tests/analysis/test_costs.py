"""What programmes take, against hours and money counted by hand."""

import numpy as np
import pytest

from orgsim.analysis.costs import cost, givers, weekly_cost
from orgsim.config.models import Config, OrganisationConfig
from orgsim.organisation import Organisation
from orgsim.organise import draw_organisation
from orgsim.reporting.tables.scenario_report_tables import what_is_done_table


@pytest.fixture(scope="module")
def organisation() -> Organisation:
    config = Config(organisation=OrganisationConfig(people=60, levels=3))
    return draw_organisation(config, seed=1).organisation


def config(*interventions: dict, weeks: int = 20) -> Config:
    return Config.model_validate({"interventions": interventions, "run": {"weeks": weeks}})


def test_a_programme_costs_hours_of_leaders_and_money_for_people(organisation):
    found = cost(config({"kind": "workshops", "start": 11}), organisation)
    leaders = len(organisation.leaders)
    assert found.leader_hours == pytest.approx(1.0 * leaders * 10)
    assert found.money == pytest.approx(30 * 60 * 10)
    assert (found.leaders, found.weeks) == (leaders, 10)
    assert found.hours_each == pytest.approx(1.0)


def test_strength_and_weeks_multiply_and_own_numbers_replace(organisation):
    programme = {"kind": "coaching", "weeks": 5, "strength": 2.0, "leader_hours": 3, "money": 7}
    found = cost(config(programme), organisation)
    leaders = len(organisation.leaders)
    assert found.leader_hours == pytest.approx(3 * 2 * 5 * leaders)
    assert found.money == pytest.approx(7 * 2 * 5 * leaders)


def test_half_a_programme_costs_half_a_week_of_it_wherever_it_is_told():
    half = config({"kind": "presence", "strength": 0.5}, {"kind": "coaching", "strength": 0.5})
    assert [tuple(weekly_cost(each)) for each in half.interventions] == [(4.0, 0.0), (0.5, 75.0)]
    (_, said), (_, other) = ((row[0], row[3:5]) for row in what_is_done_table({"half": half}).rows)
    assert (said, other) == (("4", "0"), ("0.5", "75"))


def test_the_leader_of_a_unit_gives_time_to_its_programme(organisation):
    unit = np.zeros(60, bool)
    unit[organisation.first_report[1] : organisation.first_report[2]] = True
    assert np.flatnonzero(givers(organisation, unit)).tolist() == [1]
    found = cost(config({"kind": "workshops", "who": "unit:2"}), organisation)
    assert found.leaders == 1


def test_weeks_together_count_once_and_nothing_costs_nothing(organisation):
    both = cost(config({"kind": "workshops"}, {"kind": "coaching"}), organisation)
    assert both.weeks == 20
    assert both.hours_each == pytest.approx(2.0)
    nothing = cost(config(), organisation)
    assert (nothing.leader_hours, nothing.money, nothing.hours_each) == (0, 0, 0)
    late = cost(config({"kind": "workshops", "start": 30}), organisation)
    assert late.leader_hours == 0
