"""A chart of who reports to whom, read from a file."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from orgsim.errors import UserError
from orgsim.organisation.hierarchy import Tree, breadth_first
from orgsim.organisation.importing.columns import find_columns
from orgsim.organisation.importing.faults import Faults, quoted
from orgsim.organisation.importing.identifiers import look_up, means_nothing, number_people
from orgsim.organisation.importing.matching import Known
from orgsim.organisation.importing.numbers import read_numbers
from orgsim.organisation.importing.table import Header, read_columns, read_header

SHEET = "chart_sheet (--sheet)"


class Chart(NamedTuple):
    """The people of a chart, numbered as in the file."""

    place: str
    encoding: str
    row: np.ndarray
    number: dict[str, int]
    superior: np.ndarray
    attributes: dict[str, list[str]]
    columns: dict[str, str]

    def person(self, k: int) -> str:
        """How messages name a person."""
        return f"{quoted(self.ids[k])} (row {self.row[k]})"

    @property
    def ids(self) -> list[str]:
        """Ids in the order of the file."""
        return list(self.number)


def read_chart(path: Path, given: Mapping[str, str | None], sheet: str | None = None) -> Chart:
    """Read a chart; see read_organisation for the columns. The superiors may still form no tree."""
    header = read_header(path, sheet, SHEET)
    at = find_columns(header, "chart", given)
    names = _attribute_names(header, at)
    row, columns = read_columns(header)
    faults = Faults(header.place)
    number = number_people(columns[at["identifier"]], row, faults)
    ends = (at["identifier"], at["superior"])
    attributes = {names[k]: values for k, values in enumerate(columns) if k not in ends}
    known = Known(number, attributes)
    above = _superiors(columns[at["superior"]], row, known, faults)
    faults.refuse()
    used = {key: header.names[k] for key, k in at.items()}
    chart = Chart(header.place, header.encoding, row, number, above, attributes, used)
    if "level" in at:
        _check_levels(chart)
    return chart


def tree_of(chart: Chart) -> tuple[np.ndarray, Tree]:
    """The order that numbers the chart's people breadth first, and their tree."""
    try:
        return breadth_first(chart.superior, chart.person)
    except UserError as error:
        raise UserError(f"{chart.place}: {error}") from None


def _attribute_names(header: Header, at: Mapping[str, int]) -> list[str]:
    """The columns' names, those that an option names being called after the option."""
    names = list(header.names)
    for option in ("level", "unit", "name"):
        k = at.get(option)
        if k is None or header.names[k] == option:
            continue
        if option in header.names:
            raise header.fault(
                header.row,
                f"{option} = {header.names[k]!r} leaves two columns for {option!r}; rename or remove"
                f" the column {option!r}",
            )
        names[k] = option
    return names


def _superiors(written: list[str], row: np.ndarray, known: Known, faults: Faults) -> np.ndarray:
    """The number of each person's superior; the top gets its own number."""
    superior = look_up(known.number, written)
    for k in np.flatnonzero(superior < 0).tolist():
        superior[k] = k
        if not means_nothing(written[k]):
            faults.add(row[k], lambda k=k: known.not_found("superior", written[k]))
    return superior


def _check_levels(chart: Chart) -> None:
    """Refuse stated levels that put a report above its superior.

    Levels are counted downwards from the top if the top's is the smallest, else upwards. Equal
    levels (deputies) and gaps are no contradiction: stated levels are often grades, not places.
    """
    faults = Faults(chart.place)
    level = read_numbers(faults, chart.row, "level", chart.attributes["level"], gaps=True)
    top = level[chart.superior == np.arange(len(level))]
    downwards = -1 if top.size and top[0] > np.fmin.reduce(level) else 1
    ids = chart.ids
    for k in np.flatnonzero(downwards * level < downwards * level[chart.superior]).tolist():
        boss = int(chart.superior[k])
        faults.add(
            chart.row[k],
            f"{quoted(ids[k])} on level {level[k]:g} stands above its superior {quoted(ids[boss])}"
            f" (row {chart.row[boss]}) on level {level[boss]:g}; mend one of them, or name no level"
            " column",
        )
    faults.refuse()
