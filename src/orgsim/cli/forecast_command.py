"""`orgsim forecast`: the future of a fitted organisation, or how well its last wave was predicted."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orgsim.cli.common_options import Out, SummaryAsJson, Threads
from orgsim.cli.fit_command import processors_of, with_bar

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from orgsim.reporting.folders.result_folder import ResultsFolder

MANIFEST = "manifest.json"


def _files(kind: str) -> tuple[str, ...]:
    return (f"{kind}.parquet", f"{kind}.json", f"{kind}.png", f"{kind}.svg", MANIFEST)


def forecast(
    folder: Annotated[Path, typer.Argument(help="Folder written by orgsim fit.", metavar="DIR")],
    weeks: Annotated[int, typer.Option(min=1, max=5_200, help="Weeks to forecast.")] = 52,
    scenario: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="A scenario of the config; by default nothing is done."),
    ] = None,
    backtest: Annotated[
        bool,
        typer.Option(
            "--backtest", help="Predict the last wave from the earlier ones, next to simple rivals."
        ),
    ] = False,
    threads: Threads = None,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, help="Processes of --backtest; by default one per processor."),
    ] = None,
    out: Out = None,
    no_figure: Annotated[bool, typer.Option("--no-figure", help="Do not draw a figure.")] = False,
    as_json: SummaryAsJson = False,
) -> None:
    """Forecast a fitted organisation, with intervals that cover everything unknown.

    Reports how each measure and the answers to each item develop if nothing is done, or under a
    scenario. Writes results/DIR-forecast/ with forecast.parquet (week by week), forecast.json,
    forecast.png, forecast.svg and manifest.json.

    With --backtest it fits again to all waves except the last, predicts that one, and scores the
    prediction against persistence and a mixed model. The files of the survey have to be where orgsim fit
    read them. Writes results/DIR-backtest/ with backtest.parquet, .json, .png and .svg.
    """
    from orgsim.errors import UserError

    kind = "backtest" if backtest else "forecast"
    target = out or Path("results") / f"{folder.resolve().name}-{kind}"
    if backtest:
        if scenario is not None:
            raise UserError("--scenario: --backtest predicts a past wave; leave one of them out")
        _backtest(folder, jobs, target, not no_figure, as_json)
    else:
        _forecast(folder, weeks, scenario, threads, target, not no_figure, as_json)


def _forecast(
    source: Path,
    weeks: int,
    scenario: str | None,
    threads: int | None,
    out: Path,
    figure: bool,
    as_json: bool,
) -> None:
    from orgsim.figures.forecast_figure import draw_forecast
    from orgsim.inference.findings import forecast_summary as found_as
    from orgsim.inference.fitted_folder import read_folder
    from orgsim.inference.forecast import forecast
    from orgsim.io.fit_verdict import fit_warning
    from orgsim.reporting.folders.result_folder import ResultsFolder, earlier_files
    from orgsim.reporting.terminal.forecast_screen import forecast_told

    read = read_folder(source)
    warning = fit_warning(read.file.base)
    if warning:
        print(f"warning: {warning}", file=sys.stderr)
    with ResultsFolder(out, earlier_files(out, "forecast", _files("forecast"))) as folder:
        found = with_bar(
            "forecasting",
            forecast_work(read, weeks),
            lambda progress: forecast(read, weeks, scenario, threads=threads, progress=progress),
            speed=True,
        )
        summary = found_as.summarise_forecast(read, found, scenario)
        drawn = draw_forecast(summary, found_as.curves(read, found)) if figure else None
        _write(folder, "forecast", found_as.forecast_table(found), summary, drawn, source)
    _say(summary, forecast_told, folder, out, as_json)


def forecast_work(read: Any, weeks: int) -> int:
    """Person-weeks of a forecast."""
    from orgsim.organise import people_of
    from orgsim.parameter_sets import sets_in_use

    base = read.file.base
    return weeks * people_of(base.organisation) * len(sets_in_use(base).sets)


def _backtest(source: Path, jobs: int | None, out: Path, figure: bool, as_json: bool) -> None:
    from orgsim.figures.backtest_figure import draw_backtest
    from orgsim.inference.answer_files import read_inputs
    from orgsim.inference.backtest import backtest
    from orgsim.inference.findings.backtest_summary import backtest_table, summarise_backtest
    from orgsim.inference.fit import work_of
    from orgsim.reporting.folders.fit_folder import read_request
    from orgsim.reporting.folders.result_folder import ResultsFolder, earlier_files
    from orgsim.reporting.terminal.forecast_screen import backtest_told

    asked = read_request(source)
    inputs = read_inputs(asked.file, asked.answers)
    with ResultsFolder(out, earlier_files(out, "backtest", _files("backtest"))) as folder:
        found = with_bar(
            "fitting the waves before",
            work_of(asked.members),
            lambda progress: backtest(
                asked.file,
                inputs,
                members=asked.members,
                jobs=processors_of(jobs),
                progress=progress,
            ),
        )
        summary, table = summarise_backtest(found), backtest_table(found)
        columns = {name: table[name].to_numpy() for name in ("by", "median", "found")}
        drawn = draw_backtest(summary, columns) if figure else None
        _write(folder, "backtest", table, summary, drawn, source)
    _say(summary, backtest_told, folder, out, as_json)


def _write(
    folder: "ResultsFolder",
    kind: str,
    table: Any,
    summary: dict[str, Any],
    drawn: "Figure | None",
    source: Path,
) -> None:
    import pyarrow.parquet as pq

    from orgsim.figures.save import lay_out, save_picture
    from orgsim.io.atomic_files import sha256_of
    from orgsim.reporting.folders.fit_folder import provenance

    folder.write(f"{kind}.parquet", partial(pq.write_table, table, compression="zstd"))
    folder.write_json(f"{kind}.json", summary)
    if drawn is not None:
        figure = lay_out(drawn)
        for name in (f"{kind}.png", f"{kind}.svg"):
            folder.write(name, lambda path: save_picture(figure, path))
    read = (source / name for name in ("fitted.toml", "ensemble.parquet", "answers.parquet"))
    inputs = {str(path): sha256_of(path) for path in read}
    folder.write_json(MANIFEST, {**provenance(), "inputs": inputs, kind: dict(folder.hashes)})


def _say(
    summary: dict[str, Any], told: Any, folder: "ResultsFolder", out: Path, as_json: bool
) -> None:
    from orgsim.reporting.folders.result_folder import json_text
    from orgsim.reporting.terminal.screen import out as screen
    from orgsim.reporting.terminal.screen import show

    if as_json:
        sys.stdout.write(json_text(summary))
        return
    show(screen(), told(summary))
    print(f"\nwritten to {out}/: {', '.join(folder.hashes)}")
