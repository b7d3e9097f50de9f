"""Waves of a survey, read from a file: answers of persons and means of groups, long or wide."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from orgsim.errors import UserError, quoted
from orgsim.inference.survey.answer_precision import read_counts, read_reliability, read_spread
from orgsim.inference.survey.answers import SMALLEST, Answers, Survey, Wave, WavesNotes
from orgsim.inference.survey.items import item_of
from orgsim.inference.survey.overlaps import overlap_remark
from orgsim.inference.survey.respondents import Respondents, read_respondents
from orgsim.inference.survey.scales import default_scales
from orgsim.inference.survey.survey_table import SurveyTable, read_table
from orgsim.inference.survey.values import Cells, Values, check_percentages, read_values
from orgsim.inference.survey.wave_cells import (
    check_columns,
    chosen_items,
    item_columns,
    long_cells,
    wide_cells,
)
from orgsim.inference.survey.wave_times import WaveTimes, read_wave_times
from orgsim.organisation import Organisation
from orgsim.organisation.importing.faults import Faults
from orgsim.organisation.importing.identifiers import Outsiders

SHEET = "sheet (--survey-sheet)"


def read_waves(
    path: Path,
    organisation: Organisation,
    themes: Sequence[str],
    *,
    sheet: str | None = None,
    scale: str | None = None,
    smallest: int = SMALLEST,
    drop_outsiders: bool = False,
    columns: Mapping[str, str] = MappingProxyType({}),
) -> Survey:
    """The waves of a survey, text or a sheet of a workbook.

    Columns: wave (a week or a date, or a label with week or date beside it), id or group, item,
    value, answers (of groups), and if known spread, scale and reliability; or instead of item and
    value a column for each item. `scale` is that of rows that state none, as in "1-5" or
    "trust=0-10, 1-5". Groups of fewer than `smallest` answers are refused; entries left empty or
    marked as too few ("n<5") are no answer. Rows of people outside the chart are refused, or
    dropped if `drop_outsiders`. `columns` names those that are called otherwise, by these names or by
    those of items; "none" leaves one out. Raises UserError naming the rows.
    """
    defaults = default_scales(scale)
    table = read_table(Path(path), "waves", sheet, SHEET, columns)
    chosen = chosen_items(table, themes, columns)
    items = {} if "item" in table.at else item_columns(table, themes, chosen)
    check_columns(table, defaults)
    faults = Faults(table.header.place)
    of = read_respondents(faults, table, organisation, Outsiders(drop_outsiders))
    cells = wide_cells(table, items) if items else long_cells(faults, table, themes)
    values = read_values(faults, table.row, cells, defaults)
    answered = of.known.copy()
    answered[np.setdiff1d(np.arange(len(answered)), cells.at[values.said])] = False
    times = read_wave_times(table, faults, answered)
    entries = _Entries(table.row, of, times, cells, values)
    counts = read_counts(faults, table.row, table.texts("answers"), of, answered, smallest)
    answers = _answers(faults, table, entries, counts)
    faults.refuse()
    check_percentages(table.header, values)
    if not answers.item:
        raise UserError(f"{table.header.place}: no row has an answer; fill in the values")
    remarks = (_weeks_remark(table, times), overlap_remark(organisation, answers))
    notes = _notes(table, items, entries, answers)
    return Survey(
        answers,
        _waves(times, answers),
        times.first_day,
        notes._replace(remarks=tuple(filter(None, remarks))),
        times.first_week,
    )


class _Entries(NamedTuple):
    """What a file holds: of its rows whom they are about and when, of its cells what they say."""

    row: np.ndarray
    of: Respondents
    times: WaveTimes
    cells: Cells
    values: Values


def _answers(faults: Faults, table: SurveyTable, entries: _Entries, counts: np.ndarray) -> Answers:
    """The answers of all cells that have one, which are right if there are no faults."""
    row, of, times, cells, values = entries
    spread = read_spread(faults, row, table.texts("spread"), cells, values, counts)
    reliability = read_reliability(faults, row, table.texts("reliability"))
    kept = np.flatnonzero(values.told & (times.wave[cells.at] >= 0))
    _check_led(faults, entries, kept)
    _check_once(faults, entries, kept)
    at = cells.at[kept]
    return Answers(
        times.week[times.wave[at]],
        tuple(of.who[k] for k in at.tolist()),
        of.person[at],
        tuple(cells.item[k] for k in kept.tolist()),
        values.on_unit()[kept],
        np.array([values.is_favourable(k) for k in kept.tolist()], bool),
        counts[at],
        spread[kept],
        reliability[at],
        row[at],
    )


def _check_led(faults: Faults, entries: _Entries, kept: np.ndarray) -> None:
    """What is asked about the superior, the top cannot answer."""
    row, of, _, cells, _ = entries
    for cell in kept.tolist():
        k = cells.at[cell]
        if not of.led[k] and item_of(cells.item[cell]).of_led:
            faults.add(
                row[k],
                f"{quoted(of.who[k])} has no superior and cannot answer {cells.item[cell]};"
                " leave it out",
            )


def _check_once(faults: Faults, entries: _Entries, kept: np.ndarray) -> None:
    """Nobody answers an item twice in a wave."""
    row, of, times, cells, _ = entries
    first: dict[tuple[int, str, str], int] = {}
    for cell in kept.tolist():
        k = int(cells.at[cell])
        wave = int(times.wave[k])
        stands = first.setdefault((wave, of.who[k], cells.item[cell]), k)
        if stands != k:
            faults.add(
                row[k],
                f"{quoted(of.who[k])} answered {cells.item[cell]} in row {row[stands]} already, in the"
                f" same wave ({times.name[wave]}); keep one of them",
            )


def _waves(times: WaveTimes, answers: Answers) -> tuple[Wave, ...]:
    of_wave = [answers.row[answers.week == week] for week in times.week]
    return tuple(
        Wave(name, week, int(rows.min()), len(rows))
        for name, week, rows in zip(times.name, times.week.tolist(), of_wave, strict=True)
    )


def _weeks_remark(table: SurveyTable, times: WaveTimes) -> str:
    """What may have been meant otherwise: numbers of waves that were read as weeks."""
    count = len(times.name)
    consecutive = times.week.tolist() == list(range(count))
    if times.first_day is None and "week" not in table.at and consecutive and count > 1:
        return (
            f"the waves {times.name[0]} to {times.name[-1]} are read as weeks; if they are the waves'"
            " numbers, add a column week or date"
        )
    return ""


def _notes(
    table: SurveyTable, items: dict[str, int], entries: _Entries, answers: Answers
) -> WavesNotes:
    pairs = list(zip(answers.who, answers.person.tolist(), strict=True))
    return WavesNotes(
        rows=len(table.row),
        persons=len({who for who, person in pairs if person}),
        groups=tuple(dict.fromkeys(who for who, person in pairs if not person)),
        items=tuple(dict.fromkeys(answers.item)),
        empty=int((~entries.values.said).sum()),
        outsiders=entries.of.outsiders,
        encoding=table.header.encoding,
        columns=table.used(items),
        unused=table.unused(items),
        remarks=(),
    )
