"""Scenario: an organisation, what it does, and what comes of it."""

import solara

from orgsim.ui.scenario import organisation_panel
from orgsim.ui.scenario.files_panel import Uploads, UploadScenario
from orgsim.ui.scenario.gap_location_panel import WhereItSits
from orgsim.ui.scenario.levers_panel import Levers
from orgsim.ui.scenario.network import Network
from orgsim.ui.scenario.results_panel import Progress, Results
from orgsim.ui.scenario.share_panel import Title
from orgsim.ui.scenario.start_panel import Start
from orgsim.ui.scenario.timeline_panel import Timeline
from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import Section, Words


@solara.component
def Page():
    """Settings on the left, what comes of them on the right."""
    with solara.Div(classes=["os-split"]):
        with solara.v.Html(tag="aside", class_="os-side", attributes={"aria-label": "Settings"}):
            Settings()
        with solara.Div(classes=["os-main"]):
            Title()
            Timeline()
            Progress()
            Outcome()


@solara.component
def Settings():
    """Everything that can be set."""
    Start()
    Levers()
    organisation_panel.Themes()
    organisation_panel.People()
    organisation_panel.Organisation()
    organisation_panel.Run()
    Uploads()
    with Section("Open a saved scenario"):
        UploadScenario()


@solara.component
def Outcome():
    """What comes of the scenario; pale as long as it is what came of the one before."""
    with solara.Div(classes=["os-main", *(["os-stale"] if session.stale.value else [])]):
        Results()
        Details()


@solara.component
def Details():
    """Where the gap sits, and the people in their network."""
    growing = session.growing.value
    if growing is None:
        return
    with solara.Div(classes=["os-card"]):
        Words("Where the gap sits", "os-heading")
        WhereItSits(growing)
    with solara.Div(classes=["os-card"]):
        Words("Person by person, week by week", "os-heading")
        Network(growing.results["scenario"].config)
