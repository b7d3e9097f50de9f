"""Parallel tasks: run in several threads; the calling thread reports their progress.

A listener (a bar on a terminal, a page of a visitor) need not be safe for threads, and may end all tasks
by raising.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import NamedTuple, TypeVar

Done = TypeVar("Done")

SECONDS_BETWEEN_REPORTS = 0.05
"""How often the progress of tasks is reported."""

AHEAD = 2
"""Tasks queued for each thread, so that none is idle."""


class Listener(NamedTuple):
    """What a task calls: `progress` with how much more is done, `doing` with what is done next."""

    progress: Callable[[int], None]
    doing: Callable[[str], None]


def in_threads(
    tasks: Iterable[Callable[[Listener], Done]], threads: int, listener: Listener
) -> Iterator[Done]:
    """Results of tasks in their order, run in a number of threads.

    What a task raises is raised in its turn. After any error the others end the next time they report.
    """
    reports, waiting = _Reports(listener), iter(tasks)
    running: deque[Future[Done]] = deque()
    with ThreadPoolExecutor(threads) as pool:

        def hand_out(most: int) -> None:
            running.extend(pool.submit(task, reports.collector) for task in islice(waiting, most))

        try:
            hand_out(AHEAD * threads)
            while running:
                while wait([running[0]], SECONDS_BETWEEN_REPORTS).not_done:
                    reports.pass_on()
                reports.pass_on()
                yield running.popleft().result()
                hand_out(1)
        finally:
            reports.end()
            for future in running:
                future.cancel()


class _EndedError(Exception):
    """Nobody waits for this task any more."""


class _Reports:
    """Progress that tasks reported and was not passed on yet."""

    def __init__(self, listener: Listener) -> None:
        self._listener, self._lock, self._ended = listener, threading.Lock(), threading.Event()
        self._more, self._next = 0, ""

    @property
    def collector(self) -> Listener:
        """What the tasks call."""
        return Listener(self._progress, self._doing)

    def pass_on(self) -> None:
        """Pass it on; also that nothing is new, which the listener may answer by an error."""
        with self._lock:
            more, doing = self._more, self._next
            self._more, self._next = 0, ""
        if doing:
            self._listener.doing(doing)
        self._listener.progress(more)

    def end(self) -> None:
        """Let all tasks end."""
        self._ended.set()

    def _progress(self, more: int) -> None:
        if self._ended.is_set():
            raise _EndedError
        with self._lock:
            self._more += more

    def _doing(self, what: str) -> None:
        with self._lock:
            self._next = what
