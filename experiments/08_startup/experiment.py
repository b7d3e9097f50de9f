"""How far does a founder's example carry, and from which size on does a company need its managers'?"""

from collections.abc import Callable
from functools import partial

import numpy as np
from matplotlib.figure import Figure

from orgsim.study.declaration import Ablation, Experiment, ScenarioFile, pictures, small, sweeps
from orgsim.study.evidence import INTERACTION, Estimate, mean_in, means_in, place_in
from orgsim.study.figures import draw_curves, panels, tick_levels
from orgsim.study.findings import Findings, above, below, named, predict, report, within
from orgsim.study.interval_figures import draw_ablation
from orgsim.study.quantities import Levels, together
from orgsim.study.shapes import crossing_at
from orgsim.study.tables import Compared, Runs, Tables

CONFIG = "../../configs/startup.toml"
FOUNDER, OTHERS = "groups.0.levers.leader_modelling", "levers.leader_modelling"
CONVICTION = "groups.0.people.habit.mean"
PEOPLE, LEVELS = "organisation.people", "organisation.levels"
NONE, EXAMPLE = 0.0, 0.8
CONVINCED, STRANGER = 0.7, 0.2
"""What founders would do by themselves: of that config, and one who does not stand for it."""

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

FIT_IN_GROWTH = together("alignment_end", exit_pressure=(QUICK, FEW), hiring_fit=(0.9, 0.0))
LIFT = "Lift of alignment (points)"
SIZE, ALIGNMENT = "Size (people)", "Alignment, end (points)"
Lift = Callable[[Runs, int, int], np.ndarray]


def alignment(
    runs: Runs,
    people: int,
    levels: int,
    founder: float = EXAMPLE,
    others: float = EXAMPLE,
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


whole_lift = partial(founders_lift, beside=STRANGER)
at_the_table = partial(founders_lift, people=TABLE, levels=FOLLOWING[TABLE])


def managers_lift(runs: Runs, people: int, levels: int) -> np.ndarray:
    """What the others' example adds beside a founder who sets one, (replications,)."""
    return alignment(runs, people, levels) - alignment(runs, people, levels, others=NONE)


def by_size(runs: Runs, of: Lift, levels: int | None = None) -> Levels:
    """Sizes, and a lift at each, by default as levels follow, (sizes, replications)."""
    people = runs.levels(PEOPLE)
    each = [of(runs, int(size), levels or FOLLOWING[int(size)]) for size in people]
    return people.astype(float), np.stack(each)


def size_at(people: np.ndarray, ahead: np.ndarray) -> np.ndarray:
    """Where one lift crosses another, between sizes by the logarithm."""
    return np.exp(crossing_at(np.log(people), ahead, 0.0))


def arrives(people: int, levels: int, others: float = NONE, beside: float = CONVINCED) -> Estimate:
    """Of the lift at the table, the share that there is at another size."""
    there = partial(founders_lift, people=people, levels=levels, others=others, beside=beside)
    table, what = partial(at_the_table, beside=beside), "ratio of mean differences"
    return means_in("sizes", np.divide, there, table, what=what)


def managers_needed(beside: float = CONVINCED) -> Estimate:
    """Where the managers' lift crosses the founder's."""

    def ahead(runs: Runs, people: int, levels: int) -> np.ndarray:
        founders = founders_lift(runs, people, levels, EXAMPLE, beside)
        return managers_lift(runs, people, levels) - founders

    return place_in("sizes", size_at, partial(by_size, of=ahead), "size where the lifts are equal")


def layer_pays(runs: Runs) -> Levels:
    """How far a layer of managers who set an example is ahead of a founder who leads everybody."""
    people, layered = by_size(runs, alignment, levels=3)
    return people, layered - by_size(runs, alignment, levels=2)[1]


def lift_by_level(levels: Compared, beside: str = "no_effort") -> np.ndarray:
    """What the founder's example adds to alignment at the end, (levels, replications)."""
    with_example, without = (levels.levels(name, "alignment")[-1] for name in ("example", beside))
    return with_example - without


passed_on = means_in(
    "levels",
    lambda lift: (lift[..., 1:] / lift[..., :-1]).max(axis=-1),
    lift_by_level,
    what="largest ratio of neighbouring levels",
)


def draw_sizes(tables: Tables, findings: Findings) -> Figure:
    """Left: what the example of the founder, or of managers, adds to alignment, by size. Right:
    alignment by how many levels there are. Means with 95 % bands.
    """
    runs = tables["sizes"]
    figure, (left, right) = panels(2, width=4.7, height=3.7)
    people, whole_alone = by_size(runs, whole_lift, levels=2)
    lifts = {
        "founder's conviction and effort, leading everybody": whole_alone,
        "the same, above managers who make no effort": by_size(runs, whole_lift)[1],
        "founder's effort alone, above such managers": by_size(runs, founders_lift)[1],
        "managers' effort": by_size(runs, managers_lift)[1],
    }
    shapes = {
        f"{level} levels": by_size(runs, alignment, level)[1] for level in runs.levels(LEVELS)
    }
    title = "What an example adds"
    draw_curves(left, people, lifts, SIZE, LIFT, place="upper left", room=1.6, title=title)
    title = "Everybody who leads sets an example"
    draw_curves(right, people, shapes, SIZE, ALIGNMENT, title=title)
    for axes in (left, right):
        tick_levels(axes, people)
    return figure


def draw_reach(tables: Tables, findings: Findings) -> Figure:
    """What the founder's example adds among 2,000 people, level by level, above managers who make
    no effort. Means with 95 % bands.
    """
    figure, axes = panels(width=4.8, height=3.4)
    reach = {
        "conviction and effort": lift_by_level(tables["levels"], "stranger"),
        "effort alone": lift_by_level(tables["levels"]),
    }
    level = np.arange(len(reach["effort alone"]))
    draw_curves(axes, level, reach, "Level (0 is the founder)", LIFT, xticks=level, yscale="log")
    return figure


def draw_growth(tables: Tables, findings: Findings) -> Figure:
    """Left: alignment after two years among 200 people, by how many are new each year and how well
    they fit. Right: what the founder's example adds in the whole model (dotted) and with one
    mechanism off. 95 % bands and intervals.
    """
    runs = tables["growth"]
    figure, (left, right) = panels(2, width=4.9, height=3.6)
    name = "hiring fit {:g}"
    _, curves = runs.curves("alignment_end", "exit_pressure", "hiring_fit", name)
    leavers = 100 * runs.curve("leavers_end", "exit_pressure")[1].mean(axis=1)
    title, place = "Growing, by whom one hires", "lower left"
    newcomers = "Newcomers (per 100 positions a year)"
    draw_curves(left, leavers, curves, newcomers, ALIGNMENT, place=place, ncols=2, title=title)
    left.margins(y=0.2)
    title = "What carries the founder's example (200 people)"
    draw_ablation(right, findings.ablations["arrives_through"], LIFT, title=title)
    return figure


def founder_of(effort: float, conviction: float) -> dict:
    """A scenario of 2,000 people below such a founder."""
    founder = {
        "who": "top",
        "levers": {"leader_modelling": effort},
        "people": {"habit": {"mean": conviction}},
    }
    return {
        "organisation": {"people": 2000, "levels": 4},
        "levers": {"leader_modelling": NONE},
        "groups": [founder],
    }


SMALL = {f"scenarios.{name}.organisation": {"people": 200, "levels": 4} for name in FOUNDERS}
OFF = ("visibility", "deeds", "peers", "cascade", "trust", "reinforcement", "effort")
ALONE = {OTHERS: (NONE,), CONVICTION: (CONVINCED,)}

EXPERIMENT = Experiment(
    sources={
        **sweeps(
            sizes=small({PEOPLE: [20, 200, 600]}, people=None),
            growth=small({"levers.exit_pressure": [FEW, QUICK], "levers.hiring_fit": [0.0, 0.9]}),
        ),
        "levels": ScenarioFile(
            CONFIG,
            change={
                "run.replications": 24,
                **{f"scenarios.{name}": founder_of(*each) for name, each in FOUNDERS.items()},
            },
            small={"run.replications": 3, "run.weeks": 26, **SMALL},
            scenarios=tuple(FOUNDERS),
        ),
    },
    predictions=named(
        at_the_table=predict(above(0.05), "points", mean_in("sizes", at_the_table)),
        two_hundred_alone=predict(below(0.5), "of the lift at 20 people", arrives(200, 2)),
        six_hundred_below=predict(below(0.25), "of the lift at 20 people", arrives(600, 4)),
        managers_needed=predict(within(20, 200), "people", managers_needed()),
        passed_on=predict(below(0.5), "of the level above", passed_on),
        fit_in_growth=predict(
            above(0.03), "points", mean_in("growth", FIT_IN_GROWTH, what=INTERACTION)
        ),
    ),
    numbers=named(
        layer_pays=report(
            "size from which a layer of managers who set an example aligns more than one table",
            "people",
            place_in("sizes", size_at, layer_pays, "size where both are as good"),
        ),
        whole_at_the_table=report(
            "what conviction and effort add around one table, beside a founder with neither",
            "points",
            mean_in("sizes", at_the_table, beside=STRANGER),
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
            "people",
            managers_needed(beside=STRANGER),
        ),
        among_good_managers=report(
            "of the lift by effort at 20 people, left among 600 below managers who set an example",
            "of the lift",
            arrives(600, 4, others=EXAMPLE),
        ),
    ),
    ablations=(
        Ablation(
            "arrives_through",
            "What the founder's example adds among 200 people on three levels below managers who make"
            " no effort.",
            "points",
            "sizes",
            partial(founders_lift, people=200, levels=3),
            off=OFF,
            keep={PEOPLE: (200,), LEVELS: (3,), **ALONE},
        ),
        Ablation(
            "alone_through",
            "What the founder's example adds where the founder leads two hundred alone.",
            "points",
            "sizes",
            partial(founders_lift, people=200, levels=2),
            off=OFF,
            keep={PEOPLE: (200,), LEVELS: (2,), **ALONE},
        ),
    ),
    pictures=pictures(draw_sizes, draw_reach, draw_growth),
)
