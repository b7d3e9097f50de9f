"""Money in words: costs more or less, and nothing of organisations that differ in size."""

import pytest

from orgsim.config.models import Config
from orgsim.reporting.money_summary import money_of
from orgsim.reporting.sentences.money_text import money_sentence
from orgsim.simulation import simulate


def small(people: int) -> Config:
    return Config.model_validate(
        {
            "organisation": {"people": people},
            "run": {"weeks": 3, "replications": 2, "start": "as_drawn", "parameter_sets": "point"},
        }
    )


def test_organisations_of_different_size_are_not_set_beside_each_other():
    assert money_of(simulate({"a": small(30), "b": small(40)}), "a") is None
    assert money_of(simulate({"a": small(30), "b": small(30)}), "a") is not None
    assert money_of(simulate({"a": small(30)}), "a") is None


@pytest.mark.parametrize(
    ("cost", "saved", "leavers", "said"),
    [
        (
            900.0,
            400.0,
            2.0,
            "costs 900 EUR more than “nothing” and saves 400 EUR by 2.0 leavers fewer",
        ),
        (
            -900.0,
            -400.0,
            -2.0,
            "costs 900 EUR less than “nothing” and loses 400 EUR by 2.0 leavers more",
        ),
        (
            0.0,
            400.0,
            2.0,
            "has no stated cost compared with “nothing” and saves 400 EUR by 2.0 leavers fewer: a net"
            " benefit of +400 EUR.",
        ),
    ],
)
def test_a_sentence_has_no_sign_before_more_and_fewer(cost, saved, leavers, said):
    net = {"mean": saved - cost, "ci_low": None, "ci_high": None}
    scenario = {
        "hours_cost": cost,
        "spent": 0.0,
        "saved": {"mean": saved},
        "leavers_avoided": {"mean": leavers},
        "net": net,
        "payback_week": None,
        "paid_back": 0,
    }
    money = {
        "weeks": 10,
        "replications": 2,
        "reference": "nothing",
        "free": [] if cost else ["more"],
        "costs": {"currency": "EUR"},
        "scenarios": {"more": scenario},
    }
    assert said in money_sentence("more", money)
