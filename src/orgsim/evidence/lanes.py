"""Lanes: the configs of all runs in which the facts are measured."""

from functools import cached_property

from orgsim.config.models import Config
from orgsim.evidence.measured.minority import minority_configs
from orgsim.evidence.trials import Purpose, Trial, purpose_configs, trial_configs, untouched
from orgsim.parameter_sets import with_one_set


class Lanes:
    """The configs of all trials, made once for all replications: that takes as long as a trial.

    All replications have the same parameters, since it is one set that facts are compared with, and
    begin with people as they are drawn.
    """

    def __init__(self, config: Config) -> None:
        self.config = untouched(with_one_set(config))
        self._of_levels: dict[int, tuple[list[Config], list[Config]]] = {}

    @cached_property
    def untouched(self) -> Config:
        """The config of the run to which nothing happens."""
        return self.config

    @cached_property
    def minority(self) -> list[Config]:
        """The configs of the committed minorities."""
        return minority_configs(self.config)

    def of_levels(self, levels: int) -> tuple[list[Config], list[Config]]:
        """The configs by Trial and by Purpose, in an organisation of so many levels."""
        if levels not in self._of_levels:
            trials = trial_configs(self.config, levels)
            purposes = purpose_configs(self.config, levels)
            self._of_levels[levels] = [trials[t] for t in Trial], [purposes[p] for p in Purpose]
        return self._of_levels[levels]
