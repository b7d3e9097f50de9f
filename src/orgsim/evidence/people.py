"""People: the state of one run at the end of a week, and what follows from it for each person.

The formulas are those of orgsim.model.processes, for all people at once.
"""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np

from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble
from orgsim.engine.schedule import group_table, parameter_column, partition
from orgsim.evidence.formulas import (
    contacts,
    discontents,
    hazards,
    hours_offered,
    performances,
)
from orgsim.model.filled_formulas import parameters_of
from orgsim.model.parameters import GroupRow, ParameterRow
from orgsim.model.processes.attention import contact, hours_for_people
from orgsim.model.processes.goals import commitment
from orgsim.model.processes.turnover import discontent, hazard
from orgsim.organisation import Organisation

MIDDLE_FROM = 2
"""Leaders from this level on are middle managers; above stand the executives (see groups)."""


@dataclass(frozen=True)
class Setting:
    """What stays the same in a run: who is where, and the levers and parameters.

    parameters (parameters,) by ParameterRow, levers (people, levers and traits) by GroupRow,
    stated and weight (themes,), key of the draws.
    """

    organisation: Organisation
    parameters: np.ndarray
    levers: np.ndarray
    stated: np.ndarray
    weight: np.ndarray
    key: np.uint64

    def parameter(self, name: str) -> float:
        """A parameter, its relative weight or switch already applied."""
        return float(self.parameters[ParameterRow[name]])

    def parameters_of(self, formula: Any) -> tuple[float, ...]:
        """The parameters that a formula takes, in its order."""
        return tuple(self.parameter(name) for name in parameters_of(formula))

    def lever(self, name: str) -> np.ndarray:
        """A lever at everybody's own position, (people,)."""
        return self.levers[:, GroupRow[name]]

    @cached_property
    def leaders(self) -> np.ndarray:
        """Positions with reports, ascending."""
        return self.organisation.leaders

    @cached_property
    def leads(self) -> np.ndarray:
        """Bool (people,): who has reports."""
        return self.organisation.span > 0

    @cached_property
    def led(self) -> np.ndarray:
        """Positions with a superior: all but the top."""
        return np.arange(1, self.organisation.people)

    @cached_property
    def unit(self) -> np.ndarray:
        """Number of the unit of each position with a superior, (people − 1,), as in `leaders`."""
        number = np.cumsum(self.leads) - 1
        return number[self.organisation.superior[1:]]

    @cached_property
    def middle_managers(self) -> np.ndarray:
        """Leaders below the executives; if there are none, all leaders below the top."""
        level = self.organisation.level[self.leaders]
        return self.leaders[level >= min(MIDDLE_FROM, max(1, int(level.max(initial=0))))]

    @cached_property
    def peers(self) -> tuple[np.ndarray, np.ndarray]:
        """Of each tie, whose it is, (ties,), and its share among the ties of that person, (ties,)."""
        tied = self.organisation
        whose = np.repeat(np.arange(tied.people), np.diff(tied.tie_start))
        weight = tied.tie_weight.astype(float)
        return whose, weight / np.bincount(whose, weight, tied.people)[whose]

    def among_peers(self, values: np.ndarray) -> np.ndarray:
        """Mean of values (people,) over the people one is tied to, by weight; 0 without ties."""
        whose, share = self.peers
        people = self.organisation.people
        return np.bincount(whose, share * values[self.organisation.tie_to], people)


def setting_of(
    config: Config, organisation: Organisation, group_key: np.uint64, key: np.uint64
) -> Setting:
    """The setting of a config without dated changes; random groups are drawn with `group_key`."""
    cells = partition(organisation, [config], group_key)
    weight = np.array([theme.weight for theme in config.themes])
    return Setting(
        organisation,
        parameter_column(config),
        group_table(config, cells, 1)[cells.cell],
        np.array([theme.stated for theme in config.themes]),
        weight / weight.sum(),
        key,
    )


@dataclass(frozen=True)
class People:
    """Everybody in one run at the end of a week: (people, themes) or (people,)."""

    setting: Setting
    week: int
    message: np.ndarray
    practice: np.ndarray
    habit: np.ndarray
    trust: np.ndarray
    engagement: np.ndarray
    skill: np.ndarray
    departure: np.ndarray
    disposition: np.ndarray
    modelling: np.ndarray

    @cached_property
    def misfit(self) -> np.ndarray:
        """Σω|M − h|."""
        return np.abs(self.setting.stated - self.habit) @ self.setting.weight

    @cached_property
    def fidelity(self) -> np.ndarray:
        """1 − Σω|M − m|."""
        return 1 - np.abs(self.setting.stated - self.message) @ self.setting.weight

    @cached_property
    def own_gap(self) -> np.ndarray:
        """Σω|m − a|."""
        return np.abs(self.message - self.practice) @ self.setting.weight

    @cached_property
    def overall_practice(self) -> np.ndarray:
        """Σω a."""
        return self.practice @ self.setting.weight

    @cached_property
    def performance(self) -> np.ndarray:
        """Performance, as it will be in the week that follows."""
        lever = self.setting.lever
        return performances(
            self.trust,
            self.engagement,
            lever("participation"),
            self.skill,
            lever("goal_difficulty"),
            self.setting.parameters_of(commitment),
        )

    @cached_property
    def quitting(self) -> np.ndarray:
        """Thoughts of quitting: discontent, which adds to the hazard of leaving."""
        return discontents(self.engagement, self.misfit, self.setting.parameters_of(discontent))

    @cached_property
    def hazard(self) -> np.ndarray:
        """Chance of leaving in the week that follows."""
        return hazards(
            self.quitting,
            self.setting.among_peers(self.departure),
            self.setting.lever("exit_pressure"),
            self.setting.parameters_of(hazard),
        )

    @cached_property
    def hours(self) -> np.ndarray:
        """Hours a week for all reports together, of leaders; 0 of others."""
        offered = hours_offered(
            self.engagement,
            self.setting.lever("time_constraint"),
            self.setting.parameters_of(hours_for_people),
        )
        return np.where(self.setting.leads, offered, 0.0)

    @cached_property
    def contact(self) -> np.ndarray:
        """Chance that a report meets the leader in a week, of leaders; 0 of others."""
        span = self.setting.organisation.span
        return contacts(self.hours, span, self.setting.parameters_of(contact))

    @cached_property
    def recognised(self) -> np.ndarray:
        """Recognition by the superior that people meet with in a week, c_b·recognition; 0 of the top."""
        found = self.contact[self.setting.organisation.superior] * self.setting.lever("recognition")
        found[0] = 0.0
        return found


def observe(ensemble: Ensemble, setting: Setting, lane: int) -> People:
    """A copy of what the measures need from the current state of a run."""
    states = (state.name for state in fields(People)[2:])
    return People(
        setting, ensemble.week, *(ensemble.state(name)[..., lane].copy() for name in states)
    )
