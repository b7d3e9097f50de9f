"""Lifts: what the example of the founder and of managers adds, by size and level."""

from functools import partial

import numpy as np

from orgsim.study.evidence import Evidence, function_of_means, ratio_of
from orgsim.study.shapes import crossing_at, interaction
from orgsim.study.tables import Compared, Runs, Tables

CONFIG = "../../configs/startup.toml"
FOUNDER, OTHERS = "groups.0.levers.leader_modelling", "levers.leader_modelling"
CONVICTION = "groups.0.people.habit.mean"
PEOPLE, LEVELS = "organisation.people", "organisation.levels"
NONE, EXAMPLE = 0.0, 0.8
CONVINCED, STRANGER = 0.7, 0.2
"""What founders would do by themselves: of that config, and one who does not stand for it."""

TABLE = 20
FOLLOWING = {20: 2, 60: 3, 200: 3, 600: 4, 2000: 4}
"""How many levels a company of a size has when levels follow."""

FEW, QUICK = 0.0, 0.0133
"""Chance a week that a position changes hands beyond the usual: none, and half of them a year."""

LIFT = "Lift of alignment (points)"


def alignment(
    runs: Runs,
    people: int,
    levels: int,
    founder: float,
    others: float,
    conviction: float = CONVINCED,
) -> np.ndarray:
    """Alignment at the end, (replications,)."""
    where = {PEOPLE: people, LEVELS: levels, FOUNDER: founder, OTHERS: others}
    return runs.at("alignment_end", **where, **{CONVICTION: conviction})


def founders_lift(
    runs: Runs, people: int, levels: int, others: float = NONE, beside: float = CONVINCED
) -> np.ndarray:
    """What a convinced founder's effort adds to one who makes none, (replications,).

    beside  conviction of the one who makes none
    """
    with_example = alignment(runs, people, levels, EXAMPLE, others)
    return with_example - alignment(runs, people, levels, NONE, others, beside)


def managers_lift(runs: Runs, people: int, levels: int) -> np.ndarray:
    """What the others' example adds beside a founder who sets one, (replications,)."""
    with_example, without = (
        alignment(runs, people, levels, EXAMPLE, others) for others in (EXAMPLE, NONE)
    )
    return with_example - without


def sizes(runs: Runs) -> list[int]:
    """The sizes of company there are."""
    return [int(people) for people in runs.levels(PEOPLE)]


def by_size(runs: Runs, of) -> np.ndarray:
    """A lift at each size, as levels follow, (sizes, replications)."""
    return np.stack([of(runs, people, FOLLOWING[people]) for people in sizes(runs)])


def arrives(
    tables: Tables, people: int, levels: int, others: float = NONE, beside: float = CONVINCED
) -> Evidence:
    """Of the lift at the table, the share that there is at another size."""
    runs = tables["sizes"]
    lifts = (
        founders_lift(runs, people, levels, others, beside),
        founders_lift(runs, TABLE, FOLLOWING[TABLE], NONE, beside),
    )
    return ratio_of(*lifts, "ratio of mean differences")


def managers_needed(tables: Tables, beside: float = CONVINCED) -> Evidence:
    """Where the managers' lift crosses the founder's, between sizes by the logarithm."""
    runs = tables["sizes"]
    founders = by_size(runs, partial(founders_lift, others=EXAMPLE, beside=beside))
    ahead = by_size(runs, managers_lift) - founders
    where = partial(_size_at, np.log(np.array(sizes(runs), float)))
    return function_of_means(where, ahead, what="size where the lifts are equal")


def layer_pays(tables: Tables) -> Evidence:
    """Where a layer of managers who set an example overtakes a founder who leads everybody."""
    runs = tables["sizes"]
    layered, flat = (
        np.stack([alignment(runs, people, levels, EXAMPLE, EXAMPLE) for people in sizes(runs)])
        for levels in (3, 2)
    )
    where = partial(_size_at, np.log(np.array(sizes(runs), float)))
    return function_of_means(where, layered - flat, what="size where both are as good")


def _size_at(log_size: np.ndarray, ahead: np.ndarray) -> np.ndarray:
    return np.exp(crossing_at(log_size, ahead, 0.0))


def lift_by_level(levels: Compared, beside: str = "no_effort") -> np.ndarray:
    """What the founder's example adds to alignment at the end, (levels, replications)."""
    with_example, without = (levels.levels(name, "alignment")[-1] for name in ("example", beside))
    return with_example - without


def passed_on(tables: Tables) -> Evidence:
    return function_of_means(
        lambda lift: (lift[..., 1:] / lift[..., :-1]).max(axis=-1),
        lift_by_level(tables["levels"]),
        what="largest ratio of neighbouring levels",
    )


def fit_in_growth(runs: Runs) -> np.ndarray:
    """What fit adds more where people come quickly than where few do, (replications,)."""
    corners = [
        runs.at("alignment_end", exit_pressure=pressure, hiring_fit=fit)
        for pressure, fit in ((QUICK, 0.9), (QUICK, 0.0), (FEW, 0.9), (FEW, 0.0))
    ]
    return interaction(*corners)


def leavers(runs: Runs) -> np.ndarray:
    """Newcomers a year for 100 positions, at each pressure, (pressures,)."""
    return 100 * runs.curve("leavers_end", "exit_pressure")[1].mean(axis=1)
