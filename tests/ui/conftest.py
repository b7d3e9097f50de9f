"""A server with the pages, and a browser that notes what must not happen."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest

CHROMIUMS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic",
    "--no-first-run", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PICTURES = Path("build/ui")
MILLISECONDS_OF_PATIENCE = 180_000
"""How long a page is waited for, also on a machine with much else to do."""

SECONDS_TO_START = 180


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(*arguments: str) -> tuple[subprocess.Popen, str]:
    """`orgsim ui` with further arguments, once it answers, and its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [
        sys.executable,
        "-m",
        "orgsim",
        "ui",
        *arguments,
        "--port",
        str(port),
        "--no-browser",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(f"orgsim ui ended: {process.stdout and process.stdout.read()}")
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):
                return process, address
        except OSError:
            time.sleep(0.2)
    process.kill()
    raise AssertionError("orgsim ui did not answer")


def ended(process: subprocess.Popen) -> None:
    """End a server that was started."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()


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


class Watched:
    """Opens pages and notes errors, bad answers and requests to others."""

    def __init__(self, browser, address: str) -> None:
        self.context = browser.new_context(
            viewport={"width": 1280, "height": 720}, accept_downloads=True
        )
        self.context.set_default_timeout(MILLISECONDS_OF_PATIENCE)
        self.address, self.faults = address, []

    def page(self):
        """A new page that is watched."""
        page = self.context.new_page()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        page.on("response", self._response)
        page.on("request", self._request)
        return page

    def _console(self, message) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def _response(self, response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")

    def _request(self, request) -> None:
        host = urlparse(request.url).hostname
        if host not in ("127.0.0.1", "localhost", None):
            self.faults.append(f"foreign host: {request.url}")


@pytest.fixture
def watched(chromium, server: str) -> Iterator[Watched]:
    """Pages of one visitor; at the end nothing may have gone wrong."""
    watched = Watched(chromium, server)
    yield watched
    watched.context.close()
    assert watched.faults == []


@pytest.fixture
def page(watched: Watched):
    """A page of one visitor at the first address."""
    page = watched.page()
    page.goto(watched.address)
    return page


@pytest.fixture
def picture():
    """Saves what a page looks like to build/ui/NAME.png."""

    def taken(page, name: str, whole: bool = True) -> Path:
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)
        return PICTURES / f"{name}.png"

    return taken
