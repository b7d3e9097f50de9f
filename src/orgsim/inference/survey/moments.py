"""Moments: weeks or dates in a column of a file, and how many weeks after the first wave they are."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

import numpy as np

from orgsim.errors import quoted
from orgsim.inference.survey.answers import Survey
from orgsim.model.random import MOST_WEEKS
from orgsim.organisation.importing.faults import Faults

DAYS = 7
_WEEK = re.compile(r"([+-]?\d{1,6})(?:\.0*)?", re.ASCII)
WHEN = "write a whole number of a week, or a date as 2026-03-01"


class Moments(NamedTuple):
    """The time of each row of a file: a week's number, or a day's where the file has dates.

    number  int64 (rows,), days as `datetime.date.toordinal` counts them
    told    bool (rows,), whether it could be read
    dated   bool, whether the numbers are days
    """

    number: np.ndarray
    told: np.ndarray
    dated: bool


def read_moments(
    faults: Faults,
    row: np.ndarray,
    column: str,
    values: Sequence[str],
    remedy: str = WHEN,
    gaps: bool = False,
) -> Moments:
    """Weeks or dates, not both in one file; faults are what is neither, and gaps unless allowed."""
    read = {value: _moment(value) for value in set(values)}
    first = next((k for k, value in enumerate(values) if read[value] is not None), 0)
    dated = bool(len(values)) and isinstance(read[values[first]], date)
    number, told = np.zeros(len(values), np.int64), np.zeros(len(values), bool)
    for k, value in enumerate(values):
        found = read[value]
        if found is None:
            if value or not gaps:
                faults.add(
                    row[k], f"{column} {quoted(value)} is neither a week nor a date; {remedy}"
                )
        elif isinstance(found, date) != dated:
            one, other = ("week", "date") if dated else ("date", "week")
            faults.add(
                row[k],
                f"{column} {quoted(value)} is a {one} where row {row[first]} has a {other}; write"
                " all of them as dates, or all as weeks",
            )
        else:
            number[k] = found.toordinal() if isinstance(found, date) else found
            told[k] = True
    return Moments(number, told, dated)


def _moment(text: str) -> int | date | None:
    week = _WEEK.fullmatch(text)
    if week:
        return int(week[1])
    if len(text) < len("20260301") or not text[:4].isdecimal():
        return None
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def weeks_since_first(
    faults: Faults,
    row: np.ndarray,
    column: str,
    values: Sequence[str],
    survey: Survey,
    gaps: bool = False,
) -> Moments:
    """Weeks since the first wave of a survey, negative before it.

    Dates need a survey with dates. Numbers count as the survey's own weeks do; beside a survey with
    dates, they count from its first wave, which is week 0.
    """
    moments = read_moments(faults, row, column, values, gaps=gaps)
    number, told = moments.number, moments.told
    if moments.dated:
        if survey.first_day is None:
            for k in np.flatnonzero(told).tolist():
                faults.add(
                    row[k],
                    f"{column} {quoted(values[k])} is a date, but the survey has numbers of weeks;"
                    " write the week in the same count as the survey",
                )
            return Moments(np.zeros_like(number), np.zeros_like(told), False)
        week = (number - survey.first_day.toordinal()) // DAYS
    else:
        week = number - survey.first_week
    far = told & (np.abs(week) > MOST_WEEKS)
    for k in np.flatnonzero(far).tolist():
        faults.add(
            row[k],
            f"{column} {quoted(values[k])} is more than {MOST_WEEKS:,} weeks from the first wave;"
            " correct it",
        )
    return Moments(np.where(told & ~far, week, 0), told & ~far, False)
