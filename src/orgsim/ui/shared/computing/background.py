"""Background: long work in the background of a page, with progress, cancelled when nobody wants it."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import solara

from orgsim.errors import UserError
from orgsim.number_text import percent
from orgsim.ui.shared.computing.replication_stream import GivenUp

with suppress(ImportError):
    import pandas  # noqa: F401  # pages look into it, and must not while work imports it half-way

Result = TypeVar("Result")

SECONDS_BETWEEN = 0.25
"""How often progress is reported."""

AT_WORK: set[str] = set()
"""What is at work now, over all visitors."""

_TURN = threading.Lock()
"""Such work is long: one piece at a time, over all visitors."""


class Teller:
    """What the work tells the page. Every call raises GivenUp once nobody wants the result."""

    def __init__(self, stopped: threading.Event, tell: Callable[[float, str], None]) -> None:
        self._stopped, self._tell = stopped, tell
        self._done, self._whole, self._what, self._told = 0.0, 0.0, "", 0.0

    def begin(self, whole: float) -> None:
        """How much there is to do."""
        self._done, self._whole = 0.0, whole
        self.advance(0)

    def doing(self, what: str) -> None:
        """What is at work."""
        self._what, self._told = what, 0.0
        self.advance(0)

    def at(self, done: float, whole: float, what: str) -> None:
        """How far it is, of how much, and what is at work."""
        if what != self._what:
            self._what, self._told = what, 0.0
        self._done, self._whole = done, whole
        self.advance(0)

    def advance(self, more: float) -> None:
        """That more is done."""
        if self._stopped.is_set():
            raise GivenUp
        self._done += more
        if time.monotonic() - self._told > SECONDS_BETWEEN:
            self._told = time.monotonic()
            self._tell(min(1.0, self._done / self._whole) if self._whole else 0.0, self._what)


@dataclass(frozen=True)
class Work(Generic[Result]):
    """The status of work: its result, its progress, or what went wrong."""

    result: Result | None = None
    running: bool = False
    share: float = 0.0
    doing: str = ""
    problem: str = ""


def said(work: Work[Any], seconds: float) -> str:
    """How far work is that began so many seconds ago, and about how long it takes yet."""
    if not work.share:
        return work.doing or "preparing"
    left = seconds * (1 - work.share) / work.share
    return f"{percent(work.share)}, {work.doing}; about {max(1, round(left)):,} s more"


class Begun(Generic[Result]):
    """Work that was begun: how it stands, told by it alone, and whether it is still wanted.

    What it tells as it is stopped can never take the place of what was begun since.
    """

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self.told: Work[Result] = Work()

    @property
    def state(self) -> Work[Result]:
        """How it stands; nothing once it was stopped."""
        return Work() if self.stopped.is_set() else self.told


def use_background(
    name: str, work: Callable[[Teller], Result], of: object
) -> tuple[Work[Result], Callable[[], None], Callable[[], None]]:
    """A hook: how the work stands, how to start it, how to give it up.

    A change of `of`, what the work is about, or leaving the page gives it up.
    """
    current: list[Begun[Result]] = solara.use_memo(lambda: [Begun()], [of])
    _, set_drawn = solara.use_state(object())
    solara.use_effect(lambda: lambda: current[0].stopped.set(), [of])

    def redraw() -> None:
        set_drawn(object())

    def renew() -> Begun[Result]:
        current[0].stopped.set()
        current[0] = Begun()
        return current[0]

    def start() -> None:
        begin_in_turn(name, work, renew(), redraw)

    def cancel() -> None:
        renew()
        redraw()

    return current[0].state, start, cancel


def begin_in_turn(
    name: str,
    work: Callable[[Teller], Result],
    begun: Begun[Result],
    redraw: Callable[[], object],
) -> None:
    """Begin work in a thread, once it is its turn; `redraw` is called when it stands otherwise."""

    def show(new: Work[Result]) -> None:
        begun.told = new
        if not begun.stopped.is_set():
            redraw()

    def run() -> None:
        while not _TURN.acquire(timeout=0.2):
            if begun.stopped.is_set():
                return
        AT_WORK.add(name)
        try:
            show(attempted(work, begun.stopped, show))
        finally:
            AT_WORK.discard(name)
            _TURN.release()

    show(Work(running=True, doing="waiting for its turn"))
    # no use_task: long work of all visitors waits for its turn, and says how far it is
    threading.Thread(target=run, daemon=True, name=f"orgsim {name}").start()


def attempted(
    work: Callable[[Teller], Result], stopped: threading.Event, show: Callable[[Work[Result]], None]
) -> Work[Result]:
    """Do the work; a mistake becomes a line; cancelled work has no result."""
    teller = Teller(stopped, lambda share, what: show(Work(running=True, share=share, doing=what)))
    try:
        return Work(result=work(teller))
    except GivenUp:
        return Work()
    except UserError as error:
        return Work(problem=str(error))
    except MemoryError:
        return Work(problem="not enough memory; close other programmes and try again")
    except Exception as error:
        return Work(problem=f"this failed because of a mistake in orgsim: {type(error).__name__}")
