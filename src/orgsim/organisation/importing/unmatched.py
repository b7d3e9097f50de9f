"""Files of which no row matches the chart: the ids of one of them are written differently."""

from collections.abc import Collection

from orgsim.errors import UserError, quoted
from orgsim.organisation.importing.identifiers import Outsiders
from orgsim.organisation.importing.matching import FOLDS, NUMBERS, ZEROS, Known

_DISTINCT = "by which no two ids become the same"
_DROPPED = {
    ZEROS: f"once leading zeros are dropped, {_DISTINCT}",
    NUMBERS: f"once leading zeros and the “.0” of numbers are dropped, {_DISTINCT}",
}
_MEND = "write ids alike in both files"
_AS_TEXT = f"{_MEND}; a spreadsheet makes numbers of ids unless their column is text"


def refuse_unmatched(
    place: str, known: Known, unknown: Collection[str], outsiders: Outsiders, what: str = "row"
) -> None:
    """Raise UserError for a file without any row of the chart; `unknown` are its ids.

    Nothing would be left of it if outsiders were dropped. It is not refused if it is about people
    who were left out of the chart.
    """
    ids = [text for text in dict.fromkeys(unknown) if text]
    if not ids or any(text in outsiders.left_out for text in ids):
        return
    here, of_chart, advice = _rewritten(known, ids) or (
        ids[0],
        next(iter(known.number)),
        f"write ids as in the chart, or name the column that has them{known.hint(ids[0])}",
    )
    raise UserError(
        f"{place}: no {what} matches the chart: ids here look like {quoted(here)}, those of the chart"
        f" like {quoted(of_chart)}; {advice}"
    )


def how_they_match(known: Known, unknown: Collection[str]) -> str:
    """How many ids that are not found are of the chart but written otherwise, and what to do; or ""."""
    found = _rewritten(known, list(unknown))
    return found[2] if found else ""


def _rewritten(known: Known, ids: list[str]) -> tuple[str, str, str] | None:
    """An id of the file, that of the chart that it is written otherwise, and how to have them match."""
    for difference, fold in FOLDS.items():
        of_chart = {fold(text): text for text in known.number}
        matching = [text for text in ids if fold(text) in of_chart]
        distinct = len(of_chart) == len(known.number) and len(set(map(fold, ids))) == len(ids)
        if matching and distinct:
            many = "all" if len(matching) == len(ids) else f"{len(matching):,} of {len(ids):,}"
            how = _DROPPED.get(difference, f"apart from {difference}")
            mend = _AS_TEXT if difference in _DROPPED else _MEND
            return matching[0], of_chart[fold(matching[0])], f"{many} match {how}: {mend}"
    return None
