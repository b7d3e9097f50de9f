"""`orgsim ui`: mistakes in one line, a sweep as pages, a run as a scenario."""

import socket
from pathlib import Path

import pytest
from plain_runs import PLAIN
from solara.server.settings import MainSettings
from uvicorn import Config

from orgsim.cli.main import MISTAKE, main
from orgsim.errors import UserError
from orgsim.sweep.python_api import sweep
from orgsim.ui.server import ENVIRONMENT, LISTENING
from orgsim.ui.sweep.sweep_points import figures, opened, scenario_of_point

SMALL = {
    "base": {"organisation": {"people": 20}, "run": {**PLAIN, "weeks": 6}},
    "design": "grid",
    "replications": 3,
    "vary": {"levers.transparency": [0.2, 0.8], "levers.red_tape": [0.1, 0.5]},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("sweeps") / "small"
    sweep(SMALL, out, jobs=1)
    return out


def test_a_port_that_is_taken_is_told_in_a_line(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["ui", "--port", str(port), "--no-browser"]) == MISTAKE
    error = capsys.readouterr().err
    assert error.startswith(f"error: port {port} of 127.0.0.1 cannot be had")
    assert error.count("\n") == 1


def test_a_host_that_is_not_here_is_told_in_a_line(capsys):
    assert main(["ui", "--host", "no.such.host.invalid", "--no-browser"]) == MISTAKE
    assert "--host" in capsys.readouterr().err


def test_a_folder_without_a_sweep_is_told(tmp_path, capsys):
    assert main(["ui", str(tmp_path), "--no-browser"]) == MISTAKE
    assert "holds neither a sweep nor fitted.toml" in capsys.readouterr().err


def test_nothing_is_told_or_asked_of_others():
    assert ENVIRONMENT["SOLARA_TELEMETRY_MIXPANEL_ENABLE"] == "False"
    assert "127.0.0.1" in ENVIRONMENT["SOLARA_ASSETS_CDN"]


def test_what_is_drawn_is_sent_together(monkeypatch):
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    assert MainSettings().experimental_performance


def test_a_page_that_waits_for_a_busy_server_is_not_taken_for_gone():
    seconds_of_a_busy_server = 60
    loaded = Config("", **LISTENING)
    assert loaded.ws_ping_interval is not None
    assert loaded.ws_ping_timeout is not None
    assert loaded.ws_ping_timeout > seconds_of_a_busy_server


def test_a_sweep_is_a_table_of_points_and_figures(folder):
    found = opened(folder)
    assert found.points == len(found.rows) == 4
    assert found.columns[:3] == ("Point", "Transparency [share]", "Red tape [share]")
    text, png = next(iter(figures(found)))
    assert text
    assert png.startswith(b"\x89PNG")


def test_a_point_is_the_scenario_that_the_sweep_ran(folder):
    config = scenario_of_point(folder, 3).config()
    assert (config.levers.transparency, config.levers.red_tape) == (0.8, 0.5)
    assert (config.organisation.people, config.run.weeks, config.run.replications) == (20, 6, 3)
    with pytest.raises(UserError, match="points 0 to 3"):
        scenario_of_point(folder, 4)
