"""All figures of an analysed sweep."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from orgsim.analysis.factors.levels import is_numeric
from orgsim.analysis.factors.main_effects import main_effect, pair_means, parts_for
from orgsim.analysis.sweep_analysis import OutcomeStudy, Study, pairs
from orgsim.figures.convergence_figure import draw_convergence
from orgsim.figures.effects import draw_indices, draw_matters
from orgsim.figures.factor_figures import Pair, draw_interactions, draw_main_effects, draw_map

LINES = 3
MOST_LINES = 5
"""A factor of more values than this is cut into parts where it becomes lines."""

CELLS = 6
FEWEST_CELLS = 3
"""A map of fewer parts than this a side says less than the lines."""

MOST_CELLS = 30
"""Levels of text that a side of a map has room for."""

Factors = Mapping[str, np.ndarray]


class Drawn(NamedTuple):
    """A figure: the outcome it is of ("" for all of them), and its kind."""

    outcome: str
    kind: str
    figure: Figure

    @property
    def name(self) -> str:
        """Name of its file, without ending."""
        return f"{self.outcome}_{self.kind}" if self.outcome else self.kind


def draw_study(found: Study, thresholds: Mapping[str, float]) -> Iterator[Drawn]:
    """The figures one by one; thresholds of outcomes become lines on maps."""
    names = list(found.rows.factors)
    panels = [
        (one.outcome.label, one.outcome.unit, one.effects, one.indices)
        for one in found.outcomes
        if one.effects and one.indices
    ]
    if panels:
        yield Drawn("", "what_matters", draw_matters(panels, names))
    for one in found.outcomes:
        if one.effects and one.indices:
            yield from _draw_outcome(one, found.rows.factors, thresholds.get(one.outcome.name))
    for times in found.convergence:
        if times.factors:
            yield Drawn(times.outcome.name, "curves", draw_convergence(times, names))


def _draw_outcome(one: OutcomeStudy, factors: Factors, threshold: float | None) -> Iterator[Drawn]:
    assert one.indices is not None
    outcome, names = one.outcome, list(factors)
    figure = draw_indices(outcome.label, outcome.unit, one.effects, one.indices, names)
    yield Drawn(outcome.name, "indices", figure)
    by_rank = [effect.factor for effect in one.effects]
    effects = [(name, *main_effect(one.pieces, factors[name])) for name in by_rank]
    average = float(np.nanmean(one.means))
    figure = draw_main_effects(outcome, average, effects, names)
    yield Drawn(outcome.name, "main_effects", figure)
    chosen = pairs(one)
    if chosen:
        lines = [_lines(one, factors, *pair) for pair in chosen]
        yield Drawn(outcome.name, "pairs", draw_interactions(outcome, lines, names))
        cells = _cells(one, factors, *chosen[0])
        if cells is not None:
            yield Drawn(outcome.name, "map", draw_map(outcome, cells, names, threshold))


def _lines(one: OutcomeStudy, factors: Factors, first: str, second: str) -> Pair:
    """Means over one factor at levels of the other: of text, or of the one of fewer values."""
    first, second = sorted((first, second), key=lambda name: _values(factors[name]), reverse=True)
    parts = parts_for(len(one.means), LINES)
    means = pair_means(one.pieces, factors[first], factors[second], parts, MOST_LINES)
    return first, second, *means


def _values(values: np.ndarray) -> tuple[bool, int]:
    return is_numeric(values), len(set(values.tolist()))


def _cells(one: OutcomeStudy, factors: Factors, first: str, second: str) -> Pair | None:
    """Means in the cells of both, None where they would be too few, or too many to be seen."""
    parts = parts_for(len(one.means) // 4, CELLS)
    rows, columns, means = pair_means(one.pieces, factors[first], factors[second], parts)
    if any(levels.binned and len(levels.labels) < FEWEST_CELLS for levels in (rows, columns)):
        return None
    if max(len(levels.labels) for levels in (rows, columns)) > MOST_CELLS:
        return None
    return first, second, rows, columns, means
