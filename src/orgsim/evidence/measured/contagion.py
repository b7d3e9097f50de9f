"""Fact 15: leavers draw leavers."""

from collections.abc import Sequence

import numpy as np

from orgsim.evidence.measured.statistics import logistic_regression
from orgsim.evidence.people import People


def turnover_contagion(panels: Sequence[tuple[People, np.ndarray]]) -> float:
    """Log odds of leaving within four weeks by a standard deviation of peers' departures.

    panels: everybody every four weeks, and who left (people,) until the next panel. A logistic
    regression over all panels on own engagement, own misfit and the departures of the people one is
    tied to, weighted by tie and fading with time (state `departure`); each standardised. The
    predictors are taken as they are: errors in engagement would let shared moods pass as contagion.
    NaN if nobody left or no departure was to be seen. Felps et al. (2009) had peers' embeddedness and
    search for jobs; departures stand for them.
    """
    peers = np.concatenate([people.setting.among_peers(people.departure) for people, _ in panels])
    engagement = np.concatenate([people.engagement for people, _ in panels])
    misfit = np.concatenate([people.misfit for people, _ in panels])
    left = np.concatenate([left for _, left in panels]).astype(float)
    predictors = [x for x in (peers, engagement, misfit) if x.std() > 0]
    if not peers.std() > 0:
        return np.nan
    standardised = np.column_stack([(x - x.mean()) / x.std() for x in predictors])
    return float(logistic_regression(left, standardised)[0])
