"""When does a shared purpose pay, what do unequal priorities do, and how are workshops held best?"""

from dataclasses import replace

import numpy as np
from matplotlib.figure import Figure

from orgsim.simulation import WhereItSits
from orgsim.study.declaration import (
    Ablation,
    Experiment,
    ScenarioFile,
    pictures,
    small,
    sweeps,
    without,
)
from orgsim.study.evidence import INTERACTION, Evidence, mean_in, means_in, place_in, ratio_of
from orgsim.study.figures import draw_curves, draw_weeks, factor_label, outcome_label, panels
from orgsim.study.findings import Findings, above, below, named, predict, report, within
from orgsim.study.interval_figures import draw_intervals, mechanisms
from orgsim.study.quantities import Contrast, Curve, quantity
from orgsim.study.shapes import half_effect_at
from orgsim.study.tables import Compared, Runs, Tables

CLEAR, UNCLEAR = 0.0, 1.0
FOREIGN, SHARED = 0.2, 0.8
SLIGHT, SLANTED = 0.3, 0.9
WITHOUT = ("character", "peers", "conformism", "deeds", "effort", "turnover")
THEMES = {"one": 1, "two": 2, "four": 4, "eight": 8}
ALIGNMENT, ENGAGEMENT = "points of alignment", "points of engagement"
ADDED = "Added to alignment (points)"
STRETCHES = {
    "once": "in one stretch",
    "crammed": "crammed into six weeks",
    "repeated": "in four stretches",
    "thin": "spread thinly",
    "once_late": "in one late stretch",
}

CLEARLY, UNCLEARLY = (
    Contrast("engagement_end", "habit_mean", SHARED, FOREIGN, {"inconsistency": level})
    for level in (CLEAR, UNCLEAR)
)
PERFORMING = replace(CLEARLY, outcome="performance_end") - replace(
    UNCLEARLY, outcome="performance_end"
)


def added(scenario: str, inconsistency: float = SLIGHT) -> Contrast:
    """What a programme adds to alignment at the end."""
    where = {"inconsistency": inconsistency}
    return Contrast("alignment_end", "scenario", scenario, "nothing", where)


REPEATED_OVER_ONCE = added("repeated") - added("once")
TELL_OVER_WORK = added("tell_first", SLANTED) - added("work_first", SLANTED)
BY_NUMBER = Contrast("alignment_end", "scenario", "eight", "one")
BY_DOSE = Curve("alignment_end", "workshops")


def themes_of(priorities: Compared, scenario: str) -> WhereItSits:
    where = priorities.results[scenario].where
    assert where is not None, "a simulation that is finished"
    return where


def difference_left(tables: Tables, scenario: str = "apart") -> Evidence:
    """Share of the first difference of practice between two themes, stated alike, that is left."""
    where = themes_of(tables["priorities"], scenario)
    return ratio_of(*(np.diff(each, axis=0)[0] for each in (where.theme_end, where.theme_start)))


@quantity
def by_weighting(priorities: Compared, what: str) -> np.ndarray:
    """What it changes to put three quarters of the weight on the welcome theme."""
    return priorities.end("weight_on_welcome", what) - priorities.end("apart", what)


@quantity
def practice(priorities: Compared, scenario: str) -> np.ndarray:
    """How far practice is from each theme at the end, each counted alike."""
    return themes_of(priorities, scenario).theme_end.mean(axis=0)


@quantity
def over_all_weeks(runs: Runs, scenario: str) -> np.ndarray:
    """What a programme adds to alignment in the mean of all weeks."""
    weeks, values = runs.weekly("alignment", inconsistency=SLIGHT, scenario=scenario)
    nothing = runs.weekly("alignment", inconsistency=SLIGHT, scenario="nothing")[1]
    return np.trapezoid(values - nothing, weeks, axis=0) / (weeks[-1] - weeks[0])


def draw_purpose(tables: Tables, findings: Findings) -> Figure:
    """Engagement and performance by how much of what is stated people bring along, for leaders of
    one voice and of ever more voices, beyond those where purpose is most foreign. Means with 95 %
    bands.
    """
    figure, axes = panels(2, width=4.6, height=3.8)
    runs = tables["purpose"]
    some = tables["purpose"].only(inconsistency=tuple(runs.levels("inconsistency")[::2]))
    for place, name in zip(axes, ("engagement", "performance"), strict=True):
        shared, curves = some.curves(
            f"{name}_end", "habit_mean", "inconsistency", "inconsistency {:g}"
        )
        gains = {voice: values - values[0] for voice, values in curves.items()}
        label, title = f"Added to {name} (points)", f"{name.capitalize()} by purpose"
        draw_curves(place, shared, gains, "Habits brought along, mean (points)", label, title=title)
    return figure


def draw_priorities(tables: Tables, findings: Findings) -> Figure:
    """Left: alignment and its spread over people for one to eight themes. Right: what is left of
    the difference in practice between a welcome and an unwelcome theme that are stated alike. Means
    with 95 % intervals.
    """
    runs = tables["number"]
    figure, (left, right) = panels(2, width=4.6, height=3.8)
    curves = {
        outcome_label(outcome).partition(",")[0]: np.stack(
            [runs.at(outcome, scenario=name) for name in THEMES]
        )
        for outcome in ("alignment_end", "practice_dispersion_end")
    }
    numbers, title = np.array([*THEMES.values()]), "How many themes"
    xlabel, ylabel = "Themes (number)", "At the end (points)"
    draw_curves(left, numbers, curves, xlabel, ylabel, ylim=(0, 1), title=title)
    known = findings.evidence()
    found = {"whole model": known["welcome_stays_ahead"][1]}
    found |= {f"without {name}": known[f"left_without_{name}"][1] for name in WITHOUT}
    title = "A welcome theme and an unwelcome one"
    draw_intervals(right, found, "Left of the first difference (share)", title=title)
    return figure


def draw_programmes(tables: Tables, findings: Findings) -> Figure:
    """What workshops add to alignment. Left: the same hours at different times. Right: by how much
    of them there is all the time. Means with 95 % bands.
    """
    runs = tables["timing"]
    figure, (left, right) = panels(2, width=4.6, height=3.8)
    slight = runs.only(inconsistency=float(runs.levels("inconsistency")[0]))
    cases = {
        "nothing": "nothing",
        "one stretch": "once",
        "four stretches": "repeated",
        "thinly": "thin",
        "crammed": "crammed",
    }
    weeks, curves = slight.by_week(
        "alignment", {label: {"scenario": name} for label, name in cases.items()}
    )
    nothing = curves.pop("nothing")
    gains = {label: values - nothing for label, values in curves.items()}
    draw_weeks(left, weeks, gains, ADDED, room=1.25, title="The same hours, spent differently")
    levels, values = BY_DOSE(tables["dose"])
    label, title = factor_label("levers.workshops"), "How much, all the time"
    gain = {"": values - values[0]}
    draw_curves(right, levels, gain, label, ADDED, ylim=(0, None), title=title)
    return figure


EXPERIMENT = Experiment(
    sources={
        **sweeps(
            purpose=small(
                {
                    "levers.inconsistency": [CLEAR, 0.5, UNCLEAR],
                    "people.habit.mean": [FOREIGN, 0.5, SHARED],
                }
            ),
            number=small(),
        ),
        "priorities": ScenarioFile(
            "priorities.toml",
            small={"organisation.people": 60, "run.weeks": 26, "run.replications": 3},
        ),
        **sweeps(
            timing=small(weeks=65, record_weeks=[0, 13, 26, 39, 52, 65]),
            dose=small(),
        ),
    },
    predictions=named(
        purpose_with_clarity=predict(
            above(0.01), ENGAGEMENT, mean_in("purpose", CLEARLY - UNCLEARLY, what=INTERACTION)
        ),
        little_without_clarity=predict(
            below(0.5),
            "of what it adds with clarity",
            means_in("purpose", np.divide, UNCLEARLY, CLEARLY, what="ratio of paired means"),
        ),
        many_themes_free=predict(within(-0.01, 0.01), ALIGNMENT, mean_in("number", BY_NUMBER)),
        welcome_stays_ahead=predict(above(0.6), "of the first difference", difference_left),
        repeated_lasts=predict(above(0.01), ALIGNMENT, mean_in("timing", REPEATED_OVER_ONCE)),
        tell_before_work=predict(above(0.0), ALIGNMENT, mean_in("timing", TELL_OVER_WORK)),
    ),
    numbers=named(
        purpose_clear=report(
            "what shared purpose adds to engagement with clarity",
            ENGAGEMENT,
            mean_in("purpose", CLEARLY),
        ),
        purpose_unclear=report(
            "what shared purpose adds to engagement without clarity",
            ENGAGEMENT,
            mean_in("purpose", UNCLEARLY),
        ),
        performance_with_clarity=report(
            "what purpose adds more to performance with clarity",
            "points of performance",
            mean_in("purpose", PERFORMING),
        ),
        alignment_by_weighting=report(
            "what three quarters of the weight on the welcome theme add to measured alignment",
            ALIGNMENT,
            mean_in("priorities", by_weighting("alignment")),
        ),
        practice_by_weighting=report(
            "what they add to what is done, each theme counted alike",
            "points of practice",
            mean_in("priorities", practice("apart") - practice("weight_on_welcome")),
        ),
        engagement_by_weighting=report(
            "what they add to engagement",
            ENGAGEMENT,
            mean_in("priorities", by_weighting("engagement")),
        ),
        **{
            f"left_without_{mechanism}": report(
                f"what is left of the difference of two themes without {mechanism}",
                "of the first difference",
                difference_left,
                f"without_{mechanism}",
            )
            for mechanism in WITHOUT
        },
        **{
            f"{name}_at_the_end": report(
                f"what workshops {words} add at the end", ALIGNMENT, mean_in("timing", added(name))
            )
            for name, words in STRETCHES.items()
        },
        **{
            f"{name}_in_the_mean": report(
                f"what workshops {STRETCHES[name]} add in the mean of all weeks",
                ALIGNMENT,
                mean_in("timing", over_all_weeks(name)),
            )
            for name in ("once", "repeated")
        },
        half_dose=report(
            "pull of workshops all the time that does half of what 0.08 does",
            "share a week",
            place_in("dose", half_effect_at, BY_DOSE, "place of half of the effect"),
        ),
    ),
    ablations=(
        Ablation(
            "purpose_through",
            "What shared purpose adds more to engagement with clarity than without.",
            ENGAGEMENT,
            "purpose",
            CLEARLY - UNCLEARLY,
            off={
                "fit": {"parameters.resource_fit": 0.0},
                **without("goals", "trust", "contagion", "distortion"),
            },
        ),
        Ablation(
            "repeated_through",
            "What workshops in four stretches end ahead of one stretch.",
            ALIGNMENT,
            "timing",
            REPEATED_OVER_ONCE,
            off=("character", "turnover", "habit", "peers", "reinforcement"),
        ),
        Ablation(
            "order_through",
            "What town halls before workshops end ahead of town halls after them.",
            ALIGNMENT,
            "timing",
            TELL_OVER_WORK,
            off=("words", "effort", "character", "turnover", "cascade"),
        ),
    ),
    pictures=pictures(
        draw_purpose,
        draw_priorities,
        draw_programmes,
        mechanisms(
            "Three effects in the whole model (dotted) and with one thing off. Means with 95 %"
            " intervals.",
            width=3.9,
            ticks=4,
            purpose_through=("Purpose with clarity", "Engagement (points)"),
            repeated_through=("Four stretches over one", "Alignment (points)"),
            order_through=("Tell first over work first", "Alignment (points)"),
        ),
    ),
)
