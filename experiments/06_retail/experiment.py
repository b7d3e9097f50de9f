"""Why does training not stick, and what makes it stick?"""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from orgsim.figures.style import GREY, INK
from orgsim.study.declaration import Ablation, Experiment, ScenarioFile, pictures, small, sweeps
from orgsim.study.evidence import INTERACTION, Evidence, mean_in, mean_of, means_in, place_in
from orgsim.study.figures import draw_curves, draw_weeks, panels
from orgsim.study.findings import Findings, above, named, predict, report, within
from orgsim.study.interval_figures import draw_ablation
from orgsim.study.quantities import Levels, Quantity, at, quantity
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
OF_GAP = "of the gap"
FLOOR_CLOSES = "Closed of the gap (share)"


def in_use(chain: Compared, scenario: str, beside: str = "nothing") -> np.ndarray:
    """(untrained − trained) / untrained when the training ends: gaps of assistants by week."""
    untrained = chain.levels(beside, GAP)[:, ASSISTANTS]
    return (untrained - chain.levels(scenario, GAP)[:, ASSISTANTS]) / untrained[TRAINED]


def used_alone(tables: Tables, week: int) -> Evidence:
    return mean_of(in_use(tables["chain"], "training")[week], "mean")


def gap(runs: Runs, week: int, **where: float) -> np.ndarray:
    """The gap at the end of a week, (replications,)."""
    weeks, values = runs.weekly(GAP, **where)
    return values[weeks == week][0]


@quantity
def closed(
    runs: Runs, week: int, training: float, shop: float, region: float | None = None
) -> np.ndarray:
    """Share of the gap of shops where nothing is done that is closed, (replications,)."""
    nothing = gap(runs, week, **{TRAINING: 0.0, SHOP: 0.0, REGION: 0.0})
    where = {TRAINING: training, SHOP: shop, REGION: shop if region is None else region}
    return 1 - gap(runs, week, **where) / nothing


def complementarity(week: int) -> Quantity:
    """What training and managers close together beyond the sum of each alone."""
    corners = ((1.0, 1.0), (1.0, 0.0), (0.0, 1.0), (0.0, 0.0))
    return interaction(*(closed(week, training, floor) for training, floor in corners))


TOGETHER = complementarity(YEAR)
KEPT_BY_FLOOR = closed(YEAR, 1.0, 1.0) - closed(YEAR, 1.0, 0.0)
"""What trained shops have closed more with managers on the floor, a year after."""

LOST = closed(TRAINED, 1.0, 0.0) - closed(YEAR, 1.0, 0.0)
"""What of a training alone is lost within a year, as a share of the gap."""


@quantity
def added(runs: Runs, start: int, week: int) -> np.ndarray:
    """What training closes where managers are on the floor from a week, (replications,)."""
    gaps = (gap(runs, week, **{TRAINING: training, START: start}) for training in (0.0, 1.0))
    return next(gaps) - next(gaps)


def timed_lift(start: int, week: int = TWO_YEARS) -> Quantity:
    """What training adds later, over its first lift without managers on the floor."""
    return added(start, week) / added(NEVER, LATE_TRAINED)


share_of_shop_managers = means_in(
    "support",
    lambda nothing, shop, both: (nothing - shop) / (nothing - both),
    *(
        at(f"{GAP}_end", **{TRAINING: 0.0, SHOP: shop, REGION: region})
        for shop, region in ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))
    ),
    what="ratio of mean differences",
)


def by_dose(runs: Runs, week: int = YEAR, training: float = 1.0) -> Levels:
    """Shop managers' time on the floor, and what is closed there (levels, replications)."""
    doses = runs.levels(SHOP)
    return doses, np.stack([closed(week, training, dose, 0.0)(runs) for dose in doses])


def together_in_the_end(tables: Tables) -> Evidence:
    runs = tables["support"]
    return mean_of(complementarity(int(runs.recorded["week"].to_numpy().max()))(runs))


def draw_decay(tables: Tables, findings: Findings) -> Figure:
    """Left: what assistants use of what they were taught (weeks shaded), alone, beside shops where
    managers are on the floor either way, and together with what these achieve. Right: share of the
    gap closed by how much shop managers are on the floor. Means with 95 % bands.
    """
    chain, support = tables["chain"], tables["support"]
    figure, (left, right) = panels(2, width=4.9, height=3.9)
    used = {
        "training alone": in_use(chain, "training"),
        "of training, with managers on the floor": in_use(chain, "both", "managers_on_the_floor"),
        "of training and managers together": in_use(chain, "both"),
    }
    weeks, title = np.arange(len(used["training alone"])), "Of what was taught, in use"
    draw_weeks(left, weeks, used, "In use (share of the gap)", ylim=(-0.02, 1.08), title=title)
    style: Any = {"color": INK, "marker": "D", "markersize": 6, "markerfacecolor": "white"}
    label = "published, training (Saks & Belcourt 2006)"
    left.plot(*zip(*PUBLISHED.items(), strict=True), linestyle="", zorder=5, label=label, **style)
    left.axvspan(8, TRAINED, color=GREY, alpha=0.2, linewidth=0)
    left.legend(fontsize=8, loc="upper right")
    lines = {
        "trained, at once": by_dose(support, TRAINED),
        "trained, a year later": by_dose(support),
        "not trained, a year later": by_dose(support, training=0.0),
    }
    curves = {name: curve for name, (_, curve) in lines.items()}
    label, title = (
        "Shop managers on the floor (share of full)",
        "How much of managers' time it takes",
    )
    layout: Any = {"place": "upper left", "ncols": 2, "room": 1.3, "title": title}
    draw_curves(right, support.levels(SHOP), curves, label, FLOOR_CLOSES, **layout)
    return figure


def draw_timing(tables: Tables, findings: Findings) -> Figure:
    """Left: what is left of training's first lift, by when managers spend half a year on the floor
    (training shaded). Right: what training and managers close together beyond the sum of each
    alone, in the whole model (dotted) and with one mechanism off. 95 % bands and intervals.
    """
    runs = tables["timing"]
    figure, (left, right) = panels(2, width=4.9, height=3.7)
    starts = runs.levels(START)
    starts = starts[starts < NEVER]
    weeks = {"a year after": 103, "two years after": TWO_YEARS}
    curves = {
        name: np.stack([timed_lift(start, week)(runs) for start in starts])
        for name, week in weeks.items()
    }
    xlabel, ylabel = (
        "First week of half a year on the floor (week)",
        "Left of training's first lift (share)",
    )
    layout: Any = {
        "room": 1.35,
        "ylim": (0, None),
        "title": "When managers come to the floor",
    }
    draw_curves(left, starts, curves, xlabel, ylabel, **layout)
    for week, label in ((103, None), (TWO_YEARS, "never")):
        never = timed_lift(NEVER, week)(runs).mean()
        left.axhline(never, color=INK, linewidth=1, linestyle=":", label=label)
    left.axvspan(39, LATE_TRAINED, color=GREY, alpha=0.2, linewidth=0)
    left.legend(fontsize=8, loc="upper right", ncols=3)
    title, label = (
        "What makes them help, or replace, each other",
        "Together beyond the sum (share of the gap)",
    )
    draw_ablation(right, findings.ablations["together_through"], label, title=title)
    return figure


ENDS = {SHOP: (0.0, 1.0), REGION: (0.0, 1.0)}

EXPERIMENT = Experiment(
    sources={
        "chain": ScenarioFile(
            "../../configs/retail.toml",
            change={"run.replications": 30, "run.weeks": 156},
            small={"organisation.people": 60, "run.replications": 3, "run.weeks": 76},
        ),
        **sweeps(
            support=small(
                {SHOP: [0.0, 0.5, 1.0]}, weeks=76, record_weeks=[0, TRAINED, HALF_YEAR, YEAR]
            ),
            timing=small({START: [BEFORE, AFTER, NEVER]}, weeks=None),
        ),
    },
    predictions=named(
        half_year=predict(within(0.38, 0.50), OF_GAP, used_alone, HALF_YEAR),
        one_year=predict(within(0.28, 0.40), OF_GAP, used_alone, YEAR),
        floor_keeps=predict(above(0.1), OF_GAP, mean_in("support", KEPT_BY_FLOOR)),
        together=predict(above(0.0), OF_GAP, mean_in("support", TOGETHER, what=INTERACTION)),
        shop_managers=predict(above(0.8), "of what both bring", share_of_shop_managers),
        after_not_before=predict(
            above(0.05),
            "of the first lift",
            mean_in("timing", timed_lift(AFTER) - timed_lift(BEFORE)),
        ),
    ),
    numbers=named(
        at_once=report(
            "in use when the training ends, training alone", OF_GAP, used_alone, TRAINED
        ),
        together_in_the_end=report(
            "together beyond the sum of each alone, at the end", OF_GAP, together_in_the_end
        ),
        half_dose=report(
            "shop managers' time on the floor that brings half of what all of it does",
            "of full",
            place_in("support", half_effect_at, by_dose, "place of half the effect"),
        ),
    ),
    ablations=(
        Ablation(
            "together_through",
            "What training and managers on the floor close together beyond the sum of each alone, a"
            " year after.",
            OF_GAP,
            "support",
            TOGETHER,
            off=("reinforcement", "habit", "deeds", "effort", "character", "turnover"),
            keep=ENDS,
        ),
        Ablation(
            "floor_keeps_through",
            "What trained shops have closed more with managers on the floor, a year after.",
            OF_GAP,
            "support",
            KEPT_BY_FLOOR,
            off=("reinforcement", "habit", "deeds", "visibility", "effort", "trust"),
            keep=ENDS,
        ),
        Ablation(
            "lost_through",
            "What of a training alone is lost within a year.",
            OF_GAP,
            "support",
            LOST,
            off=("character", "habit", "peers", "deeds", "turnover", "imitation"),
            keep={SHOP: (0.0,), REGION: (0.0,)},
        ),
    ),
    pictures=pictures(draw_decay, draw_timing),
)
