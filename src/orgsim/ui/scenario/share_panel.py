"""Taking a scenario elsewhere: a link, a file, a command, a sweep, its numbers."""

from collections.abc import Callable
from pathlib import Path

import solara

from orgsim.errors import UserError
from orgsim.ui.compare.put_beside import put_beside, told_apart
from orgsim.ui.shared import session
from orgsim.ui.shared.computing import scenario_growth
from orgsim.ui.shared.copy_button import Copy
from orgsim.ui.shared.exports.download_buttons import Download, ReportButtons
from orgsim.ui.shared.exports.downloads import file_name, sweep_toml, weekly_csv
from orgsim.ui.shared.inputs import Quiet, Words
from orgsim.ui.shared.page_link import PageLink
from orgsim.ui.shared.scenarios.presets import YOURS
from orgsim.ui.shared.undo_buttons import UndoButtons


@solara.component
def Title():
    """The scenario's name, undo and redo, and what can be done with it."""
    shown = session.scenario.value
    changed = shown != session.start.value
    naming, set_naming = solara.use_state(False)
    sharing, set_sharing = solara.use_state(False)
    said, set_said = solara.use_state((shown, ""))

    def compare() -> None:
        now = session.scenario.peek()
        set_said((now, put_beside(now, session.start.peek())))

    with solara.Div(classes=["os-card"]):
        with solara.Div(classes=["os-row", "os-spread"]):
            if naming:
                Rename(lambda: set_naming(False))
            else:
                with solara.Div(classes=["os-row"]):
                    Words(shown.title, "os-title", "h1")
                    solara.Button(
                        icon_name="mdi-pencil-outline",
                        icon=True,
                        small=True,
                        on_click=lambda: set_naming(True),
                        attributes={"aria-label": "Name the scenario"},
                    )
            with solara.Div(classes=["os-row"]):
                UndoButtons()
                Quiet("Reset", session.reset, "mdi-restore", not changed)
                Quiet("Compare it", compare, "mdi-plus")
                Quiet("Share and save", lambda: set_sharing(not sharing), "mdi-share-variant")
        if said[1] and said[0] == shown:
            with solara.Div(classes=["os-row"], attributes={"role": "status"}):
                Words(said[1], "os-note", "span")
                PageLink("/compare", ["Open Compare"])
        if sharing:
            Share()


@solara.component
def Rename(close: Callable[[], None]):
    """A field for another name."""

    def take(name: str) -> None:
        session.change(session.scenario.peek().named(name))
        close()

    solara.InputText("Name of the scenario", session.scenario.value.title, on_value=take)
    Quiet("Done", close)


@solara.component
def Share():
    """Everything that takes the scenario along."""
    shown = session.scenario.value
    growing = None if scenario_growth.stale() else scenario_growth.results()
    toml_name = file_name(shown, "toml")
    command = shown.to_command(toml_name if "scenario.toml" in shown.to_command() else "")
    with solara.Div(classes=["os-fields"]):
        with solara.Div(classes=["os-row"]):
            Download("Scenario (TOML)", shown.to_toml, toml_name, "application/toml")
            if growing is not None:
                Download(
                    "Weekly numbers (CSV)",
                    lambda: weekly_csv(growing.results),
                    file_name(shown, "csv"),
                    "text/csv",
                )
            Sweep()
        with solara.Div(classes=["os-row"]):
            Words("As a command", "os-note", "span")
            Words(command, "os-code", "span")
            Copy(command)
        Words(
            "The address of this page contains the whole scenario and all that are compared,"
            " except uploaded files, which it asks for again: copy it, or bookmark it. The arrow"
            " at the top right of a chart saves it as PNG."
        )
        if shown.files:
            names = ", ".join(Path(path).name for _, path in shown.files)
            Words(f"The file expects what you uploaded next to it, under these names: {names}.")
        if shown.preset == YOURS:
            Words("The address works wherever orgsim ui is started with the same config.")
        if growing is not None:
            ReportButtons(told_apart(shown, session.start.value), growing)


@solara.component
def Sweep():
    """A sweep over what was changed."""
    try:
        text = sweep_toml(session.scenario.value)
    except UserError as error:
        Words(f"As a sweep: {error}.", "os-note", "span")
        return
    Download(
        "As a sweep (TOML)",
        lambda: text,
        file_name(session.scenario.value, "sweep.toml"),
        "application/toml",
    )
