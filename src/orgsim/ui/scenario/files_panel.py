"""Uploads: a chart, ties and a survey, or a whole scenario as a config file."""

from collections.abc import Callable, Mapping

import solara
from ipyvuetify.extra import FileInput

from orgsim.errors import UserError
from orgsim.organise import imported
from orgsim.ui.scenario.columns_panel import Columns
from orgsim.ui.scenario.row_handling import requested
from orgsim.ui.scenario.row_handling_panel import OddRows
from orgsim.ui.scenario.uploaded_files import (
    KINDS,
    MOST_MEGABYTES,
    Uploaded,
    check_size,
    keep,
    lacking,
    plain_name,
    with_files,
)
from orgsim.ui.scenario.uploaded_text import template, used
from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import Problem, Quiet, Section, Words
from orgsim.ui.shared.scenario import from_toml

ACCEPTED = ".csv,.tsv,.txt,.xlsx,.xlsb,.xls,.ods"


@solara.component
def Uploads():
    """Files of one's own organisation, what their columns are for, and what was read of them."""
    files = {one.kind: one for one in session.uploaded.value}
    handled = session.handled.value
    wrong, set_wrong = solara.use_state("")

    def put(change: Callable[[dict[str, Uploaded]], dict[str, Uploaded]]) -> None:
        """Another set of files; where they cannot be read they stay, to be read otherwise."""
        set_wrong("")
        session.problem.value = None
        link = session.awaited.peek()
        try:
            kept = change({one.kind: one for one in session.uploaded.peek()})
            session.uploaded.value = tuple(kept.values())
            if not (link and lacking(link, kept)):
                asked = requested(session.handled.peek())
                shown = link.scenario if link else session.scenario.peek()
                session.begin(with_files(shown, kept, asked))
        except UserError as error:
            set_wrong(str(error))

    def take(kind: str, name: str, data: bytes) -> None:
        put(lambda kept: {**kept, kind: keep(kind, name, data, session.uploads.peek())})

    def handle(chosen: dict[str, str]) -> None:
        session.handled.value = chosen
        put(lambda kept: kept)

    def forget() -> None:
        session.uploaded.value = ()
        session.handled.value = {}
        set_wrong("")
        if not session.awaited.peek():
            session.begin(session.scenario.peek().with_files({}))

    link = session.awaited.value
    with Section("Your own organisation", note=", ".join(files), begin=link is not None):
        Words(
            "Tables with a row for each person or tie: CSV or text in any usual encoding, or a"
            " workbook (XLSX, XLS, ODS). They stay on this machine, are forgotten when you leave, and"
            f" are no part of a link. At most {MOST_MEGABYTES} MB each."
        )
        for kind, meaning in KINDS.items():
            Words(f"{kind.capitalize()}: {meaning.lower()}", "os-heading mt-3")
            Upload(
                f"Upload {kind}",
                ACCEPTED,
                lambda name, data, kind=kind: take(kind, name, data),
                set_wrong,
            )
            if kind in files:
                Columns(
                    files[kind],
                    lambda file: put(lambda kept: {**kept, file.kind: file}),
                    set_wrong,
                )
            Template(kind, files.get("chart"))
        if wrong:
            Problem(wrong)
        elif files and not link:
            Used(files)
        if files:
            OddRows(handled, wrong, handle)
            Quiet("Take the files away", forget, "mdi-delete-outline")


@solara.component
def Template(kind: str, chart: Uploaded | None):
    """A file to put one's own rows in; those of ties and survey fit the chart that is there."""
    solara.FileDownload(
        template(kind, chart),
        f"{kind}.csv",
        mime_type="text/csv",
        children=[Quiet(f"Template for {kind}", lambda: None, "mdi-download-outline")],
    )


@solara.component
def Used(files: Mapping[str, Uploaded]):
    """What was read of the files, and what was not."""
    organisation = session.scenario.value.config().organisation
    said = solara.use_memo(
        lambda: used(imported(organisation), files) if organisation.chart else [],
        [organisation, *files.values()],
    )
    with solara.Div(attributes={"role": "status", "aria-label": "What was read"}):
        for words in said:
            Words(words, "os-note mt-2")


@solara.component
def UploadScenario():
    """A scenario that was saved before."""
    wrong, set_wrong = solara.use_state("")

    def take(name: str, data: bytes) -> None:
        try:
            text = data.decode("utf-8-sig")
            found = from_toml(text, plain_name(name))
            session.begin(found[0])
            for other in found[1:6]:
                session.add(other)
            set_wrong("")
        except UnicodeDecodeError:
            set_wrong(f"{plain_name(name)}: is no text; upload a config file (TOML)")
        except UserError as error:
            set_wrong(str(error))

    Upload("Open a saved scenario (TOML)", ".toml", take, set_wrong)
    if wrong:
        Problem(wrong)


@solara.component
def Upload(
    label: str,
    accept: str,
    on_file: Callable[[str, bytes], None],
    on_wrong: Callable[[str], None],
):
    """A field for one file, of a size that is checked before it is read."""

    def take(file: dict) -> None:
        try:
            check_size(str(file["name"]), int(file["size"]))
        except UserError as error:
            on_wrong(str(error))
            return
        on_wrong("")  # that of the file before, while this one is on its way
        on_file(str(file["name"]), file["file_obj"].read())

    with solara.Div(attributes={"role": "group", "aria-label": label}):
        Words(label)
        Field(accept, take)


@solara.component
def Field(accept: str, on_file: Callable[[dict], None]):
    """The field alone; a file is read in a thread, because its bytes come through the page."""
    none: list[dict] = []
    chosen, set_chosen = solara.use_state(none)
    ready, set_ready = solara.use_state(none)
    field = FileInput.element(accept=accept, multiple=False, on_file_info=set_chosen)

    def wire() -> None:
        if chosen:
            widget = solara.get_widget(field)
            widget.version += 1
            widget.reset_stats()
            set_ready(widget.get_files())

    def read(cancel) -> None:
        if ready:
            on_file(ready[0])

    solara.use_effect(wire, [chosen])
    solara.use_thread(read, [ready])
    return field
