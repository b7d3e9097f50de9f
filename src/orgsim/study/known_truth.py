"""An organisation whose truth is known: drawn, simulated, and asked as a survey would ask it.

Numbers of the model, levers, leanings of items and states in week 0 are drawn from what is thought of an
organisation before it answers. The engine lives it through once. Then persons answer, a share of them
in each wave: state + leaning + error of measurement, N(0, SPREAD²(1 − RELIABILITY)), rounded to a scale
from 1 to 5 where the item has one. Groups in which too few answered are left out, as is usual.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy import sparse

from orgsim.config.files import ConfigFile
from orgsim.inference.answer_data import LEAVERS, SPREAD, AnswerData, Question
from orgsim.inference.answer_groups import AnswerGroups
from orgsim.inference.fit import Inputs, history_of, with_seed
from orgsim.inference.history import History, Task, simulate_task
from orgsim.inference.survey.answers import RELIABILITY, Answers
from orgsim.inference.survey.leavers_file import Leavers
from orgsim.inference.unknowns import Unknowns, Values, prior, values_of
from orgsim.measures.declarations import WEEKS_A_YEAR
from orgsim.organisation import members
from orgsim.organise import DrawnOrganisation, draw_organisation
from orgsim.parameter_sets import sets_in_use
from orgsim.study.questionnaires import Questionnaire, answers_in, reported, said, survey_of

MONTH = 4
"""Weeks that a row of the leavers covers."""

OWN_DRAWS = 9_000_000
"""Truths have draws from here on, which no member of an ensemble has."""


class Truth(NamedTuple):
    """An organisation as it is, and what a survey finds out about it.

    values   numbers, levers, starts and leanings, of one member
    felt     what each would answer without error, (waves, items, people)
    left     departures, (months, people)
    states   of everybody in the week of the last wave by name, (people·themes,)
    willing  shares of people who are readier to answer, (waves, people): who is above a share does not
    error    of each answer, (waves, items, people)
    """

    questionnaire: Questionnaire
    drawn: DrawnOrganisation
    groups: AnswerGroups
    unknowns: Unknowns
    values: Values
    felt: np.ndarray
    left: np.ndarray
    states: Mapping[str, np.ndarray]
    willing: np.ndarray
    error: np.ndarray


def truth_of(file: ConfigFile, asked: Questionnaire, number: int) -> Truth:
    """The true value of a number, drawn from the prior, simulated."""
    config = with_seed(file.base, None)
    drawn = draw_organisation(config, config.run.seed)
    people, waves = drawn.organisation.people, len(asked.weeks)
    some = np.random.default_rng([config.run.seed, number, 18])
    willing = some.random((waves, people))
    error = some.standard_normal((waves, len(asked.items), people))
    everybody = np.ones((waves, people), bool)
    blank = survey_of(answers_in(asked, reported(asked, asked.groups, drawn, everybody)))
    history, unknowns = history_of(config, drawn, Inputs(blank, None, asked.programmes))
    sets = sets_in_use(config)
    normal = prior(unknowns, sets, len(sets.sets), OWN_DRAWS + number)
    values = values_of(unknowns, normal[[some.integers(len(normal))]])
    seen = simulate_task(Task(_persons_asked(history, asked), values, (OWN_DRAWS + number,), True))
    felt, left = np.split(seen.outputs[0], [error.size])
    return Truth(
        asked,
        drawn,
        history.groups,
        unknowns,
        values,
        felt.reshape(error.shape),
        np.rint(left.reshape(-1, people) * MONTH / WEEKS_A_YEAR),
        {name: state[0] for name, state in seen.states.items()},
        willing,
        error * SPREAD * np.sqrt(1 - RELIABILITY),
    )


def _persons_asked(history: History, asked: Questionnaire) -> History:
    """The same history with every person asked everything by themselves, and departures by month."""
    people = len(history.groups.cell)
    questions = (*(Question(item) for item in asked.items), Question(LEAVERS))
    months = np.arange(0, asked.weeks[-1], MONTH)
    blocks = [(week, week, k) for week in asked.weeks for k in range(len(asked.items))]
    blocks += [(first + MONTH, first + 1, len(asked.items)) for first in months.tolist()]
    week, since, question = np.repeat(np.array(blocks), people, axis=0).T
    rows = len(week)
    data = AnswerData(
        week=week,
        since=since,
        question=question,
        who=("",) * rows,
        group=np.full(rows, -1),
        weight=sparse.vstack([sparse.eye_array(people)] * len(blocks), format="csr"),
        related=np.zeros((rows, 0), bool),
        value=np.zeros(rows),
        error=np.ones(rows),
        answers=np.ones(rows, int),
        questions=questions,
    )
    return history._replace(data=data)


def answers_of(truth: Truth, share: float, groups: Sequence[str] | None = None) -> Answers:
    """What the survey finds if a share of people answers: means of the groups, by default all."""
    asked = truth.questionnaire
    rows = reported(asked, groups or asked.groups, truth.drawn, truth.willing < share)
    answers = truth.felt + truth.error
    scales = list(asked.items.values())
    found = [
        said(scales[row.item], answers[row.wave, row.item, row.answered]).mean() for row in rows
    ]
    return answers_in(asked, rows, np.array(found))


def leavers_of(truth: Truth) -> Leavers:
    """Leavers by month and group; months without any included."""
    asked = truth.questionnaire
    organisation, key = truth.drawn.organisation, truth.drawn.key
    rows = [
        (month * MONTH + 1, group, int(left[members(organisation, group, key)].sum()))
        for month, left in enumerate(truth.left)
        for group in asked.groups
    ]
    number = len(rows)
    return Leavers(
        np.array([week for week, _, _ in rows]),
        tuple(group for _, group, _ in rows),
        np.array([count for _, _, count in rows]),
        np.full(number, MONTH),
        np.arange(number),
    )


def inputs_of(truth: Truth, share: float, groups: Sequence[str] | None = None) -> Inputs:
    """All that is known about the organisation if a share of people answers."""
    survey = survey_of(answers_of(truth, share, groups))
    return Inputs(survey, leavers_of(truth), truth.questionnaire.programmes)
