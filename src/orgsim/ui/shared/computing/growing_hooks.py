"""Hooks that simulate configs in the background and give results that grow."""

import threading
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import solara

from orgsim.config.models import Config
from orgsim.errors import UserError
from orgsim.ui.shared.computing.growing_turns import grow_in_turns
from orgsim.ui.shared.computing.replication_stream import GivenUp, Growing, keys_of
from orgsim.ui.shared.session import drawn_once, problem

SETTLED_SECONDS = 0.06
"""How long a scenario stays as it is before it is computed."""


class Grown(NamedTuple):
    """Results that grow in the background.

    found   the newest there are, None before the first
    stale   whether they are still of what was wanted before
    busy    whether there is more to come
    cancel  ends the work
    """

    found: Growing | None
    stale: bool
    busy: bool
    cancel: Callable[[], None]


def use_growing(configs: Mapping[str, Config]) -> Grown:
    """A hook: results of configs, computed in the background.

    A change of the configs, or leaving the page, ends the work on the old ones. The old results stay
    until there are new ones, and are `stale`.
    """
    wanted = keys_of(configs)
    nothing: tuple[Growing | None, dict[str, Any]] = (None, {})
    (found, of), set_found = solara.use_state(nothing)
    busy, set_busy = solara.use_state(False)
    cancel = use_replications(configs, lambda growing: set_found((growing, wanted)), set_busy)
    return Grown(found, found is not None and of != wanted, busy, cancel)


def use_replications(
    configs: Mapping[str, Config],
    put: Callable[[Growing | None], None],
    put_busy: Callable[[bool], None],
) -> Callable[[], None]:
    """A hook: simulates configs in the background, and gives what ends that.

    put       is given the newest results, None where there are no configs
    put_busy  is given whether there is more to come
    """
    stop = solara.use_ref(threading.Event())

    def work() -> Callable[[], None]:
        stopped = threading.Event()
        stop.current = stopped
        if not configs:
            put(None)
            put_busy(False)
            return stopped.set
        put_busy(True)

        def told(growing: Growing) -> None:
            if not stopped.is_set():
                with drawn_once.peek():
                    put(growing)
                    put_busy(not growing.complete)

        def run() -> None:
            try:
                if not stopped.wait(SETTLED_SECONDS):
                    grow_in_turns(configs, stopped.is_set, told)
            except GivenUp:
                pass
            except (UserError, MemoryError) as error:
                if not stopped.is_set():
                    problem.value = str(error) or "not enough memory; simulate fewer people"
            finally:
                if not stopped.is_set() or stop.current is stopped:
                    put_busy(False)

        # no use_task: the replications so far are shown, and stay until others come
        threading.Thread(target=run, daemon=True).start()
        return stopped.set

    solara.use_effect(work, [keys_of(configs)])

    def cancel() -> None:
        stop.current.set()
        put_busy(False)

    # the same one always: whoever reads it would be drawn anew whenever anything changes
    return solara.use_memo(lambda: cancel, [])
