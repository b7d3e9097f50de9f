"""A sweep that nothing happens to, to compare others with."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from fault_lab import lay_out

from orgsim.cli.main import main


@pytest.fixture(scope="session", autouse=True)
def ctrl_c_is_heard() -> Iterator[None]:
    """A shell starts what is to run in the background with SIGINT ignored, and children inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the undisturbed sweep; beside it lies its sweep file."""
    folder = tmp_path_factory.mktemp("undisturbed")
    assert main(["sweep", str(lay_out(folder)), "--out", str(folder / "swept"), "--jobs", "1"]) == 0
    return folder / "swept"
