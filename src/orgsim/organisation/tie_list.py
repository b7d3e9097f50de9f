"""A list of informal ties, read from a file."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from orgsim.organisation.identifiers import look_up, not_in_chart
from orgsim.organisation.numbers import read_numbers
from orgsim.organisation.table import Batch, read_batches, read_header


class Edges(NamedTuple):
    """Edges between the people of a chart, numbered as in its file, one or more a tie."""

    source: np.ndarray
    target: np.ndarray
    weight: np.ndarray
    outsiders: int = 0

    @property
    def rows(self) -> int:
        """Number of rows read."""
        return len(self.source) + self.outsiders


NO_EDGES = Edges(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0))


def read_ties(
    path: Path,
    number: dict[str, int],
    *,
    source: str,
    target: str,
    weight: str | None,
    drop_outsiders: bool,
) -> Edges:
    """Read edges; `number` gives the number of each id. Outsiders are refused or dropped."""
    header = read_header(path)
    ends = {
        option: header.column(option, name)
        for option, name in (("source", source), ("target", target))
    }
    weight_at = None if weight is None else header.column("weight", weight)
    parts = [
        _edges(path, batch, number, ends, weight_at, drop_outsiders)
        for batch in read_batches(header)
    ]
    return Edges(
        np.concatenate([part.source for part in parts]),
        np.concatenate([part.target for part in parts]),
        np.concatenate([part.weight for part in parts]),
        sum(part.outsiders for part in parts),
    )


def _edges(
    path: Path,
    batch: Batch,
    number: dict[str, int],
    ends: dict[str, int],
    weight_at: int | None,
    drop_outsiders: bool,
) -> Edges:
    row, columns = batch
    weight = np.ones(len(row))
    if weight_at is not None:
        weight = read_numbers(path, row, "weight", columns[weight_at], low=0)
    found = {}
    for end, column in ends.items():
        found[end] = look_up(number, columns[column])
        for k in np.flatnonzero(found[end] < 0):
            if not drop_outsiders or not columns[column][k]:
                raise not_in_chart(path, row[k], end, columns[column][k], number)
    inside = (found["source"] >= 0) & (found["target"] >= 0)
    return Edges(
        found["source"][inside],
        found["target"][inside],
        weight[inside],
        outsiders=int((~inside).sum()),
    )
