"""Unknowns: what answers are to reveal about an organisation, and the prior.

Each unknown is a normal score z, N(0, 1) before the answers.

    parameters, traits  x = low + (high − low) / (1 + exp(−(μ + σz))), μ and σ of the shipped sets
    lever               x = 1 / (1 + exp(−(logit(x₀) + LEVER·z))), x₀ the config's own
    lever of a group    logit(x₀ of the group) + LEVER·z of the whole + LEVER_OF_GROUP·z
    state in week 0     where people came to rest + START·z of the whole + START_OF_GROUP·z
    item                answers lie BIAS·z above states (BIAS_OF_ONESELF of own deeds)
    wave                answers of all to an item in a wave lie WAVE·z above those in others

How wide the priors are is assumed: levers so that two in three lie within .31 and .69 where the config
has .5. What a mean of 3.6 on a scale of 1 to 5 says of a state hangs on how a question is put, so that
levels of answers tell little of states, but differences between groups and changes do; of their own
deeds people say more good than others do (direction: Podsakoff et al. 2003), and the mood of a week is
in all of its answers.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from orgsim.config.models import Config
from orgsim.inference.randomness import Purpose, draws
from orgsim.model.parameters import LEVERS
from orgsim.parameter_sets.sets_file import NUMBERS, SetsFile

LEVER, LEVER_OF_GROUP = 0.8, 0.4
START, START_OF_GROUP = 0.05, 0.05
BIAS, BIAS_OF_ONESELF, BIAS_OF_HOURS = 0.1, 0.15, 1.0
WAVE, WAVE_OF_HOURS = 0.015, 0.1

FREE = (
    "leader_modelling",
    "transparency",
    "time_constraint",
    "inconsistency",
    "feedback",
    "recognition",
    "autonomy",
    "participation",
    "red_tape",
    "goal_difficulty",
    "workload",
)
"""Levers that answers can reveal; others are programmes, or nothing that is asked shows them."""

FREE_OF_GROUPS = (
    "leader_modelling",
    "transparency",
    "time_constraint",
    "recognition",
    "autonomy",
    "red_tape",
)
"""Levers that may differ between groups."""

STARTS = ("trust", "engagement", "practice", "message")
"""States that need not be as people came to rest; habits go with practice."""

ABOUT_ONESELF = ("practice", "message")
NEAREST = 1e-3
"""Shares nearer to 0 or 1 than that are known, not logit-normal."""

LEVER_NAMES = tuple(lever.name for lever in LEVERS)


class Unknown(NamedTuple):
    """One unknown.

    kind   "set", "lever", "start", "item" or "wave"
    key    dotted key of a config, name of a state or of an item; of a wave see `wave_key`
    group  number of the group it is of, −1 of everybody
    """

    kind: str
    key: str
    group: int = -1


class Unknowns(NamedTuple):
    """All unknowns in the order of the columns of normal scores.

    each     (unknowns,)
    centre, spread  of the shipped sets on the logit scale, by key
    levers   logit of levers by name before the answers, (groups + 1,): of each group, then of everybody
    """

    each: tuple[Unknown, ...]
    centre: Mapping[str, float]
    spread: Mapping[str, float]
    levers: Mapping[str, np.ndarray]

    def at(self, kind: str) -> list[int]:
        """Columns of a kind."""
        return [column for column, unknown in enumerate(self.each) if unknown.kind == kind]


def logit(share: np.ndarray | float, nearest: float = NEAREST / 10) -> np.ndarray:
    """log(x / (1 − x)) of shares, which are taken to be at least `nearest` away from 0 and from 1."""
    held = np.clip(share, nearest, 1 - nearest)
    return np.asarray(np.log(held / (1 - held)))


def logistic(x: np.ndarray | float) -> np.ndarray:
    """1 / (1 + exp(−x))."""
    return np.asarray(1 / (1 + np.exp(-np.asarray(x))))


def unknowns_of(
    config: Config,
    sets: SetsFile,
    levers: np.ndarray,
    items: Sequence[str],
    waves: Sequence[str],
    states: Sequence[str],
) -> Unknowns:
    """What is unknown of an organisation.

    sets    that agree with the evidence; what the config has otherwise than its base is known
    levers  that the config has, (groups + 1, levers): means of each group, then of everybody
    items   that were asked, by name
    waves   in which they were, by `wave_key`
    states  among STARTS that answers are informative about
    """
    centre, spread = _of_sets(config, sets)
    free = [name for name in FREE if _open(levers[-1, LEVER_NAMES.index(name)])]
    groups = range(len(levers) - 1)
    each = [
        *(Unknown("set", key) for key in centre),
        *(Unknown("lever", name) for name in free),
        *(
            Unknown("lever", name, group)
            for group in groups
            for name in free
            if name in FREE_OF_GROUPS
        ),
        *(Unknown("start", state, group) for state in states for group in (-1, *groups)),
        *(Unknown("item", item) for item in items),
        *(Unknown("wave", wave) for wave in waves),
    ]
    rows = {name: logit(levers[:, LEVER_NAMES.index(name)]) for name in free}
    return Unknowns(tuple(each), centre, spread, rows)


def _of_sets(config: Config, sets: SetsFile) -> tuple[dict[str, float], dict[str, float]]:
    """Mean and standard deviation over the sets, by key, of what the config leaves as in its base."""
    centre, spread = {}, {}
    for key, base in sets.base.items():
        table, name, *moment = key.split(".")
        own = getattr(getattr(config, table), name)
        known = getattr(own, moment[0]) if moment else own
        scores = _scores(key, [one[key] for one in sets.sets])
        if known == base and scores.std() > 0:
            centre[key], spread[key] = float(scores.mean()), float(scores.std())
    return centre, spread


def _open(value: float) -> bool:
    return NEAREST < value < 1 - NEAREST


def _scores(key: str, values: Sequence[float]) -> np.ndarray:
    """Logits of a number in all sets; a weekly chance may be much nearer to 0 than a lever ever is."""
    number = NUMBERS[key]
    share = (np.array(values) - number.low) / (number.high - number.low)
    inside = share[(share > 0) & (share < 1)]
    return logit(share, min(NEAREST / 10, *inside, *(1 - inside)))


def prior(unknowns: Unknowns, sets: SetsFile, members: int, seed: int) -> np.ndarray:
    """Normal scores before the answers, (members, unknowns): member m has set m modulo their number."""
    some = draws(seed, Purpose.PRIOR)
    normal = some.standard_normal((members, len(unknowns.each)))
    for column in unknowns.at("set"):
        key = unknowns.each[column].key
        scores = _scores(key, [one[key] for one in sets.sets])
        standard = (scores - unknowns.centre[key]) / unknowns.spread[key]
        normal[:, column] = standard[np.arange(members) % len(standard)]
    return normal


def wave_key(item: str, week: int) -> str:
    """The name of an item in the wave of a week, counted from the first wave."""
    return f"{item}@{week}"


def wave_spread(item: str) -> float:
    """Standard deviation of what answers to an item lean by in one wave."""
    return WAVE_OF_HOURS if item.partition("@")[0] == "hours" else WAVE


def _leaning(item: str) -> float:
    """Standard deviation of an item's bias."""
    name = item.partition(":")[0]
    if name == "hours":
        return BIAS_OF_HOURS
    return BIAS_OF_ONESELF if name in ABOUT_ONESELF else BIAS


class Values(NamedTuple):
    """Unknowns of members as numbers of the model.

    sets    by dotted key, (members,)
    levers  by name, (members, groups + 1): of each group, then of everybody
    starts  by state, (members, groups + 1), to be added to states in week 0
    bias    by item, (members,)
    waves   by `wave_key`, (members,)
    """

    sets: Mapping[str, np.ndarray]
    levers: Mapping[str, np.ndarray]
    starts: Mapping[str, np.ndarray]
    bias: Mapping[str, np.ndarray]
    waves: Mapping[str, np.ndarray]

    def leaning(self, item: str, week: int) -> np.ndarray | float:
        """What answers to an item in a week lie above states, (members,)."""
        return self.bias.get(item, 0.0) + self.waves.get(wave_key(item, week), 0.0)

    def of(self, members: slice) -> "Values":
        """Those of some members."""
        return Values(*({key: each[members] for key, each in part.items()} for part in self))


def values_of(unknowns: Unknowns, normal: np.ndarray) -> Values:
    """Numbers of the model from normal scores, (members, unknowns)."""
    members, groups = len(normal), len(next(iter(unknowns.levers.values()), [0])) - 1
    sets, bias, waves = {}, {}, {}
    levers = {name: np.tile(row, (members, 1)) for name, row in unknowns.levers.items()}
    starts: dict[str, np.ndarray] = {}
    for column, (kind, key, group) in enumerate(unknowns.each):
        z = normal[:, column]
        if kind == "set":
            share = logistic(unknowns.centre[key] + unknowns.spread[key] * z)
            sets[key] = NUMBERS[key].low + (NUMBERS[key].high - NUMBERS[key].low) * share
        elif kind == "item":
            bias[key] = _leaning(key) * z
        elif kind == "wave":
            waves[key] = wave_spread(key) * z
        elif kind == "lever" and group < 0:
            levers[key] += LEVER * z[:, None]
        elif kind == "lever":
            levers[key][:, group] += LEVER_OF_GROUP * z
        else:
            moved = starts.setdefault(key, np.zeros((members, groups + 1)))
            if group < 0:
                moved += START * z[:, None]
            else:
                moved[:, group] += START_OF_GROUP * z
    return Values(sets, {name: logistic(x) for name, x in levers.items()}, starts, bias, waves)
