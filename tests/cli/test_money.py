"""Money in `orgsim compare`: the table, the summary, mistakes, and that results do not depend on it."""

import json
from pathlib import Path

import pytest

from orgsim.config.files import build, read_config
from orgsim.errors import UserError
from orgsim.io.provenance import config_hash

OUT = Path("results/several-compare")
MONEY = ("--set", "costs.currency='CHF'", "--set", "costs.hourly_rate=[90, 70]")


def test_a_comparison_has_a_table_of_money(orgsim, folder):
    said = orgsim("compare", "several.toml", "--no-figure", *MONEY)
    words = " ".join(said.out.split())
    assert "Money over 10 weeks compared with as_it_is, in CHF" in words
    assert "An hour of work costs 90, 70 CHF by level from the top (as set)" in words
    assert "Boushey & Glynn 2012" in words
    assert (
        "Costs are underestimated: something that is done in “shown” has no cost stated." in words
    )
    money = json.loads((OUT / "summary.json").read_bytes())["money"]
    assert set(money["scenarios"]) == {"told", "shown"}
    told = money["scenarios"]["told"]
    assert told["spent"] == pytest.approx(5 * 60 * 8)  # town halls: 5 for each of 60, weeks 3 to 10
    assert told["net"]["mean"] == pytest.approx(
        told["saved"]["mean"] - told["hours_cost"] - told["spent"]
    )
    assert money["said"] == ["currency", "hourly_rate"]


def test_what_is_simulated_and_its_hash_do_not_depend_on_money(orgsim, folder):
    orgsim("compare", "several.toml", "--no-figure")
    before = {name: (OUT / name).read_bytes() for name in ("weekly.parquet", "levels.parquet")}
    plain = json.loads((OUT / "manifest.json").read_bytes())["config_hash"]
    orgsim("compare", "several.toml", "--no-figure", *MONEY)
    assert before == {name: (OUT / name).read_bytes() for name in before}
    assert json.loads((OUT / "manifest.json").read_bytes())["config_hash"] == plain
    again = read_config(OUT / "config.toml")
    assert again.base.costs.hourly_rate == (90, 70)
    assert config_hash(again) == plain


@pytest.mark.parametrize(
    ("costs", "said"),
    [
        ({"hourly_rate": "much"}, "costs.hourly_rate: 'much' is not a number; write one, as in 60"),
        ({"hourly_rate": [10, True]}, "costs.hourly_rate: True is not a number"),
        ({"hourly_rate": [10, -1]}, "costs.hourly_rate.1: -1 is out of range: must be at least 0"),
        (
            {"leaver_cost": 20},
            "costs.leaver_cost: 20 is out of range: must be at most 10 (allowed: 0 to 10",
        ),
        ({"prices": {"workshop": 3}}, "'workshop' is not a programme (did you mean 'workshops'?)"),
        ({"prices": {"workshops": -3}}, "costs.prices.workshops: -3 is out of range"),
        ({"hours": 3}, "unknown key; allowed: currency, hourly_rate"),
    ],
)
def test_a_mistake_in_money_is_a_line(costs, said):
    with pytest.raises(UserError) as caught:
        build({"costs": costs})
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_scenarios_share_the_costs():
    with pytest.raises(UserError, match=r"scenarios.a.costs: all scenarios share \[costs\]"):
        build({"scenarios": {"a": {"costs": {"currency": "USD"}}}})
