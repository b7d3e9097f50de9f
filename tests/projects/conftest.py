"""Projects of tests are kept in a temporary folder."""

import pytest

from orgsim.projects.project_place import VARIABLE


@pytest.fixture(autouse=True)
def _kept_in_a_folder(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "projects"))
