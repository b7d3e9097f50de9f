"""When does a shared purpose pay, what do unequal priorities do, and how are workshops held best?"""

from functools import partial

import numpy as np

from orgsim.study.case_reports import report_each
from orgsim.study.declaration import Experiment, ScenarioFile, ablate, sweeps
from orgsim.study.evidence import INTERACTION
from orgsim.study.figures import factor_label, outcome_label
from orgsim.study.findings import above, below, named, predict, report, within
from orgsim.study.outcome_curves import Contrast, Curve, ratio
from orgsim.study.pictures import Place, figure, mechanisms, pictures, without_each
from orgsim.study.quantities import Estimated, Quantity
from orgsim.study.shapes import half_effect_at
from orgsim.study.source_table import Table
from orgsim.study.tables import Compared, Levels, Runs

CLEAR, UNCLEAR = 0.0, 1.0
FOREIGN, SHARED = 0.2, 0.8
SLIGHT, SLANTED = 0.3, 0.9
WITHOUT = ("character", "peers", "conformism", "deeds", "effort", "turnover")
THEMES = {"one": 1, "two": 2, "four": 4, "eight": 8}
ALIGNMENT, ENGAGEMENT = "points of alignment", "points of engagement"
OF_FIRST, OF_PAIRED = "of the first difference", "ratio of paired means"
ADDED = "Added to alignment (points)"
STRETCHES = {
    "once": "in one stretch",
    "crammed": "crammed into six weeks",
    "repeated": "in four stretches",
    "thin": "spread thinly",
    "once_late": "in one late stretch",
}

purpose = Table("purpose", ENGAGEMENT)
number, priorities, timing, dose = (
    Table(name, ALIGNMENT) for name in ("number", "priorities", "timing", "dose")
)


def by_purpose(inconsistency: float, outcome: str = "engagement_end") -> Contrast:
    """What shared purpose adds."""
    return purpose.contrast(outcome, "habit_mean", SHARED, FOREIGN, inconsistency=inconsistency)


CLEARLY, UNCLEARLY = by_purpose(CLEAR), by_purpose(UNCLEAR)
PERFORMING = by_purpose(CLEAR, "performance_end") - by_purpose(UNCLEAR, "performance_end")


def added(scenario: str, inconsistency: float = SLIGHT) -> Contrast:
    """What a programme adds to alignment at the end."""
    return timing.contrast(
        "alignment_end", "scenario", scenario, "nothing", inconsistency=inconsistency
    )


REPEATED_OVER_ONCE = added("repeated") - added("once")
TELL_OVER_WORK = added("tell_first", SLANTED) - added("work_first", SLANTED)
BY_DOSE = dose.curve("alignment_end", "workshops")


def added_by_week(scenario: str) -> Curve:
    return timing.weekly_contrast(
        "alignment", "scenario", scenario, "nothing", inconsistency=SLIGHT
    )


@timing.quantity
def over_all_weeks(runs: Runs, scenario: str) -> np.ndarray:
    """What a programme adds to alignment in the mean of all weeks."""
    weeks, values = added_by_week(scenario)(runs)
    return np.trapezoid(values, weeks, axis=0) / (weeks[-1] - weeks[0])


def themes(priorities: Compared, scenario: str, when: str = "end") -> np.ndarray:
    """How far practice is from each theme, (themes, replications)."""
    where = priorities.results[scenario].where
    assert where is not None, "a simulation that is finished"
    return where.theme_start if when == "start" else where.theme_end


@priorities.quantity
def practice(priorities: Compared, scenario: str) -> np.ndarray:
    """How far practice is from each theme at the end, each counted alike."""
    return themes(priorities, scenario).mean(axis=0)


@priorities.quantity
def difference(priorities: Compared, scenario: str, when: str) -> np.ndarray:
    """Of practice between two themes that are stated alike."""
    return np.diff(themes(priorities, scenario, when), axis=0)[0]


def difference_left(without: str = "") -> Estimated:
    scenario = f"without_{without}" if without else "apart"
    first, last = (difference(scenario, when) for when in ("start", "end"))
    return ratio(last, first, OF_FIRST, OF_PAIRED)


def by_weighting(what: str) -> Quantity:
    """What it changes to put three quarters of the weight on the welcome theme."""
    return priorities.end("weight_on_welcome", what) - priorities.end("apart", what)


@number.levels
def by_number(runs: Runs, outcome: str) -> Levels:
    """An outcome by the number of themes."""
    found = [runs.at(outcome, scenario=name) for name in THEMES]
    return np.array([*THEMES.values()]), np.stack(found)


@figure(2)
def draw_purpose(left: Place, right: Place) -> None:
    """Engagement and performance by how much of what is stated people bring along, for leaders of
    one voice and of ever more voices, beyond those where purpose is most foreign. Means with 95 %
    bands.
    """
    by_clarity = partial(purpose.curves, inconsistency=(CLEAR, 0.5, UNCLEAR))
    for place, name in ((left, "engagement"), (right, "performance")):
        by_voice = "habit_mean", "inconsistency", "inconsistency {:g}"
        gains = by_clarity(f"{name}_end", *by_voice).gained()
        title, label = f"{name.capitalize()} by purpose", f"Added to {name} (points)"
        place.curves(title, gains, label, "Habits brought along, mean (points)", room=1.45)


@figure(2)
def draw_priorities(left: Place, right: Place) -> None:
    """Left: alignment and its spread over people for one to eight themes. Right: what is left of
    the difference in practice between a welcome and an unwelcome theme that are stated alike. Means
    with 95 % intervals.
    """
    found = {
        outcome_label(outcome).partition(",")[0]: by_number(outcome)
        for outcome in ("alignment_end", "practice_dispersion_end")
    }
    left.curves("How many themes", found, "At the end (points)", "Themes (number)", ylim=(0, 1))
    kept = without_each("welcome_stays_ahead", "left", WITHOUT)
    title, label = "A welcome theme and an unwelcome one", "Left of the first difference (share)"
    right.intervals(title, kept, label)


@figure(2)
def draw_programmes(left: Place, right: Place) -> None:
    """What workshops add to alignment. Left: the same hours at different times. Right: by how
    much of them is held all the time. Means with 95 % bands.
    """
    names = {
        "one stretch": "once",
        "four stretches": "repeated",
        "thinly": "thin",
        "crammed": "crammed",
    }
    gains = {label: added_by_week(name) for label, name in names.items()}
    left.weeks("The same hours, spent differently", gains, ADDED, room=1.25)
    gain, label = {"": BY_DOSE.gained()}, factor_label("levers.workshops")
    right.curves("How much, all the time", gain, ADDED, label, ylim=(0, None))


EXPERIMENT = Experiment(
    sources={
        **sweeps("purpose", "number"),
        "priorities": ScenarioFile("priorities.toml"),
        **sweeps("timing", "dose"),
    },
    predictions=named(
        purpose_with_clarity=predict(above(0.01), (CLEARLY - UNCLEARLY).called(INTERACTION)),
        little_without_clarity=predict(
            below(0.5), ratio(UNCLEARLY, CLEARLY, "of what it adds with clarity", OF_PAIRED)
        ),
        many_themes_free=predict(
            within(-0.01, 0.01), number.contrast("alignment_end", "scenario", "eight", "one")
        ),
        welcome_stays_ahead=predict(above(0.6), difference_left()),
        repeated_lasts=predict(above(0.01), REPEATED_OVER_ONCE),
        tell_before_work=predict(above(0.0), TELL_OVER_WORK),
    ),
    numbers=named(
        purpose_clear=report("what shared purpose adds to engagement with clarity", CLEARLY),
        purpose_unclear=report("what shared purpose adds to engagement without clarity", UNCLEARLY),
        performance_with_clarity=report(
            "what purpose adds more to performance with clarity",
            "points of performance",
            PERFORMING,
        ),
        alignment_by_weighting=report(
            "what three quarters of the weight on the welcome theme add to measured alignment",
            by_weighting("alignment"),
        ),
        practice_by_weighting=report(
            "what they add to what is done, each theme counted alike",
            "points of practice",
            practice("apart") - practice("weight_on_welcome"),
        ),
        engagement_by_weighting=report(
            "what they add to engagement", ENGAGEMENT, by_weighting("engagement")
        ),
        **report_each(
            "left_without_{}",
            "what is left of the difference of two themes without {}",
            difference_left,
            WITHOUT,
        ),
        **report_each("{}_at_the_end", "what workshops {} add at the end", added, STRETCHES),
        **report_each(
            "{}_in_the_mean",
            "what workshops {} add in the mean of all weeks",
            over_all_weeks,
            {name: STRETCHES[name] for name in ("once", "repeated")},
        ),
        half_dose=report(
            "pull of workshops all the time that does half of what 0.08 does",
            BY_DOSE.place(half_effect_at, "place of half of the effect", "share a week"),
        ),
    ),
    ablations=named(
        purpose_through=ablate(
            "What shared purpose adds more to engagement with clarity than without.",
            CLEARLY - UNCLEARLY,
            (
                {"fit": {"parameters.resource_fit": 0.0}},
                "goals",
                "trust",
                "contagion",
                "distortion",
            ),
        ),
        repeated_through=ablate(
            "What workshops in four stretches end ahead of one stretch.",
            REPEATED_OVER_ONCE,
            ("character", "turnover", "habit", "peers", "reinforcement"),
        ),
        order_through=ablate(
            "What town halls before workshops end ahead of town halls after them.",
            TELL_OVER_WORK,
            ("effort", "character", "turnover", "cascade"),
        ),
    ),
    pictures=pictures(
        draw_purpose,
        draw_priorities,
        draw_programmes,
        mechanisms=mechanisms(
            "Three effects",
            width=3.9,
            ticks=4,
            off="thing",
            purpose_through=("Purpose with clarity", "Engagement (points)"),
            repeated_through=("Four stretches over one", "Alignment (points)"),
            order_through=("Tell first over work first", "Alignment (points)"),
        ),
    ),
)
