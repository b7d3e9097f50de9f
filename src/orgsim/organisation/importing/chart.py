"""A chart of who reports to whom, read from a file."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import compress
from pathlib import Path
from typing import NamedTuple

import numpy as np

from orgsim.errors import UserError, quoted
from orgsim.organisation.hierarchy import Tree, breadth_first
from orgsim.organisation.importing.cleaning import (
    AS_IT_IS,
    LAST,
    NOBODY,
    Cleaning,
    select_rows,
    setting,
)
from orgsim.organisation.importing.columns import find_columns, role
from orgsim.organisation.importing.faults import Faults
from orgsim.organisation.importing.identifiers import look_up, means_nothing, number_people
from orgsim.organisation.importing.matching import Known
from orgsim.organisation.importing.numbers import read_numbers
from orgsim.organisation.importing.placing import PLACE, give_superiors, lift
from orgsim.organisation.importing.superiors_by_column import NamedBy, named_by
from orgsim.organisation.importing.table import Header, read_columns, read_header

SHEET = "chart_sheet (--sheet)"
_OFTEN_NOTHING = frozenset({"0", "#n/a", "#nv", "#ref!", "#value!", "?", "tbd", "keine", "aucun"})


class Chart(NamedTuple):
    """The people of a chart, numbered as in the file.

    row       (n,) of the file, 0 for a board that was added
    superior  (n,) numbers, the top's being its own
    columns   role's key → the column that was read for it
    dotted    (lines, 2) numbers of people and of their second superiors
    vacant    numbers of positions that nobody fills at the start
    left_out  ids of rows that were left out on request
    changes   what was done on request → how often
    named_by  the column by which superiors are named, "" if it is ids
    """

    place: str
    encoding: str
    row: np.ndarray
    number: dict[str, int]
    superior: np.ndarray
    attributes: dict[str, list[str]]
    columns: dict[str, str]
    dotted: np.ndarray
    vacant: np.ndarray
    left_out: frozenset[str]
    changes: dict[str, int]
    named_by: str

    def person(self, k: int) -> str:
        """How messages name a person."""
        return f"{quoted(self.ids[k])} (row {self.row[k]})"

    @property
    def ids(self) -> list[str]:
        """Ids in the order of the file."""
        return list(self.number)


def read_chart(
    path: Path,
    given: Mapping[str, str | None],
    sheet: str | None = None,
    cleaning: Cleaning = AS_IT_IS,
) -> Chart:
    """Read a chart; see read_organisation for the columns. The superiors may still form no tree."""
    header = read_header(path, sheet, SHEET)
    at = find_columns(header, "chart", given)
    names = _attribute_names(header, at)
    selected = select_rows(header, read_columns(header), at, cleaning)
    (row, columns), staying = selected.batch, selected.staying
    faults = Faults(header.place)
    ids = columns[at["identifier"]]
    number = number_people(ids[:staying], row, faults, f"{setting('duplicates')} to {LAST!r}")
    if "" in number and cleaning.vacancies is None:
        faults.advise(f"{setting('vacancies')} to 'keep' or 'drop'")
    ends = (at["identifier"], at["superior"])
    attributes = {names[k]: of[:staying] for k, of in enumerate(columns) if k not in ends}
    leaving = {ids[k]: k for k in range(staying, len(ids))}
    everybody = number | leaving if leaving else number
    find = _Finder(row, Known(everybody, attributes), faults, cleaning, staying)
    others = {header.names[k]: of for k, of in enumerate(columns) if k not in ends}
    by = named_by(columns[at["superior"]], everybody, others, cleaning.nothing)
    superior = find("superior", columns[at["superior"]], by)
    second = np.arange(len(row))
    if "second_superior" in at:
        second = find("second superior", columns[at["second_superior"]])
    faults.refuse()
    moved = int((superior[:staying] >= staying).sum())
    chart = Chart(
        header.place,
        header.encoding,
        row[:staying],
        number,
        lift(superior, staying) if moved else superior[:staying],
        attributes,
        {key: header.names[k] for key, k in at.items()},
        _dotted(second, staying),
        selected.vacant,
        frozenset(ids[staying:]),
        {**selected.changes, **find.changes, "moved_up": moved},
        by.column if by else "",
    )
    chart = _placed(chart, cleaning.without_superior)
    if "level" in at:
        _check_levels(chart, cleaning)
    return chart


def tree_of(chart: Chart) -> tuple[np.ndarray, Tree]:
    """The order that numbers the chart's people breadth first, and their tree."""
    advice = (
        "an organisation has one top, so name a superior for each of the others, or set"
        f" {setting('without_superior')} to 'top', 'position:ID', 'board' or 'drop'"
    )
    try:
        return breadth_first(chart.superior, chart.person, advice)
    except UserError as error:
        raise UserError(f"{chart.place}: {error.whole}", *error.rows) from None


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
                f"{option} = {quoted(header.names[k])} leaves two columns for {option!r};"
                f" rename or remove the column {option!r}",
            )
        names[k] = option
    return names


class _Finder:
    """Looks up superiors; `changes` counts entries that are nobody on request only."""

    def __init__(
        self, row: np.ndarray, known: Known, faults: Faults, cleaning: Cleaning, staying: int
    ) -> None:
        self.row, self.known, self.faults = row, known, faults
        self.cleaning, self.staying = cleaning, staying
        self.changes: dict[str, int] = {}

    def __call__(self, what: str, written: Sequence[str], by: NamedBy | None = None) -> np.ndarray:
        """The number of each person's superior, or the person's own; `by` a column, if not by ids."""
        superior = look_up(self.known.number, written)
        if by:
            superior = np.array([by.find(text) for text in written], np.int32)
        unknown, nobody_found = 0, bool((superior < 0).all())
        for k in np.flatnonzero(superior < 0).tolist():
            superior[k] = k
            if means_nothing(written[k]):
                continue
            if means_nothing(written[k], self.cleaning.nothing):
                self._count("nothing")
            elif self.cleaning.unknown_superior == NOBODY:
                self._count("unknown_superior")
            elif k < self.staying:
                unknown += 1
                said = (
                    partial(by.not_found, written[k], self.row)
                    if by
                    else partial(self.known.not_found, what, written[k])
                )
                self.faults.add(self.row[k], said)
                if written[k].casefold() in _OFTEN_NOTHING:
                    self.faults.advise(f"{setting('nothing')} to {quoted(written[k])}")
        if unknown > 1 and nobody_found and what == "superior":
            self.faults.advise(f"{role('chart', 'superior').setting} to another column")
        if unknown:
            self.faults.advise(f"{setting('unknown_superior')} to {NOBODY!r}")
        return superior

    def _count(self, what: str) -> None:
        self.changes[what] = self.changes.get(what, 0) + 1


def _dotted(second: np.ndarray, staying: int) -> np.ndarray:
    """Pairs of people who stay; a dotted line to somebody who leaves goes with them."""
    person = np.arange(staying)
    line = (second[:staying] < staying) & (second[:staying] != person)
    return np.column_stack([person[line], second[:staying][line]])


def _placed(chart: Chart, how: str | None) -> Chart:
    """The chart after people without a superior were given a place, or left out."""
    place = None
    if how is not None and how.startswith(PLACE):
        place = _position(chart, how.removeprefix(PLACE))
    placed = give_superiors(chart.superior, how, place)
    if placed.board:
        chart = _with_board(chart)
    keep = placed.keep
    number = np.cumsum(keep, dtype=np.int32) - 1
    if keep.all():
        return chart._replace(superior=placed.superior, changes={**chart.changes, **placed.changes})
    kept = list(compress(chart.number, keep.tolist()))
    return chart._replace(
        row=chart.row[keep],
        number={identifier: k for k, identifier in enumerate(kept)},
        superior=number[placed.superior[keep]],
        attributes={key: list(compress(of, keep)) for key, of in chart.attributes.items()},
        dotted=number[chart.dotted[keep[chart.dotted].all(axis=1)]],
        vacant=number[chart.vacant[keep[chart.vacant]]],
        left_out=chart.left_out | (chart.number.keys() - set(kept)),
        changes={**chart.changes, **placed.changes},
    )


def _position(chart: Chart, identifier: str) -> int:
    if identifier not in chart.number:
        said = Known(chart.number, chart.attributes).not_found("position", identifier)
        raise UserError(f"{chart.place}: {setting('without_superior')}: {said}")
    return chart.number[identifier]


def _with_board(chart: Chart) -> Chart:
    """A new last position without attributes, under an id that nobody has."""
    taken = (name for name in ("board", "the board") if name not in chart.number)
    identifier = next(taken, f"board {len(chart.number) + 1}")
    return chart._replace(
        row=np.append(chart.row, 0),
        number={**chart.number, identifier: len(chart.number)},
        attributes={key: [*of, ""] for key, of in chart.attributes.items()},
    )


def _check_levels(chart: Chart, cleaning: Cleaning) -> None:
    """Refuse stated levels that put a report above its superior.

    Levels are counted downwards from the top if the top's is the smallest, else upwards. Equal
    levels (deputies) and gaps are no contradiction: stated levels are often grades, not places.
    """
    faults = Faults(chart.place)
    stated = chart.attributes["level"]
    level = read_numbers(faults, chart.row, "level", stated, gaps=True, nothing=cleaning.nothing)
    top = level[chart.superior == np.arange(len(level))]
    downwards = -1 if top.size and top[0] > np.fmin.reduce(level) else 1
    ids = chart.ids
    for k in np.flatnonzero(downwards * level < downwards * level[chart.superior]).tolist():
        boss = int(chart.superior[k])
        faults.add(
            chart.row[k],
            f"{quoted(ids[k])} on level {level[k]:g} stands above its superior {quoted(ids[boss])}"
            f" (row {chart.row[boss]}) on level {level[boss]:g}; correct one of them, or name no level"
            " column",
        )
    faults.refuse()
