"""Costs: what the programmes of a scenario take over a run, in hours of leaders and in money.

An intervention costs so many hours a week of each leader in its group or with a report in it, and so
much money a week for each person in its group, both times its strength, for the weeks it runs.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from orgsim.config.models import Config, InterventionConfig
from orgsim.engine.schedule import intervention_who
from orgsim.model.random import run_key
from orgsim.organisation import Organisation, members


@dataclass(frozen=True)
class Cost:
    """What a scenario, or one programme of it, takes over the run.

    leader_hours  hours of all leaders together
    money         money, in the currency in which the programmes' costs are given
    leaders       leaders who give any time
    weeks         weeks in which anything runs
    """

    leader_hours: float
    money: float
    leaders: int
    weeks: int

    @property
    def hours_each(self) -> float:
        """Hours a week of each of these leaders, on average over the weeks in which anything runs."""
        shared = self.leaders * self.weeks
        return self.leader_hours / shared if shared else 0.0


class WeeklyCost(NamedTuple):
    """What an intervention asks a week as it is run, its strength included.

    hours  of each leader in its group or with a report in it
    money  for each person in its group
    """

    hours: float
    money: float


@dataclass(frozen=True)
class Effort:
    """What one programme asks of whom, when.

    giving  leaders who give time to it, bool (people,)
    active  weeks in which it runs, bool (weeks,)
    hours   a week of each of these leaders
    money   a week
    """

    giving: np.ndarray
    active: np.ndarray
    hours: float
    money: float

    @property
    def leader_hours(self) -> float:
        """Hours of all leaders together over the run."""
        return self.hours * float(self.giving.sum()) * float(self.active.sum())

    @property
    def whole_money(self) -> float:
        """Money over the run."""
        return self.money * float(self.active.sum())


def cost(config: Config, organisation: Organisation) -> Cost:
    """The cost of a config's interventions in an organisation, that of the first replication."""
    programmes = efforts(config, organisation)
    giving = np.zeros(organisation.people, bool)
    active = np.zeros(config.run.weeks, bool)
    for each in programmes:
        if each.hours > 0:
            giving |= each.giving
        active |= each.active
    return Cost(
        sum(each.leader_hours for each in programmes),
        sum(each.whole_money for each in programmes),
        int(giving.sum()),
        int(active.sum()),
    )


def efforts(config: Config, organisation: Organisation) -> list[Effort]:
    """What each of a config's interventions asks, in an organisation: that of the first replication."""
    key = run_key(config.run.seed, 0)
    return [_effort(each, organisation, config.run.weeks, key) for each in config.interventions]


def _effort(
    each: InterventionConfig, organisation: Organisation, weeks: int, key: np.uint64
) -> Effort:
    asked = weekly_cost(each)
    group = members(organisation, intervention_who(each), key)
    last = weeks if each.last is None else min(weeks, each.last)
    active = np.zeros(weeks, bool)
    active[each.start - 1 : last] = True
    people = float(group.sum())
    return Effort(givers(organisation, group), active, asked.hours, asked.money * people)


def weekly_cost(each: InterventionConfig) -> WeeklyCost:
    """What an intervention asks a week: its own numbers or its kind's, times its strength."""
    kind = each.declared
    hours = kind.leader_hours if each.leader_hours is None else each.leader_hours
    money = kind.money if each.money is None else each.money
    return WeeklyCost(hours * each.strength, money * each.strength)


def givers(organisation: Organisation, group: np.ndarray) -> np.ndarray:
    """Bool (n,): leaders who are in a group (bool, (n,)) or have a report in it."""
    giving = group.copy()
    giving[organisation.superior[group]] = True
    return giving & (organisation.span > 0)
