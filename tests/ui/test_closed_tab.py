"""A tab that is closed ends what was computed for it and takes its files along."""

import os
import re
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from page_lab import Watched, ended, started
from plain_runs import PLAIN_QUERY
from playwright.sync_api import expect
from waiting import waited

from orgsim.ui.server_folder import PREFIX

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads threads from /proc"),
]
MUCH = f"organisation.people=6000&run.weeks=520&run.replications=200&{PLAIN_QUERY}"


def test_a_closed_tab_ends_its_work_and_takes_its_files_along(chromium, tmp_path, monkeypatch):
    """That of a server's first visitor, and that of the next, who comes after another."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    chart = tmp_path / "chart.csv"
    chart.write_text("id,superior\n1,\n2,1\n")
    process, address = started()
    visitor = Watched(chromium, address)
    try:
        for _ in range(2):
            page = visitor.page()
            page.goto(f"{address}/organisation?preset=baseline&{MUCH}")
            field = page.get_by_role("group", name="Upload chart").locator("input[type=file]")
            field.set_input_files(chart)
            assert waited(lambda: _uploads(tmp_path) != [])
            page.get_by_role("link", name="Scenario", exact=True).click()
            some = re.compile(r"\b\d+ of 200 replications")
            expect(page.get_by_text(some).first).to_be_visible()
            assert waited(lambda: not _idle(process.pid))
            assert _uploads(tmp_path) != []
            page.close()
            before = _seconds_of_work(process.pid)
            assert waited(lambda: _uploads(tmp_path) == [])
            assert waited(lambda: _idle(process.pid))
            # what is left takes more than half a minute of a processor, however many others want it, too
            assert _seconds_of_work(process.pid) - before < 15
        assert visitor.faults == []
    finally:
        visitor.context.close()
        ended(process)


def _uploads(temporary: Path) -> list[Path]:
    """Folders with what visitors of a server uploaded, by its place for temporary files."""
    return list(temporary.glob(f"{PREFIX}*/upload-*"))


def _idle(process: int) -> bool:
    """Whether no thread of a process wants a processor, for two seconds.

    A thread that waits for its turn on a busy machine wants one.
    """
    for _ in range(20):
        for task in Path(f"/proc/{process}/task").iterdir():
            with suppress(FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
                if (task / "stat").read_text().rsplit(")", 1)[1].split()[0] == "R":
                    return False
        time.sleep(0.1)
    return True


def _seconds_of_work(process: int) -> float:
    """Processor time that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
