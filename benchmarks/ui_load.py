"""How long visitors of `orgsim ui` wait who all move levers at once, and what memory is left after them.

    python benchmarks/ui_load.py --visitors 20 --seconds 120

Each visitor is a page of one Chromium, with a scenario of its own, that moves *Leader modelling* at
random, waits for the first numbers, looks at them for a while and goes on. Charts are left out, so that
the browser does not take the server's processors. Times are those of the page, from Enter until the
cards no longer show what was set before. Memory is what the server's process holds.
"""

import argparse
import asyncio
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

LEVER = 'input[type=number][aria-label="Leader modelling"]'
SECONDS_LOOKED = (2.0, 6.0)
"""How long somebody looks at the numbers before the next move."""

PATIENCE = 180_000
SECONDS_AFTER = 30
"""After which memory is measured once all are gone."""

SECONDS_TO_END = 30
"""After which a server that was asked to end is ended."""

FIRST_NUMBERS = """() => new Promise((done) => {
  const began = performance.now();
  let stale = false;
  const look = () => {
    const now = document.querySelector(".os-stale") !== null;
    if (stale && !now) return done((performance.now() - began) / 1000);
    stale = stale || now;
    requestAnimationFrame(look);
  };
  look();
})"""


def main() -> None:
    """Start a server, send visitors to it, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # otherwise the server would stay
    with server() as (pid, address):
        asyncio.run(measured(pid, address, asked))


@contextmanager
def server() -> Iterator[tuple[int, str]]:
    """The process and the address of `orgsim ui` on a free port, which ends with whatever uses it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "orgsim", "ui", "--port", str(port), "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_until_ready(process, address)
        yield process.pid, address
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_ready(process: subprocess.Popen, address: str) -> None:
    """Wait until the server answers."""
    while process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("orgsim ui did not start")


async def measured(pid: int, address: str, asked: argparse.Namespace) -> None:
    """One visitor who warms the server up, then all of them at once."""
    async with async_playwright() as running:
        browser = await running.chromium.launch(
            executable_path=asked.chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        await visits(browser, address, 1, 5)
        await asyncio.sleep(SECONDS_AFTER)
        before = megabytes(pid)
        waited = await visits(browser, address, asked.visitors, asked.seconds)
        during = megabytes(pid)
        await asyncio.sleep(SECONDS_AFTER)
        after = megabytes(pid)
        await browser.close()
    last = statistics.quantiles(waited, n=20)[-1]
    print(f"{asked.visitors} visitors, {asked.seconds:.0f} s, {len(waited)} moves")
    print(f"first numbers: median {statistics.median(waited):.2f} s, 95 % within {last:.2f} s")
    print(f"memory: {before:.0f} MB before, {during:.0f} MB with them, {after:.0f} MB after them")


async def visits(browser: Browser, address: str, visitors: int, seconds: float) -> list[float]:
    """Seconds that each move of so many visitors waited for its first numbers."""
    draws = [random.Random(number) for number in range(visitors)]
    pages = [await arrived(browser, address, number) for number in range(visitors)]
    found = await asyncio.gather(
        *(moves(page, draw, seconds) for page, draw in zip(pages, draws, strict=True))
    )
    for page in pages:
        await page.goto("about:blank")
        await page.context.close()
    return [each for one in found for each in one]


async def arrived(browser: Browser, address: str, number: int) -> Page:
    """A visitor who has seen the first scenario."""
    context = await browser.new_context(viewport={"width": 1280, "height": 720})
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    await page.route("**/echarts.js", lambda route: route.abort())
    await page.goto(f"{address}/?preset=baseline&organisation.people={150 + number}")
    await page.get_by_text(re.compile("of .* replications")).first.wait_for()
    return page


async def moves(page: Page, draw: random.Random, seconds: float) -> list[float]:
    """Seconds that each move waited."""
    until, waited = time.monotonic() + seconds, []
    while time.monotonic() < until:
        field = page.locator(LEVER)
        await field.fill(f"{draw.random():.3f}")
        numbers = asyncio.ensure_future(page.evaluate(FIRST_NUMBERS))
        await field.press("Enter")
        waited.append(await numbers)
        await asyncio.sleep(draw.uniform(*SECONDS_LOOKED))
    return waited


def megabytes(pid: int) -> float:
    """Memory that a process holds (MB)."""
    said = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert said
    return int(said[1]) / 1024


if __name__ == "__main__":
    main()
