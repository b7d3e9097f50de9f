"""Your organisation: a chart, ties and answers, uploaded and checked in four steps."""

from collections.abc import Callable

import solara

from orgsim.organise import Imported, imported
from orgsim.ui.organisation import fit_state, fit_work
from orgsim.ui.organisation.answers_read import AnswersRead, answers_found, read_answers
from orgsim.ui.organisation.answers_step import AnswersStep
from orgsim.ui.organisation.draft import Draft, use_draft
from orgsim.ui.organisation.file_step import FileStep, WhatWasRead
from orgsim.ui.organisation.fit_panel import FitPanel, FitResult, WhatItRestsOn
from orgsim.ui.organisation.fit_run import MEMBERS, FitDone, fitted, fitted_scenario
from orgsim.ui.organisation.fit_state import STEPS, rests_on
from orgsim.ui.organisation.forecast_panel import ForecastPanel
from orgsim.ui.organisation.organisation_found import chart_found, ties_found
from orgsim.ui.organisation.row_handling_panel import OddRows
from orgsim.ui.shared import session
from orgsim.ui.shared.computing.background import Teller
from orgsim.ui.shared.exports.download_buttons import Download
from orgsim.ui.shared.exports.downloads import file_name
from orgsim.ui.shared.inputs import Problem, Quiet, Words
from orgsim.ui.shared.page_colours import FILL, LINK
from orgsim.ui.shared.panel import Panel
from orgsim.ui.shared.plain_table import Table
from orgsim.ui.shared.scenarios.scenario import Scenario

FITS = "Everything fits together. Nothing is simulated until you use it."
FITTED_NAME = "Your organisation, fitted"


@solara.component
def Page():
    """One step at a time, with its findings below."""
    step, set_step = fit_state.step.value, fit_state.step.set
    scale = fit_state.scale.value
    members, set_members = solara.use_state(MEMBERS[1])
    router, draft = solara.use_router(), use_draft()
    read, handled, uploaded = _read(draft), session.handled.value, session.uploaded.value
    of = [draft.scenario, uploaded, scale, handled]
    answers = solara.use_memo(lambda: read_answers(draft.scenario, uploaded, scale, handled), of)
    rested = solara.use_memo(lambda: _rests_on(draft, answers), [draft.scenario, answers.files])

    def start() -> None:
        names = tuple(file.name for file in uploaded if file.kind != "survey")
        fit_work.start(_fit(draft, answers, members), rested, names)

    def use(scenario: Scenario, path: str = "/") -> None:
        if session.begin(scenario):
            router.push(session.link(path))

    with solara.Div(classes=["os-main"]):
        Words("Your organisation", "os-title", "h1")
        Steps(step, set_step)
        if STEPS[step] == "Check":
            Check(draft, answers, lambda: draft.scenario and use(draft.scenario))
            FitPanel(bool(answers.inputs), members, set_members, start)
            LastFit(rested, use)
        elif STEPS[step] == "Answers":
            AnswersStep(read, scale, fit_state.scale.set)
        else:
            FileStep(STEPS[step].lower(), read).key(STEPS[step])
        Found(draft, read, answers)
        with solara.Div(classes=["os-row"]):
            if step:
                Quiet("Back", lambda: set_step(step - 1), "mdi-arrow-left")
            if step + 1 < len(STEPS):
                label = f"Next: {STEPS[step + 1].lower()}"
                solara.Button(label, on_click=lambda: set_step(step + 1), color="primary")


@solara.component
def LastFit(rested: str, use: Callable[[Scenario, str], None]):
    """What the last fit found; `rested` is what one would rest on now."""
    if kept := fit_state.kept.value:
        WhatItRestsOn(kept, kept.rests_on != rested)
        FitResult(kept.done, lambda path: use(fitted_scenario(kept.done, FITTED_NAME), path))
        ForecastPanel(kept.done)


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
                color=FILL if here else LINK,
                dark=here,
                attributes={"aria-current": "step"} if here else {},
            )


@solara.component
def Found(draft: Draft, read: Imported | None, answers: AnswersRead):
    """What is wrong with the files and what can be done about it, or what they hold."""
    handled, problem = session.handled.value, draft.problem or answers.problem
    if problem:
        with Panel("What does not fit"):
            Problem(problem)
            OddRows(handled, problem, session.handled.set)
    if read is None:
        return
    with Panel("What was found"):
        Table(chart_found(read))
        if read.notes.tie_rows:
            Table(ties_found(read))
        WhatWasRead(read)
        if answers.inputs:
            Table(answers_found(answers.inputs))
        if not problem:
            OddRows(handled, "", session.handled.set)


@solara.component
def Check(draft: Draft, answers: AnswersRead, use: Callable[[], object]):
    """Whether everything fits, and the way on."""
    with Panel("Check"):
        if draft.scenario is None:
            Words("Not yet: see below." if draft.problem else "Upload a chart first, in step 1.")
            return
        fits = "The chart fits; the answers do not yet: see below." if answers.problem else FITS
        Words(fits)
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


def _rests_on(draft: Draft, answers: AnswersRead) -> str:
    """What a fit would rest on now, "" where it cannot be made."""
    if draft.scenario is None or answers.files is None:
        return ""
    return rests_on(draft.scenario.config(), answers.files)


def _fit(draft: Draft, answers: AnswersRead, members: int) -> Callable[[Teller], FitDone]:
    """The fit of what was read, to be begun."""

    def work(teller: Teller) -> FitDone:
        assert draft.scenario
        assert answers.files
        assert answers.inputs
        place = session.uploads.peek().place("fit", "folder")
        return fitted(draft.scenario, answers.files, answers.inputs, members, place, teller)

    return work
