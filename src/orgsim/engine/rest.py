"""Rest: what comes before week 0, until the means of the states no longer move; and what is kept of it.

People live under the levers before week 1, turnover and all. Every SAMPLED weeks the mean over the
people of each state (of each theme) is taken. After T weeks, a multiple of CHECKED, the mean of the last
third is held against that of the third before, as Geweke (1992) tells whether a chain has converged:

    movement = |mean over (2T/3, T] − mean over (T/3, 2T/3]| / (T/3 weeks, in years)

A run is at rest when no state moves by as much as `run.rest_tolerance` a year. The means of N people
vary at random as much however long one looks, so that it is divided by more and more years: small
organisations rest longer, and need no allowance of their own. Each run is judged by itself; at
`run.most_rest_weeks` it begins as it is, and says so.
"""

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from orgsim.compilation import njit
from orgsim.config.before import AT_REST, resting
from orgsim.config.models import Config, RunConfig
from orgsim.kept import Kept
from orgsim.model.random import REST_FROM
from orgsim.model.states import HELD, STATES
from orgsim.organisation import members
from orgsim.organise import DrawnOrganisation

if TYPE_CHECKING:
    from orgsim.engine.ensemble import Ensemble

SAMPLED = 13
"""Weeks between two looks: a quarter of a year."""

CHECKED = 52
"""Weeks between two judgements."""

LEAST = 156
"""Weeks before the first judgement: thirds of a year, over which the seasons of chance even out."""

EXPECTED = 780
"""Weeks that a rest takes in an organisation of some hundreds, measured; small ones take longer."""

WATCHED = tuple(name for name, state in STATES.items() if state.recorded)
"""States whose means must not move; the others are traits that nothing but turnover changes."""

NUMBERS: Any = {
    **dict.fromkeys(("themes", "people", "levers", "groups", "parameters", "mechanisms"), True),
    "run": {"precision", "rest_tolerance", "most_rest_weeks"},
}
"""What of a config a rest depends on, besides the organisation."""

WHOLE = 2.0**32
"""States are added up as whole numbers of this fineness: such sums do not depend on their order, and so
not on the runs beside."""

MOST_BYTES = 128 * 2**20
"""What all runs at rest may take that are kept; larger ones are not."""


class Rested(NamedTuple):
    """A run at the end of its rest.

    states   of everybody by name, (people, themes) or (people,)
    weeks    that it took
    at_rest  whether the states had stopped moving
    """

    states: Mapping[str, np.ndarray]
    weeks: int
    at_rest: bool

    @property
    def over(self) -> "Rested":
        """What is said of it once a run has begun: without the states."""
        return self._replace(states={})

    @property
    def bytes(self) -> int:
        """What it takes to keep it."""
        return sum(values.nbytes for values in self.states.values())


KEPT: Kept[bytes, Rested] = Kept(lambda rest: rest.bytes, MOST_BYTES)


def begins_at_rest(run: RunConfig) -> bool:
    """Whether people come to rest before week 0."""
    return run.start == AT_REST


def expected_weeks(run: RunConfig) -> int:
    """Weeks that a rest is expected to take, to say beforehand how much work it is."""
    return min(EXPECTED, run.most_rest_weeks)


def rested(
    drawn: DrawnOrganisation,
    configs: Sequence[Config],
    keys: Sequence[np.uint64],
    opened: Callable[[DrawnOrganisation, Sequence[Config], Sequence[np.uint64]], "Ensemble"],
    progress: Callable[[int], None] | None = None,
) -> list[Rested | None]:
    """The rest before each run, None where it begins as drawn.

    Runs that have everything before week 1 in common share it. What is not kept yet is simulated side
    by side, in an ensemble that `opened` makes; `progress` is called with its person-weeks.
    """
    befores = {id(each): resting(each) for each in configs if begins_at_rest(each.run)}
    texts = {number: _text(before, drawn) for number, before in befores.items()}
    organisation = _digest_of(drawn) if befores else b""
    wanted: dict[int, bytes] = {}
    led_to: dict[bytes, tuple[Config, np.uint64]] = {}
    for run, (config, key) in enumerate(zip(configs, keys, strict=True)):
        if before := befores.get(id(config)):
            name = sha256(organisation + texts[id(config)] + key.tobytes()).digest()
            wanted[run], led_to[name] = name, (before, key)
    found = {name: KEPT.get(name) for name in led_to}
    missing = {name: led_to[name] for name, rest in found.items() if rest is None}
    if missing:
        some, theirs = map(list, zip(*missing.values(), strict=True))
        ensemble = opened(drawn._replace(survey={}), some, theirs)
        for name, rest in zip(missing, come_to_rest(ensemble, some, progress), strict=True):
            if rest.bytes <= MOST_BYTES:
                KEPT.put(name, rest)
            found[name] = rest
    return [found[wanted[run]] if run in wanted else None for run in range(len(configs))]


def come_to_rest(
    ensemble: "Ensemble", configs: Sequence[Config], progress: Callable[[int], None] | None = None
) -> list[Rested]:
    """Simulate until every run is at rest or at its limit; each as it was then."""
    ensemble.week = REST_FROM
    most = np.array([config.run.most_rest_weeks for config in configs])
    means: list[np.ndarray] = []
    found: dict[int, Rested] = {}
    while len(found) < len(configs):
        ensemble.step(SAMPLED)
        if progress:
            progress(SAMPLED * ensemble.organisation.people * len(configs))
        means.append(state_means(ensemble))
        weeks = SAMPLED * len(means)
        judged = weeks >= LEAST and weeks % CHECKED == 0
        at_limit = weeks + SAMPLED > most
        if not (judged or at_limit.any()):
            continue
        moved = movement(np.array(means)).max(axis=0) if judged else np.full(len(most), np.inf)
        for run, config in enumerate(configs):
            at_rest = bool(moved[run] < config.run.rest_tolerance)
            if run not in found and (at_rest or at_limit[run]):
                found[run] = Rested(snapshot(ensemble, run), weeks, at_rest)
    return [found[run] for run in range(len(configs))]


def state_means(ensemble: "Ensemble") -> np.ndarray:
    """Mean over the people of each watched state, of each theme, (means, runs)."""
    return ensemble.sums_of(WATCHED) / (WHOLE * ensemble.organisation.people)


@njit(cache=True, nogil=True)
def whole_sums(rows):
    """Sums of the columns, as whole numbers of the fineness 1/WHOLE."""
    total = np.zeros(rows.shape[1], np.int64)
    for person in range(rows.shape[0]):
        for column in range(rows.shape[1]):
            total[column] += np.int64(np.rint(rows[person, column] * WHOLE))
    return total


def movement(means: np.ndarray) -> np.ndarray:
    """How far each mean moves in a year: of means (looks, …), the last third less the one before."""
    third = len(means) // 3
    last, earlier = means[-third:], means[-2 * third : -third]
    # added up look by look: NumPy's own means round differently for one run and for several
    difference = np.add.accumulate(last - earlier)[-1] / third
    return np.abs(difference) * 52 / (third * SAMPLED)


def snapshot(ensemble: "Ensemble", run: int) -> Mapping[str, np.ndarray]:
    """Every state of a run that is held, by name, a copy not to be written to."""
    states = {name: ensemble.state(name)[..., run].copy() for name in HELD}
    for values in states.values():
        values.setflags(write=False)
    return MappingProxyType(states)


def _digest_of(drawn: DrawnOrganisation) -> bytes:
    """What the organisation's people, ties and superiors come down to."""
    organisation, digest = drawn.organisation, sha256()
    for array in (organisation.superior, organisation.tie_start, organisation.tie_to):
        digest.update(array.tobytes())
    digest.update(organisation.tie_weight.tobytes())
    return digest.digest()


def rest_numbers(config: Config) -> str:
    """All numbers of a config that the rest before its week 1 depends on, as text."""
    return _numbers(resting(config))


def _numbers(before: Config) -> str:
    return before.model_dump_json(include=NUMBERS, exclude_none=True)


def _text(config: Config, drawn: DrawnOrganisation) -> bytes:
    """All that a rest depends on besides the organisation and the draws: numbers, and who is meant."""
    digest = sha256(_numbers(config).encode())
    for group in config.groups:
        digest.update(np.packbits(members(drawn.organisation, group.who, drawn.key)).tobytes())
    return digest.digest()
