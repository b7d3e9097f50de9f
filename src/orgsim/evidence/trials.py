"""Trials: the runs in which the facts are measured, all in one organisation with the same draws.

Nothing happens to the untouched run; another one differs from it in one thing. Dated changes that
the config brings along are left out, so that nothing else happens.
"""

from enum import IntEnum
from typing import Any

from orgsim.config.before import AS_DRAWN
from orgsim.config.models import Config, Group, InterventionConfig

START = 53
"""First week of the trials."""

TRAINING_WEEKS = 12
TRAINED = START + TRAINING_WEEKS - 1
"""Week in which training ends."""

FEEDBACK_SEEN = START - 1 + 26
"""Week in which the effect of feedback is measured."""

SURVEY = 104
"""Week of the survey."""

END = 156
"""Last week: who has left within a year of the survey."""

PURPOSE_FROM = 92
"""Performance is averaged from this week until that of the survey."""

LEAST_LEVELS = 3
"""With fewer there is nobody between the top and employees."""

MORE_MODELLING, MORE_PURPOSE = 0.4, 0.2
CLEAR = {"inconsistency": 0.0, "transparency": 0.8}
UNCLEAR = {"inconsistency": 0.6, "transparency": 0.2}


class Trial(IntEnum):
    """The lanes of the ensemble of trials.

    In INTEGRITY and HYPOCRISY trust is put to the test; BLOCKED is MODELLING that does not pass
    through the superiors of employees.
    """

    UNTOUCHED = 0
    TRAINED = 1
    MODELLING = 2
    FEEDBACK = 3
    INTEGRITY = 4
    HYPOCRISY = 5
    BLOCKED = 6


class Purpose(IntEnum):
    """The lanes of the ensemble of purpose and clarity: clarity of nobody, middle managers, all."""

    NEITHER = 0
    PURPOSE = 1
    MIDDLE = 2
    PURPOSE_MIDDLE = 3
    CLARITY = 4
    PURPOSE_CLARITY = 5


def untouched(config: Config, start: str = AS_DRAWN) -> Config:
    """The config without what it does or suffers on certain dates, in double precision.

    start  how it begins instead: as drawn, or at rest under its levers
    """
    run = config.run.model_copy(update={"precision": "float64", "start": start})
    nothing = {"interventions": (), "shocks": (), "before": None, "run": run}
    return config.model_copy(update=nothing)


def trial_configs(config: Config, levels: int) -> dict[Trial, Config]:
    """The config of each lane of the ensemble of trials, in an organisation of so many levels."""
    base = untouched(config)
    training = _during(
        base, kind="training_programme", who="employees", start=START, weeks=TRAINING_WEEKS
    )
    modelling = _during(
        base,
        kind="custom",
        who=executives(levels),
        start=START,
        change={"leader_modelling": MORE_MODELLING},
    )
    feedback = _during(base, kind="feedback_360", who="leaders", start=START)
    return {
        Trial.UNTOUCHED: base,
        Trial.TRAINED: training,
        Trial.MODELLING: modelling,
        Trial.FEEDBACK: feedback,
        Trial.INTEGRITY: base,
        Trial.HYPOCRISY: base,
        Trial.BLOCKED: modelling,
    }


def purpose_configs(config: Config, levels: int) -> dict[Purpose, Config]:
    """The config of each lane of the ensemble of purpose and clarity."""
    base = untouched(config)
    purpose = _with_purpose(base)
    clear, unclear = Group(who="leaders", levers=CLEAR), Group(who="leaders", levers=UNCLEAR)
    middle = (unclear, Group(who=middle_managers(levels), levers=CLEAR))
    return {
        Purpose.NEITHER: _grouped(base, unclear),
        Purpose.PURPOSE: _grouped(purpose, unclear),
        Purpose.MIDDLE: _grouped(base, *middle),
        Purpose.PURPOSE_MIDDLE: _grouped(purpose, *middle),
        Purpose.CLARITY: _grouped(base, clear),
        Purpose.PURPOSE_CLARITY: _grouped(purpose, clear),
    }


def executives(levels: int) -> str:
    """The leaders above the middle managers: of three levels, the middle one manages."""
    return "executives" if levels > LEAST_LEVELS else "top"


def middle_managers(levels: int) -> str:
    """The leaders between executives and employees."""
    return "level:1" if levels == LEAST_LEVELS else "managers"


def _during(base: Config, **intervention: Any) -> Config:
    return base.model_copy(update={"interventions": (InterventionConfig(**intervention),)})


def _grouped(base: Config, *groups: Group) -> Config:
    return base.model_copy(update={"groups": (*base.groups, *groups)})


def _with_purpose(base: Config) -> Config:
    """The same with people whose habits and values are nearer to what is stated."""
    groups = tuple(
        group.model_copy(update={"people": _nearer(group.people)}) for group in base.groups
    )
    return base.model_copy(update={"people": _nearer(base.people), "groups": groups})


def _nearer(people: Any) -> Any:
    if people.habit.mean is None:
        return people
    mean = min(1.0, people.habit.mean + MORE_PURPOSE)
    return people.model_copy(update={"habit": people.habit.model_copy(update={"mean": mean})})
