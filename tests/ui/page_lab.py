"""A laboratory for pages: a server of its own, and a visitor who notes what must not happen."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from urllib.parse import urlparse

from patience import PATIENCE

MILLISECONDS_OF_PATIENCE = 1000 * PATIENCE
"""How long a page is waited for."""


TAKEN = ("cannot be had", "address already in use")
"""What a server says whose port is another's."""


def fill(field, value: str) -> None:
    """Type a value into a field, and Enter."""
    field.fill(value)
    field.press("Enter")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(*arguments: str, port: int | None = None) -> tuple[subprocess.Popen, str]:
    """`orgsim ui` with further arguments, once it answers, and its address."""
    return serving("orgsim", "ui", *arguments, "--no-browser", port=port)


def serving(
    *module: str, port: int | None = None, **environment: str
) -> tuple[subprocess.Popen, str]:
    """A module that serves pages at a `--port`, by default a free one, once it answers; its address.

    A port that was free may be another's before the server has it: then it is started at the next one.
    """
    own = port or free_port()
    address = f"http://127.0.0.1:{own}"
    said = tempfile.TemporaryFile("w+")  # noqa: SIM115  # the process writes to it as long as it lives
    process = subprocess.Popen(
        [sys.executable, "-m", *module, "--port", str(own)],
        env={**os.environ, "ORGSIM_PROJECTS": f"{tempfile.gettempdir()}/{own}", **environment},
        stdout=said,
        stderr=subprocess.STDOUT,
    )
    process.stdout = said  # what it says can be read where it was started
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            said.seek(0)
            text = said.read()
            if port is None and any(words in text for words in TAKEN):
                return serving(*module, **environment)
            raise AssertionError(f"{module} ended: {text}")
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):
                return process, address
        except OSError:
            time.sleep(0.2)
    process.kill()
    raise AssertionError(f"{module} did not answer")


def ended(process: subprocess.Popen) -> None:
    """End a server that was started."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()


def printed_query(process: subprocess.Popen) -> str:
    """The query of the address that a server has printed."""
    process.stdout.seek(0)
    return process.stdout.read().split("?", 1)[1].split()[0]


ASKED_BY_BROWSERS = "/favicon.ico"
"""What a browser asks for by itself where a document names no picture of its own."""

WINDOW = {"width": 1280, "height": 720}
STILL = """
document.addEventListener("DOMContentLoaded", () => {
  const style = document.createElement("style");
  style.textContent =
    "*, ::before, ::after { animation: none !important; transition: none !important; }";
  document.head.append(style);
});
"""
"""Nothing turns or fades: drawing that without a graphics card takes a processor from the server."""


class Watched:
    """Opens pages and notes errors, bad answers and requests to others.

    One page is kept from visit to visit, as its process has read all scripts by then. It waits at an
    address of the same server: at any other it would be given a process anew.
    """

    def __init__(self, browser, address: str) -> None:
        self._browser, self.address, self.faults = browser, address, []
        self._come()

    def _come(self) -> None:
        self.context = self._browser.new_context(viewport=WINDOW, accept_downloads=True)
        self.context.set_default_timeout(MILLISECONDS_OF_PATIENCE)
        self.context.add_init_script(STILL)
        self._kept = None

    def come_anew(self) -> None:
        """Forget everything: pages, cookies, what was stored."""
        self.context.close()
        self._come()

    def page(self):
        """A page that is watched: the one that was kept, if it is free."""
        page, self._kept = self._kept or self._new_page(), None
        return page

    def leave(self) -> None:
        """Leave all pages, and keep one of them for the next visit."""
        for page in self.context.pages[1:]:
            page.close()
        for page in self.context.pages:
            page.unroute_all()
            page.goto(f"{self.address}/readyz")
            page.set_viewport_size(WINDOW)
            self._kept = page

    def _new_page(self):
        page = self._bare_window()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        page.on("response", self._response)
        page.on("request", self._request)
        return page

    def _bare_window(self):
        """A window without a strip of tabs, whose sign that a page is loading takes a processor, too."""
        opener = self.context.new_page()
        with opener.expect_popup() as opened:
            opener.evaluate("void open('about:blank', '', 'popup')")
        opener.close()
        return opened.value

    def _console(self, message) -> None:
        if message.type == "error" and not message.location["url"].endswith(ASKED_BY_BROWSERS):
            self.faults.append(f"console: {message.text}")

    def _response(self, response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")

    def _request(self, request) -> None:
        host = urlparse(request.url).hostname
        if host not in ("127.0.0.1", "localhost", None):
            self.faults.append(f"foreign host: {request.url}")
