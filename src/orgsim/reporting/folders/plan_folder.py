"""The folder of a plan: plan.toml to compare, plan.json, frontier.csv and figure, and a manifest."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orgsim.config.written import config_toml
from orgsim.io.provenance import commit, config_hash, inputs, machine, versions
from orgsim.reporting.folders.result_folder import MANIFEST, ResultsFolder, earlier_files

if TYPE_CHECKING:
    from orgsim.planning.plan_result import Plan

TOML, JSON, FRONTIER = "plan.toml", "plan.json", "frontier.csv"
PICTURES = ("frontier.png", "frontier.svg")
KIND = "plan"
"""The key of the manifest that lists the files."""


def plan_folder(out: Path) -> ResultsFolder:
    """A folder to write a plan into, in the place of an earlier one and of nothing else."""
    return ResultsFolder(out, earlier_files(out, KIND, (TOML, JSON, FRONTIER)))


def write_plan(folder: ResultsFolder, plan: "Plan", figure: bool, seconds: float) -> None:
    """Write all files of a plan."""
    file = plan.scenarios
    folder.write_text(TOML, config_toml(file, folder.path))
    folder.write_json(JSON, plan.summary)
    folder.write(FRONTIER, lambda path: _write_frontier(path, plan.summary["frontier"]))
    if figure:
        _draw(folder, plan.summary)
    folder.write_json(
        MANIFEST,
        {
            "schema": 1,
            "written": datetime.now(UTC).isoformat(timespec="seconds"),
            "command": ["orgsim", *sys.argv[1:]],
            "config_hash": config_hash(file),
            "question": plan.found.asked.tables.model_dump(mode="json"),
            "seed": file.base.run.seed,
            "inputs": inputs(file),
            "versions": versions(),
            "checkout": commit(),
            "machine": machine(),
            "runs": plan.summary["searched"]["runs"],
            "seconds": round(seconds, 3),
            KIND: dict(folder.hashes),
        },
    )


def _write_frontier(path: Path, rows: list[dict[str, Any]]) -> None:
    import csv

    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _draw(folder: ResultsFolder, summary: dict[str, Any]) -> None:
    from orgsim.figures.plan_figure import draw_plan
    from orgsim.figures.save import lay_out, save_picture
    from orgsim.planning.plan_summary import objective_in_words

    figure = lay_out(draw_plan(summary, objective_in_words(summary)))
    for name in PICTURES:
        folder.write(name, lambda path: save_picture(figure, path))
