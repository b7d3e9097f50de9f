"""Whether the work is saved, said in the header, and asked for when the page is left."""

import solara

from orgsim.errors import UserError
from orgsim.ui.projects import project_state
from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import Quiet, Words
from orgsim.ui.shared.page_link import PageLink


@solara.component_vue("leave_question.vue")
def LeaveQuestion(unsaved: bool):
    """Has the browser ask before a page is left whose work is unsaved."""


@solara.component
def RestoredProject():
    """Opens the project that an address without its files was saved in; draws nothing."""

    def restore() -> None:
        name = project_state.project_of_link()
        if name:
            try:
                project_state.open_project(name)
            except UserError as error:
                session.problem.value = str(error)

    solara.use_effect(restore, [session.awaited.value])
    solara.Div(style={"display": "none"})


@solara.component
def Tag():
    """What orgsim is about."""
    Words("what is said, what is done", "os-tag")


@solara.component
def SavedMark():
    """The name of the project and whether all is saved, or where to save it."""
    unsaved, opened = project_state.unsaved(), project_state.opened.value
    LeaveQuestion(unsaved=unsaved)
    if opened is None and not unsaved:
        Tag()
        return
    with solara.Div(classes=["os-row", "os-saved"], attributes={"role": "status"}):
        if opened is None:
            with PageLink("/projects"):
                Words("Not saved", "os-note", "span")
            return
        Words(opened.name, "os-saved-name", "span")
        if unsaved:
            Quiet("Save", save_told, "mdi-content-save-outline")
        else:
            Words("Saved", "os-note", "span")


def save_told() -> None:
    """Save the project that is open; what stands in the way is told on the page."""
    try:
        project_state.save()
    except UserError as error:
        session.problem.value = str(error)
