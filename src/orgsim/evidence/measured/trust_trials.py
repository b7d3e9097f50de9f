"""Fact 16: trust is lost faster than gained."""

import numpy as np

from orgsim.engine.ensemble import Ensemble
from orgsim.evidence.people import People, Setting
from orgsim.evidence.trials import Trial

GAIN_OR_LOSS_WEEKS = 4
MIDDLE = 0.5


def put_to_the_test(ensemble: Ensemble, setting: Setting, first: bool) -> None:
    """Leaders do exactly what they say in one lane, and the opposite in the other.

    In the first week, everybody's trust is set to the middle, as far from the best evidence as from
    the worst. Leaders are set anew each week, so that the evidence does not change meanwhile.
    """
    message, practice = ensemble.state("message"), ensemble.state("practice")
    said = message[setting.leaders]
    practice[setting.leaders, :, Trial.INTEGRITY] = said[..., Trial.INTEGRITY]
    practice[setting.leaders, :, Trial.HYPOCRISY] = said[..., Trial.HYPOCRISY] < MIDDLE
    if first:
        ensemble.state("trust")[:, [Trial.INTEGRITY, Trial.HYPOCRISY]] = MIDDLE
    ensemble.observe()


def trust_asymmetry(integrity: People, hypocrisy: People, stayed: np.ndarray) -> float:
    """Mean loss of trust in leaders who do the opposite of what they say, over the mean gain of others.

    The others do what they say; both are looked at over four weeks from the middle. Counted are those
    with a superior, of units in which nobody, leader included, was replaced; `stayed` (people,) says
    who was not. NaN without a gain. Assumed: the opposite of a message is 0 where more than
    one half is said, else 1, which leaves no evidence of integrity unless people tolerate a gap of
    more than one half; fading of trust in the dark counts, as it would in any study.
    Source: Slovic (1993); the ratio is read from his figure by others.
    """
    of = integrity.setting
    kept = of.led[stayed[of.led] & stayed[of.organisation.superior[of.led]]]
    if len(kept) == 0:
        return np.nan
    gain = float((integrity.trust[kept] - MIDDLE).mean())
    loss = float((MIDDLE - hypocrisy.trust[kept]).mean())
    return loss / gain if gain > 0 else np.nan
