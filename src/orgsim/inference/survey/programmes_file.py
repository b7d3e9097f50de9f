"""Past programmes, read from a file: what an organisation did before and between the waves."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from pydantic import ValidationError

from orgsim.config.files import explain
from orgsim.config.models import InterventionConfig
from orgsim.errors import quoted
from orgsim.inference.survey.answers import Survey
from orgsim.inference.survey.moments import Moments, weeks_since_first
from orgsim.inference.survey.respondents import group_fault
from orgsim.inference.survey.survey_table import SurveyTable, read_table
from orgsim.model.interventions import INTERVENTIONS
from orgsim.organisation import Organisation
from orgsim.organisation.hints import did_you_mean
from orgsim.organisation.importing.faults import Faults
from orgsim.organisation.importing.numbers import read_numbers

SHEET = "sheet (--programmes-sheet)"


class PastProgramme(NamedTuple):
    """A programme that began, and perhaps ended, while the survey went on or before.

    start   first week, in weeks since the first wave, whose week is 0; before it negative
    weeks   how many weeks it ran, or None if it still runs
    change  levers and by how much they change, or None for those of its kind
    row     row of the file
    """

    start: int
    weeks: int | None
    kind: str
    who: str
    strength: float
    change: Mapping[str, float] | None
    row: int


def read_programmes(
    path: Path,
    organisation: Organisation,
    survey: Survey,
    *,
    sheet: str | None = None,
    columns: Mapping[str, str] = MappingProxyType({}),
) -> tuple[PastProgramme, ...]:
    """Past programmes, text or a sheet of a workbook, in the order of the file.

    Columns: kind, start (a week or date, as the survey counts), and if wanted who, weeks or end (the
    last week or day; without either it still runs), strength and change, as in "broadcast=0.1;
    transparency=0.2". `columns` names those that are called otherwise, by these names. Raises
    UserError naming the rows.
    """
    table = read_table(Path(path), "programmes", sheet, SHEET, columns)
    faults = Faults(table.header.place)
    start = weeks_since_first(faults, table.row, "start", table.texts("start"), survey)
    end = weeks_since_first(faults, table.row, "end", table.texts("end"), survey, gaps=True)
    weeks = _weeks(faults, table, start, end)
    strength = read_numbers(
        faults, table.row, "strength", table.texts("strength"), low=0, gaps=True
    )
    programmes = []
    for k, row in enumerate(table.row.tolist()):
        tables = _tables(faults, table, k)
        tables |= {} if np.isnan(weeks[k]) else {"weeks": int(weeks[k])}
        tables |= {} if np.isnan(strength[k]) else {"strength": float(strength[k])}
        read = _validated(faults, row, tables)
        if read is not None:
            who = str(read.who or INTERVENTIONS[read.kind].who)
            fault = group_fault(organisation, who)
            if fault:
                faults.add(row, fault)
            programmes.append(
                PastProgramme(
                    int(start.number[k]),
                    read.weeks,
                    read.kind,
                    who,
                    read.strength,
                    read.change,
                    row,
                )
            )
    faults.refuse()
    return tuple(programmes)


def _weeks(faults: Faults, table: SurveyTable, start: Moments, end: Moments) -> np.ndarray:
    """How many weeks each ran, float64 (rows,), NaN where it still runs."""
    stated = table.texts("weeks")
    weeks = read_numbers(faults, table.row, "weeks", stated, low=1, gaps=True)
    for k in np.flatnonzero(weeks % 1 > 0).tolist():
        faults.add(table.row[k], f"weeks {quoted(stated[k])} is not a whole number; write one")
    for k in np.flatnonzero(end.told & start.told).tolist():
        if not np.isnan(weeks[k]):
            faults.add(table.row[k], "both weeks and end; leave one of them empty")
        elif end.number[k] < start.number[k]:
            faults.add(table.row[k], "end is before start; correct one of them")
        else:
            weeks[k] = end.number[k] - start.number[k] + 1
    return weeks


def _tables(faults: Faults, table: SurveyTable, k: int) -> dict[str, Any]:
    """What a row says of its programme, as the config would."""
    written, who = table.texts("kind")[k], table.texts("who")[k]
    known = {name.replace("_", " "): name for name in INTERVENTIONS}
    kind = known.get(written.casefold().replace("_", " "), written)
    change = _change(faults, table.row[k], table.texts("change")[k])
    return {"kind": kind, "who": who or None, "change": change or None}


def _change(faults: Faults, row: int, text: str) -> dict[str, float]:
    """Levers and amounts of "lever=amount; lever=amount"; 0 of what is a fault."""
    change: dict[str, float] = {}
    for part in filter(str.strip, text.split(";")):
        lever, equals, amount = (text.strip() for text in part.partition("="))
        if not equals or lever in change:
            faults.add(row, f"change {quoted(part)}: write each lever once, as LEVER=AMOUNT")
            amount = "0"
        read = read_numbers(faults, np.array([row]), f"change of {lever}", [amount])
        change[lever] = float(np.nan_to_num(read[0]))
    return change


def _validated(faults: Faults, row: int, tables: Mapping[str, Any]) -> InterventionConfig | None:
    if tables["kind"] not in INTERVENTIONS:
        kind = str(tables["kind"])
        faults.add(
            row,
            f"the kind {quoted(kind)} is not known{did_you_mean(kind, INTERVENTIONS)}; allowed are"
            f" {', '.join(INTERVENTIONS)}",
        )
        return None
    try:
        return InterventionConfig.model_validate(tables)
    except ValidationError as error:
        faults.add(row, explain(error, "", InterventionConfig))
        return None
