"""The pages of an installed package: served from an empty folder, and looked at by a browser."""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS_OF_PATIENCE = 600
"""For a server that starts and compiles on a machine that does much else."""

ALL_NUMBERS = "20 of 20 replications;"
"""What the first page says once all is simulated."""


@contextmanager
def served(orgsim: str, folder: Path) -> Iterator[str]:
    """The address at which a command serves pages from a folder, once /readyz answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [orgsim, "ui", "--no-browser", "--port", str(port)]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    try:
        _wait_until_ready(server, f"{address}/readyz")
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_until_ready(server: subprocess.Popen, address: str) -> None:
    until = time.monotonic() + SECONDS_OF_PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"orgsim ui: no answer from {address}")


def look_at(address: str) -> None:
    """Wait in a browser until the first page shows all numbers; stop where anything went wrong on it."""
    from playwright.sync_api import sync_playwright

    faults: list[str] = []
    with sync_playwright() as running:
        browser = running.chromium.launch(
            executable_path=os.environ.get("ORGSIM_CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page()
        page.set_default_timeout(1000 * SECONDS_OF_PATIENCE)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: said.type == "error" and faults.append(said.text))
        page.on(
            "request", lambda asked: _is_foreign(asked.url, address) and faults.append(asked.url)
        )
        page.goto(address)
        page.get_by_text(ALL_NUMBERS).wait_for()
        browser.close()
    if faults:
        raise SystemExit("\n".join(["the first page:", *faults]))


def _is_foreign(url: str, address: str) -> bool:
    return url.startswith(("http:", "https:")) and not url.startswith(f"{address}/")
