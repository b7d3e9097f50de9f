"""Scenario: an organisation, what it does, and what comes of it."""

import solara

from orgsim.ui import session
from orgsim.ui.network import Network
from orgsim.ui.panels import organisation
from orgsim.ui.panels.files import Uploads, UploadScenario
from orgsim.ui.panels.levers import Levers
from orgsim.ui.panels.parts import Section, Words
from orgsim.ui.panels.results import Progress, Results
from orgsim.ui.panels.share import Title
from orgsim.ui.panels.start import Start
from orgsim.ui.panels.timeline import Timeline
from orgsim.ui.where import WhereItSits


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
    organisation.Themes()
    organisation.People()
    organisation.Organisation()
    organisation.Run()
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
