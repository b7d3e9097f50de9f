"""Replication: one organisation with its draws goes through all trials and is observed on the way."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from orgsim.config.models import OrganisationConfig
from orgsim.engine.ensemble import Ensemble
from orgsim.evidence.lanes import Lanes
from orgsim.evidence.measured.trickle import block
from orgsim.evidence.measured.trust_trials import GAIN_OR_LOSS_WEEKS, put_to_the_test
from orgsim.evidence.people import People, Setting, observe, setting_of
from orgsim.evidence.trials import (
    END,
    FEEDBACK_SEEN,
    PURPOSE_FROM,
    START,
    SURVEY,
    TRAINED,
    Trial,
)
from orgsim.measures.sums import SUMS
from orgsim.model.random import run_key
from orgsim.organise import DrawnOrganisation, organise, redraws

PERFORMANCE = list(SUMS).index("performance")

PANEL_WEEKS = 4
"""Weeks between two looks at who leaves."""

HALF_YEAR, YEAR = TRAINED + 26, TRAINED + 52
LOOKS = {
    Trial.UNTOUCHED: {
        *range(START - 1, END, PANEL_WEEKS),
        TRAINED,
        HALF_YEAR,
        YEAR,
        FEEDBACK_SEEN,
        SURVEY,
    },
    Trial.TRAINED: {TRAINED, HALF_YEAR, YEAR},
    Trial.MODELLING: {SURVEY},
    Trial.FEEDBACK: {FEEDBACK_SEEN},
    Trial.INTEGRITY: {START - 1 + GAIN_OR_LOSS_WEEKS},
    Trial.HYPOCRISY: {START - 1 + GAIN_OR_LOSS_WEEKS},
    Trial.BLOCKED: {SURVEY},
}
"""Weeks at whose end each lane is observed."""


@dataclass(frozen=True)
class Seen:
    """What is seen of a replication.

    people       everybody in a lane at the end of a week
    left         bool (weeks, people, lanes): who left at the end of week START, START + 1 …
    performance  mean performance in each lane of Purpose, (lanes,)
    """

    setting: Setting
    people: dict[tuple[Trial, int], People]
    left: np.ndarray
    performance: np.ndarray

    def survey(self) -> People:
        """Everybody in the untouched lane in the week of the survey."""
        return self.people[Trial.UNTOUCHED, SURVEY]

    def has_left(self, first: int, last: int, *lanes: Trial) -> np.ndarray:
        """Bool (people,): whose position changed hands at the end of weeks first … last, in any lane."""
        weeks = self.left[first - START : last - START + 1]
        return np.asarray(weeks[:, :, list(lanes)].any(axis=(0, 2)))


def replicate(lanes: Lanes, replication: int) -> Seen:
    """Simulate all trials of a replication."""
    run = lanes.config.run
    number = replication if redraws(lanes.config) else 0
    drawn = drawn_once(lanes.config.organisation, run.seed, number)
    organisation, group_key, survey = drawn
    trials, purposes = lanes.of_levels(organisation.levels)
    key = run_key(run.seed, replication)
    setting = setting_of(lanes.untouched, organisation, group_key, key)
    people, left = _simulate(Ensemble.of(trials, run.seed, replication, drawn), setting)
    drawn_anew = {name: answers for name, answers in survey.items() if not _of_values(name)}
    clarity = Ensemble.of(purposes, run.seed, replication, drawn._replace(survey=drawn_anew))
    return Seen(setting, people, left, _performance(clarity))


@lru_cache(maxsize=64)
def drawn_once(organisation: OrganisationConfig, seed: int, replication: int) -> DrawnOrganisation:
    """A cached organisation, so that a chart is read once."""
    key = run_key(seed, replication)
    described, survey = organise(organisation, key)
    return DrawnOrganisation(described, key, survey)


def _of_values(column: str) -> bool:
    """Whether a survey's column says what people stand for, which purpose is about to change."""
    return column.partition(":")[0] in ("habit", "values", "practice")


def _simulate(
    ensemble: Ensemble, setting: Setting
) -> tuple[dict[tuple[Trial, int], People], np.ndarray]:
    """Simulate until the last week: people when they are looked at, and who left when."""
    people: dict[tuple[Trial, int], People] = {}
    left = np.zeros((END - START + 1, setting.organisation.people, len(Trial)), bool)
    ensemble.step(START - 1)
    while True:
        week = ensemble.week
        for trial, weeks in LOOKS.items():
            if week in weeks:
                people[trial, week] = observe(ensemble, setting, trial)
        if week == END:
            return people, left
        if week < START - 1 + GAIN_OR_LOSS_WEEKS:
            put_to_the_test(ensemble, setting, week == START - 1)
        if week < SURVEY:
            block(ensemble, setting)
        ensemble.step()
        left[week + 1 - START] = ensemble.state("departure") == 1


def _performance(ensemble: Ensemble) -> np.ndarray:
    """Mean performance in each lane, from week PURPOSE_FROM to that of the survey."""
    total = np.zeros(ensemble.runs)
    for week in range(1, SURVEY + 1):
        ensemble.step()
        if week >= PURPOSE_FROM:
            total += ensemble.level_sums()[:, PERFORMANCE].sum(axis=0)
    weeks = SURVEY - PURPOSE_FROM + 1
    return total / (weeks * ensemble.organisation.people)
