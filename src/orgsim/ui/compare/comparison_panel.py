"""Results of the scenarios of one organisation: what to do first, and the numbers behind it."""

from collections.abc import Callable
from dataclasses import replace

import solara

from orgsim.analysis.scenario_comparison import Comparison, compare
from orgsim.measures.outcomes import MEASURES
from orgsim.reporting.sentences.advice_text import advice, more_wanted
from orgsim.reporting.sentences.scenario_report_text import SAME_DRAWS
from orgsim.reporting.tables.compared_tables import costs_table, differences_table
from orgsim.ui.compare.compare_charts import curves, forest
from orgsim.ui.compare.compared_groups import Group
from orgsim.ui.compare.money_panel import MoneyPanel
from orgsim.ui.compare.order_panel import OrderPanel
from orgsim.ui.scenario.outcomes.gap_location_panel import WhereItSits
from orgsim.ui.shared import session
from orgsim.ui.shared.charts.echart import Chart
from orgsim.ui.shared.computing.replication_stream import Growing
from orgsim.ui.shared.exports.download_buttons import ReportButtons
from orgsim.ui.shared.inputs import Choice, Words
from orgsim.ui.shared.page_limits import MOST_REPLICATIONS
from orgsim.ui.shared.panel import Panel
from orgsim.ui.shared.plain_table import Table
from orgsim.ui.shared.scenarios import compared_changes

SIDE_BY_SIDE = {
    "display": "grid",
    "grid-template-columns": "repeat(auto-fit, minmax(min(100%, 440px), 1fr))",
    "gap": "16px",
    "align-items": "start",
}
LEAST_MORE = 20
"""Replications that the button for more asks for at least."""

COSTS = (
    "Hours and money are those of the programmes over the whole run, counted in the organisation of the"
    " first replication; all are assumed unless the scenario has its own. In brackets 95 % intervals."
    " What hours achieve is given per 1,000 of them, or per 100, 10 or 1 if a scenario takes fewer."
)
PAIRED = (
    f"In brackets the 95 % interval, replication by replication: {SAME_DRAWS}. “Open”: the interval"
    " holds 0, so that chance alone could have done it. Where replications have parameter sets of their"
    " own: in how many of the sets that fit the evidence a difference goes the same way, and how much of"
    " its variance they make, the rest being randomness."
)


@solara.component
def Found(group: Group, growing: Growing, stale: bool, running: bool, several: bool) -> None:
    """Results of a group's scenarios, out of all simulated."""

    def those() -> Growing:
        return replace(growing, results={name: growing.results[name] for name in group.names})

    own = solara.use_memo(those, [growing, tuple(group.names)])
    with solara.Div(classes=["os-main"]):
        if several:
            Words(group.title, "os-title", "h2")
        with solara.Div(classes=["os-stale"] if stale else []):
            _Results(own, group.names[0], running)
        if not stale:
            ReportButtons(group.scenarios, own)


@solara.component
def _Results(growing: Growing, reference: str, running: bool) -> None:
    measure, set_measure = solara.use_state("message_practice_gap")
    found = solara.use_memo(lambda: compare(growing.results, reference), [growing, reference])
    with solara.Div(classes=["os-main"]):
        with Panel():
            for number, sentence in enumerate(advice(found, running)):
                title = "os-title mb-2" if number == 0 else "mb-1"
                Words(sentence, title, "p")
            if more_wanted(found) and not running:
                _More(growing.wanted)
        with solara.Div(classes=["os-main"], style=SIDE_BY_SIDE):
            with Panel("Week by week", "Lines are means, bands their 95 % intervals."):
                _PickMeasure(measure, set_measure)
                Chart(curves(growing.results, measure), 340, f"{MEASURES[measure].label} by week")
            if found.others:
                with Panel(
                    "How much of the gap it closes",
                    "Dots are means, lines 95 % intervals; grey: open.",
                ):
                    Chart(forest(found), 110 + 46 * len(found.others), "Gap closed by scenario")
        _Tables(found)
        MoneyPanel(growing.results, reference)
        if found.others:
            OrderPanel(found, growing.results)
        _Where(growing)


@solara.component
def _More(replications: int) -> None:
    """A button for more replications, of all that are compared."""
    more = min(MOST_REPLICATIONS, max(LEAST_MORE, 2 * replications))
    if more > replications:
        solara.Button(
            f"Simulate {more} replications",
            on_click=lambda: compared_changes.compare_only(
                tuple(each.with_value("run.replications", more) for each in session.compared.peek())
            ),
            outlined=True,
            small=True,
            color="primary",
        )


@solara.component
def _PickMeasure(measure: str, set_measure: Callable[[str], None]) -> None:
    labels = {name: each.label for name, each in MEASURES.items()}
    Choice("Measure", labels, measure, set_measure)


@solara.component
def _Tables(found: Comparison) -> None:
    with solara.Div(classes=["os-main"]):
        with Panel("What it takes, and what it gives for an hour", COSTS):
            Table(costs_table(found))
        if found.others:
            with Panel(f"Differences from “{found.reference}” at the end", PAIRED):
                Table(differences_table(found))


@solara.component
def _Where(growing: Growing) -> None:
    shown, set_shown = solara.use_state("")
    names = list(growing.results)
    name = shown if shown in names else names[0]
    with Panel("Where the gap sits"):
        if len(names) > 1:
            Choice("Scenario", dict(zip(names, names, strict=True)), name, set_shown)
        WhereItSits(growing, name)
