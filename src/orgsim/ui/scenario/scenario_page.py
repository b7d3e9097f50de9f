"""Scenario: an organisation, what it does, and the results."""

import solara

from orgsim.ui.scenario import organisation_panel
from orgsim.ui.scenario.levers_panel import Levers
from orgsim.ui.scenario.outcomes.cards_panel import Cards
from orgsim.ui.scenario.outcomes.certainty_panel import Certainty
from orgsim.ui.scenario.outcomes.curves_panel import AllCurves, MainCurve
from orgsim.ui.scenario.outcomes.gap_location_panel import WhereItSits
from orgsim.ui.scenario.outcomes.numbers_panel import Numbers
from orgsim.ui.scenario.outcomes.progress_panel import Nothing, Progress, Rest
from orgsim.ui.scenario.outcomes.result_bar import ResultBar
from orgsim.ui.scenario.own_files_panel import OwnFiles
from orgsim.ui.scenario.people.network import People
from orgsim.ui.scenario.saved_scenario import UploadScenario
from orgsim.ui.scenario.share_panel import Title
from orgsim.ui.scenario.start_panel import Start
from orgsim.ui.scenario.themes_panel import Themes
from orgsim.ui.scenario.timeline.timeline_panel import Timeline
from orgsim.ui.shared.charts.curves import CHOICES
from orgsim.ui.shared.computing import scenario_growth
from orgsim.ui.shared.inputs import Section
from orgsim.ui.shared.tabs import Tab, Tabs

DETAILS = (
    Tab("Where the gap sits", WhereItSits),
    Tab("All curves", AllCurves),
    Tab("People week by week", People),
    Tab("Numbers", Numbers),
    Tab("How sure, and of what", Certainty),
)
"""What stands below the first view, a tab each; its component is given the results (Growing)."""


@solara.component
def Page():
    """Settings on the left, results on the right; narrow pages have them in a drawer."""
    opened, set_opened = solara.use_state(False)
    with solara.Div(classes=["os-split", "os-scenario"]):
        ResultBar(opened, set_opened)
        style = "os-side os-open" if opened else "os-side"
        with solara.v.Html(tag="aside", class_=style, attributes={"aria-label": "Settings"}):
            Settings()
        with solara.Div(classes=["os-main"]):
            Title()
            Progress()
            Outcome()


@solara.component
def Settings():
    """Everything that can be set."""
    Start()
    Levers()
    Themes()
    organisation_panel.People()
    organisation_panel.Organisation()
    organisation_panel.Run()
    OwnFiles()
    with Section("Open a saved scenario"):
        UploadScenario()


@solara.component
def Outcome():
    """The results of the scenario; pale while they are those of the one before."""
    growing = scenario_growth.results()
    drawn, draw = solara.use_state(CHOICES[0])
    with solara.Div(classes=["os-main", *(["os-stale"] if scenario_growth.stale() else [])]):
        if growing is not None:
            Cards(growing, drawn, draw)
        # by its key it stays the same when cards come above it: a menu that was opened stays open
        with solara.Div(classes=["os-card"]).key("weeks"):
            if growing is None:
                Nothing()
            else:
                with solara.Div(classes=["os-drawn"]):
                    MainCurve(growing, drawn, draw)
            Timeline()
        if growing is not None:
            Rest(growing)
            Tabs("Details", DETAILS, growing)
