"""Leavers, read from a file: how many people left, when and of which group."""

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from orgsim.errors import quoted
from orgsim.inference.survey.answers import Survey
from orgsim.inference.survey.moments import weeks_since_first
from orgsim.inference.survey.respondents import EVERYBODY, Respondents, read_respondents
from orgsim.inference.survey.survey_table import SurveyTable, read_table
from orgsim.model.random import MOST_WEEKS
from orgsim.organisation import Organisation
from orgsim.organisation.importing.faults import Faults
from orgsim.organisation.importing.identifiers import Outsiders

SHEET = "sheet (--leavers-sheet)"
_WHOLE = re.compile(r"\d{1,9}(\.0*)?", re.ASCII)


class Leavers(NamedTuple):
    """Columns with an entry for each row of the file.

    week   int64, first week that the row covers, in weeks since the first wave; before it negative
    who    a group as `orgsim.organisation.members` reads it; position:ID for a person
    count  int64, how many left
    weeks  int64, how many weeks the row covers
    row    int64, row of the file
    """

    week: np.ndarray
    who: tuple[str, ...]
    count: np.ndarray  # type: ignore[assignment]  # no tuple's count is asked for
    weeks: np.ndarray
    row: np.ndarray


def read_leavers(
    path: Path,
    organisation: Organisation,
    survey: Survey,
    *,
    sheet: str | None = None,
    columns: Mapping[str, str] = MappingProxyType({}),
) -> Leavers:
    """Leavers by week and group, text or a sheet of a workbook.

    Columns: week (a number or a date, as the survey counts), leavers, and if wanted group (by
    default everybody), or id of one person who left, and weeks (by default 1). Weeks that two rows
    cover of the same group are refused. `columns` names those that are called otherwise, by these
    names. Raises UserError naming the rows.
    """
    table = read_table(Path(path), "leavers", sheet, SHEET, columns)
    if "leavers" not in table.at and "id" not in table.at:
        raise table.header.fault(
            table.header.row,
            "no column leavers; add it, with how many people left, or a column id of those who did",
        )
    faults = Faults(table.header.place)
    moments = weeks_since_first(faults, table.row, "week", table.texts("week"), survey)
    of = read_respondents(faults, table, organisation, Outsiders(advice=""), EVERYBODY)
    weeks = _wholes(faults, table, "weeks", table.texts("weeks"), 1, MOST_WEEKS, 1)
    count = _counts(faults, table, of, weeks)
    if not faults.count:
        _check_once(faults, table.row, moments.number, of.who, weeks)
    faults.refuse()
    return Leavers(moments.number, tuple(of.who), count, weeks, table.row)


def _counts(faults: Faults, table: SurveyTable, of: Respondents, weeks: np.ndarray) -> np.ndarray:
    """How many left, 1 of a person; every position can be left once a week."""
    texts = table.texts("leavers")
    of_persons = [text or "1" if of.person[k] else text for k, text in enumerate(texts)]
    count = _wholes(faults, table, "leavers", of_persons, 0, 10**9, None)
    for k in np.flatnonzero(of.known & (count > of.people * weeks)).tolist():
        faults.add(
            table.row[k],
            f"{count[k]:,} leavers in weeks: {weeks[k]:,}, of {quoted(of.who[k])}, which has"
            f" {of.people[k]:,} members; correct the number, the weeks or the group",
        )
    return count


def _wholes(
    faults: Faults,
    table: SurveyTable,
    column: str,
    texts: list[str],
    low: int,
    high: int,
    default: int | None,
) -> np.ndarray:
    """Whole numbers, int64 (rows,); a gap is the default, or a fault without one."""
    found = np.full(len(texts), low if default is None else default, np.int64)
    for k, text in enumerate(texts):
        number = int(text.partition(".")[0]) if _WHOLE.fullmatch(text) else -1
        if low <= number <= high:
            found[k] = number
        elif text or default is None:
            faults.add(
                table.row[k],
                f"{column} {quoted(text)} must be a whole number from {low} to {high:,}",
            )
    return found


def _check_once(
    faults: Faults, row: np.ndarray, week: np.ndarray, who: list[str], weeks: np.ndarray
) -> None:
    """No week of a group stands in two rows."""
    order = sorted(range(len(row)), key=lambda k: (who[k], int(week[k])))
    for before, k in pairwise(order):
        if who[before] == who[k] and week[k] < week[before] + weeks[before]:
            faults.add(
                row[k],
                f"leavers of {quoted(who[k])} in a week that row {row[before]} covers already; add"
                " them up, or correct the weeks",
            )
