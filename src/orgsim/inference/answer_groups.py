"""Groups that answers distinguish: for whom levers and starting states may differ."""

from collections import Counter
from typing import NamedTuple

import numpy as np

from orgsim.inference.survey.answers import SMALLEST, Answers
from orgsim.organisation import Organisation, members
from orgsim.organisation.group_names import parse

MOST_GROUPS = 40
"""Most groups that are distinguished, the largest first: each has its own levers to infer."""

NEARLY_ALL = 0.9
"""Groups with as large a share of all people are not distinguished from all."""

WHOLE = ("everybody", "leaders", "executives", "managers", "employees", "top", "random", "not")
"""Forms that are no part of an organisation beside others of their kind."""


class AnswerGroups(NamedTuple):
    """Groups for whom levers and states are inferred, the largest first; later ones override earlier.

    who    as `orgsim.organisation.members` reads it
    inside bool (groups, people)
    cell   (people,) the last group that each person is in, −1 of none
    """

    who: tuple[str, ...]
    inside: np.ndarray
    cell: np.ndarray


def groups_told_apart(answers: Answers, organisation: Organisation, key: np.uint64) -> AnswerGroups:
    """The groups of the kind that most answers are of; for persons, the units they are in.

    A kind is a form (unit, branch, level) or an attribute (department=…). Groups of everybody's size
    distinguish nothing. Where persons answered and units are too many, branches below the top stand
    for them.
    """
    asked = [who for who, person in zip(answers.who, answers.person, strict=True) if not person]
    rows = Counter(kind for who in asked if (kind := _kind(who)) not in WHOLE)
    if answers.person.sum() > rows.total():
        named = _units_of_persons(answers, organisation)
    else:
        chosen = [kind for kind, _ in rows.most_common(1)]
        named = [who for who in dict.fromkeys(asked) if _kind(who) in chosen]
    masks = {who: members(organisation, who, key) for who in named}
    most = NEARLY_ALL * organisation.people
    kept = [who for who in named if SMALLEST <= masks[who].sum() < most]
    kept = sorted(kept, key=lambda who: -int(masks[who].sum()))[:MOST_GROUPS]
    inside = np.array([masks[who] for who in kept], bool).reshape(len(kept), organisation.people)
    cell = np.full(organisation.people, -1)
    for number, mask in enumerate(inside):
        cell[mask] = number
    return AnswerGroups(tuple(kept), inside, cell)


def _kind(who: str) -> str:
    """The form of a group, or the attribute that it has a value of."""
    form, about = parse(who)
    return str(about[0]) if form == "=" else form


def _units_of_persons(answers: Answers, organisation: Organisation) -> list[str]:
    """Units in which enough persons answered; branches of the top's reports where they are too many."""
    answered = np.zeros(organisation.people, bool)
    for who, person in zip(answers.who, answers.person, strict=True):
        if person:
            answered |= _position(organisation, who)
    leader = organisation.superior.copy()
    inside = answered & (np.arange(organisation.people) > 0)
    count = np.bincount(leader[inside], minlength=organisation.people)
    units = [f"unit:{organisation.label(k)}" for k in np.flatnonzero(count >= SMALLEST).tolist()]
    if 0 < len(units) <= MOST_GROUPS:
        return units
    below = np.flatnonzero((organisation.level == 1) & (organisation.span > 0)).tolist()
    return [f"branch:{organisation.label(k)}" for k in below]


def _position(organisation: Organisation, who: str) -> np.ndarray:
    return members(organisation, who, np.uint64(0))
