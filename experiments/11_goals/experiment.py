"""How difficult should goals be, for whom, and what do a say in them and their review change?"""

from collections.abc import Mapping
from functools import partial

import numpy as np
from matplotlib.figure import Figure

from orgsim.figures.style import COLOURS
from orgsim.study.declaration import Ablation, Change, Experiment, pictures, small, sweeps
from orgsim.study.evidence import Evidence, function_of_means, mean_in, means_in, place_in
from orgsim.study.figures import draw_curves, factor_label, outcome_label, panels
from orgsim.study.findings import Findings, above, named, predict, report, within
from orgsim.study.interval_figures import mechanisms
from orgsim.study.quantities import Contrast, Curve
from orgsim.study.tables import Runs, Tables

from .optimum import best_at, height_above_ends, slope, value_at

USUAL = 0.4
TOPS = "difference of tops of parabolas"
STEP = 0.3
"""How far too hard and too easy are from the best goal."""

REALISTIC, CHALLENGING, TOO_EASY, TOO_HARD = 0.4, 0.7, 0.1, 1.0


DIFFICULTY = factor_label("levers.goal_difficulty")
ADDED = "Added to performance (points)"
DIFFICULT, ENGAGED, PERFORMED = (
    f"points of {what}" for what in ("difficulty", "engagement", "performance")
)


def of_difficulty(outcome: str, aptitude: float = USUAL) -> Curve:
    """An outcome by difficulty."""
    return Curve(outcome, "goal_difficulty", {"aptitude_mean": aptitude})


ENGAGEMENT, PERFORMANCE = of_difficulty("engagement_end"), of_difficulty("performance_end")
best_in = partial(place_in, "difficulty", best_at)


def moves_with_skill(tables: Tables, outcome: str = "engagement_end") -> Evidence:
    runs = tables["difficulty"]
    aptitudes, skill = runs.curve("skill_end", "aptitude_mean")
    levels = runs.levels("goal_difficulty")
    return function_of_means(
        lambda y, skill: slope(skill, best_at(levels, y)),
        np.stack([of_difficulty(outcome, one).values(runs) for one in aptitudes]),
        skill,
        what="least-squares slope of the tops",
    )


def better_too_hard(levels: np.ndarray, y: np.ndarray) -> np.ndarray:
    """By how much goals that are too hard are better than goals as much too easy."""
    top = best_at(levels, y)
    return value_at(levels, y, top + STEP) - value_at(levels, y, top - STEP)


def by_say(difficulty: float) -> Contrast:
    """What a full say in goals adds to performance beyond none."""
    return Contrast("performance_end", "participation", 1.0, 0.0, {"goal_difficulty": difficulty})


def by_review(scenario: str, difficulty: float) -> Contrast:
    """What a scenario adds to performance."""
    where = {"goal_difficulty": difficulty}
    return Contrast("performance_end", "scenario", scenario, "as_it_is", where)


def reviewed(scenario: str) -> Curve:
    return Curve("performance_end", "goal_difficulty", {"scenario": scenario})


def of_goals(outcome: str, high: float, low: float) -> Contrast:
    return Contrast(outcome, "goal_difficulty", high, low, {"aptitude_mean": USUAL})


def draw_optimum(tables: Tables, findings: Findings) -> Figure:
    """Engagement, beyond that with the easiest goals, and performance after three years by the
    difficulty of goals, for people of three aptitudes; dots below stand where each is best, with
    its 95 % interval. Means with 95 % bands.
    """
    runs = tables["difficulty"]
    figure, axes = panels(2, width=4.6, height=3.8)
    ways = (
        ("engagement_end", "What feels best", "Gained over the easiest goals (points)"),
        ("performance_end", "What gets most done", outcome_label("performance_end")),
    )
    for place, (outcome, title, label) in zip(axes, ways, strict=True):
        levels, curves = runs.curves(outcome, "goal_difficulty", "aptitude_mean", "aptitude {:g}")
        if outcome == "engagement_end":
            curves = {name: values - values[0] for name, values in curves.items()}
        draw_curves(place, levels, curves, DIFFICULTY, label, markers=False, title=title)
        low, high = place.get_ylim()
        place.set_ylim(low - 0.2 * (high - low), high)
        for row, values in enumerate(curves.values()):
            found = function_of_means(partial(best_at, levels), values)
            at = low - (0.04 + 0.055 * row) * (high - low)
            place.hlines(at, found.low, found.high, color=COLOURS[row], linewidth=3)
            place.plot(found.value, at, marker="o", markersize=4.5, color=COLOURS[row])
    return figure


def draw_reviews(tables: Tables, findings: Findings) -> Figure:
    """What is added to performance. Left: by a full say in goals, against none. Right: by review
    cycles and each half of them. Means with 95 % bands.
    """
    figure, (left, right) = panels(2, width=4.6, height=3.6)
    runs = tables["participation"]
    levels, say = runs.changes("performance_end", "participation", 1.0, 0.0, "goal_difficulty")
    title = "By a full say in goals"
    draw_curves(left, levels, {"": say}, DIFFICULTY, ADDED, ylim=(0, None), title=title)
    levels, usual = reviewed("as_it_is")(tables["reviews"])
    added = {
        name.replace("_", " "): reviewed(name).values(tables["reviews"]) - usual for name in REVIEWS
    }
    draw_curves(right, levels, added, DIFFICULTY, ADDED, room=1.3, title="By review cycles")
    right.set_ylim(bottom=min(0.0, right.get_ylim()[0]))
    return figure


REVIEWS = ("review_cycle", "say_alone", "development_alone")
OFF: Mapping[str, Change] = {
    "goals": {"mechanisms.goals": False},
    "progress": {"parameters.resource_progress": 0.0},
    "overreach": {"parameters.demand_overreach": 0.0},
    "learning": {"mechanisms.learning": False},
    "contagion": {"mechanisms.contagion": False},
    "spread of aptitude": {"people.aptitude.spread": 0.0},
}
DIFFICULTIES = [0.1, 0.4, 0.7, 1.0]

EXPERIMENT = Experiment(
    sources=sweeps(
        difficulty=small({"levers.goal_difficulty": DIFFICULTIES}),
        participation=small(),
        reviews=small({"levers.goal_difficulty": [0.2, 0.5, 0.8]}, record_weeks=[0, 13, 26]),
    ),
    predictions=named(
        inverted_u=predict(
            above(0.01),
            ENGAGED,
            means_in(
                "difficulty",
                height_above_ends,
                ENGAGEMENT.values,
                what="top less the higher end, of means",
            ),
        ),
        work_above_mood=predict(above(0.1), DIFFICULT, best_in(PERFORMANCE, TOPS, ENGAGEMENT)),
        moves_with_skill=predict(
            within(0.5, 1.5), "difficulty for each point of skill", moves_with_skill
        ),
        forgives_too_hard=predict(
            above(0.05),
            PERFORMED,
            place_in(
                "difficulty", better_too_hard, PERFORMANCE, "difference of interpolated means"
            ),
        ),
        say_matters_most_when_hard=predict(
            above(1.5),
            "times as much",
            means_in("participation", np.divide, by_say(0.7), by_say(0.3), what="ratio of means"),
        ),
        reviews_raise_the_bar=predict(
            above(0.02),
            DIFFICULT,
            place_in("reviews", best_at, reviewed("review_cycle"), TOPS, reviewed("as_it_is")),
        ),
    ),
    numbers=named(
        **{
            f"best_for_{name}_aptitude_{aptitude * 10:.0f}": report(
                f"best difficulty for {name}, where aptitude is {aptitude:g} in the mean",
                DIFFICULT,
                best_in(of_difficulty(f"{name}_end", aptitude), "top of a parabola"),
            )
            for name in ("engagement", "performance")
            for aptitude in (0.2, 0.4, 0.6)
        },
        **{
            f"skill_aptitude_{aptitude * 10:.0f}": report(
                f"mean skill in the end, where aptitude is {aptitude:g} in the mean",
                "points of skill",
                mean_in("difficulty", Runs.at, "skill_end", aptitude_mean=aptitude, what="mean"),
            )
            for aptitude in (0.2, 0.4, 0.6)
        },
        performance_moves_with_skill=report(
            "by how much the best difficulty for performance moves with mean skill",
            "difficulty for each point of skill",
            moves_with_skill,
            "performance_end",
        ),
        **{
            f"{scenario}_at_{difficulty * 10:.0f}": report(
                f"what {scenario.replace('_', ' ')} adds to performance at difficulty {difficulty:g}",
                PERFORMED,
                mean_in("reviews", by_review(scenario, difficulty)),
            )
            for scenario in REVIEWS
            for difficulty in (0.5, 0.8)
        },
    ),
    ablations=(
        Ablation(
            "too_hard_through",
            "What realistic goals (0.4) add to engagement over goals out of reach (1.0).",
            ENGAGED,
            "difficulty",
            of_goals("engagement_end", REALISTIC, TOO_HARD),
            off=OFF,
        ),
        Ablation(
            "too_easy_through",
            "What realistic goals (0.4) add to engagement over effortless ones (0.1).",
            ENGAGED,
            "difficulty",
            of_goals("engagement_end", REALISTIC, TOO_EASY),
            off=OFF,
        ),
        Ablation(
            "challenge_through",
            "What challenging goals (0.7) add to performance over realistic ones (0.4).",
            PERFORMED,
            "difficulty",
            of_goals("performance_end", CHALLENGING, REALISTIC),
            off=OFF,
        ),
    ),
    pictures=pictures(
        draw_optimum,
        draw_reviews,
        mechanisms(
            "What realistic goals add to engagement, and challenging ones to performance, in the"
            " whole model (dotted) and with one thing off. Means with 95 % intervals.",
            width=3.9,
            ticks=4,
            too_easy_through=("Realistic over effortless", "Engagement (points)"),
            too_hard_through=("Realistic over out of reach", "Engagement (points)"),
            challenge_through=("Challenging over realistic", "Performance (points)"),
        ),
    ),
)
