"""Server: the pages on an address of this machine, asking no other one for anything."""

import os
import socket
import threading
import warnings
import webbrowser
from pathlib import Path

from orgsim.errors import UserError

ENVIRONMENT = {
    "SOLARA_APP": "orgsim.ui.app",
    "SOLARA_MODE": "production",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_THEME_TITLE": "orgsim",
    "SOLARA_THEME_LOADER": "plain",
    "SOLARA_THEME_VARIANT": "light",
    "SOLARA_KERNEL_CULL_TIMEOUT": "10m",
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "False",
    "SOLARA_ASSETS_CDN": "http://127.0.0.1:9/",
}
"""What Solara reads when it is imported. All assets are installed; the last line makes sure that a
missing one is an error and not a request to somebody else."""

FOLDER_VARIABLE = "ORGSIM_UI_FOLDER"
DEFAULT_PORT = 8765


def serve(host: str, port: int, folder: Path | None = None, path: str = "/", browser: bool = True):
    """Serve the pages until interrupted; `path` is the page that the browser is sent to."""
    check_free(host, port)
    os.environ.update(ENVIRONMENT)
    if folder is not None:
        os.environ[FOLDER_VARIABLE] = str(folder.resolve())
    warnings.filterwarnings("ignore", "Cookies with samesite=none")
    import uvicorn

    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    print(f"orgsim in the browser: {address}{path} (Ctrl-C ends it)", flush=True)
    threading.Thread(target=_warm_up, daemon=True).start()
    if browser:
        threading.Timer(1.5, webbrowser.open, [address + path]).start()
    try:
        uvicorn.run("solara.server.starlette:app", host=host, port=port, log_level="warning")
    except KeyboardInterrupt:
        return


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


def _warm_up() -> None:
    """Compile or load the engine, and know the first scenario before anybody asks for it."""
    from orgsim.simulation import simulate
    from orgsim.ui.shared.replication_stream import grow
    from orgsim.ui.shared.scenario import Scenario, first_scenario

    for _ in grow({"scenario": first_scenario().config()}, lambda: False):
        pass
    small = Scenario().with_value("organisation.people", 20).with_value("run.weeks", 2)
    for replications in (1, 30):
        simulate({"": small.with_value("run.replications", replications).config()})
