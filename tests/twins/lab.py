"""Small worlds for the twins, and the engine run on them: for tests of the science as well.

A world of the plain twin (see naive.py) holds one run; the engine lives several at once that share
the tree, ties and groups.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from naive import Numbers, World

from orgsim.engine import advance, empty_lanes, empty_week, kernels, standing
from orgsim.engine.settings import Settings, Structure, leader_rows
from orgsim.engine.state import Own, state_of
from orgsim.measures.sums import SUMS
from orgsim.model.parameters import LEVERS, NORMALISED, PARAMETERS, TRAITS, GroupRow, ParameterRow

PERSONAL = [row.name for row in Own]
"""States of a person as a whole that nobody but reports sees."""


class Shape(NamedTuple):
    """Who reports to whom, and who listens to whom."""

    superior: list[int]
    ties: list[list[tuple[int, float]]]
    extra: list[list[tuple[int, int]]]


@dataclass
class Week:
    """The engine's state at the end of a week: (people, themes, runs) or (people, runs).

    sums holds the measures, (runs,) each; block_sums the same of each block, (blocks, runs).
    """

    message: np.ndarray
    practice: np.ndarray
    habit: np.ndarray
    values: np.ndarray
    engagement: np.ndarray
    departure: np.ndarray
    voice: np.ndarray
    trust: np.ndarray
    modelling: np.ndarray
    skill: np.ndarray
    resistance: np.ndarray
    disposition: np.ndarray
    aptitude: np.ndarray
    integrity: np.ndarray
    sums: dict[str, np.ndarray]
    block_sums: dict[str, np.ndarray]


def defaults() -> tuple[dict[str, float], dict[str, float]]:
    """Parameters and the levers and traits of a group at their defaults, weights adding up to 1."""
    parameters = {q.name: q.default for q in PARAMETERS}
    group = {lever.name: lever.default for lever in LEVERS}
    for trait in TRAITS:
        group[f"{trait.name}_mean"] = trait.mean.default
        group[f"{trait.name}_spread"] = trait.spread.default
    return normalised(parameters), group


def normalised(parameters: dict[str, float]) -> dict[str, float]:
    """The parameters with each group of relative weights divided by its sum."""
    result = dict(parameters)
    for names in NORMALISED:
        total = sum(parameters[name] for name in names)
        for name in names:
            result[name] = parameters[name] / total if total > 0 else 0.0
    return result


def still(**parameters: float) -> dict[str, float]:
    """Parameters with everything switched off, but for those named."""
    low = {q.name: 0.0 if q.low <= 0 else q.low for q in PARAMETERS}
    return {**low, "trust_carried_over": 1.0, **parameters}


def quiet(**levers: float) -> dict[str, float]:
    """Levers and traits of a group at 0, but for those named."""
    _, group = defaults()
    return {**dict.fromkeys(group, 0.0), **levers}


def constant_world(shape: Shape, parameters, group, stated=(1.0,), key=1) -> World:
    """A world whose numbers stay the same, with one group of everybody and equal themes."""
    themes = len(stated)
    numbers = Numbers(parameters, [group], list(stated), [1 / themes] * themes, [0.0] * themes, [])
    return World(
        shape.superior,
        shape.ties,
        shape.extra,
        [0] * len(shape.superior),
        key,
        lambda week: numbers,
    )


def first_reports(superior: Sequence[int]) -> np.ndarray:
    """Where the reports of each position start, and the end."""
    spans = np.bincount(superior[1:], minlength=len(superior))
    return np.concatenate([[1], 1 + np.cumsum(spans)]).astype(np.int32)


def block_starts(superior: Sequence[int], units: int = 1) -> np.ndarray:
    """Blocks of so many whole units of one level each."""
    level, start, count = [0], [0], 0
    for i in range(1, len(superior)):
        level.append(level[superior[i]] + 1)
        count += superior[i] != superior[i - 1]
        if level[i] != level[i - 1] or (superior[i] != superior[i - 1] and count % units == 0):
            start.append(i)
    return np.array([*start, len(superior)], np.int32)


def csr(rows) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Lists of (position, value) as start, position and value."""
    start = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    flat = [pair for row in rows for pair in row]
    to = np.array([pair[0] for pair in flat], np.int32)
    return start, to, np.array([pair[1] for pair in flat])


def structure_of(world: World, blocks: np.ndarray | None = None) -> Structure:
    """The engine's structure of a world; what an organisation holds is read-only, as it is there.

    So the loop lives it that was compiled for everybody, and none is compiled for the tests alone.
    """
    tie_start, tie_to, tie_weight = csr(world.ties)
    extra_start, extra_to, layer = csr(world.extra)
    organisation = (
        np.array(world.superior, np.int32),
        first_reports(world.superior),
        tie_start,
        tie_to,
        tie_weight.astype(np.float32),
    )
    for array in organisation:
        array.flags.writeable = False
    starts = block_starts(world.superior) if blocks is None else blocks
    return Structure(
        *organisation,
        extra_start,
        extra_to,
        layer.astype(np.int32),
        np.array(world.group, np.int32),
        leader_rows(organisation[1]),
        starts,
        np.zeros(len(starts) - 1, np.int64),
    )


def settings_of(each: Sequence[Numbers], keys: Sequence[int], dtype=np.float64) -> Settings:
    """The engine's numbers of a week, one column a run."""
    parameters = [[n.parameters[row.name] for row in ParameterRow] for n in each]
    groups = [[[group[row.name] for row in GroupRow] for group in n.groups] for n in each]
    by_run = {
        "parameters": np.array(parameters).T.ravel(),
        "groups": np.moveaxis(np.array(groups), 0, -1).reshape(len(groups[0]), -1),
        "stated": np.array([n.stated for n in each]).T.ravel(),
        "weight": np.array([n.weight for n in each]).T.ravel(),
        "habit_shift": np.array([n.habit_shift for n in each]).T.ravel(),
        "extra_strength": np.array([n.strength for n in each]).T.reshape(-1, len(each)),
    }
    return Settings(
        **{name: np.ascontiguousarray(values, dtype) for name, values in by_run.items()},
        key=np.array(keys, np.uint64),
    )


class Engine:
    """The engine on worlds side by side, a week at a time."""

    def __init__(self, worlds: Sequence[World], blocks=None, dtype=np.float64) -> None:
        self.worlds, self.dtype, self.week = list(worlds), dtype, 0
        self.runs, self.themes = len(worlds), len(worlds[0].numbers(0).stated)
        self.kernels = kernels(self.runs)
        self._numbers: list[Numbers] = []
        structure = structure_of(worlds[0], blocks)
        self.arrays = empty_week(
            structure, self.settings(), self.themes, self.runs, np.dtype(dtype)
        )
        alone = self.runs == 1
        self.lanes = empty_lanes(self.arrays, self.themes, self.dtype) if alone else None
        self.kernels.hire_all(standing(self.arrays))
        self.observe()

    def settings(self) -> Settings:
        """The numbers of the week, made anew when they change."""
        numbers = [world.numbers(self.week) for world in self.worlds]
        if [id(n) for n in numbers] != [id(n) for n in self._numbers]:
            keys = [world.key for world in self.worlds]
            self._settings = settings_of(numbers, keys, self.dtype)
        self._numbers = numbers
        return self._settings

    def observe(self) -> None:
        """Measure anew, after the state was changed by hand."""
        self.kernels.observe(standing(self.arrays))

    def step(self, weeks: int = 1) -> None:
        """Simulate one more week, or several."""
        for _ in range(weeks):
            self.week += 1
            self.arrays = self.arrays._replace(**self.settings()._asdict())
            self.arrays = advance(self.kernels, self.arrays, self.lanes, self.week)

    def set(self, **states: np.ndarray) -> None:
        """Set states of everybody, the same in all runs: (people, themes) or (people,)."""
        for name, values in states.items():
            self.view(name)[...] = np.asarray(values)[..., None]
        self.observe()

    def view(self, name: str) -> np.ndarray:
        """A state, (people, themes, runs) or (people, runs), to read and to write."""
        return state_of(name, self.arrays, self.runs)

    def record(self) -> Week:
        """A copy of the state and the measures."""
        names = [name for name in Week.__annotations__ if not name.endswith("sums")]
        sums = self.arrays.sums.reshape(-1, len(SUMS), self.runs)
        by_block = {name: sums[:, row].copy() for row, name in enumerate(SUMS)}
        total = {name: values.sum(axis=0) for name, values in by_block.items()}
        return Week(
            **{name: self.view(name).copy() for name in names}, sums=total, block_sums=by_block
        )


def simulate(worlds: Sequence[World], weeks: int, blocks=None, dtype=np.float64) -> list[Week]:
    """The engine's records of the start and of every week."""
    engine = Engine(worlds, blocks, dtype)
    records = [engine.record()]
    for _ in range(weeks):
        engine.step()
        records.append(engine.record())
    return records
