"""Traits and starting states of people, measured by a survey."""

from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from orgsim.errors import quoted, shortened
from orgsim.model.states import OF_THEMES, OWN
from orgsim.organisation.hints import did_you_mean
from orgsim.organisation.importing import names
from orgsim.organisation.importing.columns import find_columns, measure_of, named_column, role
from orgsim.organisation.importing.faults import Faults
from orgsim.organisation.importing.identifiers import Outsiders, look_up, number_people
from orgsim.organisation.importing.matching import Known
from orgsim.organisation.importing.numbers import read_numbers
from orgsim.organisation.importing.table import Header, read_columns, read_header
from orgsim.organisation.importing.unmatched import refuse_unmatched
from orgsim.organisation.organisation import Organisation

SHEET = "survey_sheet (--survey-sheet)"
SCALE = "survey_scale (--survey-scale) to '1-5', '1-7', '0-10' or '0-100'"
"""What is advised where answers are not within the limits of states."""


class SurveyNotes(NamedTuple):
    """How a survey was read.

    identifier  the column of the ids
    columns     measure → the column it was read from
    unused      columns that measure nothing of the model
    """

    people: int
    outsiders: int
    encoding: str
    identifier: str
    columns: dict[str, str]
    unused: tuple[str, ...]


def read_survey(
    path: Path,
    organisation: Organisation,
    identifier: str | None = None,
    drop_outsiders: bool = False,
    *,
    chart_identifier: str | None = None,
    sheet: str | None = None,
    scale: str | None = None,
    left_out: Collection[str] = (),
    nothing: Collection[str] = (),
) -> tuple[dict[str, np.ndarray], SurveyNotes]:
    """Column → float64 (n,) by position, NaN for people or entries that are missing; and notes.

    Columns: message, practice, habit, values (for all themes, or as practice:NAME for one), trust,
    engagement, modelling, skill, resistance, aptitude, each in [0, 1], disposition from −2 to 2 and
    integrity from −1 to 1, or the names these go by in other languages. Of answers on a `scale` like
    "1-5", its ends become those of the state, in all columns. The ids stand in the column
    `identifier`, by default one called like the chart's (`chart_identifier`), else one that its name
    tells. A person stands in one row at most; rows of people outside the chart are refused, or
    dropped if `drop_outsiders` or if they were `left_out` of the chart; a survey of nobody on the
    chart is refused. Entries of `nothing` are missing, as empty ones are.
    """
    header = read_header(Path(path), sheet, SHEET)
    ids_at = _ids_column(header, identifier, chart_identifier)
    measured, unused = _measures(header, ids_at)
    row, columns = read_columns(header)
    written, faults = columns[ids_at], Faults(header.place)
    number_people(written, row, faults)
    known = {organisation.label(position): position for position in range(organisation.people)}
    position = look_up(known, written)
    inside = position >= 0
    of_chart, outsiders = Known(known, organisation.attributes), Outsiders(drop_outsiders, left_out)
    if not inside.any():
        refuse_unmatched(header.place, of_chart, written, outsiders)
    for k in np.flatnonzero(~inside).tolist():
        if written[k] and not outsiders.may_miss(written[k]):
            faults.add(row[k], partial(of_chart.not_found, "id", written[k]))
            faults.advise(outsiders.advice)
    survey = {}
    for name, at in measured.items():
        state = OWN[name.partition(":")[0]]
        least, most = map(float, scale.split("-")) if scale else (state.low, state.high)
        answers = read_numbers(
            faults,
            row,
            header.names[at],
            columns[at],
            low=least,
            high=most,
            gaps=True,
            nothing=nothing,
            advice="" if scale else SCALE,
        )
        values = answers
        if scale:
            values = state.low + (answers - least) / (most - least) * (state.high - state.low)
        survey[name] = np.full(organisation.people, np.nan)
        survey[name][position[inside]] = values[inside]
    faults.refuse()
    notes = SurveyNotes(
        people=int(inside.sum()),
        outsiders=int((~inside).sum()),
        encoding=header.encoding,
        identifier=header.names[ids_at],
        columns={name: header.names[at] for name, at in measured.items()},
        unused=unused,
    )
    return survey, notes


def _ids_column(header: Header, identifier: str | None, chart_identifier: str | None) -> int:
    """The column of ids: the one that is named, else called like the chart's, else a likely one."""
    alike = [name for name in header.names if names.key(name) == names.key(chart_identifier or "")]
    if identifier is None and len(alike) == 1:
        return named_column(header, role("survey", "survey_identifier").setting, alike[0])
    return find_columns(header, "survey", {"survey_identifier": identifier})["survey_identifier"]


def _measures(header: Header, ids_at: int) -> tuple[dict[str, int], tuple[str, ...]]:
    """Measure → its column, and the columns that measure nothing; refuse what seems misspelt."""
    measured: dict[str, int] = {}
    unused = []
    for k, column in enumerate(header.names):
        if k == ids_at:
            continue
        name = measure_of(column)
        kind, colon, theme = name.partition(":")
        if kind in OWN and (not colon or (OWN[kind].of_themes and theme)):
            if name in measured:
                raise header.fault(header.row, _twice(name, header.names[measured[name]], column))
            measured[name] = k
        elif colon or did_you_mean(column, OWN):
            raise header.fault(header.row, _not_measured(column))
        else:
            unused.append(column)
    if not measured:
        beside = f" but {', '.join(map(quoted, unused[:10]))}" if unused else ""
        raise header.fault(
            header.row,
            f"there is no column of a measure besides the ids{beside}; {_allowed()}",
        )
    return measured, tuple(unused)


def _twice(name: str, one: str, other: str) -> str:
    return (
        f"the columns {quoted(one)} and {quoted(other)} both measure {shortened(name)}; remove or"
        " rename one of them"
    )


def _not_measured(column: str) -> str:
    return (
        f"{quoted(column)} is not measured by the model{did_you_mean(column, OWN)}; remove or"
        f" rename the column; {_allowed()}"
    )


def _allowed() -> str:
    return (
        f"allowed are {', '.join(OWN)}, and {', '.join(OF_THEMES)} with a theme, as in"
        " practice:NAME"
    )
