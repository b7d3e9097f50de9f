"""A chart of who reports to whom, read from a file."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from orgsim.errors import UserError, quoted
from orgsim.organisation.hierarchy import Tree, breadth_first
from orgsim.organisation.identifiers import look_up, means_nothing, not_in_chart, number_people
from orgsim.organisation.numbers import read_numbers
from orgsim.organisation.table import Header, fault, read_columns, read_header


class Chart(NamedTuple):
    """The people of a chart, numbered as in the file."""

    path: Path
    encoding: str
    row: np.ndarray
    number: dict[str, int]
    superior: np.ndarray
    attributes: dict[str, list[str]]

    def person(self, k: int) -> str:
        """How messages name a person."""
        return f"{quoted(self.ids[k])} (row {self.row[k]})"

    @property
    def ids(self) -> list[str]:
        """Ids in the order of the file."""
        return list(self.number)


def read_chart(
    path: Path,
    *,
    identifier: str,
    superior: str,
    level: str | None,
    unit: str | None,
    name: str | None,
) -> Chart:
    """Read a chart; see read_organisation for the columns. The superiors may still form no tree."""
    header = read_header(path)
    ids_at = header.column("identifier", identifier)
    superior_at = header.column("superior", superior)
    names = _attribute_names(header, {"level": level, "unit": unit, "name": name})
    row, columns = read_columns(header)
    number = number_people(path, columns[ids_at], row)
    above = _superiors(path, row, columns[superior_at], number)
    attributes = {
        names[k]: values for k, values in enumerate(columns) if k not in (ids_at, superior_at)
    }
    chart = Chart(path, header.encoding, row, number, above, attributes)
    if level is not None:
        _check_levels(chart)
    return chart


def tree_of(chart: Chart) -> tuple[np.ndarray, Tree]:
    """The order that numbers the chart's people breadth first, and their tree."""
    try:
        return breadth_first(chart.superior, chart.person)
    except UserError as error:
        raise UserError(f"{chart.path}: {error}") from None


def _attribute_names(header: Header, options: dict[str, str | None]) -> list[str]:
    """The columns' names, those that an option names being called after the option."""
    names = list(header.names)
    for option, column in options.items():
        if column is None:
            continue
        if column != option and option in header.names:
            raise fault(
                header.path,
                header.row,
                f"{option} = {quoted(column)} leaves two columns for {option!r}; rename or remove the"
                f" column {option!r}",
            )
        names[header.column(option, column)] = option
    return names


def _superiors(
    path: Path, row: np.ndarray, written: list[str], number: dict[str, int]
) -> np.ndarray:
    """The number of each person's superior; the top gets its own number."""
    superior = look_up(number, written)
    for k in np.flatnonzero(superior < 0):
        if not means_nothing(written[k]):
            raise not_in_chart(path, row[k], "superior", written[k], number)
        superior[k] = k
    return superior


def _check_levels(chart: Chart) -> None:
    """Refuse stated levels that put a report above its superior.

    Levels are counted downwards from the top if the top's is the smallest, else upwards. Equal
    levels (deputies) and gaps are no contradiction: stated levels are often grades, not places.
    """
    level = read_numbers(chart.path, chart.row, "level", chart.attributes["level"], gaps=True)
    top = level[chart.superior == np.arange(len(level))]
    downwards = -1 if top.size and top[0] > np.fmin.reduce(level) else 1
    above = np.flatnonzero(downwards * level < downwards * level[chart.superior])
    if len(above):
        k = int(above[0])
        boss = int(chart.superior[k])
        raise fault(
            chart.path,
            int(chart.row[k]),
            f"{quoted(chart.ids[k])} on level {level[k]:g} stands above its superior"
            f" {chart.person(boss)} on level {level[boss]:g}; mend one of them, or name no level"
            " column",
        )
