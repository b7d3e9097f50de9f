"""Programmes: all named interventions at equal cost, alone, in pairs, and for a year."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from orgsim.analysis.costs import givers
from orgsim.config.files import build
from orgsim.config.models import Config, InterventionConfig
from orgsim.engine.ensemble import Ensemble, record
from orgsim.measures.outcomes import at_end, outcomes
from orgsim.model.interventions import INTERVENTIONS
from orgsim.organisation import Organisation, members
from orgsim.organise import DrawnOrganisation
from orgsim.study.calculations import Columns, numbered, side_by_side
from orgsim.study.declaration import Setting
from orgsim.study.shapes import interaction

KINDS = tuple(kind for kind in INTERVENTIONS if kind != "custom")
PAIRS = tuple(combinations(KINDS, 2))
OUTCOMES = ("alignment", "engagement", "performance")
NOTHING = "nothing"


@dataclass(frozen=True)
class Cost:
    """What a programme costs at full strength in one organisation, a week: leaders' hours, and money."""

    hours: float
    money: float

    def strength_for_hours(self, hours: float) -> float:
        """The strength that takes so many hours of leaders."""
        return hours / self.hours

    def strength_for_money(self, money: float, price: float) -> float:
        """The strength that costs so much, an hour of leaders counted at its price."""
        return money / (self.money + price * self.hours)


def cost_of(kind: str, organisation: Organisation, key: np.uint64) -> Cost:
    """Hours of leaders who are in the group or lead one of its members; money for each of its people."""
    programme = INTERVENTIONS[kind]
    inside = members(organisation, programme.who, key)
    giving = givers(organisation, inside)
    return Cost(programme.leader_hours * giving.sum(), programme.money * inside.sum())


def programmes(
    plan: Mapping[str, Any], costs: Mapping[str, Cost], organisation: Organisation
) -> Iterator[tuple[str, tuple[InterventionConfig, ...]]]:
    """Name and interventions of every variant in one organisation."""
    leaders, people = int((organisation.span > 0).sum()), organisation.people
    for_all = {hours: hours * leaders for hours in plan["hours"]}

    def one(kind: str, strength: float, weeks: int | None = None) -> InterventionConfig:
        return InterventionConfig(
            kind=kind, start=plan["start"], weeks=weeks, strength=min(10.0, strength)
        )

    usual = {kind: costs[kind].strength_for_hours(for_all[plan["usual"]]) for kind in KINDS}
    yield NOTHING, ()
    for kind in KINDS:
        for hours, all_hours in for_all.items():
            yield single(kind, hours), (one(kind, costs[kind].strength_for_hours(all_hours)),)
        strength = costs[kind].strength_for_money(plan["money"] * people, plan["price"])
        yield by_money(kind), (one(kind, strength),)
        yield for_a_year(kind), (one(kind, usual[kind], plan["year"]),)
    for first, second in PAIRS:
        yield pair(first, second), (one(first, usual[first]), one(second, usual[second]))


def single(kind: str, hours: float) -> str:
    """The name of a programme of so many hours for each leader."""
    return f"{kind} {hours:g} h"


def by_money(kind: str) -> str:
    """The name of a programme scaled to a sum of money."""
    return f"{kind} money"


def for_a_year(kind: str) -> str:
    """The name of a programme that ends."""
    return f"{kind} year"


def pair(first: str, second: str) -> str:
    """The name of two programmes together."""
    return f"{first} + {second}"


def compare(setting: Setting) -> Columns:
    """Columns (replications,): `VARIANT.OUTCOME` at the end; `VARIANT.WEEK` alignment of some."""
    plan = setting.tables("budgets.toml")
    config = build(setting.base(plan)).base

    def variants(drawn: DrawnOrganisation) -> dict[str, Config]:
        organisation, key = drawn.organisation, drawn.key
        costs = {kind: cost_of(kind, organisation, key) for kind in KINDS}
        return {
            name: config.model_copy(update={"interventions": interventions})
            for name, interventions in programmes(plan, costs, organisation)
        }

    def see(ensemble: Ensemble, some: Mapping[str, Config], _: DrawnOrganisation):
        weeks = plan["weeks"]
        measures = outcomes(record(ensemble, weeks), ensemble.organisation)
        found = {}
        for run, name in enumerate(some):
            for outcome in OUTCOMES:
                found[f"{name}.{outcome}"] = float(at_end(outcome, measures[outcome])[run])
            if name == NOTHING or name.endswith(" year"):
                for week in range(0, weeks + 1, plan["every"]):
                    found[f"{name}.{week}"] = float(measures["alignment"][week, run])
        return found

    return side_by_side(setting, plan, config, variants, see)


USUAL, DOUBLE = 0.5, 1.0


def words(kind: str) -> str:
    """A programme's name in words."""
    return kind.replace("_", " ").replace("feedback 360", "360° feedback")


class Scores:
    """What each programme adds to an outcome beyond nothing, (…, replications)."""

    def __init__(self, columns: Mapping[str, np.ndarray], outcome: str = "alignment") -> None:
        self.columns, self.outcome = columns, outcome

    def of(self, variant: str) -> np.ndarray:
        """One variant, (replications,)."""
        return self.columns[f"{variant}.{self.outcome}"] - self.columns[f"{NOTHING}.{self.outcome}"]

    def singles(self, hours: float = USUAL) -> np.ndarray:
        """All programmes at so many hours for each leader, (programmes, replications)."""
        return np.stack([self.of(single(kind, hours)) for kind in KINDS])

    def hours(self) -> np.ndarray:
        """Hours of each leader at which programmes were run."""
        found = [re.fullmatch(rf"{KINDS[0]} (.+) h\.{self.outcome}", name) for name in self.columns]
        return np.array(sorted(float(each[1]) for each in found if each))

    def for_money(self) -> np.ndarray:
        """All programmes at the same sum of money, (programmes, replications)."""
        return np.stack([self.of(by_money(kind)) for kind in KINDS])

    def pairs(self) -> np.ndarray:
        """All pairs, each of the two at the usual hours, (pairs, replications)."""
        return np.stack([self.of(pair(*both)) for both in PAIRS])

    def interactions(self) -> np.ndarray:
        """What pairs add beyond the sum of both, (pairs, replications)."""
        singles, together = self.singles(), self.pairs()
        first, second = (singles[[KINDS.index(pair[n]) for pair in PAIRS]] for n in (0, 1))
        return interaction(together, first, second, np.zeros_like(together))

    def weeks(self) -> np.ndarray:
        """The weeks in which programmes that end were looked at."""
        return numbered(self.columns, f"{NOTHING}.")[0]

    def after(self, kind: str) -> np.ndarray:
        """What a programme of a year adds to alignment, week by week, (weeks, replications)."""
        there, nothing = (
            numbered(self.columns, f"{name}.")[1] for name in (for_a_year(kind), NOTHING)
        )
        return there - nothing

    def at_its_end(self, kind: str) -> np.ndarray:
        """What a programme of a year adds when it ends (or the last look before)."""
        return self.after(kind)[np.searchsorted(self.weeks(), LAST_WEEK, side="right") - 1]

    def two_years_later(self, kind: str) -> np.ndarray:
        """What is left of it in the last week."""
        return self.after(kind)[-1]


LAST_WEEK = 66
"""The first look after the last week of programmes of a year, 13 to 64."""
