"""What a survey asks a fictitious organisation, and how its answers are reported.

Persons answer on the scale of each item; groups in which too few answered are left out, as is usual.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from orgsim.inference.fit import Inputs
from orgsim.inference.observed import FAVOURABLE
from orgsim.inference.survey.answers import RELIABILITY, SMALLEST, Answers, Survey, Wave, WavesNotes
from orgsim.inference.survey.items import item_of
from orgsim.inference.survey.programmes_file import PastProgramme
from orgsim.organisation import Organisation, members
from orgsim.organise import DrawnOrganisation

STEPS_OF_SCALE = 4
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


class Reported(NamedTuple):
    """A mean that the survey reports: numbers of the wave and the item, the group, and who answered."""

    wave: int
    item: int
    who: str
    answered: np.ndarray


def reported(
    asked: Questionnaire, groups: Sequence[str], drawn: DrawnOrganisation, answered: np.ndarray
) -> list[Reported]:
    """The rows of a survey in which enough answered."""
    inside = {who: members(drawn.organisation, who, drawn.key) for who in groups}
    rows = [
        Reported(
            wave, item, who, inside[who] & answered[wave] & _can_answer(name, drawn.organisation)
        )
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
    """Answers on [0, 1], (people,), with measurement error; 1 is favourable."""
    held = np.clip(felt, 0.0, 1.0)
    if scale == FAVOURABLE_SHARE:
        return np.asarray(felt >= FAVOURABLE, float)
    if scale == PERCENT:
        return held
    return np.asarray(np.rint(held * STEPS_OF_SCALE) / STEPS_OF_SCALE)


def answers_in(
    asked: Questionnaire, rows: Sequence[Reported], value: np.ndarray | None = None
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
