"""Why does training not stick, and what makes it stick?"""

from typing import Any

import numpy as np

from orgsim.figures.style import COLOURS, GREY, INK
from orgsim.study.declaration import Experiment, ScenarioFile, ablate, sweeps
from orgsim.study.evidence import PAIRED
from orgsim.study.findings import above, named, predict, report, within
from orgsim.study.outcome_curves import Curve, closed_beside, of_means
from orgsim.study.pictures import Place, figure, pictures
from orgsim.study.quantities import Quantity, beyond_sum
from orgsim.study.shapes import half_effect_at
from orgsim.study.small_size import small_scenarios
from orgsim.study.source_table import Table
from orgsim.study.tables import Compared, Levels

TRAINED, HALF_YEAR, YEAR = 20, 46, 72
"""The week the training ends, half a year and a year after it."""

PUBLISHED = {TRAINED: 0.62, HALF_YEAR: 0.44, YEAR: 0.34}
"""Saks & Belcourt (2006): share of employees who use what they were taught."""

ASSISTANTS = 3
TRAINING, SHOP, REGION = (f"interventions.{n}.strength" for n in range(3))
START = "interventions.1.start"
BEFORE, AFTER, NEVER = 14, 52, 300
LATE_TRAINED, YEAR_AFTER, TWO_YEARS = 51, 103, 155
THE_END = 999
"""Beyond all weeks: the last that is recorded."""
GAP = "message_practice_gap"
OF_GAP = "of the gap"

chain, support, timing = (Table(name, OF_GAP) for name in ("chain", "support", "timing"))


@chain.levels
def in_use(compared: Compared, scenario: str, beside: str = "nothing") -> Levels:
    """(untrained − trained) / untrained when the training ends: gaps of assistants by week."""
    untrained = compared.levels(beside, GAP)[:, ASSISTANTS]
    used = untrained - compared.levels(scenario, GAP)[:, ASSISTANTS]
    return np.arange(len(used)), used / untrained[TRAINED]


def used_alone(week: int) -> Quantity:
    return in_use("training").near(week).called("mean")


def closed(week: int, training: float, shop: float, region: float | None = None) -> Quantity:
    """Share of the gap of shops where nothing is done that is closed."""
    nothing = {TRAINING: 0.0, SHOP: 0.0, REGION: 0.0}
    where = {TRAINING: training, SHOP: shop, REGION: shop if region is None else region}
    return closed_beside(support.weekly(GAP, **nothing), support.weekly(GAP, **where), week)


def complementarity(week: int) -> Quantity:
    """What training and managers close together beyond the sum of each alone."""
    corners = ((1.0, 1.0), (1.0, 0.0), (0.0, 1.0), (0.0, 0.0))
    return beyond_sum(*(closed(week, training, floor) for training, floor in corners))


TOGETHER = complementarity(YEAR)
KEPT_BY_FLOOR = closed(YEAR, 1.0, 1.0) - closed(YEAR, 1.0, 0.0)
LOST = closed(TRAINED, 1.0, 0.0) - closed(YEAR, 1.0, 0.0)
ENDS = {SHOP: (0.0, 1.0), REGION: (0.0, 1.0)}
ALONE = {SHOP: (0.0,), REGION: (0.0,)}


def added(start: int, week: int) -> Quantity:
    """What training closes where managers are on the floor from a week."""
    return timing.weekly_contrast(GAP, TRAINING, 0.0, 1.0, **{START: start}).near(week)


def timed_lift(start: int, week: int = TWO_YEARS) -> Quantity:
    """What training adds later, over its first lift without managers on the floor."""
    return added(start, week) / added(NEVER, LATE_TRAINED)


def lift_by_start(week: int) -> Curve:
    return timing.over(START, lambda start: timed_lift(start, week)).below(NEVER)


share_of_shop_managers = of_means(
    lambda nothing, shop, both: (nothing - shop) / (nothing - both),
    *(
        support.at(f"{GAP}_end", **{TRAINING: 0.0, SHOP: shop, REGION: region})
        for shop, region in ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))
    ),
    what="ratio of mean differences",
    unit="of what both bring",
)


def by_dose(week: int = YEAR, training: float = 1.0) -> Curve:
    """What is closed by shop managers' time on the floor."""
    return support.over(SHOP, lambda dose: closed(week, training, dose, 0.0))


@figure(2, width=4.9, height=3.9)
def draw_decay(left: Place, right: Place) -> None:
    """Left: what assistants use of what they were taught (weeks shaded), alone, beside shops where
    managers are on the floor either way, and together with what these achieve. Right: share of the
    gap closed by how much shop managers are on the floor. Means with 95 % bands.
    """
    used = {
        "training alone": in_use("training"),
        "of training, with managers on the floor": in_use("both", "managers_on_the_floor"),
        "of training and managers together": in_use("both"),
    }
    left.weeks("Of what was taught, in use", used, "In use (share of the gap)", ylim=(-0.02, 1.08))
    style: Any = {"color": INK, "marker": "D", "markersize": 6, "markerfacecolor": "white"}
    style |= {"linestyle": "", "label": "published, training (Saks & Belcourt 2006)"}
    left.axes.plot(*zip(*PUBLISHED.items(), strict=True), zorder=5, **style)
    left.axes.axvspan(8, TRAINED, color=GREY, alpha=0.2, linewidth=0)
    left.axes.legend(fontsize=8, loc="upper right")
    doses = {
        "trained, at once": by_dose(TRAINED),
        "trained, a year later": by_dose(),
        "not trained, a year later": by_dose(training=0.0),
    }
    title = "How much of managers' time it takes"
    label = "Shop managers on the floor (share of full)"
    layout: Any = {"place": "upper left", "ncols": 2, "room": 1.3}
    right.curves(title, doses, "Closed of the gap (share)", label, **layout)


@figure(2, width=4.9, height=3.7)
def draw_timing(left: Place, right: Place) -> None:
    """Left: share of training's initial effect that remains one and two years after the training
    (shaded), by when managers spend half a year on the floor; dotted, where they never do. Right:
    what training and managers close together beyond the sum of each alone, in the whole model
    (dotted) and with one mechanism off. 95 % bands and intervals.
    """
    weeks = {"a year after": YEAR_AFTER, "two years after": TWO_YEARS}
    curves = {name: lift_by_start(week) for name, week in weeks.items()}
    title, label = "When managers come to the floor", "Training's effect that remains (share)"
    start = "First week of half a year on the floor (week)"
    left.curves(title, curves, label, start, room=1.35, ylim=(0, None))
    for colour, (name, week) in zip(COLOURS, weeks.items(), strict=False):
        never = timed_lift(NEVER, week).values(left.tables).mean()
        line: Any = {"color": colour, "linewidth": 1, "linestyle": ":"}
        left.axes.axhline(never, **line, label=f"{name}, managers never")
    left.axes.axvspan(39, LATE_TRAINED, color=GREY, alpha=0.2, linewidth=0)
    left.axes.legend(fontsize=8, loc="upper right", ncols=2)
    label = "Together beyond the sum (share of the gap)"
    right.ablation("What makes them help, or replace, each other", "together_through", label)


EXPERIMENT = Experiment(
    sources={
        "chain": ScenarioFile(
            "../../configs/retail.toml",
            change={"run.replications": 40, "run.weeks": 156},
            small=small_scenarios(weeks=76),
        ),
        **sweeps("support", "timing"),
    },
    predictions=named(
        half_year=predict(within(0.38, 0.50), used_alone(HALF_YEAR)),
        one_year=predict(within(0.28, 0.40), used_alone(YEAR)),
        floor_keeps=predict(above(0.1), KEPT_BY_FLOOR),
        together=predict(above(0.0), TOGETHER),
        shop_managers=predict(above(0.8), share_of_shop_managers),
        after_not_before=predict(
            above(0.05), "of the first lift", timed_lift(AFTER) - timed_lift(BEFORE)
        ),
    ),
    numbers=named(
        at_once=report("in use when the training ends, training alone", used_alone(TRAINED)),
        together_in_the_end=report(
            "together beyond the sum of each alone, at the end",
            complementarity(THE_END).called(PAIRED),
        ),
        half_dose=report(
            "shop managers' time on the floor that brings half of what all of it does",
            by_dose().place(half_effect_at, "place of half the effect", "of full"),
        ),
    ),
    ablations=named(
        together_through=ablate(
            "What training and managers on the floor close together beyond the sum of each alone, a"
            " year after.",
            TOGETHER,
            ("reinforcement", "habit", "deeds", "effort", "character", "turnover"),
            **ENDS,
        ),
        floor_keeps_through=ablate(
            "What trained shops have closed more with managers on the floor, a year after.",
            KEPT_BY_FLOOR,
            ("reinforcement", "habit", "deeds", "visibility", "effort", "trust"),
            **ENDS,
        ),
        lost_through=ablate(
            "What of a training alone is lost within a year.",
            LOST,
            ("character", "habit", "peers", "deeds", "turnover", "forgetting"),
            **ALONE,
        ),
    ),
    pictures=pictures(draw_decay, draw_timing),
)
