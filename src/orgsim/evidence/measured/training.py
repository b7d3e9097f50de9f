"""Facts 8 and 9: how much of a training is in use, and for whom."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from orgsim.evidence.measured.statistics import correlation
from orgsim.evidence.measured.survey import Question, observed
from orgsim.evidence.people import People


class Look(NamedTuple):
    """The trained and the untrained run in one week, and who stayed in both until then (people,)."""

    trained: People
    untrained: People
    stayed: np.ndarray

    def gain(self) -> np.ndarray:
        """Σω(a_trained − a_untrained) of each person."""
        return self.trained.overall_practice - self.untrained.overall_practice

    def trainees(self) -> np.ndarray:
        """Positions of employees who stayed."""
        return np.flatnonzero(self.stayed & ~self.trained.setting.leads)


def in_use(look: Look, at_once: Look) -> float:
    """ΣΣω(a_trained − a_untrained) / ΣΣω(M − a_untrained at the programme's end).

    Sums are over employees who stayed in both runs. Saks & Belcourt (2006) asked for the share of
    employees who transfer; in a model of degrees that is taken to be the share of the taught gap that
    is closed, since training pulls towards M.
    """
    who = look.trainees()
    setting = look.trained.setting
    taught = (setting.stated @ setting.weight - at_once.untrained.overall_practice)[who].sum()
    return float(look.gain()[who].sum() / taught) if taught > 0 else np.nan


def training(at_once: Look, half_year: Look, one_year: Look) -> dict[str, float]:
    """The share of training in use at the programme's end, 26 and 52 weeks later."""
    return {
        "training_half_year": in_use(half_year, at_once),
        "training_at_once": in_use(at_once, at_once),
        "training_one_year": in_use(one_year, at_once),
    }


def support_transfer(look: Look) -> float:
    """r(support, transfer) over trained employees who stayed, half a year after.

    Support is how far the superior does what was taught, Σω a_b, with errors that differ from person to
    person; transfer is how far what was taught is done at work, Σω a. Both are asked for, so
    both have errors. Field studies ask for use at work, as here, and have no untrained twin to take
    off. Assumed: an example is the support that counts; Blume et al. (2010) have encouragement and
    feedback in it, too.
    """
    who = look.trainees()
    people, setting = look.trained, look.trained.setting
    support = people.overall_practice[setting.organisation.superior[who]]
    asked: Sequence[tuple[Question, np.ndarray]] = (
        (Question.SUPPORT, support),
        (Question.TRANSFER, people.overall_practice[who]),
    )
    answers = (observed(true, question, people.week, who, setting.key) for question, true in asked)
    return correlation(*answers)
