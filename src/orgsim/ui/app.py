"""App: the pages, and their frame."""

import os
from importlib import import_module
from types import ModuleType

import solara

from orgsim.ui.organisation.fit_work import FitOfTheVisit
from orgsim.ui.organisation.missing_files import MissingFiles
from orgsim.ui.projects import project_state
from orgsim.ui.projects.saved_mark import RestoredProject, SavedMark, Tag
from orgsim.ui.server import FOLDER_VARIABLE
from orgsim.ui.shared import address, session
from orgsim.ui.shared.colour_switch import ColourSwitch
from orgsim.ui.shared.computing.scenario_growth import Growth
from orgsim.ui.shared.inputs import Words
from orgsim.ui.shared.page_link import PageLink
from orgsim.ui.shared.theme import CSS

PAGES = {
    "/": ("scenario", "Scenario"),
    "organisation": ("organisation", "Your organisation"),
    "compare": ("compare", "Compare"),
    "explore": ("explore", "Explore"),
    "plan": ("plan", "Plan"),
    "experiments": ("experiments", "Experiments"),
    "model": ("model", "Model"),
    "evidence": ("evidence", "What it rests on"),
}
"""Path of a page: its module and name."""

HIDDEN = {
    "sweep": ("sweep", "Sweep"),
    "projects": ("projects", "Projects"),
    "present": ("present", "Present"),
}
"""Pages with a place in the header only where there is something to show."""

BARE = ("present",)
"""Pages without a header."""

WITHOUT_SCENARIO = ("projects", "experiments", "model", "evidence", "sweep")
"""Pages that have nothing to do with the scenario."""


@solara.component
def Layout(children: list[solara.Element] = []):  # noqa: B006
    """Header, address and background work around the page."""
    solara.Style(CSS)
    here = page_here()
    address.Address()
    session.Uploads()
    Growth()
    FitOfTheVisit()
    RestoredProject()
    if here in BARE and not session.awaited.value:
        solara.Div(children=children)
        return
    with solara.Div(classes=["os-app", "os-shell"]):
        solara.v.Html(
            tag="a", class_="os-skip", attributes={"href": "#content"}, children=["Skip to content"]
        )
        Header()
        with solara.v.Html(
            tag="main", class_="os-body", attributes={"id": "content", "tabindex": "-1"}
        ):
            if session.problem.value:
                Problem(session.problem.value)
            link = session.awaited.value
            if link and here not in WITHOUT_SCENARIO:
                MissingFiles(link)
            else:
                solara.Div(children=children)


@solara.component
def Header():
    """Name, pages and colours."""
    here = page_here()
    with solara.v.Html(tag="header", class_="os-header"):
        solara.v.Html(tag="div", class_="os-brand", children=["orgsim"])
        if project_state.offered():
            SavedMark()
        else:
            Tag()
        with solara.v.Html(tag="div", class_="os-places"):
            with solara.v.Html(tag="nav", class_="os-nav", attributes={"aria-label": "Pages"}):
                for path, (_, label) in shown_pages().items():
                    with PageLink("/" if path == "/" else f"/{path}", here=path == here):
                        Words(label, "os-place os-here" if path == here else "os-place", "span")
            ColourSwitch()


def page_here() -> str:
    """The path of the page that is open; to be called while one is drawn."""
    return str(solara.use_router().parts[0] or "/")


def shown_pages() -> dict[str, tuple[str, str]]:
    """The pages of the header: that of a sweep only where one is open, projects where they may be."""
    there = {"sweep": bool(os.environ.get(FOLDER_VARIABLE)), "projects": project_state.offered()}
    return {**PAGES, **{path: HIDDEN[path] for path, shown in there.items() if shown}}


@solara.component
def Problem(text: str):
    """What is wrong with the last wish, until it is closed."""
    with solara.v.Html(
        tag="div", class_="os-problem os-row os-spread mb-4", attributes={"role": "alert"}
    ):
        solara.v.Html(tag="span", children=[text])
        solara.Button("Close", text=True, small=True, on_click=lambda: session.problem.set(None))


def page_of(name: str) -> ModuleType:
    """The module of a page."""
    return import_module(f"orgsim.ui.{name}.{name}_page")


def _route(path: str, name: str, label: str) -> solara.Route:
    layout = Layout if path == "/" else None
    return solara.Route(
        path, component=page_of(name).Page, layout=layout, label=f"orgsim · {label}"
    )


routes = [_route(path, *rest) for path, rest in {**PAGES, **HIDDEN}.items()]
