"""What studies found, as numbers that are drawn beside what the model does; sources are the trials'."""

from typing import NamedTuple

POINTS = {
    "drift_gap": -0.01,
    "juniors_follow": 34 / 74,
    "leaders_on_top": (53 - 20) / 80 - (42 - 23) / 77,
    "leaders_on_top_year": (53 - 20) / 80 - (46 - 23) / 77,
    "attention": (73 - 25) / 75,
    "printed_matter": 0.043,
    "opinion_leaders": 0.12,
    "campaign_kept": (64 - 55) / (68 - 55),
    "campaign_with_heads_kept": (70 - 54) / (64 - 54),
    "quits_meanwhile": -0.225,
    "performance_meanwhile": 0.0,
    "engagement_lag_1": 0.85,
    "engagement_lag_4": 0.80,
    "engagement_lag_8": 0.76,
    "engagement_lag_15": 0.72,
    "leadership_icc": 0.127,
    "wellbeing_icc": 0.044,
    "leadership_wellbeing": 0.61,
    "in_use_at_once": 0.62,
    "in_use_half_year": 0.44,
    "in_use_year": 0.34,
    "load": -0.087,
    "words_for_a_year": (61 - 59 - (60 - 59)) / 41,
    "leavers_by_leader": 0.40,
    "performance_by_leader": 0.11,
    "development_effort": 0.82,
    "development_engagement": 0.29,
}
"""By part; shares of those who do it are shares of the way from where they began to all."""


class Point(NamedTuple):
    """What was found so many weeks after the beginning, and how sure that is, as far as it is known."""

    week: float
    value: float
    error: float = 0.0


COURSES = {
    "bundle": (Point(26, (42 - 23) / 77), Point(52, (46 - 23) / 77)),
    "with_leaders": (Point(26, (53 - 20) / 80), Point(52, (53 - 20) / 80)),
    "attention": (Point(8, (73 - 25) / 75),),
    "campaign": (Point(52, (68 - 55) / 45), Point(104, (64 - 55) / 45)),
    "campaign_with_heads": (Point(52, (64 - 54) / 46), Point(104, (70 - 54) / 46)),
    "quits": (Point(19.5, -0.225, 0.025), Point(58.5, -0.05, 0.05)),
    "in_use": (Point(0, 0.62), Point(26, 0.44), Point(52, 0.34)),
    "answers": (
        Point(1, 0.85, 0.04),
        Point(4, 0.80, 0.06),
        Point(8, 0.76, 0.07),
        Point(15, 0.72, 0.09),
    ),
}
"""By course. Of quits, the means of the 39 weeks of the programme and of the 39 that follow."""

UNITS = {
    "drift_gap": "points a year",
    "juniors_follow": "share",
    "leaders_on_top": "share of the gap",
    "attention": "share of the gap",
    "printed_matter": "points",
    "campaign_kept": "share",
    "quits_meanwhile": "share",
    "engagement_lag_1": "r",
    "leadership_icc": "ICC(1)",
    "words": "share of the gap",
    "in_use_at_once": "share",
    "load": "points",
    "words_for_a_year": "share of the gap",
    "leavers_by_leader": "ratio",
    "performance_by_leader": "share",
    "rounds": "standard deviations",
    "development_effort": "standard deviations",
    "bad_example": "ratio",
}
"""Of the part that a trial is best known by, and that predictions are made of."""
