"""How difficult should goals be, for whom, and what do a say in them and their review change?"""

from functools import partial

import numpy as np

from orgsim.figures.style import COLOURS
from orgsim.study.declaration import Experiment, ablate, sweeps
from orgsim.study.evidence import Evidence, function_of_means
from orgsim.study.figures import factor_label, outcome_label
from orgsim.study.findings import above, named, predict, report, within
from orgsim.study.outcome_curves import Contrast, Curve, of_means, ratio
from orgsim.study.pictures import Place, figure, mechanisms, pictures
from orgsim.study.quantities import Quantity
from orgsim.study.shapes import best_at, height_above_ends, slope, value_at
from orgsim.study.source_table import Family, Table
from orgsim.study.tables import Tables

USUAL = 0.4
TOP = "top of a parabola"
TOPS = "difference of tops of parabolas"
STEP = 0.3
"""How far too hard and too easy are from the best goal."""

REALISTIC, CHALLENGING, TOO_EASY, TOO_HARD = 0.4, 0.7, 0.1, 1.0


FOR_SKILL = "difficulty for each point of skill"
ADDED = "Added to performance (points)"
DIFFICULT, ENGAGED, PERFORMED = (
    f"points of {what}" for what in ("difficulty", "engagement", "performance")
)


difficulty, participation = Table("difficulty", PERFORMED), Table("participation", PERFORMED)
reviews = Table("reviews", PERFORMED)


def of_difficulty(outcome: str, aptitude: float = USUAL) -> Curve:
    """An outcome by difficulty."""
    return difficulty.curve(outcome, "goal_difficulty", aptitude_mean=aptitude)


ENGAGEMENT, PERFORMANCE = of_difficulty("engagement_end"), of_difficulty("performance_end")


def moves_with_skill(tables: Tables, outcome: str = "engagement_end") -> Evidence:
    runs = tables["difficulty"]
    _, levels, values = runs.grid(outcome, "aptitude_mean", "goal_difficulty")
    return function_of_means(
        lambda y, skill: slope(skill, best_at(levels, y)),
        values,
        runs.curve("skill_end", "aptitude_mean")[1],
        what="least-squares slope of the tops",
    )


def better_too_hard(levels: np.ndarray, y: np.ndarray) -> np.ndarray:
    """By how much goals that are too hard are better than goals as much too easy."""
    top = best_at(levels, y)
    return value_at(levels, y, top + STEP) - value_at(levels, y, top - STEP)


SAY = participation.contrast("performance_end", "participation", 1.0, 0.0)
"""What a full say in goals adds to performance beyond none."""


def by_say(level: float) -> Quantity:
    return SAY.over("goal_difficulty").near(level)


def reviewed(scenario: str) -> Curve:
    return reviews.curve("performance_end", "goal_difficulty", scenario=scenario)


def by_review(scenario: str) -> Curve:
    return reviewed(scenario) - reviewed("as_it_is")


def of_goals(outcome: str, high: float, low: float) -> Contrast:
    return difficulty.contrast(outcome, "goal_difficulty", high, low, aptitude_mean=USUAL)


DIFFICULTY = factor_label("levers.goal_difficulty")


def draw_best(place: Place, title: str, shown: Family, label: str) -> None:
    """Curves of difficulty, and below them where each is best."""
    place.curves(title, shown, label, DIFFICULTY, markers=False)
    levels, curves = shown(place.tables)
    low, high = place.axes.get_ylim()
    place.axes.set_ylim(low - 0.2 * (high - low), high)
    for row, values in enumerate(curves.values()):
        found = function_of_means(partial(best_at, levels), values)
        at = low - (0.04 + 0.055 * row) * (high - low)
        place.axes.hlines(at, found.low, found.high, color=COLOURS[row], linewidth=3)
        place.axes.plot(found.value, at, marker="o", markersize=4.5, color=COLOURS[row])


@figure(2)
def draw_optimum(left: Place, right: Place) -> None:
    """Engagement, beyond that with the easiest goals, and performance after three years by the
    difficulty of goals, for people of three aptitudes; dots below stand where each is best, with
    its 95 % interval. Means with 95 % bands.
    """
    engaged, performed = (
        difficulty.curves(outcome, "goal_difficulty", "aptitude_mean", "aptitude {:g}")
        for outcome in ("engagement_end", "performance_end")
    )
    label = "Gained over the easiest goals (points)"
    draw_best(left, "What feels best", engaged.gained(), label)
    draw_best(right, "What gets most done", performed, outcome_label("performance_end"))


@figure(2, height=3.6)
def draw_reviews(left: Place, right: Place) -> None:
    """What is added to performance. Left: by a full say in goals, against none. Right: by review
    cycles and each half of them. Means with 95 % bands.
    """
    say = {"": SAY.over("goal_difficulty")}
    left.curves("By a full say in goals", say, ADDED, DIFFICULTY, ylim=(0, None))
    added = {name.replace("_", " "): by_review(name) for name in REVIEWS}
    right.curves("By review cycles", added, ADDED, DIFFICULTY, room=1.3)
    right.axes.set_ylim(bottom=min(0.0, right.axes.get_ylim()[0]))


REVIEWS = ("review_cycle", "say_alone", "development_alone")
APTITUDES = (0.2, 0.4, 0.6)
WITHOUT = {
    "progress": {"parameters.resource_progress": 0.0},
    "overreach": {"parameters.demand_overreach": 0.0},
}
ALIKE = {"spread of aptitude": {"people.aptitude.spread": 0.0}}
OFF = ("goals", WITHOUT, "learning", "contagion", ALIKE)

EXPERIMENT = Experiment(
    sources=sweeps("difficulty", "participation", "reviews"),
    predictions=named(
        inverted_u=predict(
            above(0.01),
            ENGAGED,
            of_means(height_above_ends, ENGAGEMENT, what="top less the higher end, of means"),
        ),
        work_above_mood=predict(
            above(0.1), PERFORMANCE.place(best_at, TOPS, DIFFICULT, less=ENGAGEMENT)
        ),
        moves_with_skill=predict(within(0.5, 1.5), FOR_SKILL, moves_with_skill),
        forgives_too_hard=predict(
            above(0.05),
            PERFORMANCE.place(better_too_hard, "difference of interpolated means", PERFORMED),
        ),
        say_matters_most_when_hard=predict(
            above(1.5), ratio(by_say(0.7), by_say(0.3), "times as much")
        ),
        reviews_raise_the_bar=predict(
            above(0.02),
            reviewed("review_cycle").place(best_at, TOPS, DIFFICULT, less=reviewed("as_it_is")),
        ),
    ),
    numbers=named(
        **{
            f"best_for_{name}_aptitude_{aptitude * 10:.0f}": report(
                f"best difficulty for {name}, where aptitude is {aptitude:g} in the mean",
                of_difficulty(f"{name}_end", aptitude).place(best_at, TOP, DIFFICULT),
            )
            for name in ("engagement", "performance")
            for aptitude in APTITUDES
        },
        **{
            f"skill_aptitude_{aptitude * 10:.0f}": report(
                f"mean skill in the end, where aptitude is {aptitude:g} in the mean",
                "points of skill",
                difficulty.at("skill_end", aptitude_mean=aptitude).called("mean"),
            )
            for aptitude in APTITUDES
        },
        performance_moves_with_skill=report(
            "by how much the best difficulty for performance moves with mean skill",
            FOR_SKILL,
            moves_with_skill,
            "performance_end",
        ),
        **{
            f"{scenario}_at_{level * 10:.0f}": report(
                f"what {scenario.replace('_', ' ')} adds to performance at difficulty {level:g}",
                by_review(scenario).near(level),
            )
            for scenario in REVIEWS
            for level in (0.5, 0.8)
        },
    ),
    ablations=named(
        too_hard_through=ablate(
            "What realistic goals (0.4) add to engagement over goals out of reach (1.0).",
            of_goals("engagement_end", REALISTIC, TOO_HARD).measured_in(ENGAGED),
            OFF,
        ),
        too_easy_through=ablate(
            "What realistic goals (0.4) add to engagement over effortless ones (0.1).",
            of_goals("engagement_end", REALISTIC, TOO_EASY).measured_in(ENGAGED),
            OFF,
        ),
        challenge_through=ablate(
            "What challenging goals (0.7) add to performance over realistic ones (0.4).",
            of_goals("performance_end", CHALLENGING, REALISTIC),
            OFF,
        ),
    ),
    pictures=pictures(
        draw_optimum,
        draw_reviews,
        mechanisms=mechanisms(
            "What realistic goals add to engagement, and challenging ones to performance,",
            width=3.9,
            ticks=4,
            off="thing",
            too_easy_through=("Realistic over effortless", "Engagement (points)"),
            too_hard_through=("Realistic over out of reach", "Engagement (points)"),
            challenge_through=("Challenging over realistic", "Performance (points)"),
        ),
    ),
)
