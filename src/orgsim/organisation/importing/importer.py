"""Organisations read from files: a chart of who reports to whom, and optionally informal ties."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from orgsim.organisation.edges import Ties, from_edges
from orgsim.organisation.importing.chart import Chart, read_chart, tree_of
from orgsim.organisation.importing.cleaning import AS_IT_IS, Cleaning
from orgsim.organisation.importing.columns import COLUMN_KEYS
from orgsim.organisation.importing.identifiers import Outsiders
from orgsim.organisation.importing.matching import Known
from orgsim.organisation.importing.tie_list import NO_EDGES, Edges, read_ties
from orgsim.organisation.organisation import Organisation


class ImportNotes(NamedTuple):
    """How much was read, from which columns, and how much of it became no tie of its own.

    columns  role's key → the column that was read for it
    unused   columns of the ties that nothing was read from
    changes  what was done to the chart on request → how often; see Cleaning
    vacant   ids of positions that nobody fills at the start
    left_out ids of rows that were left out of the chart on request
    named_by the column of the chart by which superiors are named, "" if it is ids
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
    changes: dict[str, int]
    vacant: tuple[str, ...]
    left_out: tuple[str, ...]
    named_by: str


def read_organisation(
    chart: Path,
    *,
    chart_sheet: str | None = None,
    ties: Path | None = None,
    ties_sheet: str | None = None,
    directed: bool = False,
    minimum_weight: float = 0.0,
    drop_outsiders: bool = False,
    cleaning: Cleaning = AS_IT_IS,
    **columns: str | None,
) -> tuple[Organisation, ImportNotes]:
    """The organisation of a chart and of a list of ties, and notes on the reading.

    chart  a table with a row for each person and the columns `identifier` and `superior`: an id, or
           for the top its own id, nothing, -, NA, n/a, NaN, none or null. Where no superior is
           named by id, another column that holds them (addresses, names) says who they are. All further
           columns become attributes, those that `level`, `unit` and `name` point at under these names.
           Stated levels only describe (the tree counts) but must not put a report above its
           superior. Dotted lines, to the id in `second_superior`, are ties of weight 1, or of the
           minimum weight if that is more.
    ties   a table with rows of who (`source`) listens to whom (`target`), and the other way round
           unless `directed`; where messages are listed, the recipient is the source. The weights of
           a pair, or the number of its rows if there is no such column or `weight` is "none", are
           added up; sums of zero or below `minimum_weight` are no tie. Rows with people outside the
           chart are refused, or dropped if `drop_outsiders`.

    What else a chart has that is no tree is refused, or handled as `cleaning` says, and counted.
    `columns` are those of the COLUMN_KEYS; what is not named is found by what columns are called:
    orgsim.organisation.importing.names.
    Both files are text or a sheet of a workbook (the first, unless named): see
    orgsim.organisation.importing.table. Raises UserError naming file and rows.
    """
    for key in columns:
        if key not in COLUMN_KEYS:
            raise TypeError(f"read_organisation() got an unexpected keyword argument {key!r}")
    people = read_chart(Path(chart), columns, chart_sheet, cleaning)
    order, tree = tree_of(people)
    listed = NO_EDGES
    if ties is not None:
        listed = read_ties(
            Path(ties),
            Known(people.number, people.attributes),
            columns,
            outsiders=Outsiders(drop_outsiders, people.left_out),
            sheet=ties_sheet,
        )
    edges = _with_dotted(listed, people.dotted, max(1.0, minimum_weight), directed)
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
    return organisation, _notes(people, listed, found)


def _notes(people: Chart, listed: Edges, found: Ties) -> ImportNotes:
    ids = people.ids
    changes = {**people.changes, "dotted_lines": len(people.dotted)}
    return ImportNotes(
        people=len(ids),
        encoding=people.encoding,
        tie_rows=listed.rows,
        outsiders=listed.outsiders,
        self_ties=found.self_ties,
        added_up=found.added_up,
        below_minimum=found.below_minimum,
        columns={**people.columns, **listed.columns},
        unused=listed.unused,
        changes={what: many for what, many in changes.items() if many},
        vacant=tuple(ids[k] for k in people.vacant.tolist()),
        left_out=tuple(sorted(people.left_out)),
        named_by=people.named_by,
    )


def _with_dotted(edges: Edges, dotted: np.ndarray, weight: float, directed: bool) -> Edges:
    """The edges and those of dotted lines, on which both see each other."""
    if not len(dotted):
        return edges
    lines = np.concatenate([dotted, dotted[:, ::-1]]) if directed else dotted
    return edges._replace(
        source=np.concatenate([edges.source, lines[:, 0].astype(np.int32)]),
        target=np.concatenate([edges.target, lines[:, 1].astype(np.int32)]),
        weight=np.concatenate([edges.weight, np.full(len(lines), weight)]),
    )


def _by_position(values: list[str], order: np.ndarray) -> tuple[str, ...]:
    return tuple(values[k] for k in order.tolist())


def _kept_once(values: list[str]) -> list[str]:
    """The same values, equal ones as one object: a department of thousands needs one name."""
    once: dict[str, str] = {}
    return [once.setdefault(value, value) for value in values]
