"""Buttons that make files: what was asked for comes, whatever else happens on the page meanwhile."""

import threading

import solara
from solara.components.file_download import FileDownloadWidget
from waiting import PATIENCE, waited

from orgsim.ui.shared.download_buttons import Download


def test_a_file_that_was_asked_for_comes_though_there_are_new_numbers_meanwhile():
    number, begun, go_on = solara.reactive(1), threading.Event(), threading.Event()
    asked: list[int] = []

    @solara.component
    def Page():  # noqa: N802
        shown = number.value

        def data() -> str:
            asked.append(shown)
            begun.set()
            assert go_on.wait(PATIENCE)
            return f"made of {shown}"

        Download("Numbers", data, "numbers.txt", "text/plain")

    _, context = solara.render(Page(), handle_error=False)
    try:
        number.value = 2
        button = context.find(FileDownloadWidget).widget
        assert button.bytes is None
        button.request_download = True
        assert begun.wait(PATIENCE)
        number.value = 3
        go_on.set()
        assert waited(lambda: button.bytes is not None)
        assert (asked, button.bytes, button.request_download) == ([2], b"made of 2", True)
    finally:
        context.close()
