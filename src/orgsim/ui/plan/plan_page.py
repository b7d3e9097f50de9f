"""Plan: what to do under a budget, searched for on the page."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace

import solara

from orgsim.io.fit_verdict import fit_warning
from orgsim.measures.declarations import MEASURES
from orgsim.number_text import fixed
from orgsim.planning.plan_result import Plan
from orgsim.planning.planner import Enough, SoFar
from orgsim.reporting import neutral_table
from orgsim.reporting.folders.result_folder import json_text
from orgsim.reporting.sentences.plan_text import how_searched, verdict
from orgsim.reporting.tables.plan_tables import (
    contenders_table,
    limits_table,
    plan_measures_table,
    programmes_table,
    runners_up_table,
)
from orgsim.ui.plan.fit_behind import FitBehind
from orgsim.ui.plan.plan_charts import HOURS, costs_in, frontier_chart
from orgsim.ui.plan.plan_state import (
    PlanQuestion,
    kinds_of,
    plan_scenario,
    plan_toml,
    searched,
    to_compare,
)
from orgsim.ui.plan.question_panel import Question
from orgsim.ui.shared import session
from orgsim.ui.shared.charts.echart import Chart
from orgsim.ui.shared.computing.background import Teller, Work, said, use_background
from orgsim.ui.shared.exports.download_buttons import Download
from orgsim.ui.shared.inputs import Choice, Problem, Words
from orgsim.ui.shared.panel import Panel
from orgsim.ui.shared.plain_table import Table
from orgsim.ui.shared.scenarios import compared_changes
from orgsim.ui.shared.scenarios.scenario import Scenario


@solara.component
def Page() -> None:
    """What is asked, the search, and its result."""
    scenario, config = session.scenario.value, session.scenario.value.config()
    kinds = kinds_of(scenario)
    first = PlanQuestion(programmes=tuple(kinds))
    question, set_question = solara.use_state(first, key=" ".join(kinds))  # others have others
    nothing: SoFar | None = None
    so_far, set_so_far = solara.use_state(nothing)
    enough = solara.use_ref(threading.Event())

    def check() -> None:
        if enough.current.is_set():
            raise Enough

    def work(teller: Teller) -> Plan:
        return searched(scenario, question, teller, set_so_far, check)

    state, start, cancel = use_background("plan", work, (scenario, question))

    def begin() -> None:
        enough.current.clear()
        set_so_far(None)
        start()

    def all_the_same(asked: bool) -> None:
        set_question(replace(question, all_the_same=asked))

    with solara.Div(classes=["os-main"]):
        with solara.Div():
            Words(f"Plan for “{scenario.title}”", "os-title", "h1")
            Words(
                "Which programmes achieve most within a budget. Those that the scenario already"
                " has stay, and their costs are not counted."
            )
        FitBehind(config, question.all_the_same, all_the_same)
        Question(question, set_question)
        refused = bool(fit_warning(config)) and not question.all_the_same
        _Search(state, so_far, None if refused else begin, enough.current.set, cancel)
        if state.result:
            _Result(scenario, state.result)


@solara.component
def _Search(
    state: Work[Plan],
    so_far: SoFar | None,
    begin: Callable[[], None] | None,
    keep: Callable[[], None],
    cancel: Callable[[], None],
) -> None:
    """Start and stop, and the best so far; no `begin` where there is nothing to start."""
    began = solara.use_ref(0.0)

    def timed() -> None:
        began.current = time.monotonic()
        if begin:
            begin()

    with Panel():
        with solara.Div(classes=["os-row"]):
            if state.running:
                solara.Button("Stop and keep the best", on_click=keep, outlined=True)
                solara.Button("Give up", on_click=cancel, text=True)
                Words(said(state, time.monotonic() - began.current), "os-note", "span")
            else:
                solara.Button(
                    "Start",
                    icon_name="mdi-play",
                    on_click=timed,
                    color="primary",
                    disabled=begin is None,
                )
        if state.running:
            solara.ProgressLinear(100 * state.share if state.share else True)
            if so_far:
                Words(
                    f"Best of {so_far.portfolios:,} so far: {so_far.best}, effect"
                    f" {fixed(so_far.effect)}",
                    "mb-1",
                    "p",
                )
                points = [(hours, effect, "") for hours, _, effect in so_far.points]
                Chart(frontier_chart(points, HOURS), 300, "Effect by hours so far")
        if state.problem:
            Problem(state.problem)


@solara.component
def _Result(scenario: Scenario, plan: Plan) -> None:
    router = solara.use_router()
    cost, set_cost = solara.use_state("leader_hours")
    summary = plan.summary
    costs = costs_in(summary["currency"])

    def compare() -> None:
        if compared_changes.compare_only(to_compare(scenario, plan)):
            router.push(session.link("/compare", scenario))

    with solara.Div(classes=["os-main"]):
        with Panel():
            first, *others = [each for each in verdict(summary) if each]
            Words(first, "os-title mb-2", "p")
            for sentence in (*others, how_searched(summary)):
                Words(sentence, "mb-1", "p")
            with solara.Div(classes=["os-row"]):
                solara.Button("Compare with doing nothing", on_click=compare, color="primary")
                Download("plan.toml", lambda: plan_toml(plan), "plan.toml", "application/toml")
                Download(
                    "Scenario (TOML)",
                    lambda: plan_scenario(scenario, plan).to_toml(),
                    "scenario.toml",
                    "application/toml",
                )
                Download("plan.json", lambda: json_text(summary), "plan.json", "application/json")
        if summary["programmes"]:
            _Table("What each programme adds", programmes_table(summary))
        with Panel(
            "What can be achieved at what cost",
            "Each dot is a portfolio; the line is the best that was found for the same cost or"
            " less.",
        ):
            Choice("Cost", costs, cost, set_cost)
            rows = [
                (each[cost], each["effect"], each["programmes"]) for each in summary["frontier"]
            ]
            unit = MEASURES[next(iter(summary["objective"]))].unit  # pages ask for one measure
            Chart(
                frontier_chart(rows, costs[cost], unit),
                340,
                "Effect against cost of all portfolios",
            )
        _Table("The plan and its runners-up", contenders_table(summary))
        _Table("How runners-up differ", runners_up_table(summary))
        _Table("With and without the plan", plan_measures_table(summary))
        if summary["limits"]:
            _Table("What must not get worse", limits_table(summary))


@solara.component
def _Table(heading: str, table: neutral_table.Table) -> None:
    with Panel(heading, table.about):
        Table(table)
