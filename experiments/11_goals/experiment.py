"""How difficult should goals be, for whom, and what do a say in them and their review change?"""

import numpy as np

from orgsim.study import (
    Ablation,
    Evidence,
    Experiment,
    Number,
    Picture,
    Prediction,
    SweepFile,
    above,
    function_of_means,
    mean_of,
    within,
)
from orgsim.study.tables import Runs, Tables

from .figures import draw_mechanisms, draw_optimum, draw_reviews
from .optimum import best_at, height_above_ends, slope, value_at

USUAL = 0.4
STEP = 0.3
"""How far too hard and too easy are from the best goal."""

REALISTIC, CHALLENGING, TOO_EASY, TOO_HARD = 0.4, 0.7, 0.1, 1.0


def of_difficulty(tables: Tables, outcome: str, aptitude: float = USUAL):
    return tables["difficulty"].curve(outcome, "goal_difficulty", aptitude_mean=aptitude)


def best(tables: Tables, outcome: str, aptitude: float = USUAL) -> Evidence:
    levels, curve = of_difficulty(tables, outcome, aptitude)
    return function_of_means(lambda y: best_at(levels, y), curve, what="top of a parabola")


def inverted_u(tables: Tables) -> Evidence:
    _, curve = of_difficulty(tables, "engagement_end")
    return function_of_means(height_above_ends, curve, what="top less the higher end, of means")


def work_above_mood(tables: Tables) -> Evidence:
    levels, engagement = of_difficulty(tables, "engagement_end")
    _, performance = of_difficulty(tables, "performance_end")
    return function_of_means(
        lambda work, mood: best_at(levels, work) - best_at(levels, mood),
        performance, engagement, what="difference of tops of parabolas",
    )  # fmt: skip


def moves_with_skill(tables: Tables, outcome: str = "engagement_end") -> Evidence:
    aptitudes = tables["difficulty"].levels("aptitude_mean")
    levels, _ = of_difficulty(tables, outcome)
    curves = np.stack([of_difficulty(tables, outcome, one)[1] for one in aptitudes])
    skill = np.stack([tables["difficulty"].at("skill_end", aptitude_mean=one) for one in aptitudes])
    return function_of_means(
        lambda y, skill: slope(skill, best_at(levels, y)), curves, skill,
        what="least-squares slope of the tops",
    )  # fmt: skip


def forgives_too_hard(tables: Tables) -> Evidence:
    levels, curve = of_difficulty(tables, "performance_end")

    def better(y: np.ndarray) -> np.ndarray:
        top = best_at(levels, y)
        return value_at(levels, y, top + STEP) - value_at(levels, y, top - STEP)

    return function_of_means(better, curve, what="difference of interpolated means")


def by_say(runs: Runs, difficulty: float) -> np.ndarray:
    """What a full say in goals adds to performance beyond none, (replications,)."""
    say = [
        runs.at("performance_end", goal_difficulty=difficulty, participation=much)
        for much in (1.0, 0.0)
    ]
    return say[0] - say[1]


def say_matters_most_when_hard(tables: Tables) -> Evidence:
    runs = tables["participation"]
    return function_of_means(
        lambda hard, easy: hard / easy, by_say(runs, 0.7), by_say(runs, 0.3), what="ratio of means"
    )


def reviews_raise_the_bar(tables: Tables) -> Evidence:
    runs = tables["reviews"]
    levels, with_it = runs.curve("performance_end", "goal_difficulty", scenario="review_cycle")
    _, without = runs.curve("performance_end", "goal_difficulty", scenario="as_it_is")
    return function_of_means(
        lambda one, other: best_at(levels, one) - best_at(levels, other), with_it, without,
        what="difference of tops of parabolas",
    )  # fmt: skip


def by_review(tables: Tables, scenario: str, difficulty: float) -> Evidence:
    at = tables["reviews"].at
    return mean_of(
        at("performance_end", scenario=scenario, goal_difficulty=difficulty)
        - at("performance_end", scenario="as_it_is", goal_difficulty=difficulty)
    )


def realistic_over_too_hard(runs: Runs) -> np.ndarray:
    return runs.at("engagement_end", goal_difficulty=REALISTIC) - runs.at(
        "engagement_end", goal_difficulty=TOO_HARD
    )


def realistic_over_too_easy(runs: Runs) -> np.ndarray:
    return runs.at("engagement_end", goal_difficulty=REALISTIC) - runs.at(
        "engagement_end", goal_difficulty=TOO_EASY
    )


def challenging_over_realistic(runs: Runs) -> np.ndarray:
    return runs.at("performance_end", goal_difficulty=CHALLENGING) - runs.at(
        "performance_end", goal_difficulty=REALISTIC
    )


OFF = {
    "goals": {"mechanisms.goals": False},
    "progress": {"parameters.resource_progress": 0.0},
    "overreach": {"parameters.demand_overreach": 0.0},
    "learning": {"mechanisms.learning": False},
    "contagion": {"mechanisms.contagion": False},
    "spread of aptitude": {"people.aptitude.spread": 0.0},
}
SMALL = {"replications": 3, "set": {"organisation.people": 60, "run.weeks": 26}}
DIFFICULTIES = [0.1, 0.4, 0.7, 1.0]

EXPERIMENT = Experiment(
    sources={
        "difficulty": SweepFile(
            "difficulty.toml", {**SMALL, "vary": {"levers.goal_difficulty": DIFFICULTIES}}),
        "participation": SweepFile("participation.toml", SMALL),
        "reviews": SweepFile("reviews.toml", {
            **SMALL, "vary": {"levers.goal_difficulty": [0.2, 0.5, 0.8]}, "record_weeks": [0, 13, 26]}),
    },
    predictions=(
        Prediction(
            "inverted_u",
            "Engagement is an inverted U of difficulty: the best goals engage at least 0.01 points more"
            " than the easiest and the hardest.",
            "points of engagement", inverted_u, above(0.01)),
        Prediction(
            "work_above_mood",
            "The goals that get most done are harder than those that feel best, by at least 0.1.",
            "points of difficulty", work_above_mood, above(0.1)),
        Prediction(
            "moves_with_skill",
            "The goals that feel best move with skill, by 0.5 to 1.5 points of difficulty for a point of"
            " mean skill.",
            "difficulty for each point of skill", moves_with_skill, within(0.5, 1.5)),
        Prediction(
            "forgives_too_hard",
            "Performance forgives goals that are too hard: 0.3 above the best, at least 0.05 points more"
            " is done than 0.3 below it.",
            "points of performance", forgives_too_hard, above(0.05)),
        Prediction(
            "say_matters_most_when_hard",
            "A say in goals matters most when they are hard: it adds at least half as much again to"
            " performance at a difficulty of 0.7 as at 0.3.",
            "times as much", say_matters_most_when_hard, above(1.5)),
        Prediction(
            "reviews_raise_the_bar",
            "Review cycles raise the bar that pays: the best difficulty for performance is at least 0.02"
            " higher with them.",
            "points of difficulty", reviews_raise_the_bar, above(0.02)),
    ),
    numbers=(
        *(Number(f"best_for_{name}_aptitude_{aptitude * 10:.0f}",
                 f"best difficulty for {name}, where aptitude is {aptitude:g} in the mean",
                 "points of difficulty",
                 lambda tables, outcome=outcome, aptitude=aptitude: best(tables, outcome, aptitude))
          for name, outcome in (("engagement", "engagement_end"), ("performance", "performance_end"))
          for aptitude in (0.2, 0.4, 0.6)),
        *(Number(f"skill_aptitude_{aptitude * 10:.0f}",
                 f"mean skill in the end, where aptitude is {aptitude:g} in the mean", "points of skill",
                 lambda tables, aptitude=aptitude: mean_of(
                     tables["difficulty"].at("skill_end", aptitude_mean=aptitude), "mean"))
          for aptitude in (0.2, 0.4, 0.6)),
        Number("performance_moves_with_skill",
               "by how much the best difficulty for performance moves with mean skill",
               "difficulty for each point of skill",
               lambda tables: moves_with_skill(tables, "performance_end")),
        *(Number(f"{scenario}_at_{difficulty * 10:.0f}",
                 f"what {scenario.replace('_', ' ')} adds to performance at difficulty {difficulty:g}",
                 "points of performance",
                 lambda tables, scenario=scenario, difficulty=difficulty: by_review(
                     tables, scenario, difficulty))
          for scenario in ("review_cycle", "say_alone", "development_alone")
          for difficulty in (0.5, 0.8)),
    ),
    ablations=(
        Ablation(
            "too_hard_through",
            "What realistic goals (0.4) add to engagement over goals out of reach (1.0).",
            "points of engagement", "difficulty", realistic_over_too_hard, off=OFF,
            keep={"levers.goal_difficulty": (REALISTIC, TOO_HARD), "people.aptitude.mean": (USUAL,)}),
        Ablation(
            "too_easy_through",
            "What realistic goals (0.4) add to engagement over effortless ones (0.1).",
            "points of engagement", "difficulty", realistic_over_too_easy, off=OFF,
            keep={"levers.goal_difficulty": (REALISTIC, TOO_EASY), "people.aptitude.mean": (USUAL,)}),
        Ablation(
            "challenge_through",
            "What challenging goals (0.7) add to performance over realistic ones (0.4).",
            "points of performance", "difficulty", challenging_over_realistic, off=OFF,
            keep={"levers.goal_difficulty": (CHALLENGING, REALISTIC),
                  "people.aptitude.mean": (USUAL,)}),
    ),
    pictures={
        "optimum": Picture(
            draw_optimum,
            "Engagement, beyond that with the easiest goals, and performance after three years by the"
            " difficulty of goals, for people of three aptitudes; dots below stand where each is best,"
            " with its 95 % interval. Means with 95 % bands."),
        "reviews": Picture(
            draw_reviews,
            "What is added to performance. Left: by a full say in goals, against none. Right: by review"
            " cycles and each half of them. Means with 95 % bands."),
        "mechanisms": Picture(
            draw_mechanisms,
            "What realistic goals add to engagement, and challenging ones to performance, in the whole"
            " model (dotted) and with one thing off. Means with 95 % intervals."),
    },
)  # fmt: skip
