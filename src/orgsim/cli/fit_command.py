"""`orgsim fit`: an organisation's levers and states now, from what its people answered."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orgsim.cli.common_options import DropOutsiders, Out, Overrides, Seed

if TYPE_CHECKING:
    from orgsim.reporting.folders.fit_folder import Request


def _file(help_text: str) -> Any:
    return typer.Option(metavar="FILE", help=help_text, show_default=False)


def _sheet(of: str) -> Any:
    return typer.Option(metavar="SHEET", help=f"Sheet to read if {of} are in a workbook.")


def _columns(of: str, example: str) -> Any:
    return typer.Option(
        metavar="ROLE=COLUMN",
        help=f"Column of {of} under another name, as in {example}; repeatable.",
    )


def fit(
    config: Annotated[
        Path,
        typer.Argument(
            help="Config file (TOML) or a name that orgsim configs lists: the chart and what is"
            " known about it.",
            metavar="CONFIG",
        ),
    ],
    survey: Annotated[Path, _file("Waves of a survey (CSV or a workbook).")],
    survey_sheet: Annotated[str | None, _sheet("the answers")] = None,
    scale: Annotated[
        str | None,
        typer.Option(
            metavar="SCALE", help="Scale of answers that state none, such as 1-5 or percent."
        ),
    ] = None,
    leavers: Annotated[Path | None, _file("Who left, by week and group.")] = None,
    leavers_sheet: Annotated[str | None, _sheet("the leavers")] = None,
    programmes: Annotated[Path | None, _file("Past programmes, with their dates.")] = None,
    programmes_sheet: Annotated[str | None, _sheet("the programmes")] = None,
    drop_outsiders: DropOutsiders = False,
    survey_column: Annotated[
        list[str] | None, _columns("the survey", "group=Team, trust=Q7 or date=none")
    ] = None,
    leavers_column: Annotated[list[str] | None, _columns("the leavers", "leavers=Gone")] = None,
    programmes_column: Annotated[
        list[str] | None, _columns("the programmes", "start=Since")
    ] = None,
    members: Annotated[
        int, typer.Option(max=5_000, help="Members of the ensemble, at least 50.")
    ] = 200,
    seed: Seed = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            min=1, help="Processes; by default one per processor. Results do not depend on it."
        ),
    ] = None,
    override: Overrides = None,
    out: Out = None,
    no_figure: Annotated[
        bool, typer.Option("--no-figure", help="Do not draw fit.png and .svg.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print fit.json only.")] = False,
) -> None:
    """Fit an organisation to its people's answers in the waves of a survey.

    Reports what the answers reveal about the levers, for everybody and by group, where the gap lies,
    which items the fit explains, and what could not be determined. Writes results/NAME-fit/ with
    fitted.toml, which run, compare and sweep take like any config, ensemble.parquet, answers.parquet,
    persons.parquet, fit.json, levers.csv, gaps.csv, items.csv, config.toml (what was fitted),
    report.html, fit.png, fit.svg and manifest.json. orgsim organisation --template waves prints a survey
    to fill in.
    """
    from orgsim.cli.configs_command import say_which
    from orgsim.config.files import read_config
    from orgsim.inference.answer_files import AnswerFiles, columns_given
    from orgsim.reporting.folders.fit_folder import Request

    say_which(config)
    answers = AnswerFiles(
        survey,
        survey_sheet,
        scale,
        leavers,
        leavers_sheet,
        programmes,
        programmes_sheet,
        drop_outsiders,
        columns_given("--survey-column", survey_column),
        columns_given("--leavers-column", leavers_column),
        columns_given("--programmes-column", programmes_column),
    )
    overrides = [*(override or ()), *([] if seed is None else [f"run.seed={seed}"])]
    request = Request(read_config(config, overrides), answers, members)
    _fit(request, jobs, out or Path("results") / f"{config.stem}-fit", not no_figure, as_json)


def _fit(request: "Request", jobs: int | None, out: Path, figure: bool, as_json: bool) -> None:
    from orgsim.inference.answer_files import read_inputs
    from orgsim.inference.findings.fit_summary import summarise_fit
    from orgsim.inference.fit import fit, work_of
    from orgsim.number_text import duration
    from orgsim.reporting.folders.fit_folder import fit_folder, write_fit
    from orgsim.reporting.folders.result_folder import json_text
    from orgsim.reporting.terminal.fit_screen import fitted
    from orgsim.reporting.terminal.screen import out as screen
    from orgsim.reporting.terminal.screen import show

    inputs = read_inputs(request.file, request.answers)
    started = time.perf_counter()
    with fit_folder(out) as folder:
        found = with_bar(
            "fitting",
            work_of(request.members),
            lambda progress: fit(
                request.file,
                inputs,
                members=request.members,
                jobs=processors_of(jobs),
                progress=progress,
            ),
        )
        summary = summarise_fit(found, inputs)
        write_fit(folder, found, summary, request, figure)
    if as_json:
        sys.stdout.write(json_text(summary))
        return
    show(screen(), fitted(summary))
    took = duration(time.perf_counter() - started)
    print(f"\nwritten to {out}/ in {took}: {', '.join(folder.hashes)}")


def with_bar(
    doing: str,
    total: int,
    work: Callable[[Callable[[int], None]], Any],
    speed: bool = False,
) -> Any:
    """What a piece of work gives that says how much of a total it has done.

    speed  whether the total is in person-weeks
    """
    from orgsim.reporting.terminal.progress import compilation_told, progress_bar
    from orgsim.reporting.terminal.screen import aside

    screen = aside()
    with progress_bar(screen, total, speed) as progress, compilation_told(screen):
        if progress:
            progress.doing(doing)
        return work(progress or (lambda more: None))


def processors_of(jobs: int | None) -> int:
    """So many processes, or one a processor."""
    from orgsim.parallel.spawned import processors

    return jobs or processors()
