"""A row of the list of projects, and what can be done with it."""

from collections.abc import Callable

import solara

from orgsim.number_text import count
from orgsim.projects.project_list import ListedProject
from orgsim.projects.project_zip import project_zip, too_large
from orgsim.ui.projects import project_state
from orgsim.ui.shared.inputs import Quiet, Words

Attempt = Callable[[Callable[[], object]], bool]


@solara.component
def ProjectRow(project: ListedProject, show: Callable[[], object], attempt: Attempt):
    """Name, when it was saved and how much it holds; opened, renamed, exported, deleted."""
    doing, set_doing = solara.use_state("")
    with solara.Div(
        classes=["os-offer", "os-row", "os-spread"],
        attributes={"role": "group", "aria-label": project.name},
    ):
        with solara.Div():
            Words(project.name, "name")
            Words(project.problem or said(project))
        if doing == "rename":
            Rename(project.name, attempt, lambda: set_doing(""))
        elif doing == "delete":
            Delete(project.name, attempt, lambda: set_doing(""))
        else:
            Actions(project, show, set_doing)


def said(project: ListedProject) -> str:
    """When it was saved, in Coordinated Universal Time, and how many scenarios it holds."""
    when = project.saved.replace("T", " ").removesuffix("+00:00")
    return f"{count(project.scenarios, 'scenario')}, saved {when} UTC"


@solara.component
def Actions(project: ListedProject, show: Callable[[], object], do: Callable[[str], None]):
    """What can be done; a damaged project can be renamed and deleted only."""
    reason = solara.use_memo(
        lambda: "" if project.problem else too_large(project.name), [project.name, project.saved]
    )
    with solara.Div(classes=["os-row"]):
        if not project.problem:
            Quiet("Open", show, "mdi-folder-open-outline")
            if reason:
                Words(reason, "os-note", "span")
            else:
                solara.FileDownload(
                    lambda: project_zip(project.name),
                    f"{project.name}.zip",
                    mime_type="application/zip",
                    children=[Quiet("Export", lambda: None, "mdi-download-outline")],
                )
        Quiet("Rename", lambda: do("rename"), "mdi-pencil-outline")
        Quiet("Delete", lambda: do("delete"), "mdi-delete-outline")


@solara.component
def Rename(name: str, attempt: Attempt, close: Callable[[], object]):
    """A field for another name."""
    text, set_text = solara.use_state(name)

    def rename() -> None:
        if attempt(lambda: project_state.rename(name, text)):
            close()

    with solara.Div(classes=["os-row"]):
        solara.InputText(
            f"New name of {name}", value=text, on_value=set_text, continuous_update=True
        )
        solara.Button("Rename", on_click=rename, small=True, color="primary")
        solara.Button("Keep it", on_click=close, small=True, text=True)


@solara.component
def Delete(name: str, attempt: Attempt, close: Callable[[], object]):
    """Asked before a project is lost."""

    def delete() -> None:
        attempt(lambda: project_state.delete(name))
        close()

    with solara.Div(classes=["os-row"]):
        Words("Permanently delete it with all its files?", "os-note", "span")
        solara.Button("Delete permanently", on_click=delete, small=True, color="error")
        solara.Button("Keep it", on_click=close, small=True, text=True)
