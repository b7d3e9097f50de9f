"""Organisations in which one mechanism is on and everything else stands still."""

from collections.abc import Callable, Sequence

import numpy as np

from orgsim.config.before import AS_DRAWN
from orgsim.config.models import POINT, Config
from orgsim.engine.ensemble import Ensemble
from orgsim.engine.widths import cut
from orgsim.model.parameters import LEVERS, PARAMETERS
from orgsim.model.random import run_key
from orgsim.organisation import Organisation
from orgsim.organisation.edges import from_edges
from orgsim.organisation.hierarchy import tree_from_spans
from orgsim.organise import DrawnOrganisation
from orgsim.study.calculations import looks

SEED = 115
MET = {"hours": 40.0, "least_attention": 1.0}
"""Leaders have hours, and nothing keeps people from meeting them."""

EXACT = {"start": AS_DRAWN, "parameter_sets": POINT}
"""Closed forms start from what they say, with the parameters that they say."""


def still(parameters: dict[str, float], stated: float = 1.0, **levers: float) -> Config:
    """Everything at 0, or as near as its range allows, but for what is named."""
    low = {q.name: 0.0 if q.low <= 0 else q.low for q in PARAMETERS}
    return Config.model_validate(
        {
            "themes": [{"name": "theme", "stated": stated}],
            "parameters": {**low, "trust_carried_over": 1.0, **parameters},
            "levers": {**{lever.name: 0.0 for lever in LEVERS}, **levers},
            "run": EXACT,
        }
    )


def organisation_of(spans: Sequence[int], weights: np.ndarray | None = None) -> Organisation:
    """Reports of each position, breadth first; directed ties of weights (people, people), or none."""
    people = len(spans)
    source, target = np.nonzero(np.zeros((people, people)) if weights is None else weights)
    weight = np.ones(0) if weights is None else weights[source, target]
    ties = from_edges(people, source, target, weight, directed=True)
    tree = tree_from_spans(np.asarray(spans, np.int64))
    return Organisation(*tree, ties.tie_start, ties.tie_to, ties.tie_weight)


def dense(employees: int) -> Organisation:
    """A top of many reports, all of whom are tied to all others, and not to the top."""
    weights = 1.0 - np.eye(employees + 1)
    weights[0] = weights[:, 0] = 0
    return organisation_of([employees, *[0] * employees], weights)


def watch(
    organisation: Organisation,
    config: Config,
    replications: int,
    weeks: int,
    look: Callable[[Ensemble], np.ndarray],
    every: int = 1,
    **states: np.ndarray,
) -> np.ndarray:
    """What `look` sees at the start and every so many weeks, (looks, …, replications).

    states  where everybody starts, (people,) each
    """
    parts = []
    for first, last in cut(replications):
        drawn = DrawnOrganisation(organisation, run_key(SEED, 0), states)
        ensemble = Ensemble.of(config, SEED, range(first, last), drawn)
        parts.append(looks(ensemble, weeks, look, every))
    return np.concatenate(parts, axis=-1)


def practice(ensemble: Ensemble) -> np.ndarray:
    """Everybody's practice, (people, replications)."""
    return ensemble.state("practice")[:, 0]
