"""Tables of a study, tidy: a row for each outcome and part, factor, index, level or week."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from orgsim.analysis.factors.main_effects import main_effect
from orgsim.analysis.survival import median
from orgsim.analysis.sweep_analysis import Study


def tables(found: Study) -> dict[str, pa.Table]:
    """The study's tables by name."""
    return {
        "points": found.points,
        "variance": _table(VARIANCE, _variance_rows(found)),
        "effects": _table(EFFECTS, _effect_rows(found)),
        "indices": _table(INDICES, _index_rows(found)),
        "levels": _table(LEVELS, _level_rows(found)),
        "convergence": _table(CURVES, _curve_rows(found)),
        "convergence_tests": _table(TESTS, _test_rows(found)),
    }


TEXT, NUMBER, WHOLE, TRUTH = pa.string(), pa.float64(), pa.int64(), pa.bool_()
VARIANCE = {
    "measure": TEXT,
    "part": TEXT,
    "variance": NUMBER,
    "share": NUMBER,
    "low": NUMBER,
    "high": NUMBER,
}
EFFECTS = {
    "measure": TEXT,
    "rank": WHOLE,
    "factor": TEXT,
    "kind": TEXT,
    "effect": NUMBER,
    "low": NUMBER,
    "high": NUMBER,
    "direction": TEXT,
    "above_noise": TRUTH,
    "above_next": TRUTH,
}
INDICES = {
    "measure": TEXT,
    "method": TEXT,
    "index": TEXT,
    "factor": TEXT,
    "other": TEXT,
    "value": NUMBER,
    "low": NUMBER,
    "high": NUMBER,
    "without_noise": NUMBER,
}
LEVELS = {
    "measure": TEXT,
    "factor": TEXT,
    "level": TEXT,
    "centre": NUMBER,
    "values": WHOLE,
    "mean": NUMBER,
    "low": NUMBER,
    "high": NUMBER,
}
CURVES = {
    "measure": TEXT,
    "factor": TEXT,
    "level": TEXT,
    "week": NUMBER,
    "at_risk": WHOLE,
    "converged": WHOLE,
    "not_yet": NUMBER,
    "low": NUMBER,
    "high": NUMBER,
}
TESTS = {
    "measure": TEXT,
    "factor": TEXT,
    "level": TEXT,
    "runs": WHOLE,
    "converged": WHOLE,
    "median_week": NUMBER,
    "chi_square": NUMBER,
    "degrees": WHOLE,
    "p": NUMBER,
    "p_clustered": NUMBER,
    "p_holm": NUMBER,
}


def _table(columns: Mapping[str, pa.DataType], rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(
        [{name: _plain(value) for name, value in row.items()} for row in rows],
        schema=pa.schema(list(columns.items())),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _variance_rows(found: Study) -> list[dict[str, Any]]:
    return [
        {"measure": one.outcome.name, "part": part, **share._asdict()}
        for one in found.outcomes
        if one.variance
        for part, share in one.variance.parts.items()
    ]


def _effect_rows(found: Study) -> list[dict[str, Any]]:
    return [
        {"measure": one.outcome.name, "kind": one.indices.ranks_by, **effect._asdict()}
        for one in found.outcomes
        if one.indices
        for effect in one.effects
    ]


def _index_rows(found: Study) -> list[dict[str, Any]]:
    return [
        {
            "measure": one.outcome.name,
            "method": one.indices.method,
            "index": index.kind,
            **{name: value for name, value in index._asdict().items() if name != "kind"},
        }
        for one in found.outcomes
        if one.indices
        for index in one.indices.indices
    ]


def _level_rows(found: Study) -> list[dict[str, Any]]:
    rows = []
    for one in found.outcomes:
        if not one.varies:
            continue
        for factor, values in found.rows.factors.items():
            levels, means = main_effect(one.pieces, values)
            for n, label in enumerate(levels.labels):
                rows.append(
                    {
                        "measure": one.outcome.name,
                        "factor": factor,
                        "level": label,
                        "centre": levels.centres[n] if levels.numeric else None,
                        "values": means.runs[n],
                        "mean": means.mean[n],
                        "low": means.low[n],
                        "high": means.high[n],
                    }
                )
    return rows


def _curve_rows(found: Study) -> list[dict[str, Any]]:
    rows = []
    for one in found.convergence:
        named = [("", "all", one.whole)] if one.whole else []
        named += [
            (factor.factor, label, curve)
            for factor in one.factors
            for label, curve in zip(factor.levels.labels, factor.curves, strict=True)
        ]
        for factor, label, curve in named:
            rows += [
                {
                    "measure": one.outcome.name,
                    "factor": factor,
                    "level": label,
                    "week": week,
                    "at_risk": risk,
                    "converged": events,
                    "not_yet": share,
                    "low": low,
                    "high": high,
                }
                for week, share, low, high, risk, events in zip(*curve, strict=True)
            ]
    return rows


def _test_rows(found: Study) -> list[dict[str, Any]]:
    rows = []
    for one in found.convergence:
        for factor in one.factors:
            test = factor.test
            rows += [
                {
                    "measure": one.outcome.name,
                    "factor": factor.factor,
                    "level": label,
                    "runs": runs,
                    "converged": int(curve.events.sum()),
                    "median_week": median(curve),
                    "chi_square": test.statistic if test else None,
                    "degrees": test.degrees if test else None,
                    "p": test.p if test else None,
                    "p_clustered": test.p_clustered if test else None,
                    "p_holm": factor.p_holm,
                }
                for label, runs, curve in zip(
                    factor.levels.labels, factor.runs, factor.curves, strict=True
                )
            ]
    return rows
