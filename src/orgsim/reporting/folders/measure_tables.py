"""Measures of scenarios as tables: a row for each replication, week and level."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from orgsim.io.arrow_columns import numbers, plain, repeated, whole_numbers
from orgsim.simulation import ScenarioResult


def weekly_table(results: Mapping[str, ScenarioResult]) -> pa.Table:
    """scenario, replication (from 0), its parameter set, week, every measure; null: there is none."""
    return pa.concat_tables(
        _tidy(name, result, result.measures, ("replication", "week"), (1, 0))
        for name, result in results.items()
    )


def levels_table(results: Mapping[str, ScenarioResult]) -> pa.Table:
    """The same by level (0 is the top)."""
    return pa.concat_tables(
        _tidy(name, result, result.levels, ("replication", "week", "level"), (2, 0, 1))
        for name, result in results.items()
    )


def _tidy(
    scenario: str,
    result: ScenarioResult,
    measures: Mapping[str, np.ndarray],
    keys: tuple[str, ...],
    axes: tuple[int, ...],
) -> pa.Table:
    """A row for each combination of the keys; `axes` are the axes of the measures they stand for."""
    shape = np.transpose(next(iter(measures.values())), axes).shape
    columns = {"scenario": repeated(scenario, int(np.prod(shape)))}
    for key, index in zip(keys, np.indices(shape, np.int32), strict=True):
        columns[key] = plain(index.ravel())
        if key == "replication":
            columns["parameter_set"] = whole_numbers(result.parameter_set[index.ravel()])
    for name, values in measures.items():
        columns[name] = numbers(np.transpose(values, axes).ravel())
    return pa.Table.from_arrays(list(columns.values()), names=list(columns))
