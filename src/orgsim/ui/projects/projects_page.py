"""Projects: named work on this machine, saved, opened and exported."""

from collections.abc import Callable

import solara

from orgsim.errors import UserError
from orgsim.projects.comparison_file import said_left_out
from orgsim.projects.kept_project import COMPARISON
from orgsim.projects.project_list import listed_projects
from orgsim.projects.project_place import folder_of, projects_root
from orgsim.projects.project_saving import MOST_NOTES
from orgsim.projects.project_zip import MOST_MEGABYTES, open_zip
from orgsim.ui.projects import project_state
from orgsim.ui.projects.project_rows import ProjectRow
from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import Problem, Words
from orgsim.ui.shared.upload_field import Upload


@solara.component
def Page():
    """What is on the pages, and all projects there are."""
    with solara.Div(classes=["os-main", "os-narrow"]):
        with solara.Div(classes=["os-card"]):
            Words("Projects", "os-title", "h1")
            Words(
                "A project saves the scenario, the comparison, uploads, the fit to answers, results"
                f" and notes under a name. It is a folder on this machine, in {projects_root()}; orgsim"
                " run, compare and (for its fit) forecast read it.",
                "os-note",
                "p",
            )
        if project_state.offered():
            Offered()
        else:
            Problem(
                "Other machines can reach this server, so others could see and delete every"
                " project; start it with --projects DIR to share the projects of a folder."
            )


@solara.component
def Offered():
    """All that can be done with projects."""
    wrong, set_wrong = solara.use_state("")
    looked, set_looked = solara.use_state(0)
    asked, set_asked = solara.use_state("")
    router = solara.use_router()

    def attempt(step: Callable[[], object]) -> bool:
        """Do something with projects, and look again which there are; whether it could be done."""
        try:
            step()
            set_wrong("")
            return True
        except UserError as error:
            set_wrong(str(error))
            return False
        finally:
            set_looked(lambda many: many + 1)

    def show(name: str) -> None:
        set_asked("")
        if attempt(lambda: project_state.open_project(name)):
            router.push(session.link("/"))

    def begin(name: str) -> None:
        set_asked(name) if project_state.unsaved() else show(name)

    there = solara.use_memo(listed_projects, [looked, project_state.opened.value])
    if wrong:
        Problem(wrong)
    ThisWork(attempt).key("this work")  # what is typed stays where a mistake is told above it
    with solara.Div(classes=["os-card"]):
        Words("Projects on this machine", "os-heading", "h2")
        if asked:
            Question(asked, lambda: show(asked), lambda: set_asked(""))
        if not there:
            Words("None yet. Give this work a name above, and save it.")
        for each in there:
            ProjectRow(each, lambda name=each.name: begin(name), attempt).key(each.name)
    with solara.Div(classes=["os-card"]):
        Words("Open an exported project", "os-heading", "h2")
        Upload(
            f"A zip file that “Export” made, at most {MOST_MEGABYTES} MB",
            ".zip",
            lambda name, data: attempt(lambda: open_zip(data, name_of(name))),
            set_wrong,
            MOST_MEGABYTES,
            "unpack it into the folder of the projects",
        )


def name_of(file: str) -> str:
    """What a project from a zip file is called: like the file, as far as a name can be."""
    stem = file.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".zip")
    plain = "".join(each if each.isalnum() or each in " ,()&+-" else " " for each in stem)
    return " ".join(plain.split()).lstrip(" ,()&+-")[:50].strip() or "Opened project"


@solara.component
def Question(name: str, yes: Callable[[], object], no: Callable[[], object]):
    """Asked before unsaved work is replaced."""
    with solara.Div(classes=["os-problem", "os-row"], attributes={"role": "alertdialog"}):
        Words(f"The work on the pages is not saved. Open “{name}” instead?", "", "span")
        solara.Button("Open it anyway", on_click=yes, small=True, color="primary")
        solara.Button("Stay", on_click=no, small=True, text=True)


@solara.component
def ThisWork(attempt: Callable[[Callable[[], object]], bool]):
    """Its name, its notes, and saving it."""
    opened, unsaved = project_state.opened.value, project_state.unsaved()
    named, set_named = solara.use_state("")
    title = "This work has no name yet" if opened is None else opened.name
    state = "not saved" if unsaved else ("saved" if opened else "nothing to save yet")

    def save_as() -> None:
        if attempt(lambda: project_state.save(named)):
            set_named("")

    with solara.Div(classes=["os-card"]):
        Words(f"{title}: {state}", "os-heading", "h2")
        if opened is not None and not unsaved:
            left_out = said_left_out(folder_of(opened.name) / COMPARISON)
            if left_out:
                Words(f"{COMPARISON}: {left_out}. Run them by themselves.", "os-note", "p")
        solara.v.Textarea(
            label="Notes",
            v_model=project_state.notes.value,
            on_v_model=lambda text: project_state.notes.set((text or "")[:MOST_NOTES]),
            outlined=True,
            rows=4,
            hide_details=True,
        )
        with solara.Div(classes=["os-row", "mt-3"]):
            if opened is not None:
                solara.Button(
                    "Save",
                    icon_name="mdi-content-save-outline",
                    color="primary",
                    disabled=not unsaved,
                    on_click=lambda: attempt(project_state.save),
                )
            solara.InputText(
                "Name" if opened is None else "Another name",
                value=named,
                on_value=set_named,
                continuous_update=True,
            )
            solara.Button(
                "Save" if opened is None else "Save as",
                outlined=opened is not None,
                color="primary",
                disabled=not named.strip(),
                on_click=save_as,
            )
