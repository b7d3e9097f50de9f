"""Facts 4 to 7: engagement of units, business units and managers."""

from collections.abc import Sequence

import numpy as np

from orgsim.evidence.measured.attitudes import answers
from orgsim.evidence.measured.statistics import (
    LEAST_VARIANCE,
    analyse_units,
    correlation,
    icc,
    residual_mean_square,
)
from orgsim.evidence.measured.survey import Question, observed
from orgsim.evidence.people import People, Setting

LEAST_PEOPLE = 10
"""People from which a branch is a business unit."""


def engagement_icc(people: People) -> float:
    """ICC(1) of observed engagement over units, all reports of one superior (Bliese 2000: groups)."""
    engagement = answers(people, Question.ENGAGEMENT, people.engagement)
    return icc(engagement, people.setting.unit)


def manager_share(people: People) -> float:
    """(MSB − MSR)/(MSB − MSW): share of the true variance between units that the leader accounts for.

    MSR is the mean square left when means of units, by size, are regressed on the leader's own
    engagement, word–deed gap, practice and chance to meet a report. Without leaders' influence MSR =
    MSB, and if they explain all that is not chance MSR = MSW. In terms of R²: adjusted R² over the
    reliability of unit means, 1 − MSW/MSB.

    Engagement is adjusted for people's own disposition (slopes within units): who happens to work in
    a unit is no difference between units, and with a handful of people in each it would drown the
    rest. It is the true engagement, since errors of answers cancel in both differences. Gallup (2015)
    names the share and no predictors; these are assumed.
    """
    setting = people.setting
    units = len(setting.leaders)
    adjusted = _without_disposition(people.engagement[1:], people.disposition[1:], setting.unit)
    found = analyse_units(adjusted, setting.unit, units)
    if found is None:
        return np.nan
    own = (people.engagement, people.own_gap, people.overall_practice, people.contact)
    of_leader = np.column_stack([state[setting.leaders] for state in own])
    left = residual_mean_square(found.mean, of_leader, found.size)
    true = found.between - found.within
    return (found.between - left) / true if true > LEAST_VARIANCE else np.nan


def _without_disposition(
    engagement: np.ndarray, disposition: np.ndarray, unit: np.ndarray
) -> np.ndarray:
    """Engagement less what disposition says of it: a curve of σ at three places, fitted in units."""
    curve = np.column_stack([_sigmoid(disposition + place) for place in (-0.5, 0.0, 0.5)])
    size = np.bincount(unit)

    def within(values: np.ndarray) -> np.ndarray:
        return values - (np.bincount(unit, values) / size)[unit]

    slopes = np.column_stack([within(values) for values in curve.T])
    fitted = np.linalg.lstsq(slopes, within(engagement), rcond=1e-10)[0]
    adjusted: np.ndarray = engagement - curve @ fitted
    return adjusted


def _sigmoid(x: np.ndarray) -> np.ndarray:
    """σ of orgsim.model.processes.arithmetic, for arrays."""
    return 0.5 * (1 + x / (1 + np.abs(x)))


def business_units(setting: Setting) -> np.ndarray:
    """Number of the business unit of each position, (people,); −1 of those above all.

    Business units are the smallest branches, head included, of LEAST_PEOPLE or more: they have no
    smaller one within. Harter et al. (2002) had stores, branches and plants of 25 people on average.
    """
    superior, people = setting.organisation.superior, setting.organisation.people
    size, holds_smaller = np.ones(people, int), np.zeros(people, bool)
    for i in range(people - 1, 0, -1):
        size[superior[i]] += size[i]
        holds_smaller[superior[i]] |= size[i] >= LEAST_PEOPLE
    heads = (size >= LEAST_PEOPLE) & ~holds_smaller
    unit = np.where(heads, np.cumsum(heads) - 1, -1)
    for i in range(1, people):
        if unit[i] < 0:
            unit[i] = unit[superior[i]]
    return unit


def unit_engagement_turnover(surveys: Sequence[tuple[People, np.ndarray]]) -> float:
    """r(mean observed engagement, share leaving within the year after) over business units.

    The mean over several surveys, each with who left within its year (people,): one organisation of
    hundreds has but a dozen business units, so a single r is mostly random variation. Harter et al.
    (2002) give
    −.30 after correction for unreliable turnover; random variation in who leaves is not corrected
    for here, so
    the value should rather lie at the weak end of the band.
    """
    unit = business_units(surveys[0][0].setting)
    within = np.flatnonzero(unit >= 0)
    found = []
    for people, left in surveys:
        key = people.setting.key
        answered = observed(
            people.engagement[within], Question.ENGAGEMENT, people.week, within, key
        )
        size = np.bincount(unit[within])
        engagement = np.bincount(unit[within], answered) / size
        found.append(correlation(engagement, np.bincount(unit[within], left[within]) / size))
    return float(np.mean(found))


def engaged_managers(people: People) -> dict[str, float]:
    """Shares of leaders and of others whose observed engagement reaches engaged_from.

    The top is not asked. Gallup (2025) calls engaged who agrees to nearly all of twelve questions;
    engaged_from stands for that.
    """
    engaged = answers(people, Question.ENGAGEMENT, people.engagement) >= people.setting.parameter(
        "engaged_from"
    )
    leads = people.setting.leads[people.setting.led]
    if leads.all() or not leads.any():
        return dict.fromkeys(
            ("engaged_managers", "engaged_others", "managers_more_engaged"), np.nan
        )
    managers, others = float(engaged[leads].mean()), float(engaged[~leads].mean())
    return {
        "engaged_managers": managers,
        "engaged_others": others,
        "managers_more_engaged": managers - others,
    }
