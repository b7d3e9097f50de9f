"""When does a shared purpose pay, what do unequal priorities do, and how are workshops held best?"""

from functools import partial

import numpy as np

from orgsim.study import (
    Ablation,
    Evidence,
    Experiment,
    Number,
    Picture,
    Prediction,
    ScenarioFile,
    SweepFile,
    above,
    below,
    function_of_means,
    mean_of,
    within,
)
from orgsim.study.shapes import half_effect_at
from orgsim.study.tables import Runs, Tables

from .figures import draw_mechanisms, draw_priorities, draw_programmes, draw_purpose

CLEAR, UNCLEAR = 0.0, 1.0
FOREIGN, SHARED = 0.2, 0.8
SLIGHT, SLANTED = 0.3, 0.9
WITHOUT = ("character", "peers", "conformism", "deeds", "effort", "turnover")


def by_purpose(runs: Runs, inconsistency: float, outcome: str = "engagement_end") -> np.ndarray:
    """What shared purpose adds to an outcome over a foreign one, (replications,)."""
    return runs.at(outcome, inconsistency=inconsistency, habit_mean=SHARED) - runs.at(
        outcome, inconsistency=inconsistency, habit_mean=FOREIGN
    )


def with_clarity(runs: Runs, outcome: str = "engagement_end") -> np.ndarray:
    """What purpose adds more where leaders are of one voice, (replications,)."""
    return by_purpose(runs, CLEAR, outcome) - by_purpose(runs, UNCLEAR, outcome)


def purpose_with_clarity(tables: Tables) -> Evidence:
    return mean_of(with_clarity(tables["purpose"]), "paired interaction contrast")


def little_without_clarity(tables: Tables) -> Evidence:
    runs = tables["purpose"]
    return function_of_means(
        lambda unclear, clear: unclear / clear,
        by_purpose(runs, UNCLEAR), by_purpose(runs, CLEAR), what="ratio of paired means",
    )  # fmt: skip


def many_themes_free(tables: Tables) -> Evidence:
    at = tables["number"].at
    return mean_of(at("alignment_end", scenario="eight") - at("alignment_end", scenario="one"))


def difference_left(tables: Tables, scenario: str = "apart") -> Evidence:
    """Share of the first difference of practice between two themes, stated alike, that is left."""
    where = tables["priorities"].results[scenario].where
    return function_of_means(
        lambda first, last: last / first,
        np.diff(where.theme_start, axis=0)[0], np.diff(where.theme_end, axis=0)[0],
        what="ratio of paired means",
    )  # fmt: skip


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


def added(runs: Runs, scenario: str, inconsistency: float = SLIGHT) -> np.ndarray:
    """What a programme adds to alignment at the end, (replications,)."""
    return runs.at("alignment_end", scenario=scenario, inconsistency=inconsistency) - runs.at(
        "alignment_end", scenario="nothing", inconsistency=inconsistency
    )


def repeated_over_once(runs: Runs) -> np.ndarray:
    return added(runs, "repeated") - added(runs, "once")


def tell_over_work(runs: Runs) -> np.ndarray:
    return added(runs, "tell_first", SLANTED) - added(runs, "work_first", SLANTED)


def repeated_lasts(tables: Tables) -> Evidence:
    return mean_of(repeated_over_once(tables["timing"]))


def tell_before_work(tables: Tables) -> Evidence:
    return mean_of(tell_over_work(tables["timing"]))


def over_all_weeks(tables: Tables, scenario: str) -> Evidence:
    """What a programme adds to alignment in the mean of all weeks."""
    of = partial(tables["timing"].weekly, "alignment", inconsistency=SLIGHT)
    weeks, values = of(scenario=scenario)
    difference = values - of(scenario="nothing")[1]
    return mean_of(np.trapezoid(difference, weeks, axis=0) / (weeks[-1] - weeks[0]))


def at_the_end(tables: Tables, scenario: str, inconsistency: float = SLIGHT) -> Evidence:
    return mean_of(added(tables["timing"], scenario, inconsistency))


def half_dose(tables: Tables) -> Evidence:
    levels, curve = tables["dose"].curve("alignment_end", "workshops")
    return function_of_means(
        partial(half_effect_at, levels), curve, what="place of half of the effect"
    )


SMALL = {"replications": 3, "set": {"organisation.people": 60, "run.weeks": 26}}
ALIGNMENT = "points of alignment"

EXPERIMENT = Experiment(
    sources={
        "purpose": SweepFile("purpose.toml", {**SMALL, "vary": {
            "levers.inconsistency": [CLEAR, 0.5, UNCLEAR],
            "people.habit.mean": [FOREIGN, 0.5, SHARED]}}),
        "number": SweepFile("number.toml", SMALL),
        "priorities": ScenarioFile("priorities.toml", small={
            "organisation.people": 60, "run.weeks": 26, "run.replications": 3}),
        "timing": SweepFile("timing.toml", {
            "replications": 3, "set": {"organisation.people": 60, "run.weeks": 65},
            "record_weeks": [0, 13, 26, 39, 52, 65]}),
        "dose": SweepFile("dose.toml", SMALL),
    },
    predictions=(
        Prediction(
            "purpose_with_clarity",
            "Purpose works together with clarity: what a shared purpose adds to engagement is at least"
            " 0.01 points more where leaders are of one voice than where each has a message of their"
            " own.",
            "points of engagement", purpose_with_clarity, above(0.01)),
        Prediction(
            "little_without_clarity",
            "Without clarity little is left of it: less than half of what a shared purpose adds to"
            " engagement with clarity.",
            "of what it adds with clarity", little_without_clarity, below(0.5)),
        Prediction(
            "many_themes_free",
            "The number of themes as such costs nothing: eight are aligned as well as one, within 0.01"
            " points.",
            ALIGNMENT, many_themes_free, within(-0.01, 0.01)),
        Prediction(
            "welcome_stays_ahead",
            "Telling two themes alike does not make them alike: of the first difference between the"
            " theme people bring along and the one they do not, at least six tenths are left after three"
            " years.",
            "of the first difference", difference_left, above(0.6)),
        Prediction(
            "repeated_lasts",
            "Workshops in four short stretches end at least 0.01 points ahead of the same weeks in one"
            " stretch.",
            ALIGNMENT, repeated_lasts, above(0.01)),
        Prediction(
            "tell_before_work",
            "Where leaders slant the message, order matters: town halls before workshops end ahead of"
            " town halls after them.",
            ALIGNMENT, tell_before_work, above(0.0)),
    ),
    numbers=(
        Number("purpose_clear", "what shared purpose adds to engagement with clarity",
               "points of engagement", lambda tables: mean_of(by_purpose(tables["purpose"], CLEAR))),
        Number("purpose_unclear", "what shared purpose adds to engagement without clarity",
               "points of engagement", lambda tables: mean_of(by_purpose(tables["purpose"], UNCLEAR))),
        Number("performance_with_clarity", "what purpose adds more to performance with clarity",
               "points of performance",
               lambda tables: mean_of(with_clarity(tables["purpose"], "performance_end"))),
        Number("alignment_by_weighting", "what three quarters of the weight on the welcome theme add to"
               " measured alignment", ALIGNMENT, lambda tables: by_weighting(tables, "alignment")),
        Number("practice_by_weighting", "what they add to what is done, each theme counted alike",
               "points of practice", lambda tables: by_weighting(tables, "practice")),
        Number("engagement_by_weighting", "what they add to engagement", "points of engagement",
               lambda tables: by_weighting(tables, "engagement")),
        *(Number(f"left_without_{mechanism}", f"what is left of the difference of two themes without"
                 f" {mechanism}", "of the first difference",
                 partial(difference_left, scenario=f"without_{mechanism}"))
          for mechanism in WITHOUT),
        *(Number(f"{name}_at_the_end", f"what workshops {words} add at the end", ALIGNMENT,
                 partial(at_the_end, scenario=name))
          for name, words in (("once", "in one stretch"), ("crammed", "crammed into six weeks"),
                              ("repeated", "in four stretches"), ("thin", "spread thinly"),
                              ("once_late", "in one late stretch"))),
        *(Number(f"{name}_in_the_mean", f"what workshops {words} add in the mean of all weeks",
                 ALIGNMENT, partial(over_all_weeks, scenario=name))
          for name, words in (("once", "in one stretch"), ("repeated", "in four stretches"))),
        Number("half_dose", "pull of workshops all the time that does half of what 0.08 does",
               "share a week", half_dose),
    ),
    ablations=(
        Ablation(
            "purpose_through",
            "What shared purpose adds more to engagement with clarity than without.",
            "points of engagement", "purpose", with_clarity,
            off={"fit": {"parameters.resource_fit": 0.0},
                 **{name: {f"mechanisms.{name}": False}
                    for name in ("goals", "trust", "contagion", "distortion")}},
            keep={"levers.inconsistency": (CLEAR, UNCLEAR), "people.habit.mean": (FOREIGN, SHARED)}),
        Ablation(
            "repeated_through",
            "What workshops in four stretches end ahead of one stretch.",
            ALIGNMENT, "timing", repeated_over_once,
            off=("character", "turnover", "habit", "peers", "reinforcement"),
            keep={"scenario": ("nothing", "once", "repeated"), "levers.inconsistency": (SLIGHT,)}),
        Ablation(
            "order_through",
            "What town halls before workshops end ahead of town halls after them.",
            ALIGNMENT, "timing", tell_over_work,
            off=("words", "effort", "character", "turnover", "cascade"),
            keep={"scenario": ("nothing", "tell_first", "work_first"),
                  "levers.inconsistency": (SLANTED,)}),
    ),
    pictures={
        "purpose": Picture(
            draw_purpose,
            "Engagement and performance by how much of what is stated people bring along, for leaders of"
            " one voice and of ever more voices, beyond those where purpose is most foreign. Means with"
            " 95 % bands."),
        "priorities": Picture(
            draw_priorities,
            "Left: alignment and its spread over people for one to eight themes. Right: what is left of"
            " the difference in practice between a welcome and an unwelcome theme that are stated alike."
            " Means with 95 % intervals."),
        "programmes": Picture(
            draw_programmes,
            "What workshops add to alignment. Left: the same hours at different times. Right: by how"
            " much of them there is all the time. Means with 95 % bands."),
        "mechanisms": Picture(
            draw_mechanisms,
            "Three effects in the whole model (dotted) and with one thing off. Means with 95 %"
            " intervals."),
    },
)  # fmt: skip
