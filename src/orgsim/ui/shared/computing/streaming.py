"""Streaming: a hook that shows what a generator yields in the background, until nobody wants it.

Solara's `use_task` gives one result at its end; here every step is shown, and steps take turns with
those of other visitors.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import solara

from orgsim.errors import UserError
from orgsim.ui.shared.computing.replication_stream import GivenUp

Item = TypeVar("Item")
SETTLED_SECONDS = 0.4

_TURN = threading.Lock()
"""One step of one generator at a time, over all visitors, so that all get on alike."""


@dataclass(frozen=True)
class Stream(Generic[Item]):
    """The latest item, whether there is more to come, and what is wrong."""

    latest: Item | None = None
    running: bool = False
    problem: str = ""


def use_stream(
    make: Callable[[Callable[[], bool]], Iterator[Item]], about: Any
) -> tuple[Stream[Item], Callable[[], None]]:
    """What `make(stopped)` yields so far, and how to stop it; begins anew when `about` changes."""
    nothing: Stream[Item] = Stream(running=True)
    stream, set_stream = solara.use_state(nothing)
    stop = solara.use_ref(threading.Event())

    def work() -> Callable[[], None]:
        stop.current = stopped = threading.Event()
        set_stream(nothing)

        def show(change: Callable[[Stream[Item]], Stream[Item]]) -> None:
            if not stopped.is_set():
                set_stream(change)

        def run() -> None:
            if stopped.wait(SETTLED_SECONDS):
                return
            try:
                _follow(make(stopped.is_set), lambda item: show(lambda _: Stream(item, True)))
                show(lambda old: replace(old, running=False))
            except GivenUp:
                return
            except (UserError, MemoryError) as error:
                text = str(error) or "not enough memory; take fewer people"
                show(lambda old: replace(old, running=False, problem=text))

        threading.Thread(target=run, daemon=True).start()
        return stopped.set

    solara.use_effect(work, [about])

    def cancel() -> None:
        stop.current.set()
        set_stream(lambda old: replace(old, running=False))

    return stream, cancel


def _follow(items: Iterator[Item], told: Callable[[Item], None]) -> None:
    while True:
        with _TURN:
            item = next(items, None)
        if item is None:
            return
        told(item)
