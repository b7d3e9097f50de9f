"""How difficult should goals be, for whom, and what do a say in them and their review change?"""

from collections.abc import Mapping
from functools import partial

import numpy as np

from orgsim.study.contrasts import Contrast
from orgsim.study.declaration import Ablation, Change, Experiment, SweepFile, pictures, small
from orgsim.study.evidence import Evidence, difference_of, function_of_means, mean_in, ratio_of
from orgsim.study.findings import Number, Prediction, above, within
from orgsim.study.tables import Runs, Tables

from .figures import draw_mechanisms, draw_optimum, draw_reviews
from .optimum import best_at, height_above_ends, slope, value_at

USUAL = 0.4
TOPS = "difference of tops of parabolas"
STEP = 0.3
"""How far too hard and too easy are from the best goal."""

REALISTIC, CHALLENGING, TOO_EASY, TOO_HARD = 0.4, 0.7, 0.1, 1.0


def of_difficulty(
    tables: Tables, outcome: str, aptitude: float = USUAL
) -> tuple[np.ndarray, np.ndarray]:
    """Levels of difficulty (levels,), and an outcome there (levels, replications)."""
    return tables["difficulty"].curve(outcome, "goal_difficulty", aptitude_mean=aptitude)


def best(tables: Tables, outcome: str, aptitude: float = USUAL) -> Evidence:
    levels, curve = of_difficulty(tables, outcome, aptitude)
    return function_of_means(partial(best_at, levels), curve, what="top of a parabola")


def inverted_u(tables: Tables) -> Evidence:
    _, curve = of_difficulty(tables, "engagement_end")
    return function_of_means(height_above_ends, curve, what="top less the higher end, of means")


def work_above_mood(tables: Tables) -> Evidence:
    levels, mood = of_difficulty(tables, "engagement_end")
    _, work = of_difficulty(tables, "performance_end")
    return difference_of(partial(best_at, levels), work, mood, TOPS)


def moves_with_skill(tables: Tables, outcome: str = "engagement_end") -> Evidence:
    aptitudes = tables["difficulty"].levels("aptitude_mean")
    levels, _ = of_difficulty(tables, outcome)
    curves = np.stack([of_difficulty(tables, outcome, one)[1] for one in aptitudes])
    skill = np.stack([tables["difficulty"].at("skill_end", aptitude_mean=one) for one in aptitudes])
    return function_of_means(
        lambda y, skill: slope(skill, best_at(levels, y)),
        curves,
        skill,
        what="least-squares slope of the tops",
    )


def forgives_too_hard(tables: Tables) -> Evidence:
    levels, curve = of_difficulty(tables, "performance_end")

    def better(y: np.ndarray) -> np.ndarray:
        top = best_at(levels, y)
        return value_at(levels, y, top + STEP) - value_at(levels, y, top - STEP)

    return function_of_means(better, curve, what="difference of interpolated means")


def by_say(runs: Runs, difficulty: float) -> np.ndarray:
    """What a full say in goals adds to performance beyond none, (replications,)."""
    return runs.change("performance_end", "participation", 1.0, 0.0, goal_difficulty=difficulty)


def say_matters_most_when_hard(tables: Tables) -> Evidence:
    runs = tables["participation"]
    return ratio_of(by_say(runs, 0.7), by_say(runs, 0.3), "ratio of means")


def reviews_raise_the_bar(tables: Tables) -> Evidence:
    of = partial(tables["reviews"].curve, "performance_end", "goal_difficulty")
    (levels, with_it), (_, without) = of(scenario="review_cycle"), of(scenario="as_it_is")
    return difference_of(partial(best_at, levels), with_it, without, TOPS)


def by_review(runs: Runs, scenario: str, difficulty: float) -> np.ndarray:
    """What a scenario adds to performance, (replications,)."""
    return runs.change(
        "performance_end", "scenario", scenario, "as_it_is", goal_difficulty=difficulty
    )


def of_goals(outcome: str, high: float, low: float) -> Contrast:
    return Contrast(outcome, "goal_difficulty", high, low, {"aptitude_mean": USUAL})


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
    sources={
        "difficulty": SweepFile("difficulty.toml", small({"levers.goal_difficulty": DIFFICULTIES})),
        "participation": SweepFile("participation.toml", small()),
        "reviews": SweepFile(
            "reviews.toml",
            small({"levers.goal_difficulty": [0.2, 0.5, 0.8]}, record_weeks=[0, 13, 26]),
        ),
    },
    predictions=(
        Prediction("inverted_u", "points of engagement", inverted_u, above(0.01)),
        Prediction("work_above_mood", "points of difficulty", work_above_mood, above(0.1)),
        Prediction(
            "moves_with_skill",
            "difficulty for each point of skill",
            moves_with_skill,
            within(0.5, 1.5),
        ),
        Prediction("forgives_too_hard", "points of performance", forgives_too_hard, above(0.05)),
        Prediction(
            "say_matters_most_when_hard", "times as much", say_matters_most_when_hard, above(1.5)
        ),
        Prediction(
            "reviews_raise_the_bar", "points of difficulty", reviews_raise_the_bar, above(0.02)
        ),
    ),
    numbers=(
        *(
            Number(
                f"best_for_{name}_aptitude_{aptitude * 10:.0f}",
                f"best difficulty for {name}, where aptitude is {aptitude:g} in the mean",
                "points of difficulty",
                partial(best, outcome=outcome, aptitude=aptitude),
            )
            for name, outcome in (
                ("engagement", "engagement_end"),
                ("performance", "performance_end"),
            )
            for aptitude in (0.2, 0.4, 0.6)
        ),
        *(
            Number(
                f"skill_aptitude_{aptitude * 10:.0f}",
                f"mean skill in the end, where aptitude is {aptitude:g} in the mean",
                "points of skill",
                mean_in("difficulty", Runs.at, "skill_end", aptitude_mean=aptitude, what="mean"),
            )
            for aptitude in (0.2, 0.4, 0.6)
        ),
        Number(
            "performance_moves_with_skill",
            "by how much the best difficulty for performance moves with mean skill",
            "difficulty for each point of skill",
            partial(moves_with_skill, outcome="performance_end"),
        ),
        *(
            Number(
                f"{scenario}_at_{difficulty * 10:.0f}",
                f"what {scenario.replace('_', ' ')} adds to performance at difficulty {difficulty:g}",
                "points of performance",
                mean_in("reviews", by_review, scenario, difficulty),
            )
            for scenario in ("review_cycle", "say_alone", "development_alone")
            for difficulty in (0.5, 0.8)
        ),
    ),
    ablations=(
        Ablation(
            "too_hard_through",
            "What realistic goals (0.4) add to engagement over goals out of reach (1.0).",
            "points of engagement",
            "difficulty",
            of_goals("engagement_end", REALISTIC, TOO_HARD),
            off=OFF,
        ),
        Ablation(
            "too_easy_through",
            "What realistic goals (0.4) add to engagement over effortless ones (0.1).",
            "points of engagement",
            "difficulty",
            of_goals("engagement_end", REALISTIC, TOO_EASY),
            off=OFF,
        ),
        Ablation(
            "challenge_through",
            "What challenging goals (0.7) add to performance over realistic ones (0.4).",
            "points of performance",
            "difficulty",
            of_goals("performance_end", CHALLENGING, REALISTIC),
            off=OFF,
        ),
    ),
    pictures=pictures(draw_optimum, draw_reviews, draw_mechanisms),
)
