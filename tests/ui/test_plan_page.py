"""The Plan page: its question, a search that grows and is stopped, and what is made of it."""

import threading
import tomllib
from dataclasses import replace

import pytest
from fitted_lab import CHART, fitted_folder

from orgsim.config.files import read_config
from orgsim.errors import UserError
from orgsim.io.fit_verdict import FIT
from orgsim.planning.planner import Enough
from orgsim.reporting.sentences.plan_text import how_searched, verdict
from orgsim.ui.organisation.draft import drafted
from orgsim.ui.organisation.uploaded_files import Folder, keep
from orgsim.ui.plan.plan_charts import costs_in, frontier_chart
from orgsim.ui.plan.plan_page import said
from orgsim.ui.plan.plan_state import (
    MOST_WORK,
    PlanQuestion,
    asked_of,
    kinds_of,
    plan_scenario,
    plan_toml,
    searched,
    to_compare,
    weeks_or_numbers,
)
from orgsim.ui.shared.charts.chart_numbers import chart_numbers
from orgsim.ui.shared.computing.background import Teller, Work
from orgsim.ui.shared.computing.replication_stream import GivenUp
from orgsim.ui.shared.scenarios.config_scenario import from_config
from orgsim.ui.shared.scenarios.scenario import Scenario

SMALL = (
    Scenario()
    .with_value("organisation.people", 30)
    .with_value("run.weeks", 12)
    .with_value("run.start", "as_drawn")
)
QUESTION = PlanQuestion(
    hours=300, money=15_000, weeks=12, programmes=("workshops", "town_halls"), starts=(1,)
)


def found(check=lambda: None):
    grown = []
    teller = Teller(threading.Event(), lambda *_: None)
    return searched(SMALL, QUESTION, teller, grown.append, check), grown


def test_a_plan_grows_and_goes_to_the_comparison():
    plan, grown = found()
    assert grown[-1].effect > 0
    assert grown[-1].portfolios == len(plan.found.tried)
    nothing, planned, *_ = to_compare(SMALL, plan)
    assert nothing.config().interventions == ()
    assert len(planned.config().interventions) == len(plan.best) > 0
    assert planned.config().run.weeks == 12
    assert {"Nothing more", "Recommended plan"} <= set(tomllib.loads(plan_toml(plan))["scenarios"])


def test_what_is_stopped_keeps_the_best():
    asked = []

    def check():
        asked.append(1)
        if len(asked) >= 3:
            raise Enough

    plan, _ = found(check)
    assert not plan.summary["searched"]["exact"]
    assert plan.found.stopped
    assert plan_scenario(SMALL, plan).title == "Recommended plan (search stopped)"
    assert len(plan.found.tried) < len(found()[0].found.tried)


def test_what_was_stopped_says_so_and_can_still_be_given_up():
    given_up, asked = threading.Event(), []

    def check():
        asked.append(1)
        if len(asked) >= 3:
            raise Enough

    def check_and_give_up():
        if len(asked) == 3:
            given_up.set()
        check()

    plan, _ = found(check)
    assert how_searched(plan.summary).endswith("It was stopped early: there may be better plans.")
    assert "stopped" not in how_searched(found()[0].summary)
    asked.clear()
    with pytest.raises(GivenUp):
        searched(
            SMALL, QUESTION, Teller(given_up, lambda *_: None), lambda _: None, check_and_give_up
        )


def test_programmes_are_called_what_the_page_calls_them():
    plan, _ = found()
    assert {each["programme"] for each in plan.summary["programmes"]} <= set(
        kinds_of(Scenario()).values()
    )


@pytest.mark.parametrize(
    ("text", "whole", "values"),
    [
        ("1, 9", True, (1, 9)),
        ("26,For good , 26", True, (26, "for good")),
        (".5,1", False, (0.5, 1)),
    ],
)
def test_weeks_and_strengths_are_typed_with_commas(text, whole, values):
    assert weeks_or_numbers(text, whole) == values


@pytest.mark.parametrize(
    ("text", "whole"), [("", True), ("1;2", True), ("1.5", True), ("x", False)]
)
def test_what_is_no_list_of_numbers_is_told(text, whole):
    with pytest.raises(UserError, match="allowed: "):
        weeks_or_numbers(text, whole)


def test_stopped_from_the_first_moment_on_it_comes_to_nothing():
    def check():
        raise Enough

    plan, grown = found(check)
    assert plan.best == ()
    assert verdict(plan.summary)[0].startswith(
        "The search was stopped before it found anything better"
    )
    assert grown == []
    assert not plan.summary["searched"]["exact"]


def test_stopped_at_the_last_step_it_keeps_the_whole_search():
    asked = []

    def check():
        asked.append(1)
        if len(asked) == calls:
            raise Enough

    calls = 0
    whole, _ = found(check)
    calls, asked = len(asked), []
    plan, _ = found(check)
    assert plan.summary["searched"] == whole.summary["searched"]
    assert plan.best == whole.best


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (PlanQuestion(programmes=()), "none is allowed"),
        (PlanQuestion(hours=None, money=None, programmes=("coaching",)), "budget"),
        (PlanQuestion(weeks=5, starts=(14,), programmes=("coaching",)), "no start lies within"),
    ],
)
def test_what_cannot_be_asked_is_told(question, said):
    with pytest.raises(UserError, match=said):
        asked_of(SMALL, question)


def test_a_fit_that_does_not_explain_its_answers_is_planned_on_only_when_asked(tmp_path):
    folder = fitted_folder(tmp_path / "ward")
    config = read_config(folder / "fitted.toml").base
    fitted, question = from_config(config, "Ward"), replace(QUESTION, weeks=8)
    assert asked_of(fitted, question).base.run.start == "fitted"
    (folder / FIT).write_text('{"unexplained": ["trust"]}', "utf-8")
    with pytest.raises(UserError, match=r"^the fit does not explain the answers to trust"):
        asked_of(fitted, question)
    teller = Teller(threading.Event(), lambda *_: None)
    asked = replace(question, all_the_same=True)
    plan = searched(fitted, asked, teller, lambda _: None, lambda: None)
    assert plan.summary["parameter_sets"] > 1
    assert [each.title for each in to_compare(fitted, plan)][:2] == [
        "Nothing more",
        "Recommended plan",
    ]


def test_a_plan_is_for_the_people_of_an_uploaded_chart():
    folder = Folder()
    chart = drafted(SMALL, [keep("chart", "chart.csv", CHART.encode(), folder)], {}).scenario
    teller = Teller(threading.Event(), lambda *_: None)
    plan = searched(chart, QUESTION, teller, lambda _: None, lambda: None)
    assert plan.summary["people"] == 30
    assert all(each.files == chart.files for each in to_compare(chart, plan))
    folder.clear()


def test_more_than_a_page_takes_is_refused(monkeypatch):
    monkeypatch.setattr("orgsim.ui.plan.plan_state.MOST_WORK", MOST_WORK / 1e6)
    with pytest.raises(UserError, match="more than a page plans for"):
        asked_of(SMALL, QUESTION)


def test_the_line_of_the_frontier_only_rises():
    points = [(0.0, 0.0, "nothing"), (5.0, 2.0, "b"), (3.0, 1.0, "a"), (6.0, 1.5, "c")]
    chart = frontier_chart(points, costs_in("EUR")["money"], "points")
    assert chart["xAxis"]["name"] == "money until the horizon [EUR]"
    assert chart["yAxis"]["name"] == "effect [points]"
    line = chart["series"][1]["data"]
    assert line == [[0.0, 0.0], [3.0, 1.0], [5.0, 2.0]]
    told = [text for (text,) in chart_numbers(chart).texts]
    assert told[1] == "b: effect [points] +2.000; money until the horizon [EUR] 5"


def test_how_long_it_takes_yet():
    assert said(Work(running=True, share=0.25, doing="x"), 10) == "25 %, x; about 30 s more"


@pytest.mark.slow
def test_a_plan_is_searched_and_compared(watched, picture):
    page = watched.page()
    page.goto(
        f"{watched.address}/plan?organisation.people=30&run.weeks=12&run.replications=4"
        '&run.start="as_drawn"'
    )
    for label, few in (
        ("Leader hours in all", "60"),  # for a few portfolios only
        ("Money in all (EUR)", "2000"),
        ("Horizon (weeks)", "12"),
        ("May last (weeks, for good)", "for good"),
        ("Strengths (1: full, 0.5: half)", "1"),
    ):
        field = page.get_by_label(label, exact=True)
        field.fill(few)
        field.press("Enter")
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_text("What each programme adds").wait_for()
    picture(page, "plan")
    page.get_by_role("button", name="Compare with doing nothing").click()
    page.get_by_text("Nothing more", exact=True).first.wait_for()
    page.get_by_role("button", name="Remove Recommended plan", exact=True).wait_for()
