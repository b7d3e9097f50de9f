"""Answers: what people said in the waves of a survey, on one scale, as columns."""

from datetime import date
from typing import NamedTuple

import numpy as np

RELIABILITY = 0.8
"""Default reliability of an item, typical of scales of a few questions; assumed."""

SMALLEST = 5
"""Answers that a group must have at least, as is usual to keep people anonymous."""


class Wave(NamedTuple):
    """One wave: a week in which people were asked.

    name  its label, the date of its first day or the number of its week
    week  weeks since the first wave
    row   row of the file in which it stands first
    rows  number of answers read
    """

    name: str
    week: int
    row: int
    rows: int


class Answers(NamedTuple):
    """Columns with an entry for each answer of a person and each mean of a group.

    week         int64, weeks since the first wave
    who          a group as `orgsim.organisation.members` reads it; position:ID for a person
    person       bool, whether it is one person's answer
    item         name of an item, with a theme after a colon if it was asked by theme
    value        float64 in [0, 1]; of hours: hours a week
    favourable   bool, whether the value is a share of favourable answers instead of a mean
    answers      int64, number of answers; 1 of a person
    spread       float64, standard deviation of the answers on [0, 1] (hours: hours); NaN if not told
    reliability  float64 in (0, 1], share of the variance between people that is no error of measurement
    row          int64, row of the file
    """

    week: np.ndarray
    who: tuple[str, ...]
    person: np.ndarray
    item: tuple[str, ...]
    value: np.ndarray
    favourable: np.ndarray
    answers: np.ndarray
    spread: np.ndarray
    reliability: np.ndarray
    row: np.ndarray


class WavesNotes(NamedTuple):
    """How a survey's waves were read.

    rows       rows of the file
    persons    people with an answer of their own
    groups     groups with an answer, by name
    items      items that were answered
    empty      entries without an answer, left empty or marked as too few
    outsiders  rows of people outside the chart, dropped on request
    columns    role or item → the column that it was read from
    unused     columns that nothing was read from
    remarks    what the reader of the result should know, a line each
    """

    rows: int
    persons: int
    groups: tuple[str, ...]
    items: tuple[str, ...]
    empty: int
    outsiders: int
    encoding: str
    columns: dict[str, str]
    unused: tuple[str, ...]
    remarks: tuple[str, ...]


class Survey(NamedTuple):
    """The waves of a survey.

    waves       in the order of time
    first_day   day on which week 0 begins, where the file has dates
    first_week  number that the file gives the week of the first wave, 0 where it has dates
    """

    answers: Answers
    waves: tuple[Wave, ...]
    first_day: date | None
    notes: WavesNotes
    first_week: int = 0
