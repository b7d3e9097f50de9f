"""Compared scenarios in an address: one `with=` for each, whose value is the scenario's own query.

`?preset=retail&with=preset=retail%26variant=nothing&with=preset=retail%26variant=both` compares two.
"""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

from orgsim.errors import UserError, quoted
from orgsim.ui.shared.scenarios.scenario import Scenario
from orgsim.ui.shared.scenarios.scenario_links import Link, from_query

WITH = "with"
PLAIN_CHARACTERS = "=:,/"
"""Of the inner query, as an address may have them as they are."""

MOST_COMPARED = 6
MOST_CHARACTERS = 30_000
"""Of an address; servers refuse longer ones from 64 KiB on."""


class Read(NamedTuple):
    """What an address says.

    own       the query of the page's own scenario
    compared  those that it can be compared with, under names that are all different
    problems  a line for each part that could not be taken as it stands
    """

    own: str
    compared: tuple[Scenario, ...] = ()
    problems: tuple[str, ...] = ()


def query_with(shown: Scenario | Link, compared: Sequence[Scenario]) -> str:
    """The query of a page: its scenario, and those that are compared."""
    own = shown.to_query()
    parts = _parts(len(own), compared)
    return "&".join([own, *(part for part in parts if part)])


def left_out(shown: Scenario, compared: Sequence[Scenario]) -> list[Scenario]:
    """Which of the compared scenarios no address holds: they have uploads, or are too long."""
    parts = _parts(len(shown.to_query()), compared)
    return [each for each, part in zip(compared, parts, strict=True) if not part]


def _parts(length: int, compared: Sequence[Scenario]) -> list[str]:
    found = []
    for each in compared:
        part = f"{WITH}={quote(each.to_query(), safe=PLAIN_CHARACTERS)}"
        fits = not each.files and length + len(part) < MOST_CHARACTERS
        length += len(part) * fits
        found.append(part if fits else "")
    return found


def read_address(query: str) -> Read:
    """Read a page's query; what is wrong with a compared scenario takes no other one along."""
    said = parse_qsl(query.removeprefix("?"), keep_blank_values=True)
    own = urlencode([(key, text) for key, text in said if key != WITH])
    texts = [text for key, text in said if key == WITH]
    found: list[Scenario] = []
    problems: list[str] = []
    for number, text in enumerate(texts[:MOST_COMPARED], 1):
        try:
            new = from_query(text)
        except UserError as error:
            problems.append(f"{WITH} number {number} is left out: {error}")
            continue
        found.append(with_free_name(new, found))
        if found[-1] != new:
            problems.append(
                f"two scenarios are called {quoted(new.title)}; the second is"
                f" {quoted(found[-1].title)} now"
            )
    if len(texts) > MOST_COMPARED:
        problems.append(
            f"{MOST_COMPARED} scenarios are compared at most, the address has {len(texts)}; the others"
            " are left out"
        )
    return Read(own, tuple(found), tuple(problems))


def with_free_name(new: Scenario, others: Sequence[Scenario]) -> Scenario:
    """The scenario, under the next free name if its own is taken."""
    name = free_name(new.title, [one.title for one in others])
    return new if name == new.title else new.named(name)


def free_name(name: str, taken: Sequence[str]) -> str:
    """The name, or with the next number that makes it unique."""
    number, found = 2, name
    while found in taken:
        found, number = f"{name[:54]} {number}", number + 1
    return found
