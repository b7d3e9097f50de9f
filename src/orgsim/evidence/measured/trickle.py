"""Fact 10: the top's conduct trickles down from superior to report."""

import numpy as np

from orgsim.engine.ensemble import Ensemble
from orgsim.evidence.people import People, Setting
from orgsim.evidence.trials import LEAST_LEVELS, Trial

LEAST_PEOPLE = 5
"""People the deepest level has to hold: fewer are joined to the level above."""

LEAST_EFFECT = 1e-9
"""Effects below it are rounding."""


def first_below_executives(setting: Setting) -> int:
    """The first level below the executives; of three levels, only the top is executive."""
    return 2 if setting.organisation.levels > LEAST_LEVELS else 1


def led_by_managers(setting: Setting) -> np.ndarray:
    """Positions of employees whose superior is not an executive."""
    organisation = setting.organisation
    below = organisation.level[organisation.superior] >= first_below_executives(setting)
    return np.flatnonzero(~setting.leads & below)


def block(ensemble: Ensemble, setting: Setting) -> None:
    """Hold those superiors' practice and effort, in the run BLOCKED, at those of the untouched run."""
    superiors = np.unique(setting.organisation.superior[led_by_managers(setting)])
    for name in ("practice", "modelling"):
        values = ensemble.state(name)
        values[superiors, ..., Trial.BLOCKED] = values[superiors, ..., Trial.UNTOUCHED]
    ensemble.observe()


def trickle_down(touched: People, blocked: People, untouched: People) -> dict[str, float]:
    """How far superiors mediate what executives' modelling does to employees, and how it fades.

    In the run `touched`, executives have tried harder for a year (in a tree of three levels, the top
    alone). In `blocked` they have, too, but the superiors of employees were held at the practice and the
    effort they have without. The share mediated is 1 − effect blocked/effect, of the mean practice of
    employees whose superior is no executive. Mayer et al. (2009) had to take the share from regressions
    on a cross-section, with and without the superior's practice (Baron & Kenny 1986): these would put it
    far above 1 here, since differences between superiors are old and the effect is young.

    Fading is the mean effect at the deepest level over that at the first level below the executives.
    Practice is taken as it is, without errors of answers.
    """
    setting = touched.setting
    who = led_by_managers(setting)
    undefined = {"trickle_down": np.nan, "trickle_fading": np.nan}
    if setting.organisation.levels < LEAST_LEVELS or len(who) == 0:
        return undefined
    effect = touched.overall_practice - untouched.overall_practice
    past_superiors = (blocked.overall_practice - untouched.overall_practice)[who].mean()
    whole = effect[who].mean()
    if abs(whole) < LEAST_EFFECT:
        return undefined
    return {
        "trickle_down": float(1 - past_superiors / whole),
        "trickle_fading": _fading(effect, setting),
    }


def _fading(effect: np.ndarray, setting: Setting) -> float:
    """Mean effect at the deepest level over that at the first below the executives."""
    level, first = setting.organisation.level, first_below_executives(setting)
    deepest = int(level.max())
    while deepest > first and (level >= deepest).sum() < LEAST_PEOPLE:
        deepest -= 1
    near = float(effect[level == first].mean())
    if deepest == first or abs(near) < LEAST_EFFECT:
        return np.nan
    return float(effect[level >= deepest].mean() / near)
