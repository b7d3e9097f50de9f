"""How soon is a slip of a ward noticed, and made up for: with rounds, with listening, with both?"""

from typing import Any

import numpy as np

from orgsim.analysis.convergence_weeks import convergence_week
from orgsim.figures.style import INK
from orgsim.study.calculations import Columns, chosen
from orgsim.study.case_reports import report_each
from orgsim.study.damage import Damage
from orgsim.study.declaration import Calculation, Experiment
from orgsim.study.findings import above, below, named, predict, report
from orgsim.study.pictures import Place, figure, pictures, without_each
from orgsim.study.quantities import Quantity, beyond_sum
from orgsim.study.shapes import cut
from orgsim.study.source_table import Table
from orgsim.study.tables import Levels

from .wards import CALM, MANAGER_TOO, OFF, SCENARIOS, SLIP, Variant, compute

wards = Table("wards", "weeks")

NOTICED = 0.02
"""Points of effort above the twin's from which a slip counts as noticed; assumed."""

LEFT = 0.25
"""Share of the damage that still counts as recovered."""

JUST_AS_GOOD = 0.005
"""Points by which a gap may be wider than before and count as back."""

SCENARIO_WORDS = {
    "nothing": "where nothing is done",
    "rounds": "with rounds",
    "listening": "with listening",
    "rounds_and_listening": "with both",
}
EITHER = ("listening", "rounds")
ALONE = Variant("nothing", slips=SLIP)
MANAGERS_TOO = Variant("nothing", slips=MANAGER_TOO)


def curve(runs: Columns, variant: Variant, measure: str = "gap") -> np.ndarray:
    """A measure of one variant by week since the slip, (weeks, replications)."""
    values = chosen(runs, measure, **variant._asdict())
    return np.ascontiguousarray(values.reshape(-1, runs["week"].max() + 1).T)


def damage(runs: Columns, slipped: Variant, measure: str = "gap") -> np.ndarray:
    """What the slip has changed beside the twin, (weeks, replications)."""
    return curve(runs, slipped, measure) - curve(runs, slipped._replace(slips=CALM), measure)


@wards.quantity
def recovered(runs: Columns, slipped: Variant) -> np.ndarray:
    """Weeks until less than a quarter of the damage is left for good, (replications,)."""
    apart = np.abs(damage(runs, slipped))
    return Damage(np.arange(len(apart)), apart[None], {}, LEFT).times[0]


@wards.quantity
def back(runs: Columns, scenario: str) -> np.ndarray:
    """Weeks until the gap is for good what it was before the slip, as `recovered` without a twin."""
    before, gap = curve(runs, Variant(scenario))[0], curve(runs, Variant(scenario, slips=SLIP))
    return cut(convergence_week(gap, before + JUST_AS_GOOD), len(gap) - 1)


@wards.quantity
def noticed(runs: Columns, scenario: str, more_effort: float = NOTICED) -> np.ndarray:
    """Weeks until managers make more effort than their twins, (replications,)."""
    more = damage(runs, Variant(scenario, slips=SLIP), "effort") >= more_effort
    return np.where(more.any(axis=0), np.argmax(more, axis=0), len(more) - 1).astype(float)


@wards.quantity
def saved(runs: Columns, scenario: str, off: str = "", afraid: bool = False) -> np.ndarray:
    """Weeks by which a ward recovers sooner than where nothing is done, (replications,).

    At the small size only some mechanisms are switched off; the others have no number.
    """
    if off not in runs["off"]:
        return np.full(1, np.nan)
    nothing, there = (Variant(name, off, afraid, SLIP) for name in ("nothing", scenario))
    return (recovered(nothing) - recovered(there))(runs)


LISTENING, ROUNDS, BOTH = (saved(name) for name in ("listening", "rounds", "rounds_and_listening"))
AFRAID = saved("listening", afraid=True)


def noticed_sooner(more_effort: float = NOTICED) -> Quantity:
    return noticed("nothing", more_effort) - noticed("listening", more_effort)


@wards.levels
def worse(runs: Columns, slipped: Variant, measure: str = "gap") -> Levels:
    """What the slip has changed beside the twin, by week."""
    found = damage(runs, slipped, measure)
    return np.arange(len(found)), found


@figure(2, height=3.6)
def draw_wards(left: Place, right: Place) -> None:
    """Left: how much wider the gap of wards that slipped is than that of their twins. Right:
    how much more effort their managers make. Means with 95 % bands.
    """
    slipped = {name.replace("_", " "): Variant(name, slips=SLIP) for name in SCENARIOS}
    gaps = {name: worse(each) for name, each in slipped.items()}
    gaps["nothing, manager slips too"] = worse(MANAGERS_TOO)
    efforts = {name: worse(each, "effort") for name, each in slipped.items()}
    weeks, damaged = worse(ALONE)(left.tables["wards"])
    first = damaged[0].mean()
    layout: Any = {"xlabel": "Time since the slip (weeks)", "place": "upper right"}
    label = "Wards' gap less their twins' (points)"
    left.weeks("A ward that has slipped", gaps, label, ylim=(0, 1.25 * first), **layout)
    label = "Managers' effort less their twins' (points)"
    right.weeks("What their managers notice", efforts, label, ncols=2, room=1.3, **layout)
    for part, level, words, side in (
        (left, LEFT * first, "recovered", "bottom"),
        (right, NOTICED, "noticed", "top"),
    ):
        part.axes.set(
            ylim=(min(part.axes.get_ylim()[0], 0.0), max(part.axes.get_ylim()[1], 1.2 * level))
        )
        part.axes.axhline(level, color=INK, linewidth=1, linestyle=":")
        part.axes.annotate(words, (weeks[-1], level), fontsize=8, color=INK, ha="right", va=side)


@figure(width=6.0, height=4.0)
def draw_saved(place: Place) -> None:
    """Weeks by which a ward recovers sooner with listening, or with rounds, than where nothing is
    done: in the whole model and with one mechanism off. Means with 95 % intervals.
    """
    shown = {
        f"{scenario}, {name}": number
        for scenario in EITHER
        for name, number in without_each(f"{scenario}_save", f"{scenario}_save", OFF).items()
    }
    place.intervals("", shown, "Recovered sooner (weeks)")


EXPERIMENT = Experiment(
    sources={"wards": Calculation(compute)},
    predictions=named(
        noticed_sooner=predict(above(8.0), noticed_sooner()),
        recovered_sooner=predict(above(4.0), LISTENING),
        rounds_beat=predict(above(0.0), ROUNDS - LISTENING),
        together=predict(above(0.0), beyond_sum(BOTH, ROUNDS, LISTENING)),
        fear_mutes=predict(below(0.0), "weeks beyond half", AFRAID - LISTENING / 2),
        manager_too=predict(above(4.0), recovered(MANAGERS_TOO) - recovered(ALONE)),
    ),
    numbers=named(
        weeks_alone=report("time until recovered where nothing is done", recovered(ALONE)),
        notice_alone=report("time until noticed where nothing is done", noticed("nothing")),
        notice_listening=report("time until noticed where managers listen", noticed("listening")),
        noticed_sooner_finer=report(
            "how much sooner a slip is noticed by listening, from half as much effort on",
            noticed_sooner(NOTICED / 2),
        ),
        listening_save=report("weeks that listening saves", LISTENING),
        listening_save_afraid=report("weeks that listening saves in a frightened ward", AFRAID),
        rounds_save=report("weeks that rounds save", ROUNDS),
        both_save=report("weeks that both save", BOTH),
        **report_each(
            "back_{}",
            "time until the gap is what it was before the slip, {}",
            lambda scenario: back(scenario).called("mean"),
            SCENARIO_WORDS,
        ),
        **report_each("{}_save_without_{}", "weeks that {} saves, without {}", saved, EITHER, OFF),
    ),
    pictures=pictures(draw_wards, draw_saved),
)
