"""How soon is a slip of a ward noticed, and made up for: with rounds, with listening, with both?"""

from functools import partial
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from orgsim.analysis.convergence_weeks import convergence_week
from orgsim.figures.style import INK
from orgsim.study.calculations import Columns, chosen
from orgsim.study.declaration import Calculation, Experiment, pictures
from orgsim.study.evidence import INTERACTION, mean_in
from orgsim.study.figures import draw_weeks, panels
from orgsim.study.findings import Findings, Number, above, below, named, predict, report
from orgsim.study.interval_figures import draw_intervals
from orgsim.study.quantities import Quantity, quantity
from orgsim.study.shapes import cut, interaction, weeks_to_recover
from orgsim.study.tables import Tables

from .wards import CALM, MANAGER_TOO, OFF, SCENARIOS, SLIP, Variant, compute

NOTICED = 0.02
"""Points of effort above the twin's from which a slip counts as noticed; assumed."""

LEFT = 0.25
"""Share of the damage that still counts as recovered."""

JUST_AS_GOOD = 0.005
"""Points by which a gap may be wider than before and count as back."""

SCENARIO_LABELS = ("where nothing is done", "with rounds", "with listening", "with both")
ALONE = Variant("nothing", slips=SLIP)
MANAGERS_TOO = Variant("nothing", slips=MANAGER_TOO)


def curve(wards: Columns, variant: Variant, measure: str = "gap") -> np.ndarray:
    """A measure of one variant by week since the slip, (weeks, replications)."""
    values = chosen(wards, measure, **variant._asdict())
    return np.ascontiguousarray(values.reshape(-1, wards["week"].max() + 1).T)


def damage(wards: Columns, slipped: Variant, measure: str = "gap") -> np.ndarray:
    """What the slip has changed beside the twin, (weeks, replications)."""
    return curve(wards, slipped, measure) - curve(wards, slipped._replace(slips=CALM), measure)


@quantity
def recovered(wards: Columns, slipped: Variant) -> np.ndarray:
    """Weeks until less than a quarter of the damage is left for good, (replications,)."""
    gap, calm = curve(wards, slipped), curve(wards, slipped._replace(slips=CALM))
    return cut(weeks_to_recover(gap, calm, 0, LEFT), len(gap) - 1)


@quantity
def back(wards: Columns, scenario: str) -> np.ndarray:
    """Weeks until the gap is for good what it was before the slip, as `recovered` without a twin."""
    before, gap = curve(wards, Variant(scenario))[0], curve(wards, Variant(scenario, slips=SLIP))
    return cut(convergence_week(gap, before + JUST_AS_GOOD), len(gap) - 1)


@quantity
def noticed(wards: Columns, scenario: str, more_effort: float = NOTICED) -> np.ndarray:
    """Weeks until managers make more effort than their twins, (replications,)."""
    more = damage(wards, Variant(scenario, slips=SLIP), "effort") >= more_effort
    return np.where(more.any(axis=0), np.argmax(more, axis=0), len(more) - 1).astype(float)


@quantity
def saved(wards: Columns, scenario: str, off: str = "", afraid: bool = False) -> np.ndarray:
    """Weeks by which a ward recovers sooner than where nothing is done, (replications,).

    At the small size only some mechanisms are switched off; the others have no number.
    """
    if off not in wards["off"]:
        return np.full(1, np.nan)
    nothing, there = (Variant(name, off, afraid, SLIP) for name in ("nothing", scenario))
    return (recovered(nothing) - recovered(there))(wards)


LISTENING, ROUNDS, BOTH = (saved(name) for name in ("listening", "rounds", "rounds_and_listening"))
AFRAID = saved("listening", afraid=True)


def noticed_sooner(more_effort: float = NOTICED) -> Quantity:
    return noticed("nothing", more_effort) - noticed("listening", more_effort)


def draw_wards(tables: Tables, findings: Findings) -> Figure:
    """Left: how much wider the gap of wards is than their twins' after they slipped. Right: how
    much more effort their managers make. Means with 95 % bands.
    """
    wards = tables["wards"]
    figure, axes = panels(2, width=4.6, height=3.6)
    slipped = {name.replace("_", " "): Variant(name, slips=SLIP) for name in SCENARIOS}
    gaps = {name: damage(wards, each) for name, each in slipped.items()}
    gaps["nothing, manager slips too"] = damage(wards, MANAGERS_TOO)
    efforts = {name: damage(wards, each, "effort") for name, each in slipped.items()}
    weeks, first = np.arange(len(gaps["nothing"])), gaps["nothing"][0].mean()
    layout: Any = {"xlabel": "Time since the slip (weeks)", "place": "upper right"}
    label, title = "Wards' gap beside their twins' (points)", "A ward that has slipped"
    draw_weeks(axes[0], weeks, gaps, label, ylim=(0, 1.25 * first), title=title, **layout)
    label, title = "Managers' effort beside their twins' (points)", "What their managers notice"
    draw_weeks(axes[1], weeks, efforts, label, ncols=2, room=1.3, title=title, **layout)
    for part, level, words, side in (
        (axes[0], LEFT * first, "recovered", "bottom"),
        (axes[1], NOTICED, "noticed", "top"),
    ):
        part.axhline(level, color=INK, linewidth=1, linestyle=":")
        part.annotate(words, (weeks[-1], level), fontsize=8, color=INK, ha="right", va=side)
    return figure


def draw_saved(tables: Tables, findings: Findings) -> Figure:
    """Weeks by which a ward recovers sooner with listening, or with rounds, than where nothing is
    done: in the whole model and with one mechanism off. Means with 95 % intervals.
    """
    known = findings.evidence()
    figure, axes = panels(width=6.0, height=4.0)
    names = {"whole model": "", **{f"without {off}": f"_without_{off}" for off in OFF}}
    shown = {
        f"{scenario}, {name}": known[f"{scenario}_save{ending}"][1]
        for scenario in ("listening", "rounds")
        for name, ending in names.items()
    }
    there = {name: each for name, each in shown.items() if np.isfinite(each.value)}
    draw_intervals(axes, there, "Recovered sooner (weeks)")
    return figure


in_wards = partial(mean_in, "wards")


def weeks(statement: str, values: Quantity, **what: str) -> Number:
    return report(statement, "weeks", in_wards(values, **what))


EXPERIMENT = Experiment(
    sources={"wards": Calculation(compute)},
    predictions=named(
        noticed_sooner=predict(above(8.0), "weeks", in_wards(noticed_sooner())),
        recovered_sooner=predict(above(4.0), "weeks", in_wards(LISTENING)),
        rounds_beat=predict(above(0.0), "weeks", in_wards(ROUNDS - LISTENING)),
        together=predict(
            above(0.0), "weeks", in_wards(interaction(BOTH, ROUNDS, LISTENING), what=INTERACTION)
        ),
        fear_mutes=predict(below(0.0), "weeks beyond half", in_wards(AFRAID - LISTENING / 2)),
        manager_too=predict(
            above(4.0), "weeks", in_wards(recovered(MANAGERS_TOO) - recovered(ALONE))
        ),
    ),
    numbers=named(
        weeks_alone=weeks("time until recovered where nothing is done", recovered(ALONE)),
        notice_alone=weeks("time until noticed where nothing is done", noticed("nothing")),
        notice_listening=weeks("time until noticed where managers listen", noticed("listening")),
        noticed_sooner_finer=weeks(
            "how much sooner a slip is noticed by listening, from half as much effort on",
            noticed_sooner(NOTICED / 2),
        ),
        listening_save=weeks("weeks that listening saves", LISTENING),
        listening_save_afraid=weeks("weeks that listening saves in a frightened ward", AFRAID),
        rounds_save=weeks("weeks that rounds save", ROUNDS),
        both_save=weeks("weeks that both save", BOTH),
        **{
            f"back_{name}": weeks(
                f"time until the gap is what it was before the slip, {label}",
                back(name),
                what="mean",
            )
            for name, label in zip(SCENARIOS, SCENARIO_LABELS, strict=True)
        },
        **{
            f"{scenario}_save_without_{off}": weeks(
                f"weeks that {scenario} saves, without {off}", saved(scenario, off)
            )
            for scenario in ("listening", "rounds")
            for off in OFF
        },
    ),
    pictures=pictures(draw_wards, draw_saved),
)
