"""How long visitors of `orgsim ui` wait who all move levers at once, and what memory is left after them.

    python benchmarks/ui_load.py --visitors 20 --seconds 120 --browsers 1

Each visitor has a scenario of its own, moves *Leader modelling* at random, waits for the first numbers,
looks at them for a while and goes on. `--browsers` of them look in a browser, on the machine of the
server; the others are at machines of their own: they send and receive what a browser does, and draw
nothing. Times are from Enter until the page no longer shows what was set before. Memory is what the
server's process holds: once it answers, after it has warmed up, after a first visitor has gone (for whom
libraries and compiled code came that stay), with all visitors, and after all have gone.
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

from playwright.async_api import Browser, async_playwright

from ui_visitors import BrowserVisitor, SocketVisitor, Visitor

SECONDS_LOOKED = (2.0, 6.0)
"""How long somebody looks at the numbers before the next move."""

SECONDS_AFTER = 30
"""After which memory is measured once a server has begun, or visitors have gone."""

SECONDS_TO_END = 30
"""After which a server that was asked to end is ended."""

ENDED = "ended before all was measured"


class Memory(NamedTuple):
    """What the server held (MB), in the order of time."""

    begun: float
    warm: float
    one_gone: float
    during: float
    all_gone: float


class Moves(NamedTuple):
    """What visitors saw and what it took.

    waited      seconds until the first numbers of each move, without a browser
    drawn       the same in a browser
    processors  seconds that the server computed
    """

    waited: list[float]
    drawn: list[float]
    processors: float


def main() -> None:
    """Start a server, send visitors to it, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--browsers", type=int, default=1, help="how many of them look in one")
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
        await visits(await arrived(browser, address, 1, 1), pid, 5)
        one_gone = await rested(pid)
        visitors = await arrived(browser, address, asked.visitors, asked.browsers)
        found, during = await visits(visitors, pid, asked.seconds)
        all_gone = await rested(pid)
        await browser.close()
    print_measured(asked, found, Memory(begun, warm, one_gone, during, all_gone))


async def rested(pid: int) -> float:
    """Memory that a server holds (MB) after it was left alone for a while."""
    await asyncio.sleep(SECONDS_AFTER)
    return megabytes(pid)


def print_measured(asked: argparse.Namespace, found: Moves, memory: Memory) -> None:
    """Print what was measured as a table."""
    moves = len(found.waited) + len(found.drawn)
    rows = {
        "visitors": f"{asked.visitors}, of whom {asked.browsers} in a browser on this machine",
        "moves": f"{moves} in {asked.seconds:.0f} s",
        "first numbers": waiting(found.waited),
        "… in a browser": waiting(found.drawn),
        "processor seconds a move": f"{found.processors / moves:.2f} s",
        "memory once it answers": f"{memory.begun:.0f} MB",
        "… after it has warmed up": f"{memory.warm:.0f} MB",
        "… after a first visitor": f"{memory.one_gone:.0f} MB",
        "… with all visitors": f"{memory.during:.0f} MB",
        "… after all of them": f"{memory.all_gone:.0f} MB"
        f" ({memory.all_gone / memory.one_gone - 1:+.0%} against after the first,"
        f" {memory.all_gone / memory.warm - 1:+.0%} against after warming up)",
        "at work on the machine": f"load {os.getloadavg()[0]:.1f} of {os.cpu_count()}",
    }
    for name, value in rows.items():
        print(f"{name:<26} {value}")


def waiting(seconds: list[float]) -> str:
    """What is typical and what hardly anybody waits longer than."""
    if len(seconds) < 2:
        return "-"
    last = statistics.quantiles(seconds, n=20)[-1]
    return f"median {statistics.median(seconds):.2f} s, 95th percentile {last:.2f} s"


async def arrived(browser: Browser, address: str, visitors: int, browsers: int) -> list[Visitor]:
    """So many visitors who have seen their first scenario, each with an organisation of its own."""
    queries = [f"?preset=baseline&organisation.people={150 + n}" for n in range(visitors)]
    return [
        await BrowserVisitor.arrived(browser, address, query)
        if number < browsers
        else await SocketVisitor.arrived(address, query)
        for number, query in enumerate(queries)
    ]


async def visits(visitors: list[Visitor], pid: int, seconds: float) -> tuple[Moves, float]:
    """What visitors saw who move at once, and the memory with them (MB)."""
    began = processor_seconds(pid)
    found = await asyncio.gather(
        *(moves(each, random.Random(number), seconds) for number, each in enumerate(visitors))
    )
    took, held = processor_seconds(pid) - began, megabytes(pid)
    for each in visitors:
        await each.left()
    found_by = {BrowserVisitor: list[float](), SocketVisitor: list[float]()}
    for each, waits in zip(visitors, found, strict=True):
        found_by[type(each)] += waits
    return Moves(found_by[SocketVisitor], found_by[BrowserVisitor], took), held


async def moves(visitor: Visitor, draw: random.Random, seconds: float) -> list[float]:
    """Seconds that each move waited."""
    until, waited = time.monotonic() + seconds, []
    while time.monotonic() < until:
        waited.append(await visitor.moved(f"{draw.random():.3f}"))
        await asyncio.sleep(draw.uniform(*SECONDS_LOOKED))
    return waited


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
