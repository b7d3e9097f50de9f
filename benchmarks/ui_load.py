"""How long visitors of `orgsim ui` wait who all move levers at once, and what memory is left after them.

    python benchmarks/ui_load.py --visitors 20 --seconds 120

Each visitor is a page of one Chromium, with a scenario of its own, that moves *Leader modelling* at
random, waits for the first numbers, looks at them for a while and goes on. Charts are left out, so that
the browser does not take the server's processors. Times are those of the page, from Enter until the
cards no longer show what was set before. Memory is what the server's process holds: once it answers,
after it has warmed up, after a first visitor has gone (for whom libraries and compiled code came that
stay), with all visitors, and after all have gone.
"""

import argparse
import asyncio
import os
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
from typing import NamedTuple

from playwright.async_api import Browser, Error, Page, async_playwright

LEVER = 'input[type=number][aria-label="Leader modelling"]'
SECONDS_LOOKED = (2.0, 6.0)
"""How long somebody looks at the numbers before the next move."""

PATIENCE = 180_000
SECONDS_AFTER = 30
"""After which memory is measured once a server has begun, or visitors have gone."""

SECONDS_TO_END = 30
"""After which a server that was asked to end is ended."""

ENDED = "ended before all was measured"

FIRST_NUMBERS = """() => new Promise((done) => {
  const began = performance.now();
  let stale = false;
  const watch = new MutationObserver(() => {
    const now = document.querySelector(".os-stale") !== null;
    if (stale && !now) {
      watch.disconnect();
      requestAnimationFrame(() => done((performance.now() - began) / 1000));
    }
    stale = stale || now;
  });
  watch.observe(document.body, { subtree: true, childList: true, attributes: true });
})"""


class Memory(NamedTuple):
    """What the server held (MB), in the order of time."""

    begun: float
    warm: float
    one_gone: float
    during: float
    all_gone: float


class Moves(NamedTuple):
    """What visitors saw and what it took.

    waited      seconds until the first numbers of each move
    lost        pages that loaded themselves anew meanwhile
    processors  seconds that the server computed
    """

    waited: list[float]
    lost: int
    processors: float


def main() -> None:
    """Start a server, send visitors to it, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(ENDED))  # otherwise the server would stay
    with server() as (pid, address):
        try:
            asyncio.run(measured(pid, address, asked))
        except asyncio.CancelledError:
            sys.exit(ENDED)


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
    """A first visitor alone, then all of them at once."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    async with async_playwright() as running:
        browser = await running.chromium.launch(
            executable_path=asked.chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        begun, warm = megabytes(pid), await rested(pid)
        await visits(browser, pid, address, 1, 5)
        one_gone = await rested(pid)
        found, during = await visits(browser, pid, address, asked.visitors, asked.seconds)
        all_gone = await rested(pid)
        await browser.close()
    tell(asked, found, Memory(begun, warm, one_gone, during, all_gone))


async def rested(pid: int) -> float:
    """Memory that a server holds (MB) after it was left alone for a while."""
    await asyncio.sleep(SECONDS_AFTER)
    return megabytes(pid)


def tell(asked: argparse.Namespace, found: Moves, memory: Memory) -> None:
    """Print what was measured as a table."""
    waited = found.waited
    last = statistics.quantiles(waited, n=20)[-1]
    rows = {
        "visitors": f"{asked.visitors}",
        "moves": f"{len(waited)} in {asked.seconds:.0f} s",
        "first numbers, median": f"{statistics.median(waited):.2f} s",
        "first numbers, 95th percentile": f"{last:.2f} s",
        "pages that loaded themselves anew": f"{found.lost}",
        "processor seconds a move": f"{found.processors / len(waited):.2f} s",
        "memory once it answers": f"{memory.begun:.0f} MB",
        "… after it has warmed up": f"{memory.warm:.0f} MB",
        "… after a first visitor": f"{memory.one_gone:.0f} MB",
        "… with all visitors": f"{memory.during:.0f} MB",
        "… after all of them": f"{memory.all_gone:.0f} MB"
        f" ({memory.all_gone / memory.one_gone - 1:+.0%} against after the first,"
        f" {memory.all_gone / memory.warm - 1:+.0%} against after warming up)",
        "others at work on the machine": f"load {os.getloadavg()[0]:.1f} of {os.cpu_count()}",
    }
    for name, value in rows.items():
        print(f"{name:<34} {value}")


async def visits(
    browser: Browser, pid: int, address: str, visitors: int, seconds: float
) -> tuple[Moves, float]:
    """What so many visitors saw who move at once, and the memory with them (MB)."""
    draws = [random.Random(number) for number in range(visitors)]
    pages = [await arrived(browser, address, number) for number in range(visitors)]
    began = processor_seconds(pid)
    found = await asyncio.gather(
        *(moves(page, draw, seconds) for page, draw in zip(pages, draws, strict=True))
    )
    took, held = processor_seconds(pid) - began, megabytes(pid)
    for page in pages:
        await page.goto("about:blank")
        await page.context.close()
    waited = [each for one, _ in found for each in one]
    return Moves(waited, sum(lost for _, lost in found), took), held


async def arrived(browser: Browser, address: str, number: int) -> Page:
    """A visitor who has seen the first scenario."""
    context = await browser.new_context(viewport={"width": 1280, "height": 720})
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    await page.route("**/echarts.js", lambda route: route.abort())
    await page.goto(f"{address}/?preset=baseline&organisation.people={150 + number}")
    await page.get_by_text(re.compile(r"^\d+ of \d+ replications;")).first.wait_for()
    return page


async def moves(page: Page, draw: random.Random, seconds: float) -> tuple[list[float], int]:
    """Seconds that each move waited, and how often the page loaded itself anew."""
    until, waited, lost = time.monotonic() + seconds, [], 0
    while time.monotonic() < until:
        try:
            waited.append(await moved(page, f"{draw.random():.3f}"))
        except Error:
            lost += 1
            await page.locator(LEVER).wait_for()
        await asyncio.sleep(draw.uniform(*SECONDS_LOOKED))
    return waited, lost


async def moved(page: Page, value: str) -> float:
    """Seconds from Enter until the cards no longer show what was set before."""
    field = page.locator(LEVER)
    await field.fill(value)
    numbers = asyncio.ensure_future(page.evaluate(FIRST_NUMBERS))
    await field.press("Enter")
    return float(await asyncio.wait_for(numbers, PATIENCE / 1000))


def megabytes(pid: int) -> float:
    """Memory that a process holds (MB)."""
    said = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert said
    return int(said[1]) / 1024


def processor_seconds(pid: int) -> float:
    """What a process has computed since it began (s)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    user, system = fields[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
