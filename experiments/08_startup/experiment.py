"""How far does a founder's example carry, and from which size on does a company need its managers'?"""

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from orgsim.experiments import (
    Ablation,
    Evidence,
    Experiment,
    Number,
    Picture,
    Prediction,
    ScenarioFile,
    SweepFile,
    above,
    below,
    function_of_means,
    mean_of,
    within,
)
from orgsim.experiments.charts import draw_ablation, draw_curves, panels
from orgsim.experiments.shapes import crossing_at, interaction
from orgsim.experiments.tables import Compared, Runs, Tables

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


def lift_of_200(runs: Runs) -> np.ndarray:
    """What the founder adds among 200 people on three levels, (replications,)."""
    return founders_lift(runs, 200, 3)


def at_the_table(tables: Tables) -> Evidence:
    return mean_of(founders_lift(tables["sizes"], TABLE, FOLLOWING[TABLE]))


def arrives(
    tables: Tables, people: int, levels: int, others: float = NONE, beside: float = CONVINCED
) -> Evidence:
    """Of the lift at the table, the share that there is at another size."""
    runs = tables["sizes"]
    lifts = (
        founders_lift(runs, people, levels, others, beside),
        founders_lift(runs, TABLE, FOLLOWING[TABLE], NONE, beside),
    )
    return function_of_means(np.divide, *lifts, what="ratio of mean differences")


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
    return function_of_means(_most_passed, lift_by_level(tables["levels"]),
                             what="largest ratio of neighbouring levels")  # fmt: skip


def _most_passed(lift: np.ndarray) -> np.ndarray:
    return (lift[..., 1:] / lift[..., :-1]).max(axis=-1)


def fit_in_growth(tables: Tables) -> Evidence:
    runs = tables["growth"]
    corners = [
        runs.at("alignment_end", exit_pressure=pressure, hiring_fit=fit)
        for pressure, fit in ((QUICK, 0.9), (QUICK, 0.0), (FEW, 0.9), (FEW, 0.0))
    ]
    return mean_of(interaction(*corners), "paired interaction contrast")


def leavers(runs: Runs) -> np.ndarray:
    """Newcomers a year for 100 positions, at each pressure, (pressures,)."""
    return 100 * runs.curve("leavers_end", "exit_pressure")[1].mean(axis=1)


def draw_sizes(tables: Tables, findings) -> Figure:
    runs = tables["sizes"]
    figure, (left, middle) = panels(2, width=4.7, height=3.7)
    people = np.array(sizes(runs))
    whole = partial(founders_lift, beside=STRANGER)
    lifts = {
        "founder's conviction and effort, leading everybody": np.stack(
            [whole(runs, size, 2) for size in people]
        ),
        "the same, above managers who make no effort": by_size(runs, whole),
        "founder's effort alone, above such managers": by_size(runs, founders_lift),
        "managers' effort": by_size(runs, managers_lift),
    }
    draw_curves(left, people, lifts, "Size (people)", LIFT)
    left.set_ylim(top=1.6 * max(lift.mean(axis=1).max() for lift in lifts.values()))
    left.legend(fontsize=7.5, loc="upper left")
    left.set_title("What an example adds")
    depth = runs.levels(LEVELS)
    shapes = {
        f"{level} levels": np.stack(
            [alignment(runs, size, level, EXAMPLE, EXAMPLE) for size in people]
        )
        for level in depth
    }
    draw_curves(middle, people, shapes, "Size (people)", "Alignment, end (points)")
    middle.set_title("Everybody who leads sets an example")
    for axes in (left, middle):
        axes.set_xscale("log")
        axes.set_xticks(people, [f"{size:,}" for size in people])
        axes.minorticks_off()
    return figure


def draw_reach(tables: Tables, findings) -> Figure:
    figure, axes = panels(width=4.8, height=3.4)
    reach = {
        "conviction and effort": lift_by_level(tables["levels"], "stranger"),
        "effort alone": lift_by_level(tables["levels"]),
    }
    level = np.arange(len(reach["effort alone"]))
    draw_curves(axes, level, reach, "Level (0 is the founder)", LIFT)
    axes.set_xticks(level)
    axes.set_yscale("log")
    return figure


def draw_growth(tables: Tables, findings) -> Figure:
    runs = tables["growth"]
    figure, (left, right) = panels(2, width=4.9, height=3.6)
    _, fits, values = runs.grid("alignment_end", "exit_pressure", "hiring_fit")
    draw_curves(left, leavers(runs),
                {f"hiring fit {fit:g}": values[:, place] for place, fit in enumerate(fits)},
                "Newcomers (per 100 positions a year)", "Alignment, end (points)")  # fmt: skip
    left.margins(y=0.2)
    left.legend(fontsize=8, loc="lower left", ncols=2)
    left.set_title("Growing, by whom one hires")
    draw_ablation(right, findings.ablations["arrives_through"], LIFT)
    right.set_title("What carries the founder's example (200 people)")
    return figure


FOUNDERS = {
    "example": (EXAMPLE, CONVINCED),
    "no_effort": (NONE, CONVINCED),
    "stranger": (NONE, STRANGER),
}
"""Effort and conviction."""

SMALL = {
    "replications": 3,
    "set": {"run.weeks": 26},
    "vary": {PEOPLE: [20, 200, 600]},
}

EXPERIMENT = Experiment(
    sources={
        "sizes": SweepFile("sizes.toml", small=SMALL),
        "growth": SweepFile(
            "growth.toml",
            small={
                "replications": 3,
                "set": {"organisation.people": 60, "run.weeks": 26},
                "vary": {"levers.exit_pressure": [FEW, QUICK], "levers.hiring_fit": [0.0, 0.9]},
            },
        ),
        "levels": ScenarioFile(
            CONFIG,
            change={
                "run.replications": 24,
                **{
                    f"scenarios.{name}": {
                        "organisation": {"people": 2000, "levels": 4},
                        "levers": {"leader_modelling": NONE},
                        "groups": [
                            {
                                "who": "top",
                                "levers": {"leader_modelling": effort},
                                "people": {"habit": {"mean": conviction}},
                            }
                        ],
                    }
                    for name, (effort, conviction) in FOUNDERS.items()
                },
            },
            small={
                "run.replications": 3,
                "run.weeks": 26,
                **{
                    f"scenarios.{name}.organisation": {"people": 200, "levels": 4}
                    for name in FOUNDERS
                },
            },
            scenarios=tuple(FOUNDERS),
        ),
    },
    predictions=(
        Prediction(
            "at_the_table",
            "Around one table of twenty, a founder who makes every effort adds at least 0.05 points of"
            " alignment in two years.",
            "points", at_the_table, above(0.05)),
        Prediction(
            "two_hundred_alone",
            "Where the founder alone leads two hundred, less than half of that is left.",
            "of the lift at 20 people", partial(arrives, people=200, levels=2), below(0.5)),
        Prediction(
            "six_hundred_below",
            "Among 600 people below managers who make no effort, less than a quarter of it is left.",
            "of the lift at 20 people", partial(arrives, people=600, levels=4), below(0.25)),
        Prediction(
            "managers_needed",
            "The size from which on managers' example adds more than the founder's lies between 20 and"
            " 200 people.",
            "people", managers_needed, within(20, 200)),
        Prediction(
            "passed_on",
            "Among 2,000 people, no level passes on more than half of what reaches it from the one"
            " above.",
            "of the level above", passed_on, below(0.5)),
        Prediction(
            "fit_in_growth",
            "Hiring for fit matters more the faster a company grows: with half of its people new each"
            " year it adds at least 0.03 points more alignment than without growth.",
            "points", fit_in_growth, above(0.03)),
    ),
    numbers=(
        Number("layer_pays",
               "size from which a layer of managers who set an example aligns more than one table",
               "people", layer_pays),
        Number("whole_at_the_table",
               "what conviction and effort add around one table, beside a founder with neither",
               "points",
               lambda tables: mean_of(
                   founders_lift(tables["sizes"], TABLE, FOLLOWING[TABLE], beside=STRANGER))),
        Number("whole_two_hundred_alone", "of that, left where the founder alone leads two hundred",
               "of that lift", partial(arrives, people=200, levels=2, beside=STRANGER)),
        Number("whole_six_hundred_below",
               "of that, left among 600 below managers who make no effort", "of that lift",
               partial(arrives, people=600, levels=4, beside=STRANGER)),
        Number("managers_needed_whole",
               "size from which on managers' effort adds more than a founder's conviction and effort",
               "people", partial(managers_needed, beside=STRANGER)),
        Number("among_good_managers",
               "of the lift by effort at 20 people, left among 600 below managers who set an example",
               "of the lift", partial(arrives, people=600, levels=4, others=EXAMPLE)),
    ),
    ablations=(
        Ablation(
            "arrives_through",
            "What the founder's example adds among 200 people on three levels below managers who make"
            " no effort.",
            "points", "sizes", lift_of_200,
            off=("visibility", "deeds", "peers", "cascade", "trust", "reinforcement", "effort"),
            keep={PEOPLE: (200,), LEVELS: (3,), OTHERS: (NONE,), CONVICTION: (CONVINCED,)}),
        Ablation(
            "alone_through",
            "What the founder's example adds where the founder leads two hundred alone.",
            "points", "sizes", partial(founders_lift, people=200, levels=2),
            off=("visibility", "deeds", "peers", "cascade", "trust", "reinforcement", "effort"),
            keep={PEOPLE: (200,), LEVELS: (2,), OTHERS: (NONE,), CONVICTION: (CONVINCED,)}),
    ),
    pictures={
        "sizes": Picture(
            draw_sizes,
            "Left: what the example of the founder, or of managers, adds to alignment, by size."
            " Right: alignment by how many levels there are. Means with 95 % bands."),
        "reach": Picture(
            draw_reach,
            "What the founder's example adds among 2,000 people, level by level, above managers who make"
            " no effort. Means with 95 % bands."),
        "growth": Picture(
            draw_growth,
            "Left: alignment after two years among 200 people, by how many are new each year and how"
            " well they fit. Right: what the founder's example adds in the whole model (dotted) and"
            " with one mechanism off. 95 % bands and intervals."),
    },
)  # fmt: skip
