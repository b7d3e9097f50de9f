"""Field trials run: one replication's arms side by side, followed week by week."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from orgsim.config.before import AT_REST
from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble
from orgsim.evidence.field_arms import OPINION_LEADERS, Arm, line_and_led, with_parts
from orgsim.evidence.people import People, Setting, observe, setting_of
from orgsim.evidence.replication import drawn_once
from orgsim.evidence.trials import untouched
from orgsim.model.random import run_key
from orgsim.organisation import Organisation
from orgsim.organise import DrawnOrganisation, redraws
from orgsim.parameter_sets import with_one_set

QUANTITIES = ("gap", "practice", "engagement", "trust", "effort")


@dataclass(frozen=True)
class Course:
    """How arms went, from week 0, the end of rest.

    means    mean of a quantity over a group, (weeks + 1, arms), by quantity and group
    people   everybody in an arm at the end of a week
    left     bool (people,): whose position changed hands in an arm until the end of a week, likewise
    """

    arms: Sequence[str]
    setting: Setting
    groups: Mapping[str, np.ndarray]
    means: Mapping[tuple[str, str], np.ndarray]
    people: Mapping[tuple[str, int], People]
    left: Mapping[tuple[str, int], np.ndarray]

    def mean(self, quantity: str, group: str, arm: str, week: int) -> float:
        """The mean of a quantity over a group in an arm at the end of a week."""
        return float(self.means[quantity, group][week, self.arms.index(arm)])

    def difference(
        self, quantity: str, group: str, arm: str, week: int, other: str = "control"
    ) -> float:
        """The same less that in another arm."""
        found, compared = (self.mean(quantity, group, each, week) for each in (arm, other))
        return found - compared

    def closed(self, group: str, arm: str, week: int, other: str = "control") -> float:
        """G: the share of the gap at the beginning that an arm closes beyond another one."""
        return -self.difference("gap", group, arm, week, other) / self.mean("gap", group, other, 0)


def groups_of(organisation: Organisation) -> dict[str, np.ndarray]:
    """Whom the means are over: bool (people,) by name."""
    leads = organisation.span > 0
    _, led = line_and_led(organisation)
    best = best_tied(organisation)
    everybody = np.ones(organisation.people, bool)
    return {
        "everybody": everybody,
        "leaders": leads,
        "employees": ~leads,
        "led": led,
        "best tied": best,
        "others": ~best,
    }


def best_tied(organisation: Organisation) -> np.ndarray:
    """Bool (people,): the OPINION_LEADERS with the most ties, the first of equals."""
    ties = np.diff(organisation.tie_start)
    number = max(1, round(OPINION_LEADERS * organisation.people))
    chosen = np.zeros(organisation.people, bool)
    chosen[np.argsort(-ties, kind="stable")[:number]] = True
    return chosen


class TrialStart(NamedTuple):
    """An organisation at rest under the levers as they are, in one run."""

    config: Config
    drawn: DrawnOrganisation
    replication: int
    ensemble: Ensemble


def rest(config: Config, replication: int) -> TrialStart:
    """The organisation of a replication, in which line leaders can be named, at rest.

    All replications have the same parameters, since it is one set that trials are compared with.
    """
    config = with_one_set(config)
    number = replication if redraws(config) else 0
    drawn = with_parts(drawn_once(config.organisation, config.run.seed, number))
    ensemble = Ensemble.of(untouched(config, AT_REST), config.run.seed, replication, drawn)
    return TrialStart(config, drawn, replication, ensemble)


def follow(
    rested: TrialStart,
    arms: Mapping[str, Arm],
    weeks: int,
    looks: Callable[[str, int], bool] = lambda arm, week: False,
) -> Course:
    """Simulate weeks of all arms; `looks` says whose states are saved in which week."""
    base, drawn, replication, before = rested
    seed = base.run.seed
    configs = [arm.config(base) for arm in arms.values()]
    ensemble = Ensemble.of(configs, seed, replication, drawn)
    ensemble.take_over(before)
    organisation = drawn.organisation
    setting = setting_of(untouched(base), organisation, drawn.key, run_key(seed, replication))
    groups = groups_of(organisation)
    names = list(arms)
    means = {
        (quantity, group): np.empty((weeks + 1, len(names)))
        for quantity in QUANTITIES
        for group in groups
    }
    people: dict[tuple[str, int], People] = {}
    left: dict[tuple[str, int], np.ndarray] = {}
    gone = np.zeros((organisation.people, len(names)), bool)
    for week in range(weeks + 1):
        if week:
            ensemble.step()
            gone |= ensemble.state("departure") == 1
        _hold(ensemble, arms, groups, week)
        _note(ensemble, groups, week, means)
        for lane, name in enumerate(names):
            if looks(name, week):
                people[name, week] = observe(ensemble, setting, lane)
                left[name, week] = gone[:, lane].copy()
    return Course(names, setting, groups, means, people, left)


def _hold(
    ensemble: Ensemble, arms: Mapping[str, Arm], groups: Mapping[str, np.ndarray], week: int
) -> None:
    """Set the practice of those whose practice is held, as others will see it in the next week."""
    practice, changed = ensemble.state("practice"), False
    for lane, arm in enumerate(arms.values()):
        if arm.held and week < arm.held[2]:
            who, level, _ = arm.held
            practice[groups[who], :, lane] = level
            changed = True
    if changed:
        ensemble.observe()


def _note(
    ensemble: Ensemble,
    groups: Mapping[str, np.ndarray],
    week: int,
    means: Mapping[tuple[str, str], np.ndarray],
) -> None:
    """The means of a week."""
    stated, weights = ensemble.stated(), ensemble.weights()
    practice = ensemble.state("practice")
    values = {
        "gap": (weights * np.abs(stated - practice)).sum(1),
        "practice": (weights * practice).sum(1),
        "engagement": ensemble.state("engagement"),
        "trust": ensemble.state("trust"),
        "effort": ensemble.state("modelling"),
    }
    for (quantity, group), found in means.items():
        chosen = values[quantity][groups[group]]
        found[week] = chosen.mean(axis=0) if len(chosen) else np.nan
