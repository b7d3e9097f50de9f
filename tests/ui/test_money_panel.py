"""Money on the Compare page: what can be typed, what keeps results, and a visit in a browser."""

import pytest
from test_comparing import RUN

from orgsim.analysis.net_benefit import net_by_week, payback_week
from orgsim.config.models import Config
from orgsim.errors import UserError
from orgsim.kept import Kept
from orgsim.simulation import simulate
from orgsim.ui.compare.money_chart import net_benefit_chart
from orgsim.ui.compare.money_panel import rates_of, set_costs
from orgsim.ui.shared import session
from orgsim.ui.shared.charts.chart_numbers import chart_numbers
from orgsim.ui.shared.computing.replication_stream import MOST_BYTES, bytes_of, grow
from orgsim.ui.shared.scenarios import compared_changes
from orgsim.ui.shared.scenarios.reference_scenario import reference_of
from orgsim.ui.shared.scenarios.scenario import Scenario
from orgsim.ui.shared.scenarios.scenario_links import from_query


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("60", [60]),
        ("33,5", [33.5]),
        ("120 80 40", [120, 80, 40]),
        ("120, 80; 40.5", [120, 80, 40.5]),
    ],
)
def test_rates_are_numbers_with_spaces_between_them(text, rates):
    assert rates_of(text) == rates


@pytest.mark.parametrize("text", ["", "much", "120 and 80"])
def test_what_is_no_rate_is_told_in_a_line(text):
    with pytest.raises(UserError, match="as in 120 80 40"):
        rates_of(text)


def test_another_price_of_an_hour_needs_no_other_simulation():
    kept = Kept(bytes_of, MOST_BYTES)
    one, other = (
        Config.model_validate({"run": RUN, "organisation": {"people": 30}, "costs": costs})
        for costs in ({}, {"hourly_rate": 70})
    )
    *_, first = grow({"a": one}, lambda: False, kept)
    (again,) = grow({"a": other}, lambda: False, kept)
    assert again.results["a"].measures is first.results["a"].measures
    assert again.results["a"].config.costs.hourly_rate == (70,)


def test_a_chart_has_net_benefit_by_week_with_its_band_and_when_it_pays_back():
    base = {"run": {**RUN, "start_date": "2027-01-04"}, "organisation": {"people": 30}}
    programme = {"kind": "workshops", "start": 2, "leader_hours": 0, "money": 0.01}
    costs = {"currency": "CHF", "prices": {"workshops": 1.0}, "leaver_cost": 10}
    first, done = (
        Config.model_validate({**base, "costs": costs, "interventions": each})
        for each in ([], [programme])
    )
    results = simulate({"nothing": first, "done": done})
    chart = net_benefit_chart(results, "nothing")
    net = net_by_week(results, "nothing", first.costs)["done"]
    (line,) = [each for each in chart["series"] if each.get("name") == "done"]
    assert line["data"] == pytest.approx(list(net.mean(axis=1)), abs=1e-4)
    assert chart["yAxis"]["name"] == "net benefit so far [CHF]"
    assert chart["xAxis"]["data"][1] == "1\n4 Jan\n2027"
    week = payback_week(net[1:].mean(axis=1))
    marks = [each["coord"] for each in line.get("markPoint", {}).get("data", [])]
    assert marks == ([] if week is None else [[week, line["data"][week]]])
    table = chart_numbers(chart)
    assert [column.heading for column in table.columns] == ["Week", "done"]
    assert len(table.rows) == len(net)


def test_costs_are_those_of_all_scenarios_and_stand_in_addresses_and_files(fresh_session):
    compared_changes.compare_only(
        (Scenario().named("one"), Scenario("retail", "training").named("two"))
    )
    assert set_costs("hourly_rate", [90.0, 60.0])
    assert set_costs("prices", {"workshops": 500.0})
    for each in (session.scenario.peek(), *session.compared.peek()):
        assert each.config().costs.hourly_rate == (90, 60)
        assert from_query(each.to_query()).config().costs == each.config().costs
        assert "hourly_rate = [" in each.to_toml()
    shown = session.scenario.peek()
    assert reference_of(shown, session.start.peek()) is None
    assert set_costs("prices", {})
    assert session.scenario.peek().config().costs.prices == {}
    assert not set_costs("hourly_rate", [-1.0])
    assert "costs.hourly_rate.0: -1" in session.problem.peek()
