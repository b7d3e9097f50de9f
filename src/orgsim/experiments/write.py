"""Write: an experiment's folder of tables, figures and results.json, and its README renewed."""

import json
import math
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
from matplotlib import rc_context

from orgsim.analysis.bands import band
from orgsim.analysis.points import mean_and_interval
from orgsim.analysis.rows import CONVERGENCE_TIMES
from orgsim.experiments.evidence import Evidence
from orgsim.experiments.readme import renewed, result_block
from orgsim.experiments.reproduce import Reproduced
from orgsim.experiments.tables import Compared, Runs
from orgsim.figures.save import lay_out, save_picture
from orgsim.figures.style import STYLE
from orgsim.outcomes import MEASURES
from orgsim.provenance import commit, machine, versions
from orgsim.results import ResultsFolder, json_text, levels_table, weekly_table
from orgsim.sweep.columns import numbers, plain

RESULTS, MANIFEST = "results.json", "manifest.json"
IDENTITY = ("point", "replication", "status", "message", "weeks")


def write_results(of: Reproduced) -> list[str]:
    """Write all results into the experiment's folder; the names of the pictures' files (PNG)."""
    with ResultsFolder(of.folder, _owned(of.folder)) as folder:
        folder.write_json(RESULTS, results_of(of))
        for name, table in _tables(of).items():
            folder.write(f"{name}.parquet", partial(_parquet, table))
            if not name.endswith(("_weekly", "_levels")):
                folder.write(f"{name}.csv", partial(_csv, table))
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


def _csv(table: pa.Table, path: Path) -> None:
    pc.write_csv(table, path, pc.WriteOptions(quoting_style="needed"))


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
        "predictions": [
            {
                "name": each.of.name,
                "statement": each.of.statement,
                "expects": str(each.of.expects),
                **_evidence(each.of.unit, each.evidence),
                "p_holm": each.judgement.p,
                "verdict": each.judgement.verdict,
            }
            for each in findings.predictions
        ],
        "numbers": [
            {
                "name": each.of.name,
                "statement": each.of.statement,
                **_evidence(each.of.unit, each.evidence),
            }
            for each in findings.numbers
        ],
        "ablations": {
            ablation.name: {
                "statement": ablation.statement,
                "variants": [
                    {
                        "off": left.variant,
                        **_evidence(ablation.unit, left.effect),
                        "share": None if left.share is None else _evidence("share", left.share),
                    }
                    for left in findings.ablations[ablation.name]
                ],
            }
            for ablation in of.experiment.ablations
        },
    }


def _evidence(unit: str, evidence: Evidence) -> dict[str, Any]:
    return {
        "value": _finite(evidence.value),
        "low": _finite(evidence.low),
        "high": _finite(evidence.high),
        "unit": unit,
        "method": evidence.method,
        "pieces": evidence.pieces,
    }


def _finite(value: float) -> float | str | None:
    """A number as JSON has it: none where it is not there, a word where it has no end."""
    if math.isnan(value):
        return None
    return value if math.isfinite(value) else ("infinite" if value > 0 else "-infinite")


def _tables(of: Reproduced) -> dict[str, pa.Table]:
    made: dict[str, pa.Table] = {}
    for name, table in of.tables.items():
        if isinstance(table, Runs):
            made[name] = points_table(table)
        elif isinstance(table, Compared):
            made[name] = weeks_table(table)
            made[f"{name}_weekly"] = weekly_table(table.results)
            made[f"{name}_levels"] = levels_table(table.results)
        else:
            made[name] = pa.table({key: plain(column) for key, column in table.items()})
    flat = results_of(of)
    made["predictions"] = pa.Table.from_pylist(flat["predictions"])
    if flat["ablations"]:
        made["ablations"] = pa.Table.from_pylist(
            [
                {
                    "ablation": name,
                    **{key: value for key, value in row.items() if key != "share"},
                    **{
                        f"share_{end}": (row["share"] or {}).get(end)
                        for end in ("value", "low", "high")
                    },
                }
                for name, found in flat["ablations"].items()
                for row in found["variants"]
            ]
        )
    return made


def points_table(runs: Runs) -> pa.Table:
    """A row a point: its factors, and each outcome's mean over replications with its 95 % interval."""
    columns = {key: plain(values[runs.points]) for key, values in runs.factors.items()}
    for name in runs.rows.column_names:
        outcome = name.endswith("_end") or name in CONVERGENCE_TIMES
        fact = name not in IDENTITY and name not in runs.factors and "_start" not in name
        if outcome or fact:
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


def update_readme(of: Reproduced) -> list[Path]:
    """Put figures and results into the experiment's own folder; the files that were written."""
    folder = of.entry.folder
    block = result_block(of.experiment, of.findings, of.what_ran)
    text = renewed(of.entry.text, block, of.findings, str(of.entry.readme))
    written = []
    for name in of.experiment.pictures:
        path = folder / f"{name}.png"
        path.write_bytes((of.folder / path.name).read_bytes())
        written.append(path)
    for path, content in ((of.entry.readme, text), (folder / RESULTS, json_text(results_of(of)))):
        path.write_text(content, encoding="utf-8", newline="\n")
        written.append(path)
    return written
