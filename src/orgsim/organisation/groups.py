"""Groups of positions: whom a lever, an intervention or a shock reaches."""

import unicodedata
from collections.abc import Callable, Sequence

import numpy as np

from orgsim.compilation import njit
from orgsim.errors import UserError, listed, quoted, shortened
from orgsim.model.random import Stream, place, uniform
from orgsim.organisation.group_names import DIGITS, as_list, parse
from orgsim.organisation.hints import did_you_mean
from orgsim.organisation.organisation import Organisation

_SEARCHED = 10_000  # so that a hint at a close match takes no time in an organisation of millions


def members(organisation: Organisation, who: str | Sequence[str], key: np.uint64) -> np.ndarray:
    """Bool (n,): who belongs to the group `who`, or to any group of a list.

    everybody, leaders (with reports), executives (leaders on the levels 0 and 1), managers (the
    other leaders), employees (without reports), top; level:2; unit:ID (the reports of ID);
    branch:ID (ID and everybody below); position:ID; random:0.2 (this share of everybody) and
    random:0.2:GROUP (of a group); not:GROUP; ATTRIBUTE=VALUE. ID is the id of the chart, or in a
    generated organisation the position's number + 1. `key` decides who is in a random group.
    """
    chosen = np.zeros(organisation.people, bool)
    for text in as_list(who):
        form, about = parse(text)
        where = f"who = {quoted(text.strip())}"
        if form == "random":
            share, group = about
            chosen |= _random(organisation, share, group, key)
        elif form == "not":
            chosen |= ~members(organisation, about[0], key)
        elif form in _FORMS:
            chosen |= _FORMS[form](organisation, where, *about)
        else:
            chosen |= _plain(organisation, form)
    return chosen


def find_position(organisation: Organisation, identifier: str, where: str) -> int:
    """The position with this id; `where` begins the message if there is none."""
    labels = organisation.labels
    if labels is not None:
        identifier = unicodedata.normalize("NFC", identifier)
        if identifier in labels:
            return labels.index(identifier)
        hint = did_you_mean(identifier, labels[:_SEARCHED])
        raise UserError(f"{where}: the chart has no id {quoted(identifier)}{hint}")
    number = int(identifier) if identifier.isdecimal() and len(identifier) <= DIGITS else 0
    if 1 <= number <= organisation.people:
        return number - 1
    raise UserError(
        f"{where}: {quoted(identifier)} is not a position; they are numbered 1 to"
        f" {organisation.people:,}"
    )


def _plain(organisation: Organisation, name: str) -> np.ndarray:
    leads, upper = organisation.span > 0, organisation.level <= 1
    groups = {
        "everybody": np.ones(organisation.people, bool),
        "top": organisation.level == 0,
        "executives": leads & upper,
        "managers": leads & ~upper,
        "leaders": leads,
        "employees": ~leads,
    }
    return groups[name]


def _level(organisation: Organisation, where: str, level: int) -> np.ndarray:
    if level >= organisation.levels:
        raise UserError(f"{where}: the organisation has the levels 0 to {organisation.levels - 1}")
    return organisation.level == level


def _position(organisation: Organisation, where: str, identifier: str) -> np.ndarray:
    chosen = np.zeros(organisation.people, bool)
    chosen[find_position(organisation, identifier, where)] = True
    return chosen


def _unit(organisation: Organisation, where: str, identifier: str) -> np.ndarray:
    leader = find_position(organisation, identifier, where)
    first, last = organisation.first_report[leader : leader + 2]
    if first == last:
        raise UserError(f"{where}: {quoted(identifier)} has no reports; name the id of a leader")
    chosen = np.zeros(organisation.people, bool)
    chosen[first:last] = True
    return chosen


def _branch(organisation: Organisation, where: str, identifier: str) -> np.ndarray:
    """The reports of a range of positions are a range, so a branch is one range on each level."""
    chosen = np.zeros(organisation.people, bool)
    first = find_position(organisation, identifier, where)
    last = first + 1
    while first < last:
        chosen[first:last] = True
        first, last = organisation.first_report[first], organisation.first_report[last]
    return chosen


def _with_value(organisation: Organisation, where: str, attribute: str, value: str) -> np.ndarray:
    values = organisation.attributes.get(attribute)
    if values is None:
        known = listed(organisation.attributes) or "none"
        hint = did_you_mean(attribute, organisation.attributes)
        raise UserError(f"{where}: no attribute {quoted(attribute)}{hint}; the chart has {known}")
    value = unicodedata.normalize("NFC", value)
    chosen = np.fromiter((found == value for found in values), bool, len(values))
    if not chosen.any():
        hint = did_you_mean(value, set(values[:_SEARCHED]))
        raise UserError(f"{where}: nobody has the {shortened(attribute)} {quoted(value)}{hint}")
    return chosen


_FORMS: dict[str, Callable[..., np.ndarray]] = {
    "level": _level,
    "unit": _unit,
    "branch": _branch,
    "position": _position,
    "=": _with_value,
}


def _random(organisation: Organisation, share: float, group: str, key: np.uint64) -> np.ndarray:
    """Those with the smallest draws, so that a larger share contains the smaller one."""
    candidates = np.flatnonzero(members(organisation, group, key))
    count = int(share * len(candidates) + 0.5)
    order = np.argsort(_draws(candidates, key), kind="stable")
    chosen = np.zeros(organisation.people, bool)
    chosen[candidates[order[:count]]] = True
    return chosen


@njit(cache=True, nogil=True)
def _draws(positions, key):
    draw = np.empty(positions.size)
    for k in range(positions.size):
        draw[k] = uniform(place(0, positions[k], Stream.GROUP), key, 0.0)
    return draw
