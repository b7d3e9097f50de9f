"""Facts 17 and 18: how much time managers have for people, and how well they know what matters."""

import numpy as np

from orgsim.facts.people import People

NEAR = 0.15
"""Distance from what is stated, in points, within which a leader can name it."""


def management(people: People) -> dict[str, float]:
    """Time for people, spans, and messages of leaders.

    time_for_people is the mean share of their hours that middle managers have for reports (McKinsey
    2023). Spans are of all leaders (Gallup 2025: mean 12, median 5 to 6). Priorities are named by
    leaders below the executives whose message is within NEAR of what is stated in each theme (Sull et
    al. 2018: 28 % named three of the top five; NEAR is assumed). fidelity_slope is the slope of
    1 − Σω|M − m| by level over all leaders.
    """
    setting = people.setting
    leaders, middle = setting.leaders, setting.middle_managers
    if len(middle) == 0:
        names = (
            "time_for_people",
            "span_median",
            "span_mean",
            "priorities_named",
            "fidelity_slope",
        )
        return dict.fromkeys(names, np.nan)
    hours, span = setting.parameter("hours"), setting.organisation.span[leaders]
    near = (np.abs(setting.stated - people.message[middle]) <= NEAR).all(axis=1)
    level = setting.organisation.level[leaders].astype(float)
    level -= level.mean()
    varies = float(level @ level)
    return {
        "time_for_people": float(people.hours[middle].mean() / hours) if hours > 0 else np.nan,
        "span_median": float(np.median(span)),
        "span_mean": float(span.mean()),
        "priorities_named": float(near.mean()),
        "fidelity_slope": float(level @ people.fidelity[leaders] / varies) if varies else np.nan,
    }
