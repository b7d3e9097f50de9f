"""`orgsim analyse`: what a sweep says: tables, figures and one HTML report."""

import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orgsim.cli.common_options import AsJson

if TYPE_CHECKING:
    import pyarrow as pa
    from matplotlib.figure import Figure

    from orgsim.analysis.sweep_analysis import Study
    from orgsim.reporting.documents.sweep_html import Picture
    from orgsim.reporting.folders.result_folder import ResultsFolder
    from orgsim.sweep.sweep_folder import Store

HTML, JSON = "report.html", "summary.json"


def analyse(
    folder: Annotated[Path, typer.Argument(help="Folder of a sweep.", metavar="DIR")],
    measure: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Outcome, such as alignment_end; repeatable."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder for the report; by default DIR/analysis.", show_default=False),
    ] = None,
    no_figure: Annotated[bool, typer.Option("--no-figure", help="Do not draw figures.")] = False,
    as_json: AsJson = False,
) -> None:
    """Analyse a sweep: which factors matter, and how certain that is.

    Writes tables (CSV and Parquet), figures (PNG and SVG), summary.json and report.html. If the
    sweep is unfinished, it analyses the runs so far, and says so.
    """
    from orgsim.reporting.folders.result_folder import ResultsFolder, earlier_files, json_text
    from orgsim.sweep.advice import for_commands
    from orgsim.sweep.python_api import analyse as analysed
    from orgsim.sweep.python_api import opened

    store = opened(folder, for_commands)
    found, tables = analysed(store, measure)
    for warning in found.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    out = out or folder / "analysis"
    with ResultsFolder(out, earlier_files(out, "analysis", (HTML, JSON))) as results:
        summary = _write(results, store, found, tables, figures=not no_figure)
    if as_json:
        sys.stdout.write(json_text(summary))
        return
    _say(found)
    print(f"\nwritten to {results.path}/: {HTML} and {len(results.hashes) - 1} other files")


def _write(
    results: "ResultsFolder",
    store: "Store",
    found: "Study",
    made: "Mapping[str, pa.Table]",
    figures: bool,
) -> dict[str, Any]:
    from orgsim.io.provenance import commit, machine, versions
    from orgsim.reporting.documents.sweep_html import html_report

    for name, table in made.items():
        _write_table(results, name, table)
    pictures = list(_draw(results, store, found)) if figures else []
    title = f"What the sweep {store.folder.resolve().name} says"
    results.write_text(HTML, html_report(found, title, store.manifest(), pictures))
    summary = _summary(found, made)
    results.write_json(JSON, summary)
    results.write_json(
        "manifest.json",
        {
            "schema": 1,
            "command": ["orgsim", *sys.argv[1:]],
            "versions": versions(),
            "checkout": commit(),
            "machine": machine(),
            "sweep": store.manifest(),
            "analysis": dict(results.hashes),
        },
    )
    return summary


def _write_table(results: "ResultsFolder", name: str, table: "pa.Table") -> None:
    import pyarrow.parquet as pq

    from orgsim.io.csv_files import write_csv

    results.write(f"{name}.parquet", lambda path: pq.write_table(table, path, compression="zstd"))
    results.write(f"{name}.csv", partial(write_csv, table))


def _summary(found: "Study", made: "Mapping[str, pa.Table]") -> dict[str, Any]:
    rows = found.rows
    return {
        "schema": 1,
        "design": rows.design,
        "factors": list(rows.factors),
        "points": rows.points,
        "runs": len(rows.point),
        "failed": found.failed,
        "weeks": rows.horizon,
        "warnings": found.warnings,
        "measures": {
            one.outcome.name: {
                "label": one.outcome.label,
                "unit": one.outcome.unit,
                "varies": one.varies,
                "runs": one.known,
                "method": one.indices.method if one.indices else None,
                "notes": one.indices.notes if one.indices else [],
            }
            for one in found.outcomes
        },
        "convergence": {
            one.outcome.name: {
                "runs": one.runs,
                "converged": one.converged,
                "censored": one.runs - one.converged,
            }
            for one in found.convergence
        },
        **{
            name: made[name].to_pylist()
            for name in ("variance", "effects", "indices", "convergence_tests")
        },
    }


def _draw(results: "ResultsFolder", store: "Store", found: "Study") -> "Iterator[Picture]":
    from orgsim.figures.save import lay_out, save_picture
    from orgsim.figures.sweep_figures import draw_study
    from orgsim.reporting.documents.sweep_html import Picture

    svg: list[bytes] = []

    def keep(figure: "Figure", path: Path) -> None:
        save_picture(figure, path)
        svg.append(path.read_bytes())

    for drawn in draw_study(found, _thresholds(store)):
        figure = lay_out(drawn.figure)
        results.write(f"{drawn.name}.png", partial(save_picture, figure))
        results.write(f"{drawn.name}.svg", partial(keep, figure))
        yield Picture(drawn.outcome, drawn.kind, svg.pop())


def _thresholds(store: "Store") -> dict[str, float]:
    """Where the absolute criterion of convergence lies on the scales of outcomes."""
    from orgsim.config.files import read_toml
    from orgsim.config.models import RunConfig

    base = read_toml(store.folder / "sweep.toml")["base"]
    default = RunConfig.model_fields["converged_gap"].default
    gap = float(base.get("run", {}).get("converged_gap", default))
    return {"alignment_end": 1 - gap, "message_practice_gap_end": gap}


def _say(found: "Study") -> None:
    from orgsim.reporting.terminal.screen import out, show
    from orgsim.reporting.terminal.sweep_tables import analysis

    show(out(), analysis(found))
