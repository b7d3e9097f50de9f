"""Traits and starting states of people, measured by a survey."""

from pathlib import Path

import numpy as np

from orgsim.errors import quoted
from orgsim.organisation.hints import did_you_mean
from orgsim.organisation.identifiers import look_up, not_in_chart, number_people
from orgsim.organisation.numbers import read_numbers
from orgsim.organisation.organisation import Organisation
from orgsim.organisation.table import Header, fault, read_columns, read_header
from orgsim.states import OF_THEMES, OWN


def read_survey(
    path: Path,
    organisation: Organisation,
    identifier: str = "id",
    drop_outsiders: bool = False,
) -> dict[str, np.ndarray]:
    """Column → float64 (n,) by position, NaN for people or entries that are missing.

    Columns: message, practice, habit, values (for all themes, or as practice:NAME for one), trust,
    engagement, modelling, skill, resistance, aptitude, each in [0, 1], disposition from −2 to 2 and
    integrity from −1 to 1. Answers on other scales must be rescaled before. A person stands in one
    row at most; rows of people outside the chart are refused, or dropped if `drop_outsiders`.
    """
    header = read_header(Path(path))
    ids_at = header.column("identifier", identifier)
    measured = {name: k for k, name in enumerate(header.names) if k != ids_at}
    _check_columns(header, measured)
    row, columns = read_columns(header)
    written = columns[ids_at]
    number_people(header.path, written, row)
    known = {organisation.label(position): position for position in range(organisation.people)}
    position = look_up(known, written)
    outside = np.flatnonzero(position < 0)
    if len(outside) and not drop_outsiders:
        k = int(outside[0])
        raise not_in_chart(header.path, row[k], identifier, written[k], known)
    survey = {}
    for name, at in measured.items():
        state = OWN[name.partition(":")[0]]
        values = read_numbers(
            header.path, row, name, columns[at], low=state.low, high=state.high, gaps=True
        )
        survey[name] = np.full(organisation.people, np.nan)
        survey[name][position[position >= 0]] = values[position >= 0]
    return survey


def _check_columns(header: Header, measured: dict[str, int]) -> None:
    for name in measured:
        kind, colon, theme = name.partition(":")
        if kind in OWN and (not colon or (OWN[kind].of_themes and theme)):
            continue
        allowed = ", ".join(OWN)
        raise fault(
            header.path,
            header.row,
            f"{quoted(name)} is not measured by the model{did_you_mean(name, OWN)}; remove or rename"
            f" the column; allowed are {allowed}, and {', '.join(OF_THEMES)} with a theme, as in"
            " practice:NAME",
        )
    if not measured:
        raise fault(header.path, header.row, "there is no column beside the ids; add a measure")
