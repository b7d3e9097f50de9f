"""`orgsim run` and `orgsim compare`: simulate a config, summarise the results, write a folder."""

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from os.path import isfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orgsim.cli.common_options import (
    REPLICATIONS_HELP,
    Out,
    Overrides,
    Seed,
    SummaryAsJson,
    Threads,
)
from orgsim.cli.report_options import (
    Client,
    Logo,
    Title,
    Wanted,
    WithReport,
    WithSlides,
    wanted,
    write_report,
)

if TYPE_CHECKING:
    from orgsim.config.files import ConfigFile
    from orgsim.config.models import Config
    from orgsim.reporting.folders.result_folder import ResultsFolder
    from orgsim.simulation import ScenarioResult

ConfigPath = Annotated[
    Path,
    typer.Argument(
        help="Config file (TOML), a name that orgsim configs lists, or a project's folder.",
        metavar="CONFIG",
    ),
]
Weeks = Annotated[int | None, typer.Option(min=1, help="Weeks to simulate.")]
Replications = Annotated[int | None, typer.Option(min=1, help=REPLICATIONS_HELP)]
NoFigure = Annotated[bool, typer.Option("--no-figure", help="Do not draw report.png.")]
AsSvg = Annotated[bool, typer.Option("--svg", help="Also draw report.svg.")]
AllowCode = Annotated[
    bool,
    typer.Option(
        "--allow-code", help="Run the code that own_measures and own_programmes of CONFIG name."
    ),
]


@dataclass(frozen=True)
class Choices:
    """What the command line says in addition to the config."""

    threads: int | None
    out: Path
    pictures: tuple[str, ...]
    as_json: bool
    report: Wanted | None = None
    allow_code: bool = False
    source: str = ""


def run(
    config: ConfigPath,
    override: Overrides = None,
    weeks: Weeks = None,
    replications: Replications = None,
    seed: Seed = None,
    threads: Threads = None,
    out: Out = None,
    no_figure: NoFigure = False,
    svg: AsSvg = False,
    as_json: SummaryAsJson = False,
    report: WithReport = False,
    slides: WithSlides = False,
    title: Title = "",
    client: Client = "",
    logo: Logo = None,
    allow_code: AllowCode = False,
) -> None:
    """Simulate a config and summarise the results.

    Writes results/NAME/ with weekly.parquet, levels.parquet, summary.json, config.toml (every number
    of the run), report.png and manifest.json and, on request, a report and slides.
    """
    from orgsim.config.files import ConfigFile
    from orgsim.projects.kept_project import SCENARIO

    asked = wanted(report, slides, title, client, logo)
    file = _read(_in_project(config, SCENARIO), override, weeks, replications, seed, allow_code)
    if file.scenarios:
        names = ", ".join(file.scenarios)
        print(
            f"simulating the base of {config}; orgsim compare compares its scenarios: {names}",
            file=sys.stderr,
        )
    out = out or Path("results") / config.stem
    choices = Choices(
        threads, out, _pictures(no_figure, svg), as_json, asked, allow_code, str(config)
    )
    _simulate(ConfigFile(file.base, {}), {"base": file.base}, choices)


def compare(
    config: ConfigPath,
    override: Overrides = None,
    weeks: Weeks = None,
    replications: Replications = None,
    seed: Seed = None,
    threads: Threads = None,
    out: Out = None,
    no_figure: NoFigure = False,
    svg: AsSvg = False,
    as_json: SummaryAsJson = False,
    report: WithReport = False,
    slides: WithSlides = False,
    title: Title = "",
    client: Client = "",
    logo: Logo = None,
    allow_code: AllowCode = False,
) -> None:
    """Simulate scenarios side by side and compare them.

    All scenarios have the same people and the same random draws, so their differences from the first one
    are paired. Writes results/NAME-compare/ with the same files as run and, on request, a report and
    slides for decision-makers.
    """
    from orgsim.errors import UserError
    from orgsim.projects.kept_project import COMPARISON

    asked = wanted(report, slides, title, client, logo)
    file = _read(_in_project(config, COMPARISON), override, weeks, replications, seed, allow_code)
    if len(file.scenarios) < 2:
        found = "one scenario only" if file.scenarios else "no scenarios"
        raise UserError(
            f"{config}: it has {found}; add [scenarios.NAME] tables with what they change, an empty one"
            " for the organisation as it is"
        )
    out = out or Path("results") / f"{config.stem}-compare"
    choices = Choices(
        threads, out, _pictures(no_figure, svg), as_json, asked, allow_code, str(config)
    )
    _simulate(file, file.scenarios, choices)


def _pictures(no_figure: bool, svg: bool) -> tuple[str, ...]:
    """What is drawn: a drawing that can be enlarged only where it is asked for, as it takes a while."""
    from orgsim.errors import UserError
    from orgsim.reporting.folders.result_folder import DRAWING, PICTURE

    if no_figure and svg:
        raise UserError("--no-figure and --svg contradict each other: leave one of them out")
    if no_figure:
        return ()
    return (PICTURE, DRAWING) if svg else (PICTURE,)


def _in_project(config: Path, name: str) -> Path:
    """The file that is meant where the folder of a project is named."""
    from orgsim.errors import UserError
    from orgsim.projects.comparison_file import said_left_out
    from orgsim.projects.project_file import FILE

    if not isfile(config / FILE):  # which never raises, however long the name is
        return config
    if not isfile(config / name):
        raise UserError(
            f"{config}: this project has no {name}: one file can say a comparison only of two or more"
            f" scenarios that begin alike; run each of {config}/scenarios by itself"
        )
    said = said_left_out(config / name)
    if said:
        print(f"note: {said}", file=sys.stderr)
    return config / name


def _read(
    config: Path,
    override: list[str] | None,
    weeks: int | None,
    replications: int | None,
    seed: int | None,
    allow_code: bool,
) -> "ConfigFile":
    from orgsim.cli.configs_command import say_which
    from orgsim.config.files import read_config

    say_which(config)
    named = {"weeks": weeks, "replications": replications, "seed": seed}
    options = [f"run.{key}={value}" for key, value in named.items() if value is not None]
    return read_config(config, [*(override or ()), *options], allow_code)


def _simulate(file: "ConfigFile", scenarios: "Mapping[str, Config]", choices: Choices) -> None:
    from orgsim.measures.own_code import own_code
    from orgsim.reporting.folders.result_folder import json_text, results_folder, write_tables
    from orgsim.reporting.summary import summarise
    from orgsim.reporting.terminal.progress import compilation_told, in_words, progress_bar
    from orgsim.reporting.terminal.screen import aside, say_line
    from orgsim.simulation import simulate
    from orgsim.simulation.batches import work
    from orgsim.simulation.outlook import outlook, refuse_too_large

    own = own_code(file.base, choices.allow_code, choices.source)
    screen = aside()
    with results_folder(choices.out) as folder:
        person_weeks, started = work(scenarios), time.perf_counter()
        refuse_too_large(scenarios)
        said = in_words(outlook(scenarios, threads=choices.threads), person_weeks)
        if said:
            say_line(screen, said)
        with progress_bar(screen, person_weeks) as progress, compilation_told(screen):
            doing = progress.doing if progress else None
            results = simulate(scenarios, choices.threads, progress, doing=doing, own=own.functions)
            if doing:
                doing("summing up")
            summary = summarise(results, file.base.name)
            folder.write_json("summary.json", summary)
            write_tables(folder, results)
            _write_config(folder, file)
            if choices.pictures:
                _draw(folder, results, summary, choices.pictures)
            if choices.report:
                write_report(folder, file, results, choices.report)
        seconds = time.perf_counter() - started
        _write_manifest(folder, file, choices, person_weeks, seconds, own.sources)
    if choices.as_json:
        sys.stdout.write(json_text(summary))
    else:
        _show(summary)
        print(f"\nwritten to {choices.out}/: {', '.join(folder.hashes)}")


def _show(summary: Mapping[str, Any]) -> None:
    from orgsim.reporting.terminal.comparison_tables import comparison
    from orgsim.reporting.terminal.scenario_tables import report
    from orgsim.reporting.terminal.screen import out, show

    console = out()
    compared = bool(summary["paired_differences"])
    table = comparison if compared else report
    show(console, table(summary, console.width))


def _write_config(folder: "ResultsFolder", file: "ConfigFile") -> None:
    from orgsim.config.written import config_toml

    folder.write_text("config.toml", config_toml(file, folder.path))


def _draw(
    folder: "ResultsFolder",
    results: "Mapping[str, ScenarioResult]",
    summary: Mapping[str, Any],
    pictures: tuple[str, ...],
) -> None:
    from orgsim.analysis.bands import band
    from orgsim.figures.event_line import events_of
    from orgsim.figures.save import lay_out, save_picture
    from orgsim.figures.scenario_figure import by_week, draw_report
    from orgsim.measures.declarations import smoothing

    smoothed = {key: smoothing(key, summary["weeks"]) for key in by_week(summary)}
    bands = {
        name: {key: band(result.measures[key], smoothed[key], result.sets) for key in smoothed}
        for name, result in results.items()
    }
    events = events_of({name: result.config for name, result in results.items()})
    figure = lay_out(draw_report(summary, bands, events, smoothed))
    for name in pictures:
        folder.write(name, lambda path: save_picture(figure, path))


def _write_manifest(
    folder: "ResultsFolder",
    file: "ConfigFile",
    choices: Choices,
    person_weeks: int,
    seconds: float,
    own_sources: Mapping[str, str],
) -> None:
    from datetime import UTC, datetime

    from orgsim.io.provenance import commit, config_hash, inputs, machine, versions
    from orgsim.organise import import_notes

    folder.write_json(
        "manifest.json",
        {
            "schema": 1,
            "written": datetime.now(UTC).isoformat(timespec="seconds"),
            "command": ["orgsim", *sys.argv[1:]],
            "config_hash": config_hash(file),
            "seed": file.base.run.seed,
            "inputs": inputs(file),
            **({"own_measures": dict(own_sources)} if own_sources else {}),
            "imports": import_notes(file),
            "versions": versions(),
            "checkout": commit(),
            "machine": machine(),
            "threads": choices.threads,
            "person_weeks": person_weeks,
            "seconds": round(seconds, 3),
            "files": dict(folder.hashes),
        },
    )
