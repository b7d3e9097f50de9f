"""`orgsim organisation`: describe a chart with its ties and survey, and draw it."""

import sys
from collections.abc import Mapping
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orgsim.cli.common_options import DropOutsiders

if TYPE_CHECKING:
    import numpy as np

    from orgsim.organisation import Organisation

READING = {
    "ties": ("source", "target", "weight", "ties_sheet", "directed", "minimum_weight"),
    "survey": ("survey_id", "survey_sheet", "survey_scale"),
}
"""Options that say how files other than the chart are read."""
PRINTING = ("out", "no_figure", "as_json", "template")
"""Options that no config has."""
KEYS = {"sheet": "chart_sheet", "survey_id": "survey_identifier"}
"""Keys of [organisation] that their options are not named by."""


def _column(help_text: str, name: str = "") -> Any:
    names = (name,) if name else ()
    return typer.Option(*names, metavar="COL", help=help_text, show_default=False)


def _sheet(of: str) -> Any:
    return typer.Option(metavar="SHEET", help=f"Sheet to read if the {of} is in a workbook.")


def _cleaning(metavar: str, help_text: str) -> Any:
    return typer.Option(metavar=metavar, help=help_text, show_default=False)


def _print_template(kind: str | None) -> None:
    """Print a template and exit, whatever the other options."""
    if kind is not None:
        from orgsim.inference.survey.templates import template

        sys.stdout.write(template(kind))
        raise typer.Exit


def organisation(
    chart: Annotated[
        Path,
        typer.Argument(
            help="Who reports to whom (CSV or workbook), or a config that names a chart.",
            metavar="CHART",
        ),
    ],
    identifier: Annotated[str | None, _column("Column of the chart: id.", "--id")] = None,
    superior: Annotated[str | None, _column("Column of the chart: id of the superior.")] = None,
    level: Annotated[str | None, _column("Column of the chart: stated level.")] = None,
    unit: Annotated[str | None, _column("Column of the chart: unit.")] = None,
    name: Annotated[str | None, _column("Column of the chart: name.")] = None,
    sheet: Annotated[str | None, _sheet("chart")] = None,
    ties: Annotated[Path | None, typer.Option(metavar="FILE", help="Informal ties.")] = None,
    source: Annotated[str | None, _column("Column of the ties: who listens.")] = None,
    target: Annotated[str | None, _column("Column of the ties: to whom.")] = None,
    weight: Annotated[
        str | None, _column("Column of the ties: weight; without it, rows are counted.")
    ] = None,
    ties_sheet: Annotated[str | None, _sheet("list of ties")] = None,
    directed: Annotated[
        bool, typer.Option("--directed", help="Only the source listens to the target.")
    ] = False,
    minimum_weight: Annotated[
        float | None, typer.Option(min=0.0, help="Leave out ties with less weight.")
    ] = None,
    drop_outsiders: DropOutsiders = False,
    survey: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Survey of starting states.")
    ] = None,
    survey_id: Annotated[str | None, _column("Column of the survey: id.")] = None,
    survey_sheet: Annotated[str | None, _sheet("survey")] = None,
    survey_scale: Annotated[
        str | None,
        typer.Option(metavar="SCALE", help="Scale of the answers: 1-5, 1-7, 0-10 or 0-100."),
    ] = None,
    second_superior: Annotated[
        str | None,
        _column("Column of the chart: id of a dotted-line superior, which becomes a tie."),
    ] = None,
    without_superior: Annotated[
        str | None, _cleaning("HOW", "People without a superior: top, position:ID, board or drop.")
    ] = None,
    unknown_superior: Annotated[
        str | None,
        _cleaning("nobody", "With nobody, a superior who is not on the chart counts as none."),
    ] = None,
    vacancies: Annotated[str | None, _cleaning("HOW", "Vacancies: keep or drop.")] = None,
    vacant: Annotated[
        str | None,
        _cleaning("COL=VALUE", "Rows that are vacancies; by default those without a name."),
    ] = None,
    duplicates: Annotated[
        str | None,
        _cleaning("last", "With last, the last of several rows with the same id counts."),
    ] = None,
    inactive: Annotated[
        list[str] | None, _cleaning("COL=VALUE", "Rows to leave out; repeatable.")
    ] = None,
    nothing: Annotated[
        list[str] | None,
        _cleaning("TEXT", "An entry that means an empty cell, such as 0; repeatable."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the figure.", show_default=False)
    ] = None,
    no_figure: Annotated[bool, typer.Option("--no-figure", help="Write nothing.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the description only, as JSON.")
    ] = False,
    template: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            help="Print a CSV file to fill in, then exit: chart, ties, survey, waves, leavers or"
            " programmes.",
            callback=_print_template,
            is_eager=True,
        ),
    ] = None,
) -> None:
    """Describe and draw an organisation chart, its ties and a survey.

    Writes results/CHART-organisation/ with organisation.png, organisation.svg and organisation.json,
    and prints what to put into a config to simulate it.
    """
    given = dict(locals())
    for kind in ("ties", "survey"):
        _need(kind, given)
    read, described = _described(_of_config(given) if _is_config(chart) else _of_options(given))
    folder = None if no_figure else out or Path("results") / f"{chart.stem}-organisation"
    if folder is not None:
        _write(folder, read, described)
    _print(described, folder, as_json)


def _is_config(named: Path) -> bool:
    from orgsim.shipped import shipped_files

    return named.suffix == ".toml" or (str(named) in shipped_files() and not named.is_file())


def _of_config(given: Mapping[str, Any]) -> dict[str, Any]:
    """What a config says of its own organisation; options beside it may only say how to print it."""
    from orgsim.config.files import read_config
    from orgsim.errors import UserError

    config = given["chart"]
    for name, parameter in signature(organisation).parameters.items():
        if name not in ("chart", *PRINTING) and given[name] != parameter.default:
            said = f"{config}: already says how its files are read"
            raise UserError(f"{said}; leave {_option(name)} out")
    settings = read_config(config).base.organisation
    if settings.chart is None:
        raise UserError(f"{config}: generates its organisation; name a config with a chart")
    return settings.model_dump(include=settings.model_fields_set, exclude_none=True)


def _of_options(given: Mapping[str, Any]) -> dict[str, Any]:
    """The options as the keys of a config's [organisation]."""
    from orgsim.config.models import CleaningConfig

    asked = {name: value for name, value in given.items() if _is_given(value)}
    chosen = {
        KEYS.get(name, name): value
        for name, value in asked.items()
        if name not in (*CleaningConfig.model_fields, *PRINTING)
    }
    cleaning = {name: asked[name] for name in CleaningConfig.model_fields if name in asked}
    return chosen | ({"cleaning": cleaning} if cleaning else {})


def _is_given(value: Any) -> bool:
    return value is not None and value is not False and value != []


def _option(name: str) -> str:
    """What the command line calls an argument."""
    return "--id" if name == "identifier" else f"--{name.replace('_', '-')}"


def _need(kind: str, given: Mapping[str, Any]) -> None:
    """Refuse options that say how to read a file where none is named."""
    from orgsim.errors import UserError

    options = [name for name in READING[kind] if _is_given(given[name])]
    if given[kind] is None and options:
        raise UserError(
            f"{_option(options[0])}: says how to read {kind}; name their file with --{kind}"
        )


def _described(chosen: dict[str, Any]) -> tuple["Organisation", dict[str, Any]]:
    """The organisation, and what is said of it: figures, notes, the survey and the config."""
    from orgsim.config.files import build
    from orgsim.organisation import describe
    from orgsim.organise import imported

    config = build({"organisation": chosen}, "orgsim organisation").base.organisation
    read, survey, notes, answered = imported(config)
    found = notes.columns | ({"survey_identifier": answered.identifier} if answered else {})
    described = {
        **describe(read),
        "attributes": {key: len(set(values)) for key, values in read.attributes.items()},
        "notes": notes._asdict(),
        "config": {
            key: value.as_posix() if isinstance(value, Path) else value
            for key, value in (chosen | found).items()
        },
    }
    if answered is not None:
        described["survey"] = _answers({name: survey[name] for name in answered.columns})
        described["survey_notes"] = answered._asdict()
    return read, described


def _answers(survey: "dict[str, np.ndarray]") -> dict[str, dict[str, Any]]:
    import numpy as np

    answers = {name: values[np.isfinite(values)] for name, values in survey.items()}
    return {
        name: {
            "answers": len(known),
            "mean": float(known.mean()) if len(known) else None,
            "spread": float(known.std()) if len(known) else None,
        }
        for name, known in answers.items()
    }


def _write(folder: Path, read: "Organisation", described: dict[str, Any]) -> None:
    from orgsim.figures.organisation_figure import draw_organisation
    from orgsim.figures.save import lay_out, save_picture
    from orgsim.io.provenance import versions
    from orgsim.reporting.folders.result_folder import MANIFEST, ResultsFolder, new_files

    said, *pictures = files = ("organisation.json", "organisation.png", "organisation.svg")
    with ResultsFolder(folder, new_files(folder, (*files, MANIFEST), "a description")) as written:
        figure = lay_out(draw_organisation(read))
        written.write_json(said, described)
        for picture in pictures:
            written.write(picture, lambda path: save_picture(figure, path))
        # by it the next description knows whose files these are, and may replace them
        written.write_json(MANIFEST, {"schema": 1, "versions": versions(), "files": written.hashes})


def _print(described: dict[str, Any], folder: Path | None, as_json: bool) -> None:
    if as_json:
        from orgsim.reporting.folders.result_folder import json_text

        sys.stdout.write(json_text(described))
        return
    from orgsim.reporting.terminal.organisation_tables import description
    from orgsim.reporting.terminal.screen import out, show

    show(out(), description(described))
    if folder is not None:
        print(f"\nwritten to {folder}/: organisation.png, organisation.svg, organisation.json")
