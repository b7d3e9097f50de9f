"""Address: the browser's address bar holds what a visitor made, so links, back and forward work.

That is the scenario and those that are compared: whatever page is loaded again, nothing is lost.
"""

import threading
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, cast

import solara

from orgsim.errors import UserError
from orgsim.ui.shared import session
from orgsim.ui.shared.scenarios.compared_address import query_with, read_address
from orgsim.ui.shared.scenarios.scenario import Scenario, first_scenario
from orgsim.ui.shared.scenarios.scenario_links import from_query, read_link

SETTLED_SECONDS = 0.5
"""How long a scenario stays as it is before it becomes an entry of the history."""


@solara.component
def Address():
    """Keeps the address bar and what is held the same; draws nothing."""
    none_yet: list[str] = []
    written = solara.use_ref(none_yet).current  # by us, and not come back from the browser yet
    use_following_the_address(written)
    use_writing_the_address(written)
    solara.Div(style={"display": "none"})


def use_following_the_address(written: list[str]) -> None:
    """Show what the address says whenever the browser has another one."""
    router = solara.use_router()
    nowhere: str | None = None
    last = solara.use_ref(nowhere)  # the query that was read before this one
    turns = solara.use_ref((router.search, 0))  # how often the query was another one
    if router.search != turns.current[0]:
        turns.current = (router.search, turns.current[1] + 1)
    none_with_files: dict[str, Scenario] = {}
    with_files = solara.use_ref(none_with_files)  # by their queries, which do not hold the files
    scenario = session.scenario.value
    if scenario.files:
        with_files.current[scenario.to_query()] = scenario

    def read() -> None:
        search, before = router.search, last.current
        last.current = search
        if search in written:
            del written[: written.index(search) + 1]
            return
        written.clear()  # what was gone back from before it was read never comes
        if search and search != session.query():
            follow(search, with_files.current)
        elif before and not search:
            session.arrive(first_scenario(), ())

    # by turns: who goes back from an entry before it was read comes to the query that was read last
    solara.use_effect(read, [turns.current[1]])


def use_writing_the_address(written: list[str]) -> None:
    """Write what is held into the address once it has settled."""
    router = solara.use_router()
    compared = session.compared.value
    shown = session.awaited.value or session.scenario.value

    def write() -> Callable[[], None] | None:
        query = query_with(shown, compared)
        if session.query() != query:
            return None
        untouched = shown == first_scenario() and not compared
        if query == router.search or (not router.search and untouched):
            return None
        stopped = threading.Event()

        def renewed(address: str) -> str:
            path = address.partition("?")[0]
            if path != router.path or session.query() != query:
                return address  # another page was opened meanwhile, although it is not drawn yet
            wanted = f"{path or '/'}?{query}"
            if address != wanted:  # of what is there already nothing comes back
                written.append(query)
            return wanted

        def settle() -> None:
            if not stopped.wait(SETTLED_SECONDS):
                cast(Any, router.set_path)(renewed)  # given the address of this very moment

        threading.Thread(target=settle, daemon=True).start()
        return stopped.set

    solara.use_effect(write, [shown, compared, router.path])


def follow(search: str, with_files: Mapping[str, Scenario] = MappingProxyType({})) -> None:
    """Show what an address says; mistakes are reported, and the rest is used.

    with_files  scenarios on files of this visitor, by their queries; others are waited for
    """
    said = read_address(search)
    problems = list(said.problems)
    new, waiting = session.scenario.peek(), None
    try:
        link = read_link(said.own)
        if not link.kinds:
            new = from_query(said.own)
        elif said.own in with_files:
            new = with_files[said.own]
        else:
            waiting = link
    except UserError as error:
        problems.insert(0, str(error))
    if session.arrive(new, said.compared):
        session.awaited.value = waiting
        if problems:
            session.problem.value = f"This link does not work: {'; '.join(problems)}"
