"""`orgsim ui`: scenarios in a browser."""

from pathlib import Path
from typing import Annotated

import typer


def ui(
    folder: Annotated[
        Path | None,
        typer.Argument(help="Folder of a sweep to look into.", show_default=False),
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the address.")] = 8765,
    host: Annotated[
        str, typer.Option(help="Who may look: 127.0.0.1 is this machine alone.")
    ] = "127.0.0.1",
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
) -> None:
    """Try scenarios out in a browser: what is wrong, what helps, and how sure that is."""
    from orgsim.errors import UserError
    from orgsim.sweep.sweep_folder import Store
    from orgsim.ui.server import serve

    if folder is not None and not Store(folder).exists():
        raise UserError(
            f"{folder}: holds no sweep; begin one with orgsim sweep SWEEP.toml --out {folder}"
        )
    serve(host, port, folder, "/sweep" if folder else "/", not no_browser)
