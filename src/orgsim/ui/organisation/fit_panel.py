"""The fit on the page: asked, run with progress, and shown with what it could not tell."""

import base64
import time
from collections.abc import Callable

import solara

from orgsim.errors import listed
from orgsim.reporting.documents.fit_report import CAPTION
from orgsim.reporting.folders.fit_folder import PICTURES, REPORT
from orgsim.reporting.sentences.fit_text import counts_of, verdict
from orgsim.reporting.tables.fit_tables import (
    gaps_table,
    group_levers_table,
    levers_table,
    not_told_table,
)
from orgsim.ui.organisation import fit_work
from orgsim.ui.organisation.fit_run import MEMBERS, FitDone, fit_archive
from orgsim.ui.organisation.fit_state import KeptFit
from orgsim.ui.shared.computing.background import said
from orgsim.ui.shared.exports.download_buttons import Download
from orgsim.ui.shared.inputs import Choice, Problem, Words
from orgsim.ui.shared.panel import Panel
from orgsim.ui.shared.plain_table import Table


@solara.component
def FitPanel(
    ready: bool,
    members: int,
    set_members: Callable[[int], object],
    start: Callable[[], None],
):
    """How many members, start and stop, and how far it is; `ready` is whether one can be started."""
    work = fit_work.state()
    if not (ready or work.running):
        return
    with Panel("Fit it to the answers"):
        Words(
            "Organisations are drawn that differ in everything nobody has measured, simulated"
            " through the time of the survey, and adjusted until they answer as yours did. The"
            " result is the levers, for everybody and by unit, and people's states now. More"
            " members make intervals more stable, and take longer. The fit continues while you"
            " look at other pages, until it is stopped or the tab is closed."
        )
        with solara.Div(classes=["os-row", "mt-2"]):
            if work.running:
                solara.Button("Stop", on_click=fit_work.stop, outlined=True)
                with solara.Div(attributes={"role": "status"}):
                    Words(said(work, time.monotonic() - fit_work.began.value), "os-note", "span")
            else:
                sizes = {size: f"{size} members" for size in MEMBERS}
                Choice("Members of the ensemble", sizes, members, set_members)
                solara.Button("Fit", icon_name="mdi-play", on_click=start, color="primary")
        if work.running:
            solara.ProgressLinear(100 * work.share if work.share else True)
        if work.problem:
            Problem(work.problem)


@solara.component
def WhatItRestsOn(kept: KeptFit, stale: bool):
    """The files that a fit was made of, and whether it is still of what is uploaded."""
    named = listed([f"“{name}”" for name in kept.files])
    with Panel("The last fit", note=f"Fitted to {named}" if named else ""):
        if stale:
            Problem(
                "The chart or the answers have changed since: the results below are for the"
                " earlier files. Fit again to use what is uploaded now."
            )
        Words(
            "It is kept until the page is closed or loaded again; a saved project keeps it for"
            " longer. Files and fit are on this machine only, and links do not contain them."
        )


@solara.component
def FitResult(done: FitDone, use: Callable[[str], None]):
    """Whether the fit explains the answers, where the gap sits, and what could not be inferred.

    use  continues with the fitted organisation on the page of a path
    """
    summary = done.summary
    with Panel("Does it explain the answers?", note=" · ".join(counts_of(summary))):
        if summary["explained"]:
            Words(verdict(summary), "os-better")
        else:
            Problem(verdict(summary))
        with solara.Div(classes=["os-row", "mt-2"]):
            solara.Button("Use the fitted organisation", on_click=lambda: use("/"), color="primary")
            solara.Button("Plan with it", on_click=lambda: use("/plan"), outlined=True)
            Download("Fit (ZIP)", lambda: fit_archive(done), "fit.zip", "application/zip")
            Download(
                "Report (page)", (done.folder / REPORT).read_bytes, "fit-report.html", "text/html"
            )
    with Panel("Before and after the answers", note=CAPTION):
        Picture(done)
    with Panel("Where the gap sits"):
        Table(gaps_table(summary))
    with Panel("What the answers say about levers, for everybody"):
        Table(levers_table(summary))
    clear = group_levers_table(summary, clear_only=True)
    if clear.rows:
        with Panel(clear.title):
            Table(clear)
    with Panel("What the answers cannot determine"):
        if not_told_table(summary).rows:
            Table(not_told_table(summary))
        else:
            Words("None.")


@solara.component
def Picture(done: FitDone):
    """The figure of the fit: posterior against prior, by unit."""
    data = solara.use_memo(
        lambda: base64.b64encode((done.folder / PICTURES[0]).read_bytes()).decode(), [done.folder]
    )
    with solara.Div(classes=["os-scroll"], attributes={"tabindex": "0"}):
        solara.v.Html(
            tag="img",
            attributes={
                "src": f"data:image/png;base64,{data}",
                "alt": "Levers before and after the answers, gaps by unit, and answers found and"
                " predicted; the tables below have the same numbers",
                "style": "width: 100%; min-width: 900px",
            },
        )
