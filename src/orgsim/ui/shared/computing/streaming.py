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
"""One step of one generator at a time, over all visitors, so that all progress equally."""


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
    told: _Told[Item] = solara.use_memo(_Told, [about])
    _, set_drawn = solara.use_state(object())

    def show(stream: Stream[Item]) -> None:
        told.stream = stream
        if not told.stopped.is_set():
            set_drawn(object())

    def run() -> None:
        if told.stopped.wait(SETTLED_SECONDS):
            return
        try:
            _follow(make(told.stopped.is_set), lambda item: show(Stream(item, True)))
            show(replace(told.stream, running=False))
        except GivenUp:
            return
        except (UserError, MemoryError) as error:
            text = str(error) or "not enough memory; take fewer people"
            show(replace(told.stream, running=False, problem=text))

    def work() -> Callable[[], None]:
        threading.Thread(target=run, daemon=True).start()
        return told.stopped.set

    solara.use_effect(work, [about])

    def cancel() -> None:
        told.stopped.set()
        set_drawn(object())

    return replace(told.stream, running=told.stream.running and not told.stopped.is_set()), cancel


class _Told(Generic[Item]):
    """What one generator told, and whether it is wanted; what it tells late stays its own."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self.stream: Stream[Item] = Stream(running=True)


def _follow(items: Iterator[Item], told: Callable[[Item], None]) -> None:
    while True:
        with _TURN:
            item = next(items, None)
        if item is None:
            return
        told(item)
