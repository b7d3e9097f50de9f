"""How far does a founder's example carry, and from which size on does a company need its managers'?"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from orgsim.study.declaration import Experiment, ScenarioFile, ablate, sweeps
from orgsim.study.findings import above, below, named, predict, report, within
from orgsim.study.outcome_curves import Curve, of_means, ratio
from orgsim.study.pictures import Place, figure, pictures
from orgsim.study.quantities import Estimated, Quantity
from orgsim.study.shapes import crossing_at
from orgsim.study.small_size import small_scenarios
from orgsim.study.source_table import Family, Table
from orgsim.study.tables import Runs

CONFIG = "../../configs/startup.toml"
FOUNDER, OTHERS = "groups.0.levers.leader_modelling", "levers.leader_modelling"
CONVICTION = "groups.0.people.habit.mean"
PEOPLE, LEVELS = "organisation.people", "organisation.levels"
NONE, EXAMPLE = 0.0, 0.8
CONVINCED, STRANGER = 0.7, 0.2
"""What founders would do by themselves: of that config, and one who does not stand for it."""

FOUNDERS_LEVERS = {"transparency": 0.9, "inconsistency": 0.1, "time_constraint": 0.3}
"""What else the founder of that config does."""

FOUNDERS = {
    "example": (EXAMPLE, CONVINCED),
    "no_effort": (NONE, CONVINCED),
    "stranger": (NONE, STRANGER),
}
"""Effort and conviction."""

TABLE = 20
FOLLOWING = {20: 2, 60: 3, 200: 3, 600: 4, 2000: 4}
"""How many levels a company of a size has when levels follow."""

FEW, QUICK = 0.0, 0.0133
"""Chance a week that a position changes hands beyond the usual: none, and half of them a year."""

LIFT = "Lift of alignment (points)"
ALIGNMENT = "Alignment, end (points)"

sizes, growth, levels = (Table(name, "points") for name in ("sizes", "growth", "levels"))

FIT_IN_GROWTH = growth.together("alignment_end", exit_pressure=(QUICK, FEW), hiring_fit=(0.9, 0.0))


def alignment(
    people: int,
    levels: int,
    founder: float = EXAMPLE,
    others: float = EXAMPLE,
    conviction: float = CONVINCED,
) -> Quantity:
    """Alignment at the end."""
    where = {PEOPLE: people, LEVELS: levels, FOUNDER: founder, OTHERS: others}
    return sizes.at("alignment_end", **where, **{CONVICTION: conviction})


def founders_lift(
    people: int, levels: int, others: float = NONE, beside: float = CONVINCED
) -> Quantity:
    """What a convinced founder's effort adds to one who makes none and has a conviction `beside`."""
    with_example = alignment(people, levels, EXAMPLE, others)
    return with_example - alignment(people, levels, NONE, others, beside)


whole_lift = partial(founders_lift, beside=STRANGER)
at_the_table = partial(founders_lift, TABLE, FOLLOWING[TABLE])


def managers_lift(people: int, levels: int) -> Quantity:
    """What the others' example adds beside a founder who sets one."""
    return alignment(people, levels) - alignment(people, levels, others=NONE)


def by_size(of: Callable[[int, int], Quantity], levels: int | None = None) -> Curve:
    """A lift at each size, by default as levels follow."""
    return sizes.over(PEOPLE, lambda size: of(int(size), levels or FOLLOWING[int(size)]))


def size_at(people: np.ndarray, ahead: np.ndarray) -> np.ndarray:
    """Where one lift crosses another, between sizes by the logarithm."""
    return np.exp(crossing_at(np.log(people), ahead, 0.0))


def arrives(people: int, levels: int, others: float = NONE, beside: float = CONVINCED) -> Estimated:
    """Of the lift at the table, the share that there is at another size."""
    there, table = founders_lift(people, levels, others, beside), at_the_table(beside=beside)
    return ratio(there, table, what="ratio of mean differences")


def managers_needed(beside: float = CONVINCED) -> Estimated:
    """Where the managers' lift crosses the founder's."""
    founders = by_size(partial(founders_lift, others=EXAMPLE, beside=beside))
    ahead = by_size(managers_lift) - founders
    return ahead.place(size_at, "size where the lifts are equal", "people")


layer_pays = (by_size(alignment, 3) - by_size(alignment, 2)).place(
    size_at, "size where both are as good", "people"
)


def lift_by_level(beside: str) -> Curve:
    """What the founder's example adds to alignment at the end, level by level."""
    return levels.by_level("example", "alignment") - levels.by_level(beside, "alignment")


passed_on = of_means(
    lambda lift: (lift[..., 1:] / lift[..., :-1]).max(axis=-1),
    lift_by_level("no_effort"),
    what="largest ratio of neighbouring levels",
    unit="of the level above",
)


def by_newcomers(runs: Runs) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Newcomers per 100 positions and year, and alignment by how well they fit."""
    by_fit = runs.curves("alignment_end", "exit_pressure", "hiring_fit", "hiring fit {:g}")[1]
    return 100 * runs.curve("leavers_end", "exit_pressure")[1].mean(axis=1), by_fit


def founder_of(effort: float, conviction: float) -> dict:
    """A scenario of 2,000 people who have long been below such a founder."""
    who, levers = {"who": "top"}, {"leader_modelling": effort}
    founder = {**who, "levers": levers, "people": {"habit": {"mean": conviction}}}
    return {
        "organisation": {"people": 2000, "levels": 4},
        "levers": {"leader_modelling": NONE},
        "groups": [founder],
        "before": {
            "levers": {"leader_modelling": NONE},
            "groups": [{**who, "levers": {**FOUNDERS_LEVERS, **levers}}],
        },
    }


SMALL = {f"scenarios.{name}.organisation": {"people": 200, "levels": 4} for name in FOUNDERS}
OFF = ("visibility", "deeds", "peers", "cascade", "trust", "reinforcement", "effort")


@figure(2, width=4.7, height=3.7)
def draw_sizes(left: Place, right: Place) -> None:
    """Left: what the example of the founder, or of managers, adds to alignment, by size. Right:
    alignment by how many levels there are. Means with 95 % bands.
    """
    lifts = {
        "founder's conviction and effort, leading everybody": by_size(whole_lift, 2),
        "the same, above managers who make no effort": by_size(whole_lift),
        "founder's effort alone, above such managers": by_size(founders_lift),
        "managers' effort": by_size(managers_lift),
    }
    shapes = {f"{number} levels": by_size(alignment, number) for number in (2, 3, 4)}
    axis: Any = {"xlabel": "Size (people)", "ticks": "log"}
    left.curves("What an example adds", lifts, LIFT, place="upper left", room=1.6, **axis)
    right.curves("Everybody who leads sets an example", shapes, ALIGNMENT, **axis)


@figure(width=4.8, height=3.4)
def draw_reach(place: Place) -> None:
    """What the founder's example adds among 2,000 people, level by level, above managers who make
    no effort. Means with 95 % bands.
    """
    lifts = {
        "conviction and effort": lift_by_level("stranger"),
        "effort alone": lift_by_level("no_effort"),
    }
    place.curves("", lifts, LIFT, "Level (0 is the founder)", ticks=True, yscale="log")


@figure(2, width=4.9, height=3.6)
def draw_growth(left: Place, right: Place) -> None:
    """Left: alignment after two years among 200 people, by how many join each year and how well
    they fit. Right: what the founder's example adds in the whole model (dotted) and with one
    mechanism off. 95 % bands and intervals.
    """
    title, label = "Growing, by whom one hires", "Newcomers (per 100 positions a year)"
    layout: Any = {"place": "lower left", "ncols": 2, "ymargin": 0.2}
    left.curves(title, Family(by_newcomers, "growth"), ALIGNMENT, label, **layout)
    title = "What carries the example (200 people)"
    right.ablation(title, "arrives_through", LIFT)


EXPERIMENT = Experiment(
    sources={
        **sweeps("sizes", "growth"),
        "levels": ScenarioFile(
            CONFIG,
            change={
                "run.replications": 40,
                **{f"scenarios.{name}": founder_of(*each) for name, each in FOUNDERS.items()},
            },
            small={**small_scenarios(people=None), **SMALL},
            scenarios=tuple(FOUNDERS),
        ),
    },
    predictions=named(
        at_the_table=predict(above(0.05), at_the_table()),
        two_hundred_alone=predict(below(0.5), "of the lift at 20 people", arrives(200, 2)),
        six_hundred_below=predict(below(0.25), "of the lift at 20 people", arrives(600, 4)),
        managers_needed=predict(within(20, 200), managers_needed()),
        passed_on=predict(below(0.5), passed_on),
        fit_in_growth=predict(above(0.03), FIT_IN_GROWTH),
    ),
    numbers=named(
        layer_pays=report(
            "size from which a layer of managers who set an example aligns more than one table",
            layer_pays,
        ),
        whole_at_the_table=report(
            "what conviction and effort add around one table, beside a founder with neither",
            at_the_table(beside=STRANGER),
        ),
        whole_two_hundred_alone=report(
            "of that, left where the founder alone leads two hundred",
            "of that lift",
            arrives(200, 2, beside=STRANGER),
        ),
        whole_six_hundred_below=report(
            "of that, left among 600 below managers who make no effort",
            "of that lift",
            arrives(600, 4, beside=STRANGER),
        ),
        managers_needed_whole=report(
            "size from which on managers' effort adds more than a founder's conviction and effort",
            managers_needed(beside=STRANGER),
        ),
        among_good_managers=report(
            "of the lift by effort at 20 people, left among 600 below managers who set an example",
            "of the lift",
            arrives(600, 4, others=EXAMPLE),
        ),
    ),
    ablations=named(
        arrives_through=ablate(
            "What the founder's example adds among 200 people on three levels below managers who make"
            " no effort.",
            founders_lift(200, 3),
            OFF,
        ),
        alone_through=ablate(
            "What the founder's example adds where the founder leads two hundred alone.",
            founders_lift(200, 2),
            OFF,
        ),
    ),
    pictures=pictures(draw_sizes, draw_reach, draw_growth),
)
