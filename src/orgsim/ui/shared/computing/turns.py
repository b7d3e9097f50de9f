"""Turns: who may compute next, when many visitors want to; the first numbers of anybody come first."""

import heapq
import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from orgsim.ui.shared.computing.replication_stream import GivenUp

SECONDS_BETWEEN = 0.1
"""How often somebody who waits looks whether the result is wanted still."""


class Turns:
    """Lets so many compute at a time; of those who wait, whoever has had least comes first.

    most  how many at a time
    """

    def __init__(self, most: int) -> None:
        self._free = most
        self._waiting: list[tuple[float, int]] = []
        self._numbers = itertools.count()
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, had: float, stopped: Callable[[], bool]) -> Iterator[None]:
        """A turn for whoever has had so much; raises GivenUp if it is not wanted any more."""
        self._wait((had, next(self._numbers)), stopped)
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._changed.notify_all()

    def awaited(self) -> int:
        """How many wait for a turn."""
        with self._changed:
            return len(self._waiting)

    def _wait(self, place: tuple[float, int], stopped: Callable[[], bool]) -> None:
        with self._changed:
            heapq.heappush(self._waiting, place)
            while not (self._free and self._waiting[0] == place):
                if stopped():
                    self._waiting.remove(place)
                    heapq.heapify(self._waiting)
                    self._changed.notify_all()
                    raise GivenUp
                self._changed.wait(SECONDS_BETWEEN)
            heapq.heappop(self._waiting)
            self._free -= 1
            self._changed.notify_all()
