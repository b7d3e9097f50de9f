"""Trial 3: a bundle of training, reminders and feedback that does as much as the one of the study."""

from collections.abc import Callable

import numpy as np

from orgsim.evidence.field_arms import Arm, bundle
from orgsim.evidence.field_run import Course, TrialStart, follow

BUNDLE_WEEKS = 52
RATES = (0.0, 0.01, 0.03)
"""Rates of training that are tried for the bundle, a week; between them G is interpolated."""

BUNDLE_AT = (0.25, 0.30)
"""G of the bundle after 26 and 52 weeks: 23 → 42 → 46 % of Huis et al. (2013), on the way to all."""

FITTING_WEEKS = (1 + len(RATES)) * (BUNDLE_WEEKS // 2 + BUNDLE_WEEKS) + 3 * BUNDLE_WEEKS
"""Weeks of all arms that fitting takes, and those that are compared then."""


def fitted_bundle(rested: TrialStart) -> Course | None:
    """Trial 3: a bundle that closes what Huis et al.'s did, alone and with leaders; None if none does.

    Rates of training are fitted first, those of weeks 1 to 26 and then of weeks 27 to 52.
    """
    early = rate_for(rested, 26, lambda rate: bundle(rate, 0.0))
    if early is None:
        return None
    late = rate_for(rested, 52, lambda rate: bundle(early, rate))
    if late is None:
        return None
    tried = {
        "control": Arm(),
        "bundle": bundle(early, late),
        "with_leaders": bundle(early, late, leaders=True),
    }
    return follow(rested, tried, BUNDLE_WEEKS)


def rate_for(rested: TrialStart, week: int, made: Callable[[float], Arm]) -> float | None:
    """The rate of training at which the bundle closes what it should by a week, None without one."""
    tried = {"control": Arm(), **{f"rate_{rate}": made(rate) for rate in RATES}}
    course = follow(rested, tried, week)
    closed = [course.closed("led", f"rate_{rate}", week) for rate in RATES]
    wanted = BUNDLE_AT[week > 26]
    if not closed[0] <= wanted <= closed[-1]:
        return RATES[0] if wanted < closed[0] else None
    return float(np.interp(wanted, closed, RATES))
