"""Calibrate the assumed sizes of the model against the stylised facts; say which it pins down.

    python experiments/00_calibration/calibrate.py [--generations 150] [--jobs 2] [--out DIR] [--small]

Interrupted, it goes on where it was when called again the same way: every generation and stage is a
sweep in the folder --out, and one that is through is read. README.md describes the procedure; the run
writes its results into it.
"""

import shutil
from pathlib import Path
from typing import Annotated, Any

import typer

HERE = Path(__file__).resolve().parent
MANUFACTURER = HERE.parents[1] / "../shared/data/manufacturing_email"
SMALL = {
    "generations": 2,
    "points": 4,
    "replications": 1,
    "finalists": 2,
    "cloud_points": 6,
    "rounds": 2,
    "validation_replications": 2,
    "people": 40,
}


def main(
    generations: Annotated[int, typer.Option(min=1, help="Generations of the search.")] = 150,
    points: Annotated[int, typer.Option(min=4, help="Points of a generation.")] = 40,
    replications: Annotated[int, typer.Option(min=1, help="Replications of a point.")] = 4,
    step: Annotated[float, typer.Option(help="First step of the search, of the ranges.")] = 0.12,
    finalists: Annotated[
        int, typer.Option(min=2, help="Points measured anew to choose from.")
    ] = 24,
    cloud_points: Annotated[int, typer.Option(min=4, help="Points of a round of the cloud.")] = 400,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds of the cloud.")] = 10,
    facts_inside: Annotated[int, typer.Option(help="Facts inside to accept a point.")] = 15,
    validation_replications: Annotated[int, typer.Option(min=2)] = 20,
    people: Annotated[
        int, typer.Option(min=20, help="People of the generated organisation.")
    ] = 400,
    seed: Annotated[int, typer.Option(min=1, help="First of four seeds.")] = 1,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes.")] = None,
    out: Annotated[Path, typer.Option(help="Folder of the sweeps.")] = Path("results/calibration"),
    into: Annotated[Path, typer.Option(help="Folder of the report.")] = HERE,
    manufacturer: Annotated[Path, typer.Option(help="Folder of the real chart.")] = MANUFACTURER,
    small: Annotated[bool, typer.Option("--small", help="A run of seconds, to try it.")] = False,
) -> None:
    """Search, choose, validate, and see how well the values are pinned down."""
    settings: dict[str, Any] = {
        "generations": generations,
        "points": points,
        "replications": replications,
        "step": step,
        "finalists": finalists,
        "cloud_points": cloud_points,
        "rounds": rounds,
        "facts_inside": facts_inside,
        "validation_replications": validation_replications,
        "people": people,
        "seed": seed,
    }
    if small:
        settings |= SMALL
    from orgsim.errors import UserError

    try:
        _calibrate(settings, jobs, out, into, manufacturer)
    except UserError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo("interrupted; call it again the same way to go on", err=True)
        raise typer.Exit(130) from None


def _calibrate(
    settings: dict[str, Any], jobs: int | None, out: Path, into: Path, manufacturer: Path
) -> None:
    from calibration.laboratory import Laboratory
    from calibration.readme import Calibrated
    from calibration.report import start_values, write_report
    from calibration.search import search
    from calibration.stages import choose, cloud, seeds
    from calibration.two_worlds import worlds
    from calibration.validation import inside, story, validate
    from calibration.watch import watching

    into.mkdir(parents=True, exist_ok=True)
    if not (into / "README.md").exists():
        shutil.copy(HERE / "README.md", into)
    before = start_values(into / "assumed.toml")
    if not (into / "start.toml").exists():
        shutil.copy(into / "assumed.toml", into / "start.toml")
    start = start_values(into / "start.toml")
    two = worlds(manufacturer, settings["people"])
    settings["real_chart"] = two.real
    of = seeds(settings["seed"])
    with watching(settings) as watch:
        laboratory = Laboratory(out, two.base, jobs, watch.heard)
        searched = search(
            laboratory,
            start,
            settings["generations"],
            settings["points"],
            settings["replications"],
            of.search,
            watch.generation,
            settings["step"],
        )
        after = laboratory.within(f"after-{settings['generations']:04d}")
        few, many = 2 * settings["replications"], settings["validation_replications"]
        best = choose(after, searched, settings["finalists"], few, of.finalists)
        watch.say("the best is chosen")
        validation = validate(after, before, best, many, of.validation)
        told = story(after, before, best, many, of.validation)
        watch.say(f"validated: facts inside {inside(validation)}")
        around = cloud(
            after,
            best,
            searched,
            settings["cloud_points"],
            settings["rounds"],
            settings["replications"],
            of.cloud,
            settings["facts_inside"],
        )
        watch.say(f"{int(around.accepted.sum())} of {len(around.accepted)} points accepted")
    done = Calibrated(settings, before, best, searched, around, validation, told)
    write_report(done, into)
    typer.echo(f"facts inside: {inside(validation)}")
    typer.echo(f"written to {into}: README.md, results.json, calibrated.toml, tables, figures")


if __name__ == "__main__":
    typer.run(main)
