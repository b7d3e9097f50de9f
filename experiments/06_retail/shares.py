"""Shares: what of a training is in use, closed or left, from the tables."""

from collections.abc import Callable
from functools import partial

import numpy as np

from orgsim.study.evidence import Evidence, function_of_means, mean_of
from orgsim.study.shapes import half_effect_at, interaction
from orgsim.study.tables import Compared, Runs, Tables

TRAINED, HALF_YEAR, YEAR = 20, 46, 72
"""The week the training ends, half a year and a year after it."""

PUBLISHED = {TRAINED: 0.62, HALF_YEAR: 0.44, YEAR: 0.34}
"""Saks & Belcourt (2006): share of employees who use what they were taught."""

ASSISTANTS = 3
TRAINING, SHOP, REGION = (f"interventions.{n}.strength" for n in range(3))
START = "interventions.1.start"
BEFORE, AFTER, NEVER = 14, 52, 300
LATE_TRAINED, TWO_YEARS = 51, 155
GAP = "message_practice_gap"
FLOOR_CLOSES = "Closed of the gap (share)"


def in_use(chain: Compared, scenario: str, beside: str, week: int) -> np.ndarray:
    """(untrained − trained) / untrained when the training ends: gaps of assistants, (replications,)."""
    untrained = chain.levels(beside, GAP)[:, ASSISTANTS]
    trained = chain.levels(scenario, GAP)[:, ASSISTANTS]
    return (untrained[week] - trained[week]) / untrained[TRAINED]


def gap(runs: Runs, week: int, training: float, shop: float, region: float) -> np.ndarray:
    """The gap at the end of a week, (replications,)."""
    where = {TRAINING: training, SHOP: shop, REGION: region}
    weeks, values = runs.weekly(GAP, **where)
    return values[weeks == week][0]


def closed(runs: Runs, week: int, training: float, shop: float, region: float) -> np.ndarray:
    """Share of the gap of shops where nothing is done that is closed, (replications,)."""
    nothing = gap(runs, week, 0.0, 0.0, 0.0)
    return 1 - gap(runs, week, training, shop, region) / nothing


def kept_by_floor(runs: Runs) -> np.ndarray:
    """What trained shops have closed more with managers on the floor, a year after, (replications,)."""
    return closed(runs, YEAR, 1.0, 1.0, 1.0) - closed(runs, YEAR, 1.0, 0.0, 0.0)


def complementarity(runs: Runs, week: int = YEAR) -> np.ndarray:
    """What training and managers close together beyond the sum of each alone, (replications,)."""
    corners = ((1.0, 1.0), (1.0, 0.0), (0.0, 1.0), (0.0, 0.0))
    return interaction(*(closed(runs, week, training, floor, floor) for training, floor in corners))


def lost(runs: Runs) -> np.ndarray:
    """What of a training alone is lost within a year, as a share of the gap, (replications,)."""
    return closed(runs, TRAINED, 1.0, 0.0, 0.0) - closed(runs, YEAR, 1.0, 0.0, 0.0)


def timed_lift(runs: Runs, start: int, week: int = TWO_YEARS) -> np.ndarray:
    """What training adds where managers are on the floor from a week, over its first lift without them.

    (replications,)
    """
    return _added(runs, start, week) / _added(runs, NEVER, LATE_TRAINED)


def _added(runs: Runs, start: int, week: int) -> np.ndarray:
    gaps = []
    for training in (0.0, 1.0):
        weeks, values = runs.weekly(GAP, **{TRAINING: training, START: start})
        gaps.append(values[weeks == week][0])
    return gaps[0] - gaps[1]


def after_over_before(runs: Runs) -> np.ndarray:
    """How much more managers on the floor right after the training leave than right before it."""
    return timed_lift(runs, AFTER) - timed_lift(runs, BEFORE)


def used_alone(tables: Tables, week: int) -> Evidence:
    return mean_of(in_use(tables["chain"], "training", "nothing", week), "mean")


def share_of_shop_managers(tables: Tables) -> Evidence:
    """From the gaps at the end in shops that were not trained."""
    runs = tables["support"]
    gaps = [
        runs.at(f"{GAP}_end", **{TRAINING: 0.0, SHOP: shop, REGION: region})
        for shop, region in ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))
    ]
    return function_of_means(
        lambda nothing, shop, both: (nothing - shop) / (nothing - both),
        *gaps,
        what="ratio of mean differences",
    )


def half_dose(tables: Tables) -> Evidence:
    doses, curve = by_dose(tables["support"], partial(closed, week=YEAR, training=1.0))
    return function_of_means(partial(half_effect_at, doses), curve, what="place of half the effect")


def by_dose(runs: Runs, of: Callable[..., np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Shop managers' time on the floor, and an outcome there (levels, replications)."""
    doses = runs.levels(SHOP)
    return doses, np.stack([of(runs, shop=dose, region=0.0) for dose in doses])
