"""Session: what one visitor's pages share, and the only ways to change it.

Solara keeps these values apart by visitor. Every change of scenarios goes through `change` or one of
the functions on `compared`, so that undo knows it; none of them ever raises for a mistake, which is
told in `problem` instead.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import solara
from reacton.core import get_render_context

from orgsim.config.files import PATHS
from orgsim.config.models import Config
from orgsim.errors import UserError
from orgsim.ui.organisation.uploaded_files import Folder, Uploaded
from orgsim.ui.shared.compared_address import MOST_COMPARED, query_with, with_free_name
from orgsim.ui.shared.computing.growing_turns import grow_in_turns
from orgsim.ui.shared.computing.replication_stream import GivenUp, Growing, keys_of
from orgsim.ui.shared.computing.visitors import VISITORS
from orgsim.ui.shared.scenario import OWN, Link, Scenario, first_scenario

MOST_UNDONE = 100
SAME_MOVE_SECONDS = 1.0
"""A slider that is being dragged is one change, not fifty."""

SETTLED_SECONDS = 0.06
"""How long a scenario stays as it is before it is computed."""


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
uploads: solara.Reactive[Folder] = solara.reactive(Folder())
uploaded: solara.Reactive[tuple[Uploaded, ...]] = solara.reactive(())
"""Files of the visitor: where they are kept, and what their columns are for."""

handled: solara.Reactive[dict[str, str]] = solara.reactive({})
"""What is asked for where rows of the files do not fit, by its key: see handling."""

past: solara.Reactive[tuple[Held, ...]] = solara.reactive(())
future: solara.Reactive[tuple[Held, ...]] = solara.reactive(())
_last_move: solara.Reactive[tuple[str, float]] = solara.reactive(("", 0.0))

_drawn_once: solara.Reactive[AbstractContextManager[object]] = solara.reactive(nullcontext())
"""Within it any number of values may change, and the page is drawn once, at its end. Otherwise it would
be for each value and component that reads it: sixteen times for the move of a slider."""


def change(new: Scenario) -> bool:
    """Put another scenario on the page, if it is sound; whether it was."""
    return _attempt(lambda held: replace(held, scenario=new), _moved(scenario.peek(), new))


def change_all(step: Callable[[Scenario], Scenario]) -> bool:
    """Change the scenario on the page and all that are compared alike."""
    return _attempt(
        lambda held: replace(
            held, scenario=step(held.scenario), compared=tuple(map(step, held.compared))
        )
    )


def begin(new: Scenario) -> bool:
    """Start over from a preset, a file or a link: what follows is compared with it."""
    return _attempt(lambda held: replace(held, scenario=new, start=started_from(new)), "")


def arrive(new: Scenario, those: tuple[Scenario, ...]) -> bool:
    """Follow a link, or go back or forward: a scenario of the same start keeps its start."""

    def arrived(held: Held) -> Held:
        same = (held.start.preset, held.start.variant) == (new.preset, new.variant)
        return Held(new, held.start if same else started_from(new), those)

    return _attempt(arrived)


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
        with _drawn_once.peek():
            future.value = (*future.peek(), _held())
            past.value = tuple(before)
            _show(last)


def redo() -> None:
    """Take an undo back."""
    if future.peek():
        *after, following = future.peek()
        with _drawn_once.peek():
            past.value = (*past.peek(), _held())
            future.value = tuple(after)
            _show(following)


def add(new: Scenario) -> bool:
    """Put a scenario beside those compared, under a name of its own."""
    return put((new,))


def put(those: Sequence[Scenario], place: int | None = None) -> bool:
    """Put scenarios beside those compared, under names of their own; the first at a place, if given."""

    def added(held: Held) -> Held:
        if len(held.compared) + len(those) > MOST_COMPARED:
            raise UserError(f"{MOST_COMPARED} scenarios are compared at most; remove one first")
        found = list(held.compared)
        for number, new in enumerate(those):
            here = len(found) if place is None or number else place
            found.insert(here, with_free_name(new, found))
        return replace(held, compared=tuple(found))

    return _attempt(added)


def compare_only(those: tuple[Scenario, ...]) -> bool:
    """Compare these in the place of whatever was compared; undo brings that back."""
    return _attempt(lambda held: replace(held, compared=those))


def duplicate(number: int) -> bool:
    """Put a copy of a compared scenario beside it."""
    return add(compared.peek()[number])


def make_reference(number: int, place: int = 0) -> bool:
    """Put a compared scenario at a place before it, the first of those that are compared with it."""

    def moved(held: Held) -> Held:
        those = list(held.compared)
        those.insert(place, those.pop(number))
        return replace(held, compared=tuple(those))

    return _attempt(moved)


def rename(number: int, name: str) -> bool:
    """Call a compared scenario something else; names stay unique."""

    def renamed(held: Held) -> Held:
        those = list(held.compared)
        others = [one.title for k, one in enumerate(those) if k != number]
        wanted = those[number].named(name)
        if wanted.title in others:
            raise UserError(f"another scenario is called {wanted.title!r} already; take a new name")
        those[number] = wanted
        return replace(held, compared=tuple(those))

    return _attempt(renamed)


def remove(number: int) -> bool:
    """Take a scenario out of the comparison."""
    return _attempt(
        lambda held: replace(
            held, compared=tuple(one for k, one in enumerate(held.compared) if k != number)
        )
    )


def started_from(new: Scenario) -> Scenario:
    """What a scenario that comes as a whole is compared with: its preset untouched, or itself."""
    if new.preset == OWN or new.files:
        return new
    return replace(new, changes=(), name="")


def reference_of(shown: Scenario, began: Scenario) -> Scenario | None:
    """What a scenario's results are set beside: its start, run just as long and often, and priced.

    Where the scenario stands for other themes so does its reference: they say which organisation it is.
    """
    shared = ("run.", "costs.")
    kept = {key: text for key, text in shown.changes if key.startswith(shared)}
    others = {key: text for key, text in began.changes if not key.startswith(shared)}
    themes = dict(shown.changes).get("themes")
    if themes and theme_names(shown) != theme_names(began):
        kept["themes"] = themes
    reference = replace(began, changes=tuple(sorted((others | kept).items())), name="")
    return None if reference == replace(shown, name="") else reference


def theme_names(shown: Scenario) -> list[str]:
    """What a scenario stands for, by name."""
    return [theme.name for theme in shown.config().themes]


def results() -> Growing | None:
    """What is known of the scenario or of what it was before; of other files' people nothing."""
    found, now = growing.value, scenario.value.config().organisation
    if found is None:
        return None
    told = found.results["scenario"].config.organisation
    return found if all(getattr(told, key) == getattr(now, key) for key in PATHS) else None


def stale() -> bool:
    """Whether the results are still of what the scenario was before."""
    found = results()
    return found is not None and keys_of(
        {name: result.config for name, result in found.results.items()}
    ) != keys_of(wanted_configs())


def wanted_configs() -> dict[str, Config]:
    """Configs behind `growing`: the scenario's, and its reference's if it was changed."""
    if awaited.value:
        return {}
    shown = scenario.value
    configs = {"scenario": shown.config()}
    reference = reference_of(shown, start.value)
    if reference is not None:
        with suppress(
            UserError
        ):  # another start, which cannot begin as this one does, is on its way
            configs["reference"] = reference.config()
    return configs


@solara.component
def Uploads():
    """Keeps a folder for this visitor's files as long as the visitor stays; draws nothing."""
    folder = solara.use_memo(Folder, [])

    def hold() -> Callable[[], None]:
        uploads.value = folder
        gone = VISITORS.comes()

        def leave() -> None:
            folder.clear()
            gone()

        return leave

    solara.use_effect(hold, [])
    solara.Div(style={"display": "none"})


@solara.component
def Growth():
    """Computes what is on the page, whichever page is open; draws nothing."""
    page = get_render_context()
    solara.use_effect(lambda: _drawn_once.set(page), [])
    cancelling.value = use_replications(wanted_configs(), growing.set, running.set)
    solara.Div(style={"display": "none"})


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
                with _drawn_once.peek():
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


def _attempt(step: Callable[[Held], Held], move: str = "") -> bool:
    try:
        before = _held()
        after = step(before)
        for one in (after.scenario, *after.compared):
            if one not in (before.scenario, *before.compared):
                one.config()
    except UserError as error:
        problem.value = str(error)
        return False
    with _drawn_once.peek():
        problem.value = None
        if after != before:
            _remember(before, move)
            _show(after)
        awaited.value = None
    return True


def _remember(before: Held, move: str) -> None:
    """Push what was before, unless the same thing is still being moved."""
    last, moved_at = _last_move.peek()
    now = time.monotonic()
    if not (move and move == last and now - moved_at < SAME_MOVE_SECONDS):
        past.value = (*past.peek(), before)[-MOST_UNDONE:]
    _last_move.value = (move, now)
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
