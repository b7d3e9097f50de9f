"""A server with the pages, and a browser that notes what must not happen."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from page_lab import MILLISECONDS_OF_PATIENCE, Watched, ended, started
from plain_runs import PLAIN_QUERY

from orgsim.ui.organisation.uploaded_files import Folder

CHROMIUMS = (
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
)
"""The first is Chromium without windows, whose visits take a tenth less of a processor."""

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
PICTURES = Path("build/ui")


@pytest.fixture
def folder() -> Iterator[Folder]:
    """A folder of uploads, as each visitor has one."""
    folder = Folder()
    yield folder
    folder.clear()


@pytest.fixture
def no_own_config(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No config is open before, and none after; nothing is remembered of one."""
    from orgsim.ui.shared.scenarios import presets, scenario

    # set first: taking away one that never was would put nothing back
    monkeypatch.setenv(presets.CONFIG_VARIABLE, "")
    monkeypatch.delenv(presets.CONFIG_VARIABLE)
    yield
    presets.read_own.cache_clear()
    scenario.forget_configs()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of `orgsim ui`."""
    process, address = started()
    yield address
    ended(process)


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    """A browser, or a skip that says there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = os.environ.get("ORGSIM_CHROMIUM") or next(
        (p for p in CHROMIUMS if Path(p).exists()), shutil.which("chromium")
    )
    if not path:
        pytest.skip("no Chromium on this machine; ORGSIM_CHROMIUM=/path/to/chromium names one")
    with playwright.sync_playwright() as running:
        playwright.expect.set_options(timeout=MILLISECONDS_OF_PATIENCE)
        browser = running.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def visitor(chromium, server: str) -> Iterator[Watched]:
    """A visitor who comes again and again."""
    visitor = Watched(chromium, server)
    yield visitor
    visitor.context.close()


@pytest.fixture
def watched(visitor: Watched, chromium, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """Pages of one visit; at the end nothing may have gone wrong.

    A second try is a visit to a server of its own: the other may still be busy with the first.
    """
    with ExitStack() as ends:
        if getattr(request.node, "execution_count", 1) > 1:
            visitor.come_anew()
            process, address = started()
            ends.callback(ended, process)
            visitor = Watched(chromium, address)
        visitor.faults.clear()
        yield visitor
        visitor.leave()
        assert visitor.faults == []


@pytest.fixture
def page(watched: Watched):
    """A page of one visitor at a small organisation, the first one but for its size."""
    page = watched.page()
    page.goto(f"{watched.address}/?organisation.people=40&run.weeks=20&{PLAIN_QUERY}")
    return page


@pytest.fixture
def fresh_session() -> Iterator[None]:
    """What visitors' pages share is as at first, before and afterwards."""
    from orgsim.ui.shared import session
    from orgsim.ui.shared.scenarios.scenario import first_scenario

    def renew() -> None:
        session.scenario.value = session.start.value = first_scenario()
        session.compared.value = session.past.value = session.future.value = ()
        session.problem.value, session.last_move.value = None, ("", 0.0)

    renew()
    yield
    renew()


@pytest.fixture
def picture():
    """Saves what a page looks like to build/ui/NAME.png, where ORGSIM_PICTURES is set."""

    def taken(page, name: str, whole: bool = True) -> None:
        if os.environ.get("ORGSIM_PICTURES"):
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)

    return taken
