"""A field for one file, which is refused for its size before it is read."""

import threading
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

    def refused(name: str, size: int) -> bool:
        try:
            check_size(name, size, megabytes, instead)
        except UserError as error:
            on_wrong(str(error))
            return True
        on_wrong("")  # that of the file before, while this one is on its way
        return False

    with solara.Div(classes=["os-upload"], attributes={"role": "group", "aria-label": label}):
        Words(label)
        Field(accept, refused, on_file)


@solara.component
def Field(accept: str, refused: Callable[[str, int], bool], on_file: Callable[[str, bytes], None]):
    """The field alone; a file is read in a thread, because its bytes come through the page."""
    none: list[dict] = []
    chosen, set_chosen = solara.use_state(none)
    field = FileInput.element(accept=accept, multiple=False, on_file_info=set_chosen)

    def begin() -> None:
        if chosen:
            widget = solara.get_widget(field)
            widget.version += 1
            widget.reset_stats()
            (file,) = widget.get_files()

            def take() -> None:
                name = str(file["name"])
                data = None if refused(name, int(file["size"])) else file["file_obj"].read()
                widget.clear()  # otherwise it does not tell that a file of the same name is chosen next
                if data is not None:
                    on_file(name, data)

            # no use_thread, which would end it where the page is drawn anew meanwhile
            threading.Thread(target=take, daemon=True).start()

    solara.use_effect(begin, [chosen])
    return field
