"""The fit at work: it goes on while other pages are open, and ends when stopped or with the visit."""

import threading
import time
from collections.abc import Callable

import solara

from orgsim.ui.organisation import fit_state
from orgsim.ui.organisation.fit_run import FitDone
from orgsim.ui.organisation.fit_state import KeptFit
from orgsim.ui.shared.computing.background import Teller, Work, begin_in_turn

_IDLE: Work[FitDone] = Work()
state: solara.Reactive[Work[FitDone]] = solara.reactive(_IDLE)
"""How the fit of this visitor stands."""

began: solara.Reactive[float] = solara.reactive(0.0)
_stopped: solara.Reactive[threading.Event] = solara.reactive(threading.Event())


def start(work: Callable[[Teller], FitDone], rests_on: str, files: tuple[str, ...]) -> None:
    """Begin a fit in the place of any other, and keep what comes of it (see `KeptFit`)."""
    stop()
    stopped = threading.Event()
    _stopped.value, began.value = stopped, time.monotonic()

    def put(new: Work[FitDone]) -> None:
        if new.result:
            fit_state.kept.value = KeptFit(new.result, rests_on, files)
        state.value = new

    begin_in_turn("fit", work, stopped, put)


def stop() -> None:
    """End the fit that is at work."""
    _stopped.peek().set()
    state.value = _IDLE


@solara.component
def FitOfTheVisit():
    """Ends a fit that is at work when the visit ends; draws nothing."""
    solara.use_effect(lambda: lambda: _stopped.peek().set(), [])
    solara.Div(style={"display": "none"})
