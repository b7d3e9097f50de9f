"""What matters most, alone and together with something else, and how much is random variation?"""

from functools import partial

import numpy as np

from orgsim.analysis.points import decompose
from orgsim.study.declaration import Ablation, Experiment, SweepFile, pictures
from orgsim.study.evidence import Evidence, exactly, function_of_means
from orgsim.study.findings import Number, Prediction, above, below
from orgsim.study.tables import Runs, Tables

from .figures import draw_indices, draw_mechanisms, draw_screening
from .indices import (
    LEVERS,
    OUTCOMES,
    PARAMETERS,
    belongs,
    indices_of,
    interactions,
    lead,
    of_indices,
    products,
    screened,
)

TEN = 10
FEW = 100
"""Resamples of a share that is reported and not tested."""

SMALL = {"organisation.people": 60, "run.weeks": 26}


def ahead(tables: Tables, outcome: str, factor: str, group: str = "") -> Evidence:
    return lead(tables["sobol"], outcome, factor, group)


def levers_less_parameters(tables: Tables) -> Evidence:
    runs = tables["sobol"]
    sign = belongs(runs, LEVERS).astype(float) - belongs(runs, PARAMETERS)
    return of_indices(
        runs, "alignment_end", lambda first, total: first @ sign, "difference of first-order sums"
    )


def largest_assumption(tables: Tables) -> Evidence:
    runs = tables["sobol"]
    own = belongs(runs, PARAMETERS)
    return of_indices(
        runs,
        "alignment_end",
        lambda first, total: total[..., own].max(axis=-1),
        "largest total index",
    )


def more_together(tables: Tables) -> Evidence:
    """Share of interactions in the week of convergence less that in alignment."""
    runs = tables["sobol"]
    return function_of_means(
        lambda when, end: interactions(*indices_of(when)) - interactions(*indices_of(end)),
        products(runs, "convergence_week"),
        products(runs, "alignment_end"),
        what="difference of interaction shares, blocks",
    )


def together(tables: Tables, outcome: str) -> Evidence:
    return of_indices(tables["sobol"], outcome, interactions, "one less first-order indices")


def random_variation(tables: Tables, outcome: str) -> Evidence:
    """Share of the variance of single runs that is not of their parameters, by analysis of variance."""
    found = decompose(tables["sobol"].each(outcome), resamples=FEW)
    assert found is not None, "two replications at least"
    of = found.parts["parameters"]
    return Evidence(
        1 - of.share,
        1 - of.high,
        1 - of.low,
        len(tables["sobol"].points),
        "analysis of variance, bootstrap over points",
        lambda _: (1.0, 1.0),
    )


def forgotten(tables: Tables, outcome: str) -> Evidence:
    """How many of the ten that screening ranks highest are in no Sobol index."""
    effects = screened(tables["screening"], outcome)
    most = sorted(effects, key=lambda key: -effects[key][0])[:TEN]
    return exactly(float(np.sum([key not in tables["sobol"].factors for key in most])))


def from_end_to_end(outcome: str, factor: str, runs: Runs) -> np.ndarray:
    """An outcome at the upper end of a lever's range less that at its lower end."""
    _, values = runs.curve(outcome, factor)
    return values[-1] - values[0]


EXPERIMENT = Experiment(
    sources={
        "sobol": SweepFile("sobol.toml", small={"points": 8, "set": SMALL}),
        "screening": SweepFile("screening.toml", small={"points": 3, "set": SMALL}),
        "extremes": SweepFile("extremes.toml", small={"replications": 3, "set": SMALL}),
    },
    predictions=(
        Prediction(
            "effort_first",
            "of the variance ahead",
            partial(ahead, outcome="alignment_end", factor="leader_modelling"),
            above(0.0),
        ),
        Prediction(
            "levers_before_assumptions", "of the variance", levers_less_parameters, above(0.2)
        ),
        Prediction("no_single_assumption", "of the variance", largest_assumption, below(0.1)),
        Prediction(
            "time_first",
            "of the variance ahead",
            partial(ahead, outcome="engagement_end", factor="time_constraint", group=LEVERS),
            above(0.0),
        ),
        Prediction(
            "goals_first",
            "of the variance ahead",
            partial(ahead, outcome="performance_end", factor="goal_difficulty"),
            above(0.0),
        ),
        Prediction("thresholds_interact", "of the variance", more_together, above(0.1)),
    ),
    numbers=(
        *(
            Number(
                f"together_{name}",
                f"share of interactions in {name}",
                "of the variance",
                partial(together, outcome=name),
            )
            for name in OUTCOMES
        ),
        *(
            Number(
                f"random_{name}",
                f"random variation in {name} of a single run",
                "of the variance",
                partial(random_variation, outcome=name),
            )
            for name in OUTCOMES
        ),
        *(
            Number(
                f"forgotten_{name}",
                f"of the ten that screening finds strongest on {name}, not among the factors above",
                "factors",
                partial(forgotten, outcome=name),
            )
            for name in OUTCOMES
        ),
    ),
    ablations=(
        Ablation(
            "effort_on_alignment",
            "What full effort of leaders adds to alignment.",
            "points",
            "extremes",
            partial(from_end_to_end, "alignment_end", "leader_modelling"),
            off=("deeds", "effort", "visibility", "trust", "reinforcement", "peers"),
        ),
        Ablation(
            "time_on_engagement",
            "What packed weeks of leaders do to engagement.",
            "points",
            "extremes",
            partial(from_end_to_end, "engagement_end", "time_constraint"),
            off=("attention", "contagion", "trust", "cascade", "visibility", "goals"),
        ),
        Ablation(
            "goals_on_performance",
            "What difficult goals add to performance.",
            "points",
            "extremes",
            partial(from_end_to_end, "performance_end", "goal_difficulty"),
            off=("goals", "learning", "trust", "engagement"),
        ),
    ),
    pictures=pictures(draw_indices, draw_screening, draw_mechanisms),
)
