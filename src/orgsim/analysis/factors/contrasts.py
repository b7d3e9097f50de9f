"""Contrasts: which differences between a design's points speak of which factor.

grid             what the levels of a factor differ by, with all its interactions
saltelli, morris pairs of points that differ in one factor only
other samples    the ranks of a factor, as far as the other factors' ranks do not explain them
"""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

import numpy as np

from orgsim.analysis.factors.levels import codes_of, has_order
from orgsim.analysis.factors.paired import Part
from orgsim.analysis.factors.regressors import Regressors
from orgsim.special_functions import special


class OverPoints(NamedTuple):
    """p-values over a sample's points: of doing nothing, of having no direction, and which that is.

    matters is 0 where only replications can show it; without them, what has a direction does something
    """

    matters: float
    direction: float
    sign: int


class Contrasts(Protocol):
    """A design's contrasts of values (points, replications)."""

    def whole(self, factor: str, values: np.ndarray) -> Part:
        """All that a factor takes part in."""

    def trend(self, factor: str, values: np.ndarray) -> np.ndarray | None:
        """How far values rise with a factor's order, (replications,); None where it has none."""

    def apart(self, one: str, other: str, values: np.ndarray) -> tuple[Part, Part]:
        """What each of two factors takes part in without the other."""

    def over_points(self, factor: str, means: np.ndarray) -> OverPoints | None:
        """Tests over points by their means (points,); None where points are no sample."""


class OfGrid:
    """Contrasts of a full grid: levels of each factor, and the cell of each point."""

    def __init__(
        self, factors: Mapping[str, np.ndarray], shape: tuple[int, ...], cell: np.ndarray
    ) -> None:
        self.factors, self.shape, self.cell = factors, shape, cell
        self.axis = {name: place for place, name in enumerate(factors)}
        self.order = np.argsort(cell, kind="stable")

    def _table(self, values: np.ndarray) -> np.ndarray:
        """Mean of each cell's points, times the root of how many, (*shape, replications)."""
        cells = int(np.prod(self.shape))
        each = len(self.cell) // cells
        table = values[self.order].reshape(cells, each, -1).mean(axis=1)
        return np.sqrt(each) * table.reshape(*self.shape, -1)

    def whole(self, factor: str, values: np.ndarray) -> Part:
        """Cells without the mean over the factor's levels: its main effect and all its interactions."""
        table, axis = self._table(values), self.axis[factor]
        cells = int(np.prod(self.shape))
        return _part(
            table - table.mean(axis=axis, keepdims=True), cells - cells // self.shape[axis]
        )

    def trend(self, factor: str, values: np.ndarray) -> np.ndarray | None:
        """The slope of values on the place of the factor's levels in their order, (replications,)."""
        if not has_order(self.factors[factor]):
            return None
        place = np.unique(codes_of(self.factors[factor]), return_inverse=True)[1]
        weights = place - place.mean()
        return weights @ values / np.sqrt((weights**2).sum())

    def apart(self, one: str, other: str, values: np.ndarray) -> tuple[Part, Part]:
        """Of each factor what is left of its contrasts in the mean over the other's levels."""
        return self._without(one, other, values), self._without(other, one, values)

    def _without(self, factor: str, other: str, values: np.ndarray) -> Part:
        table, axis, along = self._table(values), self.axis[factor], self.axis[other]
        flat = np.sqrt(self.shape[along]) * table.mean(axis=along, keepdims=True)
        rest = int(np.prod(self.shape)) // self.shape[along]
        return _part(flat - flat.mean(axis=axis, keepdims=True), rest - rest // self.shape[axis])

    def over_points(self, factor: str, means: np.ndarray) -> OverPoints | None:
        """None: the points of a grid are all there are, and no sample of others."""
        return None


def _part(table: np.ndarray, degrees: int) -> Part:
    return Part(table.reshape(-1, table.shape[-1]), degrees)


class Steps(NamedTuple):
    """Pairs of points that differ in one factor only: from, to, and the independent piece each is of."""

    start: np.ndarray
    end: np.ndarray
    piece: np.ndarray


class OfSteps:
    """Contrasts of a Saltelli or Morris design."""

    def __init__(self, factors: Mapping[str, np.ndarray], steps: Mapping[str, Steps]) -> None:
        self.factors, self.steps = factors, steps

    def whole(self, factor: str, values: np.ndarray) -> Part:
        """The difference of each step of the factor, divided by √2, (steps, replications)."""
        steps = self.steps[factor]
        return Part((values[steps.end] - values[steps.start]) / np.sqrt(2), len(steps.start))

    def _up(self, factor: str, values: np.ndarray) -> np.ndarray | None:
        """The differences of steps, of those downwards the other way round."""
        if not has_order(self.factors[factor]):
            return None
        steps, codes = self.steps[factor], codes_of(self.factors[factor])
        return (
            np.sign(codes[steps.end] - codes[steps.start])[:, None]
            * self.whole(factor, values).values
        )

    def trend(self, factor: str, values: np.ndarray) -> np.ndarray | None:
        """The differences upwards, added up and divided by the root of how many, (replications,)."""
        up = self._up(factor, values)
        return None if up is None else up.sum(axis=0) / np.sqrt(len(up))

    def apart(self, one: str, other: str, values: np.ndarray) -> tuple[Part, Part]:
        """The steps of each factor: each moves one factor only, so they are apart already."""
        return self.whole(one, values), self.whole(other, values)

    def over_points(self, factor: str, means: np.ndarray) -> OverPoints | None:
        """Student's t over blocks or trajectories; that a factor acts shows at any one of them."""
        up = self._up(factor, means[:, None])
        if up is None:
            return OverPoints(0.0, np.nan, 0)
        pieces = np.bincount(self.steps[factor].piece, up[:, 0])
        spread = pieces.std(ddof=1)
        middle = pieces.mean()
        if middle == 0 or len(pieces) < 2:
            return OverPoints(0.0, 1.0, 0)
        t = abs(middle) / spread * np.sqrt(len(pieces)) if spread > 0 else np.inf
        return OverPoints(0.0, 2 * float(special.stdtr(len(pieces) - 1, -t)), int(np.sign(middle)))


def saltelli_steps(names: list[str], points: int) -> dict[str, Steps]:
    """From A to A with a factor of B, and from B to B with a factor of A, block by block."""
    size = 2 * len(names) + 2
    first = np.arange(0, points, size)
    blocks = np.tile(np.arange(len(first)), 2)
    return {
        name: Steps(
            np.concatenate([first, first + size - 1]),
            np.concatenate([first + 1 + n, first + 1 + len(names) + n]),
            blocks,
        )
        for n, name in enumerate(names)
    }


def morris_steps(factors: Mapping[str, np.ndarray]) -> dict[str, Steps]:
    """From each point of a trajectory to the next, by the factor that moves."""
    size = len(factors) + 1
    points = len(next(iter(factors.values())))
    start = np.arange(points).reshape(-1, size)[:, :-1].ravel()
    found = {}
    for name, values in factors.items():
        codes = codes_of(values)
        moved = start[codes[start + 1] != codes[start]]
        found[name] = Steps(moved, moved + 1, moved // size)
    return found


class OfSample:
    """Contrasts of any other points: a regression of ranks."""

    def __init__(self, regressors: Regressors) -> None:
        self.regressors = regressors

    def whole(self, factor: str, values: np.ndarray) -> Part:
        """Values on the orthonormal basis of the factor's ranks without the others'."""
        basis = self.regressors.alone[factor]
        return Part(basis.T @ values, basis.shape[1])

    def trend(self, factor: str, values: np.ndarray) -> np.ndarray | None:
        """Values on the first vector of that basis, (replications,); None where there is no order."""
        if not has_order(self.regressors.factors[factor]):
            return None
        return self.regressors.alone[factor][:, 0] @ values

    def apart(self, one: str, other: str, values: np.ndarray) -> tuple[Part, Part]:
        """The regressions of both: the basis of each leaves out the other's ranks already."""
        return self.whole(one, values), self.whole(other, values)

    def over_points(self, factor: str, means: np.ndarray) -> OverPoints | None:
        """The regression's own test of the factor over points."""
        p, sign = self.regressors.test(factor, means)
        return OverPoints(p, p if has_order(self.regressors.factors[factor]) else np.nan, sign)
