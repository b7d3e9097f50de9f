"""A field for one file, which is refused for its size before it is read."""

from collections.abc import Callable

import solara
from ipyvuetify.extra import FileInput

from orgsim.errors import UserError
from orgsim.ui.organisation.uploaded_files import MOST_MEGABYTES, USE_COMMAND_LINE, check_size
from orgsim.ui.shared.inputs import Words


@solara.component
def Upload(
    label: str,
    accept: str,
    on_file: Callable[[str, bytes], None],
    on_wrong: Callable[[str], None],
    megabytes: int = MOST_MEGABYTES,
    instead: str = USE_COMMAND_LINE,
):
    """A field for one file, of a size that is checked before it is read (see `check_size`)."""

    def take(file: dict) -> None:
        try:
            check_size(str(file["name"]), int(file["size"]), megabytes, instead)
        except UserError as error:
            on_wrong(str(error))
            return
        on_wrong("")  # that of the file before, while this one is on its way
        on_file(str(file["name"]), file["file_obj"].read())

    with solara.Div(classes=["os-upload"], attributes={"role": "group", "aria-label": label}):
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
