"""Address: the browser's address bar holds the scenario, so links, back and forward work."""

import threading
from collections.abc import Callable
from typing import Any, cast

import solara

from orgsim.errors import UserError
from orgsim.ui.shared import session
from orgsim.ui.shared.scenario import first_scenario, from_query

SETTLED_SECONDS = 0.5
"""How long a scenario stays as it is before it becomes an entry of the history."""


@solara.component
def Address():
    """Keeps the address bar and the scenario the same; draws nothing."""
    router = solara.use_router()
    none_yet: list[str] = []
    written = solara.use_ref(none_yet)  # by us, and not come back from the browser yet
    shown = session.scenario.value

    def read() -> None:
        search = router.search
        if search in written.current:
            del written.current[: written.current.index(search) + 1]
        elif search and search != session.scenario.peek().to_query():
            try:
                session.arrive(from_query(search))
            except UserError as error:
                session.problem.value = f"This link does not work: {error}"

    def write() -> Callable[[], None] | None:
        query = shown.to_query()
        if session.scenario.peek() != shown:
            return None
        if query == router.search or (not router.search and shown == first_scenario()):
            return None
        stopped = threading.Event()

        def renewed(address: str) -> str:
            path = address.partition("?")[0]
            if path != router.path or session.scenario.peek() != shown:
                return address  # another page was opened meanwhile, although it is not drawn yet
            written.current.append(query)
            return f"{path or '/'}?{query}"

        def settle() -> None:
            if not stopped.wait(SETTLED_SECONDS):
                cast(Any, router.set_path)(renewed)  # given the address of this very moment

        threading.Thread(target=settle, daemon=True).start()
        return stopped.set

    solara.use_effect(read, [router.search])
    solara.use_effect(write, [shown, router.path])
    solara.Div(style={"display": "none"})
