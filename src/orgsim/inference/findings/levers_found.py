"""Levers found: what answers say about each lever, overall and by group, and the prior."""

from typing import NamedTuple

import numpy as np

from orgsim.inference.fit import Fit
from orgsim.model.parameters import Quantity
from orgsim.parameter_sets.sets_file import NUMBERS, OF_LEVERS

SHARE = 0.9
"""Share of the ensemble within the intervals that are reported."""

EVERYBODY = "everybody"
LEAST = 1e-12
"""Shares are held off 0 and 1 by that much, where the logit has no end."""


class Interval(NamedTuple):
    """The middle of an ensemble: its median and the ends of its middle SHARE."""

    median: float
    low: float
    high: float


class LeverFound(NamedTuple):
    """A lever of a group, or a parameter, before and after the answers.

    narrower  1 − sd after / sd before, both of the logit, on which the prior is normal; 0 where answers
              say nothing
    above     share of members in which it is larger in the group than for everybody, None of everybody
    """

    name: str
    who: str
    before: Interval
    after: Interval
    narrower: float
    above: float | None


def middle(values: np.ndarray) -> Interval:
    """Median and the ends of the middle share of members, (members,)."""
    tail = (1 - SHARE) / 2
    return Interval(*(float(each) for each in np.quantile(values, (0.5, tail, 1 - tail))))


def levers_found(fit: Fit) -> list[LeverFound]:
    """Every lever that was unknown, of everybody and then of the groups where it may differ."""
    groups = fit.history.groups.who
    unknown = [(each.key, each.group) for each in fit.unknowns.each if each.kind == "lever"]
    of_groups = [name for name, group in unknown if group == 0]
    return [
        *(_lever(fit, name, -1, EVERYBODY) for name, group in unknown if group < 0),
        *(
            _lever(fit, name, number, who)
            for name in of_groups
            for number, who in enumerate(groups)
        ),
    ]


def parameters_found(fit: Fit) -> list[LeverFound]:
    """Parameters of the model and traits of people by dotted key, those that narrowed most first."""
    found = [
        _found(key, EVERYBODY, fit.before.sets[key], after, None, NUMBERS[key])
        for key, after in fit.after.sets.items()
    ]
    return sorted(found, key=lambda each: -each.narrower)


def _lever(fit: Fit, name: str, group: int, who: str) -> LeverFound:
    before, after = fit.before.levers[name], fit.after.levers[name]
    above = None if group < 0 else float((after[:, group] > after[:, -1]).mean())
    return _found(name, who, before[:, group], after[:, group], above, OF_LEVERS[f"levers.{name}"])


def _found(
    name: str,
    who: str,
    before: np.ndarray,
    after: np.ndarray,
    above: float | None,
    number: Quantity,
) -> LeverFound:
    def spread(values: np.ndarray) -> float:
        share = np.clip((values - number.low) / (number.high - number.low), LEAST, 1 - LEAST)
        return float(np.log(share / (1 - share)).std())

    known = spread(before)
    narrower = 1 - spread(after) / known if known > 0 else 0.0
    return LeverFound(name, who, middle(before), middle(after), narrower, above)
