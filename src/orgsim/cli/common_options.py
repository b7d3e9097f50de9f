"""Options that more than one command has, each declared once."""

from pathlib import Path
from typing import Annotated

import typer

Overrides = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Override a value of the config; repeatable."),
]
Seed = Annotated[int | None, typer.Option(min=0, help="Seed of all random draws.")]
Threads = Annotated[int | None, typer.Option(min=1, help="Threads; by default one per processor.")]
Jobs = Annotated[
    int | None, typer.Option(min=1, max=4096, help="Processes; by default one per processor.")
]
Out = Annotated[Path | None, typer.Option(help="Folder for the results.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON only.")]
SummaryAsJson = Annotated[bool, typer.Option("--json", help="Print the summary only, as JSON.")]
DropOutsiders = Annotated[
    bool, typer.Option("--drop-outsiders", help="Leave out people who are not on the chart.")
]
REPLICATIONS_HELP = "Replications, each with its own random draws."
