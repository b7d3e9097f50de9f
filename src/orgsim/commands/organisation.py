"""`orgsim organisation`: describe a chart with its ties and survey, and draw it."""

import sys
from collections.abc import Mapping
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from orgsim.organisation import ImportNotes, Organisation


def _column(help_text: str, name: str = "") -> Any:
    names = (name,) if name else ()
    return typer.Option(*names, metavar="COL", help=help_text, show_default=False)


def organisation(
    chart: Annotated[
        Path,
        typer.Argument(
            help="Who reports to whom (CSV); or a config that names a chart.", metavar="CHART"
        ),
    ],
    identifier: Annotated[str, _column("Column of the chart: id.  [id]", "--id")] = "id",
    superior: Annotated[
        str, _column("Column of the chart: id of the superior.  [superior]")
    ] = "superior",
    level: Annotated[str | None, _column("Column of the chart: stated level.")] = None,
    unit: Annotated[str | None, _column("Column of the chart: unit.")] = None,
    name: Annotated[str | None, _column("Column of the chart: name.")] = None,
    ties: Annotated[Path | None, typer.Option(metavar="FILE", help="Informal ties (CSV).")] = None,
    source: Annotated[str | None, _column("Column of the ties: who listens.  [source]")] = None,
    target: Annotated[str | None, _column("Column of the ties: to whom.  [target]")] = None,
    weight: Annotated[str | None, _column("Column of the ties: weight; else rows count.")] = None,
    directed: Annotated[
        bool, typer.Option("--directed", help="Only the source listens to the target.")
    ] = False,
    minimum_weight: Annotated[
        float | None, typer.Option(min=0.0, help="Leave out ties of less weight.")
    ] = None,
    drop_outsiders: Annotated[
        bool, typer.Option("--drop-outsiders", help="Leave out people who are not on the chart.")
    ] = False,
    survey: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Survey of starting states (CSV).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the picture.", show_default=False)
    ] = None,
    no_figure: Annotated[bool, typer.Option("--no-figure", help="Write nothing.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the description as JSON, nothing else.")
    ] = False,
) -> None:
    """Describe and draw an organisation chart, its ties and a survey.

    Writes results/CHART-organisation/ with organisation.png, organisation.svg and organisation.json,
    and says what to put into a config to simulate it.
    """
    given = dict(locals())
    if _is_config(chart):
        organisation(**_of_config(given))
        return
    from orgsim.organisation import read_organisation

    of_ties = {
        "--source": source, "--target": target, "--weight": weight, "--directed": directed,
        "--minimum-weight": minimum_weight,
    }  # fmt: skip
    _need_ties(ties, [option for option, value in of_ties.items() if value not in (None, False)])
    chosen: dict[str, Any] = {
        "identifier": identifier, "superior": superior, "ties": ties, "source": source,
        "target": target, "weight": weight, "directed": directed or None,
        "minimum_weight": minimum_weight, "drop_outsiders": drop_outsiders or None,
    }  # fmt: skip
    chosen = {key: value for key, value in chosen.items() if value is not None}
    read, notes = read_organisation(chart, **chosen, level=level, unit=unit, name=name)
    described = _described(read, notes)
    of_config = {"chart": chart, **chosen} | ({"survey": survey} if survey else {})
    described["config"] = {
        key: value.as_posix() if isinstance(value, Path) else value
        for key, value in of_config.items()
    }
    if survey is not None:
        described["survey"] = _survey(survey, read, identifier, drop_outsiders)
    folder = None if no_figure else out or Path("results") / f"{chart.stem}-organisation"
    if folder is not None:
        _write(folder, read, described)
    _print(described, folder, as_json)


def _is_config(named: Path) -> bool:
    from orgsim.shipped import shipped_files

    return named.suffix == ".toml" or (str(named) in shipped_files() and not named.is_file())


def _of_config(given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments that a config's own organisation stands for, beside where and how to say it."""
    from orgsim.config_file import read_config
    from orgsim.errors import UserError

    config, printing = given["chart"], ("out", "no_figure", "as_json")
    for name, parameter in signature(organisation).parameters.items():
        if name not in ("chart", *printing) and given[name] != parameter.default:
            raise UserError(f"{config}: says itself how its files are read; leave {name} out")
    settings = read_config(config).base.organisation
    if settings.chart is None:
        raise UserError(f"{config}: generates its organisation; name a config with a chart")
    said = {key: getattr(settings, key) for key in settings.model_fields_set}
    out = given["out"] or Path("results") / f"{config.stem}-organisation"
    return {**said, **{key: given[key] for key in printing}, "out": out}


def _need_ties(ties: Path | None, options: list[str]) -> None:
    from orgsim.errors import UserError

    if ties is None and options:
        raise UserError(f"{options[0]}: says how to read ties; name their file with --ties")


def _described(read: "Organisation", notes: "ImportNotes") -> dict[str, Any]:
    from orgsim.organisation import describe

    return {
        **describe(read),
        "attributes": {key: len(set(values)) for key, values in read.attributes.items()},
        "notes": notes._asdict(),
    }


def _survey(
    survey: Path, read: "Organisation", identifier: str, drop_outsiders: bool
) -> dict[str, dict[str, Any]]:
    import numpy as np

    from orgsim.organisation import read_survey

    columns = read_survey(survey, read, identifier, drop_outsiders)
    answers = {name: values[np.isfinite(values)] for name, values in columns.items()}
    return {
        name: {
            "answers": len(known),
            "mean": float(known.mean()) if len(known) else None,
            "spread": float(known.std()) if len(known) else None,
        }
        for name, known in answers.items()
    }


def _write(folder: Path, read: "Organisation", described: dict[str, Any]) -> None:
    from orgsim.figures.organisation import draw_organisation
    from orgsim.figures.save import lay_out, save_picture
    from orgsim.results import ResultsFolder

    files = ("organisation.json", "organisation.png", "organisation.svg")
    with ResultsFolder(folder, files) as written:
        figure = lay_out(draw_organisation(read))
        written.write_json(files[0], described)
        for picture in files[1:]:
            written.write(picture, lambda path: save_picture(figure, path))


def _print(described: dict[str, Any], folder: Path | None, as_json: bool) -> None:
    if as_json:
        from orgsim.results import json_text

        sys.stdout.write(json_text(described))
        return
    from orgsim.terminal.organisation import description
    from orgsim.terminal.screen import out, show

    show(out(), description(described))
    if folder is not None:
        print(f"\nwritten to {folder}/: organisation.png, organisation.svg, organisation.json")
