"""The entries of a file of waves: a row for each, or a column for each item."""

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np

from orgsim.errors import UserError, listed, quoted
from orgsim.inference.survey.items import ITEMS, find_item, item_named
from orgsim.inference.survey.scales import ALLOWED, Scale
from orgsim.inference.survey.survey_columns import WAVES
from orgsim.inference.survey.survey_table import SurveyTable
from orgsim.inference.survey.values import Cells
from orgsim.organisation.hints import did_you_mean
from orgsim.organisation.importing.columns import NO_COLUMN, named_column
from orgsim.organisation.importing.faults import Faults
from orgsim.organisation.importing.table import Header


def long_cells(faults: Faults, table: SurveyTable, themes: Sequence[str]) -> Cells:
    """An entry in each row, about what stands in the column item."""
    written = table.texts("item")
    known: dict[str, str | UserError] = {}
    for text in set(written):
        try:
            known[text] = item_named(text, themes)
        except UserError as error:
            known[text] = error
    item = []
    for k, text in enumerate(written):
        found = known[text]
        if isinstance(found, UserError):
            faults.add(table.row[k], found.whole)
        item.append(found if isinstance(found, str) else "")
    rows = len(written)
    return Cells(
        np.arange(rows), item, table.texts("value"), ["value"] * rows, table.texts("scale")
    )


def wide_cells(table: SurveyTable, items: Mapping[str, int]) -> Cells:
    """An entry for each row and column of an item; the scale stated in a row is not that of hours."""
    stated, rows = table.texts("scale"), len(table.row)
    return Cells(
        np.tile(np.arange(rows), len(items)),
        [item for item in items for _ in range(rows)],
        list(chain.from_iterable(table.columns[k] for k in items.values())),
        [table.header.names[k] for k in items.values() for _ in range(rows)],
        list(chain.from_iterable([""] * rows if i == "hours" else stated for i in items)),
    )


def chosen_items(
    table: SurveyTable, themes: Sequence[str], given: Mapping[str, str]
) -> dict[str, int | None]:
    """Item → the column that it is given, None where it is to be left out."""
    roles = {role.key for role in WAVES}
    found: dict[str, int | None] = {}
    for key, column in given.items():
        if key in roles:
            continue
        setting = f"{key} ({WAVES[0].option})"
        try:
            item = item_named(key, themes)
        except UserError as error:
            raise UserError(
                f"{setting}: {error.whole}; or one of {', '.join(sorted(roles))}"
            ) from None
        if "item" in table.at:
            raise table.header.fault(
                table.header.row,
                f"{setting}: what was asked stands in a column already; leave this out, or set item"
                f" ({WAVES[0].option}) to {NO_COLUMN!r}",
            )
        found[item] = None if column == NO_COLUMN else named_column(table.header, setting, column)
    return found


def item_columns(
    table: SurveyTable, themes: Sequence[str], chosen: Mapping[str, int | None]
) -> dict[str, int]:
    """Item → its column, of a file with a column for each; refuses what seems misspelt."""
    header, at = table.header, table.at
    found = {item: k for item, k in chosen.items() if k is not None}
    for k, column in enumerate(header.names):
        if k in at.values() or k in found.values():
            continue
        kind, colon, _ = column.partition(":")
        if find_item(kind) is None and not colon and not did_you_mean(column, ITEMS):
            continue
        try:
            item = item_named(column, themes)
        except UserError as error:
            raise header.fault(header.row, f"{error.whole}; rename or remove the column") from None
        if item in chosen:
            continue
        if item in found:
            raise header.fault(
                header.row,
                f"the columns {quoted(header.names[found[item]])} and {quoted(column)} both hold the"
                f" item {item}; remove one of them",
            )
        found[item] = k
    if not found:
        raise header.fault(header.row, _no_items(header))
    return found


def _no_items(header: Header) -> str:
    return (
        f"no column item and no column of an item among {listed(map(repr, header.names))}; set item"
        f" ({WAVES[0].option}) to the column that names what was asked, or give each item a column;"
        f" items are {', '.join(ITEMS)}"
    )


def check_columns(table: SurveyTable, defaults: Mapping[str, Scale]) -> None:
    """Refuse what is missing in a whole file rather than row by row."""
    header, at = table.header, table.at
    long = "item" in at
    if "id" not in at and "group" not in at:
        what = (
            "no column id and no column group; add one, or both and one of them empty in each row"
        )
    elif long and "value" not in at:
        what = "no column value; name the column of the answers value"
    elif not long and "spread" in at:
        what = (
            "a spread needs a row for each item; write the columns item and value, or remove spread"
        )
    elif "scale" not in at and not defaults:
        what = f"no column scale; add it, or set scale (--scale); {ALLOWED}"
    else:
        return
    raise header.fault(header.row, what)
