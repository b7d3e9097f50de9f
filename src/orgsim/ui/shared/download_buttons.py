"""Buttons that make a file and hand it to the browser."""

from collections.abc import Callable, Sequence
from datetime import date

import solara

from orgsim.ui.shared.replication_stream import Growing
from orgsim.ui.shared.reports import report_html, report_pdf
from orgsim.ui.shared.scenario import Scenario


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
        label, icon_name=icon, outlined=True, small=True, loading=busy, color="#005A8E"
    )
    solara.FileDownload(made, name, mime_type=kind, children=[button])


@solara.component
def ReportButtons(scenarios: Scenario | Sequence[Scenario], growing: Growing | None) -> None:
    """Two buttons: the report as a page and as a PDF."""
    several = (scenarios,) if isinstance(scenarios, Scenario) else tuple(scenarios)
    results = growing.results if growing else {}
    if not results or not several:
        solara.Text("A report can be saved once there are results.", style={"color": "#555555"})
        return

    def report(made: Callable[..., str | bytes]) -> str | bytes:
        return made(several, results, f"{date.today().day} {date.today():%B %Y}")

    with solara.Row(gap="8px", style={"flex-wrap": "wrap"}):
        Download("Report (page)", lambda: report(report_html), "report.html", "text/html")
        Download(
            "Report (PDF)",
            lambda: report(report_pdf),
            "report.pdf",
            "application/pdf",
            "mdi-file-pdf-box",
        )
