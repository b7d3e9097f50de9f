"""Data: answers with which a simulation is compared, each with the variance of its error.

A mean of n answers of N people with standard deviation s, of an item of reliability ρ, errs by

    s²/n · ((1 − ρ) + ρ(1 − n/N))

what answers measure badly, and what those who did not answer would have said (Cochran 1977); a share p
of favourable answers has p(1 − p) for s². Answers of persons are put together for each group that levers
are inferred for, over those who answered: s²/n · (1 − ρ). Means are taken as rounded, too, ROUNDED.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from orgsim.inference.answer_groups import AnswerGroups
from orgsim.inference.survey.answers import SMALLEST, Answers
from orgsim.inference.survey.items import item_of
from orgsim.inference.survey.leavers_file import Leavers
from orgsim.inference.unknowns import wave_key
from orgsim.organisation import Organisation, members

SPREAD, SPREAD_OF_HOURS = 0.2, 1.0
"""Default standard deviation of answers between people, typical of scales of 5; assumed."""

ROUNDED = 0.005
LEAVERS = "leavers"
REST = "all others"
PERSON, EVERYBODY = "position:", "everybody"


class Question(NamedTuple):
    """What a datum is an answer to.

    item       name, with its theme after a colon; "leavers" for shares who left, a year
    favourable whether the value is the share of favourable answers
    noise      standard deviation of errors of measurement on [0, 1], with which answers are held to
               their scale, or favourable
    """

    item: str
    favourable: bool = False
    noise: float = 0.0


class AnswerData(NamedTuple):
    """Data, in columns.

    week      weeks since the first wave, (data,); of leavers the last of the weeks they are of
    since     of leavers the first of these weeks, otherwise the week itself
    question  number of the question
    who       whom it is of, in words of `members`
    group     number of the group of AnswerGroups that it is of, −1 of others
    weight    of people in the mean, sparse (data, people), rows adding up to 1
    related   bool (data, groups): whether people of the group are among those asked
    value, error  what was found, and the variance of its error
    answers   how many stand behind it
    """

    week: np.ndarray
    since: np.ndarray
    question: np.ndarray
    who: tuple[str, ...]
    group: np.ndarray
    weight: Any
    related: np.ndarray
    value: np.ndarray
    error: np.ndarray
    answers: np.ndarray
    questions: tuple[Question, ...]

    def where(self, chosen: np.ndarray) -> "AnswerData":
        """The data where the mask says so, of the same questions."""
        return self._replace(
            week=self.week[chosen],
            since=self.since[chosen],
            question=self.question[chosen],
            who=tuple(who for who, kept in zip(self.who, chosen, strict=True) if kept),
            group=self.group[chosen],
            weight=self.weight[np.flatnonzero(chosen)],
            related=self.related[chosen],
            value=self.value[chosen],
            error=self.error[chosen],
            answers=self.answers[chosen],
        )

    @property
    def waves(self) -> tuple[str, ...]:
        """Items in the waves in which they were asked."""
        asked = [
            (self.questions[k].item, int(w)) for k, w in zip(self.question, self.week, strict=True)
        ]
        return tuple(dict.fromkeys(wave_key(*each) for each in asked if each[0] != LEAVERS))

    @property
    def hidden(self) -> np.ndarray:
        """Bool (data,): means of so few answers that people could be recognised by them."""
        left = np.array([self.questions[number].item == LEAVERS for number in self.question], bool)
        return (self.answers < SMALLEST) & ~left

    @property
    def items(self) -> tuple[str, ...]:
        """Items asked, in the order of the questions."""
        return tuple(dict.fromkeys(q.item for q in self.questions if q.item != LEAVERS))


class _Row(NamedTuple):
    week: int
    since: int
    question: Question
    who: str
    group: int
    weight: np.ndarray
    value: float
    error: float
    answers: int


def data_of(
    answers: Answers,
    leavers: Leavers | None,
    groups: AnswerGroups,
    organisation: Organisation,
    key: np.uint64,
) -> AnswerData:
    """All data of a survey, those of groups first, then of persons, then leavers."""
    rows = [
        *_of_groups(answers, groups, organisation, key),
        *_of_persons(answers, groups, organisation, key),
        *(_of_leavers(leavers, groups, organisation, key) if leavers is not None else ()),
    ]
    return _columns(rows, groups)


def _columns(rows: Sequence[_Row], groups: AnswerGroups) -> AnswerData:
    from scipy import sparse

    questions = tuple(dict.fromkeys(row.question for row in rows))
    weight = np.array([row.weight for row in rows])
    return AnswerData(
        np.array([row.week for row in rows]),
        np.array([row.since for row in rows]),
        np.array([questions.index(row.question) for row in rows]),
        tuple(row.who for row in rows),
        np.array([row.group for row in rows]),
        sparse.csr_array(weight / weight.sum(axis=1, keepdims=True)),
        (weight > 0) @ groups.inside.T > 0,
        np.array([row.value for row in rows]),
        np.array([row.error for row in rows]),
        np.array([row.answers for row in rows]),
        questions,
    )


def _of_groups(
    answers: Answers, groups: AnswerGroups, organisation: Organisation, key: np.uint64
) -> list[_Row]:
    rows, masks = [], {}
    for k in np.flatnonzero(~answers.person).tolist():
        who, item = answers.who[k], answers.item[k]
        if who not in masks:
            masks[who] = members(organisation, who, key)
        asked = masks[who] & _can_answer(item, organisation)
        reliability, favourable = answers.reliability[k], bool(answers.favourable[k])
        spread = spread_of(item, answers.spread[k])
        square = spread**2
        if favourable:
            share = np.clip(answers.value[k], 0.05, 0.95)
            square = share * (1 - share)
        missing = max(0.0, 1 - answers.answers[k] / asked.sum())
        error = square / answers.answers[k] * (1 - reliability + reliability * missing)
        noise = (spread if favourable else spread_of(item, np.nan)) * np.sqrt(1 - reliability)
        week = int(answers.week[k])
        rows.append(
            _Row(
                week,
                week,
                Question(item, favourable, round(float(noise), 6)),
                who,
                groups.who.index(who) if who in groups.who else -1,
                asked.astype(float),
                float(answers.value[k]),
                float(error) + ROUNDED**2,
                int(answers.answers[k]),
            )
        )
    return rows


def _of_persons(
    answers: Answers, groups: AnswerGroups, organisation: Organisation, key: np.uint64
) -> list[_Row]:
    """Means of persons' answers over those of each cell who answered an item in a wave."""
    found: dict[tuple[int, str, int], list[tuple[int, float, float]]] = {}
    for k in np.flatnonzero(answers.person).tolist():
        position = int(np.flatnonzero(members(organisation, answers.who[k], key))[0])
        where = int(answers.week[k]), answers.item[k], int(groups.cell[position])
        error = spread_of(answers.item[k], np.nan) ** 2 * (1 - answers.reliability[k])
        found.setdefault(where, []).append((position, float(answers.value[k]), float(error)))
    rows = []
    for (week, item, group), theirs in found.items():
        positions, values, errors = map(np.array, zip(*theirs, strict=True))
        weight = np.zeros(organisation.people)
        weight[positions] = 1.0
        rows.append(
            _Row(
                week,
                week,
                Question(item),
                groups.who[group] if group >= 0 else REST if groups.who else EVERYBODY,
                group,
                weight,
                float(values.mean()),
                float(errors.mean() / len(values)) + ROUNDED**2,
                len(values),
            )
        )
    return rows


def _of_leavers(
    leavers: Leavers, groups: AnswerGroups, organisation: Organisation, key: np.uint64
) -> list[_Row]:
    """Shares who left, a year, over all weeks covered for each group together."""
    whole = int(leavers.week.min()), int((leavers.week + leavers.weeks - 1).max())
    total: dict[str, list[int]] = {}
    for week, who, count, weeks in zip(
        leavers.week, leavers.who, leavers.count, leavers.weeks, strict=True
    ):
        theirs = int(week), int(week + weeks - 1)
        if who.startswith(PERSON):
            group = groups.cell[np.flatnonzero(members(organisation, who, key))[0]]
            who, theirs = groups.who[group] if group >= 0 else EVERYBODY, whole
        seen = total.setdefault(who, [0, *theirs])
        seen[:] = seen[0] + int(count), min(seen[1], theirs[0]), max(seen[2], theirs[1])
    rows = []
    for who, (count, first, last) in total.items():
        inside = members(organisation, who, key)
        years = inside.sum() * (last - first + 1) / 52
        rows.append(
            _Row(
                last,
                first,
                Question(LEAVERS),
                who,
                groups.who.index(who) if who in groups.who else -1,
                inside.astype(float),
                float(count / years),
                float(max(count, 1) / years**2),
                count,
            )
        )
    return rows


def _can_answer(item: str, organisation: Organisation) -> np.ndarray:
    can = np.ones(organisation.people, bool)
    can[0] = not item_of(item).of_led
    return can


def spread_of(item: str, told: float) -> float:
    """Standard deviation of answers between people as reported, or by default."""
    usual = SPREAD_OF_HOURS if item == "hours" else SPREAD
    return float(told) if np.isfinite(told) else usual
