"""Templates of answers that fit a chart: waves, leavers and programmes with groups that it has."""

import csv
import io
from collections.abc import Sequence

import numpy as np

from orgsim.inference.survey.answers import SMALLEST
from orgsim.inference.survey.templates import template
from orgsim.organisation import Organisation
from orgsim.organise import Imported

DAYS = ("2026-03-02", "2026-09-07")
"""Two waves, half a year apart."""

ITEMS = ("engagement", "trust")
MOST_GROUPS = 3


def answers_template(kind: str, read: Imported | None) -> str:
    """A file of a kind to put one's own rows in; without a chart the one of the command line."""
    if read is None:
        return template(kind)
    groups = _groups(read.organisation)
    rows: Sequence[Sequence[str]]
    if kind == "waves":
        rows = [
            (day, group, item, "3.4", "1 to 5", str(SMALLEST))
            for day in DAYS
            for group in groups
            for item in ITEMS
        ]
        return _text(("wave", "group", "item", "value", "scale", "answers"), rows)
    if kind == "leavers":
        return _text(
            ("week", "group", "leavers", "weeks"), [(DAYS[0], group, "0", "26") for group in groups]
        )
    return _text(("kind", "who", "start", "weeks"), [("presence", groups[0], DAYS[0], "26")])


def _groups(organisation: Organisation) -> list[str]:
    """Units that are large enough for anonymous means, or everybody."""
    units = np.array(organisation.attributes.get("unit", ()))
    names, people = np.unique(units[units != ""], return_counts=True)
    large = names[people >= SMALLEST].tolist()[:MOST_GROUPS]
    return [f"unit={name}" for name in large] or ["everybody"]


def _text(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([columns, *rows])
    return text.getvalue()
