"""The names of groups as readers call them."""

from collections.abc import Sequence

from orgsim.number_text import percent
from orgsim.organisation.group_names import parse


def plain_name(who: str) -> str:
    """What readers call a group: `10 % of leaders at random`, `Bern` of `city=Bern`, else as it is."""
    if who.startswith("random:"):
        share, group = parse(who)[1]
        return f"{percent(share)} of {plain_name(group)} at random"
    _, equals, value = who.partition("=")
    return value.strip() if equals else who


def plain_names(who: str | Sequence[str]) -> str:
    """One group or several, as readers call them."""
    return ", ".join(map(plain_name, [who] if isinstance(who, str) else who))
