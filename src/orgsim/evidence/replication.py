"""Replication: one organisation with its luck lives through all trials, and is looked at on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from orgsim.config.models import Config, OrganisationConfig
from orgsim.ensemble import Ensemble, Lane
from orgsim.evidence.people import People, Setting, observe, setting_of
from orgsim.evidence.trials import (
    END,
    FEEDBACK_SEEN,
    PURPOSE_FROM,
    START,
    SURVEY,
    TRAINED,
    Purpose,
    Trial,
    purpose_configs,
    trial_configs,
    untouched,
)
from orgsim.evidence.trickle import block
from orgsim.evidence.trust_trials import GAIN_OR_LOSS_WEEKS, put_to_the_test
from orgsim.measures import SUMS
from orgsim.organisation import Organisation
from orgsim.random import run_key
from orgsim.simulation import organise, redraws

PERFORMANCE = list(SUMS).index("performance")

PANEL_WEEKS = 4
"""Weeks between two looks at who leaves."""

HALF_YEAR, YEAR = TRAINED + 26, TRAINED + 52
LOOKS = {
    Trial.UNTOUCHED: {
        *range(START - 1, END, PANEL_WEEKS), TRAINED, HALF_YEAR, YEAR, FEEDBACK_SEEN, SURVEY,
    },
    Trial.TRAINED: {TRAINED, HALF_YEAR, YEAR},
    Trial.MODELLING: {SURVEY},
    Trial.FEEDBACK: {FEEDBACK_SEEN},
    Trial.INTEGRITY: {START - 1 + GAIN_OR_LOSS_WEEKS},
    Trial.HYPOCRISY: {START - 1 + GAIN_OR_LOSS_WEEKS},
    Trial.BLOCKED: {SURVEY},
}  # fmt: skip
"""At the end of which weeks each lane is looked at."""


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


def replicate(config: Config, replication: int) -> Seen:
    """Live through all trials of a replication."""
    key = run_key(config.run.seed, replication)
    drawn = run_key(config.run.seed, replication if redraws(config) else 0)
    organisation, survey = _organisation(config.organisation, int(drawn))
    trials, purposes, base = _configs(config, organisation.levels)
    setting = setting_of(base, organisation, drawn, key)
    ensemble = Ensemble(organisation, _lanes(trials, key), drawn, survey)
    people, left = _live(ensemble, setting)
    drawn_anew = {name: answers for name, answers in survey.items() if not _of_values(name)}
    clarity = Ensemble(organisation, _lanes(purposes, key), drawn, drawn_anew)
    return Seen(setting, people, left, _performance(clarity))


@lru_cache(maxsize=64)
def _organisation(config: OrganisationConfig, key: int) -> tuple[Organisation, dict]:
    return organise(config, np.uint64(key))


_last_configs: list[Any] = [None, 0, None]


def _configs(config: Config, levels: int) -> tuple[list[Config], list[Config], Config]:
    """The lanes' configs; those used last are kept, because to make them takes as long as a trial."""
    if _last_configs[0] is not config or _last_configs[1] != levels:
        trials, purposes = trial_configs(config, levels), purpose_configs(config, levels)
        made = [trials[t] for t in Trial], [purposes[p] for p in Purpose], untouched(config)
        _last_configs[:] = [config, levels, made]
    return _last_configs[2]


def _lanes(configs: Sequence[Config], key: np.uint64) -> list[Lane]:
    return [Lane(config, key) for config in configs]


def _of_values(column: str) -> bool:
    """Whether a survey's column says what people stand for, which purpose is about to change."""
    return column.partition(":")[0] in ("habit", "values", "practice")


def _live(
    ensemble: Ensemble, setting: Setting
) -> tuple[dict[tuple[Trial, int], People], np.ndarray]:
    """Live until the last week: people when they are looked at, and who left when."""
    people: dict[tuple[Trial, int], People] = {}
    left = np.zeros((END - START + 1, setting.organisation.people, len(Trial)), bool)
    for _ in range(START - 1):
        ensemble.step()
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
