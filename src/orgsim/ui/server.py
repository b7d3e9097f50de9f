"""Server: the pages on an address of this machine, asking no other one for anything."""

import asyncio
import os
import socket
import threading
import warnings
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Any

from orgsim.errors import UserError
from orgsim.parallel.c_memory import keep_few_arenas
from orgsim.projects.project_place import VARIABLE as PROJECTS_FOLDER
from orgsim.ui.closed_app import Application, Message, Receive, Send, closed
from orgsim.ui.guard import LOOPBACK, TOKEN, address_of, guard_of
from orgsim.ui.server_folder import end_in_order, server_folder
from orgsim.ui.shared.computing.idle_threads import IDLE_THREADS

ENVIRONMENT = {
    "SOLARA_APP": "orgsim.ui.app",
    "SOLARA_MODE": "production",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_THEME_TITLE": "orgsim",
    "SOLARA_THEME_LOADER": "plain",
    "SOLARA_THEME_VARIANT": "light",
    "SOLARA_THEME_FORCE_REFRESH": "True",
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "False",
    "SOLARA_ASSETS_CDN": "http://127.0.0.1:9/",
    "REACTON_FAST": "1",
    "SOLARA_EXPERIMENTAL_PERFORMANCE": "True",
}
"""What Solara and Reacton read. All assets are installed, and no address of others is known, so that a
missing one is an error and not a request to somebody else. Reacton's fast renderer passes over the parts
of a page in which nothing changed: the move of a lever takes half as long to draw. With what Solara
calls experimental performance whoever draws leaves messages to be sent together, every 50 ms, instead
of waiting for each of some forty a move until the thread that serves everybody has sent it."""

KEPT_VARIABLE = "SOLARA_KERNEL_CULL_TIMEOUT"
KEPT = "24h"
"""How long a page is kept whose browser is not heard of, as while a laptop sleeps. That of a closed tab
goes at once."""

COMPRESS_VARIABLE = "SOLARA_SERVER_HTTP_GZIP"
"""Whether scripts are compressed: for a browser of this machine that takes longer than sending them."""

FOLDER_VARIABLE = "ORGSIM_UI_FOLDER"
PROJECTS_OFFERED = "ORGSIM_UI_PROJECTS"
"""Environment variable that is set where the pages show projects of this machine."""

DEFAULT_PORT = 8765
EVERYWHERE = ("0.0.0.0", "::")
"""Hosts that stand for all addresses of a machine."""


SECONDS_TO_END = 3
"""How long open pages are waited for at the end."""

SECONDS_UNTIL_UNHEARD = 300.0
"""How long a page may leave a sign of life unanswered before its connection is closed, upon which it
would load itself anew. While its visitor's last move is worked on, nothing that it sends is read, an
answer no more than anything else, so that this has to be longer than a busy server takes."""

LISTENING: dict[str, Any] = {
    "log_level": "warning",
    "server_header": False,
    "timeout_graceful_shutdown": SECONDS_TO_END,
    "ws_ping_timeout": SECONDS_UNTIL_UNHEARD,
}
"""How uvicorn serves the pages."""


def serve(
    host: str,
    port: int,
    folder: Path | None = None,
    path: str = "/",
    browser: bool = True,
    trusted: tuple[str, ...] = (),
    projects: Path | None = None,
) -> None:
    """Serve the pages until interrupted; `path` is the page that the browser is sent to.

    trusted   further names of this machine, by which others may reach it
    projects  the folder of all projects; whoever has the address may open and delete what is there, so
              that a server for others shows projects only where this is given
    """
    check_free(host, port)
    keep_few_arenas()
    os.environ.update(ENVIRONMENT)
    os.environ.setdefault(KEPT_VARIABLE, KEPT)
    if host in LOOPBACK and not trusted:
        os.environ.setdefault(COMPRESS_VARIABLE, "False")
    if projects is not None:
        os.environ[PROJECTS_FOLDER] = str(projects.absolute())
    os.environ[PROJECTS_OFFERED] = "1" if projects or host in LOOPBACK else ""
    if folder is not None:
        os.environ[FOLDER_VARIABLE] = str(folder.resolve())
    warnings.filterwarnings("ignore", "Cookies with samesite=none")
    import uvicorn
    from solara.server.starlette import app

    guard = guard_of(host, port, trusted)
    first = address_of(*path.partition("?")[::2], **({TOKEN: guard.token} if guard.token else {}))
    address = f"http://{_named(host)}:{port}{first}"
    print(f"orgsim in the browser: {address} (Ctrl-C ends it)", flush=True)
    if browser:
        threading.Timer(1.5, webbrowser.open, [address]).start()
    end_in_order()
    with suppress(KeyboardInterrupt), server_folder():
        uvicorn.run(_then_warm_up(closed(app, guard)), host=host, port=port, **LISTENING)


def _named(host: str) -> str:
    """A host as part of an address; where all of them are served, the name of this machine."""
    if host in EVERYWHERE:
        return socket.gethostname()
    return f"[{host}]" if ":" in host else host


def check_free(host: str, port: int) -> None:
    """Refuse a host that is not this machine's, or a port that is taken."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except socket.gaierror:
        raise UserError(f"--host {host}: is no address of this machine; try 127.0.0.1") from None
    except OSError as error:
        raise UserError(
            f"port {port} of {host} cannot be had: {error.strerror}; try --port {port + 1}"
        ) from None


def _then_warm_up(inner: Application) -> Application:
    """The application, which warms up once it can show a page: both at once would be slow."""

    async def application(scope: Message, receive: Receive, send: Send) -> None:
        async def heard(message: Message) -> None:
            await send(message)
            if message["type"] == "lifespan.startup.complete":
                IDLE_THREADS.loop = asyncio.get_running_loop()
                threading.Thread(target=_warm_up, daemon=True).start()

        await inner(scope, receive, heard if scope["type"] == "lifespan" else send)

    return application


def _warm_up() -> None:
    """Compile or load the engine, and know the first scenario before anybody asks for it.

    Whoever opens a page before it is known simulates it, and nobody does it twice.
    """
    from solara.server.kernel_context import contexts

    from orgsim.simulation import simulate
    from orgsim.ui.shared.computing.replication_stream import GivenUp, grow
    from orgsim.ui.shared.scenarios.scenario import Scenario, first_scenario

    with suppress(GivenUp):
        for _ in grow({"scenario": first_scenario().config()}, lambda: bool(contexts)):
            pass
    small = Scenario().with_value("organisation.people", 20).with_value("run.weeks", 2)
    for replications in (1, 30):
        simulate({"": small.with_value("run.replications", replications).config()})
