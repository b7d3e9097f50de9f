"""Visitors: their number, and returning memory to the system when they leave."""

import gc
import threading
from collections.abc import Callable

from orgsim.engine import rest
from orgsim.parallel.c_memory import give_freed_back
from orgsim.ui.shared.computing import replication_stream
from orgsim.ui.shared.computing.idle_threads import IDLE_THREADS, SECONDS_IDLE
from orgsim.ui.shared.scenarios.scenario import forget_configs

SECONDS_UNTIL_GIVEN_BACK = SECONDS_IDLE + 5
"""Threads of who has gone can be ended then; a page that is loaded anew leaves and comes within."""


class Visitors:
    """Counts who is there, and gives memory back soon after somebody has gone.

    give_back  called with whether anybody is still there
    seconds    how soon
    """

    def __init__(self, give_back: Callable[[bool], None], seconds: float) -> None:
        self._give_back, self._seconds = give_back, seconds
        self._there = 0
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()

    def comes(self) -> Callable[[], None]:
        """Count one more; calling what is returned says that this one has gone."""
        with self._lock:
            self._there += 1
        return self._goes

    def _goes(self) -> None:
        with self._lock:
            self._there -= 1
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(self._seconds, self._later)
            self._timer.daemon = True
            self._timer.start()

    def _later(self) -> None:
        with self._lock:
            somebody = self._there > 0
        self._give_back(somebody)


def give_back(somebody: bool) -> None:
    """Give memory back; without anybody there, also what was kept to be shown again."""
    if not somebody:
        replication_stream.KEPT.clear()
        rest.KEPT.clear()
        forget_configs()
    IDLE_THREADS.end()
    gc.collect()  # pages are full of circles, which wait long for their turn among many objects
    give_freed_back()


VISITORS = Visitors(give_back, SECONDS_UNTIL_GIVEN_BACK)
"""Those of this server."""
