"""Fact 11: feedback helps on average, and harms some."""

import numpy as np

from orgsim.evidence.people import People


def feedback(told: People, untold: People, stayed: np.ndarray) -> dict[str, float]:
    """What asking reports how they see their leader does to the performance of units.

    The share of units whose performance is lower with it, and the mean difference in standard deviations
    of the untouched units' performance.

    A unit is a leader with all reports; its performance is the mean over those who stayed in both
    runs, (people,), half a year after the start of feedback_360. Both runs see the same random
    draws, so a
    difference is feedback's alone; studies have random variation in it, too, and so more cases of
    either sign.
    Source: Kluger & DeNisi (1996): 38 % of 607 effects were negative, the mean was d = .41.
    """
    setting = told.setting
    superior = setting.organisation.superior
    number = np.full(setting.organisation.people, -1)
    number[setting.leaders] = np.arange(len(setting.leaders))
    who = np.flatnonzero(stayed)
    reports, heads = who[who > 0], who[setting.leads[who]]
    member = np.concatenate([reports, heads])
    unit = np.concatenate([number[superior[reports]], number[heads]])
    size = np.bincount(unit, minlength=len(setting.leaders))
    kept = size > 1
    after, before = (
        np.bincount(unit, people.performance[member], len(size))[kept] / size[kept]
        for people in (told, untold)
    )
    difference = after - before
    spread = before.std(ddof=1) if len(before) > 1 else 0.0
    if not spread > 0:
        return {"feedback_harm": np.nan, "feedback_help": np.nan}
    return {
        "feedback_harm": float((difference < 0).mean()),
        "feedback_help": float(difference.mean() / spread),
    }
