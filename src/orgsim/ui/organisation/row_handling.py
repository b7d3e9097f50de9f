"""Odd rows: what a visitor may ask for where a tree has no place for what a file holds."""

import re
from collections.abc import Mapping
from typing import NamedTuple

REFUSED = ""
"""The choice that asks for nothing: such rows are refused."""

Value = str | bool | tuple[str, ...]


class Handling(NamedTuple):
    """Something that can be asked for.

    key      of the config, below organisation
    label    what the page calls it
    choices  value → its words, REFUSED first; none where it is a text to write
    example  of a text to write; several are parted by semicolons
    """

    key: str
    label: str
    choices: Mapping[str, str] = {}
    example: str = ""

    def value(self, chosen: str) -> Value:
        """The value of the config."""
        if chosen == "true":
            return True
        if self.choices or self.key == "cleaning.vacant":
            return chosen.strip()
        return tuple(part.strip() for part in chosen.split(";") if part.strip())


HANDLINGS = (
    Handling(
        "cleaning.without_superior",
        "People without a superior",
        {
            REFUSED: "only the top may be one",
            "top": "put them under the top",
            "board": "put all of them under a new board",
            "drop": "leave them out, with everybody below them",
        },
    ),
    Handling(
        "cleaning.unknown_superior",
        "Superiors who are not on the chart",
        {
            REFUSED: "refuse such rows",
            "nobody": "treat them as missing",
        },
    ),
    Handling(
        "cleaning.duplicates",
        "Several rows with the same id",
        {
            REFUSED: "refuse such rows",
            "last": "use the last one",
        },
    ),
    Handling(
        "cleaning.vacancies",
        "Vacancies",
        {
            REFUSED: "count as people",
            "keep": "keep them, filled in the first week",
            "drop": "leave them out; their reports move up",
        },
    ),
    Handling("cleaning.vacant", "Vacant where", example="Status=vacant"),
    Handling("cleaning.inactive", "Left out where", example="Status=inactive; Status=retired"),
    Handling("cleaning.nothing", "Entries that mean an empty cell", example="0; #N/A"),
    Handling(
        "drop_outsiders",
        "People in the ties or the survey who are not on the chart",
        {
            REFUSED: "refuse such rows",
            "true": "leave them out",
        },
    ),
    Handling(
        "survey_scale",
        "Scale of the survey's answers",
        {
            REFUSED: "0 to 1, as in the model",
            "1-5": "1 to 5: rescale",
            "1-7": "1 to 7: rescale",
            "0-10": "0 to 10: rescale",
            "0-100": "0 to 100: rescale",
        },
    ),
    Handling(
        "directed",
        "Who listens in a tie",
        {
            REFUSED: "both to each other",
            "true": "only the first to the second",
        },
    ),
)
"""In the order of the page."""

_SET_CHOICE = r"(?:set )?{key} \(--[\w-]+\) to (?:true|'[^']*'(?:(?:, | or )'[^']*')*)"


def requested(chosen: Mapping[str, str]) -> dict[str, Value]:
    """What is asked for, as values of the config by key."""
    values = {each.key: each.value(chosen.get(each.key, REFUSED)) for each in HANDLINGS}
    return {key: value for key, value in values.items() if value}


def in_words(text: str) -> str:
    """A message with the page's names of what can be asked for."""
    for each in HANDLINGS:
        key = re.escape(each.key)
        if each.choices:
            text = re.sub(_SET_CHOICE.format(key=key), f"choose below: “{each.label}”", text)
        text = re.sub(key + r" \(--[\w-]+\)", f"“{each.label}”", text)
    return text


def named_in(text: str) -> list[Handling]:
    """What a message of the page says can be asked for."""
    return [each for each in HANDLINGS if f"“{each.label}”" in text]
