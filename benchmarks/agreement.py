"""Whether a twin lives through the same as orgsim: same states, same leavers, same measures."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from orgsim.config.models import Config
from orgsim.measures.sums import SUMS
from orgsim.model.states import STATES
from orgsim.organisation import Organisation
from scenario import ensemble, numbers

TOLERANCE = 1e-12


class DisagreementError(Exception):
    """A twin and orgsim differ; says where."""


class Agreement(NamedTuple):
    """What was found: the largest difference of a state, and how many people left."""

    difference: float
    leavers: int


def compare(
    twin: Callable[[Organisation, Any], Any],
    organisation: Organisation,
    configs: list[Config],
    weeks: int,
) -> Agreement:
    """Live `weeks` weeks beside orgsim, comparing all states and measures of each week.

    States may differ by TOLERANCE, sums by that share of themselves or, below 1, by it.
    """
    ours, theirs = ensemble(organisation, configs), twin(organisation, numbers(configs))
    largest, leavers = 0.0, 0
    for week in range(weeks + 1):
        if week:
            ours.step()
            theirs.step()
        left = ours.state("departure") == 1
        leavers += int(left.sum())
        if not np.array_equal(left, theirs.state("departure") == 1):
            raise DisagreementError(f"{twin.__name__}: others leave in week {week}")
        for name in STATES:
            difference = np.abs(ours.state(name) - theirs.state(name)).max()
            if not difference <= TOLERANCE:
                raise DisagreementError(
                    f"{twin.__name__}: {name} differs by {difference:.1e} in week {week}"
                )
            largest = max(largest, float(difference))
        of_week = zip(
            SUMS, *(np.moveaxis(x.level_sums(), 1, 0) for x in (ours, theirs)), strict=True
        )
        for name, mine, other in of_week:
            difference = np.max(np.abs(mine - other) / np.maximum(1.0, np.abs(mine)))
            if not difference <= TOLERANCE:
                raise DisagreementError(
                    f"{twin.__name__}: the sum of {name} differs by {difference:.1e} in week {week}"
                )
    return Agreement(largest, leavers)
