"""What holds for all tests and for their processes: threads, memory, who begins with what, tries."""

import atexit
import gc
import os
import socket
import subprocess
from collections.abc import Iterator
from itertools import groupby

import pytest

# Matrices of tests are small, and `make test` has more processes than there are processors: threads that
# wait for each other take ten times the time. To be said before NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Nothing of what is read before the first test is garbage.
gc.disable()

WAITED_IN_VAIN = (subprocess.TimeoutExpired, TimeoutError, ConnectionError)
"""How a test fails whose other process got no turn for minutes, or was lost, on a machine under load."""


ON_ONE_THREAD = ("facts", "properties", "science", "twins")
"""Folders whose organisations are small, and quickest on one thread."""


@pytest.fixture(autouse=True)
def _one_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.path.parent.name not in ON_ONE_THREAD:
        yield
        return
    import numba

    threads = numba.get_num_threads()
    numba.set_num_threads(1)
    yield
    numba.set_num_threads(threads)


def pytest_itemcollected(item: pytest.Item) -> None:
    """What drives a browser and fails is tried once more; anything else only where it waited in vain.

    No assertion is: what a test finds of numbers, files and messages counts the first time.
    """
    if "chromium" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.flaky(reruns=1))
    else:
        item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=WAITED_IN_VAIN))


def pytest_sessionstart(session: pytest.Session) -> None:
    """A process of several asks at once how often a test was tried.

    Twice a test it writes a few bytes to the process that counts; without this the second write waits
    for a receipt of the first, 40 ms, which is longer than most tests take.
    """
    connection = getattr(getattr(session.config, "failures_db", None), "sock", None)
    if connection is not None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several processes share the tests, each begins with files of long ones.

    A process is given tests that follow each other, and takes from the end of another's once it has done
    them, so that quick ones at the end leave no process alone with a long one. Tests of a file stay
    together: they share what they look at.
    """
    if not hasattr(config, "workerinput"):
        return
    files = [list(tests) for _, tests in groupby(items, key=lambda item: item.path)]
    quick = [item for tests in files if not _long(tests) for item in tests]
    shares: list[list[pytest.Item]] = [[] for _ in range(config.workerinput["workercount"])]
    for tests in sorted(filter(_long, files), key=_long, reverse=True):
        min(shares, key=_long).extend(tests)
    items[:] = dealt(shares, quick)


def pytest_collection_finish() -> None:
    """Look for garbage among what tests make alone: libraries and tests, a million objects, stay."""
    gc.freeze()
    gc.enable()
    # Libraries that count what is left of them when Python ends find it gone.
    atexit.register(gc.unfreeze)


def _long(tests: list[pytest.Item]) -> int:
    return sum(item.get_closest_marker("slow") is not None for item in tests)


def dealt(shares: list[list[pytest.Item]], quick: list[pytest.Item]) -> list[pytest.Item]:
    """All tests, with each share filled up to the number of tests that a process is given."""
    order, left = [], sum(map(len, shares)) + len(quick)
    for number, share in enumerate(shares):
        size = left // (len(shares) - number)
        more = max(0, size - len(share))
        order += share + quick[:more]
        quick, left = quick[more:], left - size
    return order + quick
