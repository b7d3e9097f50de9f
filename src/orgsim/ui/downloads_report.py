"""Buttons that make a report of scenarios and save it."""

from collections.abc import Sequence
from datetime import date

import solara

from orgsim.ui.computing import Growing
from orgsim.ui.reporting import report_html, report_pdf
from orgsim.ui.scenario import Scenario


@solara.component
def ReportButtons(scenarios: Scenario | Sequence[Scenario], growing: Growing | None) -> None:
    """Two buttons: the report as a page and as a PDF; made when they are pressed."""
    several = (scenarios,) if isinstance(scenarios, Scenario) else tuple(scenarios)
    results = growing.results if growing else {}
    key = (several, id(growing))
    today = f"{date.today().day} {date.today():%B %Y}"
    as_page = solara.use_memo(lambda: lambda: report_html(several, results, today), [key])
    as_pdf = solara.use_memo(lambda: lambda: report_pdf(several, results, today), [key])
    if not results or not several:
        solara.Text("A report can be saved once there are results.", style={"color": "#555555"})
        return
    with solara.Row(gap="8px", style={"flex-wrap": "wrap"}):
        solara.FileDownload(as_page, "report.html", "Report (page)", mime_type="text/html")
        solara.FileDownload(
            as_pdf, "report.pdf", "Report (PDF)", "mdi-file-pdf-box", mime_type="application/pdf"
        )
