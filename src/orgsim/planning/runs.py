"""Runs: portfolios simulated side by side, in the one organisation that the plan is for.

A job is a list of (portfolio, replication) that stand side by side in one ensemble. Replication ρ of
every portfolio has the same draws and the same parameter set, so differences are paired; and as a run's
numbers do not depend on what stands beside it, they do not depend on how runs are shared out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from orgsim.engine.ensemble import Ensemble, record
from orgsim.engine.schedule import layers_of
from orgsim.engine.widths import cut
from orgsim.measures.outcomes import at_end, level_outcomes, outcomes
from orgsim.organise import DrawnOrganisation, draw_organisation
from orgsim.planning.portfolio import Portfolio, Space

Run = tuple[Portfolio, int]
Job = tuple[Run, ...]
Seen = tuple[str, int | None]
"""A measure, of a level or (None) of all people."""


@dataclass(frozen=True)
class Question:
    """What is simulated and observed: all that a process needs to know.

    seen        what the columns of outcomes are
    last_weeks  over which they are averaged; None for the end (of flows: their last weeks)
    """

    space: Space
    seen: tuple[Seen, ...]
    last_weeks: int | None


class Simulator:
    """Simulates jobs of one question in one organisation."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._drawn: DrawnOrganisation | None = None

    def __call__(self, job: Job) -> np.ndarray:
        """Final outcomes of a job's runs, (runs, seen)."""
        space = self.question.space
        base = space.base
        if self._drawn is None:
            self._drawn = draw_organisation(base, base.run.seed)
        configs = {portfolio: space.config(portfolio) for portfolio, _ in job}
        ensemble = Ensemble.of(
            [configs[portfolio] for portfolio, _ in job],
            base.run.seed,
            [replication for _, replication in job],
            self._drawn,
        )
        return self._looked_at(record(ensemble, base.run.weeks))

    def _looked_at(self, recorded: np.ndarray) -> np.ndarray:
        assert self._drawn is not None
        organisation = self._drawn.organisation
        whole = outcomes(recorded, organisation)
        by_level = {}
        if any(level is not None for _, level in self.question.seen):
            by_level = level_outcomes(recorded, organisation)
        columns = [
            whole[name] if level is None else by_level[name][:, level]
            for name, level in self.question.seen
        ]
        names = [name for name, _ in self.question.seen]
        ended = [self._ended(name, values) for name, values in zip(names, columns, strict=True)]
        return np.array(ended).T

    def _ended(self, name: str, values: np.ndarray) -> np.ndarray:
        last = self.question.last_weeks
        return at_end(name, values) if last is None else values[-last:].mean(axis=0)


def jobs_of(space: Space, runs: Sequence[Run]) -> list[Job]:
    """Share runs out among ensembles: as many side by side as fill one, in their order.

    Extra ties are drawn for each list of groups that have some, so that only portfolios that have none,
    or the same ones, stand side by side.
    """
    jobs: list[Job] = []
    portfolios = dict.fromkeys(portfolio for portfolio, _ in runs)
    layers = {each: tuple(layers_of(space.config(each))) for each in portfolios}
    ordered = sorted(runs, key=lambda run: repr(layers[run[0]]))
    for _, alike in groupby(ordered, key=lambda run: layers[run[0]]):
        several = list(alike)
        jobs += [tuple(several[first:last]) for first, last in cut(len(several))]
    return jobs
