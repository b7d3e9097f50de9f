"""When does a shared purpose pay, what do unequal priorities do, and how are workshops held best?"""

from dataclasses import replace
from functools import partial

import numpy as np

from orgsim.study.contrasts import Contrast
from orgsim.study.declaration import Ablation, Experiment, ScenarioFile, SweepFile, pictures, small
from orgsim.study.evidence import Evidence, function_of_means, mean_in, mean_of, ratio_of
from orgsim.study.findings import Number, Prediction, above, below, within
from orgsim.study.shapes import half_effect_at
from orgsim.study.tables import Tables

from .figures import draw_mechanisms, draw_priorities, draw_programmes, draw_purpose

CLEAR, UNCLEAR = 0.0, 1.0
FOREIGN, SHARED = 0.2, 0.8
SLIGHT, SLANTED = 0.3, 0.9
WITHOUT = ("character", "peers", "conformism", "deeds", "effort", "turnover")


CLEARLY, UNCLEARLY = (
    Contrast("engagement_end", "habit_mean", SHARED, FOREIGN, {"inconsistency": level})
    for level in (CLEAR, UNCLEAR)
)
PERFORMING = replace(CLEARLY, outcome="performance_end") - replace(
    UNCLEARLY, outcome="performance_end"
)
CONTRAST = "paired interaction contrast"


def added(scenario: str, inconsistency: float = SLIGHT) -> Contrast:
    """What a programme adds to alignment at the end."""
    return Contrast(
        "alignment_end", "scenario", scenario, "nothing", {"inconsistency": inconsistency}
    )


REPEATED_OVER_ONCE = added("repeated") - added("once")
TELL_OVER_WORK = added("tell_first", SLANTED) - added("work_first", SLANTED)
BY_NUMBER = Contrast("alignment_end", "scenario", "eight", "one")


def little_without_clarity(tables: Tables) -> Evidence:
    return ratio_of(UNCLEARLY(tables["purpose"]), CLEARLY(tables["purpose"]))


def difference_left(tables: Tables, scenario: str = "apart") -> Evidence:
    """Share of the first difference of practice between two themes, stated alike, that is left."""
    where = tables["priorities"].results[scenario].where
    return ratio_of(*(np.diff(each, axis=0)[0] for each in (where.theme_end, where.theme_start)))


def by_weighting(tables: Tables, what: str) -> Evidence:
    """What it changes to put three quarters of the weight on the welcome theme."""
    priorities = tables["priorities"]
    if what == "practice":
        gaps = [
            priorities.results[name].where.theme_end.mean(axis=0)
            for name in ("weight_on_welcome", "apart")
        ]
        return mean_of(gaps[1] - gaps[0])
    return mean_of(priorities.end("weight_on_welcome", what) - priorities.end("apart", what))


def over_all_weeks(tables: Tables, scenario: str) -> Evidence:
    """What a programme adds to alignment in the mean of all weeks."""
    of = partial(tables["timing"].weekly, "alignment", inconsistency=SLIGHT)
    weeks, values = of(scenario=scenario)
    difference = values - of(scenario="nothing")[1]
    return mean_of(np.trapezoid(difference, weeks, axis=0) / (weeks[-1] - weeks[0]))


def half_dose(tables: Tables) -> Evidence:
    levels, curve = tables["dose"].curve("alignment_end", "workshops")
    return function_of_means(
        partial(half_effect_at, levels), curve, what="place of half of the effect"
    )


ALIGNMENT = "points of alignment"

EXPERIMENT = Experiment(
    sources={
        "purpose": SweepFile(
            "purpose.toml",
            small(
                {
                    "levers.inconsistency": [CLEAR, 0.5, UNCLEAR],
                    "people.habit.mean": [FOREIGN, 0.5, SHARED],
                }
            ),
        ),
        "number": SweepFile("number.toml", small()),
        "priorities": ScenarioFile(
            "priorities.toml",
            small={"organisation.people": 60, "run.weeks": 26, "run.replications": 3},
        ),
        "timing": SweepFile(
            "timing.toml",
            small(weeks=65, record_weeks=[0, 13, 26, 39, 52, 65]),
        ),
        "dose": SweepFile("dose.toml", small()),
    },
    predictions=(
        Prediction(
            "purpose_with_clarity",
            "points of engagement",
            mean_in("purpose", CLEARLY - UNCLEARLY, what=CONTRAST),
            above(0.01),
        ),
        Prediction(
            "little_without_clarity",
            "of what it adds with clarity",
            little_without_clarity,
            below(0.5),
        ),
        Prediction(
            "many_themes_free", ALIGNMENT, mean_in("number", BY_NUMBER), within(-0.01, 0.01)
        ),
        Prediction("welcome_stays_ahead", "of the first difference", difference_left, above(0.6)),
        Prediction("repeated_lasts", ALIGNMENT, mean_in("timing", REPEATED_OVER_ONCE), above(0.01)),
        Prediction("tell_before_work", ALIGNMENT, mean_in("timing", TELL_OVER_WORK), above(0.0)),
    ),
    numbers=(
        Number(
            "purpose_clear",
            "what shared purpose adds to engagement with clarity",
            "points of engagement",
            mean_in("purpose", CLEARLY),
        ),
        Number(
            "purpose_unclear",
            "what shared purpose adds to engagement without clarity",
            "points of engagement",
            mean_in("purpose", UNCLEARLY),
        ),
        Number(
            "performance_with_clarity",
            "what purpose adds more to performance with clarity",
            "points of performance",
            mean_in("purpose", PERFORMING),
        ),
        Number(
            "alignment_by_weighting",
            "what three quarters of the weight on the welcome theme add to measured alignment",
            ALIGNMENT,
            partial(by_weighting, what="alignment"),
        ),
        Number(
            "practice_by_weighting",
            "what they add to what is done, each theme counted alike",
            "points of practice",
            partial(by_weighting, what="practice"),
        ),
        Number(
            "engagement_by_weighting",
            "what they add to engagement",
            "points of engagement",
            partial(by_weighting, what="engagement"),
        ),
        *(
            Number(
                f"left_without_{mechanism}",
                f"what is left of the difference of two themes without {mechanism}",
                "of the first difference",
                partial(difference_left, scenario=f"without_{mechanism}"),
            )
            for mechanism in WITHOUT
        ),
        *(
            Number(
                f"{name}_at_the_end",
                f"what workshops {words} add at the end",
                ALIGNMENT,
                mean_in("timing", added(name)),
            )
            for name, words in (
                ("once", "in one stretch"),
                ("crammed", "crammed into six weeks"),
                ("repeated", "in four stretches"),
                ("thin", "spread thinly"),
                ("once_late", "in one late stretch"),
            )
        ),
        *(
            Number(
                f"{name}_in_the_mean",
                f"what workshops {words} add in the mean of all weeks",
                ALIGNMENT,
                partial(over_all_weeks, scenario=name),
            )
            for name, words in (("once", "in one stretch"), ("repeated", "in four stretches"))
        ),
        Number(
            "half_dose",
            "pull of workshops all the time that does half of what 0.08 does",
            "share a week",
            half_dose,
        ),
    ),
    ablations=(
        Ablation(
            "purpose_through",
            "What shared purpose adds more to engagement with clarity than without.",
            "points of engagement",
            "purpose",
            CLEARLY - UNCLEARLY,
            off={
                "fit": {"parameters.resource_fit": 0.0},
                **{
                    name: {f"mechanisms.{name}": False}
                    for name in ("goals", "trust", "contagion", "distortion")
                },
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
    pictures=pictures(draw_purpose, draw_priorities, draw_programmes, draw_mechanisms),
)
