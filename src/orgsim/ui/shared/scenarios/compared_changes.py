"""Changes of the scenarios that are compared; undo takes them back like those of the session."""

from collections.abc import Sequence
from dataclasses import replace

from orgsim.errors import UserError
from orgsim.ui.shared.scenarios.compared_address import MOST_COMPARED, with_free_name
from orgsim.ui.shared.scenarios.scenario import Scenario
from orgsim.ui.shared.session import Held, attempt, compared


def add(new: Scenario) -> bool:
    """Add a scenario to those compared, under a unique name."""
    return put((new,))


def put(those: Sequence[Scenario], place: int | None = None) -> bool:
    """Add scenarios to those compared, under unique names; the first at a place, if given."""

    def added(held: Held) -> Held:
        if len(held.compared) + len(those) > MOST_COMPARED:
            raise UserError(f"{MOST_COMPARED} scenarios are compared at most; remove one first")
        found = list(held.compared)
        for number, new in enumerate(those):
            here = len(found) if place is None or number else place
            found.insert(here, with_free_name(new, found))
        return replace(held, compared=tuple(found))

    return attempt(added)


def compare_only(those: tuple[Scenario, ...]) -> bool:
    """Compare these instead of the previous ones; undo restores those."""
    return attempt(lambda held: replace(held, compared=those))


def duplicate(number: int) -> bool:
    """Add a copy of a compared scenario."""
    return add(compared.peek()[number])


def make_reference(number: int, place: int = 0) -> bool:
    """Put a compared scenario at a place before it, the first of those that are compared with it."""

    def moved(held: Held) -> Held:
        those = list(held.compared)
        those.insert(place, those.pop(number))
        return replace(held, compared=tuple(those))

    return attempt(moved)


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

    return attempt(renamed)


def remove(number: int) -> bool:
    """Take a scenario out of the comparison."""
    return attempt(
        lambda held: replace(
            held, compared=tuple(one for k, one in enumerate(held.compared) if k != number)
        )
    )
