"""`orgsim analyse`: what a sweep says: tables, figures and one HTML report."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import pyarrow as pa
    from matplotlib.figure import Figure

    from orgsim.analysis.report import Picture
    from orgsim.analysis.study import OutcomeStudy, Study
    from orgsim.results import ResultsFolder
    from orgsim.sweep.store import Store

HTML, JSON = "report.html", "summary.json"
MOST_LINES = 5
"""A factor of more values than this is cut into parts where it becomes lines."""


def analyse(
    folder: Annotated[Path, typer.Argument(help="Folder of a sweep.", metavar="DIR")],
    measure: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Outcome like alignment_end; repeatable."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the report; DIR/analysis.", show_default=False)
    ] = None,
    no_figure: Annotated[bool, typer.Option("--no-figure", help="Draw no figures.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, nothing else.")] = False,
) -> None:
    """Analyse a sweep: which factors matter, how sure that is, and what is luck.

    Writes tables (CSV and Parquet), figures (PNG and SVG), summary.json and report.html. Of an
    unfinished sweep it analyses the runs there are, and says so.
    """
    from orgsim.analysis.rows import DEFAULT_OUTCOMES
    from orgsim.analysis.study import study
    from orgsim.results import ResultsFolder, json_text
    from orgsim.sweep.rows import read_rows
    from orgsim.sweep.store import Store

    store = Store(folder)
    rows, warnings = read_rows(store)
    found = study(rows, measure or DEFAULT_OUTCOMES, warnings)
    for warning in found.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    out = out or folder / "analysis"
    with ResultsFolder(out, _owned(out)) as results:
        summary = _write(results, store, found, figures=not no_figure)
    if as_json:
        sys.stdout.write(json_text(summary))
        return
    _say(found)
    print(f"\nwritten to {results.path}/: {HTML} and {len(results.hashes) - 1} other files")


def _owned(out: Path) -> tuple[str, ...]:
    """The files of an earlier analysis, which a new one takes the place of; of nothing else."""
    import json

    from orgsim.errors import UserError

    try:
        manifest = json.loads((out / "manifest.json").read_bytes())
        return (*manifest["analysis"], "manifest.json")
    except FileNotFoundError:
        return (HTML, JSON)
    except (OSError, ValueError, KeyError, TypeError):
        raise UserError(
            f"{out}: holds something else than an analysis; name another folder with --out"
        ) from None


def _write(
    results: "ResultsFolder", store: "Store", found: "Study", figures: bool
) -> dict[str, Any]:
    from orgsim.analysis.report import html_report
    from orgsim.analysis.study import tables
    from orgsim.provenance import commit, machine, versions

    made = tables(found)
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
    import pyarrow.csv as pc
    import pyarrow.parquet as pq

    results.write(f"{name}.parquet", lambda path: pq.write_table(table, path, compression="zstd"))
    options = pc.WriteOptions(quoting_style="needed")
    results.write(f"{name}.csv", lambda path: pc.write_csv(table, path, options))


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


# --- figures -----------------------------------------------------------------------------------


def _draw(results: "ResultsFolder", store: "Store", found: "Study") -> "Iterator[Picture]":
    from orgsim.figures.convergence import draw_convergence
    from orgsim.figures.effects import draw_matters

    names = list(found.rows.factors)
    panels = [
        (one.outcome.label, one.outcome.unit, one.effects, one.indices)
        for one in found.outcomes
        if one.effects and one.indices
    ]
    if panels:
        yield _picture(results, "what_matters", "", "Factors by how much they matter",
                       draw_matters(panels, names))  # fmt: skip
    for one in found.outcomes:
        if one.effects:
            yield from _draw_outcome(results, store, found, one, names)
    for times in found.convergence:
        if times.factors:
            name = times.outcome.name
            yield _picture(results, f"{name}_curves", f"{name} curves", "Share of runs converged",
                           draw_convergence(times, names))  # fmt: skip


def _draw_outcome(
    results: "ResultsFolder", store: "Store", found: "Study", one: "OutcomeStudy", names: list[str]
) -> "Iterator[Picture]":
    import numpy as np

    from orgsim.analysis.sensitivity import main_effect, pair_means, parts_for
    from orgsim.analysis.study import pairs
    from orgsim.figures.effects import draw_indices
    from orgsim.figures.sweep import draw_interactions, draw_main_effects, draw_map

    outcome, factors = one.outcome, found.rows.factors
    assert one.indices is not None
    figure = draw_indices(outcome.label, outcome.unit, one.effects, one.indices, names)
    yield _picture(results, f"{outcome.name}_indices", outcome.name, "Indices", figure)
    ordered = [effect.factor for effect in one.effects]
    effects = [(name, *main_effect(one.pieces, factors[name])) for name in ordered]
    figure = draw_main_effects(outcome, float(np.nanmean(one.means)), effects, names)
    yield _picture(results, f"{outcome.name}_main_effects", outcome.name, "Mean by factor", figure)
    chosen = pairs(one)
    if not chosen:
        return
    few, many = parts_for(found.rows.points, 3), parts_for(found.rows.points // 4, 6)
    drawn = []
    for pair in chosen:
        first, second = _lines_last(factors, *pair)
        means = pair_means(one.pieces, factors[first], factors[second], few, MOST_LINES)
        drawn.append((first, second, *means))
    figure = draw_interactions(outcome, drawn, names)
    yield _picture(results, f"{outcome.name}_pairs", outcome.name, "Pairs of factors", figure)
    first, second = chosen[0]
    whole = (first, second, *pair_means(one.pieces, factors[first], factors[second], many))
    figure = draw_map(outcome, whole, names, _threshold(store, outcome.name))
    yield _picture(results, f"{outcome.name}_map", outcome.name, "Map of two factors", figure)


def _lines_last(factors: Any, one: str, other: str) -> tuple[str, str]:
    """Two factors with the one that is to be lines last: text, or the one of fewer values."""
    from orgsim.analysis.levels import is_numeric

    def lines(name: str) -> tuple[bool, int]:
        return is_numeric(factors[name]), len(set(factors[name].tolist()))

    return (one, other) if lines(other) <= lines(one) else (other, one)


def _threshold(store: "Store", name: str) -> float | None:
    """Where the absolute criterion of convergence lies on an outcome's scale."""
    from orgsim.config import RunConfig
    from orgsim.config_file import read_toml

    base = read_toml(store.folder / "sweep.toml")["base"]
    default = RunConfig.model_fields["converged_gap"].default
    gap = float(base.get("run", {}).get("converged_gap", default))
    return {"alignment_end": 1 - gap, "message_practice_gap_end": gap}.get(name)


def _picture(
    results: "ResultsFolder", name: str, outcome: str, caption: str, figure: "Figure"
) -> "Picture":
    from orgsim.analysis.report import Picture
    from orgsim.figures.save import lay_out, save_picture

    svg = []

    def keep(path: Path) -> None:
        save_picture(figure, path)
        svg.append(path.read_bytes())

    lay_out(figure)
    results.write(f"{name}.png", lambda path: save_picture(figure, path))
    results.write(f"{name}.svg", keep)
    return Picture(outcome, caption, svg[0])


# --- terminal ----------------------------------------------------------------------------------


def _say(found: "Study") -> None:
    from orgsim.terminal.analysis import analysis
    from orgsim.terminal.screen import out, show

    show(out(), analysis(found))
