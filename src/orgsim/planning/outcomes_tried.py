"""Outcomes of all portfolios tried, and how well each meets the objective.

The value of a portfolio over its first n replications ρ is

    J(x) = Σ_m w_m · d_m · y_m(x, ρ)   in each of them, d_m = 1 or −1 as more or less of m is better
    V(x) = mean of J over the replications, or over the ⌈n / 10⌉ of them in which J is least

(the conditional value at risk of Rockafellar & Uryasev 2000), and its effect is V(x) − V(nothing) over
the same replications, which have the same draws and parameter sets.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from orgsim.measures.declarations import MEASURES
from orgsim.planning.plan_file import WORST_TENTH, Limit, PlanTables
from orgsim.planning.portfolio import NOTHING, Portfolio
from orgsim.planning.processes import Workers
from orgsim.planning.runs import Run, Seen, jobs_of

TENTH = 10


def seen_of(tables: PlanTables) -> tuple[Seen, ...]:
    """What is looked at: all that has a better direction, and what limits ask of single levels."""
    whole: list[Seen] = [(name, None) for name, measure in MEASURES.items() if measure.better]
    of_levels = ((limit.measure, limit.level) for limit in tables.limits)
    return tuple(dict.fromkeys([*whole, *of_levels]))


class Tried:
    """Outcomes of portfolios by replication, simulated on request and cached.

    progress  called with numbers of runs that are through
    runs   how many were simulated so far
    """

    def __init__(
        self,
        tables: PlanTables,
        workers: Workers,
        progress: Callable[[int], None] = lambda runs: None,
    ) -> None:
        self.tables, self.space = tables, workers.question.space
        self.seen = workers.question.seen
        self.runs = 0
        self._workers, self._progress = workers, progress
        self._outcomes: dict[Portfolio, np.ndarray] = {}
        self._effects: dict[tuple[Portfolio, int], float] = {}
        names = [name for name, level in self.seen if level is None]
        self._weights = np.zeros(len(self.seen))
        for name, weight in tables.objective.items():
            self._weights[names.index(name)] = weight * MEASURES[name].better

    def __contains__(self, portfolio: Portfolio) -> bool:
        return portfolio in self._outcomes

    def __len__(self) -> int:
        return len(self._outcomes)

    def ensure(self, portfolios: Iterable[Portfolio], replications: int) -> None:
        """Simulate what is missing of the first so many replications of portfolios."""
        missing: list[Run] = [
            (portfolio, number)
            for portfolio in dict.fromkeys(portfolios)
            for number in range(self.replications(portfolio), replications)
        ]
        jobs = jobs_of(self.space, missing)
        found: dict[Portfolio, list[tuple[int, np.ndarray]]] = {}
        for job, ended in zip(jobs, self._workers.results(jobs, self._through), strict=True):
            for (portfolio, number), row in zip(job, ended, strict=True):
                found.setdefault(portfolio, []).append((number, row))
        for portfolio, rows in found.items():
            new = np.array([row for _, row in sorted(rows, key=lambda each: each[0])])
            before = self._outcomes.get(portfolio)
            self._outcomes[portfolio] = new if before is None else np.concatenate([before, new])

    def _through(self, runs: int) -> None:
        self.runs += runs
        self._progress(runs)

    def replications(self, portfolio: Portfolio) -> int:
        """Number of replications of a portfolio."""
        found = self._outcomes.get(portfolio)
        return 0 if found is None else len(found)

    def having(self, replications: int) -> list[Portfolio]:
        """Portfolios of which there are as many replications, in the order in which they were tried."""
        return [each for each, rows in self._outcomes.items() if len(rows) >= replications]

    def rows(self, portfolio: Portfolio) -> np.ndarray:
        """All outcomes of a portfolio, (replications, seen)."""
        return self._outcomes[portfolio]

    def outcome(self, portfolio: Portfolio, seen: Seen) -> np.ndarray:
        """One measure of a portfolio by replication, (replications,)."""
        return self._outcomes[portfolio][:, self.seen.index(seen)]

    def objective(self, portfolio: Portfolio) -> np.ndarray:
        """J of each replication, (replications,): the more the better."""
        rows = self._outcomes[portfolio]
        used = self._weights != 0
        return np.asarray((rows[:, used] * self._weights[used]).sum(axis=1))

    def effect(self, portfolio: Portfolio, replications: int) -> float:
        """V of a portfolio less V of doing nothing, over the first so many replications."""
        key = portfolio, replications
        if key not in self._effects:
            with_it, without_it = (
                value(self.objective(each)[:replications], self.tables.risk)
                for each in (portfolio, NOTHING)
            )
            self._effects[key] = with_it - without_it
        return self._effects[key]

    def effects(self, portfolios: Sequence[Portfolio], replications: int) -> np.ndarray:
        """Effects of portfolios, (portfolios,)."""
        return np.array([self.effect(each, replications) for each in portfolios])

    def excess(self, portfolio: Portfolio, replications: int) -> float:
        """Total excess over all limits; 0 if all are kept."""
        over = (
            worsening - limit.by
            for limit, worsening in self.worsenings(portfolio, replications).items()
        )
        return sum(max(0.0, each) for each in over if each > SLACK)

    def worsenings(self, portfolio: Portfolio, replications: int) -> Mapping[Limit, float]:
        """By how much each limited measure gets worse than without, in the mean; negative: better."""
        return {
            limit: -MEASURES[limit.measure].better
            * float(
                np.mean(
                    self.outcome(portfolio, (limit.measure, limit.level))[:replications]
                    - self.outcome(NOTHING, (limit.measure, limit.level))[:replications]
                )
            )
            for limit in self.tables.limits
        }


SLACK = 1e-12
"""What rounding may leave of a difference."""


def value(objective: np.ndarray, risk: str) -> float:
    """V of J by replication: the mean of all, or of the tenth that ends worst."""
    if risk == WORST_TENTH:
        objective = np.sort(objective)[: math.ceil(len(objective) / TENTH)]
    return float(objective.mean())
