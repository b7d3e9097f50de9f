"""Session: what one visitor's pages share, and the only ways to change it.

Solara keeps these values apart by visitor. Every change of scenarios goes through `change` or one of
those of `compared_changes`, so that undo knows it; none of them ever raises for a mistake, which is
told in `problem` instead.
"""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

import solara
import solara.lab

from orgsim.errors import UserError
from orgsim.ui.organisation.uploaded_files import Folder, Uploaded
from orgsim.ui.shared.computing.replication_stream import Growing
from orgsim.ui.shared.computing.visitors import VISITORS
from orgsim.ui.shared.scenarios.compared_address import query_with
from orgsim.ui.shared.scenarios.reference_scenario import started_from
from orgsim.ui.shared.scenarios.scenario import Scenario, first_scenario
from orgsim.ui.shared.scenarios.scenario_links import Link

MOST_UNDONE = 100
SAME_MOVE_SECONDS = 1.0
"""A slider that is being dragged is one change, not fifty."""


@dataclass(frozen=True)
class Held:
    """What undo goes back to: the scenario, what it started from, and those compared."""

    scenario: Scenario
    start: Scenario
    compared: tuple[Scenario, ...] = ()


scenario: solara.Reactive[Scenario] = solara.reactive(first_scenario())
start: solara.Reactive[Scenario] = solara.reactive(first_scenario())
"""The preset, file or link that the scenario started from; reset goes back to it."""

problem: solara.Reactive[str | None] = solara.reactive(None)
growing: solara.Reactive[Growing | None] = solara.reactive(None)
running: solara.Reactive[bool] = solara.reactive(False)
cancelling: solara.Reactive[Callable[[], None]] = solara.reactive(lambda: None)
"""Calling its value ends the work on `growing`."""

awaited: solara.Reactive[Link | None] = solara.reactive(None)
"""A link whose files are not here: until they are, pages show nothing, least of all other people."""

compared: solara.Reactive[tuple[Scenario, ...]] = solara.reactive(())
uploaded: solara.Reactive[tuple[Uploaded, ...]] = solara.reactive(())
"""Files of the visitor, and what their columns are for."""

handled: solara.Reactive[dict[str, str]] = solara.reactive({})
"""What is asked for where rows of the files do not fit, by its key: see handling."""

past: solara.Reactive[tuple[Held, ...]] = solara.reactive(())
future: solara.Reactive[tuple[Held, ...]] = solara.reactive(())
last_move: solara.Reactive[tuple[str, float]] = solara.reactive(("", 0.0))

drawn_once: solara.Reactive[AbstractContextManager[object]] = solara.reactive(nullcontext())
"""Within it any number of values may change, and the page is drawn once, at its end. Otherwise it would
be for each value and component that reads it: sixteen times for the move of a slider."""


def change(new: Scenario) -> bool:
    """Put another scenario on the page, if it is sound; whether it was."""
    return attempt(lambda held: replace(held, scenario=new), _moved(scenario.peek(), new))


def change_all(step: Callable[[Scenario], Scenario]) -> bool:
    """Change the scenario on the page and all that are compared alike."""
    return attempt(
        lambda held: replace(
            held, scenario=step(held.scenario), compared=tuple(map(step, held.compared))
        )
    )


def begin(new: Scenario) -> bool:
    """Start over from a preset, a file or a link: what follows is compared with it."""
    return attempt(lambda held: replace(held, scenario=new, start=started_from(new)), "")


def arrive(new: Scenario, those: tuple[Scenario, ...]) -> bool:
    """Follow a link, or go back or forward: a scenario of the same start keeps its start."""

    def arrived(held: Held) -> Held:
        same = (held.start.preset, held.start.variant) == (new.preset, new.variant)
        return Held(new, held.start if same else started_from(new), those)

    return attempt(arrived)


def query() -> str:
    """What the address bar says: the scenario, and those that are compared."""
    return query_with(awaited.peek() or scenario.peek(), compared.peek())


def link(path: str, to: Scenario | None = None) -> str:
    """The address of a page, with the scenario (or `to` in its place) and those that are compared."""
    return f"{path}?{query_with(to or awaited.value or scenario.value, compared.value)}"


def reset() -> bool:
    """Take all changes back."""
    return change(start.peek())


def undo() -> None:
    """Go back by a change."""
    if past.peek():
        *before, last = past.peek()
        with drawn_once.peek():
            future.value = (*future.peek(), _held())
            past.value = tuple(before)
            _show(last)


def redo() -> None:
    """Take an undo back."""
    if future.peek():
        *after, following = future.peek()
        with drawn_once.peek():
            past.value = (*past.peek(), _held())
            future.value = tuple(after)
            _show(following)


@solara.lab.computed
def uploads() -> Folder:
    """Where the files of the visitor are kept, a folder of their own that is made when it is asked for.

    A value that all begin with would be the one that the first visitor puts files into.
    """
    return Folder()


@solara.component
def Uploads():
    """Keeps a folder for this visitor's files as long as the visitor stays; draws nothing."""

    def hold() -> Callable[[], None]:
        folder, gone = uploads.peek(), VISITORS.comes()

        def leave() -> None:
            folder.clear()
            gone()

        return leave

    solara.use_effect(hold, [])
    solara.Div(style={"display": "none"})


def attempt(step: Callable[[Held], Held], move: str = "") -> bool:
    """Go a step, if all that is new in it is sound; whether it was. What is wrong is told in `problem`.

    move  the key of a setting that is moved; undo goes back by the whole move
    """
    try:
        before = _held()
        after = step(before)
        for one in (after.scenario, *after.compared):
            if one not in (before.scenario, *before.compared):
                one.config()
    except UserError as error:
        problem.value = str(error)
        return False
    with drawn_once.peek():
        problem.value = None
        if after != before:
            _remember(before, move)
            _show(after)
        awaited.value = None
    return True


def _remember(before: Held, move: str) -> None:
    """Push what was before, unless the same thing is still being moved."""
    last, moved_at = last_move.peek()
    now = time.monotonic()
    if not (move and move == last and now - moved_at < SAME_MOVE_SECONDS):
        past.value = (*past.peek(), before)[-MOST_UNDONE:]
    last_move.value = (move, now)
    future.value = ()


def _moved(old: Scenario, new: Scenario) -> str:
    """The key by which two scenarios differ, if it is one."""
    different = {key for key, _ in set(old.changes) ^ set(new.changes)}
    same_place = (old.preset, old.variant, old.files) == (new.preset, new.variant, new.files)
    return different.pop() if len(different) == 1 and same_place else ""


def _held() -> Held:
    return Held(scenario.peek(), start.peek(), compared.peek())


def _show(held: Held) -> None:
    problem.value = None
    scenario.value, start.value, compared.value = held.scenario, held.start, held.compared
