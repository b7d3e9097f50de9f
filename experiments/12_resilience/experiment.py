"""How deep do shocks cut, how soon is it healed, and is turnover poison or medicine?"""

from functools import partial

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from orgsim.analysis.survival import kaplan_meier
from orgsim.experiments import (
    Ablation,
    Evidence,
    Experiment,
    Number,
    Picture,
    Prediction,
    SweepFile,
    above,
    below,
    function_of_means,
    mean_of,
    within,
)
from orgsim.experiments.charts import draw_curves, draw_intervals, draw_map, panels
from orgsim.experiments.shapes import crossing_at, interaction
from orgsim.experiments.tables import Runs, Tables
from orgsim.figures.style import COLOURS

from .damage import Damage, damage

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
HALF_YEAR, YEAR = 26, 52
EFFECT = "Effect of turnover on alignment (points)"


def of_trust(runs: Runs) -> Damage:
    """What a scandal does to trust."""
    return damage(runs, "trust", "scandal", better=1)


def of_practice(runs: Runs) -> Damage:
    """What a merger does to the message–practice gap."""
    return damage(runs, "message_practice_gap", "merger", better=-1)


def of_lost_leader(runs: Runs) -> Damage:
    """What the loss of the one at the top does to the gap."""
    return damage(runs, "message_practice_gap", "lost leader", better=-1)


def deeds_speed(runs: Runs) -> np.ndarray:
    """Weeks until half of the trust is back: leaders' effort high less low, (replications,)."""
    found = of_trust(runs)
    return found.contrast(found.times, DEEDS)


def fit_speed(runs: Runs) -> np.ndarray:
    """Weeks until half of the practice is back: hiring fit high less low, (replications,)."""
    found = of_practice(runs)
    return found.contrast(found.times, FIT)


def trust_is_slow(tables: Tables) -> Evidence:
    return mean_of(of_trust(tables["shocks"]).times.mean(axis=0), "restricted mean time")


def top_leader(tables: Tables) -> Evidence:
    found = of_lost_leader(tables["shocks"])
    first_year = found.amount[:, found.weeks <= YEAR]
    return mean_of(first_year.mean(axis=(0, 1)))


def effect_of_turnover(runs: Runs, merged: float) -> tuple[np.ndarray, np.ndarray]:
    """Hiring fits, and alignment with turnover less without (fits, replications)."""
    fits, busy = runs.curve("alignment_end", FIT, **{MERGED: merged, LEAVING: BUSY})
    return fits, busy - runs.curve("alignment_end", FIT, **{MERGED: merged, LEAVING: QUIET})[1]


def turns_at(fits: np.ndarray, effect: np.ndarray) -> np.ndarray:
    """The fit from which on turnover helps, held to the fits there are."""
    found = np.minimum(crossing_at(fits, effect, 0.0), fits[-1])
    return np.where(effect[..., 0] >= 0, fits[0], found)


def turning(tables: Tables, merged: float) -> Evidence:
    fits, effect = effect_of_turnover(tables["turnover"], merged)
    return function_of_means(partial(turns_at, fits), effect, what="hiring fit without effect")


def merger_moves_it(tables: Tables) -> Evidence:
    fits, calm = effect_of_turnover(tables["turnover"], 0.0)
    merged = effect_of_turnover(tables["turnover"], 1.0)[1]

    def moved(merged: np.ndarray, calm: np.ndarray) -> np.ndarray:
        return turns_at(fits, merged) - turns_at(fits, calm)

    return function_of_means(moved, merged, calm, what="difference of such fits")


def healing(runs: Runs) -> np.ndarray:
    """What turnover adds to alignment after a merger where newcomers fit fully, (replications,)."""
    after = {MERGED: 1.0, FIT: 1.0}
    busy, quiet = (runs.at("alignment_end", **{LEAVING: level}, **after) for level in (BUSY, QUIET))
    return busy - quiet


def depth_of(tables: Tables, measure: str, shock: str, better: int) -> Evidence:
    return mean_of(damage(tables["shocks"], measure, shock, better=better).depth.mean(axis=0),
                   "largest damage")  # fmt: skip


def worse_together(tables: Tables) -> Evidence:
    """Mean damage to practice over the first year: merger and scandal together beyond their sum."""
    runs = tables["shocks"]
    mean = [
        _first_year(damage(runs, "message_practice_gap", *shocks, better=-1))
        for shocks in (("merger", "scandal"), ("merger",), ("scandal",))
    ]
    return mean_of(interaction(*mean, np.zeros_like(mean[0])), "paired interaction contrast")


def _first_year(found: Damage) -> np.ndarray:
    return found.amount[:, found.weeks <= YEAR].mean(axis=(0, 1))


def draw_shocks(tables: Tables, findings) -> Figure:
    runs = tables["shocks"]
    figure, (left, middle, right) = panels(3, width=3.9, height=3.4)
    shocks = {
        "merger": ("merger",), "scandal": ("scandal",), "lost leader": ("lost leader",),
        "merger and scandal": ("merger", "scandal"),
    }  # fmt: skip
    for axes, measure, better, label in (
        (left, "message_practice_gap", -1, "Gap wider than the twin's (points)"),
        (middle, "trust", 1, "Trust below the twin's (points)"),
    ):
        found = {
            name: damage(runs, measure, *which, better=better) for name, which in shocks.items()
        }
        weeks = found["merger"].weeks
        means = {name: each.amount.mean(axis=0) for name, each in found.items()}
        draw_curves(axes, weeks, means, "Time since the shock (weeks)", label, markers=False)
        axes.set_ylim(top=1.4 * max(each.mean(axis=1).max() for each in means.values()))
        axes.legend(fontsize=8, loc="upper right", ncols=2)
    left.set_title("What shocks do to practice")
    middle.set_title("What they do to trust")
    for place, (name, found, factor) in enumerate((
        ("trust, leaders' effort", of_trust(runs), DEEDS),
        ("practice, hiring fit", of_practice(runs), FIT),
    )):  # fmt: skip
        own = found.factors[factor]
        for level, style in ((own.min(), "--"), (own.max(), "-")):
            _draw_survival(right, found, own == level, COLOURS[place], style,
                           f"{name} {level:g}")  # fmt: skip
    right.set(xlabel="Time since the shock (weeks)", ylabel="Not recovered (share)", ylim=(0, 1.45))
    right.set_yticks(np.linspace(0, 1, 6))
    right.legend(fontsize=8, loc="upper right")
    right.set_title("Half of it not yet healed")
    return figure


def _draw_survival(axes, found: Damage, which: np.ndarray, colour: str, style: str, label: str):
    recovered = found.recovered[which].ravel()
    event = np.isfinite(recovered)
    curve = kaplan_meier(np.where(event, recovered, found.horizon), event)
    weeks = np.concatenate([[0.0], curve.week])
    axes.step(weeks, np.concatenate([[1.0], curve.share]), where="post", color=colour,
              linestyle=style, label=label)  # fmt: skip
    low, high = (np.concatenate([[1.0], np.where(np.isfinite(limit), limit, curve.share)])
                 for limit in (curve.low, curve.high))  # fmt: skip
    axes.fill_between(weeks, low, high, step="post", color=colour, alpha=0.15, linewidth=0)


def draw_levers(tables: Tables, findings) -> Figure:
    runs = tables["shocks"]
    figure, axes = panels(2, 2, width=4.6, height=2.4)
    cases = (
        ("Trust after a scandal", of_trust(runs)),
        ("Practice after a merger", of_practice(runs)),
    )
    for row, (title, found) in zip(axes, cases, strict=True):
        for one, values, label in (
            (row[0], found.depth, "Change of depth (points)"),
            (row[1], found.times, "Change of time to recover (weeks)"),
        ):
            effects = {
                name: mean_of(found.contrast(values, factor)) for name, factor in FACTORS.items()
            }
            draw_intervals(one, effects, label)
            one.xaxis.set_major_locator(MaxNLocator(5))
            one.set_title(title)
    return figure


def draw_turnover(tables: Tables, findings) -> Figure:
    runs = tables["turnover"]
    figure, (left, middle, right) = panels(3, width=4.3, height=3.6)
    fits, calm = effect_of_turnover(runs, 0.0)
    curves = {"calm": calm, "after a merger": effect_of_turnover(runs, 1.0)[1]}
    draw_curves(left, fits, curves, "Hiring fit (share)", EFFECT)
    left.axhline(0, color="black", linewidth=0.8)
    left.set_title("Where turnover turns")
    for axes, merged, title in ((middle, 0.0, "Calm"), (right, 1.0, "After a merger")):
        pressures, _, values = runs.grid("alignment_end", LEAVING, FIT, **{MERGED: merged})
        rows = np.arange(1, len(pressures))  # without any pressure there is no difference
        draw_map(axes, fits, rows, values[1:] - values[:1],
                 "Alignment beside no pressure (points)", (0.0,), xlabel="Hiring fit (share)",
                 ylabel="Newcomers (per 100 positions a year)", title=title)  # fmt: skip
        yearly = 100 * runs.curve("leavers_end", LEAVING, **{MERGED: merged})[1].mean(axis=1)
        axes.set_yticks(rows, [f"{each:.0f}" for each in yearly[1:]])
    return figure


EXPERIMENT = Experiment(
    sources={
        "shocks": SweepFile(
            "shocks.toml",
            small={
                "replications": 3,
                "set": {"organisation.people": 60, "run.weeks": 104},
                "record_weeks": [52, 53, 56, 60, 64, 70, 78, 86, 96, 104],
            },
        ),
        "turnover": SweepFile(
            "turnover.toml",
            small={
                "replications": 3,
                "set": {"organisation.people": 60, "run.weeks": 78},
                "vary": {LEAVING: [QUIET, 0.005, BUSY], FIT: [0.0, 0.4, 1.0]},
            },
        ),
    },
    predictions=(
        Prediction(
            "trust_is_slow",
            "Half of the trust that a scandal costs is not back within half a year, on average over all"
            " organisations.",
            "weeks", trust_is_slow, above(HALF_YEAR)),
        Prediction(
            "deeds_rebuild",
            "Where leaders do what they say, that half is back at least eight weeks sooner.",
            "weeks", lambda tables: mean_of(deeds_speed(tables["shocks"])), below(-8.0)),
        Prediction(
            "fit_mends",
            "Hiring for fit brings back half of the practice that a merger costs at least eight weeks"
            " sooner.",
            "weeks", lambda tables: mean_of(fit_speed(tables["shocks"])), below(-8.0)),
        Prediction(
            "top_leader",
            "An organisation survives the loss of the one at the top: over the year after it the gap"
            " differs by less than 0.01 points.",
            "points", top_leader, within(-0.01, 0.01)),
        Prediction(
            "turnover_turns",
            "Turnover turns from harm to help where newcomers are hired for fit: in calm times the"
            " effect of turnover changes its sign at a hiring fit between 0.2 and 0.8.",
            "hiring fit", partial(turning, merged=0.0), within(0.2, 0.8)),
        Prediction(
            "turnover_heals", "After a merger that point lies at least 0.1 lower.",
            "hiring fit", merger_moves_it, below(-0.1)),
    ),
    numbers=(
        Number("depth_of_scandal", "largest loss of trust by a scandal", "points",
               partial(depth_of, measure="trust", shock="scandal", better=1)),
        Number("depth_of_merger", "largest widening of the gap by a merger", "points",
               partial(depth_of, measure="message_practice_gap", shock="merger", better=-1)),
        Number("deeds_fall_deeper",
               "how much more trust a scandal costs where leaders make more effort", "points",
               lambda tables: mean_of(of_trust(tables["shocks"]).contrast(
                   of_trust(tables["shocks"]).depth, DEEDS))),
        Number("practice_is_slow", "time until half of what a merger cost in practice is back",
               "weeks",
               lambda tables: mean_of(of_practice(tables["shocks"]).times.mean(axis=0))),
        Number("worse_together",
               "damage to practice in the first year, merger and scandal together beyond their sum",
               "points", worse_together),
    ),
    ablations=(
        Ablation(
            "deeds_rebuild_through",
            "How much later half of the trust is back where leaders make more effort.",
            "weeks", "shocks", deeds_speed,
            off=("visibility", "effort", "deeds", "attention", "turnover"),
            keep={"shocks.0.strength": (0.0,), "shocks.2.strength": (0.0,), FIT: (0.1,),
                  LISTENING: (0.1,)}),
        Ablation(
            "healing_through",
            "What turnover adds to alignment after a merger where all newcomers fit.",
            "points", "turnover", healing,
            off=("character", "peers", "deeds", "effort", "reinforcement"),
            keep={MERGED: (1.0,), LEAVING: (QUIET, BUSY), FIT: (1.0,)}),
    ),
    pictures={
        "shocks": Picture(
            draw_shocks,
            "Left and middle: what shocks cost in practice and in trust beside the unshaken twin, mean"
            " of 16 organisations with 95 % bands. Right: share of runs in which more than half of it"
            " is left (Kaplan–Meier, 95 % bands)."),
        "levers": Picture(
            draw_levers,
            "What four properties change in the depth of the fall and in the time until half of it is"
            " healed, high level less low. Means with 95 % intervals."),
        "turnover": Picture(
            draw_turnover,
            "Left: alignment at a pressure to leave of 0.01 a week less that without, by hiring fit,"
            " with 95 % bands. Middle and right: the same for every pressure; the line is where turnover"
            " changes nothing."),
    },
)  # fmt: skip
