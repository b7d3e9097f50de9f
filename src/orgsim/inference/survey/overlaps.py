"""Overlaps: people whose answers would count more than once."""

import numpy as np

from orgsim.inference.survey.answers import Answers
from orgsim.organisation import Organisation, members

_NO_DRAWS = np.uint64(0)


def overlap_remark(organisation: Organisation, answers: Answers) -> str:
    """Says how many people are counted in more than one answer to an item in a wave, or ""."""
    asked: dict[tuple[int, str], tuple[set[str], set[str]]] = {}
    rows = zip(answers.week.tolist(), answers.item, answers.who, answers.person, strict=True)
    for week, item, who, person in rows:
        asked.setdefault((week, item), (set(), set()))[int(person)].add(who)
    position = {f"position:{organisation.label(k)}": k for k in range(organisation.people)}
    counted: dict[tuple[frozenset[str], frozenset[str]], int] = {}
    for groups, persons in asked.values():
        key = frozenset(groups), frozenset(persons)
        if groups and key not in counted:
            times = np.zeros(organisation.people, np.int64)
            for group in groups:
                times += members(organisation, group, _NO_DRAWS)
            times[[position[person] for person in persons]] += 1
            counted[key] = int((times > 1).sum())
    most = max(counted.values(), default=0)
    if not most:
        return ""
    return (
        f"up to {most:,} people stand behind more than one answer to the same item in a wave, since"
        " groups overlap each other or persons with answers of their own; leave out the wider groups,"
        " or their answers count twice"
    )
