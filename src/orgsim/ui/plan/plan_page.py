"""Plan: what to do under a budget, searched for on the page."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import solara

from orgsim.errors import UserError
from orgsim.measures.declarations import MEASURES
from orgsim.number_text import fixed
from orgsim.planning.plan_file import DIRECTED
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
from orgsim.ui.plan.plan_charts import COSTS, frontier_chart
from orgsim.ui.plan.plan_state import (
    PlanQuestion,
    kinds_of,
    plan_scenario,
    plan_toml,
    searched,
    to_compare,
    weeks_or_numbers,
)
from orgsim.ui.shared import session
from orgsim.ui.shared.background import Teller, Work, said, use_background
from orgsim.ui.shared.download_buttons import Download
from orgsim.ui.shared.echart import Chart
from orgsim.ui.shared.inputs import Choice, NumberField, Problem, Words
from orgsim.ui.shared.panel import Panel
from orgsim.ui.shared.plain_table import Table
from orgsim.ui.shared.scenario import MOST_WEEKS, Scenario

AUDIENCES = {"": "Whom each is meant for", "everybody": "Everybody", "leaders": "All leaders"}
Set = Callable[[PlanQuestion], None]


@solara.component
def Page() -> None:
    """What is asked, the search, and what came of it."""
    scenario = session.scenario.value
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

    with solara.Div(classes=["os-main"]):
        with solara.Div():
            Words(f"Plan for “{scenario.title}”", "os-title", "h1")
            Words(
                "Which programmes do most for what there is to spend. Those that the scenario has anyway"
                " stay, and are not counted."
            )
        _Question(question, set_question)
        _Search(state, so_far, begin, enough.current.set, cancel)
        if state.result:
            _Result(scenario, state.result)


@solara.component
def _Question(asked: PlanQuestion, put: Set) -> None:
    def set_to(**values: object) -> None:
        put(replace(asked, **values))  # type: ignore[arg-type]

    with Panel("What is asked"):
        with solara.Div(classes=["os-editor"]):
            for label, key, value in (
                ("Leader hours in all", "hours", asked.hours),
                ("Money in all", "money", asked.money),
                ("Hours a week of any leader", "a_week", asked.a_week),
            ):
                NumberField(
                    value,
                    lambda new, key=key: set_to(**{key: new}),
                    label,
                    0,
                    1e12,
                    1,
                    False,
                    True,
                    True,
                )
            NumberField(
                asked.weeks,
                lambda new: set_to(weeks=int(new or 52)),
                "Weeks until then",
                1,
                MOST_WEEKS,
                1,
                True,
                True,
            )
            labels = {name: MEASURES[name].label for name in DIRECTED}
            Choice("To improve", labels, asked.objective, lambda new: set_to(objective=new))
            Choice("For whom", AUDIENCES, asked.who, lambda new: set_to(who=new))
            _Listed("May start in weeks", asked.starts, lambda new: set_to(starts=new), True)
            _Listed(
                "May last (weeks, for good)", asked.lengths, lambda new: set_to(lengths=new), True
            )
            _Listed("Strengths (1: as it is)", asked.strengths, lambda new: set_to(strengths=new))
            _Several("Must not get worse", labels, asked.kept, "kept", set_to)
        _Several(
            "Programmes that are allowed",
            kinds_of(session.scenario.value),
            asked.programmes,
            "programmes",
            set_to,
        )
        Words("An empty budget field is not limited; one has to be filled in.", "os-note mt-2")


@solara.component
def _Several(
    label: str,
    texts: Mapping[Any, str],
    value: tuple[Any, ...],
    key: str,
    set_to: Callable[..., None],
) -> None:
    """Several of some values, each with its text."""
    solara.v.Select(
        label=label,
        items=[{"text": text, "value": each} for each, text in texts.items()],
        v_model=list(value),
        on_v_model=lambda new: set_to(**{key: tuple(each for each in texts if each in new)}),
        multiple=True,
        dense=True,
        outlined=True,
        hide_details=True,
    )


@solara.component
def _Listed(
    label: str,
    values: tuple[Any, ...],
    put: Callable[[tuple[Any, ...]], None],
    whole: bool = False,
) -> None:
    """Numbers between commas, which count on Enter or when the field is left."""
    typed, set_typed = solara.use_state(", ".join(map(str, values)))
    problem, set_problem = solara.use_state("")
    latest = solara.use_ref(typed)

    def write(text: str) -> None:
        latest.current = text  # Enter may come before the page is drawn again
        set_typed(text)

    def finish(*_: object) -> None:
        try:
            put(weeks_or_numbers(latest.current, whole))
            set_problem("")
        except UserError as error:
            set_problem(str(error))

    field = solara.v.TextField(
        label=label,
        v_model=typed,
        on_v_model=write,
        dense=True,
        outlined=True,
        hide_details="auto",
        error_messages=[problem] if problem else [],
    )
    solara.v.use_event(field, "blur", finish)
    solara.v.use_event(field, "keydown.enter", finish)


@solara.component
def _Search(
    state: Work[Plan],
    so_far: SoFar | None,
    begin: Callable[[], None],
    keep: Callable[[], None],
    cancel: Callable[[], None],
) -> None:
    began = solara.use_ref(0.0)

    def timed() -> None:
        began.current = time.monotonic()
        begin()

    with Panel():
        with solara.Div(classes=["os-row"]):
            if state.running:
                solara.Button("Stop and keep the best", on_click=keep, outlined=True)
                solara.Button("Give up", on_click=cancel, text=True)
                Words(said(state, time.monotonic() - began.current), "os-note", "span")
            else:
                solara.Button("Start", icon_name="mdi-play", on_click=timed, color="primary")
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
                Chart(frontier_chart(points, "leader_hours"), 300, "Effect by hours so far")
        if state.problem:
            Problem(state.problem)


@solara.component
def _Result(scenario: Scenario, plan: Plan) -> None:
    router = solara.use_router()
    cost, set_cost = solara.use_state("leader_hours")
    summary = plan.summary

    def compare() -> None:
        if session.compare_only(to_compare(scenario, plan)):
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
        with Panel("What can be reached for how much", "The line is the most for as little."):
            Choice("Cost", COSTS, cost, set_cost)
            rows = [
                (each[cost], each["effect"], each["programmes"]) for each in summary["frontier"]
            ]
            Chart(frontier_chart(rows, cost), 340, "Effect against cost of all portfolios")
        _Table("The plan and what comes next", contenders_table(summary))
        _Table("How runners-up differ", runners_up_table(summary))
        _Table("With the plan and without", plan_measures_table(summary))
        if summary["limits"]:
            _Table("What must not get worse", limits_table(summary))


@solara.component
def _Table(heading: str, table: neutral_table.Table) -> None:
    with Panel(heading, table.about):
        Table(table)
