"""Priors: keys of the config, the range each may lie in, and why. Declared once, here.

A range is what would be believed without facts and field trials: a uniform prior, of rates and relative
weights on a log scale. The smoother works on normal scores z: with Φ the normal distribution function,
Φ(z) is the place within the range, so z is standard normal under the prior and no update leaves a range.
Everything that is not listed stays at its default; so do published sizes.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

EXIT_BASE = "parameters.exit_base"
TURNOVER = "turnover"
"""Stands for exit_base: the share of people with engagement ½ and misfit ⅓ who leave in a year."""

WEEKS_A_YEAR = 52
TYPICAL_DISENGAGEMENT, TYPICAL_MISFIT = 1 / 2, 1 / 3


class Prior(NamedTuple):
    """A key of the config, its range, whether the range is log, and why it is what it is."""

    key: str
    low: float
    high: float
    log: bool
    reason: str


def _rate(name: str, low: float, high: float, reason: str) -> Prior:
    return Prior(f"parameters.{name}", low, high, True, reason)


def _size(name: str, low: float, high: float, reason: str) -> Prior:
    return Prior(f"parameters.{name}", low, high, False, reason)


def _spread(name: str, low: float, high: float, reason: str) -> Prior:
    return Prior(f"people.{name}.spread", low, high, False, reason)


def _mean(name: str, low: float, high: float, reason: str) -> Prior:
    return Prior(f"people.{name}.mean", low, high, False, reason)


def _lever(name: str, low: float, high: float, reason: str) -> Prior:
    return Prior(f"levers.{name}", low, high, False, reason)


_PULL = "neither of the two is more than eighteen times the other"
_SHARE = "beside the first of its group, which stays as it is"

PRIORS = (
    # attention
    _rate(
        "half_contact_hours", 0.1, 2.0, "a few minutes to a quarter of a day make a meeting likely"
    ),
    _size("visibility_at_distance", 0.1, 0.95, "nothing is known"),
    _rate(
        "distance_thinning",
        0.02,
        1.0,
        "a leader of ten is seen 0.83 to 0.09 times as well as one of none",
    ),
    # messages
    _rate(
        "message_uptake",
        0.03,
        0.5,
        "three quarters are taken over in two weeks to a year of meetings",
    ),
    _rate("message_fading", 0.002, 0.06, "half of it is gone in a quarter to seven years"),
    _size("slur", 0.05, 0.5, "from hardly any distortion to half of the scale"),
    _size("slant_size", 0.05, 0.9, "times the inconsistency: as slur, for good"),
    _size("clarity_tolerance", 0.15, 0.8, "messages are 0.1 to 0.3 off: clear to some, not to all"),
    # practice
    _size(
        "practice_change",
        0.2,
        0.9,
        "juniors do in the same round, or within weeks, as seniors do (Schneider et al. 2009)",
    ),
    _rate("deed_weight", 0.5, 9.0, _PULL),
    _rate("peer_weight", 0.5, 9.0, _PULL),
    _size(
        "bad_example",
        0.1,
        2.5,
        "bad examples pull harder: good ones moved nobody (Lankford et al. 2003); up to 3.5 times",
    ),
    _size("conformity", 0.05, 0.99, "nothing is known"),
    _size(
        "busyness_cost",
        0.3,
        0.995,
        "a shift takes a fifth of what is done (Dai et al. 2015), so 0.4 or more of what is on purpose",
    ),
    # trust
    _size(
        "gap_tolerance",
        0.3,
        1.0,
        "gaps of leaders are 0.05 to 0.4: from none to most of the trust is left",
    ),
    _rate("trust_gain", 0.006, 0.1, "trust is made in months to years"),
    _rate("trust_loss", 0.02, 0.3, "rather faster lost than made (Slovic 1993): weeks to a year"),
    _rate("trust_fading", 0.003, 0.1, "as slow as it is made, or half as fast"),
    _size(
        "trust_propensity",
        0.01,
        0.3,
        "at most 0.3 for a point of disposition, where one of evidence counts 1",
    ),
    # engagement
    _rate(
        "engagement_change", 0.03, 0.3, "answers of people a month apart agree, a year apart less"
    ),
    _size("engagement_base", -2.0, 1.0, "σ scale: 17 to 75 % without resources and demands"),
    _size(
        "resource_effect",
        1.0,
        6.0,
        "σ scale; resources outweigh demands in two thirds of the prior",
    ),
    _size(
        "demand_effect", 0.5, 5.0, "σ scale; resources outweigh demands in two thirds of the prior"
    ),
    _rate("resource_recognition", 0.1, 1.0, _SHARE),
    _rate("resource_autonomy", 0.02, 0.8, _SHARE),
    _rate("resource_growth", 0.02, 0.5, _SHARE),
    _rate("resource_fit", 0.02, 0.8, _SHARE),
    _rate("resource_progress", 0.01, 0.8, _SHARE),
    _rate("demand_hypocrisy", 0.05, 1.0, _SHARE),
    _rate("demand_red_tape", 0.03, 0.8, _SHARE),
    _rate("demand_overreach", 0.03, 0.8, _SHARE),
    _rate("demand_criticism", 0.01, 1.0, _SHARE),
    _rate("peer_contagion", 0.002, 0.15, "moods spread (Barsade 2002), in weeks to years"),
    _rate(
        "leader_contagion",
        0.02,
        0.4,
        "leaders' moods, too (Sy, Côté & Saavedra 2005), mostly faster",
    ),
    # effort
    _rate("voice_effect", 0.005, 1.0, "nothing is known"),
    _size("example_effect", 0.05, 0.98, "from hardly any trickling down to nearly all of it"),
    _rate(
        "effort_return",
        0.03,
        0.7,
        "half of the effort is back where it was in a week to half a year",
    ),
    _size("least_ownership", 0.02, 0.6, "people do part of what they say unasked"),
    _size("ownership_of_participation", 0.02, 0.9, "as above, with a say in goals"),
    # goals
    _size(
        "goal_spread",
        0.05,
        0.4,
        "a goal a third of the scale above one's skill is reached to 7 to 27 %",
    ),
    _rate("commitment_participation", 0.05, 1.0, _SHARE),
    _rate("commitment_engagement", 0.1, 1.0, _SHARE),
    # habit
    _rate(
        "habit_change",
        0.02,
        0.7,
        "one act 0.27, by person 0.08 to 0.69 (Lally et al. 2010: 95 % in 66, 18 to 254 days); "
        "routines slower",
    ),
    _rate(
        "training_habit",
        0.3,
        4.0,
        "a course exercises less than it tells, or several times as much",
    ),
    _rate("habit_return", 0.002, 0.08, "values pull for months to years"),
    _size(
        "habit_support",
        0.05,
        0.97,
        "habits form without a leader, too (Lally et al. 2010), so not all",
    ),
    # turnover
    Prior(
        TURNOVER,
        0.08,
        0.16,
        True,
        "a year, of people half engaged and a third misfit; of all people 4 to 43 %",
    ),
    _rate("exit_disengagement", 10.0, 400.0, "the most disengaged leave 11 to 400 times as often"),
    _rate("exit_misfit", 10.0, 600.0, "those half misfit leave 2 to 76 times as often"),
    _rate(
        "exit_contagion",
        5.0,
        200.0,
        "a tenth of the peers just gone counts from 0.025 to twice all else",
    ),
    _size("engaged_from", 0.45, 0.8, "about the middle and above: engaged is said of a minority"),
    # differences between people
    _spread("integrity", 0.05, 0.4, "leaders differ, mostly by less than what is asked of them"),
    _spread("aptitude", 0.05, 0.3, "on the scale of skill"),
    _spread("disposition", 0.3, 1.8, "σ scale"),
    _spread("habit", 0.05, 0.3, "values of most lie within half of the scale"),
    _spread("trust", 0.05, 0.3, "as above"),
    # what an organisation is like, unless it says otherwise
    _lever("time_constraint", 0.5, 0.8, "28 % of the time is for people (McKinsey 2023), unsure"),
    _lever("leader_modelling", 0.1, 0.5, "most leaders do some of what they say"),
    _lever("inconsistency", 0.1, 0.6, "few state the same priorities (Sull et al. 2018)"),
    _lever("goal_difficulty", 0.35, 0.75, "near mean skill, 0.5"),
    _lever("workload", 0.4, 0.85, "from some slack to nearly all that one can do"),
    _lever("red_tape", 0.05, 0.4, "from hardly any procedure in the way to a lot of it"),
    # what people are like
    _mean(
        "resistance",
        0.1,
        0.6,
        "a third to a half of what people do in a day is habit (Wood, Quinn & Kashy 2002)",
    ),
    _mean("habit", 0.2, 0.55, "what comes naturally is short of what is stated"),
    _size("trust_in_the_dark", 0.2, 0.6, "those who see nothing neither trust nor distrust"),
)

KEYS = tuple(EXIT_BASE if prior.key == TURNOVER else prior.key for prior in PRIORS)
"""Keys of the config that a set of parameters sets, in the order of PRIORS."""

_LOW = np.array([prior.low for prior in PRIORS])
_HIGH = np.array([prior.high for prior in PRIORS])
_LOG = np.array([prior.log for prior in PRIORS])
_EXITS = [
    KEYS.index(f"parameters.{name}") for name in ("exit_base", "exit_disengagement", "exit_misfit")
]


def values_of(normal: np.ndarray) -> np.ndarray:
    """Values of the keys from normal scores, (members, keys)."""
    unit = ndtr(normal)
    ratio = np.where(_LOG, _HIGH / np.where(_LOG, _LOW, 1.0), 1.0)
    values = np.where(_LOG, _LOW * ratio**unit, _LOW + (_HIGH - _LOW) * unit)
    base, disengagement, misfit = _EXITS
    values[:, base] /= _typical(values[:, disengagement], values[:, misfit])
    return values


def normal_of(values: np.ndarray) -> np.ndarray:
    """Normal scores of values, (members, keys); NaN where a value is out of its range."""
    between = np.array(values, float)
    base, disengagement, misfit = _EXITS
    between[:, base] *= _typical(between[:, disengagement], between[:, misfit])
    with np.errstate(divide="ignore", invalid="ignore"):
        log = np.log(between / _LOW) / np.log(_HIGH / _LOW)
        return ndtri(np.where(_LOG, log, (between - _LOW) / (_HIGH - _LOW)))


def _typical(disengagement: np.ndarray, misfit: np.ndarray) -> np.ndarray:
    """Yearly share of leavers for a base chance of 1 a week, contagion aside."""
    excess = TYPICAL_DISENGAGEMENT**3 * disengagement + TYPICAL_MISFIT**3 * misfit
    return WEEKS_A_YEAR * (1 + excess)


def tables_of(values: Mapping[str, float]) -> dict[str, Any]:
    """Nested tables of a config file from dotted keys."""
    tables: dict[str, Any] = {}
    for key, value in values.items():
        *path, last = key.split(".")
        place = tables
        for name in path:
            place = place.setdefault(name, {})
        place[last] = value
    return tables
