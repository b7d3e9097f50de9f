"""`orgsim validate`: stylised facts and field trials, and whether the model comes up with them."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orgsim.cli.common_options import REPLICATIONS_HELP, AsJson, Overrides, Seed, Threads

if TYPE_CHECKING:
    from orgsim.config.files import ConfigFile
    from orgsim.evidence import Validation
    from orgsim.reporting.folders.result_folder import ResultsFolder

MANIFEST = "manifest.json"
FILES = (
    *("facts.csv", "facts.parquet", "facts.json", "facts.png", "facts.svg"),
    *("trials.csv", "trials.parquet", MANIFEST),
)


def validate(
    config: Annotated[
        Path | None,
        typer.Argument(
            help="Config file (TOML) or a name that orgsim configs lists; without it, all defaults.",
            metavar="CONFIG",
        ),
    ] = None,
    replications: Annotated[int, typer.Option(min=1, max=1_000_000, help=REPLICATIONS_HELP)] = 20,
    override: Overrides = None,
    seed: Seed = None,
    threads: Threads = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for tables and a figure.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compare the model with published research: 18 stylised facts and 18 field trials.

    Prints for each what was published, the band in which the model should lie, and the model's result.
    It uses the config's organisation, people, levers and parameters, the same in all replications, and
    leaves out its interventions, shocks and scenarios. With --out it writes facts.csv, .parquet, .json,
    .png and .svg, trials.csv and .parquet.
    """
    file = _read(config, override, seed)
    if out is None:
        found, said = _validate(file, replications, threads)
    else:
        from orgsim.reporting.folders.result_folder import ResultsFolder, earlier_files

        with ResultsFolder(out, earlier_files(out, "validation", FILES)) as folder:
            found, said = _validate(file, replications, threads)
            _write(folder, found, said)
    if as_json:
        from orgsim.reporting.folders.result_folder import json_text

        sys.stdout.write(json_text(said))
        return
    from orgsim.reporting.terminal.evidence_table import validation
    from orgsim.reporting.terminal.screen import out as screen
    from orgsim.reporting.terminal.screen import show

    show(screen(), validation(said))
    if out is not None:
        print(f"\nwritten to {out}/: {', '.join(folder.hashes)}", file=sys.stderr)


def _read(config: Path | None, override: list[str] | None, seed: int | None) -> "ConfigFile":
    from orgsim.cli.configs_command import say_which
    from orgsim.config.files import build, lay_over, read_config

    overrides = [*(override or ()), *([] if seed is None else [f"run.seed={seed}"])]
    if config is not None:
        say_which(config)
        return read_config(config, overrides)
    tables: dict[str, Any] = {"name": "the defaults"}
    for each in overrides:
        lay_over(tables, each)
    return build(tables, "the defaults")


def _validate(
    file: "ConfigFile", replications: int, threads: int | None
) -> "tuple[Validation, dict[str, Any]]":
    """What was found, and the same as plain values with their provenance."""
    from orgsim.api.scenario_api import validate
    from orgsim.config.files import ConfigFile
    from orgsim.evidence.validation import work
    from orgsim.evidence.validation_summary import summary
    from orgsim.io.provenance import commit, config_hash, inputs, versions
    from orgsim.organise import people_of
    from orgsim.parameter_sets import without_draws
    from orgsim.reporting.terminal.progress import compilation_told, progress_bar
    from orgsim.reporting.terminal.screen import aside

    base, screen = ConfigFile(without_draws(file.base), {}), aside()
    person_weeks = work(base.base, replications)
    with progress_bar(screen, person_weeks) as progress, compilation_told(screen):
        found = validate(base.base, replications, threads, progress)
    said = summary(found) | {
        "people": people_of(file.base.organisation),
        "config_hash": config_hash(base),
        "inputs": inputs(base),
        "versions": versions(),
        "checkout": commit(),
    }
    return found, said


def _write(folder: "ResultsFolder", found: "Validation", said: dict[str, Any]) -> None:
    import pyarrow.parquet as pq

    from orgsim.evidence.validation_summary import fact_rows, trial_rows
    from orgsim.figures.evidence_figure import draw_facts
    from orgsim.figures.save import lay_out, save_picture
    from orgsim.io.csv_files import write_csv
    from orgsim.io.provenance import machine

    figure = lay_out(draw_facts(said))
    for name, rows in (("facts", fact_rows(found)), ("trials", trial_rows(found))):
        folder.write(f"{name}.csv", partial(write_csv, rows))
        folder.write(f"{name}.parquet", partial(pq.write_table, rows, compression="zstd"))
    folder.write_json("facts.json", said)
    for name in ("facts.png", "facts.svg"):
        folder.write(name, lambda path: save_picture(figure, path))
    folder.write_json(
        MANIFEST,
        {
            "schema": 1,
            "command": ["orgsim", *sys.argv[1:]],
            "machine": machine(),
            "validation": dict(folder.hashes),
            **{key: said[key] for key in ("config_hash", "inputs", "seed", "versions", "checkout")},
        },
    )
