"""The result of simulating a scenario."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from orgsim.config.models import POSTERIOR, Config
from orgsim.measures.declarations import Measure
from orgsim.measures.outcomes import MEASURES
from orgsim.measures.own_measures import own_declarations, undeclared
from orgsim.organisation import Organisation


@dataclass(frozen=True)
class WhereItSits:
    """Where the gap sits at the end, in the organisation of one scenario.

    theme_start, theme_end  mean |M − a| of each theme, (themes, replications)
    person_gap, person_own_gap  Σω|M − a| and Σω|m − a| of each position, mean over the replications
                            that share the first replication's organisation
    """

    organisation: Organisation
    theme_start: np.ndarray
    theme_end: np.ndarray
    person_gap: np.ndarray
    person_own_gap: np.ndarray
    sharing: int


@dataclass
class ScenarioResult:
    """Results of one scenario: measures (weeks + 1, replications), levels (weeks + 1, levels, …).

    rest_weeks  of each replication before week 0, (replications,), 0 where it begins as drawn
    at_rest     whether it had come to rest by then: 1 or 0, NaN where it begins as drawn
    parameter_set  number of each replication's parameter set, NaN where it has the config's own numbers
    """

    config: Config
    measures: dict[str, np.ndarray] = field(default_factory=dict)
    levels: dict[str, np.ndarray] = field(default_factory=dict)
    where: WhereItSits | None = None
    rest_weeks: np.ndarray = field(default_factory=lambda: np.zeros(0))
    at_rest: np.ndarray = field(default_factory=lambda: np.zeros(0))
    parameter_set: np.ndarray = field(default_factory=lambda: np.zeros(0))

    @property
    def own(self) -> dict[str, Measure]:
        """The declarations of those measures that are the user's own, by name."""
        known = own_declarations(self.config)
        return {
            name: known.get(name) or undeclared(name)
            for name in self.measures
            if name not in MEASURES
        }

    @property
    def sets(self) -> np.ndarray | None:
        """The parameter set of each replication where they were drawn; None where all have the same."""
        return self.parameter_set if self.config.run.parameter_sets == POSTERIOR else None


def of_shared_measures(results: Mapping[str, ScenarioResult]) -> Mapping[str, ScenarioResult]:
    """Results without user-defined measures that only some of them have."""
    first, *others = (set(result.measures) for result in results.values())
    shared = first.intersection(*others)
    if all(each == shared for each in (first, *others)):
        return results
    return {
        name: replace(result, measures={m: v for m, v in result.measures.items() if m in shared})
        for name, result in results.items()
    }
