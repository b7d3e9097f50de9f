"""An organisation whose truth is known: drawn, simulated, and asked as a survey would ask it.

Numbers of the model, levers, leanings of items and states in week 0 are drawn from what is thought of an
organisation before it answers. The engine lives it through once. Then persons answer, a share of them
in each wave: state + leaning + error of measurement, N(0, SPREAD²(1 − RELIABILITY)), rounded to a scale
from 1 to 5 where the item has one. Groups in which too few answered are left out, as is usual.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from orgsim.config.files import ConfigFile
from orgsim.inference.answer_data import LEAVERS, SPREAD, AnswerData, Question
from orgsim.inference.answer_groups import AnswerGroups
from orgsim.inference.fit import Inputs, history_of, with_seed
from orgsim.inference.history import History, Task, simulate_task
from orgsim.inference.observed import FAVOURABLE
from orgsim.inference.survey.answers import RELIABILITY, SMALLEST, Answers, Survey, Wave, WavesNotes
from orgsim.inference.survey.items import item_of
from orgsim.inference.survey.leavers_file import Leavers
from orgsim.inference.survey.programmes_file import PastProgramme
from orgsim.inference.unknowns import Unknowns, Values, prior, values_of
from orgsim.measures.declarations import WEEKS_A_YEAR
from orgsim.organisation import Organisation, members
from orgsim.organise import DrawnOrganisation, draw_organisation
from orgsim.parameter_sets import sets_in_use

MONTH = 4
"""Weeks that a row of the leavers covers."""

STEPS_OF_SCALE = 4
OWN_DRAWS = 9_000_000
"""Truths have draws from here on, which no member of an ensemble has."""

FAVOURABLE_SHARE, MEAN, PERCENT = "percent favourable", "1 to 5", "percent"


class Questionnaire(NamedTuple):
    """What is asked, when and of whom.

    items    scale by item
    weeks    of the waves, the first 0
    groups   as `orgsim.organisation.members` reads them
    programmes  past ones
    """

    items: Mapping[str, str]
    weeks: tuple[int, ...]
    groups: tuple[str, ...]
    programmes: tuple[PastProgramme, ...] = ()


class Truth(NamedTuple):
    """An organisation as it is, and what a survey finds of it.

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
    """The truth of a number: one of what is thought beforehand, simulated."""
    config = with_seed(file.base, None)
    drawn = draw_organisation(config, config.run.seed)
    people, waves = drawn.organisation.people, len(asked.weeks)
    some = np.random.default_rng([config.run.seed, number, 18])
    willing = some.random((waves, people))
    error = some.standard_normal((waves, len(asked.items), people))
    everybody = np.ones((waves, people), bool)
    blank = survey_of(_answers(asked, _rows(asked, asked.groups, drawn, everybody)))
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


class _Row(NamedTuple):
    """A mean that the survey reports: numbers of the wave and the item, the group, and who answered."""

    wave: int
    item: int
    who: str
    answered: np.ndarray


def _rows(
    asked: Questionnaire, groups: Sequence[str], drawn: DrawnOrganisation, answered: np.ndarray
) -> list[_Row]:
    """The rows of a survey in which enough answered."""
    inside = {who: members(drawn.organisation, who, drawn.key) for who in groups}
    rows = [
        _Row(wave, item, who, inside[who] & answered[wave] & _can_answer(name, drawn.organisation))
        for wave in range(len(asked.weeks))
        for who in groups
        for item, name in enumerate(asked.items)
    ]
    return [row for row in rows if row.answered.sum() >= SMALLEST]


def _can_answer(item: str, organisation: Organisation) -> np.ndarray:
    can = np.ones(organisation.people, bool)
    can[0] = not item_of(item).of_led
    return can


def said(scale: str, felt: np.ndarray) -> np.ndarray:
    """Answers on [0, 1], (people,), of what is felt, errors included; favourable ones are 1."""
    held = np.clip(felt, 0.0, 1.0)
    if scale == FAVOURABLE_SHARE:
        return np.asarray(felt >= FAVOURABLE, float)
    if scale == PERCENT:
        return held
    return np.asarray(np.rint(held * STEPS_OF_SCALE) / STEPS_OF_SCALE)


def answers_of(truth: Truth, share: float, groups: Sequence[str] | None = None) -> Answers:
    """What the survey finds if a share of people answers: means of the groups, by default all."""
    asked = truth.questionnaire
    rows = _rows(asked, groups or asked.groups, truth.drawn, truth.willing < share)
    answers = truth.felt + truth.error
    scales = list(asked.items.values())
    found = [
        said(scales[row.item], answers[row.wave, row.item, row.answered]).mean() for row in rows
    ]
    return _answers(asked, rows, np.array(found))


def _answers(
    asked: Questionnaire, rows: Sequence[_Row], value: np.ndarray | None = None
) -> Answers:
    """Columns of the rows; without values they are of the middle of the scale."""
    items, scales = list(asked.items), list(asked.items.values())
    number = len(rows)
    return Answers(
        np.array([asked.weeks[row.wave] for row in rows]),
        tuple(row.who for row in rows),
        np.zeros(number, bool),
        tuple(items[row.item] for row in rows),
        np.full(number, 0.5) if value is None else value,
        np.array([scales[row.item] == FAVOURABLE_SHARE for row in rows]),
        np.array([int(row.answered.sum()) for row in rows]),
        np.full(number, np.nan),
        np.full(number, RELIABILITY),
        np.arange(number),
    )


def survey_of(answers: Answers) -> Survey:
    """A survey of answers, its waves those weeks in which something was answered."""
    weeks = [int(week) for week in np.unique(answers.week)]
    waves = tuple(Wave(str(week), week, 0, int((answers.week == week).sum())) for week in weeks)
    notes = WavesNotes(0, 0, (), (), 0, 0, "", {}, (), ())
    return Survey(answers, waves, None, notes)


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
    """All that is known of the organisation if a share of people answers."""
    survey = survey_of(answers_of(truth, share, groups))
    return Inputs(survey, leavers_of(truth), truth.questionnaire.programmes)


def last_waves(inputs: Inputs, number: int) -> Inputs:
    """The same if the waves before the last few had not been; weeks count from the first of these."""
    first = inputs.survey.waves[-number].week
    answers, leavers = inputs.survey.answers, inputs.leavers
    kept = np.flatnonzero(answers.week >= first).tolist()
    fewer = Answers(*(_picked(column, kept) for column in answers))
    survey = survey_of(fewer._replace(week=fewer.week - first))
    programmes = tuple(each._replace(start=each.start - first) for each in inputs.programmes)
    if leavers is not None:
        leavers = leavers._replace(week=leavers.week - first)
    return Inputs(survey, leavers, programmes)


def _picked(column: Any, kept: Sequence[int]) -> Any:
    if isinstance(column, np.ndarray):
        return column[kept]
    return tuple(column[k] for k in kept)
