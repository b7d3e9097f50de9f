"""Fact 10: what the top does trickles down, from superior to report."""

import numpy as np

from orgsim.facts.people import People
from orgsim.facts.trials import LEAST_LEVELS

LEAST_SHARE = 0.1
"""Share of the people whose effect is asked for that the deepest level has to hold."""


def trickle_down(touched: People, untouched: People) -> dict[str, float]:
    """How far superiors mediate what executives' modelling does to employees, and how it fades.

    In the run `touched`, executives have tried harder for a year (in a tree of three levels, the top
    alone). Mediation after Baron & Kenny (1986), as in Mayer et al. (2009): employees' practice is
    regressed on the trial, slope c, and on the trial and the superior's practice, slope c′, over both
    runs; the share is 1 − c′/c. Employees whose superior belongs to the executives are left out.
    Fading: mean effect on practice at the deepest level over that at the first level below the
    executives; single people on a deepest level say little, so it has to hold a tenth of those below
    the executives, or it is joined to the level above. Practice is taken as it is, without errors.
    """
    setting = touched.setting
    organisation = setting.organisation
    first = 2 if organisation.levels > LEAST_LEVELS else 1
    if organisation.levels < LEAST_LEVELS:
        return {"trickle_down": np.nan, "trickle_fading": np.nan}
    effect = touched.overall_practice - untouched.overall_practice
    return {
        "trickle_down": _mediated(touched, untouched, first),
        "trickle_fading": _fading(effect, organisation.level, first),
    }


def _mediated(touched: People, untouched: People, first: int) -> float:
    """1 − c′/c = b·(trial's effect on superiors)/c, with the slope b on superiors within runs."""
    organisation = touched.setting.organisation
    superior = organisation.superior
    who = np.flatnonzero(~touched.setting.leads & (organisation.level[superior] >= first))
    own, above = zip(
        *((run.overall_practice[who], run.overall_practice[superior[who]])
          for run in (untouched, touched)),
        strict=True,
    )  # fmt: skip
    if len(who) == 0:
        return np.nan
    total = own[1].mean() - own[0].mean()
    of_superiors = above[1].mean() - above[0].mean()
    centred = [(y - y.mean(), x - x.mean()) for y, x in zip(own, above, strict=True)]
    variance = sum(float(x @ x) for _, x in centred)
    if abs(total) < LEAST_EFFECT or variance < LEAST_EFFECT:
        return np.nan
    slope = sum(float(y @ x) for y, x in centred) / variance
    return float(slope * of_superiors / total)


LEAST_EFFECT = 1e-9
"""Effects below it are rounding."""


def _fading(effect: np.ndarray, level: np.ndarray, first: int) -> float:
    """Mean effect at the deepest level over that at level `first`."""
    below = level >= first
    deepest = int(level.max())
    while deepest > first and (level >= deepest).sum() < LEAST_SHARE * below.sum():
        deepest -= 1
    near = float(effect[level == first].mean())
    if deepest == first or abs(near) < LEAST_EFFECT:
        return np.nan
    return float(effect[level >= deepest].mean() / near)
