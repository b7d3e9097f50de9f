"""Results: an experiment's folder of tables, figures and results.json."""

import json
import math
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from orgsim.analysis.bands import band
from orgsim.analysis.points import mean_and_interval
from orgsim.analysis.result_schema import IDENTITY
from orgsim.io.arrow_columns import numbers, plain
from orgsim.io.csv_files import write_csv
from orgsim.io.provenance import commit, machine, versions
from orgsim.measures.outcomes import MEASURES
from orgsim.reporting.folders.measure_tables import levels_table, weekly_table
from orgsim.reporting.folders.result_folder import ResultsFolder
from orgsim.study.declaration import Ablation
from orgsim.study.evidence import Evidence
from orgsim.study.findings import Findings, Found, Judged
from orgsim.study.run import Reproduced
from orgsim.study.tables import Compared, Runs, Tables

RESULTS, MANIFEST = "results.json", "manifest.json"


def write_results(of: Reproduced) -> list[str]:
    """Write all results into the experiment's folder; the names of the pictures' files (PNG)."""
    with ResultsFolder(of.folder, _owned(of.folder)) as folder:
        folder.write_json(RESULTS, results_of(of))
        tables = source_tables(of.tables)
        tables["predictions"] = predictions_table(of.findings)
        if of.experiment.ablations:
            tables["ablations"] = ablations_table(of.findings, of.experiment.ablations)
        for name, table in tables.items():
            folder.write(f"{name}.parquet", partial(_parquet, table))
            if not name.endswith(("_weekly", "_levels")):
                folder.write(f"{name}.csv", partial(write_csv, table))
        pictures = _draw(of, folder)
        folder.write_json(
            MANIFEST,
            {
                "schema": 1,
                "experiment": of.entry.folder.name,
                "versions": versions(),
                "checkout": commit(),
                "machine": machine(),
                "seconds": round(of.seconds, 1),
                "files": dict(folder.hashes),
            },
        )
    return pictures


def _owned(folder: Path) -> tuple[str, ...]:
    """The files of an earlier run, which the new ones take the place of."""
    try:
        return (*json.loads((folder / MANIFEST).read_bytes())["files"], MANIFEST)
    except (OSError, ValueError, KeyError, TypeError):
        return (RESULTS,)


def _parquet(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd")


def _draw(of: Reproduced, folder: ResultsFolder) -> list[str]:
    from matplotlib import rc_context

    from orgsim.figures.save import lay_out, save_picture
    from orgsim.figures.style import STYLE

    for name, picture in of.experiment.pictures.items():
        with rc_context(STYLE):
            figure = picture.draw(of.tables, of.findings)
        figure = lay_out(figure)
        for ending in ("png", "svg"):
            folder.write(f"{name}.{ending}", partial(save_picture, figure))
    return [f"{name}.png" for name in of.experiment.pictures]


def results_of(of: Reproduced) -> dict[str, Any]:
    """Everything found, as plain values; the same for the same numbers."""
    findings = of.findings
    return {
        "schema": 1,
        "experiment": of.entry.folder.name,
        "title": of.entry.title,
        "size": "small" if of.small else "full",
        "runs": of.runs,
        "predictions": [_plain(prediction_record(each)) for each in findings.predictions],
        "numbers": [_plain(number_record(each)) for each in findings.numbers],
        "ablations": {
            ablation.name: {
                "statement": ablation.statement,
                "variants": [
                    {
                        "off": left.variant,
                        **_plain(evidence_record(ablation.unit, left.effect)),
                        "share": left.share and _plain(evidence_record("share", left.share)),
                    }
                    for left in findings.ablations[ablation.name]
                ],
            }
            for ablation in of.experiment.ablations
        },
    }


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    """A record with its numbers as JSON has them."""
    return {
        key: _finite(value) if isinstance(value, float) else value for key, value in record.items()
    }


def _finite(value: float) -> float | str | None:
    """A number as JSON has it: none where it is not there, a word where it has no end."""
    if math.isnan(value):
        return None
    return value if math.isfinite(value) else ("infinite" if value > 0 else "-infinite")


TEXT, NUMBER, WHOLE = pa.string(), pa.float64(), pa.int64()
EVIDENCE = {
    "value": NUMBER,
    "low": NUMBER,
    "high": NUMBER,
    "unit": TEXT,
    "method": TEXT,
    "pieces": WHOLE,
}
PREDICTIONS = {
    "name": TEXT,
    "statement": TEXT,
    "expects": TEXT,
    **EVIDENCE,
    "p_holm": NUMBER,
    "verdict": TEXT,
}
ABLATIONS = {
    "ablation": TEXT,
    "off": TEXT,
    **EVIDENCE,
    "share": NUMBER,
    "share_low": NUMBER,
    "share_high": NUMBER,
}


def source_tables(tables: Tables) -> dict[str, pa.Table]:
    """The tables of all sources: a sweep by point, scenarios by week and level, columns as they are."""
    made: dict[str, pa.Table] = {}
    for name, table in tables.items():
        if isinstance(table, Runs):
            made[name] = points_table(table)
        elif isinstance(table, Compared):
            made[name] = weeks_table(table)
            made[f"{name}_weekly"] = weekly_table(table.results)
            made[f"{name}_levels"] = levels_table(table.results)
        else:
            made[name] = pa.table({key: plain(column) for key, column in table.items()})
    return made


def predictions_table(findings: Findings) -> pa.Table:
    """A row a prediction; numbers without a verdict follow."""
    rows = [*map(prediction_record, findings.predictions), *map(number_record, findings.numbers)]
    return pa.Table.from_pylist(rows, schema=pa.schema(list(PREDICTIONS.items())))


def prediction_record(found: Judged) -> dict[str, Any]:
    """A prediction and what it came to, as one row."""
    return {
        "name": found.of.name,
        "statement": found.of.statement,
        "expects": str(found.of.expects),
        **evidence_record(found.of.unit, found.evidence),
        "p_holm": found.judgement.p,
        "verdict": found.judgement.verdict,
    }


def number_record(found: Found) -> dict[str, Any]:
    """A number and what it came to, as one row."""
    return {
        "name": found.of.name,
        "statement": found.of.statement,
        **evidence_record(found.of.unit, found.evidence),
    }


def evidence_record(unit: str, evidence: Evidence) -> dict[str, Any]:
    """What an estimator found, as columns."""
    return {
        "value": evidence.value,
        "low": evidence.low,
        "high": evidence.high,
        "unit": unit,
        "method": evidence.method,
        "pieces": evidence.pieces,
    }


def ablations_table(findings: Findings, ablations: Sequence[Ablation]) -> pa.Table:
    """A row an ablation and variant: what is left of the effect, and its share of the whole."""
    rows = [
        {
            "ablation": ablation.name,
            "off": left.variant,
            **evidence_record(ablation.unit, left.effect),
            "share": left.share and left.share.value,
            "share_low": left.share and left.share.low,
            "share_high": left.share and left.share.high,
        }
        for ablation in ablations
        for left in findings.ablations[ablation.name]
    ]
    return pa.Table.from_pylist(rows, schema=pa.schema(list(ABLATIONS.items())))


def points_table(runs: Runs) -> pa.Table:
    """A row a point: its factors, and each outcome's mean over replications with its 95 % interval."""
    columns = {key: plain(values[runs.points]) for key, values in runs.factors.items()}
    for name in runs.rows.column_names:
        if name not in IDENTITY and name not in runs.factors:
            mean, half = mean_and_interval(runs.each(name))
            for ending, column in (("", mean), ("_low", mean - half), ("_high", mean + half)):
                columns[name + ending] = numbers(column)
    return pa.table(columns)


def weeks_table(compared: Compared) -> pa.Table:
    """A row a scenario and week: each measure's mean over replications with its 95 % interval."""
    parts = []
    for scenario in compared.scenarios:
        weeks = len(compared.weekly(scenario, "alignment"))
        columns = {
            "scenario": plain(np.array([scenario] * weeks, object)),
            "week": plain(np.arange(weeks)),
        }
        for measure in MEASURES:
            found = band(compared.weekly(scenario, measure))
            ends = (("", found.mean), ("_low", found.ci_low), ("_high", found.ci_high))
            columns |= {measure + ending: numbers(values) for ending, values in ends}
        parts.append(pa.table(columns))
    return pa.concat_tables(parts)
