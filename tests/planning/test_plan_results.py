"""What a plan says of itself: summary, scenarios, tables, sentences, figure; and where nothing helps."""

import json
from datetime import date

import numpy as np
import pytest
from small_plans import HOURS_AND_MONEY, KINDS, REPLICATIONS, asked, programmes

import orgsim
from orgsim.analysis.comparison import paired_difference
from orgsim.errors import Interrupted
from orgsim.figures.plan_figure import draw_plan
from orgsim.planning.option_words import weeks_of
from orgsim.planning.plan_result import Plan
from orgsim.planning.planner import search
from orgsim.reporting.sentences.plan_text import budget_in_words, how_searched, verdict
from orgsim.reporting.tables.plan_tables import (
    contenders_table,
    plan_measures_table,
    programmes_table,
    runners_up_table,
)
from orgsim.simulation import simulate

SMALL = {
    "budget": {"leader_hours": 120, "money": 20_000},
    "programmes": programmes(*KINDS[:4], strengths=[0.5, 1.0], weeks=[12]),
    "limits": [{"measure": "leavers", "by": 0.5}],
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return Plan(search(asked(SMALL), jobs=1))


def test_the_summary_is_plain_and_whole(plan):
    summary = json.loads(json.dumps(plan.summary, allow_nan=False))
    assert summary["anything_helps"]
    assert summary["searched"]["exact"]
    names = [each["name"] for each in summary["contenders"]]
    assert names == ["Recommended plan", *(f"Alternative {k}" for k in range(1, 5)), "Nothing more"]
    effects = [each["effect"] for each in summary["contenders"]]
    assert effects == sorted(effects, reverse=True)
    assert effects[0] == pytest.approx(plan.effect.mean)
    assert sum(each["best_in"] for each in summary["contenders"]) == pytest.approx(1)
    assert sum(each["chance"] for each in summary["contenders"]) == pytest.approx(1)
    assert summary["contenders"][0]["expected_regret"] >= 0
    adds = sum(each["adds"] for each in summary["programmes"])
    assert adds == pytest.approx(effects[0])
    for name, cost in (("leader_hours", 120), ("money", 20_000)):
        spent = sum(each[name] for each in summary["programmes"])
        assert spent == pytest.approx(summary["contenders"][0][name])
        assert spent <= cost


def test_runners_up_are_of_other_sets_of_programmes(plan):
    sets = {
        frozenset(one["programme"] for one in each["programmes"])
        for each in plan.summary["contenders"]
    }
    assert len(sets) == len(plan.summary["contenders"])


def test_the_scenarios_come_to_what_the_plan_says(plan):
    results = simulate(plan.scenarios.scenarios)
    for each in plan.summary["contenders"][:2]:
        end = {
            name: results[name].measures["alignment"][-1] for name in (each["name"], "Nothing more")
        }
        found = paired_difference(end[each["name"]], end["Nothing more"])
        assert found.mean == pytest.approx(each["effect"], abs=1e-15)
        assert (found.low, found.high) == pytest.approx((each["low"], each["high"]))


def test_the_frontier_is_what_nothing_beats_for_as_little(plan):
    rows = plan.summary["frontier"]
    assert len(rows) == plan.summary["searched"]["with_all_replications"]
    for name in ("leader_hours", "money"):
        for row in rows:
            better = any(
                other[name] <= row[name] and other["effect"] > row["effect"] for other in rows
            )
            assert not (row[f"best_for_{name}"] and better)
        best = [row["effect"] for row in rows if row[f"best_for_{name}"]]
        assert len(set(best)) == len(best)
        assert max(best) == pytest.approx(plan.effect.mean)


def test_tables_as_data_frames(plan):
    pytest.importorskip("pandas")
    assert list(plan.programmes()["programme"]) == [
        each["programme"] for each in plan.summary["programmes"]
    ]
    assert plan.frontier()["effect"].max() == pytest.approx(plan.effect.mean)
    assert plan.contenders_table()["name"].iloc[0] == "Recommended plan"


def test_sentences_and_tables_say_the_numbers(plan):
    said = verdict(plan.summary)
    assert said[0].startswith("The plan improves alignment by 0.")
    assert "by week 24; it takes" in said[0]
    texts = contenders_table(plan.summary).texts
    assert [row[0] for row in texts][:2] == ["Recommended plan", "Alternative 1"]
    assert len(programmes_table(plan.summary).rows) == len(plan.best)
    dated = programmes_table({**plan.summary, "start_date": "2027-01-04"})
    for row, each in zip(dated.texts, plan.summary["programmes"], strict=True):
        assert row[3] == weeks_of(each, date(2027, 1, 4))
        assert " 2027" in row[3]
    assert all("with" in row[1] for row in runners_up_table(plan.summary).texts)
    measures = {row[0]: row for row in plan_measures_table(plan.summary).texts}
    assert measures["Alignment"][4].startswith("+")
    assert [len(measures[name][2].partition(".")[2]) for name in ("Alignment", "Engaged")] == [3, 1]


def test_money_has_its_currency_everywhere(plan):
    of_francs = {**plan.summary, "currency": "CHF"}
    for table in (programmes_table(of_francs), contenders_table(of_francs)):
        money = next(each for each in table.columns if each.heading == "money")
        assert (money.titled_heading, money.short_heading) == ("Money (CHF)", "CHF")
    assert budget_in_words(of_francs) == "120 leader hours, 20,000 CHF"
    assert " CHF, " in verdict(of_francs)[0]
    assert draw_plan(of_francs, "alignment").axes[1].get_xlabel() == "money [CHF]"


def test_the_figure_shows_budget_frontier_and_what_programmes_add(plan):
    figure = draw_plan(plan.summary, "alignment")
    assert [axes.get_xlabel() for axes in figure.axes] == ["leader hours", "money [EUR]", ""]
    names = [label.get_text() for label in figure.axes[2].get_yticklabels()]
    assert set(names) <= {"Presence", "Town halls", "Workshops", "Feedback 360"}
    assert sorted(names) == sorted(each["programme"] for each in plan.summary["programmes"])


def test_where_nothing_helps_it_says_so():
    harm = {"kind": "custom", "name": "lies", "change": {"leader_modelling": -0.5}, "money": 1}
    found = Plan(search(asked({"budget": {"money": 1e6}, "programmes": [harm]}), jobs=1))
    assert found.best == ()
    assert found.effect.mean == 0
    assert not found.summary["anything_helps"]
    assert "is better than doing nothing" in verdict(found.summary)[0]
    assert [each["name"] for each in found.summary["contenders"]] == [
        "Alternative 1",
        "Nothing more",
    ]
    assert list(found.scenarios.scenarios) == ["Nothing more", "Alternative 1"]
    assert draw_plan(found.summary, "alignment").axes


def test_where_nothing_can_be_paid_it_says_so():
    found = Plan(
        search(asked({"budget": {"money": 1e-3}, "programmes": programmes("workshops")}), jobs=1)
    )
    assert verdict(found.summary)[0].startswith("Nothing can be done")
    assert how_searched(found.summary).startswith(
        "1 programme in 1 variant: the budget allows none ("
    )
    assert found.summary["too_dear"] == ["Workshops"]
    assert len(found.summary["frontier"]) == 1


def test_what_no_one_can_keep_to_is_no_plan():
    impossible = {
        "budget": {"money": 1e6},
        "programmes": [
            {
                "kind": "custom",
                "name": "talk",
                "change": {"broadcast": 0.3, "leader_modelling": -0.4},
            }
        ],
        "limits": [{"measure": "modelling"}],
        "objective": "message_fidelity",
    }
    found = Plan(search(asked(impossible), jobs=1))
    assert found.found.tried.effect((0,), REPLICATIONS) > 0
    assert found.best == ()
    assert "and that keeps to the limits" in verdict(found.summary)[0]


def test_interrupted_it_says_the_best_so_far():
    def interrupt(stage: str, done: int, expected: int) -> None:
        assert done <= expected
        if done > 300:
            raise KeyboardInterrupt

    with pytest.raises(
        Interrupted, match=r"nothing was written; best of .* tried so far: .*effect 0\.0"
    ):
        search(asked(HOURS_AND_MONEY), jobs=1, progress=interrupt, exact_runs=0)


def test_in_python_a_plan_is_one_call(plan):
    config = asked(SMALL).base
    found = orgsim.plan(config, SMALL, weeks=24, replications=REPLICATIONS, jobs=1)
    assert found.best == plan.best
    assert found.effect == plan.effect


@pytest.mark.slow
def test_the_same_bits_for_any_number_of_processes(plan, monkeypatch):
    monkeypatch.setattr("orgsim.planning.processes.WORTH_PROCESSES", 0)
    other = search(asked(SMALL), jobs=2)
    assert other.ranking == plan.found.ranking
    for portfolio in other.ranking:
        assert np.array_equal(other.tried.rows(portfolio), plan.found.tried.rows(portfolio))


def test_a_measure_that_is_not_there_is_refused():
    alone = asked(
        {"budget": {"money": 10}, "programmes": programmes("workshops"), "objective": "trust"},
        people=1,
    )
    with pytest.raises(
        orgsim.UserError, match="objective: trust is not defined in this organisation"
    ):
        search(alone, jobs=1)
