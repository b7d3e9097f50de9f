"""When the waves of a survey were: the week of each row, counted from the first wave."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from orgsim.errors import quoted
from orgsim.inference.survey.moments import DAYS, WHEN, Moments, read_moments
from orgsim.inference.survey.survey_table import SurveyTable
from orgsim.model.random import MOST_WEEKS
from orgsim.organisation.importing.faults import Faults

_LABELS = "if waves have labels, add a column week or date"


class WaveTimes(NamedTuple):
    """The wave of each row, −1 without an answer, and when the waves were, in the order of time.

    week        int64 (waves,), weeks since the first wave
    first_week  number that the file gives the week of the first wave, 0 where it has dates
    """

    wave: np.ndarray
    name: list[str]
    week: np.ndarray
    first_day: date | None
    first_week: int


def read_wave_times(table: SurveyTable, faults: Faults, answered: np.ndarray) -> WaveTimes:
    """Waves from the columns wave, week and date, of the rows that are `answered`.

    With labels and a week or date beside them, a wave is on the middle one of its rows' moments.
    Without, the rows of a week, of seven days from the first date on, are one wave.
    """
    header, at, row, _ = table
    when = [key for key in ("week", "date") if key in at]
    if len(when) == 2:
        raise header.fault(
            header.row, "the columns week and date both say when; remove one of them"
        )
    if not when and "wave" not in at:
        raise header.fault(
            header.row,
            "no column says when; name one wave, with numbers of weeks or dates, or add a column"
            " week or date",
        )
    key, remedy = (when[0], WHEN) if when else ("wave", f"{WHEN}; {_LABELS}")
    moments = read_moments(faults, row, key, table.texts(key), remedy)
    moments = moments._replace(told=moments.told & answered)
    if not moments.told.any():
        return WaveTimes(np.full(len(row), -1), [], np.zeros(0, np.int64), None, 0)
    if when and "wave" in at:
        return _of_labels(faults, row, table.texts("wave"), moments)
    return _of_moments(faults, row, moments)


def _of_moments(faults: Faults, row: np.ndarray, moments: Moments) -> WaveTimes:
    number, told, dated = moments
    start = int(number[told].min())
    week = (number - start) // (DAYS if dated else 1)
    weeks, wave = np.unique(week[told], return_inverse=True)
    begin = [int(number[told][wave == k].min()) for k in range(len(weeks))]
    found = np.full(len(row), -1)
    found[told] = wave
    return _within(faults, row, found, [_named(one, dated) for one in begin], weeks, start, dated)


def _of_labels(
    faults: Faults, row: np.ndarray, labels: Sequence[str], moments: Moments
) -> WaveTimes:
    number, told, dated = moments
    for k, label in enumerate(labels):
        if not label:
            faults.add(row[k], "the wave has no label; give each row the label of its wave")
    rows_of: dict[str, list[int]] = {}
    for k in np.flatnonzero(told).tolist():
        rows_of.setdefault(labels[k], []).append(k)
    middle = {
        label: int(np.quantile(number[rows], 0.5, method="lower"))
        for label, rows in rows_of.items()
    }
    start, step = min(middle.values()), DAYS if dated else 1
    week = {label: (moment - start) // step for label, moment in middle.items()}
    order = sorted(week, key=lambda label: week[label])
    found = np.full(len(row), -1)
    for k, label in enumerate(order):
        found[rows_of[label]] = k
        if k and week[label] == week[order[k - 1]]:
            faults.add(
                row[rows_of[label][0]],
                f"the waves {quoted(order[k - 1])} and {quoted(label)} are in the same week; give"
                " them one label, or correct their dates",
            )
    weeks = np.array([week[label] for label in order], np.int64)
    return _within(faults, row, found, order, weeks, start, dated)


def _within(
    faults: Faults,
    row: np.ndarray,
    wave: np.ndarray,
    name: list[str],
    week: np.ndarray,
    start: int,
    dated: bool,
) -> WaveTimes:
    for k in np.flatnonzero(week > MOST_WEEKS).tolist():
        faults.add(
            row[np.flatnonzero(wave == k)[0]],
            f"the wave {quoted(name[k])} is {week[k]:,} weeks after the first; at most"
            f" {MOST_WEEKS:,}: correct it",
        )
    first_day = date.fromordinal(start) if dated else None
    return WaveTimes(wave, name, week, first_day, 0 if dated else start)


def _named(number: int, dated: bool) -> str:
    return date.fromordinal(number).isoformat() if dated else str(number)
