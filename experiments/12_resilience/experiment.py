"""How deep do shocks cut, how soon has it recovered, and is turnover poison or medicine?"""

from functools import partial
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from orgsim.figures.style import COLOURS
from orgsim.study.declaration import Ablation, Experiment, pictures, small, sweeps
from orgsim.study.evidence import INTERACTION, mean_in, mean_of, place_in
from orgsim.study.figures import draw_curves, draw_map, draw_weeks, panels
from orgsim.study.findings import Findings, above, below, named, predict, report, within
from orgsim.study.interval_figures import draw_intervals, draw_survival
from orgsim.study.quantities import Contrast, Levels, quantity
from orgsim.study.shapes import interaction, turn_at
from orgsim.study.tables import Runs, Tables

from .damage import GAP, damage

FIT, DEEDS, LISTENING, SPAN = (
    "levers.hiring_fit",
    "levers.leader_modelling",
    "levers.feedback",
    "organisation.span_of_control",
)
FACTORS = {
    "hiring for fit": FIT,
    "leaders' effort": DEEDS,
    "feedback": LISTENING,
    "wide span": SPAN,
}
MERGED, LEAVING = "shocks.0.strength", "levers.exit_pressure"
QUIET, BUSY = 0.0, 0.01
HALF_YEAR = 26
SINCE, HIRING_FIT = "Time since the shock (weeks)", "Hiring fit (share)"

TRUST, PRACTICE = ("trust", "scandal"), (GAP, "merger")
"""What a scandal does to trust, and what a merger does to the gap."""

GAIN_OF_TURNOVER = Contrast("alignment_end", LEAVING, BUSY, QUIET, {MERGED: 1.0, FIT: 1.0})
"""What turnover adds to alignment after a merger where all newcomers fit."""


@quantity
def shaken(runs: Runs, case: tuple[str, str], what: str, factor: str = "") -> np.ndarray:
    """Depth of the damage, or times until half of it is back: the mean, or a factor high less low."""
    found = damage(runs, *case)
    values = getattr(found, what)
    return found.contrast(values, factor) if factor else values.mean(axis=0)


@quantity
def first_year(runs: Runs, *case: str) -> np.ndarray:
    """Mean damage over the first year."""
    return damage(runs, *case).first_year


WORSE_TOGETHER = interaction(
    first_year(GAP, "merger", "scandal"), first_year(GAP, "merger"), first_year(GAP, "scandal")
)


def effect_of_turnover(merged: float, runs: Runs) -> Levels:
    """Hiring fits, and alignment with turnover less without (fits, replications)."""
    return runs.changes("alignment_end", LEAVING, BUSY, QUIET, FIT, **{MERGED: merged})


CALM, AFTER_MERGER = (partial(effect_of_turnover, merged) for merged in (0.0, 1.0))
turning = partial(place_in, "turnover", turn_at)


def draw_shocks(tables: Tables, findings: Findings) -> Figure:
    """Left and middle: what shocks cost in practice and in trust beside the unshaken twin, mean of
    16 organisations with 95 % bands. Right: share of runs in which more than half of it is left
    (Kaplan–Meier, 95 % bands).
    """
    runs = tables["shocks"]
    figure, (left, middle, right) = panels(3, width=3.9, height=3.4)
    shocks = [("merger",), ("scandal",), ("lost leader",), ("merger", "scandal")]
    for axes, measure, label, title in (
        (left, GAP, "Gap wider than the twin's (points)", "What shocks do to practice"),
        (middle, "trust", "Trust below the twin's (points)", "What they do to trust"),
    ):
        done = {" and ".join(which): damage(runs, measure, *which) for which in shocks}
        means = {name: each.amount.mean(axis=0) for name, each in done.items()}
        weeks, place = done["merger"].weeks, "upper right"
        layout: Any = {"place": place, "ncols": 2, "room": 1.35, "title": title}
        draw_weeks(axes, weeks, means, label, xlabel=SINCE, **layout)
    for colour, (name, case, factor) in zip(
        COLOURS,
        (("trust, leaders' effort", TRUST, DEEDS), ("practice, hiring fit", PRACTICE, FIT)),
        strict=False,
    ):
        found = damage(runs, *case)
        own = found.factors[factor]
        for level, style in ((own.min(), "--"), (own.max(), "-")):
            weeks, label = found.recovered[own == level].ravel(), f"{name} {level:g}"
            draw_survival(right, weeks, found.horizon, 0, label, color=colour, linestyle=style)
    right.set(xlabel=SINCE, ylabel="Not recovered (share)", ylim=(0, 1.45))
    right.set(yticks=np.linspace(0, 1, 6), title="Half of it not yet recovered")
    right.legend(fontsize=8, loc="upper right")
    return figure


def draw_levers(tables: Tables, findings: Findings) -> Figure:
    """What four properties change in the depth of the fall and in the time until half of it has
    recovered, high level less low. Means with 95 % intervals.
    """
    runs = tables["shocks"]
    figure, axes = panels(2, 2, width=4.6, height=2.4)
    cases = (("Trust after a scandal", TRUST), ("Practice after a merger", PRACTICE))
    for row, (title, case) in zip(axes, cases, strict=True):
        for one, what, label in (
            (row[0], "depth", "Change of depth (points)"),
            (row[1], "times", "Change of time to recover (weeks)"),
        ):
            effects = {
                name: mean_of(shaken(case, what, factor)(runs)) for name, factor in FACTORS.items()
            }
            draw_intervals(one, effects, label, title=title)
    return figure


def draw_turnover(tables: Tables, findings: Findings) -> Figure:
    """Left: alignment at a pressure to leave of 0.01 a week less that without, by hiring fit, with
    95 % bands. Middle and right: the same for every pressure; the line is where turnover changes
    nothing.
    """
    runs = tables["turnover"]
    figure, (left, middle, right) = panels(3, width=4.3, height=3.6)
    fits, calm = CALM(runs)
    curves = {"calm": calm, "after a merger": AFTER_MERGER(runs)[1]}
    label, title = "Effect of turnover on alignment (points)", "Where turnover turns"
    draw_curves(left, fits, curves, HIRING_FIT, label, zero=True, title=title)
    for axes, merged, title in ((middle, 0.0, "Calm"), (right, 1.0, "After a merger")):
        pressures, _, values = runs.grid("alignment_end", LEAVING, FIT, **{MERGED: merged})
        rows = np.arange(1, len(pressures))  # without any pressure there is no difference
        draw_map(
            axes,
            fits,
            rows,
            values[1:] - values[:1],
            "Alignment beside no pressure (points)",
            (0.0,),
            xlabel=HIRING_FIT,
            ylabel="Newcomers (per 100 positions a year)",
            title=title,
        )
        yearly = 100 * runs.curve("leavers_end", LEAVING, **{MERGED: merged})[1].mean(axis=1)
        axes.set_yticks(rows, [f"{each:.0f}" for each in yearly[1:]])
    return figure


in_shocks = partial(mean_in, "shocks")

EXPERIMENT = Experiment(
    sources=sweeps(
        shocks=small(weeks=104, record_weeks=[52, 53, 56, 60, 64, 70, 78, 86, 96, 104]),
        turnover=small({LEAVING: [QUIET, 0.005, BUSY], FIT: [0.0, 0.4, 1.0]}, weeks=78),
    ),
    predictions=named(
        trust_is_slow=predict(
            above(HALF_YEAR),
            "weeks",
            in_shocks(shaken(TRUST, "times"), what="restricted mean time"),
        ),
        deeds_rebuild=predict(below(-8.0), "weeks", in_shocks(shaken(TRUST, "times", DEEDS))),
        fit_speeds_recovery=predict(
            below(-8.0), "weeks", in_shocks(shaken(PRACTICE, "times", FIT))
        ),
        top_leader=predict(
            within(-0.01, 0.01), "points", in_shocks(first_year(GAP, "lost leader"))
        ),
        turnover_turns=predict(
            within(0.2, 0.8), "hiring fit", turning(CALM, "hiring fit without effect")
        ),
        turnover_helps=predict(
            below(-0.1), "hiring fit", turning(AFTER_MERGER, "difference of such fits", CALM)
        ),
    ),
    numbers=named(
        depth_of_scandal=report(
            "largest loss of trust by a scandal",
            "points",
            in_shocks(shaken(TRUST, "depth"), what="largest damage"),
        ),
        depth_of_merger=report(
            "largest widening of the gap by a merger",
            "points",
            in_shocks(shaken(PRACTICE, "depth"), what="largest damage"),
        ),
        deeds_fall_deeper=report(
            "how much more trust a scandal costs where leaders make more effort",
            "points",
            in_shocks(shaken(TRUST, "depth", DEEDS)),
        ),
        practice_is_slow=report(
            "time until half of what a merger cost in practice is back",
            "weeks",
            in_shocks(shaken(PRACTICE, "times")),
        ),
        worse_together=report(
            "damage to practice in the first year, merger and scandal together beyond their sum",
            "points",
            in_shocks(WORSE_TOGETHER, what=INTERACTION),
        ),
    ),
    ablations=(
        Ablation(
            "deeds_rebuild_through",
            "How much later half of the trust is back where leaders make more effort.",
            "weeks",
            "shocks",
            shaken(TRUST, "times", DEEDS),
            off=("visibility", "effort", "deeds", "attention", "turnover"),
            keep={
                "shocks.0.strength": (0.0,),
                "shocks.2.strength": (0.0,),
                FIT: (0.1,),
                LISTENING: (0.1,),
            },
        ),
        Ablation(
            "recovery_through",
            "What turnover adds to alignment after a merger where all newcomers fit.",
            "points",
            "turnover",
            GAIN_OF_TURNOVER,
            off=("character", "peers", "deeds", "effort", "reinforcement"),
        ),
    ),
    pictures=pictures(draw_shocks, draw_levers, draw_turnover),
)
