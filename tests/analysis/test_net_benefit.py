"""Money, against sums worked out by hand: leavers avoided, programmes' hours and prices, payback."""

import numpy as np
import pytest

from orgsim.analysis.costs import cost
from orgsim.analysis.net_benefit import (
    leaver_money,
    net_benefits,
    net_by_week,
    payback_week,
    programme_money,
)
from orgsim.config.costs_config import CostsConfig
from orgsim.config.models import Config
from orgsim.organise import draw_organisation
from orgsim.simulation import ScenarioResult, WhereItSits

WEEKS = 8


@pytest.fixture(scope="module")
def organisation():
    return draw_organisation(config(), seed=1).organisation


def config(*interventions):
    return Config.model_validate(
        {
            "interventions": interventions,
            "run": {"weeks": WEEKS, "parameter_sets": "point"},
            "organisation": {"people": 60, "levels": 3},
        }
    )


def result(organisation, by_level, *interventions):
    """A result in which so many people of each level leave in each week, (weeks, levels, runs)."""
    people = np.bincount(organisation.level).astype(float)
    runs = by_level.shape[2]
    whole = 52 * by_level.sum(axis=1) / organisation.people
    levels = 52 * by_level / people[:, None]
    before = np.full((1, 3, runs), np.nan)
    return ScenarioResult(
        config(*interventions),
        {"leavers": np.concatenate([before[:, 0], whole])},
        {"leavers": np.concatenate([before, levels])},
        WhereItSits(organisation, *[np.zeros(0)] * 4, 1),
        parameter_set=np.full(runs, np.nan),
    )


def nobody(runs=2):
    return np.zeros((WEEKS, 3, runs))


def test_a_leaver_costs_a_share_of_the_pay_of_a_year(organisation):
    left = nobody()
    left[3, 2] = 1, 2
    costs = CostsConfig(hourly_rate=50, pay_share=0.8, hours_a_year=1000, leaver_cost=0.25)
    found = leaver_money(result(organisation, left), costs)
    assert found[3].tolist() == pytest.approx([10_000, 20_000])
    assert np.delete(found, 3, axis=0).tolist() == np.zeros((WEEKS - 1, 2)).tolist()


def test_rates_by_level_tell_leavers_and_hours_apart(organisation):
    left = nobody()
    left[0, 0], left[1, 1], left[2, 2] = 1, 1, 1
    costs = CostsConfig(hourly_rate=[100, 40], pay_share=1, hours_a_year=1000, leaver_cost=0.1)
    money = leaver_money(result(organisation, left), costs)
    assert money[:3, 0].tolist() == pytest.approx([10_000, 4_000, 4_000])
    programme = {"kind": "coaching", "leader_hours": 2, "money": 3, "strength": 0.5, "weeks": 4}
    hours, spent = programme_money(result(organisation, nobody(), programme), costs)
    leaders = len(organisation.leaders)
    assert hours.tolist() == pytest.approx([100 + 40 * (leaders - 1)] * 4 + [0] * 4)
    assert spent.tolist() == pytest.approx([1.5 * leaders] * 4 + [0] * 4)


def test_prices_are_paid_once_in_the_first_week_and_only_within_the_run(organisation):
    costs = CostsConfig(hourly_rate=0, prices={"workshops": 500})
    plain = {"kind": "workshops", "money": 0}
    both = ({**plain, "start": 3}, {**plain, "start": 5}, {**plain, "start": 30})
    _, spent = programme_money(result(organisation, nobody(), *both), costs)
    assert spent.tolist() == [0, 0, 500, 0, 500, 0, 0, 0]


def test_hours_are_those_of_the_costs_of_the_programmes(organisation):
    programme = {"kind": "presence", "strength": 0.5, "start": 2}
    hours, _ = programme_money(
        result(organisation, nobody(), programme), CostsConfig(hourly_rate=10)
    )
    assert hours.sum() == pytest.approx(10 * cost(config(programme), organisation).leader_hours)


def test_the_net_benefit_is_paired_by_replication(organisation):
    many, fewer = nobody(), nobody()
    many[:, 2] = 2, 5
    fewer[:, 2] = 1, 3
    costs = CostsConfig(hourly_rate=10, pay_share=1, hours_a_year=100, leaver_cost=1)
    programme = {"kind": "custom", "change": {"training": 0.1}, "leader_hours": 0, "money": 10}
    results = {
        "nothing": result(organisation, many),
        "done": result(organisation, fewer, programme),
    }
    found = net_benefits(results, "nothing", costs)["done"]
    assert found.leavers.mean == pytest.approx(1.5 * WEEKS)
    assert found.saved.mean == pytest.approx(1500 * WEEKS)
    assert (found.hours, found.spent) == pytest.approx((0, 600 * WEEKS))
    assert found.net.mean == pytest.approx(900 * WEEKS)
    half = 12.706 * 500 * WEEKS / 2**0.5 * 2**0.5
    assert found.net.high - found.net.mean == pytest.approx(half, rel=1e-3)
    assert (found.payback, found.paid_back, found.of_sets) == (1, 2, None)
    by_week = net_by_week(results, "nothing", costs)["done"]
    assert by_week.shape == (WEEKS + 1, 2)
    assert not by_week[0].any()
    assert by_week.mean(axis=1) == pytest.approx(900 * np.arange(WEEKS + 1))


def test_a_reference_with_programmes_of_its_own_is_taken_off(organisation):
    programme = {"kind": "workshops"}
    results = {
        "base": result(organisation, nobody(), programme),
        "same": result(organisation, nobody(), programme),
        "none": result(organisation, nobody()),
    }
    found = net_benefits(results, "base", CostsConfig())
    assert found["same"].net.mean == 0
    assert found["none"].net.mean == pytest.approx(-found["none"].hours - found["none"].spent)
    assert found["none"].net.mean > 0


@pytest.mark.parametrize(
    ("cumulated", "week"),
    [
        ([1, 2, 3], 1),
        ([0, 0, 0], 1),
        ([-1, -1, 0], 3),
        ([-1, 1, -1, 2], 4),
        ([-1, 1, -1], None),
        ([-3, -2, -1], None),
    ],
)
def test_payback_is_when_it_stays_at_zero_or_above(cumulated, week):
    assert payback_week(np.array(cumulated, float)) == week
