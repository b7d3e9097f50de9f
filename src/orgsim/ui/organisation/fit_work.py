"""The fit at work: it goes on while other pages are open, and ends when stopped or with the visit."""

import time
from collections.abc import Callable

import solara

from orgsim.ui.organisation import fit_state
from orgsim.ui.organisation.fit_run import FitDone
from orgsim.ui.organisation.fit_state import KeptFit
from orgsim.ui.shared.computing.background import Begun, Teller, Work, begin_in_turn

began: solara.Reactive[float] = solara.reactive(0.0)
_at_first: Begun[FitDone] = Begun()
_begun: solara.Reactive[Begun[FitDone]] = solara.reactive(_at_first)
_drawn: solara.Reactive[object] = solara.reactive(object())


def state() -> Work[FitDone]:
    """How the fit of this visitor stands; a page that asks is drawn anew when it stands otherwise."""
    _drawn.get()
    return _begun.value.state


def start(work: Callable[[Teller], FitDone], rests_on: str, files: tuple[str, ...]) -> None:
    """Begin a fit in the place of any other, and keep what comes of it (see `KeptFit`)."""
    begun = _renewed()
    began.value = time.monotonic()

    def redraw() -> None:
        if (done := begun.state.result) is not None:
            fit_state.kept.value = KeptFit(done, rests_on, files)
        _drawn.value = object()

    begin_in_turn("fit", work, begun, redraw)


def stop() -> None:
    """End the fit that is at work."""
    _renewed()


def _renewed() -> Begun[FitDone]:
    """What is begun now; what was before is not wanted any more."""
    _begun.peek().stopped.set()
    _begun.value = Begun()
    return _begun.peek()


@solara.component
def FitOfTheVisit():
    """Ends a fit that is at work when the visit ends; draws nothing."""
    solara.use_effect(lambda: lambda: _begun.peek().stopped.set(), [])
    solara.Div(style={"display": "none"})
