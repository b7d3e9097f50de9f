"""Infer parameter sets that are consistent with facts and field trials; say what these pin down.

    python experiments/00_calibration/calibrate.py [--members 240] [--jobs 2] [--out DIR] [--small]

Interrupted, it goes on where it was when called again the same way: every iteration is a file in the
folder --out, and one that is there is read. The report goes to the folder `report` in it; record.py puts
it where it belongs. README.md describes the procedure.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

HERE = Path(__file__).resolve().parent
MANUFACTURER = HERE.parents[1] / "../shared/data/manufacturing_email"
SMALL = {"members": 8, "steps": 2, "chain_steps": 2, "people": 40, "replications": 1, "truths": 2}


def main(
    members: Annotated[int, typer.Option(min=8, help="Members of the ensemble.")] = 240,
    steps: Annotated[int, typer.Option(min=1, help="Steps of the smoother.")] = 4,
    localisation: Annotated[
        float, typer.Option(min=0, help="Standard errors below which a correlation is none.")
    ] = 2.0,
    centre: Annotated[
        Path | None, typer.Option(help="Config to start around; else the middle of the priors.")
    ] = None,
    spread: Annotated[
        float, typer.Option(min=0.01, max=1, help="Of the start; 1 is the priors'.")
    ] = 1.0,
    bands: Annotated[
        float, typer.Option(help="Bands that members must meet from which chains begin.")
    ] = 40,
    chain_steps: Annotated[int, typer.Option(min=1, help="Steps of the chains.")] = 10,
    replications: Annotated[int, typer.Option(min=1, help="Of every set, for predictions.")] = 2,
    truths: Annotated[int, typer.Option(min=1, help="Made-up truths.")] = 60,
    people: Annotated[int, typer.Option(min=20, help="People of the generated one.")] = 400,
    seed: Annotated[int, typer.Option(min=1, help="Seed of all draws.")] = 1,
    jobs: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
    out: Annotated[Path, typer.Option(help="Folder of iterations.")] = Path("results/calibration"),
    manufacturer: Annotated[Path, typer.Option(help="Folder of the real chart.")] = MANUFACTURER,
    small: Annotated[bool, typer.Option("--small", help="Under a minute, to try it.")] = False,
) -> None:
    """Move an ensemble from the priors to the data; test it on made-up truths; write a report."""
    settings: dict[str, Any] = {
        "members": members,
        "steps": steps,
        "localisation": localisation,
        "centre": centre,
        "spread": spread,
        "bands": bands,
        "chain_steps": chain_steps,
        "replications": replications,
        "truths": truths,
        "people": people,
        "seed": seed,
    }
    if small:
        settings |= SMALL
    from orgsim.errors import UserError

    try:
        _calibrate(settings, jobs, out, manufacturer)
    except UserError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo("interrupted; call it again the same way to go on", err=True)
        raise typer.Exit(130) from None


def _calibrate(settings: dict[str, Any], jobs: int, out: Path, manufacturer: Path) -> None:
    from calibration.checkout import warning
    from calibration.run import run

    from orgsim.io.provenance import commit

    if said := warning(commit()):
        typer.echo(said, err=True)
    found = run(settings, jobs, out, manufacturer, lambda text: typer.echo(text, err=True))
    typer.echo(f"{len(found.posterior.normal)} parameter sets; written to {out / 'report'}")


if __name__ == "__main__":
    typer.run(main)
