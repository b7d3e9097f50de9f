"""Factors' names on figures: as short as they can be, with their units."""

import textwrap
from collections.abc import Iterable, Mapping

from orgsim.model.parameters import BY_NAME

MOMENTS = ("mean", "spread")
UNITS = {
    "run.weeks": "weeks",
    "organisation.people": "people",
    "organisation.span_of_control": "reports of a leader",
    "organisation.ties_per_person": "ties",
}


def short_names(names: Iterable[str]) -> dict[str, str]:
    """The last parts of dotted keys, as many as distinguish them and are informative."""
    names = list(names)
    found = {}
    for name in names:
        parts = name.split(".")
        least = 2 if parts[-1] in MOMENTS or parts[-1].isdigit() else 1
        for count in range(min(least, len(parts)), len(parts) + 1):
            ending = parts[-count:]
            alike = [other for other in names if other.split(".")[-count:] == ending]
            if len(alike) == 1 or count == len(parts):
                found[name] = ".".join(ending)
                break
    return found


def unit(name: str) -> str:
    """The unit of a factor's values, "" where it is not declared."""
    table, _, last = name.partition(".")
    if table in ("levers", "parameters") and last in BY_NAME:
        return BY_NAME[last].unit
    return UNITS.get(name, "")


def with_unit(name: str, short: Mapping[str, str]) -> str:
    """A factor's short name with its unit."""
    found = unit(name)
    return f"{short[name]} ({found})" if found else short[name]


def full_names(names: Iterable[str], short: Mapping[str, str], width: int) -> str:
    """Lines that say what short names stand for, like levers.{broadcast, training}; "" if nothing."""
    tables: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        if short[name] != name:
            tables.setdefault(name.removesuffix(short[name]), []).append(short[name])
    text = ", ".join(
        table + (last[0] if len(last) == 1 else f"{{{', '.join(last)}}}")
        for table, last in tables.items()
    )
    return "\n".join(textwrap.wrap(text, width, break_on_hyphens=False))


def cut(text: str, most: int = 18) -> str:
    """A text that is not too long for an axis; its ends, which tell it from others, stay."""
    if len(text) <= most:
        return text
    return f"{text[: most // 2]}…{text[len(text) - (most - 1) // 2 :]}"


def some(drawn: int, there: int) -> str:
    """A note where not all levels are drawn."""
    return f" ({drawn} of {there} levels)" if drawn < there else ""
