"""Facts 17 and 18: how much time managers have for people, and how well they know what matters."""

import numpy as np

from orgsim.evidence.people import People

NEAR = 0.15
"""Distance from what is stated, in points, within which a leader can name it."""


def management(people: People) -> dict[str, float]:
    """Time for people, spans, and messages of leaders.

    time_for_people is the mean share of their hours that middle managers have for reports (McKinsey
    2023). Spans are of all leaders (Gallup 2025: mean 12, median 5 to 6). Priorities are named by
    middle managers whose message is within NEAR of what is stated in each theme (Sull et
    al. 2018: 28 % named three of the top five; NEAR is assumed). fidelity_slope is the slope of
    1 − Σω|M − m| by level over all leaders.
    """
    span = people.setting.organisation.span[people.setting.leaders]
    return {
        "time_for_people": _time_for_people(people),
        "span_median": float(np.median(span)) if len(span) else np.nan,
        "span_mean": float(span.mean()) if len(span) else np.nan,
        "priorities_named": _priorities_named(people),
        "fidelity_slope": _fidelity_slope(people),
    }


def _time_for_people(people: People) -> float:
    hours, middle = people.setting.parameter("hours"), people.setting.middle_managers
    return float(people.hours[middle].mean() / hours) if hours > 0 and len(middle) else np.nan


def _priorities_named(people: People) -> float:
    distance = np.abs(people.setting.stated - people.message[people.setting.middle_managers])
    return float((distance <= NEAR).all(axis=1).mean()) if len(distance) else np.nan


def _fidelity_slope(people: People) -> float:
    leaders = people.setting.leaders
    level = people.setting.organisation.level[leaders]
    if len(np.unique(level)) < 2:
        return np.nan
    away = level - level.mean()
    return float(away @ people.fidelity[leaders] / (away @ away))
