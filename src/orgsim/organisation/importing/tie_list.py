"""A list of informal ties, read from a file."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from orgsim.organisation.importing.columns import find_columns, unused
from orgsim.organisation.importing.faults import Faults
from orgsim.organisation.importing.identifiers import Outsiders, look_up
from orgsim.organisation.importing.matching import Known
from orgsim.organisation.importing.numbers import read_numbers
from orgsim.organisation.importing.table import Batch, read_batches, read_header
from orgsim.organisation.importing.unmatched import refuse_unmatched

SHEET = "ties_sheet (--ties-sheet)"


class Edges(NamedTuple):
    """Edges between the people of a chart, numbered as in its file, one or more a tie."""

    source: np.ndarray
    target: np.ndarray
    weight: np.ndarray
    outsiders: int = 0
    columns: Mapping[str, str] = {}
    unused: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """Number of rows read."""
        return len(self.source) + self.outsiders


NO_EDGES = Edges(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0))


def read_ties(
    path: Path,
    known: Known,
    given: Mapping[str, str | None],
    *,
    outsiders: Outsiders,
    sheet: str | None = None,
) -> Edges:
    """Read edges between the people of a chart; rows with outsiders are refused, or dropped.

    A list without any tie between two people of the chart is refused.
    """
    header = read_header(path, sheet, SHEET)
    at = find_columns(header, "ties", given)
    faults = Faults(header.place)
    unknown: dict[str, None] = {}
    parts = []
    for batch in read_batches(header):
        parts.append(_edges(batch, at, known, outsiders, faults, unknown))
    if not any(len(part.source) for part in parts):
        refuse_unmatched(header.place, known, unknown, outsiders)
    faults.refuse()
    return Edges(
        np.concatenate([part.source for part in parts]),
        np.concatenate([part.target for part in parts]),
        np.concatenate([part.weight for part in parts]),
        sum(part.outsiders for part in parts),
        {key: header.names[k] for key, k in at.items()},
        unused(header, list(at.values())),
    )


def _edges(
    batch: Batch,
    at: Mapping[str, int],
    known: Known,
    outsiders: Outsiders,
    faults: Faults,
    unknown: dict[str, None],
) -> Edges:
    """The edges of a batch; ids that are not on the chart become `unknown`."""
    row, columns = batch
    weight = np.ones(len(row))
    if "weight" in at:
        weight = read_numbers(faults, row, "weight", columns[at["weight"]], low=0)
    found = {}
    for end in ("source", "target"):
        written = columns[at[end]]
        found[end] = look_up(known.number, written)
        for k in np.flatnonzero(found[end] < 0).tolist():
            unknown[written[k]] = None
            if not outsiders.may_miss(written[k]):
                faults.add(row[k], partial(known.not_found, end, written[k]))
                faults.advise(outsiders.advice)
    inside = (found["source"] >= 0) & (found["target"] >= 0)
    return Edges(
        found["source"][inside],
        found["target"][inside],
        weight[inside],
        outsiders=int((~inside).sum()),
    )
