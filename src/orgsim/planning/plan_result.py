"""A plan: what to do, its effect, how certain that is, and what else was close."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from orgsim.analysis.intervals import Estimate
from orgsim.config.files import ConfigFile
from orgsim.config.models import Config
from orgsim.extras import require
from orgsim.planning.certainty import effect_of
from orgsim.planning.planner import Found
from orgsim.planning.portfolio import NOTHING, Option, Portfolio

if TYPE_CHECKING:
    import pandas as pd

RUNNERS_UP = 4
PLAN, NOTHING_NAME, RUNNER_UP = "Recommended plan", "Nothing more", "Alternative"
"""Names of the plan, of doing nothing new, and of the runners-up, used everywhere."""


@dataclass(frozen=True)
class Plan:
    """The result of a search: portfolios by name, tables, and scenarios to compare.

    found  all that was tried (see `orgsim.planning.planner.Found`)
    """

    found: Found

    @property
    def best(self) -> Portfolio:
        """The plan's options by number; () if nothing is better than doing nothing."""
        return self.found.best

    @property
    def options(self) -> tuple[Option, ...]:
        """What the plan consists of."""
        return tuple(self.found.asked.space.options[number] for number in self.best)

    @property
    def effect(self) -> Estimate:
        """By how much the plan improves the objective, with its 95 % interval."""
        return self.effect_of(self.best)

    @cached_property
    def contenders(self) -> dict[str, Portfolio]:
        """The plan, and the best of other sets of programmes: by name, the best first.

        If nothing helps, the best of those that do not.
        """
        tried, last = self.found.tried, self.found.asked.tables.replications
        named = {PLAN: self.best} if self.best else {}
        seen = {self._programmes(self.best), frozenset()}
        for portfolio in self.found.ranking:
            if len(named) > RUNNERS_UP or tried.excess(portfolio, last):
                break
            if self._programmes(portfolio) not in seen:
                seen.add(self._programmes(portfolio))
                named[f"{RUNNER_UP} {len(named) + (not self.best)}"] = portfolio
        return named

    def _programmes(self, portfolio: Portfolio) -> frozenset[int]:
        return frozenset(self.found.asked.space.options[number].programme for number in portfolio)

    def effect_of(self, portfolio: Portfolio) -> Estimate:
        """By how much a portfolio improves the objective, with its 95 % interval."""
        objective, nothing = (
            self.found.tried.objective(each)[: self.found.asked.tables.replications]
            for each in (portfolio, NOTHING)
        )
        return effect_of(objective, nothing, self.found.asked.sets, self.found.asked.tables.risk)

    @property
    def scenarios(self) -> ConfigFile:
        """Doing nothing, the plan and its runners-up as scenarios of a config, for `orgsim.compare`."""
        space = self.found.asked.space
        named: dict[str, Config] = {NOTHING_NAME: space.base}
        named |= {name: space.config(each) for name, each in self.contenders.items()}
        return ConfigFile(space.base, named)

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Everything as plain values, as in plan.json."""
        from orgsim.planning.plan_summary import summarise

        return summarise(self)

    def programmes(self) -> "pd.DataFrame":
        """What each programme of the plan is, costs and adds: a pandas DataFrame."""
        return _frame(self.summary["programmes"])

    def frontier(self) -> "pd.DataFrame":
        """Effects and costs of all portfolios with all replications: a pandas DataFrame."""
        return _frame(self.summary["frontier"])

    def contenders_table(self) -> "pd.DataFrame":
        """The plan and its runners-up: effect, costs, certainty: a pandas DataFrame."""
        flat = (
            {key: value for key, value in each.items() if key != "programmes"}
            for each in self.summary["contenders"]
        )
        return _frame(list(flat))


def _frame(rows: list[dict[str, Any]]) -> "pd.DataFrame":
    require("frames")
    import pandas

    return pandas.DataFrame(rows)
