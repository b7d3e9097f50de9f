"""Rest: what comes before week 0, until the means of the states no longer move; and what is kept of it.

People live under the levers before week 1, turnover and all. Every SAMPLED weeks the mean over the people
of each state (of each theme) is taken. After T weeks, a multiple of CHECKED, the mean of the last third is
held against that of the third before, as Geweke (1992) tells whether a chain has converged:

    movement = |mean over (2T/3, T] − mean over (T/3, 2T/3]| / (T/3 weeks, in years)

A run is at rest when no state moves by as much as `run.rest_tolerance` a year. What the means of N people
vary by at random is about the same however long one looks, so that it is divided by more and more years:
small organisations rest longer, and need no allowance of their own. Each run is judged by itself; at
`run.most_rest_weeks` it begins as it is, and says so.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from orgsim.config.before import AT_REST, resting
from orgsim.config.models import Config
from orgsim.model.random import REST_FROM
from orgsim.model.states import STATES
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

WATCHED = tuple(name for name, state in STATES.items() if state.recorded)
"""States whose means must not move; the others are traits that nothing but turnover changes."""

NUMBERS: Any = {
    **dict.fromkeys(
        ("themes", "people", "levers", "groups", "parameters", "mechanisms"), True
    ),
    "run": {"precision", "rest_tolerance", "most_rest_weeks"},
}
"""What of a config a rest depends on, besides the organisation."""

WHOLE = 2.0**32
"""States are added up as whole numbers of this fineness: such sums do not depend on their order, and so
not on the runs beside."""

MOST_BYTES = 256 * 2**20
"""Organisations at rest that are kept."""


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
    def bytes(self) -> int:
        """What it takes to keep it."""
        return sum(values.nbytes for values in self.states.values())


class Kept:
    """Rested runs by what led to them, the least recently used given up first; safe for threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self._rested: OrderedDict[bytes, Rested] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: bytes) -> Rested | None:
        """The run of a key, if it is there."""
        with self._lock:
            if key in self._rested:
                self._rested.move_to_end(key)
            return self._rested.get(key)

    def put(self, key: bytes, rested: Rested) -> None:
        """Keep a run, unless it alone is too large."""
        with self._lock:
            if key in self._rested or rested.bytes > self.most_bytes:
                return
            self._rested[key] = rested
            self._bytes += rested.bytes
            while self._bytes > self.most_bytes:
                self._bytes -= self._rested.popitem(last=False)[1].bytes

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._rested.clear()
            self._bytes = 0


KEPT = Kept()


def rested(
    drawn: DrawnOrganisation,
    configs: Sequence[Config],
    keys: Sequence[np.uint64],
    opened: Callable[[DrawnOrganisation, Sequence[Config], Sequence[np.uint64]], "Ensemble"],
    progress: Callable[[int], None] | None = None,
) -> list[Rested | None]:
    """The rest before each run, None where it begins as drawn.

    Runs that have everything before week 1 in common share it. What is not kept yet is lived side by
    side, in an ensemble that `opened` makes; `progress` is called with its person-weeks.
    """
    of_config = {id(config): resting(config) for config in configs if config.run.start == AT_REST}
    if not of_config:
        return [None] * len(configs)
    befores = [of_config.get(id(config)) for config in configs]
    texts = {id(config): _text(config, drawn) for config in of_config.values()}
    organisation = _digest_of(drawn)
    names = [
        None if before is None else sha256(organisation + texts[id(before)] + key.tobytes()).digest()
        for before, key in zip(befores, keys, strict=True)
    ]
    found = {name: KEPT.get(name) for name in names if name is not None}
    missing = [names.index(name) for name, known in found.items() if known is None]
    if missing:
        some = [befores[run] for run in missing]
        ensemble = opened(drawn._replace(survey={}), some, [keys[run] for run in missing])
        for run, lived in zip(missing, come_to_rest(ensemble, some, progress), strict=True):
            KEPT.put(names[run], lived)
            found[names[run]] = lived
    return [None if name is None else found[name] for name in names]


def come_to_rest(
    ensemble: "Ensemble", configs: Sequence[Config], progress: Callable[[int], None] | None = None
) -> list[Rested]:
    """Live until every run is at rest or at its limit; each as it was then."""
    ensemble.week = REST_FROM
    means: list[np.ndarray] = []
    found: dict[int, Rested] = {}
    while len(found) < len(configs):
        for _ in range(SAMPLED):
            ensemble.step()
            if progress:
                progress(ensemble.organisation.people * len(configs))
        means.append(state_means(ensemble))
        weeks = SAMPLED * len(means)
        judged = weeks >= LEAST and weeks % CHECKED == 0
        most = np.array([config.run.most_rest_weeks for config in configs])
        if judged or (weeks + SAMPLED > most).any():
            moved = movement(np.array(means)).max(axis=0) if judged else np.full(len(configs), np.inf)
            for run, config in enumerate(configs):
                at_rest = bool(moved[run] < config.run.rest_tolerance)
                if run not in found and (at_rest or weeks + SAMPLED > most[run]):
                    found[run] = Rested(snapshot(ensemble, run), weeks, at_rest)
    return [found[run] for run in range(len(configs))]


def state_means(ensemble: "Ensemble") -> np.ndarray:
    """Mean over the people of each watched state, of each theme, (means, runs)."""
    rows = []
    for name in WATCHED:
        values = ensemble.state(name).astype(np.float64) * WHOLE
        total = np.rint(values).astype(np.int64).sum(axis=0)
        rows.append(total.reshape(-1, ensemble.runs))
    return np.concatenate(rows) / (WHOLE * ensemble.organisation.people)


def movement(means: np.ndarray) -> np.ndarray:
    """How far each mean moves in a year: of means (looks, …), the last third less the one before."""
    third = len(means) // 3
    last, earlier = means[-third:], means[-2 * third : -third]
    # added up look by look: NumPy's own means round differently for one run and for several
    difference = np.add.accumulate(last - earlier)[-1] / third
    return np.abs(difference) * 52 / (third * SAMPLED)


def snapshot(ensemble: "Ensemble", run: int) -> Mapping[str, np.ndarray]:
    """Every state of a run by name, a copy not to be written to."""
    states = {name: ensemble.state(name)[..., run].copy() for name in STATES}
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


def _text(config: Config, drawn: DrawnOrganisation) -> bytes:
    """All that a rest depends on besides the organisation and the draws: numbers, and who is meant."""
    text = config.model_dump_json(include=NUMBERS, exclude_none=True)
    digest = sha256(text.encode())
    for group in config.groups:
        digest.update(np.packbits(members(drawn.organisation, group.who, drawn.key)).tobytes())
    return digest.digest()
