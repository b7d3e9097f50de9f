"""Buttons that make a file and hand it to the browser."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

import solara

from orgsim.errors import UserError
from orgsim.extras import require
from orgsim.reporting.documents.report_head import head_of
from orgsim.reporting.documents.scenario_html import as_html
from orgsim.reporting.documents.slides import as_slides
from orgsim.reporting.report_parts import Report
from orgsim.ui.shared.computing.replication_stream import Growing
from orgsim.ui.shared.exports.report_head_fields import ReportHeadFields, headed
from orgsim.ui.shared.exports.reports import compose
from orgsim.ui.shared.inputs import Words
from orgsim.ui.shared.page_colours import LINK, PLAIN
from orgsim.ui.shared.scenarios.scenario import Scenario


@solara.component
def Download(
    label: str,
    data: Callable[[], str | bytes],
    name: str,
    kind: str,
    icon: str = "mdi-download-outline",
):
    """A file to take along, made of what there is when it is asked for.

    Solara forgets that a file was asked for once its `data` is another function, as it is each time
    new numbers come; so it is always given the same one.
    """
    latest = solara.use_ref(data)
    latest.current = data
    busy, set_busy = solara.use_state(False)

    def make() -> str | bytes:
        set_busy(True)
        try:
            return latest.current()
        finally:
            set_busy(False)

    made = solara.use_memo(lambda: make, [])
    button = solara.Button(
        label, icon_name=icon, outlined=True, small=True, loading=busy, color=LINK
    )
    solara.FileDownload(made, name, mime_type=kind, children=[button])


@solara.component
def ReportButtons(scenarios: Scenario | Sequence[Scenario], growing: Growing | None) -> None:
    """The report as a page, as a PDF and as slides, drawn once for all, and what stands above it."""
    several = (scenarios,) if isinstance(scenarios, Scenario) else tuple(scenarios)
    results = growing.results if growing else {}

    @cache
    def composed() -> Report:
        return compose(
            several, results, head_of(made_on=f"{date.today().day} {date.today():%B %Y}")
        )

    report = solara.use_memo(lambda: composed, [several, id(results)])
    if not results or not several:
        solara.Text("A report can be saved as soon as there are results.", style={"color": PLAIN})
        return
    with solara.Row(gap="8px", style={"flex-wrap": "wrap"}):
        Download("Report (page)", lambda: as_html(headed(report())), "report.html", "text/html")
        Download(
            "Report (PDF)",
            lambda: _as_pdf(headed(report())),
            "report.pdf",
            "application/pdf",
            "mdi-file-pdf-box",
        )
        _Slides(lambda: headed(report()))
    ReportHeadFields()


def _as_pdf(report: Report) -> bytes:
    from orgsim.reporting.documents.scenario_pdf import (
        as_pdf,  # which takes half a second of the first page
    )

    return as_pdf(report)


@solara.component
def _Slides(report: Callable[[], Report]) -> None:
    """The brief of a report as slides, or what is missing for them."""
    try:
        require("slides")
    except UserError as error:
        Words(f"{error}.", "os-note", "span")
        return
    Download(
        "Slides",
        lambda: as_slides(report()),
        "slides.pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "mdi-presentation",
    )
