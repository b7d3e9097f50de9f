"""How soon is a slip of a ward noticed and mended, with rounds, with listening, with both?"""

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from orgsim.analysis.convergence import convergence_week
from orgsim.experiments import (
    Calculation,
    Evidence,
    Experiment,
    Number,
    Picture,
    Prediction,
    above,
    below,
    mean_of,
)
from orgsim.experiments.charts import draw_curves, draw_intervals, panels
from orgsim.experiments.recovery import cut, weeks_to_recover
from orgsim.experiments.shapes import interaction
from orgsim.experiments.tables import Tables
from orgsim.figures.style import INK

from .wards import CALM, MANAGER_TOO, OFF, SCENARIOS, SLIP, Variant, compute

NOTICED = 0.02
"""Points of effort above the twin's from which a slip counts as noticed; assumed."""

LEFT = 0.25
"""Share of the damage that still counts as mended."""

JUST_AS_GOOD = 0.005
"""Points by which a gap may be wider than before and count as back."""

SOONER = "Mended sooner (weeks)"


def curve(tables: Tables, measure: str, variant: Variant) -> np.ndarray:
    """A measure of one variant by week since the slip, (weeks, replications)."""
    rows = tables["wards"]
    own = np.ones(len(rows["week"]), bool)
    for name, value in variant._asdict().items():
        own &= rows[name] == value
    if not own.any():
        raise KeyError(f"{variant} was not run")
    table = np.full((rows["week"].max() + 1, rows["replication"].max() + 1), np.nan)
    table[rows["week"][own], rows["replication"][own]] = rows[measure][own]
    return table


def damage(tables: Tables, slipped: Variant, measure: str = "gap") -> np.ndarray:
    """What the slip has changed beside the twin, (weeks, replications)."""
    calm = curve(tables, measure, slipped._replace(slips=CALM))
    return curve(tables, measure, slipped) - calm


def mended(tables: Tables, slipped: Variant) -> np.ndarray:
    """Weeks until less than a quarter of the damage is left for good, (replications,)."""
    gap = curve(tables, "gap", slipped)
    calm = curve(tables, "gap", slipped._replace(slips=CALM))
    return cut(weeks_to_recover(gap, calm, 0, LEFT), len(gap) - 1)


def back(tables: Tables, scenario: str) -> Evidence:
    """Weeks until the gap is for good what it was before the slip, as `mended` without a twin."""
    before = curve(tables, "gap", Variant(scenario))[0]
    gap = curve(tables, "gap", Variant(scenario, slips=SLIP))
    return mean_of(cut(convergence_week(gap, before + JUST_AS_GOOD), len(gap) - 1), "mean")


def noticed(tables: Tables, scenario: str, more_effort: float = NOTICED) -> np.ndarray:
    """Weeks until managers make more effort than their twins, (replications,)."""
    more = damage(tables, Variant(scenario, slips=SLIP), "effort") >= more_effort
    return np.where(more.any(axis=0), np.argmax(more, axis=0), len(more) - 1).astype(float)


def saved(tables: Tables, scenario: str, off: str = "", afraid: bool = False) -> np.ndarray:
    """Weeks by which a ward is mended sooner than where nothing is done, (replications,)."""
    nothing = mended(tables, Variant("nothing", off, afraid, SLIP))
    return nothing - mended(tables, Variant(scenario, off, afraid, SLIP))


def noticed_sooner(tables: Tables, more_effort: float = NOTICED) -> Evidence:
    nothing, listening = (noticed(tables, name, more_effort) for name in ("nothing", "listening"))
    return mean_of(nothing - listening)


def saves(tables: Tables, scenario: str, off: str = "") -> Evidence:
    return mean_of(saved(tables, scenario, off))


def rounds_beat(tables: Tables) -> Evidence:
    return mean_of(saved(tables, "rounds") - saved(tables, "listening"))


def together(tables: Tables) -> Evidence:
    alone = saved(tables, "rounds"), saved(tables, "listening")
    both = saved(tables, "rounds_and_listening")
    return mean_of(interaction(both, *alone, np.zeros_like(both)), "paired interaction contrast")


def fear_mutes(tables: Tables) -> Evidence:
    """Weeks saved where people are afraid, less half of those saved elsewhere."""
    afraid, elsewhere = (saved(tables, "listening", afraid=afraid) for afraid in (True, False))
    return mean_of(afraid - elsewhere / 2)


def save_afraid(tables: Tables) -> Evidence:
    return mean_of(saved(tables, "listening", afraid=True))


def manager_too(tables: Tables) -> Evidence:
    later = _manager_slips(tables) - mended(tables, Variant("nothing", slips=SLIP))
    return mean_of(later)


def _manager_slips(tables: Tables) -> np.ndarray:
    return mended(tables, Variant("nothing", slips=MANAGER_TOO))


def draw_wards(tables: Tables, findings) -> Figure:
    figure, (left, middle) = panels(2, width=4.6, height=3.6)
    gaps = {name.replace("_", " "): damage(tables, Variant(name, slips=SLIP)) for name in SCENARIOS}
    gaps["nothing, manager slips too"] = damage(tables, Variant("nothing", slips=MANAGER_TOO))
    weeks = np.arange(len(gaps["nothing"]))
    draw_curves(left, weeks, gaps, "Time since the slip (weeks)",
                "Wards' gap beside their twins' (points)", markers=False)  # fmt: skip
    first = gaps["nothing"][0].mean()
    left.axhline(LEFT * first, color=INK, linewidth=1, linestyle=":")
    left.annotate("mended", (weeks[-1], LEFT * first), fontsize=8, color=INK, ha="right",
                  va="bottom")  # fmt: skip
    left.set_ylim(0, 1.25 * first)
    left.legend(fontsize=8, loc="upper right")
    left.set_title("A ward that has slipped")
    efforts = {
        name.replace("_", " "): damage(tables, Variant(name, slips=SLIP), "effort")
        for name in SCENARIOS
    }
    draw_curves(middle, weeks, efforts, "Time since the slip (weeks)",
                "Managers' effort beside their twins' (points)", markers=False)  # fmt: skip
    middle.axhline(NOTICED, color=INK, linewidth=1, linestyle=":")
    middle.annotate("noticed", (weeks[-1], NOTICED), fontsize=8, color=INK, ha="right", va="top")
    middle.set_ylim(top=1.35 * max(each.mean(axis=1).max() for each in efforts.values()))
    middle.legend(fontsize=8, loc="upper right", ncols=2)
    middle.set_title("What their managers notice")
    return figure


def draw_saved(tables: Tables, findings) -> Figure:
    known = findings.evidence()
    figure, axes = panels(width=6.0, height=4.0)
    names = {"whole model": "", **{f"without {off}": f"_without_{off}" for off in OFF}}
    shown = {
        f"{told}, {name}": known[f"{scenario}_save{ending}"][1]
        for scenario, told in (("listening", "listening"), ("rounds", "rounds"))
        for name, ending in names.items()
        if np.isfinite(known[f"{scenario}_save{ending}"][1].value)
    }
    draw_intervals(axes, shown, SOONER)
    return figure


SCENARIOS_TOLD = ("where nothing is done", "with rounds", "with listening", "with both")


def _saved_without(scenario: str, off: str) -> Number:
    return Number(
        f"{scenario}_save_without_{off}", f"weeks that {scenario} saves, without {off}", "weeks",
        partial(_saves_if_run, scenario=scenario, off=off),
    )  # fmt: skip


def _saves_if_run(tables: Tables, scenario: str, off: str) -> Evidence:
    """At the small size only some mechanisms are switched off; nothing is told of the others."""
    if off not in tables["wards"]["off"]:
        return mean_of(np.full(1, np.nan))
    return saves(tables, scenario, off)


EXPERIMENT = Experiment(
    sources={"wards": Calculation(compute)},
    predictions=(
        Prediction(
            "noticed_sooner", "Ward managers who listen notice a slip at least eight weeks sooner.",
            "weeks", noticed_sooner, above(8.0)),
        Prediction(
            "mended_sooner",
            "Where managers listen, a ward that has slipped is mended at least four weeks sooner.",
            "weeks", partial(saves, scenario="listening"), above(4.0)),
        Prediction(
            "rounds_beat", "Rounds mend sooner than listening does.",
            "weeks", rounds_beat, above(0.0)),
        Prediction(
            "together",
            "Rounds and listening help each other: together they save more weeks than the sum of what"
            " each saves alone.",
            "weeks", together, above(0.0)),
        Prediction(
            "fear_mutes",
            "Fear mutes listening: in a ward that has lost most of its trust, listening saves less than"
            " half of the weeks it saves elsewhere.",
            "weeks beyond half", fear_mutes, below(0.0)),
        Prediction(
            "manager_too",
            "Where the ward manager slips with the ward, it takes at least four weeks longer to mend.",
            "weeks", manager_too, above(4.0)),
    ),
    numbers=(
        Number("weeks_alone", "time until mended where nothing is done", "weeks",
               lambda tables: mean_of(mended(tables, Variant("nothing", slips=SLIP)))),
        Number("notice_alone", "time until noticed where nothing is done", "weeks",
               lambda tables: mean_of(noticed(tables, "nothing"))),
        Number("notice_listening", "time until noticed where managers listen", "weeks",
               lambda tables: mean_of(noticed(tables, "listening"))),
        Number("noticed_sooner_finer",
               "how much sooner a slip is noticed by listening, from half as much effort on", "weeks",
               partial(noticed_sooner, more_effort=NOTICED / 2)),
        Number("listening_save", "weeks that listening saves", "weeks",
               partial(saves, scenario="listening")),
        Number("listening_save_afraid", "weeks that listening saves in a frightened ward", "weeks",
               save_afraid),
        Number("rounds_save", "weeks that rounds save", "weeks", partial(saves, scenario="rounds")),
        Number("both_save", "weeks that both save", "weeks",
               partial(saves, scenario="rounds_and_listening")),
        *(
            Number(f"back_{name}", f"time until the gap is what it was before the slip, {told}",
                   "weeks", partial(back, scenario=name))
            for name, told in zip(SCENARIOS, SCENARIOS_TOLD, strict=True)
        ),
        *(_saved_without(scenario, off) for scenario in ("listening", "rounds") for off in OFF),
    ),
    pictures={
        "wards": Picture(
            draw_wards,
            "Left: how much wider the gap of wards is than their twins' after they slipped. Right: how"
            " much more effort their managers make. Means with 95 % bands."),
        "saved": Picture(
            draw_saved,
            "Weeks by which a ward is mended sooner with listening, or with rounds, than where nothing"
            " is done: in the whole model and with one mechanism off. Means with 95 % intervals."),
    },
)  # fmt: skip
