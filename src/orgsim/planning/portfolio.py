"""Portfolios: choices of programmes with strength, start and length, and what each of them costs.

A portfolio is a tuple of numbers of options, ascending, with one option of a programme at most; () is to
do nothing. Whatever is added to one makes none of its costs less.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from orgsim.analysis.costs import efforts
from orgsim.config.models import Config, InterventionConfig
from orgsim.config.programme_config import own_kinds
from orgsim.name_text import label_of
from orgsim.organisation import Organisation
from orgsim.planning.plan_file import Allowed, Budget

Portfolio = tuple[int, ...]
NOTHING: Portfolio = ()

RESOURCES = ("leader_hours", "money", "leader_hours_a_week")
"""What portfolios cost, in the terms of budgets."""

ROUNDING = 1e-9
"""Relative difference between sums of costs in different order."""


class Option(NamedTuple):
    """One way to run one of the allowed programmes.

    programme  its place among the allowed ones
    hours, money  until the horizon
    load       hours a week of each kind of leader in each stretch of weeks, (kinds · stretches,)
    """

    programme: int
    intervention: InterventionConfig
    hours: float
    money: float
    load: np.ndarray


@dataclass(frozen=True)
class Space:
    """All possible portfolios in one organisation.

    base     the config that they are added to; its own interventions are not counted
    limits   what there is to spend of each of RESOURCES, infinite where nothing is said, (3,)
    """

    base: Config
    titles: tuple[str, ...]
    options: tuple[Option, ...]
    limits: np.ndarray

    def __reduce__(self) -> tuple[Any, ...]:
        """For other processes: a config's tables, as classes made of declarations cannot be sent."""
        return _space_of_tables, (self.base.resolved(), self.titles, self.options, self.limits)

    @cached_property
    def limited(self) -> np.ndarray:
        """Which of RESOURCES are limited, bool (3,)."""
        return np.isfinite(self.limits)

    def costs(self, portfolios: Sequence[Portfolio]) -> np.ndarray:
        """What portfolios cost, (portfolios, 3)."""
        load = self._summed(portfolios, self._loads).max(axis=1, initial=0.0)
        return np.column_stack([self._summed(portfolios, self._totals), load])

    def used(self, portfolios: Sequence[Portfolio]) -> np.ndarray:
        """What portfolios use of limited resources, (portfolios, resources).

        Hours a week are a resource of each kind of leader in each stretch of weeks.
        """
        totals = self._summed(portfolios, self._totals)[:, self.limited[:2]]
        if not self.limited[2]:
            return totals
        return np.hstack([totals, self._summed(portfolios, self._loads)])

    def shares(self, portfolios: Sequence[Portfolio]) -> np.ndarray:
        """Largest share of a budget that each portfolio uses, (portfolios,)."""
        return np.asarray((self.costs(portfolios) / self.limits).max(axis=1))

    @staticmethod
    def _summed(portfolios: Sequence[Portfolio], rows: np.ndarray) -> np.ndarray:
        """The sum of the rows of each portfolio's options; the last row is of none."""
        longest = max(map(len, portfolios), default=0)
        none = len(rows) - 1
        places = [(*each, *[none] * (longest - len(each))) for each in portfolios]
        found = rows[np.array(places, np.int64).reshape(len(portfolios), longest)]
        return np.asarray(found.sum(axis=1))

    @cached_property
    def _totals(self) -> np.ndarray:
        return np.array([*((each.hours, each.money) for each in self.options), (0.0, 0.0)])

    @cached_property
    def _loads(self) -> np.ndarray:
        rows = [each.load for each in self.options]
        return np.array([*rows, np.zeros(len(rows[0]) if rows else 0)])

    def affordable(self, costs: np.ndarray) -> np.ndarray:
        """Which of the costs (portfolios, 3) the budget allows, bool (portfolios,)."""
        return np.asarray((costs <= self.limits * (1 + ROUNDING)).all(axis=-1))

    def config(self, portfolio: Portfolio) -> Config:
        """The config with a portfolio's programmes added."""
        added = tuple(self.options[number].intervention for number in portfolio)
        return self.base.model_copy(update={"interventions": (*self.base.interventions, *added)})

    def added(self, portfolio: Portfolio) -> Iterator[Portfolio]:
        """All portfolios with one additional programme."""
        there = {self.options[number].programme for number in portfolio}
        for number, option in enumerate(self.options):
            if option.programme not in there:
                yield tuple(sorted((*portfolio, number)))

    def exchanged(self, portfolio: Portfolio) -> Iterator[Portfolio]:
        """All portfolios with one programme removed, replaced or changed."""
        for number in portfolio:
            fewer = without(portfolio, number)
            yield fewer
            yield from (other for other in self.added(fewer) if other != portfolio)

    def all_affordable(self, most: int) -> list[Portfolio] | None:
        """Every portfolio that the budget allows, smallest first; None if more than `most`."""
        found, generation = [NOTHING], [NOTHING]
        while generation:
            larger = [
                (*portfolio, number)
                for portfolio in generation
                for number in range(portfolio[-1] + 1 if portfolio else 0, len(self.options))
                if not portfolio
                or self.options[number].programme != self.options[portfolio[-1]].programme
            ]
            if len(larger) + len(found) > most * 40:
                return None
            generation = [
                larger[row] for row in np.flatnonzero(self.affordable(self.costs(larger)))
            ]
            found += generation
            if len(found) > most:
                return None
        return found


def _space_of_tables(tables: dict[str, Any], *others: Any) -> Space:
    return Space(Config.model_validate(tables), *others)


def without(portfolio: Portfolio, number: int) -> Portfolio:
    """A portfolio without one of its options."""
    return tuple(other for other in portfolio if other != number)


def space_of(
    base: Config, organisation: Organisation, allowed: Sequence[Allowed], budget: Budget
) -> Space:
    """All portfolios of the allowed programmes in an organisation, that of the first replication.

    UserError where a group that one is for is not there.
    """
    with own_kinds(base.own_programmes or ()):
        owned = [(place, each) for place, one in enumerate(allowed) for each in one.choices()]
    owned = [(place, each) for place, each in owned if each.start <= base.run.weeks]
    asked = efforts(
        base.model_copy(update={"interventions": tuple(each for _, each in owned)}), organisation
    )
    leaders = organisation.leaders
    kinds = _distinct(each.giving[leaders] for each in asked)
    stretches = _distinct(each.active for each in asked)
    options = [
        Option(
            place,
            intervention,
            effort.leader_hours,
            effort.whole_money,
            effort.hours
            * np.outer(effort.giving[leaders][kinds], effort.active[stretches]).ravel(),
        )
        for (place, intervention), effort in zip(owned, asked, strict=True)
    ]
    limits = [getattr(budget, name) for name in RESOURCES]
    return Space(
        base,
        tuple(
            each.name or label_of(base.programmes[each.kind].title(each.kind)) for each in allowed
        ),
        tuple(options),
        np.array([np.inf if each is None else each for each in limits]),
    )


def _distinct(rows: Iterable[np.ndarray]) -> np.ndarray:
    """Indices of distinct columns."""
    table = np.array(list(rows))
    return np.unique(table, axis=1, return_index=True)[1]
