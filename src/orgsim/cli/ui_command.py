"""`orgsim ui`: scenarios in a browser."""

from pathlib import Path
from typing import Annotated

import typer


def ui(
    given: Annotated[
        Path | None,
        typer.Argument(
            metavar="[CONFIG|DIR]",
            help="A config to start from, or the folder of a fit or of a sweep.",
            show_default=False,
        ),
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8765,
    host: Annotated[
        str,
        typer.Option(
            help="Who has access: with 127.0.0.1 only this machine, with 0.0.0.0 anybody who has the"
            " printed address with its token."
        ),
    ] = "127.0.0.1",
    trusted_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A further name under which the pages can be reached; repeatable.",
            show_default=False,
        ),
    ] = None,
    projects: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder of the projects; without it, pages show projects only on this machine.",
            show_default=False,
        ),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Do not open a browser.")
    ] = False,
) -> None:
    """Try out scenarios in a browser: what is wrong, what helps, how certain that is."""
    from orgsim.extras import require

    require("ui")
    from orgsim.ui.opened_with import opened_with
    from orgsim.ui.server import serve

    opened = opened_with(given)
    names = tuple(trusted_host or ())
    serve(host, port, opened.folder, opened.path, not no_browser, names, projects)
