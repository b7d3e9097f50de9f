"""Write: an experiment's folder of tables, figures and results.json."""

import json
import math
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from matplotlib import rc_context

from orgsim.csv_files import write_csv
from orgsim.experiments.reproduce import Reproduced
from orgsim.experiments.result_tables import (
    ablations_table,
    evidence_record,
    number_record,
    prediction_record,
    predictions_table,
    source_tables,
)
from orgsim.figures.save import lay_out, save_picture
from orgsim.figures.style import STYLE
from orgsim.provenance import commit, machine, versions
from orgsim.results import ResultsFolder

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
