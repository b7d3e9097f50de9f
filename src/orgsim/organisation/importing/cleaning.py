"""Rows that fit no tree (leavers, vacancies, duplicates …), handled on request and counted.

People and vacancies that are left out hand their reports to the next superior who stays.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from orgsim.errors import listed, quoted
from orgsim.organisation.hints import did_you_mean
from orgsim.organisation.importing.columns import named_column, propose
from orgsim.organisation.importing.table import Batch, Header

LAST = "last"
KEEP = "keep"
NOBODY = "nobody"


class Cleaning(NamedTuple):
    """What to do with rows that a tree has no place for; without a request they are refused.

    without_superior  people without a superior other than the top: "top" puts them under whoever has
                      most people below, "position:ID" under somebody, "board" puts all of them, the
                      top too, under a new position, "drop" leaves them out with all below them
    unknown_superior  "nobody": a superior who is not on the chart counts as none
    vacancies         "keep": positions that nobody fills at the start; "drop": leave them out
    vacant            COLUMN=VALUE that tells a vacancy; by default an empty name
    duplicates        "last": of several rows of an id (rehires) the last counts
    inactive          COLUMN=VALUE that tells who is left out
    nothing           entries that stand for nothing, beside those that always do
    """

    without_superior: str | None = None
    unknown_superior: str | None = None
    vacancies: str | None = None
    vacant: str | None = None
    duplicates: str | None = None
    inactive: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()


AS_IT_IS = Cleaning()

CHANGES: Mapping[str, str] = {
    "inactive": "inactive people left out",
    "duplicates": "earlier rows of the same id left out",
    "vacancies_kept": "vacancies kept, newly filled in the first week",
    "vacancies_dropped": "vacancies left out",
    "moved_up": "reports of somebody left out, moved to the next superior above",
    "nothing": "entries taken for nothing",
    "unknown_superior": "superiors not on the chart, taken for none",
    "without_superior_attached": "people without a superior put under one",
    "without_superior_dropped": "people left out with those without a superior above them",
    "put_under_board": "people without a superior put under a new board",
    "dotted_lines": "dotted lines made ties",
}
"""What may be done to a chart on request, as notes say it."""


def setting(key: str) -> str:
    """How messages name an option of cleaning."""
    return f"cleaning.{key} (--{key.replace('_', '-')})"


class Rows(NamedTuple):
    """Rows of a chart, first the `staying`, then those that only hand on their reports.

    vacant  numbers of the positions that nobody fills at the start
    changes what was done → how often
    """

    batch: Batch
    staying: int
    vacant: np.ndarray
    changes: dict[str, int]


def select_rows(header: Header, batch: Batch, at: Mapping[str, int], cleaning: Cleaning) -> Rows:
    """Sort out who is inactive, vacant or there twice; rows keep their order."""
    inactive = np.zeros(len(batch.row), bool)
    for condition in cleaning.inactive:
        inactive |= _where(header, batch, "inactive", condition)
    vacant = _vacant(header, batch, at, cleaning) & ~inactive
    batch = _labelled(batch, at["identifier"], vacant) if cleaning.vacancies == KEEP else batch
    gone = inactive | (vacant & (cleaning.vacancies != KEEP))
    repeated = np.zeros(len(gone), bool)
    if cleaning.duplicates == LAST:
        repeated = _repeated(batch.columns[at["identifier"]], gone)
    stay = np.flatnonzero(~gone & ~repeated)
    leave = _leaving(batch.columns[at["identifier"]], stay, np.flatnonzero(gone))
    changes = {
        "inactive": int(inactive.sum()),
        "duplicates": int(repeated.sum()),
        "vacancies_kept": int(vacant[stay].sum()),
        "vacancies_dropped": int((vacant & gone).sum()),
    }
    if len(stay) == len(gone):
        return Rows(batch, len(stay), np.flatnonzero(vacant), changes)
    order = np.concatenate([stay, leave])
    picked = order.tolist()
    columns = [[values[k] for k in picked] for values in batch.columns]
    return Rows(Batch(batch.row[order], columns), len(stay), np.flatnonzero(vacant[stay]), changes)


def _where(header: Header, batch: Batch, key: str, condition: str) -> np.ndarray:
    """Rows for which COLUMN=VALUE holds, whatever the case; refuse what holds for none."""
    column, equals, value = (part.strip() for part in condition.partition("="))
    if not equals or not column:
        raise header.fault(
            header.row, f"{setting(key)} = {quoted(condition)}: write it as COLUMN=VALUE"
        )
    values = batch.columns[named_column(header, setting(key), column)]
    folded = [text.casefold() for text in values]
    found = np.array([text == value.casefold() for text in folded], bool)
    if not found.any():
        some = sorted(set(values))[:10]
        raise header.fault(
            header.row,
            f"{setting(key)} = {quoted(condition)}: no row has this value"
            f"{did_you_mean(value, some)}; in {quoted(column)} stand {listed(map(quoted, some))}",
        )
    return found


def _vacant(header: Header, batch: Batch, at: Mapping[str, int], cleaning: Cleaning) -> np.ndarray:
    if cleaning.vacancies is None:
        return np.zeros(len(batch.row), bool)
    if cleaning.vacant is not None:
        return _where(header, batch, "vacant", cleaning.vacant)
    proposed = propose(header.names, "chart").get("name")
    name = at.get("name", header.names.index(proposed) if proposed else None)
    if name is None:
        raise header.fault(
            header.row,
            f"nothing tells a vacancy: there is no column of names; set {setting('vacant')} to"
            " COLUMN=VALUE",
        )
    return np.array([not text for text in batch.columns[name]], bool)


def _labelled(batch: Batch, ids_at: int, vacant: np.ndarray) -> Batch:
    """Vacancies without an id get one, by their row."""
    ids = list(batch.columns[ids_at])
    for k in np.flatnonzero(vacant).tolist():
        ids[k] = ids[k] or f"vacancy (row {batch.row[k]})"
    return Batch(batch.row, [ids if k == ids_at else c for k, c in enumerate(batch.columns)])


def _repeated(ids: Sequence[str], gone: np.ndarray) -> np.ndarray:
    """Rows of those who stay that a later row of the same id replaces."""
    last = {ids[k]: k for k in np.flatnonzero(~gone).tolist()}
    return np.array(
        [
            not out and name != "" and last[name] != k
            for k, (name, out) in enumerate(zip(ids, gone.tolist(), strict=True))
        ],
        bool,
    )


def _leaving(ids: Sequence[str], stay: np.ndarray, gone: np.ndarray) -> np.ndarray:
    """One row for each id that leaves for good, to whose superior its reports go."""
    staying = {ids[k] for k in stay.tolist()}
    last = {ids[k]: k for k in gone.tolist() if ids[k] and ids[k] not in staying}
    return np.array(sorted(last.values()), np.int64)
