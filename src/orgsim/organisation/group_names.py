"""The names of groups of positions: their grammar, checked before there is an organisation."""

from collections.abc import Sequence
from typing import Any

from orgsim.errors import UserError, quoted
from orgsim.organisation.hints import did_you_mean

PLAIN_GROUPS = ("everybody", "top", "executives", "managers", "leaders", "employees")
DIGITS = 9  # of a level or a position
_ID_FORMS = ("unit", "branch", "position")
FORMS = (
    *PLAIN_GROUPS,
    "level:2",
    "unit:ID",
    "branch:ID",
    "position:ID",
    "random:0.2",
    "random:0.2:GROUP",
    "not:GROUP",
    "ATTRIBUTE=VALUE",
)
MOST_NESTED = 8
"""Groups of groups: not:random:0.2:leaders is nested twice."""

_ALLOWED = f"allowed are {', '.join(FORMS)}"


def check_who(who: str | Sequence[str]) -> None:
    """Refuse what no organisation could understand as a group, or a list of groups."""
    for text in as_list(who):
        parse(text)


def as_list(who: str | Sequence[str]) -> list[str]:
    """One group or several as a list of at least one."""
    texts = [who] if isinstance(who, str) else list(who)
    if not texts:
        raise UserError(f"who = [] names no group; {_ALLOWED}")
    return texts


def parse(text: str, nested: int = 0) -> tuple[str, tuple[Any, ...]]:
    """The form of a group and what the form is about: a level, an id, a share and a group.

    Plain groups are forms of their own, about nothing; the form of ATTRIBUTE=VALUE is "=".
    """
    text = text.strip()
    if nested > MOST_NESTED:
        raise UserError(
            f"who = …{quoted(text)}: not: and random: stand within each other more than"
            f" {MOST_NESTED} times"
        )
    if text in PLAIN_GROUPS:
        return text, ()
    form, colon, rest = (part.strip() for part in text.partition(":"))
    if colon and rest:
        if form in _ID_FORMS:
            return form, (rest,)
        if form == "level":
            return form, (_level(text, rest),)
        if form == "random":
            return form, _share_and_group(text, rest, nested)
        if form == "not":
            parse(rest, nested + 1)
            return form, (rest,)
    attribute, equals, value = (part.strip() for part in text.partition("="))
    if equals and attribute:
        return "=", (attribute, value)
    hint = did_you_mean(form, (option.partition(":")[0] for option in FORMS))
    raise UserError(f"who = {quoted(text)} is not a group{hint}; {_ALLOWED}")


def _level(text: str, rest: str) -> int:
    if not rest.isdecimal() or len(rest) > DIGITS:
        raise UserError(
            f"who = {quoted(text)}: {quoted(rest)} is not a level; name a whole number, 0 being the top"
        )
    return int(rest)


def _share_and_group(text: str, rest: str, nested: int) -> tuple[float, str]:
    amount, colon, group = (part.strip() for part in rest.partition(":"))
    try:
        share = float(amount)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise UserError(
            f"who = {quoted(text)}: {quoted(amount)} is not a share; name a number from 0 to 1, as in"
            " random:0.2"
        )
    if colon:
        parse(group, nested + 1)
    return share, group or "everybody"
