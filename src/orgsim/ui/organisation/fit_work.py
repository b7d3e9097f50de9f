"""The fit at work: it goes on while other pages are open, and ends when stopped or with the visit."""

import time
from collections.abc import Callable

import solara

from orgsim.ui.organisation import fit_state
from orgsim.ui.organisation.fit_run import FitDone
from orgsim.ui.organisation.fit_state import KeptFit
from orgsim.ui.shared.computing.background import Begun, Teller, Work, begin_in_turn

began: solara.Reactive[float] = solara.reactive(0.0)
_begun: solara.Reactive[Begun[FitDone] | None] = solara.reactive(None)
_drawn: solara.Reactive[object] = solara.reactive(object())


def state() -> Work[FitDone]:
    """How the fit of this visitor stands; a page that asks is drawn anew when it stands otherwise."""
    _drawn.get()
    begun = _begun.value
    return Work() if begun is None else begun.state


def start(work: Callable[[Teller], FitDone], rests_on: str, files: tuple[str, ...]) -> None:
    """Start a fit in place of any other, and keep its result (see `KeptFit`)."""
    _give_up()
    begun: Begun[FitDone] = Begun()
    _begun.value = begun
    began.value = time.monotonic()

    def redraw() -> None:
        if (done := begun.state.result) is not None:
            fit_state.kept.value = KeptFit(done, rests_on, files)
        _drawn.value = object()

    begin_in_turn("fit", work, begun, redraw)


def stop() -> None:
    """End the fit that is at work."""
    _give_up()
    _begun.value = None


def _give_up() -> None:
    """Say that what was begun is not wanted any more."""
    if (begun := _begun.peek()) is not None:
        begun.stopped.set()


@solara.component
def FitOfTheVisit():
    """Ends a fit that is at work when the visit ends; draws nothing."""
    solara.use_effect(lambda: _give_up, [])
    solara.Div(style={"display": "none"})
