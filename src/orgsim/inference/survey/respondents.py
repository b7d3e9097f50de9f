"""Respondents: the persons and groups that the rows of a file are about, found in the organisation."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from orgsim.errors import UserError, listed, quoted
from orgsim.inference.survey.survey_table import SurveyTable
from orgsim.number_text import count
from orgsim.organisation import Organisation, members
from orgsim.organisation.group_names import parse
from orgsim.organisation.importing.faults import Faults
from orgsim.organisation.importing.identifiers import Outsiders, look_up
from orgsim.organisation.importing.matching import Known
from orgsim.organisation.importing.unmatched import how_they_match, refuse_unmatched

EVERYBODY = "everybody"
_IN_THEIR_PLACE = (
    "add them to it, or name the group of each in the column group, in place of the id"
)
_NO_DRAWS = np.uint64(0)
"""Key of random groups, of which no file may speak."""


class Respondents(NamedTuple):
    """Whom each row of a file is about.

    who        (rows,) a group as `members` reads it, position:ID of a person; "" if not found
    person     bool (rows,)
    people     int64 (rows,), number of members; 0 if not found
    led        int64 (rows,), number of members with a superior
    outsiders  number of rows about people outside the chart, dropped on request
    """

    who: list[str]
    person: np.ndarray
    people: np.ndarray
    led: np.ndarray
    outsiders: int

    @property
    def known(self) -> np.ndarray:
        """Bool (rows,): who is in the organisation."""
        return self.people > 0


class _Found(NamedTuple):
    """Whom a text means, or why nobody; a message that takes time is only asked for if shown."""

    who: str = ""
    people: int = 0
    led: int = 0
    fault: str | Callable[[], str] = ""


def read_respondents(
    faults: Faults,
    table: SurveyTable,
    organisation: Organisation,
    outsiders: Outsiders,
    otherwise: str = "",
) -> Respondents:
    """The persons and groups of the rows, an id or a group in each.

    `otherwise` is the group of rows with neither; without it they are faults. Where outsiders may be
    dropped, not all persons may be: raises UserError then.
    """
    ids = table.texts("id")
    groups = [
        group or ("" if ids[k] else otherwise) for k, group in enumerate(table.texts("group"))
    ]
    chart = _chart_of(organisation)
    found = _found(organisation, chart, ids, groups)
    alone = [k for k, identifier in enumerate(ids) if identifier and not groups[k]]
    persons = {ids[k]: found[k] for k in alone}
    dropped = [k for k in alone if found[k].fault and outsiders.may_miss(ids[k])]
    for k in dropped:
        found[k] = _Found()
    for k, one in enumerate(found):
        if one.fault:
            faults.add(table.row[k], one.fault)
    _tell_missing(faults, chart, persons, outsiders)
    return Respondents(
        [one.who for one in found],
        np.array([identifier != "" for identifier in ids], bool),
        np.array([one.people for one in found], np.int64),
        np.array([one.led for one in found], np.int64),
        len(dropped),
    )


_NEITHER = _Found(
    fault="neither an id nor a group; fill in one of them, as in unit:ID or everybody"
)


def _chart_of(organisation: Organisation) -> Known:
    number = {organisation.label(position): position for position in range(organisation.people)}
    return Known(number, organisation.attributes)


def _found(
    organisation: Organisation, chart: Known, ids: Sequence[str], groups: Sequence[str]
) -> list[_Found]:
    """Whom each row means by its id or its group."""
    of_id = _persons(organisation, chart, ids)
    of_group = {group: find_group(organisation, group) for group in set(groups) if group}

    def meant(identifier: str, group: str) -> _Found:
        if identifier and group:
            return _Found(
                fault=f"both the id {quoted(identifier)} and the group {quoted(group)};"
                " leave one of them empty"
            )
        return of_id[identifier] if identifier else of_group.get(group, _NEITHER)

    return list(map(meant, ids, groups))


def _tell_missing(
    faults: Faults, chart: Known, persons: Mapping[str, _Found], outsiders: Outsiders
) -> None:
    """Say which persons are not on the chart, and what to do; refuse a file if nobody is."""
    missing = [text for text, one in persons.items() if one.fault]
    if outsiders.advice:
        if len(missing) == len(persons):
            refuse_unmatched(faults.place, chart, missing, outsiders, "row with an id")
        if not all(map(outsiders.may_miss, missing)):
            faults.advise(outsiders.advice)
    elif missing:
        faults.note(
            f"{len(missing):,} of {count(len(persons), 'person')} are not on the chart:"
            f" {listed(map(quoted, missing))}; {how_they_match(chart, missing) or _IN_THEIR_PLACE}"
        )


def _persons(organisation: Organisation, chart: Known, ids: Sequence[str]) -> dict[str, _Found]:
    distinct = sorted(set(ids))
    return {
        text: _Found(f"position:{organisation.label(position)}", 1, int(position > 0))
        if position >= 0
        else _Found(fault=partial(chart.not_found, "id", text))
        for text, position in zip(distinct, look_up(chart.number, distinct).tolist(), strict=True)
    }


def find_group(organisation: Organisation, text: str) -> _Found:
    """The group that a text means, in a form that `members` reads; random ones are a fault."""
    fault, chosen = _chosen(organisation, text)
    if fault:
        return _Found(fault=fault)
    if _is_drawn(text):
        return _Found(
            fault=f"the group {quoted(text)} is drawn, so that nobody can have asked it; name one that"
            " is known, as in unit:ID"
        )
    return _Found(_plainly(text), int(chosen.sum()), int(chosen[1:].sum()))


def group_fault(organisation: Organisation, text: str) -> str:
    """What is wrong with a group, which may be a random one, or ""."""
    return _chosen(organisation, text)[0]


def _chosen(organisation: Organisation, text: str) -> tuple[str, np.ndarray]:
    try:
        chosen = members(organisation, text, _NO_DRAWS)
    except UserError as error:
        return f"{error.whole}{_value_of(organisation, text)}", np.zeros(0, bool)
    return "" if chosen.any() else f"nobody is in the group {quoted(text)}; name another", chosen


def _is_drawn(text: str) -> bool:
    form, about = parse(text)
    return form == "random" or (form == "not" and _is_drawn(about[0]))


def _plainly(text: str) -> str:
    """The group in one way of writing, whatever spaces and zeros it was written with."""
    form, about = parse(text)
    if form == "not":
        return f"not:{_plainly(about[0])}"
    if form == "=":
        return "=".join(about)
    return f"{form}:{about[0]}" if about else form


def _value_of(organisation: Organisation, text: str) -> str:
    """A hint where a group is the bare value of an attribute: a unit's name."""
    folded = text.casefold()
    for attribute, values in organisation.attributes.items():
        for value in dict.fromkeys(values):
            if value.casefold() == folded:
                return f"; write {quoted(f'{attribute}={value}')} for everybody of this {attribute}"
    return ""
