"""Gathered: a scenario's replications, collected from the batches that they ran in."""

from collections.abc import Sequence

import numpy as np

from orgsim.config.models import Config
from orgsim.measures.outcomes import MEASURES
from orgsim.organisation import Organisation
from orgsim.organise import redraws
from orgsim.parameter_sets import set_of
from orgsim.simulation.batch_run import Outcome
from orgsim.simulation.scenario_result import ScenarioResult, WhereItSits


class Gathered:
    """Collects a scenario's replications from the batches."""

    def __init__(
        self, config: Config, replications: range | None, names: Sequence[str] = tuple(MEASURES)
    ) -> None:
        self.config = config
        self.replications = replications or range(config.run.replications)
        runs, weeks, themes = len(self.replications), config.run.weeks, len(config.themes)
        self.measures = {name: np.full((weeks + 1, runs), np.nan) for name in names}
        self.levels: dict[str, np.ndarray] = {}
        self.rest_weeks, self.at_rest = np.zeros(runs), np.full(runs, np.nan)
        numbers = [set_of(config, config.run.seed, number) for number in self.replications]
        self.parameter_set = np.array(numbers, float)
        self.theme_start, self.theme_end = np.empty((themes, runs)), np.empty((themes, runs))
        self.organisation: Organisation | None = None
        self.person_gap = self.person_own_gap = np.zeros(0)
        self.sharing = 0

    def add(self, run: int, replication: int, found: Outcome) -> None:
        """Take over replication number `replication`, the batch's run number `run`."""
        column, organisation = self.replications.index(replication), found.organisation
        for name, values in found.whole.items():
            self.measures[name][:, column] = values[:, run]
        for name, values in found.levels.items():
            self._level_table(name, organisation.levels)[:, : values.shape[1], column] = values[
                ..., run
            ]
        self.theme_start[:, column] = found.start.theme[:, run]
        self.theme_end[:, column] = found.end.theme[:, run]
        if self.organisation is None:
            self.organisation = organisation
            self.person_gap = np.zeros(organisation.people)
            self.person_own_gap = np.zeros(organisation.people)
        if organisation is self.organisation or not redraws(self.config):
            self.person_gap += found.end.person[:, run]
            self.person_own_gap += found.end.own[:, run]
            self.sharing += 1
        if rest := found.rests[run]:
            self.rest_weeks[column], self.at_rest[column] = rest.weeks, rest.at_rest

    def _level_table(self, name: str, levels: int) -> np.ndarray:
        """The table of a measure by level, with room for the deepest organisation so far."""
        weeks, runs = self.config.run.weeks + 1, len(self.replications)
        table = self.levels.setdefault(name, np.full((weeks, levels, runs), np.nan))
        if table.shape[1] < levels:
            more = np.full((weeks, levels - table.shape[1], runs), np.nan)
            self.levels[name] = table = np.concatenate([table, more], axis=1)
        return table

    def finished(self) -> ScenarioResult:
        """The scenario's result, once all replications are in."""
        assert self.organisation is not None
        where = WhereItSits(
            self.organisation,
            self.theme_start,
            self.theme_end,
            self.person_gap / self.sharing,
            self.person_own_gap / self.sharing,
            self.sharing,
        )
        return ScenarioResult(
            self.config,
            self.measures,
            self.levels,
            where,
            self.rest_weeks,
            self.at_rest,
            self.parameter_set,
        )
