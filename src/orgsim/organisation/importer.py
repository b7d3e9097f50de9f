"""Organisations read from files: a chart of who reports to whom, and optionally informal ties."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from orgsim.errors import UserError
from orgsim.organisation.edges import Ties, from_edges
from orgsim.organisation.hierarchy import breadth_first
from orgsim.organisation.numbers import read_numbers
from orgsim.organisation.organisation import Organisation
from orgsim.organisation.people import look_up, means_nobody, number_people, unknown
from orgsim.organisation.stated_levels import check_levels
from orgsim.organisation.table import Batch, Header, fault, read_batches, read_columns, read_header


class ImportNotes(NamedTuple):
    """What was read, and what of it became no tie of its own."""

    people: int
    chart_encoding: str
    tie_rows: int = 0
    outsiders: int = 0
    self_ties: int = 0
    added_up: int = 0
    below_minimum: int = 0


class Chart(NamedTuple):
    """A chart in the order of its file: ids, the row of each, and each one's superior by number."""

    header: Header
    ids: list[str]
    row: np.ndarray
    number: Mapping[str, int]
    superior: np.ndarray

    def person(self, k: int) -> str:
        """How messages name a person."""
        return f"{self.ids[k]!r} (row {self.row[k]})"


def read_organisation(
    chart: Path,
    *,
    identifier: str = "id",
    superior: str = "superior",
    level: str | None = None,
    unit: str | None = None,
    name: str | None = None,
    ties: Path | None = None,
    source: str = "source",
    target: str = "target",
    weight: str | None = None,
    directed: bool = False,
    minimum_weight: float = 0.0,
    drop_outsiders: bool = False,
) -> tuple[Organisation, ImportNotes]:
    """The organisation of a chart and its informal ties, and notes on how it was read.

    chart   a table with a row for each person: the columns `identifier` and `superior` (the top's is
            empty, its own id, -, NA, n/a, NaN, none or null). All further columns become
            attributes, those named by `level`, `unit` and `name` under these names. Stated levels
            are a description, refused only where a report stands above its superior (see
            check_levels); the model takes its levels from the tree.
    ties    a table with a row for each tie: source listens to target, and target to source unless
            `directed`. Weights (1 where no column is named) of one pair are added up, and sums below
            `minimum_weight` dropped. People outside the chart are refused or dropped.

    Raises UserError naming the file and the row; see orgsim.organisation.table for the formats.
    """
    header = read_header(chart)
    columns = header.column("identifier", identifier), header.column("superior", superior)
    named = {
        option: header.column(option, column)
        for option, column in (("level", level), ("unit", unit), ("name", name))
        if column is not None
    }
    table = read_columns(header)
    people = _read_chart(header, table, *columns)
    if level is not None:
        check_levels(header.path, table.row, table.columns[named["level"]], people)
    try:
        order, tree = breadth_first(people.superior, people.person)
    except UserError as error:
        raise UserError(f"{chart}: {error}") from None
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    notes = ImportNotes(len(order), header.encoding)
    if ties is None:
        found = from_edges(len(order), *_no_edges(), directed=directed)
    else:
        edges, notes = _read_edges(
            ties, people.number, (source, target, weight), drop_outsiders, notes
        )
        found = from_edges(
            len(order),
            rank[edges[0]],
            rank[edges[1]],
            edges[2],
            directed=directed,
            minimum_weight=minimum_weight,
        )
"""
