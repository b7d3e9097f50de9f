"""Buttons that make files: what was asked for comes, whatever else happens on the page meanwhile."""

import threading

import solara
from patience import PATIENCE
from solara.components.file_download import FileDownloadWidget
from waiting import waited

from orgsim.reporting.documents import scenario_pdf
from orgsim.reporting.documents.report_head import ReportHead, head_of
from orgsim.reporting.report_parts import Report
from orgsim.ui.shared.computing.replication_stream import Growing
from orgsim.ui.shared.exports import download_buttons
from orgsim.ui.shared.exports.download_buttons import Download, ReportButtons
from orgsim.ui.shared.exports.report_head_fields import head
from orgsim.ui.shared.scenarios.scenario import Scenario


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


def test_a_report_is_made_once_for_page_and_pdf_and_anew_for_new_numbers(monkeypatch):
    made: list[object] = []

    def compose(_scenarios: object, results: object, _made_on: str) -> Report:
        made.append(results)
        return Report(f"report {len(made)}", "", ())

    monkeypatch.setattr(download_buttons, "compose", compose)
    monkeypatch.setattr(download_buttons, "as_html", lambda report: f"page of {report.title}")
    monkeypatch.setattr(scenario_pdf, "as_pdf", lambda report: f"PDF of {report.title}".encode())
    first, second = (Growing({"scenario": number}, 2, 2) for number in (1, 2))
    shown = solara.reactive(first)

    @solara.component
    def Page():  # noqa: N802
        ReportButtons(Scenario(), shown.value)

    def asked(context, number: int) -> bytes:
        button = context.find(FileDownloadWidget).widgets[number]
        button.request_download = True
        assert waited(lambda: button.bytes is not None)
        found = button.bytes
        button.request_download = False  # as the browser does once it has the file
        assert waited(lambda: button.bytes is None)
        return found

    _, context = solara.render(Page(), handle_error=False)
    try:
        assert asked(context, 0) == b"page of report 1"
        assert asked(context, 1) == b"PDF of report 1"
        shown.value = second
        assert asked(context, 1) == b"PDF of report 2"
        assert asked(context, 0) == b"page of report 2"
        head.value = head_of("Our own title")
        assert asked(context, 0) == b"page of Our own title"
        assert made == [first.results, second.results]
    finally:
        head.value = ReportHead()
        context.close()
