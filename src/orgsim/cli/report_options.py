"""Options of reports on the command line, and the files written for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from orgsim.config.files import ConfigFile
    from orgsim.reporting.documents.report_head import ReportHead
    from orgsim.reporting.folders.result_folder import ResultsFolder
    from orgsim.simulation import ScenarioResult

WithReport = Annotated[
    bool,
    typer.Option("--report", help="Write a report for decision-makers: report.html and .pdf."),
]
WithSlides = Annotated[
    bool, typer.Option("--slides", help="Write the brief of the report as slides.pptx.")
]
Title = Annotated[str, typer.Option(help="Title of the report.", show_default=False)]
Client = Annotated[
    str, typer.Option(help="Client for whom the report is written.", show_default=False)
]
Logo = Annotated[
    Path | None, typer.Option(help="Logo of the report: PNG, JPEG or SVG.", show_default=False)
]


@dataclass(frozen=True)
class Wanted:
    """A report that is wanted: as pages, as slides, or as both."""

    head: "ReportHead"
    pages: bool
    slides: bool


def wanted(report: bool, slides: bool, title: str, client: str, logo: Path | None) -> Wanted | None:
    """What is wanted of a report, tried before anything is simulated; None where nothing is."""
    from orgsim.errors import UserError

    if not (report or slides):
        if title or client or logo:
            raise UserError(
                "--title, --client and --logo are of a report: add --report, --slides or both"
            )
        return None
    from orgsim.extras import require
    from orgsim.reporting.documents.report_head import head_of, read_logo

    if slides:
        require("slides")
    return Wanted(head_of(title, client, read_logo(logo) if logo else None), report, slides)


def write_report(
    folder: "ResultsFolder",
    file: "ConfigFile",
    results: "Mapping[str, ScenarioResult]",
    asked: Wanted,
) -> None:
    """Write the report that is wanted into a folder of results."""
    from orgsim.reporting.documents.scenario_report import report_of
    from orgsim.reporting.report_parts import Code, Paragraph

    shown = _shown(file.base.name, results)
    command = "compare" if len(results) > 1 else "run"
    repeat = (
        Paragraph("config.toml next to this report contains every number:"),
        Code(f"orgsim {command} config.toml"),
    )
    report = report_of(shown, asked.head, file.base.name, (), repeat)
    if asked.pages:
        from orgsim.reporting.documents.scenario_html import as_html
        from orgsim.reporting.documents.scenario_pdf import as_pdf

        folder.write_text("report.html", as_html(report))
        folder.write("report.pdf", lambda path: _put(path, as_pdf(report)))
    if asked.slides:
        from orgsim.reporting.documents.slides import as_slides

        folder.write("slides.pptx", lambda path: _put(path, as_slides(report)))


def _shown(
    organisation: str, results: "Mapping[str, ScenarioResult]"
) -> "Mapping[str, ScenarioResult]":
    """Results by names as people write them; a single one is the organisation's."""
    if len(results) == 1:
        return dict(zip([organisation], results.values(), strict=True))
    spoken = {name.replace("_", " "): result for name, result in results.items()}
    return spoken if len(spoken) == len(results) else results


def _put(path: Path, content: bytes) -> None:
    path.write_bytes(content)
