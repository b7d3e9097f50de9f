"""A file of a survey as a table, its columns found by what they are called."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from orgsim.inference.survey.survey_columns import FILES
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


def read_table(path: Path, kind: str, sheet: str | None, option: str) -> SurveyTable:
    """The table of a kind of file, waves, leavers or programmes; `option` names its sheet in errors."""
    header = read_header(Path(path), sheet, option)
    at = find_columns(header, kind, {}, FILES[kind])
    batch = read_columns(header)
    return SurveyTable(header, at, batch.row, batch.columns)
