"""Individual answers, with which a simulation of these people is compared."""

from typing import NamedTuple

import numpy as np

from orgsim.inference.answer_data import PERSON, ROUNDED, AnswerData, Question, spread_of
from orgsim.inference.answer_groups import AnswerGroups
from orgsim.inference.survey.answers import Answers
from orgsim.organisation import Organisation, members


class PersonalData(NamedTuple):
    """Individual answers: a row per person, a column per question in a wave.

    position  of the persons, (persons,)
    cell      numbers of the groups they are in, −1 of none
    week, question  of the columns
    value, error    (persons, columns): NaN where there is no answer, and the variance of its error
    """

    position: np.ndarray
    cell: np.ndarray
    week: np.ndarray
    question: np.ndarray
    value: np.ndarray
    error: np.ndarray
    questions: tuple[Question, ...]


def rows_of_persons(data: PersonalData, organisation: Organisation) -> AnswerData:
    """The answers of persons as data, a row each; nobody else is meant by any."""
    from scipy import sparse

    person, column = np.nonzero(np.isfinite(data.value))
    one = np.ones(len(person))
    weight = sparse.csr_array(
        (one, (np.arange(len(person)), data.position[person])),
        shape=(len(person), organisation.people),
    )
    return AnswerData(
        data.week[column],
        data.week[column],
        data.question[column],
        tuple(f"{PERSON}{organisation.label(k)}" for k in data.position[person].tolist()),
        data.cell[person],
        weight,
        np.zeros((len(person), 0), bool),
        data.value[person, column],
        data.error[person, column],
        np.ones(len(person), np.int64),
        data.questions,
    )


def personal_data_of(
    answers: Answers, groups: AnswerGroups, organisation: Organisation, key: np.uint64
) -> PersonalData:
    """Individual answers; none if only groups answered."""
    rows = np.flatnonzero(answers.person).tolist()
    found = dict.fromkeys(answers.who[k] for k in rows)
    position = {who: int(np.flatnonzero(members(organisation, who, key))[0]) for who in found}
    columns = sorted({(int(answers.week[k]), answers.item[k]) for k in rows})
    questions = tuple(dict.fromkeys(Question(item) for _, item in columns))
    value = np.full((len(position), len(columns)), np.nan)
    error = np.ones(value.shape)
    numbers = {who: number for number, who in enumerate(position)}
    for k in rows:
        at = numbers[answers.who[k]], columns.index((int(answers.week[k]), answers.item[k]))
        value[at] = answers.value[k]
        error[at] = spread_of(answers.item[k], np.nan) ** 2 * (1 - answers.reliability[k])
    positions = np.array([*position.values()], np.int64)
    return PersonalData(
        positions,
        groups.cell[positions],
        np.array([week for week, _ in columns], np.int64),
        np.array([questions.index(Question(item)) for _, item in columns], np.int64),
        value,
        error + ROUNDED**2,
        questions,
    )
