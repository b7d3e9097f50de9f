"""The head of a visitor's reports: fields for a title, a client and a logo."""

from dataclasses import replace

import solara

from orgsim.errors import UserError
from orgsim.reporting.documents.report_head import ReportHead, head_of, logo_of
from orgsim.reporting.report_parts import Picture, Report
from orgsim.ui.shared.inputs import Problem, Quiet, Section, Words
from orgsim.ui.shared.upload_field import Upload

head: solara.Reactive[ReportHead] = solara.reactive(ReportHead())
"""The head of a visitor's reports, the same on all pages."""


def headed(report: Report) -> Report:
    """A report under the visitor's title, client and logo; figures need not be drawn anew."""
    chosen = head.peek()
    title = chosen.title or report.title
    return replace(report, title=title, client=chosen.client, logo=chosen.logo)


@solara.component
def ReportHeadFields() -> None:
    """Fields for the head of a report and its slides."""
    chosen = head.value
    problem, set_problem = solara.use_state("")

    def take(title: str, client: str, logo: Picture | None) -> None:
        try:
            head.value = head_of(title, client, logo)
            set_problem("")
        except UserError as error:
            set_problem(str(error))

    def take_logo(name: str, content: bytes) -> None:
        try:
            take(head.peek().title, head.peek().client, logo_of(content, name))
        except UserError as error:
            set_problem(str(error))

    with Section("Title, client and logo"), solara.Div(classes=["os-fields"]):
        with solara.Div(classes=["os-row"]):
            solara.InputText(
                "Title of the report",
                chosen.title,
                on_value=lambda text: take(text, head.peek().client, head.peek().logo),
            )
            solara.InputText(
                "Client",
                chosen.client,
                on_value=lambda text: take(head.peek().title, text, head.peek().logo),
            )
        Upload("Logo (PNG, JPEG or SVG)", ".png,.jpg,.jpeg,.svg", take_logo, set_problem)
        with solara.Div(classes=["os-row"]):
            if chosen.logo:
                Words("A logo has been chosen.", "os-note", "span")
                Quiet("Remove the logo", lambda: take(chosen.title, chosen.client, None))
        with solara.Div():
            if problem:
                Problem(problem)
