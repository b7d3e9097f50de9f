"""A file of a survey as a table, its columns given, or found by name."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from orgsim.errors import UserError, quoted
from orgsim.inference.survey.survey_columns import FILES, chosen_roles
from orgsim.organisation.hints import did_you_mean
from orgsim.organisation.importing.columns import find_columns, unused
from orgsim.organisation.importing.identifiers import means_nothing
from orgsim.organisation.importing.table import Header, read_columns, read_header


class SurveyTable(NamedTuple):
    """All rows of a file: the row each stands in, its values, and role → number of a column."""

    header: Header
    at: dict[str, int]
    row: np.ndarray
    columns: list[list[str]]

    def texts(self, role: str) -> list[str]:
        """What stands in the column of a role, "" for nothing (NA, -) or without such a column."""
        if role not in self.at:
            return [""] * len(self.row)
        return ["" if means_nothing(text) else text for text in self.columns[self.at[role]]]

    def used(self, also: dict[str, int] | None = None) -> dict[str, str]:
        """Role, and what is there `also` → the column that was read."""
        return {key: self.header.names[k] for key, k in {**self.at, **(also or {})}.items()}

    def unused(self, also: dict[str, int] | None = None) -> tuple[str, ...]:
        """Columns that nothing was read from."""
        return unused(self.header, [*self.at.values(), *(also or {}).values()])


def read_table(
    path: Path, kind: str, sheet: str | None, option: str, given: Mapping[str, str]
) -> SurveyTable:
    """The table of a kind of file, waves, leavers or programmes; `option` names its sheet in errors.

    given  role → its column, or "none"; roles that are not given are found by what columns are called
    """
    if kind != "waves":  # whose columns may hold items, which are distinguished later
        _refuse_other_roles(kind, given)
    header = read_header(Path(path), sheet, option)
    at = find_columns(header, kind, chosen_roles(kind, given), FILES[kind])
    batch = read_columns(header)
    return SurveyTable(header, at, batch.row, batch.columns)


def _refuse_other_roles(kind: str, given: Mapping[str, str]) -> None:
    """Raise UserError where a column is given a role that no column of this kind of file has."""
    roles = {role.key: role for role in FILES[kind]}
    for key in given:
        if key not in roles:
            option = FILES[kind][0].option
            raise UserError(
                f"{option} {quoted(key)} is none of the columns of {kind}{did_you_mean(key, roles)};"
                f" allowed are {', '.join(roles)}"
            )
