"""Your organisation: a chart, ties and answers, uploaded and checked in four steps."""

from collections.abc import Callable

import solara

from orgsim.organise import Imported, imported
from orgsim.ui.organisation.draft import Draft, use_draft
from orgsim.ui.organisation.file_step import FileStep, WhatWasRead
from orgsim.ui.organisation.organisation_found import chart_found, ties_found
from orgsim.ui.organisation.row_handling_panel import OddRows
from orgsim.ui.shared import session
from orgsim.ui.shared.download_buttons import Download
from orgsim.ui.shared.downloads import file_name
from orgsim.ui.shared.inputs import Problem, Quiet, Words
from orgsim.ui.shared.panel import Panel
from orgsim.ui.shared.plain_table import Table

STEPS = ("Chart", "Ties", "Answers", "Check")


@solara.component
def Page():
    """One step at a time; what was found stands below each."""
    step, set_step = solara.use_state(0)
    draft = use_draft()
    read = _read(draft)
    with solara.Div(classes=["os-main"]):
        Words("Your organisation", "os-title", "h1")
        Steps(step, set_step)
        if STEPS[step] == "Check":
            Check(draft, read)
        else:
            FileStep({"Chart": "chart", "Ties": "ties", "Answers": "survey"}[STEPS[step]]).key(
                STEPS[step]
            )
        Found(draft, read)
        with solara.Div(classes=["os-row"]):
            if step:
                Quiet("Back", lambda: set_step(step - 1), "mdi-arrow-left")
            if step + 1 < len(STEPS):
                label = f"Next: {STEPS[step + 1].lower()}"
                solara.Button(label, on_click=lambda: set_step(step + 1), color="primary")


@solara.component
def Steps(step: int, set_step: Callable[[int], None]):
    """The four steps, of which any can be opened."""
    with solara.v.Html(tag="nav", class_="os-chips", attributes={"aria-label": "Steps"}):
        for number, name in enumerate(STEPS):
            here = number == step
            solara.Button(
                f"{number + 1} {name}",
                on_click=lambda number=number: set_step(number),
                rounded=True,
                outlined=not here,
                depressed=True,
                color="#005A8E",
                dark=here,
                attributes={"aria-current": "step"} if here else {},
            )


@solara.component
def Found(draft: Draft, read: Imported | None):
    """What is wrong with the files and what can be done about it, or what they hold."""
    handled = session.handled.value
    if draft.problem:
        with Panel("What does not fit"):
            Problem(draft.problem)
            OddRows(handled, draft.problem, session.handled.set)
    if read is None:
        return
    with Panel("What was found"):
        Table(chart_found(read))
        if read.notes.tie_rows:
            Table(ties_found(read))
        WhatWasRead(read)
        if not draft.problem:
            OddRows(handled, "", session.handled.set)


@solara.component
def Check(draft: Draft, read: Imported | None):
    """Whether everything fits, and the way on."""
    router = solara.use_router()

    def use() -> None:
        if draft.scenario and session.begin(draft.scenario):
            router.push(session.link("/"))

    with Panel("Check"):
        if draft.scenario is None or read is None:
            Words((draft.problem and "Not yet: see below.") or "Upload a chart first, in step 1.")
            return
        Words("Everything fits. Nothing is simulated before you use it.")
        with solara.Div(classes=["os-row", "mt-2"]):
            solara.Button("Use this organisation", on_click=use, color="primary")
            Download(
                "Scenario (TOML)",
                draft.scenario.to_toml,
                file_name(draft.scenario, "toml"),
                "application/toml",
            )


def _read(draft: Draft) -> Imported | None:
    """What was read of the files of a draft that can be read."""
    return imported(draft.scenario.config().organisation) if draft.scenario else None
