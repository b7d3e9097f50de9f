"""Planner: search, replications for undecided portfolios, a final local search, and contributions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from orgsim.errors import Interrupted, UserError
from orgsim.number_text import count, rounded
from orgsim.planning.allocation import PROMOTED, settle
from orgsim.planning.contributions import parts_of
from orgsim.planning.option_words import portfolio_in_words
from orgsim.planning.outcomes_tried import TENTH, Tried
from orgsim.planning.plan_file import WORST_TENTH
from orgsim.planning.portfolio import NOTHING, Portfolio, Space
from orgsim.planning.processes import Workers
from orgsim.planning.question import Asked
from orgsim.planning.search import NEARBY, TRIED_FOR_EACH, build_up, improve
from orgsim.planning.skyline import ranked

EXACT_RUNS = 12_000
"""Runs up to which every portfolio gets all replications, and nothing is left to a search."""

AT_ONCE = 100
"""Portfolios after which the best so far is said where all are simulated."""


class Enough(Exception):  # noqa: N818
    """Raised by `listener` to end a search early: the best so far gets all its replications.

    Doing nothing and what each programme adds are simulated all the same: no plan is without them.
    """


class SoFar(NamedTuple):
    """What is best while it is searched.

    portfolios  how many were tried
    points      leader hours, money and effect of each
    """

    portfolios: int
    best: str
    effect: float
    points: list[tuple[float, float, float]]


@dataclass
class Progress:
    """Progress: `listener` is called with the current step, and runs done and expected.

    grown      called before each step
    may_end    whether Enough ends what is done now
    """

    listener: Callable[[str, int, int], None]
    expected: int
    grown: Callable[[], None] = lambda: None
    may_end: bool = False
    stage: str = ""
    done: int = 0

    def through(self, runs: int) -> None:
        """So many runs more."""
        self.done += runs
        self.expected = max(self.expected, self.done)
        self._say()

    def begin(self, stage: str) -> None:
        """What is done next."""
        self.stage = stage
        self.grown()
        self._say()

    def _say(self) -> None:
        try:
            self.listener(self.stage, self.done, self.expected)
        except Enough:
            if self.may_end:
                raise


@dataclass(frozen=True)
class Found:
    """What a search found.

    ranking  portfolios with all replications, the best first
    exact    whether every affordable portfolio is among them
    stopped  whether it was ended early
    """

    asked: Asked
    tried: Tried
    ranking: list[Portfolio]
    exact: bool
    stopped: bool = False

    @property
    def best(self) -> Portfolio:
        """The plan: the best that keeps to all limits; NOTHING where none is better than that."""
        best, last = self.ranking[0], self.asked.tables.replications
        better = self.tried.effect(best, last) > 0 and not self.tried.excess(best, last)
        return best if better else NOTHING


def search(
    asked: Asked,
    jobs: int | None = None,
    progress: Callable[[str, int, int], None] = lambda stage, done, expected: None,
    exact_runs: int = EXACT_RUNS,
    grown: Callable[[SoFar], None] | None = None,
) -> Found:
    """Find the best portfolio under a budget.

    jobs        processes, by default one a processor; the same bits for any number
    progress    called with what is done, and with numbers of runs done and expected; may raise Enough
    exact_runs  runs up to which everything affordable is tried
    grown       called between the steps with what is best so far
    """
    last = asked.tables.replications
    everything = asked.space.all_affordable(exact_runs // last)
    expected = len(everything) * last if everything else expected_runs(asked)
    stages = Progress(progress, expected)
    with Workers(asked.question, jobs) as workers:
        tried = Tried(asked.tables, workers, stages.through)
        if grown:
            stages.grown = lambda: _grown(tried, first_look(asked), grown)
        stages.begin("doing nothing")
        tried.ensure([NOTHING], last)
        _refuse_undefined(tried)
        try:
            stopped = False
            stages.may_end = True
            try:
                if everything is not None:
                    _try_all(tried, everything, last, stages)
                else:
                    _search(asked, tried, stages)
            except Enough:
                stopped, stages.may_end = True, False
                stages.begin("replications of the best")
                tried.ensure(ranked(tried, first_look(asked))[:NEARBY], last)
            stages.may_end = False
            exact = everything is not None and not stopped
            found = Found(asked, tried, ranked(tried, last), exact, stopped)
            stages.begin("what each programme adds")
            tried.ensure(parts_of(found.best), last)
        except KeyboardInterrupt:
            raise _interrupted(_so_far(tried, first_look(asked))) from None
    return found


def _try_all(
    tried: Tried, everything: list[Portfolio], replications: int, progress: Progress
) -> None:
    for first in range(0, len(everything), AT_ONCE):
        progress.begin(f"all {len(everything):,} portfolios")
        tried.ensure(everything[first : first + AT_ONCE], replications)


def _grown(tried: Tried, replications: int, told: Callable[[SoFar], None]) -> None:
    if len(tried.having(replications)) > 1:
        told(_so_far(tried, replications))


def _so_far(tried: Tried, replications: int) -> SoFar:
    there = ranked(tried, replications)
    effects = tried.effects(there, replications)
    costs = tried.space.costs(there)
    points = [
        (float(cost[0]), float(cost[1]), float(effect))
        for cost, effect in zip(costs, effects, strict=True)
    ]
    return SoFar(len(tried), portfolio_in_words(tried.space, there[0]), points[0][2], points)


def _interrupted(so_far: SoFar) -> Interrupted:
    return Interrupted(
        f"interrupted; nothing was written; best of {count(so_far.portfolios, 'portfolio')} tried so"
        f" far: {so_far.best}, effect {rounded(so_far.effect)}"
    )


def _search(asked: Asked, tried: Tried, progress: Progress) -> None:
    first, last = first_look(asked), asked.tables.replications
    width = asked.tables.width

    def growing(size: int, count: int) -> None:
        progress.begin(f"{count:,} portfolios of {size}")

    def settling(replications: int, count: int) -> None:
        progress.begin(f"{count:,} portfolios, {replications} replications")

    build_up(tried, first, width, growing)
    settle(tried, first, last, width, settling)
    improve(tried, first, last, width, lambda count: progress.begin(f"{count:,} near the best"))


def first_look(asked: Asked) -> int:
    """Replications of everything that is tried: ten sets, twice where a tenth of them counts."""
    least = 2 * TENTH if asked.tables.risk == WORST_TENTH else TENTH
    return min(least, asked.tables.replications)


def expected_runs(asked: Asked) -> int:
    """About how many runs a search takes at most: for the bar."""
    first, last, width = first_look(asked), asked.tables.replications, asked.tables.width
    size = largest_size(asked.space)
    each = min(len(asked.space.options) * width, width * TRIED_FOR_EACH)
    halving = sum(
        (width * PROMOTED >> turn) * (first << turn)
        for turn in range(max(1, (last // first).bit_length()))
    )
    return (
        len(asked.space.options) * first + size * each * first + halving + 400 * first + 64 * last
    )


def largest_size(space: Space) -> int:
    """Programmes of the largest portfolio that the budget allows, about: of the cheapest options."""
    if not space.options:
        return 0
    costs = space.costs([(number,) for number in range(len(space.options))])
    shares = (costs / space.limits).max(axis=1)
    owner = np.array([option.programme for option in space.options])
    cheapest = sorted(shares[owner == place].min() for place in np.unique(owner))
    return int((np.cumsum(cheapest) <= 1).sum())


def _refuse_undefined(tried: Tried) -> None:
    """What the organisation has not (leaders, several units) can neither be improved nor limited."""
    wanted = [(name, None) for name in tried.tables.objective]
    limited = [(limit.measure, limit.level) for limit in tried.tables.limits]
    for where, names in (("objective", wanted), ("limits", limited)):
        for measure, level in names:
            if not np.isfinite(tried.outcome(NOTHING, (measure, level))).all():
                of_level = "" if level is None else f" of level {level}"
                raise UserError(
                    f"{where}: {measure}{of_level} is not defined in this organisation; take another"
                )
