"""Study: everything a sweep's rows say about some outcomes, as tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from orgsim.analysis.factors.indices import Indices
from orgsim.analysis.factors.levels import MOST_LEVELS, Levels, levels_of
from orgsim.analysis.factors.main_effects import Pieces, pieces, pieces_of_runs
from orgsim.analysis.factors.sensitivity import (
    Effect,
    analyse_design,
    claimed,
    top_pairs,
)
from orgsim.analysis.factors.sobol import block_size
from orgsim.analysis.outcome_rows import SweepRows, outcome, point_means, values_by_point, varies
from orgsim.analysis.points import Variance, decompose, points_table
from orgsim.analysis.result_schema import TIMES, ResultColumn
from orgsim.analysis.survival import (
    Curve,
    LogRank,
    holm,
    kaplan_meier,
    log_rank,
)
from orgsim.number_text import percent

TERCILES = 3
MOST_PAIRS = 3
MOSTLY = 0.5
MOSTLY_NOISE = (
    "{} of what differs between the points' means is noise; with more replications this ranking"
    " may be another."
)


@dataclass(frozen=True)
class OutcomeStudy:
    """What came of one outcome.

    means    of the points, (points,)
    variance None where random variation cannot be separated from effects
    indices, effects  None and empty where the outcome's mean is the same at all points
    """

    outcome: ResultColumn
    means: np.ndarray
    known: int
    varies: bool
    variance: Variance | None
    indices: Indices | None
    effects: list[Effect]
    pieces: Pieces


@dataclass(frozen=True)
class FactorConvergence:
    """Convergence by level of a factor: a curve for each level, and whether they differ.

    p_holm  the p-value allowed for the number of factors looked at; None where clusters are too few
    """

    factor: str
    levels: Levels
    curves: list[Curve]
    runs: list[int]
    test: LogRank | None
    p_holm: float | None


@dataclass(frozen=True)
class Convergence:
    """Times of convergence of all runs, and by factor; weeks that the longest run was simulated.

    factors  those of text with more than MOST_LEVELS levels are left out: a curve of each says little
    """

    outcome: ResultColumn
    runs: int
    converged: int
    weeks: int
    whole: Curve | None
    factors: list[FactorConvergence]


@dataclass(frozen=True)
class Study:
    """An analysed sweep."""

    rows: SweepRows
    outcomes: list[OutcomeStudy]
    convergence: list[Convergence]
    points: pa.Table
    warnings: list[str] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """Runs that failed."""
        return int((~self.rows.succeeded).sum())


def study(rows: SweepRows, names: Sequence[str], warnings: Sequence[str] = ()) -> Study:
    """Analyse the outcomes of the given names."""
    outcomes = list(
        {found.name: found for found in (outcome(name, rows.own) for name in names)}.values()
    )
    tables = {found.name: values_by_point(rows, found.name) for found in outcomes}
    return Study(
        rows,
        _with_claims(rows, [(found, tables[found.name]) for found in outcomes]),
        [_study_convergence(rows, found) for found in outcomes if found.name in TIMES],
        points_table(rows, tables),
        [*warnings, *_cautions(rows)],
    )


def _cautions(rows: SweepRows) -> list[str]:
    failed = int((~rows.succeeded).sum())
    found = []
    if failed:
        found.append(
            f"{failed:,} of {len(rows.succeeded):,} runs failed and are in no number but the counts"
        )
    there = np.bincount(rows.point[rows.succeeded], minlength=rows.points)
    if rows.succeeded.any() and (there == 0).any():
        found.append(f"{(there == 0).sum():,} of {rows.points:,} points have no run that succeeded")
    return found


def _with_claims(
    rows: SweepRows, outcomes: Sequence[tuple[ResultColumn, np.ndarray]]
) -> list[OutcomeStudy]:
    """Each outcome's study, with what may be claimed allowed for all outcomes and factors."""
    studied = [_study_outcome(rows, found, values) for found, values in outcomes]
    analysed = [
        (place, one.indices, values)
        for place, (one, (_, values)) in enumerate(zip(studied, outcomes, strict=True))
        if one.indices is not None
    ]
    found = claimed(rows.design, rows.factors, [each[1:] for each in analysed])
    for (place, _, _), effects in zip(analysed, found, strict=True):
        studied[place] = replace(studied[place], effects=effects)
    return studied


def _study_outcome(rows: SweepRows, found: ResultColumn, values: np.ndarray) -> OutcomeStudy:
    means = point_means(values)
    moves = varies(values)
    together = block_size(rows.design, len(rows.factors))
    variance = decompose(values, together) if moves else None
    indices = None
    if varies(means):
        indices = analyse_design(rows.design, values, rows.factors, variance)
        if variance is not None and variance.noise_of_means > MOSTLY:
            indices.notes.insert(0, MOSTLY_NOISE.format(percent(variance.noise_of_means)))
    return OutcomeStudy(
        found,
        means,
        int(np.isfinite(values).sum()),
        moves,
        variance,
        indices,
        [],
        pieces(rows.design, values, rows.factors),
    )


def _study_convergence(rows: SweepRows, found: ResultColumn) -> Convergence:
    column = rows.column(found.name)[rows.succeeded]
    weeks = rows.weeks[rows.succeeded].astype(float)
    event = np.isfinite(column)
    time = np.where(event, column, weeks)
    point = rows.point[rows.succeeded]
    repetition = rows.replication if rows.sets is None else rows.sets[rows.replication]
    cluster = pieces_of_runs(rows.design, rows.factors, point, repetition[rows.succeeded])
    tested = point // block_size(rows.design, len(rows.factors))
    sampled = len(np.unique(tested)) < len(tested) and np.array_equal(tested, cluster)
    by_factor = []
    if len(time) and event.any():
        for name, values in rows.factors.items():
            levels = levels_of(values, TERCILES, most=5)
            if 1 < len(levels.labels) <= MOST_LEVELS:
                by_factor.append(_by_level(name, levels, time, event, point, cluster, tested))
    return Convergence(
        found,
        len(time),
        int(event.sum()),
        int(weeks.max(initial=0)),
        kaplan_meier(time, event, cluster) if len(time) else None,
        _with_holm(by_factor, sampled),
    )


def _by_level(
    name: str,
    levels: Levels,
    time: np.ndarray,
    event: np.ndarray,
    point: np.ndarray,
    cluster: np.ndarray,
    tested: np.ndarray,
) -> FactorConvergence:
    """Curves with bands from the spread between clusters.

    tested  the point of each run, or its block or trajectory: the test is from the spread between them
    """
    level = levels.codes[point]
    present, code = np.unique(level, return_inverse=True)
    inside = [code == number for number in range(len(present))]
    curves = [kaplan_meier(time[here], event[here], cluster[here]) for here in inside]
    kept = levels._replace(
        labels=[levels.labels[n] for n in present], centres=levels.centres[present]
    )
    test = log_rank(time, event, code, tested) if len(present) > 1 else None
    return FactorConvergence(name, kept, curves, [int(h.sum()) for h in inside], test, None)


def _with_holm(factors: list[FactorConvergence], sampled: bool) -> list[FactorConvergence]:
    """Factors by how clearly their levels differ, with p-values allowed for their number.

    sampled  whether runs are alike in clusters that are a sample: the plain test then claims too much
    """
    tests = {found.factor: found.test for found in factors if found.test is not None}
    p = {
        factor: test.p if test.p_clustered is None else test.p_clustered
        for factor, test in tests.items()
        if test.p_clustered is not None or not sampled
    }
    adjusted = dict(zip(p, holm(list(p.values())), strict=True))
    found = [
        FactorConvergence(f.factor, f.levels, f.curves, f.runs, f.test, adjusted.get(f.factor))
        for f in factors
    ]
    return sorted(found, key=lambda f: -f.test.statistic / f.test.degrees if f.test else 0.0)


def pairs(one: OutcomeStudy) -> list[tuple[str, str]]:
    """Pairs of factors to look at: those that interact most, or the two that matter most."""
    if one.indices is None:
        return []
    found = [(index.factor, index.other) for index in top_pairs(one.indices, MOST_PAIRS)]
    names = [effect.factor for effect in one.effects[:2]]
    return found or ([(names[0], names[1])] if len(names) == 2 else [])
