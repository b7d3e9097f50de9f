"""Values: the cells of a survey, on the scale of each."""

import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from orgsim.errors import UserError, quoted
from orgsim.inference.survey.items import item_of
from orgsim.inference.survey.scales import ALLOWED, HOURS, Scale, parse_scale
from orgsim.organisation.importing.faults import Faults
from orgsim.organisation.importing.identifiers import means_nothing
from orgsim.organisation.importing.numbers import read_numbers
from orgsim.organisation.importing.table import Header

_TOO_FEW = re.compile(
    r"n?\s*[<≤]\s*=?\s*\d+.*|\*+|n/?r|(suppressed|masked|hidden|confidential|too few|unterdrückt)\b.*",
    re.IGNORECASE,
)


def without_answer(text: str) -> str:
    """The text, or "" where it stands for nothing or says that too few answered: <5, n<5, *."""
    return "" if means_nothing(text) or _TOO_FEW.fullmatch(text) else text


class Cells(NamedTuple):
    """The entries of a file, each about one item.

    at      int64 (cells,), which row of the file, counted from 0
    item    (cells,) the item with its theme; "" if it is not known
    text    (cells,) what stands there
    column  (cells,) the name of the column in which it stands
    stated  (cells,) the scale that is stated for it, or ""
    """

    at: np.ndarray
    item: list[str]
    text: list[str]
    column: list[str]
    stated: list[str]


class Values(NamedTuple):
    """The answers in the cells.

    value  float64 (cells,), as written; NaN without an answer or with a fault
    said   bool (cells,), whether the cell holds text that is meant as an answer
    scale  (cells,) the scale that it is on, or None if that is a fault
    """

    value: np.ndarray
    said: np.ndarray
    scale: list[Scale | None]

    @property
    def told(self) -> np.ndarray:
        """Bool (cells,): whether there is an answer."""
        return ~np.isnan(self.value)

    def is_favourable(self, cell: int) -> bool:
        """Whether a cell is a share of favourable answers."""
        scale = self.scale[cell]
        return scale is not None and scale.favourable

    def on_unit(self) -> np.ndarray:
        """The values in [0, 1], hours in hours."""
        pairs = zip(self.scale, self.value.tolist(), strict=True)
        return np.array([scale.to_unit(value) if scale else np.nan for scale, value in pairs])


def read_values(
    faults: Faults, row: np.ndarray, cells: Cells, defaults: Mapping[str, Scale]
) -> Values:
    """Values and scales of cells; `row` is of the file's rows, and `defaults` by item."""
    text = [without_answer(text) for text in cells.text]
    scale = [
        _scale(faults, int(row[k]), item, stated, defaults) if item and said else None
        for k, item, stated, said in zip(
            cells.at.tolist(), cells.item, cells.stated, text, strict=True
        )
    ]
    value = np.full(len(text), np.nan)
    where: dict[tuple[Scale, str], list[int]] = {}
    for k, one in enumerate(scale):
        if one is not None:
            where.setdefault((one, cells.column[k]), []).append(k)
    for (one, column), of_scale in where.items():
        low, high = one.limits
        texts = [text[k].removesuffix("%").rstrip() if high == 100 else text[k] for k in of_scale]
        rows = row[cells.at[of_scale]]
        value[of_scale] = read_numbers(faults, rows, column, texts, low=low, high=high, gaps=True)
    return Values(value, np.array([said != "" for said in text], bool), scale)


def _scale(
    faults: Faults, row: int, item: str, stated: str, defaults: Mapping[str, Scale]
) -> Scale | None:
    """The scale of an answer: stated in its row, else for its item, else for all."""
    name = item_of(item).name
    of_hours = name == "hours"
    try:
        found = parse_scale(stated) if stated else defaults.get(name)
    except UserError as error:
        faults.add(row, str(error))
        return None
    if found is None:
        found = HOURS if of_hours else defaults.get("")
    if found is None:
        faults.add(
            row,
            f"the item {quoted(item)} has no scale; fill in the column scale, or set"
            f" scale (--scale); {ALLOWED}",
        )
    elif found.hours != of_hours:
        faults.add(
            row,
            f"the item {quoted(item)} cannot be on the scale"
            f" {quoted(stated or 'hours')}; {'write hours' if of_hours else ALLOWED}",
        )
        return None
    return found


def check_percentages(header: Header, values: Values) -> None:
    """Refuse percentages none of which is more than 1: they are shares, as spreadsheets keep them."""
    percent = [k for k, scale in enumerate(values.scale) if scale and 100 in scale.limits]
    told = values.value[percent][values.told[percent]]
    if len(told) >= 3 and 0 < told.max() <= 1:
        raise UserError(
            f"{header.place}: none of the {len(told):,} percentages is more than 1; spreadsheets keep"
            " 62 % as 0.62: state the scale share, or share favourable, instead of percent"
        )
