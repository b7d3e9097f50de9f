"""A tab that is closed ends what was computed for it, and the server comes to rest."""

import os
import re
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from plain_runs import PLAIN_QUERY
from playwright.sync_api import expect
from waiting import waited

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads threads from /proc"),
]


def test_a_closed_tab_ends_its_work(watched):
    process = _process_of(watched.address)
    page = watched.page()
    much = f"organisation.people=10000&run.weeks=520&run.replications=200&{PLAIN_QUERY}"
    page.goto(f"{watched.address}/?preset=baseline&{much}")
    expect(page.get_by_text(re.compile(r"\b[1-9]\d* of 200 replications")).first).to_be_visible()
    assert waited(lambda: not _idle(process))
    page.close()
    before = _seconds_of_work(process)
    assert waited(lambda: _idle(process))
    # what is left takes more than half a minute of a processor, however many others want it, too
    assert _seconds_of_work(process) - before < 15


def _process_of(address: str) -> int:
    """The process of a server that these tests started, by its port."""
    port = address.rsplit(":", 1)[1]
    own = os.getpid()
    for task in Path(f"/proc/{own}/task").iterdir():
        for child in (task / "children").read_text().split():
            if port in Path(f"/proc/{child}/cmdline").read_text().split("\0"):
                return int(child)
    raise AssertionError("the server is not a child of this process")


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
