"""A sweep that nothing happens to, to compare others with."""

from pathlib import Path

import pytest
from fault_lab import lay_out, run


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the undisturbed sweep; beside it lies its sweep file."""
    folder = tmp_path_factory.mktemp("undisturbed")
    code, _, err = run("sweep", lay_out(folder), "--out", folder / "swept", "--jobs", 1)
    assert code == 0, err
    return folder / "swept"
