"""Organisations read from files: a chart of who reports to whom, and optionally informal ties."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from orgsim.organisation.edges import from_edges
from orgsim.organisation.importing.chart import read_chart, tree_of
from orgsim.organisation.importing.matching import Known
from orgsim.organisation.importing.ties import NO_EDGES, read_ties
from orgsim.organisation.organisation import Organisation


class ImportNotes(NamedTuple):
    """How much was read, from which columns, and how much of it became no tie of its own.

    columns  role's key → the column that was read for it
    unused   columns of the ties that nothing was read from
    """

    people: int
    encoding: str
    tie_rows: int
    outsiders: int
    self_ties: int
    added_up: int
    below_minimum: int
    columns: dict[str, str]
    unused: tuple[str, ...]


def read_organisation(
    chart: Path,
    *,
    identifier: str | None = None,
    superior: str | None = None,
    level: str | None = None,
    unit: str | None = None,
    name: str | None = None,
    chart_sheet: str | None = None,
    ties: Path | None = None,
    source: str | None = None,
    target: str | None = None,
    weight: str | None = None,
    ties_sheet: str | None = None,
    directed: bool = False,
    minimum_weight: float = 0.0,
    drop_outsiders: bool = False,
) -> tuple[Organisation, ImportNotes]:
    """The organisation of a chart and of a list of ties, and notes on the reading.

    chart  a table with a row for each person and the columns `identifier` and `superior`: an id, or
           for the top its own id, nothing, -, NA, n/a, NaN, none or null. All further columns
           become attributes, those that `level`, `unit` and `name` point at under these names.
           Stated levels only describe (the tree counts) but must not put a report above its
           superior.
    ties   a table with rows of who (`source`) listens to whom (`target`), and the other way round
           unless `directed`; where messages are listed, the recipient is the source. The weights of
           a pair, or the number of its rows if there is no such column or `weight` is "none", are
           added up; sums of zero or below `minimum_weight` are no tie. Rows with people outside the
           chart are refused, or dropped if `drop_outsiders`.

    Columns that are not named are found by what they are called: orgsim.organisation.importing.names.
    Both files are text or a sheet of a workbook (the first, unless named): see
    orgsim.organisation.importing.table. Raises UserError naming file and rows.
    """
    given = {
        "identifier": identifier, "superior": superior, "level": level, "unit": unit, "name": name,
    }  # fmt: skip
    people = read_chart(Path(chart), given, chart_sheet)
    order, tree = tree_of(people)
    edges = NO_EDGES
    if ties is not None:
        edges = read_ties(
            Path(ties),
            Known(people.number, people.attributes),
            {"source": source, "target": target, "weight": weight},
            drop_outsiders=drop_outsiders,
            sheet=ties_sheet,
        )
    position = np.empty(len(order), np.int32)
    position[order] = np.arange(len(order), dtype=np.int32)
    found = from_edges(
        len(order),
        position[edges.source],
        position[edges.target],
        edges.weight,
        directed=directed,
        minimum_weight=minimum_weight,
    )
    organisation = Organisation(
        *tree,
        found.tie_start,
        found.tie_to,
        found.tie_weight,
        labels=_by_position(people.ids, order),
        attributes={
            key: _by_position(_kept_once(values), order)
            for key, values in people.attributes.items()
        },
    )
    notes = ImportNotes(
        people=len(order),
        encoding=people.encoding,
        tie_rows=edges.rows,
        outsiders=edges.outsiders,
        self_ties=found.self_ties,
        added_up=found.added_up,
        below_minimum=found.below_minimum,
        columns={**people.columns, **edges.columns},
        unused=edges.unused,
    )
    return organisation, notes


def _by_position(values: list[str], order: np.ndarray) -> tuple[str, ...]:
    return tuple(values[k] for k in order.tolist())


def _kept_once(values: list[str]) -> list[str]:
    """The same values, equal ones as one object: a department of thousands needs one name."""
    once: dict[str, str] = {}
    return [once.setdefault(value, value) for value in values]
