"""How deep do shocks cut, how soon has it recovered, and is turnover poison or medicine?"""

from itertools import product
from typing import Any

import numpy as np

from orgsim.figures.style import COLOURS
from orgsim.study.damage import Damage, damage_since
from orgsim.study.declaration import Experiment, ablate, sweeps
from orgsim.study.findings import above, below, named, predict, report, within
from orgsim.study.interval_figures import draw_survival
from orgsim.study.outcome_curves import Contrast
from orgsim.study.pictures import Place, figure, pictures
from orgsim.study.quantities import beyond_sum
from orgsim.study.shapes import turn_at
from orgsim.study.source_table import Table
from orgsim.study.tables import Levels, Runs

FIT, DEEDS, LISTENING = "levers.hiring_fit", "levers.leader_modelling", "levers.feedback"
FACTORS = {
    "hiring for fit": FIT,
    "leaders' effort": DEEDS,
    "feedback": LISTENING,
    "wide span": "organisation.span_of_control",
}
MERGED, LEADER_LOST = "shocks.0.strength", "shocks.2.strength"
LEAVING = "levers.exit_pressure"
QUIET, BUSY = 0.0, 0.01
HALF_YEAR, YEAR = 26, 52
SHOCKS = {"merger": 0, "scandal": 1, "lost leader": 2}
SHOCKED = 53
"""The week of the shocks, which come at its start."""

GAP = "message_practice_gap"
SINCE, HIRING_FIT = "Time since the shock (weeks)", "Hiring fit (share)"

TRUST, PRACTICE = ("trust", "scandal"), (GAP, "merger")
"""What a scandal does to trust, and what a merger does to the gap."""

shocks, turnover = Table("shocks", "points"), Table("turnover", "points")


def struck(*which: str) -> dict[str, float]:
    """Where these shocks come, together, and no other."""
    return {f"shocks.{n}.strength": float(s in which) for s, n in SHOCKS.items()}


def damage(runs: Runs, measure: str, *which: str) -> Damage:
    """What shocks, together, have done to a measure."""
    return damage_since(runs, SHOCKED, measure, struck(*which), struck())


@shocks.quantity
def shaken(runs: Runs, case: tuple[str, str], what: str, factor: str = "") -> np.ndarray:
    """Depth of the damage, or times until half of it is back: the mean, or a factor high less low."""
    found = damage(runs, *case)
    values = getattr(found, what)
    return found.contrast(values, factor) if factor else values.mean(axis=0)


@shocks.quantity
def first_year(runs: Runs, *which: str) -> np.ndarray:
    """What shocks cost in practice in the mean of the first year."""
    found = damage(runs, GAP, *which)
    return found.amount[:, found.weeks <= YEAR].mean(axis=(0, 1))


@shocks.levels
def by_week(runs: Runs, measure: str, *which: str) -> Levels:
    """What shocks cost since then, in the mean of organisations."""
    found = damage(runs, measure, *which)
    return found.weeks, found.amount.mean(axis=0)


WORSE_TOGETHER = beyond_sum(
    first_year("merger", "scandal"), first_year("merger"), first_year("scandal")
)


def by_turnover(merged: float, **where: float) -> Contrast:
    """What turnover adds to alignment."""
    return turnover.contrast("alignment_end", LEAVING, BUSY, QUIET, **{MERGED: merged}, **where)


CALM, AFTER_MERGER = (by_turnover(merged).over(FIT) for merged in (0.0, 1.0))


@figure(3, width=3.9, height=3.4)
def draw_shocks(left: Place, middle: Place, right: Place) -> None:
    """Left and middle: cost of shocks in practice and in trust, compared with an undisturbed
    twin, mean of 16 organisations with 95 % bands. Right: share of runs in which more than half
    of that cost remains (Kaplan–Meier, 95 % bands between parameter sets).
    """
    which = (("merger",), ("scandal",), ("lost leader",), ("merger", "scandal"))
    layout: Any = {"xlabel": SINCE, "place": "upper right", "ncols": 2, "room": 1.35}
    for place, measure, label, title in (
        (left, GAP, "Gap wider than the twin's (points)", "What shocks do to practice"),
        (middle, "trust", "Trust below the twin's (points)", "What they do to trust"),
    ):
        costs = {" and ".join(shocks): by_week(measure, *shocks) for shocks in which}
        place.weeks(title, costs, label, **layout)
    cases = (("trust, leaders' effort", TRUST, DEEDS), ("practice, hiring fit", PRACTICE, FIT))
    for colour, (name, case, factor) in zip(COLOURS, cases, strict=False):
        found = damage(right.tables["shocks"], *case)
        own = found.factors[factor]
        for level, style in ((own.min(), "--"), (own.max(), "-")):
            weeks, label = found.recovered[own == level], f"{name} {level:g}"
            curve: Any = {"label": label, "color": colour, "linestyle": style}
            draw_survival(right.axes, weeks, found.horizon, 0, **curve)
    right.axes.set(xlabel=SINCE, ylabel="Not recovered (share)", ylim=(0, 1.45))
    right.axes.set(yticks=np.linspace(0, 1, 6), title="Half of it not yet recovered")
    right.axes.legend(fontsize=8, loc="upper right")


@figure(2, 2, height=2.4)
def draw_levers(*places: Place) -> None:
    """What four properties change in the depth of the fall and in the time until half of it has
    recovered, high level less low. Means with 95 % intervals.
    """
    cases = (("Trust after a scandal", TRUST), ("Practice after a merger", PRACTICE))
    whats = (("depth", "Change of depth (points)"), ("times", "Change of time to recover (weeks)"))
    for place, ((title, case), (what, label)) in zip(places, product(cases, whats), strict=True):
        effects = {name: shaken(case, what, factor) for name, factor in FACTORS.items()}
        place.intervals(title, effects, label)


@figure(3, width=4.3, height=3.6)
def draw_turnover(left: Place, middle: Place, right: Place) -> None:
    """Left: alignment at a pressure to leave of 0.01 a week less that without, by hiring fit, with
    95 % bands. Middle and right: the same for every pressure; the line is where turnover changes
    nothing.
    """
    effects = {"calm": CALM, "after a merger": AFTER_MERGER}
    label = "Effect of turnover on alignment (points)"
    left.curves("Where turnover turns", effects, label, HIRING_FIT, zero=True)
    runs, label = left.tables["turnover"], "Newcomers (per 100 positions a year)"
    for place, merged, title in ((middle, 0.0, "Calm"), (right, 1.0, "After a merger")):
        pressures, fits, values = runs.grid("alignment_end", LEAVING, FIT, **{MERGED: merged})
        rows = np.arange(1, len(pressures))  # without any pressure there is no difference
        change, what = values[1:] - values[:1], "Effect on alignment (points)"
        place.map(title, (rows, fits, change), what, label, HIRING_FIT, (0.0,))
        yearly = 100 * runs.curve("leavers_end", LEAVING, **{MERGED: merged})[1].mean(axis=1)
        place.axes.set_yticks(rows, [f"{each:.0f}" for each in yearly[1:]])


EXPERIMENT = Experiment(
    sources=sweeps("shocks", "turnover"),
    predictions=named(
        trust_is_slow=predict(
            above(HALF_YEAR), "weeks", shaken(TRUST, "times").called("restricted mean time")
        ),
        deeds_rebuild=predict(below(-8.0), "weeks", shaken(TRUST, "times", DEEDS)),
        fit_speeds_recovery=predict(below(-8.0), "weeks", shaken(PRACTICE, "times", FIT)),
        top_leader=predict(within(-0.01, 0.01), first_year("lost leader")),
        turnover_turns=predict(
            within(0.2, 0.8), CALM.place(turn_at, "hiring fit without effect", "hiring fit")
        ),
        turnover_helps=predict(
            below(-0.1),
            AFTER_MERGER.place(turn_at, "difference of such fits", "hiring fit", less=CALM),
        ),
    ),
    numbers=named(
        depth_of_scandal=report(
            "largest loss of trust by a scandal", shaken(TRUST, "depth").called("largest damage")
        ),
        depth_of_merger=report(
            "largest widening of the gap by a merger",
            shaken(PRACTICE, "depth").called("largest damage"),
        ),
        deeds_fall_deeper=report(
            "how much more trust a scandal costs where leaders make more effort",
            shaken(TRUST, "depth", DEEDS),
        ),
        practice_is_slow=report(
            "time until half of what a merger cost in practice is back",
            "weeks",
            shaken(PRACTICE, "times"),
        ),
        effort_speeds_recovery=report(
            "how much later half of that is back where leaders make more effort",
            "weeks",
            shaken(PRACTICE, "times", DEEDS),
        ),
        worse_together=report(
            "damage to practice in the first year, merger and scandal together beyond their sum",
            WORSE_TOGETHER,
        ),
    ),
    ablations=named(
        deeds_rebuild_through=ablate(
            "How much later half of the trust is back where leaders make more effort.",
            shaken(TRUST, "times", DEEDS).measured_in("weeks"),
            ("visibility", "effort", "deeds", "attention", "turnover"),
            **{MERGED: (0.0,), LEADER_LOST: (0.0,), FIT: (0.1,), LISTENING: (0.1,)},
        ),
        recovery_through=ablate(
            "What turnover adds to alignment after a merger where all newcomers fit.",
            by_turnover(1.0, **{FIT: 1.0}),
            ("character", "peers", "deeds", "effort", "reinforcement"),
        ),
    ),
    pictures=pictures(draw_shocks, draw_levers, draw_turnover),
)
