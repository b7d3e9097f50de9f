"""`orgsim ui` as README.md, docs/ui.md and docs/start/student.md call it: each opens what it says.

Nothing is served here: test_fitted_pages.py, test_sweep_page.py and others start servers.
"""

import shlex

import pytest
from fitted_lab import fitted_folder
from page_blocks import blocks, run_block
from test_own_config import OWN
from test_ui_command import SMALL

from orgsim.cli.main import main
from orgsim.sweep.python_api import sweep
from orgsim.ui.shared.scenarios.presets import YOURS
from orgsim.ui.shared.scenarios.scenario import Scenario

pytestmark = pytest.mark.usefixtures("no_own_config")

THIS = "tests/ui/test_documented_servers.py"


@pytest.fixture
def opened(monkeypatch, tmp_path):
    """What would have been served, call by call: a folder, and the page that is opened."""
    calls = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "orgsim.ui.server.serve", lambda _host, _port, *what: calls.append(what[:2])
    )
    return calls


def lines(page: str) -> list[list[str]]:
    """The words of each command of the page that this file runs."""
    (block,) = (each for each in blocks(page) if each.marks.get("run by") == THIS)
    return [shlex.split(line, comments=True) for line in block.source.splitlines()]


def test_a_config_a_fit_and_a_sweep_are_opened(opened, tmp_path):
    (tmp_path / "my_company.toml").write_text(OWN, encoding="utf-8")
    fitted_folder(tmp_path / "fitted", False)
    sweep(SMALL, tmp_path / "sweep", jobs=1)
    for words in lines("docs/ui.md"):
        assert main(words[1:]) == 0
    assert [path for _, path in opened] == ["/?preset=yours", "/?preset=yours", "/sweep"]
    assert [folder and folder.name for folder, _ in opened] == [None, None, "sweep"]


def test_the_schools_of_the_lesson_are_opened(opened):
    page = "docs/start/student.md"
    for block in blocks(page):
        if "file" in block.marks:
            run_block(block, {}, page)
    (words,) = lines(page)
    assert main(words[1:]) == 0
    assert opened == [(None, "/?preset=yours")]
    assert Scenario(YOURS, None).config().organisation.people == 60


@pytest.mark.slow
def test_the_first_commands_of_the_readme_run(opened, tmp_path):
    (block,) = (each for each in blocks("README.md") if each.marks.get("run by") == THIS)
    run_block(block, {}, "README.md")
    assert opened == [(None, "/")]
    assert {path.name for path in (tmp_path / "results").iterdir()} == {
        "baseline",
        "retail-compare",
    }
