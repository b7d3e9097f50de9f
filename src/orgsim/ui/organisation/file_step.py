"""A file in the wizard: uploaded, its columns chosen, a template for it, and what was found in it."""

import solara

from orgsim.errors import UserError
from orgsim.organise import Imported
from orgsim.ui.organisation.answer_templates import answers_template
from orgsim.ui.organisation.columns_panel import Columns
from orgsim.ui.organisation.draft import put_file, take_away
from orgsim.ui.organisation.uploaded_files import ANSWERS, KINDS, MOST_MEGABYTES, Uploaded, keep
from orgsim.ui.organisation.uploaded_text import template, used
from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import Problem, Quiet, Words
from orgsim.ui.shared.panel import Panel
from orgsim.ui.shared.upload_field import Upload

ACCEPTED = ".csv,.tsv,.txt,.xlsx,.xlsb,.xls,.ods"

WHAT_IT_IS = {
    "chart": "A table with a row for each person: an id, and whom they report to, by id, by e-mail"
    " address or by name. Further columns (unit, site, role) become groups that can be named.",
    "ties": "A table with a row for each pair of people who talk with each other and, if known,"
    " how much. Without it, reporting lines are the only ties.",
    "survey": "One survey of individuals, without waves: it sets people's states at the start."
    " Nothing is fitted to it.",
    "waves": "A row for each wave and item of a person or of a group (means, shares of favourable"
    " answers), or a column for each item. Levers are fitted to these answers.",
    "leavers": "How many people left, by week and group, or who. Optional.",
    "programmes": "What leaders have done since before the first wave, with dates. Optional.",
}


@solara.component
def FileStep(kind: str, read: Imported | None = None):
    """One kind of file; `read` is what was read of the chart, for templates that fit it."""
    files = {one.kind: one for one in session.uploaded.value}
    wrong, set_wrong = solara.use_state("")

    def take(name: str, data: bytes) -> None:
        session.problem.value = None
        try:
            put_file(keep(kind, name, data, session.uploads.peek()))
        except UserError as error:
            set_wrong(str(error))

    with Panel(f"{kind.capitalize()}: {({**KINDS, **ANSWERS})[kind].lower()}"):
        Words(WHAT_IT_IS[kind])
        Words(
            "CSV or text in any common encoding, or a workbook (XLSX, XLS, ODS), of at most"
            f" {MOST_MEGABYTES} MB. It stays on this machine, and is deleted when you leave unless a"
            " project keeps it."
        )
        with solara.Div(classes=["os-row", "mt-2"]):
            Upload(f"Upload {kind}", ACCEPTED, take, set_wrong)
            Template(kind, files.get("chart"), read)
        if wrong:
            Problem(wrong)
        if kind in files:
            Columns(files[kind], put_file, set_wrong)
            Quiet(f"Take {kind} away", lambda: take_away(kind), "mdi-delete-outline")


@solara.component
def Template(kind: str, chart: Uploaded | None, read: Imported | None):
    """A file to put one's own rows in, which fits the chart that is there."""
    solara.FileDownload(
        answers_template(kind, read) if kind in ANSWERS else template(kind, chart),
        f"{kind}.csv",
        mime_type="text/csv",
        children=[Quiet(f"Template for {kind}", lambda: None, "mdi-download-outline")],
    )


@solara.component
def WhatWasRead(read: Imported):
    """What was read of the files, and what was not."""
    files = {one.kind: one for one in session.uploaded.value if one.kind in KINDS}
    with solara.Div(attributes={"role": "status", "aria-label": "What was read"}):
        for words in used(read, files):
            Words(words, "os-note mt-2")
