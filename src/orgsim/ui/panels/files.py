"""Uploads: a chart, ties and a survey, or a whole scenario as a config file."""

from collections.abc import Callable

import solara
from ipyvuetify.extra import FileInput

from orgsim.errors import UserError
from orgsim.ui import session
from orgsim.ui.panels.parts import Problem, Quiet, Section, Words
from orgsim.ui.scenario import from_toml
from orgsim.ui.upload import (
    KINDS,
    MOST_MEGABYTES,
    TEMPLATES,
    Preview,
    check_size,
    keep,
    plain_name,
    with_files,
)


@solara.component
def Uploads():
    """Files of one's own organisation, with the first rows of each."""
    previews = {one.kind: one for one in session.previews.value}
    wrong, set_wrong = solara.use_state("")

    def take(kind: str, name: str, data: bytes) -> None:
        try:
            before = {one.kind: one for one in session.previews.peek()}
            kept = {**before, kind: keep(kind, name, data, session.uploads.peek())}
            new = with_files(session.scenario.peek(), kept)
            session.previews.value = tuple(kept.values())
            session.begin(new)
            set_wrong("")
        except UserError as error:
            set_wrong(str(error))

    def forget() -> None:
        session.previews.value = ()
        set_wrong("")
        session.begin(session.scenario.peek().with_files({}))

    with Section("Your own organisation", note=", ".join(previews)):
        Words(
            "CSV files, a row for each person or tie. They stay on this machine, are forgotten when"
            f" you leave, and are no part of a link. At most {MOST_MEGABYTES} MB each."
        )
        for kind, label in KINDS.items():
            Words(f"{kind.capitalize()}: {label.lower()}", "os-heading mt-3")
            Upload(
                f"Upload {kind} (CSV)",
                ".csv,.tsv,.txt",
                lambda n, d, k=kind: take(k, n, d),
                set_wrong,
            )
            if kind in previews:
                FirstRows(previews[kind])
            solara.FileDownload(TEMPLATES[kind], f"{kind}.csv", mime_type="text/csv", children=[
                Quiet(f"Template for {kind}", lambda: None, "mdi-download-outline")])  # fmt: skip
        if previews:
            Quiet("Take the files away", forget, "mdi-delete-outline")
        if wrong:
            Problem(wrong)


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


@solara.component
def FirstRows(preview: Preview):
    """The first rows of a file, as a table."""

    def cells(tag: str, values: tuple[str, ...]) -> list:
        return [solara.v.Html(tag=tag, children=[value]) for value in values[:8]]

    table = [solara.v.Html(tag="tr", children=cells("th", preview.columns))]
    table += [solara.v.Html(tag="tr", children=cells("td", row)) for row in preview.rows]
    with solara.Div(classes=["os-scroll"]):
        Words(f"{preview.name}, first rows")
        solara.v.Html(tag="table", class_="os-table", children=table)
